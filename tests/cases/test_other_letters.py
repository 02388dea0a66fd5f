"""Letters beside the transfer: written by one, signed by another, numbered once, kept as they were made."""

import hashlib
import io
import threading
from datetime import date

import docx
import pypdf
import pytest
from django.db import IntegrityError, connections, transaction

from cases import numbering, papers
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, Letter, Referral
from cases.vocabulary import Evidence, LetterForm, LetterStatus, ReferralStatus, Status
from tests import stories
from tests.factories import a_person, an_office
from tests.reception import planned
from tests.stories import DAY, PDF, Office, a_case, unchanged
from workflows.follow import misaligned

NOTICE, RELAY = "tcd.result_notice_to_citizen", "tcd.relay_result_to_citizen"
SESSION_ON = date(2026, 3, 20)
every_form = pytest.mark.parametrize("form", LetterForm.values)


def words_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def facts_for(office: Office, form: str) -> dict[str, object]:
    """What the author writes for this paper."""
    return {
        LetterForm.GUIDANCE: {"to_unit": office.agency, "basis": "Điều 66 Luật Khiếu nại"},
        LetterForm.GUIDANCE_SPLIT: {"asked": "Viết riêng đơn khiếu nại và đơn kiến nghị."},
        LetterForm.RETURN_PETITION: {"reason": "Đơn chưa có chữ ký."},
        LetterForm.INVITATION: {"time": "8 giờ 30, ngày 25/3/2026", "venue": "Trụ sở Mặt trận tỉnh"},
        LetterForm.REMINDER: {"answer_by": stories.PROMISED_BY},
        LetterForm.SUPPLEMENT: {"asked": "Bản sao quyết định.", "answer_by": stories.PROMISED_BY},
        LetterForm.DIALOGUE: {
            "answer_by": stories.PROMISED_BY,
            "time": "8 giờ 30, ngày 25/3/2026",
            "venue": "Trụ sở Ủy ban nhân dân xã",
        },
        LetterForm.COOPERATION: {
            "to_unit": office.other_agency,
            "asked": "Cung cấp hồ sơ.",
            "answer_by": stories.PROMISED_BY,
        },
        LetterForm.RECOMMENDATION: {
            "to_unit": office.other_agency,
            "reason": "Đã đôn đốc, chưa trả lời.",
            "asked": "Kiểm tra.",
            "answer_by": stories.PROMISED_BY,
        },
        LetterForm.INVITATION: {"session": planned(office, SESSION_ON, on=DAY)},
    }.get(LetterForm(form), {})


def duty(case: Case, key: str) -> str:
    state: str = case.duties.filter(rule__key=key).values_list("state", flat=True).last()
    return state


@pytest.mark.django_db
@every_form
def test_each_paper_goes_from_draft_to_arrival_and_can_be_set_again_byte_by_byte(office: Office, form: str) -> None:
    case = a_case(office, at=Status.ANSWERED)
    letter = stories.other_dispatched(office, case, form=form, **facts_for(office, form))
    arrival = {"received_on": DAY, "evidence": Evidence.POSTAL_SLIP, "by": office.actor("records_officer"), "on": DAY}
    letter = Letter.objects.get(pk=letter.pk)
    if form == LetterForm.COOPERATION:
        # It sends a referral of its own, which says that it arrived.
        op.confirm_request(case, **arrival)
        assert Referral.objects.get(pk=letter.referral_id).status == ReferralStatus.RECEIVED
    else:
        op.confirm_other(case, letter=letter, **arrival)
        letter = Letter.objects.get(pk=letter.pk)
        assert letter.status == LetterStatus.DELIVERED
    frozen = op.letter_pdf(letter)
    assert hashlib.sha256(frozen).hexdigest() == letter.digest
    text = words_of(frozen)
    for said in (letter.number, case.number, letter.subject, letter.signer.full_name):
        assert said in text
    # What the letter names may change afterwards; the letter does not.
    office.agency.name = "Ủy ban nhân dân phường mới"
    office.agency.save()
    again = Letter.objects.get(pk=letter.pk)
    assert papers.pdf(again, papers.kept_facts(again)) == frozen
    assert Case.objects.get(pk=case.pk).status == Status.ANSWERED
    editable = docx.Document(io.BytesIO(op.letter_docx(again)))
    assert any(letter.number in cell.text for table in editable.tables for cell in table._cells)


