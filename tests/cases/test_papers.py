"""What the letters of a real case say, and who may put a name under them."""

import io

import pypdf
import pytest

from audit.chain import grouped
from cases import operations as op
from cases import papers
from cases.errors import Unusable
from cases.models import Case
from tests.stories import ANSWER_BY, DAY, Office, a_case, a_petition, submitted

pytestmark = pytest.mark.django_db


def words_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_issued_letter_states_the_case_the_agency_and_the_date_asked_for(office: Office) -> None:
    case = a_case(office, at="forwarded")
    letter = case.lead.letter
    with letter.file.open() as frozen:
        text = words_of(frozen.read())
    for said in (letter.number, case.number, office.agency.name, f"{ANSWER_BY:%d/%m/%Y}", letter.signer.full_name):
        assert said in text
    assert "DỰ THẢO" not in text


def test_a_draft_can_be_read_before_anybody_signed(office: Office) -> None:
    case = a_case(office, at="in_hand")
    submitted(office, case)
    assert "DỰ THẢO" in words_of(op.preview_letter(Case.objects.get(pk=case.pk)))


def test_a_leader_without_a_title_is_told_before_signing(office: Office) -> None:
    case = a_case(office, at="in_hand")
    submitted(office, case)
    leader = office.person("leader")
    leader.title = ""
    leader.save()
    with pytest.raises(Unusable, match="chức danh"):
        op.sign_letter(case, by=office.actor("leader"), on=DAY)
    case.refresh_from_db()
    assert case.lead.letter.status == "submitted"


def test_the_receipt_carries_the_code_and_the_number(office: Office) -> None:
    case = a_petition(office)
    text = words_of(
        papers.receipt(
            case,
            tracking_url="https://cau-noi.example/theo-doi",
            check_url="https://mattran.example/bien-nhan/",
            received_by="Trần Hoài Phương",
        )
    )
    petition = papers.petition_of(case)
    for said in (case.number, petition.tracking_code, grouped(petition.receipt.digest, by=4), "Trần Hoài Phương"):
        assert said in text
