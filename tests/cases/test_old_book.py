"""A whole old book with mistakes of many sorts: it says which rows, in which column, and takes the good ones."""

import pytest

from audit.actor import system
from bench.old_books import MISTAKES, old_book
from cases import operations as op
from cases.models import Case, Opening
from cases.opening import sheets
from cases.vocabulary import OpeningState, RowState
from config import alignment
from organizations.vocabulary import Role
from tests.stories import DAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOUSE = system("opening")


def looked_at(office, rows, wrong):
    handler = office.person("handler").username
    book = list(
        old_book(rows, wrong=wrong, handler=handler, agency=office.agency.name, field=office.field.key, until=DAY)
    )
    planted = {line: column for line, (_row, column) in enumerate(book, start=2) if column}
    content = sheets.filled(row for row, _column in book)
    opening = op.hand_in(office.province, content, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    opening.refresh_from_db()
    found = {row.line: [one[0] for one in row.said["problems"]] for row in opening.rows.filter(state=RowState.BAD)}
    assert (opening.state, opening.total, opening.bad) == (OpeningState.CHECKED, rows, wrong)
    assert found.keys() == planted.keys()
    assert all(planted[line] in found[line] for line in found), (found, planted)
    assert not Case.objects.exists()
    return opening


def taken_in(office, opening):
    op.choose(opening, good_ones=True, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    done = Opening.objects.get(pk=opening.pk)
    assert (done.state, done.entered, done.refused) == (OpeningState.DONE, done.total - done.bad, 0)
    assert Case.objects.count() == done.entered
    assert op.sweep(by=system("sweep"), on=DAY) == 0


def test_every_sort_of_mistake_is_found_in_its_column_and_the_rest_comes_in(office):
    taken_in(office, looked_at(office, 60, len(MISTAKES)))
    assert list(alignment.findings()) == []


@pytest.mark.deep
def test_ten_thousand_rows_with_thirty_seven_mistakes(office):
    taken_in(office, looked_at(office, 10_000, 37))
