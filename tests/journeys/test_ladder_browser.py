"""A late agency in a browser: from the task the sweep opened to the reminder that left; and the superior body."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from cases import operations as op
from cases.models import Case, Rung
from cases.vocabulary import RungKind, RungState, Status
from tests import stories
from tests.stories import DAY, a_case, swept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        for width in (1280, 360):
            someone.page.set_viewport_size({"width": width, "height": 900})
            someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
        someone.page.set_viewport_size({"width": 1280, "height": 800})


def test_a_reminder_goes_from_the_sweep_to_the_post(office, visitor):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    swept(timezone.localdate())
    handler = visitor(office.person("handler"))
    handler.sees("Soạn và trình văn bản đôn đốc")
    handler.goes(f"/vu-viec/{case.pk}/").sees("Đến lượt phải làm")
    picture(handler, "reached")
    handler.presses("Soạn văn bản đôn đốc").sees("đã hết hạn ngày")
    picture(handler, "chase")
    handler.presses("Soạn văn bản đôn đốc").sees("Dự thảo công văn")
    handler.goes(f"/vu-viec/{case.pk}/submit_other/").presses("Trình ký văn bản khác")
    leader = visitor(office.person("leader"))
    leader.goes("/lanh-dao/").presses(f"Ký văn bản khác, {case.number}").presses("Ký văn bản khác")
    clerk = visitor(office.person("records_officer"))
    clerk.goes("/van-thu/").presses(f"Cấp số văn bản khác, {case.number}").presses("Cấp số văn bản khác")
    clerk.goes("/van-thu/").presses(f"Gửi văn bản khác, {case.number}")
    clerk.page.select_option("select[name=sent_by]", "post")
    clerk.presses("Gửi văn bản khác")
    sent = Rung.objects.get(case=case, kind=RungKind.REMINDER)
    assert sent.state == RungState.CLIMBED
    handler.goes(f"/vu-viec/{case.pk}/").sees(f"Công văn {sent.letter.number}").sees("Đã thực hiện")
    picture(handler, "climbed")
    handler.page.set_viewport_size({"width": 360, "height": 800})
    handler.goes(f"/vu-viec/{case.pk}/")
    supervisor = visitor(office.person("supervisor"))
    supervisor.goes("/giam-sat/").page.get_by_role("link", name="Đôn đốc, thông báo sáu tháng").click()
    supervisor.looks()
    supervisor.sees(office.agency.name)
    picture(supervisor, "notice")
    supervisor.page.set_viewport_size({"width": 360, "height": 800})
    supervisor.goes("/giam-sat/thong-bao/")
    assert Case.objects.get(pk=case.pk).status == Status.FORWARDED


def test_a_decision_contested_before_the_superior_is_seen_by_who_waits(office, visitor):
    case = a_case(office, at=Status.ANSWERED, promises=0)
    handler = visitor(office.person("handler"))
    handler.goes(f"/vu-viec/{case.pk}/recommend_to_superior/").sees("Kiến nghị xem xét lại")
    picture(handler, "recommend")
    stories.at_the_superior(office, case)
    handler.goes(f"/vu-viec/{case.pk}/").sees("Đã gửi cơ quan cấp trên")
    picture(handler, "superior")
    handler.presses("Ghi trả lời của cơ quan cấp trên").sees("Cơ quan cấp trên trả lời thế nào")
    picture(handler, "reply")
