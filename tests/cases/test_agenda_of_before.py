"""What stood on the one list of before stands on that of the unit that holds the case, with its versions."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cases.models import AgendaItem
from cases.vocabulary import Status
from config import guards
from tests.factories import an_office
from tests.stories import a_case, brought_up

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("cases", "0076_knocks_of_telephones")]


@pytest.fixture
def back_and_forth():
    def go():
        # As `migrate` does before its first step, in either direction.
        guards.take_down()
        MigrationExecutor(connection).migrate(BEFORE)
        with connection.cursor() as cursor:
            known = connection.introspection.get_table_description(cursor, "cases_agendaitem")
        assert "unit_id" not in {column.name for column in known}
        call_command("migrate", verbosity=0, interactive=False)

    yield go
    call_command("migrate", verbosity=0, interactive=False)


def test_each_item_of_before_is_on_the_list_of_the_unit_that_holds_its_case(back_and_forth):
    office = an_office()
    ours, theirs = a_case(office, at=Status.IN_HAND), a_case(office, at=Status.IN_HAND)
    for case in (ours, theirs):
        brought_up(office, case)
    type(theirs).objects.filter(pk=theirs.pk).update(unit=office.commune)
    back_and_forth()
    wanted = {(ours.pk, office.province.pk), (theirs.pk, office.commune.pk)}
    assert set(AgendaItem.objects.values_list("case", "unit")) == wanted
    assert set(AgendaItem.history.values_list("case", "unit")) == wanted
