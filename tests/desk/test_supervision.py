"""The supervisor's tabs: what nobody did, each absence by itself, with what may be done about it at once."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, LastMove
from cases.vocabulary import BroughtTo, LetterStatus, Status
from organizations.vocabulary import Role
from reports import absence, counting
from tests import stories
from tests.moves import paused
from tests.stories import DAY, Office, a_case, a_denunciation, a_petition, fresh

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30
LATER = date(2026, 6, 15)


def listed(office: Office, which: str, *, on: date, role: str = "supervisor") -> set[int]:
    """The cases of a tab on a day; the count of the tab says the same."""
    by, known = office.actor(role), absence.known(on=on)
    rows = list(absence.absent(which, seen_by=by, known=known))
    assert absence.how_many(seen_by=by, known=known)[which] == counting.Count(len(rows))
    if which == "silent":
        assert set(absence.silent(seen_by=by, on=on)) == set(rows), "the number on every page is of the same rows"
    return {(row.duty.case if which == "paused" else row.case).pk for row in rows}


def test_an_agency_is_silent_from_the_day_after_the_letter_s_date(office):
    silent = a_case(office, at=Status.FORWARDED)
    a_case(office, at=Status.ANSWERED)
    stories.delivered(office, silent)
    assert listed(office, "silent", on=stories.ANSWER_BY) == set()
    assert listed(office, "silent", on=stories.ANSWER_BY + timedelta(days=1)) == {silent.pk}


def test_nobody_accepts_until_the_agency_says_yes_or_no(office):
    """Sent on Monday 2 March; five working days are over at the end of the 9th."""
    waits, took = a_case(office, at=Status.FORWARDED), a_case(office, at=Status.FORWARDED)
    stories.delivered(office, took)
    op.acknowledge_referral(took, by=office.actor("agency_officer"), on=DAY)
    assert listed(office, "unaccepted", on=date(2026, 3, 9)) == set()
    assert listed(office, "unaccepted", on=date(2026, 3, 10)) == {waits.pk}
    stories.refused(office, waits)
    assert listed(office, "unaccepted", on=LATER) == set()


def test_an_answer_is_unread_until_it_is_reviewed(office):
    unread = a_case(office, at=Status.ANSWERED)
    a_case(office, at=Status.SUPERVISED)
    due = unread.duties.get(rule__key="mttq.review_answer").due_on
    assert listed(office, "unread", on=due) == set()
    assert listed(office, "unread", on=due + timedelta(days=1)) == {unread.pk}


def test_a_promise_past_its_day_is_listed_until_it_is_settled(office):
    case = a_case(office, at=Status.SUPERVISED)
    assert listed(office, "promised", on=stories.PROMISED_BY) == set()
    assert listed(office, "promised", on=stories.PROMISED_BY + timedelta(days=1)) == {case.pk}
    op.verify(case, commitment=case.commitments.get(), findings="Đã xong.", by=office.actor("supervisor"), on=DAY)
    assert listed(office, "promised", on=LATER) == set()


def test_what_goes_round_is_listed_until_it_is_answered(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.passed_on_twice(office, case)
    assert listed(office, "round", on=LATER) == set()
    round_again = a_case(office, at=Status.IN_HAND)
    stories.gone_round(office, round_again)
    assert listed(office, "round", on=LATER) == {round_again.pk}


def test_a_clock_that_stands_too_long_is_listed_until_it_goes_on(office):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    paused(office, case)
    stop = fresh(case).duties.get(state="paused").stops.get()
    assert listed(office, "paused", on=stop.first_on + timedelta(days=30)) == set()
    long_after = stop.first_on + timedelta(days=32)
    assert listed(office, "paused", on=long_after) == {case.pk}
    op.resume_duty(case, duty=stop.duty, last_on=long_after, by=office.actor("leader"), on=long_after)
    assert listed(office, "paused", on=LATER) == set()


def test_a_case_stands_still_until_somebody_does_something_in_it(office):
    """What is told, noted or put on a list moves nothing; a closed case stands still by right."""
    still, closed = a_case(office, at=Status.IN_HAND), a_case(office, at=Status.CLOSED)
    op.add_note(still, text="Đã gọi điện hỏi.", by=office.actor("handler"), on=DAY + timedelta(days=20))
    op.bring_up(still, to=BroughtTo.BRIEFING, by=office.actor("supervisor"), on=DAY + timedelta(days=20))
    assert listed(office, "still", on=DAY + timedelta(days=30)) == set()
    assert listed(office, "still", on=DAY + timedelta(days=31)) == {still.pk}
    assert not LastMove.objects.filter(case=closed).exists()
    stories.drafted(office, still)
    assert LastMove.objects.get(case=still).moved_on == DAY
    stories.reopened(office, closed)
    assert LastMove.objects.filter(case=closed).exists()


def test_each_tab_shows_what_its_count_says_and_names_whoever_may_be_named(client, office):
    a_petition(office)
    silent = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, silent)
    a_case(office, at=Status.ANSWERED)
    stories.inspection_planned(office, a_case(office, at=Status.SUPERVISED, promises=2))
    stories.dissatisfied(office, a_case(office, at=Status.CLOSED))
    denounced = a_denunciation(office)
    client.force_login(office.person(Role.SUPERVISOR))
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        counts = absence.how_many(seen_by=office.actor("supervisor"), known=absence.known(on=LATER))
        for name, count in counts.items():
            page = client.get(reverse("desk:supervision"), {"tab": name})
            assert len(page.context["rows"]) == count.number, name
        page = client.get(reverse("desk:supervision"), {"tab": "still"})
    text = page.content.decode()
    assert counts["silent"] == counts["dissatisfied"] == counting.Count(1)
    assert "Đặng Thị Ngọc Ánh" in text
    assert denounced.pk in {one.case.pk for one in page.context["rows"]}
    assert "Quách Thị Ngọc Điệp" not in text


def test_a_list_names_whoever_the_register_names(client, office):
    a_petition(office, wants_secrecy=True)
    a_petition(office, parties=[op.NewParty(name="Lò Thị Mai"), op.NewParty(name="Lò Văn Ón")])
    a_petition(office, parties=[op.NewParty(name="Lò Thị Hoa")], signers=30)
    sealed = a_denunciation(office)
    client.force_login(office.person(Role.SUPERVISOR))
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        listed = client.get(reverse("desk:supervision"), {"tab": "still"}).context["rows"]
        register = client.get(reverse("desk:register")).context["rows"]
    said = {row.pk: "" if row.sealed else " · ".join(filter(None, [row.who, row.marks])) for row in register}
    assert {one.case.pk: one.who for one in listed} == said
    assert said[sealed.pk] == "", "of a sealed case nobody is named"
    assert {"Lò Thị Mai và 1 người khác", "Lò Thị Hoa · Tập thể 30 người"} <= set(said.values())


def test_a_commune_s_supervisor_sees_nothing_of_the_province(client, office):
    a_petition(office)
    client.force_login(office.person(Role.SUPERVISOR, office.commune))
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        answer = client.get(reverse("desk:supervision"), {"tab": "own"})
    assert not answer.context["rows"]


def test_a_list_turns_by_the_last_row_and_asks_little_however_long(
    client, office, monkeypatch, django_assert_max_num_queries
):
    cases = [a_case(office, at=Status.FORWARDED) for _number in range(5)]
    for case in cases:
        stories.delivered(office, case)
    monkeypatch.setattr("desk.views.supervision.PAGE", 2)
    monkeypatch.setattr(counting, "EXACT_UP_TO", 4)
    client.force_login(office.person(Role.SUPERVISOR))
    seen, place = [], ""
    with time_machine.travel("2026-06-15 09:00:00+07:00", tick=False):
        for _page in range(3):
            with django_assert_max_num_queries(MOST_QUERIES):
                page = client.get(reverse("desk:supervision"), {"tab": "silent", "after": place})
            seen += [one.case.pk for one in page.context["rows"]]
            place = page.context["after"]
        assert client.get(reverse("desk:supervision"), {"after": "nonsense"}).status_code == 404
    assert "hơn 4" in page.content.decode()
    assert seen == [case.pk for case in cases]
    assert place == ""


def test_a_supervisor_chases_with_one_form_and_the_letter_waits_for_the_signature(client, office):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    on = stories.ANSWER_BY + timedelta(days=6)
    stories.swept(stories.ANSWER_BY + timedelta(days=1))
    stories.swept(on)
    with time_machine.travel(f"{on} 09:00:00+07:00", tick=False):
        client.force_login(office.person(Role.SUPERVISOR))
        page = client.get(reverse("desk:supervision"), {"tab": "silent"})
        (row,) = page.context["rows"]
        assert row.may_chase
        address = reverse("desk:move", args=[case.pk, "chase"])
        form = client.get(address, {"rung": row.chased.rung}).context["form"]
        said = {"subject": form["subject"].value(), "answer_by": form["answer_by"].value()}
        assert client.post(address, said).status_code == 302
        (row,) = client.get(reverse("desk:supervision"), {"tab": "silent"}).context["rows"]
    assert fresh(case).rungs.get().letter.status == LetterStatus.SUBMITTED
    assert (row.may_chase, row.chased.letter_under_way) == (False, True)
    events = Event.objects.filter(kind="other_letter.submitted", subject_id=case.pk)
    assert events.get().actor_role == Role.SUPERVISOR


def test_a_case_is_brought_up_with_one_click_and_leaves_the_list_with_a_word(client, office, today):
    case = a_case(office, at=Status.FORWARDED)
    client.force_login(office.person(Role.SUPERVISOR))
    answer = client.post(reverse("desk:bring-up", args=[case.pk]), {"to": "briefing", "next": "/giam-sat/?tab=still"})
    assert (answer.status_code, answer.url) == (302, "/giam-sat/?tab=still")
    away = client.post(reverse("desk:bring-up", args=[case.pk]), {"to": "plan", "next": "https://evil.example/"})
    assert away.url == reverse("desk:supervision")
    page = client.get(reverse("desk:agenda"), {"to": "briefing"})
    assert [item.case for item, _holder, _unit in page.context["rows"]] == [case]
    paper = client.post(reverse("desk:agenda-pdf"), {"to": "briefing"})
    assert paper.content.startswith(b"%PDF")
    assert Event.objects.get(kind="agenda.printed").facts == {"to": "briefing", "rows": 1}
    with pytest.raises(Unusable):
        op.bring_up(case, to=BroughtTo.BRIEFING, by=office.actor("supervisor"), on=DAY)
    item, _holder, _unit = page.context["rows"][0]
    address = reverse("desk:move", args=[case.pk, "take_down"])
    assert client.post(address, {"item": item.pk, "decided": " "}).status_code == 422
    assert client.post(address, {"item": item.pk, "decided": "Giao Ban Dân chủ làm việc với xã."}).status_code == 302
    assert not client.get(reverse("desk:agenda"), {"to": "briefing"}).context["rows"]
    assert [item.brought_to for item in fresh(case).agenda.filter(settled_on=None)] == ["plan"]


def test_only_what_is_open_is_brought_up_and_only_by_who_watches(client, office):
    closed = a_case(office, at=Status.CLOSED)
    with pytest.raises(NotAllowedNow):
        op.bring_up(closed, to=BroughtTo.LEADER, by=office.actor("supervisor"), on=DAY)
    open_one = a_petition(office)
    client.force_login(office.person(Role.HANDLER))
    assert client.post(reverse("desk:bring-up", args=[open_one.pk]), {"to": "leader"}).status_code == 403
    client.force_login(office.person(Role.SUPERVISOR, office.commune))
    assert client.post(reverse("desk:bring-up", args=[open_one.pk]), {"to": "leader"}).status_code == 404
    assert not Case.objects.get(pk=open_one.pk).agenda.exists()


def test_a_province_reads_whose_file_a_commune_s_case_is_and_may_only_speak_of_it(office, client):
    mine, below = a_case(office, at=Status.FORWARDED), a_case(office, at=Status.FORWARDED)
    for case in (mine, below):
        stories.delivered(office, case)
    Case.objects.filter(pk=below.pk).update(unit=office.commune)
    with time_machine.travel(LATER):
        stories.swept(LATER)
        client.force_login(office.person(Role.SUPERVISOR))
        rows = {one.case.pk: one for one in client.get("/giam-sat/?tab=silent").context["rows"]}
        page = client.get("/giam-sat/?tab=silent").content.decode()
    assert (rows[mine.pk].kept_by, rows[below.pk].kept_by) == ("", office.commune.label)
    assert rows[mine.pk].may_bring_up == rows[below.pk].may_bring_up != []
    assert not rows[below.pk].may_chase
    assert page.count(f"Hồ sơ của {office.commune.label}") == 1
