"""Several referrals in a browser: what the handler, the leader and an agency that helps see of them."""

import os
from pathlib import Path

import pytest

from cases.models import Case
from cases.vocabulary import Status
from tests import stories
from tests.stories import a_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        for width in (1280, 360):
            someone.page.set_viewport_size({"width": width, "height": 900})
            someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def test_helpers_and_a_petition_that_goes_round_are_seen_by_whom_they_concern(office, visitor):
    case = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, case)
    stories.helped(office, case, office.other_agency)
    leader = visitor(office.person("leader"))
    leader.goes(f"/vu-viec/{case.pk}/").sees("Đi vòng").sees("Trả lời phối hợp này chưa được đọc.")
    picture(leader, "case")
    leader.presses("Quyết định nơi chuyển")
    picture(leader, "decide")
    handler = visitor(office.person("handler"))
    handler.goes(f"/vu-viec/{case.pk}/").presses("Đã đọc trả lời phối hợp")
    picture(handler, "read")
    handler.presses("Đã đọc trả lời phối hợp").sees("Đã đọc ngày")
    stories.asked_to_help(office, Case.objects.get(pk=case.pk))
    officer = visitor(office.person("agency_officer", office.other_agency))
    officer.goes("/co-quan/").sees("Được đề nghị phối hợp")
    picture(officer, "agency")
    officer.presses(f"Nhận phối hợp, {case.number}").presses("Nhận phối hợp")
    officer.sees("Cơ quan nhận phối hợp")
    assert office.agency.name not in officer.page.locator("main").inner_text()
    picture(officer, "helper")
