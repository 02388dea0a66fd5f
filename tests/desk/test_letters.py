"""Letters beside the transfer, by the desk's own forms, and who may read which."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.models import Letter
from cases.vocabulary import Move, Status
from organizations.vocabulary import Role
from tests import stories
from tests.stories import PDF, a_case


def test_a_notice_goes_through_the_forms_of_three_people(as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    scan = SimpleUploadedFile("Thông báo đã ký.pdf", PDF + b"% ink")
    steps = [
        (Role.HANDLER, Move.DRAFT_OTHER, {"letter_form": "notice_transfer", "subject": "Chuyển đơn"}),
        (Role.HANDLER, Move.SUBMIT_OTHER, {}),
        (Role.LEADER, Move.SIGN_OTHER, {"scan": scan}),
        (Role.RECORDS_OFFICER, Move.ISSUE_OTHER, {}),
        (Role.RECORDS_OFFICER, Move.DISPATCH_OTHER, {"sent_by": "post", "sent_number": "RR 118 VN"}),
        (Role.RECORDS_OFFICER, Move.CONFIRM_OTHER, {"received_on": "2026-03-02", "evidence": "postal_slip"}),
    ]
    for role, move, facts in steps:
        letter = case.letters.filter(referral=None).first()
        address = reverse("desk:move", args=[case.pk, move])
        assert as_role(role).get(address).status_code == 200
        chosen = {"letter": letter.pk} if letter else {}
        answer = as_role(role).post(address, chosen | facts, follow=True)
        assert answer.redirect_chain, (move, answer.context["form"].errors)
    letter = case.letters.get(referral=None)
    assert (letter.status, letter.sent_number) == ("delivered", "RR 118 VN")
    assert letter.scan.title == "Thông báo đã ký.pdf"
    shown = as_role(Role.HANDLER).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert letter.number in shown
    assert reverse("desk:letter-docx", args=[letter.pk]) in shown


def test_what_is_missing_for_a_paper_is_said_at_its_field(as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    address = reverse("desk:move", args=[case.pk, Move.DRAFT_OTHER])
    answer = as_role(Role.HANDLER).post(address, {"letter_form": "reminder", "subject": "Đôn đốc", "body": "Đã lâu."})
    assert answer.status_code == 422
    assert "Ngày đề nghị trả lời" in answer.context["form"].errors["letter_form"][0]
    assert "Đã lâu." in answer.content.decode()
    assert not Letter.objects.filter(referral=None).exists()


def test_a_letter_is_read_in_the_house_and_a_transfer_by_its_agency(as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    notice = stories.other_issued(office, case)
    transfer = case.lead.letter
    for kind in ("pdf", "docx"):
        inside = as_role(Role.RECORDS_OFFICER).get(reverse(f"desk:letter-{kind}", args=[notice.pk]))
        assert inside.content.startswith(b"%PDF" if kind == "pdf" else b"PK")
        assert case.number in inside["Content-Disposition"]
        for letter, agency, status in (
            (transfer, office.agency, 200),
            (transfer, office.other_agency, 404),
            (notice, office.agency, 404),
        ):
            read = as_role(Role.AGENCY_OFFICER, agency).get(reverse(f"desk:letter-{kind}", args=[letter.pk]))
            assert read.status_code == status, (kind, letter.form, agency)
        assert (
            as_role(Role.HANDLER, office.commune).get(reverse(f"desk:letter-{kind}", args=[notice.pk])).status_code
            == 404
        )
    assert as_role(Role.LEADER).get(reverse("desk:letter-pdf", args=[999999])).status_code == 404
