"""Printed reports end with the newest checkpoint's root: a page in a drawer is a witness too."""

import io
from datetime import date

import pypdf
import pytest
from django.utils import timezone

from audit.checkpoints import make, root_in
from cases.statement import statement_of
from organizations.vocabulary import Role
from reports.exports import book_pdf
from reports.holding import pdf_of
from reports.ladder import notice_pdf
from reports.registers import BOOKS
from reports.root import newest_root
from tests.stories import DAY, a_petition

pytestmark = pytest.mark.django_db
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def words_of(pdf):
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def papers(office):
    case = a_petition(office)
    yield book_pdf(BOOKS["outgoing"], office.province, *MARCH, [])
    yield pdf_of(
        case,
        statement_of(case, seen_by=office.actor(Role.LEADER), on=DAY, inside=True, opened=True),
        printed_by="Nguyễn Thị Thử",
        foot=newest_root(),
    )
    yield notice_pdf(office.province, [], first=MARCH[0], last=MARCH[1], on=DAY, printed_by="Nguyễn Thị Thử")


def test_every_report_ends_with_the_newest_root_and_says_what_it_is_for(office):
    make(at=timezone.now())
    newest = make(at=timezone.now())
    for pdf in papers(office):
        said = words_of(pdf)
        assert "Điểm kiểm soát số 2" in said
        assert root_in(newest) in said.replace(" ", "")
        assert "hai mã phải giống hệt nhau" in said


def test_before_the_first_checkpoint_nothing_is_printed(office):
    assert not any("Mã gốc" in words_of(pdf) for pdf in papers(office))
