"""A list is ordered, turned, counted and narrowed without losing, repeating or hiding anything, and tells no secret."""

from datetime import date, timedelta
from itertools import chain

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import urlencode

from cases import operations as op
from cases.models import Case, Duty
from cases.vocabulary import Kind, Status
from deadlines.vocabulary import DutyState
from desk.listing.order import turned
from desk.listing.register_filter import narrowed
from desk.listing.register_orders import orders_for
from desk.models import SavedFilter
from organizations.vocabulary import Role
from reports import counting
from tests import stories
from tests.desk.test_pages import MOST_QUERIES
from tests.stories import DAY, a_case, a_denunciation, a_petition
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
MOST_QUERIES_OF_THE_INBOX = 12
EARLIER = DAY - timedelta(days=30)
ENDS = ("number", "received", "due")


def some_cases(office):
    """Cases of two days, late and not, with several duties, closed without any, and one sealed."""
    for day in (EARLIER, EARLIER, DAY, DAY):
        a_petition(office, received_on=day, on=day, late_because="")
    for status in (Status.FORWARDED, Status.SUPERVISED, Status.CLOSED, Status.CLOSED):
        a_case(office, at=status, promises=2)
    a_denunciation(office)


def as_it_should_be(name):
    """The same order, by one who reads everything."""
    running = {}
    for case, due_on, pk in Duty.objects.filter(state=DutyState.RUNNING).values_list("case", "due_on", "pk"):
        running[case] = min(running.get(case, (date.max, 0)), (due_on, pk))
    back, key = name.startswith("-"), name.removeprefix("-")
    cases = list(Case.objects.all())
    if key != "due":
        column = {"number": "number", "received": "registered_on"}[key]
        return [one.pk for one in sorted(cases, key=lambda one: (getattr(one, column), one.pk), reverse=back)]
    owing = sorted((one.pk for one in cases if one.pk in running), key=running.__getitem__, reverse=back)
    rest = sorted((one for one in cases if one.pk not in running), key=lambda one: (one.registered_on, one.pk))
    return [*owing, *(one.pk for one in reversed(rest))]


@pytest.mark.parametrize("name", [sign + end for end in ENDS for sign in ("", "-")])
def test_every_order_shows_each_case_once_whichever_way_it_is_turned(office, name):
    some_cases(office)
    order = orders_for(office.actor(Role.LEADER))[name]
    everything, expected = Case.objects.all(), as_it_should_be(name)
    assert Duty.objects.filter(state=DutyState.RUNNING).count() > len({*Duty.objects.values_list("case", flat=True)})
    forwards, page = [], turned(everything, order, size=2)
    assert not page.before
    while True:
        forwards.append([row.pk for row in page.rows])
        if not page.after:
            break
        page = turned(everything, order, after=page.after, size=2)
    assert [*chain(*forwards)] == expected
    backwards = [forwards[-1]]
    while page.before:
        page = turned(everything, order, before=page.before, size=2)
        backwards.insert(0, [row.pk for row in page.rows])
    assert backwards == forwards


def test_the_register_says_who_and_what_marks_but_nothing_of_who_is_sealed(as_role, office):
    many = a_petition(office, parties=[op.NewParty(name="Lò Thị Mai"), op.NewParty(name="Lò Văn Ón")], signers=12)
    sealed = a_denunciation(office)
    stories.supplement_asked(office, a_petition(office))
    client = as_role(Role.LEADER)
    page = client.get(reverse("desk:register"), {"tab": "all"})
    text = page.content.decode()
    assert "Lò Thị Mai và 1 người khác" in text
    assert "Tập thể 12 người" in text
    assert "Chờ bổ sung" in text
    assert "Danh tính niêm phong" in text
    assert stories.WHO_DENOUNCES["name"] not in text
    assert [row.pk for row in client.get(reverse("desk:register"), {"mark": "collective"}).context["rows"]] == [many.pk]
    assert [row.pk for row in client.get(reverse("desk:register"), {"mark": "secret"}).context["rows"]] == [sealed.pk]
    both = client.get(reverse("desk:register"), {"mark": ["secret", "collective"]})
    assert not both.context["rows"]
    assert "Không có vụ việc nào khớp bộ lọc" in both.content.decode()


