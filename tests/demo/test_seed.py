"""The same seed makes the same demo office, another seed another."""

from datetime import date

from django.core.management import call_command
from django.db import transaction

from cases.models import Case
from config.demo import office

TODAY = date(2026, 11, 20)


def test_the_same_seed_makes_the_same_office(db):
    call_command("load_areas", verbosity=0)
    first, again, other = _made(seed=7), _made(seed=7), _made(seed=8)
    assert first == again
    assert first != other


def _made(*, seed: int) -> list[tuple[str, str, str, str, date]]:
    with transaction.atomic():
        office.make(cases=5, seed=seed, today=TODAY)
        rows = Case.objects.order_by("number")
        made = list(rows.values_list("number", "summary", "status", "unit__name", "registered_on"))
        transaction.set_rollback(True)
    return made
