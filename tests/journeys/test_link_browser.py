"""An officer without an account, on a telephone: from the address on the letter to the answer with its paper."""

import os
import re
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone

from cases import operations as op
from cases.models import Case, Referral
from cases.vocabulary import Status
from notifications.models import Message
from notifications.operations import send
from tests import stories
from tests.files.samples import PDF as WHOLE_PDF
from tests.notifications.hearing import deliver_all
from tests.stories import a_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-360.png"), full_page=True)


def test_an_officer_answers_on_a_telephone_by_link_and_keeps_the_file_when_something_is_missing(
    office, visitor, tmp_path
):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=stories.DAY)
    handle = Referral.objects.get(case=case).letter.handle
    paper = tmp_path / "Văn bản trả lời.pdf"
    paper.write_bytes(WHOLE_PDF)

    officer = visitor(width=360)
    officer.goes(f"/tra-loi/{handle}/").sees("Trả lời công văn của Mặt trận")
    picture(officer, "ask")
    officer.presses("Gửi mã đến địa chỉ đã đăng ký").sees("mã vừa được gửi")
    picture(officer, "code")
    deliver_all()
    send(Message.objects.get(template="link_code").pk)
    (code,) = re.findall(r"Mã: (\S+)", mail.outbox[-1].body)
    officer.page.fill("#id_code", "AAAAA-AAAAA")
    officer.presses("Mở việc cần trả lời").sees("Không có mã nào như vậy")
    picture(officer, "stranger")
    officer.page.fill("#id_code", code)
    officer.presses("Mở việc cần trả lời").sees("Đường dẫn riêng cho")
    picture(officer, "case")
    officer.presses("Trả lời")
    page = officer.page
    page.set_input_files("#id_documents", str(paper))
    page.fill("#id_number", "41/UBND-KT")
    page.fill("#id_dated_on", timezone.localdate().isoformat())
    page.check("input[name=result][value=agreed]")
    officer.presses("Trả lời").sees("Tệp đã chọn, được giữ lại").sees("Văn bản trả lời.pdf")
    picture(officer, "refused")
    page.fill("#id_text", "Xã sẽ sửa đường trong tháng tới.")
    officer.presses("Trả lời").sees("Mặt trận đã nhận")
    picture(officer, "done")
    answer = Case.objects.get(pk=case.pk).lead.answers.get()
    assert [one.title for one in answer.documents.all()] == ["Văn bản trả lời.pdf"]
    officer.goes(f"/vu-viec/{case.pk}/").sees("Cần xin mã mới")
    picture(officer, "ended")
