"""Searching without marks finds what is there, whether the words are rare or everywhere, in a case or in a name."""

from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from cases import operations as op
from cases import searching
from cases.errors import NotYoursToSee
from cases.models import Case, CaseWords, Findable, Matter
from cases.vocabulary import Kind, Move
from desk.listing.register_filter import narrowed, tabs
from organizations.folding import fold
from organizations.vocabulary import Role
from reports.counting import counted
from tests import stories
from tests.moves import TRIES
from tests.stories import DAY, a_denunciation, a_petition

pytestmark = pytest.mark.django_db
CHANGE_WHAT_IT_SAYS = (
    *(Move.JOIN, Move.UNJOIN, Move.SPLIT, Move.UNSPLIT, Move.RECLASSIFY),
    *(Move.CORRECT_PARTY, Move.RECORD_SIGNATURE, Move.RECORD_SUCCESSOR),
)
ASKED = (
    "đường",
    "duong thon",
    "Lụa",
    "lua duong",
    "thị ngọc cầu",
    "ng",
    "nguyen thi lua",
    "khongcotu",
    "%",
    "_",
    "đường %",
)


@pytest.fixture
def register(office):
    names = ("Nguyễn Thị Lụa", "Trần Văn Đường", "Lê Ngọc Cầu", "Nguyễn Thị Lụa")
    matters = ("Đường liên thôn hư hỏng", "Cầu gỗ mục, 100% hỏng", "Đường_tắt qua ruộng", "Chợ ở đầu thôn")
    for number, (name, matter) in enumerate(zip(names, matters, strict=True)):
        a_petition(
            office, parties=[op.NewParty(name=name)], summary=matter, text=f"{matter}, lần {number}.", again=True
        )
    a_denunciation(office)


def searchable(case: Case) -> list[str]:
    """What may be searched of a case, from what stands in it."""
    if case.sealed or case.erased_on:
        return [fold(case.number)]
    texts, names = [], []
    for matter in Matter.objects.current().filter(case=case).order_by("petition"):
        if not matter.petition.matters.filter(case__sealed=True).exists():
            texts.append(matter.petition.text)
            names += matter.petition.findable.order_by("party").values_list("folded", flat=True)
    return [fold(one) for one in (case.number, case.summary, *texts, *names)]


def looked_for(words: str) -> set[str]:
    """What anybody would find who reads everything that may be searched."""
    return {
        case.number
        for case in Case.objects.all()
        if all(any(word in text for text in searchable(case)) for word in fold(words).split())
    }


# Known by their numbers, met on the way, and met although nothing said so beforehand.
@pytest.mark.parametrize(("everywhere", "most"), [(1000, 1000), (1, 0), (1000, 0)])
def test_every_way_finds_the_same(register, monkeypatch, everywhere, most):
    monkeypatch.setattr(searching, "EVERYWHERE", everywhere)
    monkeypatch.setattr(searching, "MOST", most)
    for words in ASKED:
        found = searching.having(words, Case.objects.all())
        assert {case.number for case in found.cases} == looked_for(words), words
        assert not found.few or most or not found.cases
    assert len(looked_for("lua")) == 2
    assert not looked_for("khongcotu")


@pytest.mark.parametrize("most", [1000, 0])
def test_each_tab_counts_what_it_lists_whichever_way_was_taken(office, register, monkeypatch, most):
    monkeypatch.setattr(searching, "MOST", most)
    stories.a_case(office, at="closed", summary="Đường cũ")
    handler = office.actor("handler")
    known = tabs(handler, DAY)
    for words in ("", "đường", "lua", "khongcotu"):
        counts = narrowed({"q": words}, seen_by=handler, on=DAY).counts(known)
        for name in known:
            listed = narrowed({"q": words, "tab": name}, seen_by=handler, on=DAY).cases
            assert counts[name] == counted(listed), (words, name)
    assert counts["all"].number == 0
    assert narrowed({"q": "duong"}, seen_by=handler, on=DAY).counts(known)["closed"].number == 1