def test_an_agency_reads_neither_names_nor_the_clocks_of_the_mttq(as_role, office):
    case = a_case(office, at=Status.FORWARDED)
    own = Duty.objects.filter(case=case, state=DutyState.RUNNING, unit=office.agency)
    assert own.count() < Duty.objects.filter(case=case, state=DutyState.RUNNING).count()
    client = as_role(Role.AGENCY_OFFICER)
    page = client.get(reverse("desk:register"), {"tab": "all", "sort": "due", "agency": "x", "handler": "x"})
    (row,) = page.context["rows"]
    assert not own.exists()
    assert row.due is None, "its own clocks alone, and it has none yet"
    assert row.who == case.summary
    assert "Đặng Thị Ngọc Ánh" not in page.content.decode()
    peek = client.get(reverse("desk:peek", args=[case.pk]), headers={"HX-Request": "true"})
    assert [duty.pk for duty, _due in peek.context["duties"]] == list(own.values_list("pk", flat=True))
    assert office.person("handler").full_name not in peek.content.decode()


def test_a_condition_that_cannot_be_read_leaves_nothing_and_every_other_stands_in_words(as_role, office):
    a_petition(office)
    leader = office.actor(Role.LEADER)
    for wrong in ({"received_from": "31/31/2026"}, {"kind": "x"}, {"field": "0"}, {"handler": "999"}, {"mark": ["x"]}):
        asked = narrowed({"tab": "all", **wrong}, seen_by=leader, on=DAY)
        assert not asked.cases, wrong
        assert asked.refused, wrong
    page = as_role(Role.LEADER).get(reverse("desk:register"), {"tab": "all", "received_to": "x"}).content.decode()
    assert "không vụ việc nào được đưa ra" in page
    said = {
        "q": "duong",
        "kind": "proposal",
        "handler": "none",
        "received_to": DAY.isoformat(),
        "after": "x",
        "dem": "1",
    }
    asked = narrowed(said, seen_by=leader, on=DAY)
    assert len(asked.cases) == 1
    assert asked.words[0] == "Đang mở"
    assert "Người xử lý: chưa có" in asked.words
    assert f"Vào sổ đến hết ngày: {DAY:%d/%m/%Y}" in asked.words
    assert "after" not in asked.query
    without_kind = dict(asked.chips)["Loại: Kiến nghị"]
    assert "kind" not in without_kind
    assert "q=duong" in without_kind
    # Whoever works elsewhere is not named by trying numbers.
    stranger = {"handler": str(office.person(Role.HANDLER).pk)}
    assert narrowed(stranger, seen_by=office.actor(Role.HANDLER, office.commune), on=DAY).refused


def test_what_is_due_this_week_is_neither_late_nor_later(as_role, office, today):
    a_petition(office)
    due = Duty.objects.filter(state=DutyState.RUNNING).order_by("due_on").first()
    leader = office.actor(Role.LEADER)
    monday = due.due_on - timedelta(days=due.due_on.weekday())
    found = {day: len(narrowed({"tab": "week"}, seen_by=leader, on=day).cases) for day in (monday, due.due_on)}
    assert found == {monday: 1, due.due_on: 1}
    assert not narrowed({"tab": "late"}, seen_by=leader, on=due.due_on).cases
    assert len(narrowed({"tab": "late"}, seen_by=leader, on=due.due_on + timedelta(days=1)).cases) == 1
    assert not narrowed({"tab": "week"}, seen_by=leader, on=monday - timedelta(days=1)).cases


def test_a_count_is_exact_up_to_its_bound_and_beyond_it_when_asked_for(as_role, office, monkeypatch):
    monkeypatch.setattr(counting, "EXACT_UP_TO", 2)
    for _ in range(3):
        a_petition(office)
    client = as_role(Role.LEADER)
    page = client.get(reverse("desk:register")).content.decode()
    assert "hơn 2" in page
    assert "Đếm chính xác" in page
    assert (str(counting.Count(1000, exact=False)), str(counting.Count(1234567))) == ("hơn 1.000", "1.234.567")
    for headers in ({}, {"HX-Request": "true", "HX-Target": "tong"}):
        exact = client.get(reverse("desk:register"), {"dem": "1"}, headers=headers)
        assert str(exact.context["total"]) == "3"
        assert "Đếm chính xác" not in exact.content.decode()


