"""Who held it and how long, in a browser: short on the case page, whole behind the link, and as a paper."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from audit.actor import system
from cases import operations as op
from cases.vocabulary import Evidence
from tests.stories import a_petition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str, width: int) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


def a_late_case(office, today: date):
    """Received six weeks ago, with the agency for a month, its answer overdue for two weeks."""

    def back(days: int) -> date:
        return today - timedelta(days=days)

    handler, leader, records = (office.actor(role) for role in ("handler", "leader", "records_officer"))
    case = a_petition(office, received_on=back(44), on=back(42))
    op.instruct(case, handler=office.person("handler"), by=leader, on=back(40))
    op.take_up(case, by=handler, on=back(39))
    op.draft_letter(
        case,
        agency=office.agency,
        subject="Về đường liên thôn",
        asked="Sửa mặt đường.",
        answer_by=back(14),
        by=handler,
        on=back(36),
    )
    op.submit_letter(case, by=handler, on=back(36))
    op.sign_letter(case, by=leader, on=back(34))
    op.issue_letter(case, by=records, on=back(33))
    op.dispatch_letter(case, by=records, on=back(33))
    op.confirm_delivery(case, received_on=back(31), evidence=Evidence.POSTAL_SLIP, by=records, on=back(30))
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=back(30))
    op.sweep(by=system("sweep"), on=today)
    duty = case.duties.get(rule__key="mttq.answer_asked")
    op.explain_lateness(case, duty=duty, because="Mưa lũ kéo dài, chưa khảo sát được.", by=leader, on=today)
    return case


@pytest.mark.parametrize("width", [1280, 360])
def test_the_days_are_read_on_the_case_followed_to_their_events_and_printed(office, visitor, width):
    case = a_late_case(office, timezone.localdate())
    leader = visitor(office.person("leader"), width=width)
    leader.goes(f"/vu-viec/{case.pk}/").sees("Ai giữ, bao lâu")
    picture(leader, "case", width)
    leader.presses("Từng khoảng, từng sự kiện").sees("Công văn trên đường đến")
    leader.sees("Mưa lũ kéo dài")
    picture(leader, "holding", width)
    with leader.page.expect_download() as paper:
        leader.page.locator("main").get_by_role("button", name="In PDF").click()
    assert paper.value.suggested_filename.endswith(".pdf")
    if folder := os.environ.get("PICTURES"):
        paper.value.save_as(Path(folder) / f"statement-{width}.pdf")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_supervisor_goes_from_a_figure_to_its_cases(office, visitor, width):
    a_late_case(office, timezone.localdate())
    supervisor = visitor(office.person("supervisor"), width=width)
    supervisor.goes("/giam-sat/").presses("Ai làm trễ").sees(office.agency.name)
    supervisor.presses("Ai giữ bao lâu, theo ngày làm việc").sees(office.agency.name)
    picture(supervisor, "agencies", width)
    supervisor.presses(f"Chậm theo công văn, cam kết, {office.agency.name}: 1").sees("Đường liên thôn hư hỏng")
    picture(supervisor, "agency-cases", width)