@pytest.mark.parametrize("order", ["-received", "received", "number", "-number", "due", "-due"])
def test_few_stand_in_the_order_in_which_many_would(office, register, order, monkeypatch):
    handler = office.actor("handler")

    def listed() -> list[int]:
        asked = narrowed({"q": "ng", "tab": "all", "sort": order}, seen_by=handler, on=DAY)
        assert all(stretch.collected == asked.few for stretch in asked.order.stretches)
        return [row.pk for _place, row in asked.order.some(asked.cases, "", most=50)]

    few = listed()
    monkeypatch.setattr(searching, "MOST", 0)
    assert listed() == few
    assert len(few) == 4


class TestWhatMayBeSearched:
    """Written anew wherever it changes: what stands in the table is what the case says."""

    def in_step(self, *cases: Case) -> None:
        for case in Case.objects.filter(pk__in=[one.pk for one in cases]):
            assert case.words.folded == " ".join(searchable(case)), case.number

    @pytest.mark.parametrize("move", CHANGE_WHAT_IT_SAYS)
    def test_of_whatever_changes_it(self, office, move):
        arrange, attempt = TRIES[move]
        case = arrange(office)
        self.in_step(*Case.objects.all())
        done = False
        for role in (Role.LEADER, Role.HANDLER, Role.RECEPTIONIST):
            with suppress(PermissionDenied, NotYoursToSee), transaction.atomic():
                attempt(office, case, office.actor(role))
                done = True
                break
        assert done
        self.in_step(*Case.objects.all())

    def test_of_what_was_registered(self, register):
        self.in_step(*Case.objects.all())
        assert CaseWords.objects.count() == Case.objects.count() == 5

    def test_of_what_was_joined_and_taken_out_again(self, office):
        lead = a_petition(office, parties=[op.NewParty(name="Lò Văn Chung")], summary="Đường hỏng")
        other = a_petition(office, parties=[op.NewParty(name="Giàng A Páo")], summary="Cầu treo đứt cáp", again=True)
        for case in (lead, other):
            stories.instructed(office, case)
        op.join(other, into=lead, because="Cùng một việc", by=office.actor("handler"), on=DAY)
        self.in_step(lead, other)
        assert "giang a pao" in CaseWords.objects.get(case=lead).folded
        op.unjoin(Case.objects.get(pk=other.pk), because="Không cùng việc", by=office.actor("handler"), on=DAY)
        self.in_step(lead, other)
        assert "giang a pao" not in CaseWords.objects.get(case=lead).folded

    def test_of_what_was_sealed_and_opened_again(self, office):
        case = a_petition(office, parties=[op.NewParty(name="Lò Văn Chung")])
        stories.instructed(office, case)
        op.reclassify(case, kind=Kind.DENUNCIATION, because="Là tố cáo", by=office.actor("leader"), on=DAY)
        self.in_step(case)
        assert CaseWords.objects.get(case=case).folded == case.number.lower()
        case = Case.objects.get(pk=case.pk)
        op.reclassify(case, kind=Kind.FEEDBACK, because="Không phải tố cáo", by=office.actor("leader"), on=DAY)
        self.in_step(case)
        assert "lo van chung" in CaseWords.objects.get(case=case).folded

    def test_of_whose_name_was_corrected(self, office):
        case = a_petition(office, parties=[op.NewParty(name="Lò Văn Chung")])
        party = case.matters.get().petition.parties.get()
        stories.instructed(office, case)
        who = op.NewParty(name="Lò Văn Trung")
        op.correct_party(case, party=party.pk, who=who, because="Nghe nhầm tên", by=office.actor("handler"), on=DAY)
        self.in_step(case)
        assert "lo van trung" in CaseWords.objects.get(case=case).folded


@pytest.mark.row_locks  # asked of PostgreSQL: SQLite has no index of letters
def test_words_are_found_by_their_letters(register):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for name, model in (("words", CaseWords), ("findable", Findable)):
        plan = model._base_manager.filter(folded__contains="khongcotu").explain()
        assert f"{name}_letters" in plan, plan
