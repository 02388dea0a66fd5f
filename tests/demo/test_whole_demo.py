"""The office of a first start, whole: three hundred cases meet what forty do not."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from audit.verifying import everything
from cases.models import Case
from config import alignment

pytestmark = [pytest.mark.deep, pytest.mark.django_db]


@pytest.mark.parametrize("today", [date(2026, 11, 21), date(2026, 12, 31)])
def test_it_is_made_to_the_end_in_step_and_with_an_unbroken_register(settings, tmp_path, today):
    settings.DATA_DIR = settings.MEDIA_ROOT = tmp_path
    call_command("load_areas", verbosity=0)
    call_command("demo", "--today", today.isoformat(), stdout=StringIO())
    assert Case.objects.count() >= 300
    assert list(alignment.findings()) == []
    assert everything().ok