def test_a_row_is_looked_into_and_the_list_walked_from_case_to_case(as_role, office):
    first, second, third = (a_petition(office) for _ in range(3))
    other = a_petition(office, kind="feedback")
    client = as_role(Role.LEADER)
    page = client.get(reverse("desk:register"), {"kind": "proposal"})
    listed = page.context["asked"].query
    within = urlencode({"trong": listed})
    assert f"{reverse('desk:case', args=[second.pk])}?{within}" in page.content.decode()
    peek = client.get(f"{reverse('desk:peek', args=[second.pk])}?{within}", headers={"HX-Request": "true"})
    assert second.summary in peek.content.decode()
    assert peek.context["last"].sentence in peek.content.decode()
    plain = client.get(f"{reverse('desk:peek', args=[second.pk])}?{within}")
    assert plain.url == f"{reverse('desk:case', args=[second.pk])}?{within}"

    def beside(name, case):
        return client.get(f"{reverse(name, args=[case.pk])}?{within}", follow=True)

    assert beside("desk:next-case", second).context["case"] == first
    assert beside("desk:previous-case", second).context["case"] == third
    assert "Vụ việc sau" in beside("desk:previous-case", second).content.decode()
    assert "vụ việc cuối danh sách" in beside("desk:next-case", first).content.decode()
    # From a case that is not listed one comes to its neighbours in the list all the same.
    assert beside("desk:next-case", other).context["case"] == third
    stranger = a_petition(office, unit=office.commune, by=office.actor("receptionist", office.commune))
    handler = as_role(Role.HANDLER)
    assert handler.get(reverse("desk:peek", args=[stranger.pk]), headers={"HX-Request": "true"}).status_code == 404
    assert handler.get(reverse("desk:next-case", args=[stranger.pk])).url == reverse("desk:case", args=[stranger.pk])


def test_the_list_one_came_from_is_there_after_a_move(as_role, office):
    case, client = a_petition(office), as_role(Role.LEADER)
    a_petition(office)
    within = urlencode({"trong": client.get(reverse("desk:register"), {"kind": "proposal"}).context["asked"].query})
    there = reverse("desk:case", args=[case.pk])
    move = f"{reverse('desk:move', args=[case.pk, 'instruct'])}?{within}"
    assert move in client.get(f"{there}?{within}").content.decode()
    assert f'href="{there}?{within}"' in client.get(move).content.decode(), "thinking better of it leads back as well"
    made = client.post(move, {"handler": office.person("handler").pk})
    assert made.url == f"{there}?{within}"
    assert "Vụ việc sau" in client.get(made.url).content.decode()


def test_the_register_with_everything_in_it_takes_few_queries(as_role, office):
    some_cases(office)
    client = as_role(Role.LEADER)
    asked = {"tab": "all", "sort": "due", "kind": ["proposal"], "mark": [], "them": "1", "q": "duong"}
    for said in (asked, {"tab": "late"}):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("desk:register"), said).status_code == 200
        assert len(queries) <= MOST_QUERIES, (said, len(queries))
    case = Case.objects.filter(status=Status.FORWARDED).first()
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("desk:peek", args=[case.pk]), headers={"HX-Request": "true"})
    assert len(queries) <= MOST_QUERIES, len(queries)


def test_a_question_is_saved_without_what_was_searched_for_shared_and_taken_away_by_its_author_alone(as_role, office):
    client = as_role(Role.LEADER)
    said = {"name": "Đất đai quá hạn", "query": "tab=late&q=Quách&mark=collective&evil=1&after=r1~2026-03-02"}
    assert client.post(reverse("desk:save-filter"), said).status_code == 302
    kept = SavedFilter.objects.get()
    assert (kept.name, kept.query, kept.shared) == ("Đất đai quá hạn", "tab=late&mark=collective", False)
    client.post(reverse("desk:save-filter"), said | {"query": "tab=all&kind=proposal", "shared": "on"})
    kept = SavedFilter.objects.get()
    assert (kept.query, kept.shared) == ("tab=all&kind=proposal", True)
    refused = client.post(reverse("desk:save-filter"), said | {"name": "Khác", "query": "kind=x"}, follow=True)
    assert "chưa lưu" in refused.content.decode()
    client.post(reverse("desk:save-filter"), said | {"name": ""})
    assert SavedFilter.objects.count() == 1
    colleague = as_role(Role.HANDLER)
    page = colleague.get(reverse("desk:register")).content.decode()
    assert f"{reverse('desk:register')}?tab=all&amp;kind=proposal" in page
    assert colleague.post(reverse("desk:drop-filter", args=[kept.pk])).status_code == 404
    assert "Đất đai quá hạn" not in as_role(Role.LEADER, office.commune).get(reverse("desk:register")).content.decode()
    as_role(Role.LEADER).post(reverse("desk:drop-filter", args=[kept.pk]))
    assert not SavedFilter.objects.exists()


