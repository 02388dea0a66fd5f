"""Asked whether it helped: by code on the portal, or said on the telephone; and somebody looks into it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Verdict
from cases.papers import petition_of
from cases.vocabulary import HeardBy, Helped, Signing, Status
from tests import stories
from tests.stories import DAY, IN_FULL, Office, a_case
from workflows.follow import misaligned

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEXT = DAY + timedelta(days=30)


def steps(case: Case) -> set[str]:
    assert misaligned(Case.objects.get(pk=case.pk)) == ""
    return set(case.assignments.filter(ended_at=None).values_list("step", flat=True))


def code_of(case: Case) -> str:
    return petition_of(case).tracking_code


def says(client, case: Case, **said: str):
    form = {"code": code_of(case), "number": case.number, "helped": "no", "text": "Đường lại hỏng."} | said
    return client.post(reverse("portal:say"), form)


def test_a_dissatisfied_petitioner_is_looked_into_and_the_case_is_opened_again(office: Office) -> None:
    case = a_case(office, at=Status.CLOSED)
    stories.dissatisfied(office, case, on=NEXT)
    assert steps(case) == {"look_into"}, "closed, and yet somebody has to look"
    task = case.assignments.get(ended_at=None)
    assert (task.role, task.unit) == ("supervisor", office.province)
    stories.reopened(office, case, "Đường hỏng lại.", on=NEXT)
    assert "look_into" not in steps(case)
    kept = Verdict.objects.get(case=case)
    assert (kept.heeded_on, kept.heeded_by) == (NEXT, office.person("leader"))


def test_the_supervisor_lets_it_be_with_a_reason(office: Office) -> None:
    case = a_case(office, at=Status.CLOSED)
    stories.dissatisfied(office, case, on=NEXT)
    with stories.unchanged(case), pytest.raises(Unusable):
        op.look_into(case, because=" ", by=office.actor("supervisor"), on=NEXT)
    with pytest.raises(PermissionDenied):
        op.look_into(case, because="Đã gọi lại.", by=office.actor("handler"), on=NEXT)
    op.look_into(case, because="Đoạn hỏng là đoạn khác.", by=office.actor("supervisor"), on=NEXT)
    assert steps(case) == set()
    assert Verdict.objects.get(case=case).heeded_because == "Đoạn hỏng là đoạn khác."
    with pytest.raises(NotAllowedNow):
        op.look_into(case, because="Một lần nữa.", by=office.actor("supervisor"), on=NEXT)


def test_whoever_is_satisfied_gives_nobody_work_and_a_later_word_replaces_the_earlier(office: Office) -> None:
    case = a_case(office, at=Status.SUPERVISED)
    stories.dissatisfied(office, case)
    assert "look_into" in steps(case)
    by = office.actor("handler")
    op.record_helped(case, helped=Helped.YES, heard_by=HeardBy.IN_PERSON, by=by, on=NEXT)
    assert "look_into" not in steps(case)
    assert list(case.verdicts.order_by("pk").values_list("helped", flat=True)) == [Helped.NO, Helped.YES]


def test_nobody_is_asked_before_the_result_was_told(office: Office) -> None:
    case = a_case(office, at=Status.ANSWERED, promises=0)
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY)
    with pytest.raises(NotAllowedNow, match="báo kết quả"):
        stories.dissatisfied(office, case)
    stories.told(office, case)
    stories.dissatisfied(office, case)


def test_who_gave_no_name_is_not_asked(client, office: Office) -> None:
    case = stories.a_petition(office, parties=[], signing=Signing.ANONYMOUS)
    for step in (stories.instructed, stories.in_hand, stories.forwarded):
        step(office, case)
    stories.delivered(office, case)
    stories.acknowledged_and_answered(office, case, promises=0)
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY)
    with stories.unchanged(case), pytest.raises(Unusable):
        stories.dissatisfied(office, case)
    says(client, case)
    assert not Verdict.objects.exists()


def test_the_petitioner_says_it_by_code_and_the_supervisor_finds_it(client, office: Office) -> None:
    case = a_case(office, at=Status.CLOSED)
    page = client.post(reverse("portal:follow"), {"code": code_of(case)}).content.decode()
    assert "Kết quả có thỏa đáng với ông, bà không?" in page
    thanked = says(client, case, code=code_of(case).lower().replace("-", ""))
    assert "Mặt trận đã ghi nhận ý kiến của ông, bà." in thanked.content.decode()
    kept = Verdict.objects.get(case=case)
    assert (kept.helped, kept.text, kept.heard_by, kept.recorded_by) == ("no", "Đường lại hỏng.", "portal", None)
    told = Event.objects.get(kind="petitioner.judged")
    assert told.actor_kind == "petitioner"
    assert "Đường" not in str(told.facts), "the words are sealed, the event says the choice only"
    assert case.number not in reverse("portal:say")
    client.force_login(office.person("supervisor"))
    listed = client.get(reverse("desk:supervision"), {"tab": "dissatisfied"}).content.decode()
    assert "Người nộp đơn cho biết kết quả chưa thỏa đáng" in listed
    assert case.number in listed
    assert "Đường lại hỏng." in client.get(reverse("desk:case", args=[case.pk])).content.decode()


def test_bad_input_on_the_portal_says_what_to_do_and_keeps_what_was_typed(client, office: Office) -> None:
    case = a_case(office, at=Status.CLOSED)
    without = says(client, case, helped="")
    assert without.status_code == 422
    assert "Ông/bà chọn kết quả có thỏa đáng không." in without.content.decode()
    assert "Đường lại hỏng." in without.content.decode()
    long = says(client, case, text="a" * 4001)
    assert "viết gọn" in long.content.decode()
    assert not Verdict.objects.exists()


def test_a_wrong_code_or_another_number_says_nothing_and_keeps_nothing(client, office: Office) -> None:
    case, other = a_case(office, at=Status.CLOSED), a_case(office, at=Status.CLOSED)
    miss = says(client, case, code="AAAA-AAAA-AAAA")
    assert case.number not in miss.content.decode()
    says(client, case, number=other.number)
    early = a_case(office, at=Status.FORWARDED)
    says(client, early)
    assert not Verdict.objects.exists()


def test_a_sealed_case_asks_nothing_on_the_portal(client, office: Office) -> None:
    case = stories.a_denunciation(office)
    page = client.post(reverse("portal:follow"), {"code": code_of(case)}).content.decode()
    assert "thỏa đáng" not in page
    says(client, case)
    assert not Verdict.objects.exists()
    with pytest.raises(NotYoursToSee):
        stranger = office.actor("handler", office.commune)
        op.record_helped(case, helped=Helped.NO, heard_by=HeardBy.TELEPHONE, by=stranger, on=DAY)


def test_the_desk_writes_down_what_was_said_on_the_telephone(client, office: Office) -> None:
    case = a_case(office, at=Status.CLOSED)
    client.force_login(office.person("receptionist"))
    address = reverse("desk:move", args=[case.pk, "record_helped"])
    refused = client.post(address, {"text": "Chưa được."})
    assert refused.status_code == 422
    assert "Chưa được." in refused.content.decode()
    said = {"helped": "no", "heard_by": "telephone", "text": "Chưa được."}
    assert client.post(address, said).status_code == 302
    assert Verdict.objects.get(case=case).recorded_by == office.person("receptionist")
