"""What a letter is called on a page."""

from django import template

from cases.letter_forms import name_of_form

register = template.Library()
register.filter("form_name", name_of_form)
