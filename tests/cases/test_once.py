"""One content is transferred once: found by its words, its papers, its petitioner; a second time needs a reason."""

from datetime import date

import pytest

from audit.models import Event
from cases import operations as op
from cases.contents import digest_of_text
from cases.errors import Unusable
from cases.models import Case
from cases.transfers import earlier_transfers, sent_before
from tests import stories
from tests.files.samples import PDF
from tests.stories import ANSWER_BY, DAY, a_petition, unchanged

pytestmark = pytest.mark.django_db
TEXT = "Rác thải ở chợ xã không ai thu gom đã ba tháng, đề nghị có biện pháp."
LATE = {"late_because": "Đơn nằm ở phòng khác"}


def in_hand(office, **changes):
    case = a_petition(office, **changes)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    return case


def sent(office, **changes):
    case = in_hand(office, **changes)
    stories.forwarded(office, case)
    return Case.objects.get(pk=case.pk)


def draft(office, case, *, agency=None, because=""):
    return op.draft_letter(
        case,
        agency=agency or office.agency,
        subject="Chuyển kiến nghị",
        asked="Xem xét.",
        answer_by=ANSWER_BY,
        again_because=because,
        by=office.actor("handler"),
        on=DAY,
    )


@pytest.mark.parametrize(
    "again",
    [
        TEXT,
        TEXT.upper(),
        "Rac thai o cho xa khong ai thu gom, da ba thang - de nghi co bien phap",
        f"  {TEXT}\n\n",
    ],
    ids=["word by word", "in capitals", "without marks", "spaced"],
)
def test_the_same_words_are_known_again(again):
    assert digest_of_text(again) == digest_of_text(TEXT) != ""


def test_other_words_or_too_few_are_not():
    assert digest_of_text(TEXT.replace("ba tháng", "bốn tháng")) != digest_of_text(TEXT)
    assert digest_of_text("Xem đơn kèm theo.") == ""


def test_a_second_transfer_of_the_same_content_to_the_same_agency_needs_a_reason(office):
    first = sent(office, text=TEXT)
    again = in_hand(office, text=TEXT.lower())
    with unchanged(again), pytest.raises(Unusable) as refusal:
        draft(office, again)
    assert refusal.value.field == "again_because"
    for said in (office.agency.name, "02/03/2026", first.number):
        assert said in refusal.value.reason
    letter = draft(office, again, because="Cơ quan chưa nhận được bản trước.")
    assert letter.referral.again_because == "Cơ quan chưa nhận được bản trước."
    event = Event.objects.filter(kind="letter.drafted", subject_id=again.pk).latest("pk")
    assert event.facts["again_after"] == [first.lead_id]
    assert "Cơ quan chưa nhận" not in event.body


def test_another_agency_or_another_content_needs_none(office):
    sent(office, text=TEXT)
    assert draft(office, in_hand(office, text=TEXT), agency=office.other_agency).referral.again_because == ""
    assert draft(office, in_hand(office), because="Thừa.").referral.again_because == ""


def test_a_paper_handed_in_again_is_the_same_content(office):
    paper = op.NewDocument(title="Đơn.pdf", content=PDF)
    first = sent(office, text="Xem đơn kèm theo.", documents=[paper])
    again = in_hand(office, text="Có đơn kèm theo.", documents=[paper])
    assert [one.case for one in sent_before(again, office.agency.pk)] == [first]
    other = in_hand(office, text="Xem đơn kèm theo.")
    assert sent_before(other, office.agency.pk) == []


def test_what_was_only_drafted_or_sent_by_another_unit_does_not_count(office):
    drafted = in_hand(office, text=TEXT)
    draft(office, drafted)
    by = office.actor("receptionist", office.commune)
    elsewhere = a_petition(office, text=TEXT, unit=office.commune, by=by)
    assert sent_before(in_hand(office, text=TEXT), office.agency.pk) == []
    stories.submitted(office, drafted)
    assert earlier_transfers(elsewhere) == []


def test_a_case_opened_again_says_why_it_goes_to_the_same_agency(office):
    case = stories.a_case(office, at="closed")
    stories.reopened(office, case, "Chưa làm xong.", on=date(2026, 3, 9))
    with pytest.raises(Unusable, match="vì sao chuyển lại"):
        draft(office, case)
    assert draft(office, case, because="Chưa làm xong.").referral.again_because


def test_what_went_before_is_shown_with_why_it_is_shown(office):
    person = {"name": "Lò Thị Mai", "birth_year": 1970, "phone": "0912 345 678"}
    same_person = sent(office, parties=[op.NewParty(**person)])
    same_words = sent(office, text=TEXT)
    sent(office, parties=[op.NewParty(name="Lò Thị Mai", birth_year=1999)], received_on=date(2026, 2, 26))
    case = in_hand(office, text=TEXT, received_on=date(2026, 2, 27), parties=[op.NewParty(**person)])
    shown = {one.referral.case: (one.why, one.same_content) for one in earlier_transfers(case)}
    assert shown == {
        same_person: ("Cùng người nộp, cùng lĩnh vực", False),
        same_words: ("Cùng nội dung", True),
    }


def test_looking_for_what_went_before_takes_few_queries(office, django_assert_max_num_queries):
    for day in range(4):
        sent(
            office,
            parties=[op.NewParty(name="Lò Thị Mai", birth_year=1970)],
            received_on=date(2026, 2, 24 + day),
            **LATE,
        )
    case = in_hand(office, text=TEXT, parties=[op.NewParty(name="Lò Thị Mai", birth_year=1970)])
    with django_assert_max_num_queries(4):
        assert len([one.referral.agency.name for one in earlier_transfers(case)]) == 4
