"""What took long to count is kept for a minute, for one reader with the same rights, and says so."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from organizations.vocabulary import Role
from reports import kept
from reports.dashboard import Asked
from reports.kept import KEPT_SECONDS, counted_board
from tests.stories import Office, a_petition

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Kept as an office keeps it: in files that every process of the machine reads."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": str(tmp_path)}
    }


def asked(office: Office, role: str = "supervisor", **changes: object) -> Asked:
    said = {"seen_by": office.actor(role), "first": FIRST, "last": LAST, "on": date(2026, 6, 15)}
    return Asked(**(said | changes))


def received(counted: kept.Counted) -> int:
    return counted.board.total.figures["received"]


def test_a_second_look_within_the_minute_is_the_first_and_says_when_it_was(office: Office) -> None:
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False) as clock:
        a_petition(office)
        first = counted_board(asked(office), worth=0)
        a_petition(office)
        clock.shift(timedelta(seconds=KEPT_SECONDS - 1))
        second = counted_board(asked(office), worth=0)
        assert (received(first), first.is_kept) == (1, False)
        assert (received(second), second.is_kept, second.at) == (1, True, first.at)
        clock.shift(timedelta(seconds=2))
        third = counted_board(asked(office), worth=0)
        assert (received(third), third.is_kept, third.at) == (2, False, timezone.now())


def test_asked_anew_it_is_counted_anew_and_that_is_kept(office: Office) -> None:
    counted_board(asked(office), worth=0)
    a_petition(office)
    assert received(counted_board(asked(office), anew=True, worth=0)) == 1
    assert counted_board(asked(office), worth=0).is_kept
    assert received(counted_board(asked(office), worth=0)) == 1


def test_what_is_quickly_counted_is_never_kept(office: Office) -> None:
    counted_board(asked(office), worth=60)
    a_petition(office)
    again = counted_board(asked(office), worth=60)
    assert (received(again), again.is_kept) == (1, False)


@pytest.mark.parametrize(
    "other",
    [
        lambda office: asked(office, "leader"),
        lambda office: asked(office, first=date(2026, 2, 1)),
        lambda office: asked(office, agency="none"),
        lambda office: asked(office, unit=office.actor("supervisor").unit),
    ],
)
def test_another_reader_or_another_question_is_counted_by_itself(office: Office, other) -> None:
    counted_board(asked(office), worth=0)
    assert not counted_board(other(office), worth=0).is_kept


def test_each_language_has_its_own_words(office: Office) -> None:
    a_petition(office, area=None)
    counted_board(asked(office), worth=0)
    with translation.override("en"):
        english = counted_board(asked(office), worth=0)
    assert not english.is_kept
    assert [line.name for line in english.board.areas] != [
        line.name for line in counted_board(asked(office), worth=0).board.areas
    ]


def test_the_page_says_when_it_was_counted_and_offers_to_count_again(client, office: Office) -> None:
    client.force_login(office.person(Role.SUPERVISOR))
    at = reverse("desk:dashboard")
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        page = client.get(at).content.decode()
        assert "Số liệu đếm lúc 09:00:00." in page
        assert "Đếm lại ngay" not in page, "counted in no time: nothing was kept"
        # As the page asks, which found it not worth keeping.
        this_year = asked(office, first=FIRST, last=date(2026, 6, 15))
        counted_board(this_year, worth=0)
    with time_machine.travel("2026-06-15 09:00:30+07:00", tick=False):
        a_petition(office)
        page = client.get(at).content.decode()
        assert "Số liệu đếm lúc 09:00:00." in page
        assert "Đếm lại ngay" in page
        page = client.get(at, {"anew": "1"}).content.decode()
        assert "Số liệu đếm lúc 09:00:30." in page
