"""Lists turned by the last row seen: what the address says of the place is a place, or there is no such page."""

import pytest
from django.urls import reverse

from desk.addresses import MOST_DIGITS, number_in, numbers_in

pytestmark = pytest.mark.django_db
NO_NUMBERS = ("x", "-1", "1.5", "²", "9" * (MOST_DIGITS + 1), "9" * 5000)
TURNED = {
    "addressees": ("administrator", "sau"),
    "agencies": ("supervisor", "after"),
    "agenda": ("supervisor", "after"),
    "checkpoints": ("administrator", "truoc"),
    "clients": ("administrator", "truoc"),
    "competence": ("administrator", "sau"),
    "dead-letters": ("administrator", "after"),
    "deputies": ("administrator", "truoc"),
    "erasures": ("records_officer", "truoc"),
    "incoming": ("records_officer", "before"),
    "messages": ("handler", "after"),
    "quarantine": ("administrator", "truoc"),
    "reception-history": ("receptionist", "sau"),
    "scorecard": ("supervisor", "after"),
    "staff": ("administrator", "truoc"),
    "units": ("administrator", "sau"),
}
BY_TWO = {"law": "administrator", "supervision": "supervisor", "register": "handler", "inbox": "handler"}


def test_a_number_is_read_where_there_is_one_that_a_row_can_have():
    assert number_in("0012") == 12
    assert number_in("9" * MOST_DIGITS) == 10**MOST_DIGITS - 1
    assert [number_in(said) for said in ("", " 1", *NO_NUMBERS)] == [None] * (2 + len(NO_NUMBERS))
    assert numbers_in(["3", "x", "²", "1"]) == [3, 1]


@pytest.mark.parametrize("page", TURNED)
def test_what_is_no_place_has_no_page(as_role, page):
    role, named = TURNED[page]
    client, address = as_role(role), reverse(f"desk:{page}")
    assert client.get(address, {named: ""}).status_code == 200
    for place in (*NO_NUMBERS, "r²", "u" + "9" * 5000):
        assert client.get(address, {named: place}).status_code == 404, place


@pytest.mark.parametrize("page", BY_TWO)
def test_a_place_of_two_parts_that_is_none_has_no_page(as_role, page):
    client, address = as_role(BY_TWO[page]), reverse(f"desk:{page}")
    for place in (
        "x",
        "12",
        "d~2026-03-02",
        "d²~2026-03-02",
        "k1.5~kn.accept",
        f"d{'9' * 19}~2026-03-02",
        "d1~2026-02-30",
    ):
        assert client.get(address, {"after": place}).status_code == 404, place


def test_a_form_is_shown_where_the_address_names_nothing_that_exists(as_role):
    assert as_role("administrator").get(reverse("desk:calendar-import"), {"year": "²"}).status_code == 200
    for named in ("luot", "cung-nguoi"):
        assert as_role("receptionist").get(reverse("desk:intake"), {named: "²"}).status_code == 200