@pytest.mark.django_db
def test_the_notice_to_the_citizen_meets_the_duty_that_the_copy_would_have_met(office: Office) -> None:
    case = a_case(office, at=Status.IN_HAND)
    stories.drafted(office, case, copy_to_petitioner=False)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    assert duty(case, NOTICE) == "running"
    assert "Người nộp đơn" not in words_of(op.preview_letter(Case.objects.get(pk=case.pk))).split("Nơi nhận")[1]
    stories.other_dispatched(office, case)
    assert duty(case, NOTICE) == "met"


@pytest.mark.django_db
def test_the_copy_of_the_transfer_tells_the_petitioner(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    assert "Người nộp đơn (thay thông báo)" in words_of(op.preview_letter(case))
    assert duty(case, NOTICE) == "met"


@pytest.mark.django_db
def test_the_notice_of_the_result_relays_what_the_agency_said_and_promised(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED)
    assert duty(case, RELAY) == "running"
    letter = stories.other_dispatched(office, case, form=LetterForm.NOTICE_RESULT)
    assert duty(case, RELAY) == "met"
    text = words_of(op.letter_pdf(Letter.objects.get(pk=letter.pk)))
    for said in ("41/UBND-KT", "sửa chữa đoạn đường hư hỏng", "Sửa đoạn 1: Phòng Kinh tế"):
        assert said in text


@pytest.mark.django_db
def test_nobody_signs_what_they_wrote(office: Office) -> None:
    both = a_person(office.province, "handler")
    case = a_case(office, at=Status.FORWARDED)
    letter = stories.other_submitted(office, case)
    case.letters.filter(pk=letter.pk).update(drafted_by=both)
    from_the_author = stories.as_person(both, office.province, "leader")
    with unchanged(case), pytest.raises(NotAllowedNow, match="Người soạn không tự ký"):
        op.sign_other(case, letter=letter, by=from_the_author, on=DAY)
    op.sign_other(case, letter=letter, by=office.actor("leader"), on=DAY)


@pytest.mark.django_db
def test_the_transfer_is_not_signed_by_its_author_either(office: Office) -> None:
    case = a_case(office, at=Status.IN_HAND)
    stories.submitted(office, case)
    author = stories.as_person(office.person("handler"), office.province, "leader")
    with unchanged(case), pytest.raises(NotAllowedNow, match="Người soạn không tự ký"):
        op.sign_letter(case, by=author, on=DAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "at", "said"),
    [
        (LetterForm.NOTICE_TRANSFER, Status.IN_HAND, "Cơ quan có thẩm quyền"),
        (LetterForm.NOTICE_RESULT, Status.FORWARDED, "Nội dung trả lời"),
        (LetterForm.GUIDANCE, Status.IN_HAND, "Cần chọn cơ quan"),
        (LetterForm.GUIDANCE_SPLIT, Status.IN_HAND, "Các đơn cần viết riêng"),
        (LetterForm.RETURN_PETITION, Status.IN_HAND, "Lý do"),
        (LetterForm.REMINDER, Status.FORWARDED, "Ngày đề nghị trả lời"),
        (LetterForm.RECOMMENDATION, Status.FORWARDED, "Cần chọn cơ quan"),
        ("nonsense", Status.IN_HAND, "Cần chọn loại văn bản"),
    ],
)
def test_a_paper_that_could_not_be_issued_is_not_drafted(office: Office, form: str, at: str, said: str) -> None:
    case = a_case(office, at=at)
    with unchanged(case), pytest.raises(Unusable, match=said):
        stories.other_drafted(office, case, form)