def test_the_inbox_turns_its_pages_and_is_narrowed_by_step_kind_and_word(as_role, office, monkeypatch):
    monkeypatch.setattr("desk.views.inbox.PAGE", 2)
    cases = [a_petition(office) for _ in range(5)]
    undated = Assignment.objects.filter(case__in=cases[:2])
    undated.update(due_on=None, duty=None)
    client, seen, query = as_role(Role.LEADER), [], "tab=pool"
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("desk:inbox"))
    assert len(queries) <= MOST_QUERIES_OF_THE_INBOX
    while query:
        page = client.get(f"{reverse('desk:inbox')}?{query}")
        seen += [row.number for group in page.context["groups"] for row in group.rows]
        query = page.context["older"]
    dated = [case.number for case in cases[2:]]
    assert seen == [*dated, cases[0].number, cases[1].number]
    back = client.get(f"{reverse('desk:inbox')}?{page.context['newer']}")
    assert [row.number for group in back.context["groups"] for row in group.rows] == [dated[2], cases[0].number]
    a_petition(office, kind="feedback", summary="Chợ xã mất vệ sinh")
    for said in ({"kind": "feedback"}, {"q": "cho xa"}, {"kind": "feedback", "step": "instruct"}):
        page = client.get(reverse("desk:inbox"), {"tab": "pool", **said})
        assert [row.kind for group in page.context["groups"] for row in group.rows] == [Kind.FEEDBACK.label], said
    for said in ({"step": "sign"}, {"step": "x"}):
        page = client.get(reverse("desk:inbox"), {"tab": "pool", **said})
        assert not page.context["groups"], said


def test_the_leader_s_desk_counts_what_it_does_not_show_and_leads_to_it(as_role, office, monkeypatch):
    monkeypatch.setattr("desk.views.lists.FIRST", 2)
    monkeypatch.setattr("desk.views.lists.PAGE", 3)
    cases = [a_petition(office, suggested_agency=office.agency) for _ in range(4)]
    letter = a_case(office, at=Status.IN_HAND)
    stories.submitted(office, letter)
    client = as_role(Role.LEADER)
    page = client.get(reverse("desk:leader"))
    text = page.content.decode()
    shown = {part.group.name: part for part in page.context["groups"]}
    assert ([row.case_id for row in shown["instruct"].rows], str(shown["instruct"].count)) == (
        [one.pk for one in cases[:2]],
        "4",
    )
    assert "?nhom=instruct" in text
    assert f"Đề xuất: {office.agency.name}" in text
    assert reverse("desk:letter-pdf", args=[letter.letters.get().pk]) in text
    first = client.get(reverse("desk:leader"), {"nhom": "instruct"})
    last = client.get(f"{reverse('desk:leader')}?{first.context['older']}")
    rows = [row.case_id for answer in (first, last) for part in answer.context["groups"] for row in part.rows]
    assert rows == [one.pk for one in cases]


def test_what_is_counted_on_the_way_is_counted_by_itself_where_the_list_is_longer(office):
    for _ in range(3):
        a_petition(office)
    a_petition(office, kind="feedback")
    cases = {"all": Case.objects.all(), "none": Case.objects.none()}
    parts = {"all": {"feedback": Q(kind="feedback"), "other": ~Q(kind="feedback")}, "none": {"nobody": Q(sealed=True)}}
    for most in (counting.EXACT_UP_TO, 2):
        counts = counting.counted_each(cases, up_to={"all": most}, parts=parts)
        assert counts["all"] == counting.Count(min(4, most), most >= 4)
        assert {name: counts[name].number for name in ("feedback", "other", "none", "nobody")} == {
            "feedback": 1,
            "other": 3,
            "none": 0,
            "nobody": 0,
        }


def test_two_readers_of_one_process_read_a_line_each_in_their_language(as_role, office):
    a_case(office, at=Status.IN_HAND)
    client = as_role(Role.HANDLER)
    said = {}
    for language in ("vi", "en", "vi"):
        client.cookies["django_language"] = language
        (row,) = client.get(reverse("desk:register")).context["rows"]
        (task,) = [row for group in client.get(reverse("desk:inbox")).context["groups"] for row in group.rows]
        line = (row.kind, row.state, task.step, task.state)
        assert said.setdefault(language, line) == line
    assert not set(said["vi"]) & set(said["en"])
