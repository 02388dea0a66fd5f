"""Saving a question to the register under a name, and taking it away again."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ..doors import StaffRequest, staff
from ..listing.register_filter import narrowed
from ..personal.saved import LONGEST_NAME, drop_filter, save_filter


class SaveForm(forms.Form):
    name = forms.CharField(max_length=LONGEST_NAME)
    query = forms.CharField(max_length=2000)
    shared = forms.BooleanField(required=False)


@staff
@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """Keep what the register understands of the question, and nothing else that stood in the address."""
    form = SaveForm(request.POST)
    form.is_valid()
    said = QueryDict(form.cleaned_data.get("query", ""))
    asked = narrowed(said, seen_by=request.actor, on=timezone.localdate())
    if not form.is_valid():
        messages.error(request, _("Cần đặt tên cho bộ lọc, không dài quá %(most)d chữ.") % {"most": LONGEST_NAME})
    elif asked.refused:
        messages.error(request, _("Bộ lọc có điều kiện không đọc được nên chưa lưu."))
    else:
        name, shared = form.cleaned_data["name"], form.cleaned_data["shared"]
        unit, query = request.capacity.unit, asked.without_words
        save_filter(request.user, unit, name=name, query=query, shared=shared, at=timezone.now())
        messages.success(request, _("Đã lưu bộ lọc “%(name)s”.") % {"name": name})
    return redirect(f"{reverse('desk:register')}?{asked.query}")


@staff
@require_POST
def drop(request: StaffRequest, filter_id: int) -> HttpResponse:
    drop_filter(request.user, filter_id)
    messages.success(request, _("Đã bỏ bộ lọc đã lưu."))
    return redirect("desk:register")