@pytest.mark.django_db
def test_a_voided_number_stays_with_its_reason_and_is_not_given_again(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    first = stories.other_issued(office, case)
    with unchanged(case), pytest.raises(Unusable, match="lý do"):
        op.void_letter(case, letter=first, because=" ", by=office.actor("records_officer"), on=DAY)
    op.void_letter(case, letter=first, because="In sai tên.", by=office.actor("records_officer"), on=DAY)
    first = Letter.objects.get(pk=first.pk)
    assert (first.status, first.voided_because, first.serial) == (LetterStatus.VOIDED, "In sai tên.", 2)
    second = Letter.objects.get(pk=stories.other_issued(office, case).pk)
    assert second.serial == 3
    assert misaligned(Case.objects.get(pk=case.pk)) == ""


@pytest.mark.django_db
def test_a_voided_transfer_is_drafted_again(office: Office) -> None:
    case = a_case(office, at=Status.IN_HAND)
    stories.issued(office, case)
    wrong = Letter.objects.get(case=case)
    op.void_letter(case, letter=wrong, because="Sai cơ quan nhận.", by=office.actor("records_officer"), on=DAY)
    assert misaligned(Case.objects.get(pk=case.pk)) == ""
    stories.issued(office, case)
    assert list(case.letters.order_by("pk").values_list("status", "serial")) == [("voided", 1), ("issued", 2)]


@pytest.mark.django_db
def test_what_left_the_house_is_not_voided(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    letter = stories.other_dispatched(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow):
        op.void_letter(case, letter=letter, because="In sai.", by=office.actor("records_officer"), on=DAY)


@pytest.mark.django_db
def test_a_withdrawn_case_leaves_no_letter_half_way(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    draft, numbered = stories.other_drafted(office, case), stories.other_issued(office, case)
    op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    assert Letter.objects.get(pk=draft.pk).status == LetterStatus.CANCELLED
    numbered = Letter.objects.get(pk=numbered.pk)
    assert (numbered.status, numbered.voided_because) == (LetterStatus.VOIDED, "Người nộp đơn rút đơn.")


@pytest.mark.django_db
def test_a_case_does_not_close_over_a_letter_on_its_way(office: Office) -> None:
    case = a_case(office, at=Status.SUPERVISED, promises=0)
    stories.other_submitted(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow, match="Còn văn bản đang trình ký"):
        op.close(case, outcome="explained", by=office.actor("leader"), on=DAY)


@pytest.mark.django_db
def test_the_paper_signed_in_ink_stays_with_the_letter(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    letter = stories.other_submitted(office, case)
    scan = op.NewDocument(title="Thông báo đã ký.pdf", content=PDF + b"\n% ink")
    op.sign_other(case, letter=letter, scan=scan, by=office.actor("leader"), on=DAY)
    kept = Letter.objects.select_related("scan").get(pk=letter.pk).scan
    assert kept is not None
    assert kept.title == "Thông báo đã ký.pdf"


@pytest.mark.django_db
def test_secret_letters_are_numbered_apart(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)  # took number 1 of the open series
    numbers = [
        Letter.objects.get(pk=stories.other_issued(office, case, secret=secret).pk).number
        for secret in (True, False, True)
    ]
    assert numbers == ["01-M/MTTQ-BTT", "02/MTTQ-BTT", "02-M/MTTQ-BTT"]


@pytest.mark.django_db
def test_the_database_refuses_a_number_twice(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    one = Letter.objects.get(pk=stories.other_issued(office, case).pk)
    other = stories.other_issued(office, case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=other.pk).update(serial=one.serial)


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
@pytest.mark.row_locks
def test_sixteen_at_once_take_numbers_without_gap_or_double() -> None:
    office = an_office()
    taken: dict[bool, list[int]] = {False: [], True: []}
    gate = threading.Barrier(16)

    def take(secret: bool) -> None:
        gate.wait()
        try:
            for number in range(8):
                with transaction.atomic():
                    serial = numbering.next_letter_serial(office.province.pk, date(2026, 3, 2), secret=secret)
                    if number == 5:
                        transaction.set_rollback(True)  # a letter that failed gives its number back
                    else:
                        taken[secret].append(serial)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=take, args=(number % 4 == 0,)) for number in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(taken[False]) == list(range(1, 12 * 7 + 1))
    assert sorted(taken[True]) == list(range(1, 4 * 7 + 1))
