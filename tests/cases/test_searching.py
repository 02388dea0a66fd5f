"""Searching without marks finds what is there, whether a word is rare or common, in a case or in a name."""

import pytest
from django.db import connection

from cases import operations as op
from cases import searching
from cases.models import Case
from organizations.folding import fold
from tests.stories import a_denunciation, a_petition

pytestmark = pytest.mark.django_db
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


def looked_for(words: str) -> set[str]:
    """What anybody would find who reads everything that may be searched."""
    found = set()
    for case in Case.objects.all():
        said = [case.folded, *case.matters.values_list("petition__findable__folded", flat=True)]
        if all(any(word in (text or "") for text in said) for word in fold(words).split()):
            found.add(case.number)
    return found


# As lists of numbers, as questions inside the database, met on the way, and common words that are rare together.
@pytest.mark.parametrize(("common", "most"), [(1000, 1000), (1000, 0), (1, 1000), (2, 1000), (2, 0)])
def test_every_way_finds_the_same(register, monkeypatch, common, most):
    monkeypatch.setattr(searching, "COMMON", common)
    monkeypatch.setattr(searching, "MOST", most)
    for words in ASKED:
        found = searching.having(words, Case.objects.all())
        assert {case.number for case in found} == looked_for(words), words
    assert len(looked_for("lua")) == 2
    assert not looked_for("khongcotu")


@pytest.mark.row_locks  # asked of PostgreSQL: SQLite has no index of letters
def test_a_rare_word_is_found_by_its_letters(register):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    for table in ("case", "findable"):
        model = Case if table == "case" else searching.Findable
        plan = model._base_manager.filter(folded__contains="khongcotu").explain()
        assert f"{table}_letters" in plan, plan
