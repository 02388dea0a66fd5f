"""Search everything: one question answered in groups, each short, each with the rights of its own page."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.actor import Actor
from cases import people, queries
from cases.errors import NotYoursToSee
from cases.models import Case
from cases.numbering import numbers_meant
from cases.vocabulary import Move
from organizations.folding import fold
from organizations.queries import units_like
from reports.agencies import FIGURES

from .navigation import ADMINISTRATOR, OVERSEES, PERSONAL, pages_of

MOST_LETTERS = 200
MOST_WORDS = 8
SHORTEST = 2
ON_A_PAGE, IN_THE_PALETTE = 20, 5


@dataclass(frozen=True)
class Hit:
    """One place to go to."""

    address: str
    title: str
    beside: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Group:
    name: str
    label: str | Promise
    hits: list[Hit]
    more: str = ""
    """Where the rest stands, when there is more than is shown."""


@dataclass(frozen=True)
class Found:
    words: str
    groups: list[Group] = field(default_factory=list)
    straight_to: str = ""
    """The one case whose number was typed."""

    @property
    def total(self) -> int:
        return sum(len(group.hits) for group in self.groups)


def cleaned(typed: str) -> str:
    """Keep of what was typed what a search may ask for: a bounded number of words."""
    return " ".join(typed[:MOST_LETTERS].split()[:MOST_WORDS])


def find(actor: Actor, typed: str, *, on: date, most: int = ON_A_PAGE) -> Found:
    """Look for it everywhere this person may look."""
    words = cleaned(typed)
    if not words:
        return Found("")
    numbered = cases_numbered(actor, words, on=on)
    groups = [_group("numbered", gettext_lazy("Số đơn"), [_case(case) for case in numbered])]
    if len(words) >= SHORTEST:
        groups += [
            _cases(actor, words, besides=numbered, most=most),
            _people(actor, words, most=most),
            _agencies(actor, words, on=on, most=most),
            _group("pages", gettext_lazy("Trang"), _pages(actor, words, most=most)),
        ]
    straight = reverse("desk:case", args=[numbered[0].pk]) if len(numbered) == 1 else ""
    return Found(words, [group for group in groups if group.hits], straight)


def jump(actor: Actor, typed: str, *, case_id: int | None, on: date) -> Found:
    """The same for the palette, with what may be done to the case one is on; without words: where one may go."""
    words = cleaned(typed)
    acts = _group("acts", gettext_lazy("Làm với vụ việc này"), list(_acts(actor, words, case_id)))
    if not words:
        pages = _group("pages", gettext_lazy("Đi đến"), _pages(actor, "", most=MOST_PAGES))
        return Found("", [group for group in (acts, pages) if group.hits])
    found = find(actor, words, on=on, most=IN_THE_PALETTE)
    # A number leads first, then what can be done here, then everything else.
    first = [group for group in found.groups if group.name == "numbered"]
    rest = [group for group in found.groups if group.name != "numbered"]
    return Found(words, [*first, *([acts] if acts.hits else []), *rest], found.straight_to)


MOST_PAGES = 40


def cases_numbered(actor: Actor, words: str, *, on: date) -> list[Case]:
    """Return the cases with this number: one as a rule, several where paper books had the same."""
    numbers = numbers_meant(words, on=on)
    if not numbers:
        return []
    return list(Case.objects.visible_to(actor).filter(number__in=numbers).distinct().order_by("-pk")[:IN_THE_PALETTE])


def _group(name: str, label: str | Promise, hits: list[Hit], more: str = "") -> Group:
    return Group(name, label, hits, more)


def _case(case: Case) -> Hit:
    return Hit(
        reverse("desk:case", args=[case.pk]),
        case.number,
        f"{case.summary} · {case.get_status_display()}",
        "journal-text",
    )


def _cases(actor: Actor, words: str, *, besides: list[Case], most: int) -> Group:
    among = Case.objects.visible_to(actor).exclude(pk__in=[case.pk for case in besides])
    rows = list(queries.search(words, among).order_by("-pk")[: most + 1])
    more = f"{reverse('desk:register')}?{urlencode({'tab': 'all', 'q': words})}" if len(rows) > most else ""
    return Group("cases", gettext_lazy("Vụ việc"), [_case(case) for case in rows[:most]], more)


def _people(actor: Actor, words: str, *, most: int) -> Group:
    hits = [
        Hit(
            reverse("desk:person", args=[party.person_id]),
            party.name,
            _("sinh %(year)s") % {"year": party.birth_year} if party.birth_year else "",
            "person",
        )
        for party in people.named(actor, words, most=most)
    ]
    return Group("people", gettext_lazy("Người nộp đơn"), hits)


def _agencies(actor: Actor, words: str, *, on: date, most: int) -> Group:
    """Agencies, for who has a page about one."""
    if actor.roles & ADMINISTRATOR:
        where, rest = "desk:addressee", []
    elif actor.roles & OVERSEES:
        where, rest = "desk:agency-cases", [next(iter(FIGURES))]
    else:
        return Group("agencies", gettext_lazy("Cơ quan"), [])
    units = [unit for unit in units_like(words, on=on, limit=most) if not unit.is_front]
    hits = [Hit(reverse(where, args=[unit.pk, *rest]), unit.name, unit.address, "building") for unit in units]
    return Group("agencies", gettext_lazy("Cơ quan"), hits)


def _pages(actor: Actor, words: str, *, most: int) -> list[Hit]:
    asked = fold(words).split()
    hits: dict[str, Hit] = {}
    for section, page in pages_of(actor):
        if all(word in fold(f"{section.label} {page.label} {page.what}") for word in asked):
            beside = "" if str(page.label) == str(section.label) else str(section.label)
            hits.setdefault(page.address, Hit(page.address, str(page.label), beside, page.icon or section.icon))
    for page in PERSONAL:
        if all(word in fold(f"{page.label} {page.what}") for word in asked):
            hits.setdefault(page.address, Hit(page.address, str(page.label), str(page.what), page.icon))
    return list(hits.values())[:most]


def _acts(actor: Actor, words: str, case_id: int | None) -> Iterator[Hit]:
    """What may be done now to the case that lies open; nothing where it is none of theirs."""
    asked = fold(words).split()
    wanted = [move for move in Move if all(word in fold(str(move.label)) for word in asked)]
    if case_id is None or not wanted:
        return
    try:
        case = queries.case_for(actor, case_id)
    except NotYoursToSee:
        return
    for move in queries.moves_open_to(actor, case):
        if move in wanted:
            yield Hit(reverse("desk:move", args=[case.pk, move.value]), str(move.label), case.number, "pen")
