"""The pages of docs/ that are read off the code: the life of a case, its tasks, and who may do what."""

from collections.abc import Iterable

from django.utils import translation

from cases import access
from cases import reception_words as reception
from cases.access import Reach
from cases.cooperation import MIXED
from cases.event_words import EVENTS
from cases.vocabulary import Move, Status
from config import reactions
from config.machines import Machine, machines
from config.pictures import picture
from organizations.vocabulary import Role
from workflows import vocabulary as workflows
from workflows.steps import FACTS, Step, StepFacts

GENERATED = "<!-- Generated from the code by `./run manage document_lifecycle`; do not edit by hand. -->\n"


def pages() -> dict[str, str]:
    """Return the generated pages and pictures by file name, in Vietnamese labels with English identifiers."""
    with translation.override("vi"):
        drawn = {_drawing(machine): picture(machine) for machine in machines()}
        return {"lifecycle.md": lifecycle(), "permissions.md": permissions(), **drawn}


def _drawing(machine: Machine) -> str:
    return f"pictures/{machine.name.lower()}.svg"


def lifecycle() -> str:
    whole, *small = machines()
    parts = ["# The life of a case\n", GENERATED, "\n## States\n", *_shown(whole)]
    parts += ["\n## Moves\n", "A move whose target is “–” leaves the status where it is.\n", *_moves(whole)]
    parts += ["\n## Several referrals at once\n", SEVERAL, *_mixed()]
    for machine in small:
        parts += [f"\n## {machine.name}\n", *_shown(machine), ""]
        arrows = [(f"`{arrow.name}`", ", ".join(arrow.sources), arrow.targets[0]) for arrow in machine.arrows]
        parts += _table(("step", "from", "to"), arrows)
    parts += ["\n## Tasks\n", "Who must do what while a case stands where it stands; the case leads.\n", *_steps()]
    parts += ["\n## Events\n", *_events()]
    return "\n".join(parts).replace("\n\n\n", "\n\n").rstrip() + "\n"


def permissions() -> str:
    """Return every move × every role: to which of the people with that role it is granted."""
    roles = [role.value for role in Role]
    rows = []
    for move in Move:
        cells = [_reach(move, role) for role in roles]
        others = [f"{g.role}: {g.reach.value}" for g in access.GRANTS[move] if g.role not in roles]
        rows.append((f"`{move.value}` {move.label}", *cells, "; ".join(others) or "–"))
    reads = [(role.value, role.label, _reads(role.value)) for role in Role]
    sealed = [
        (role.value, _knows(role.value), NEEDS.get(role, "–"), _reach(Move.REVEAL, role.value))
        for role in Role
        if _knows(role.value) != "–"
    ]
    marks = ", ".join(f"**{MARK[reach]}** {reach.value}" for reach in MARK)
    return (
        "\n".join(
            [
                "# Who may do what\n",
                GENERATED,
                f"\nDenied unless it stands here. {marks}.\n",
                "A program with a token reads as its role does; it acts only for an agency, never for the MTTQ. "
                "A one-time link acts as an agency officer does, on the one sending it is bound to, "
                "and never in a sealed case.\n",
                "\n## Moves\n",
                *_table(("move", *roles, "others"), rows),
                "\n## Reception\n",
                "What is done about sessions, visits and refusals, in the own unit.\n",
                *_table(("act", *roles), _acts(roles)),
                "\n## Reading a case\n",
                *_table(("role", "label", "reads"), reads),
                "\n## Reading a sealed case\n",
                SEALED,
                *_table(("role", "knows of a denunciation", "knows of a reflection on a cadre", "may open it"), sealed),
                "\n## Beside cases\n",
                "Each for the own unit, and by a person.\n",
                *_table(("right", *roles), [(name, *_holds(holders, roles)) for name, holders in BESIDE.items()]),
            ]
        )
        .replace("\n\n\n", "\n\n")
        .rstrip()
        + "\n"
    )


BESIDE: dict[str, tuple[str, ...]] = {
    "enter letters into the books": access.KEEPS_BOOKS,
    "print the books": access.PRINTS_BOOKS,
    "bring old books in": access.OPENS_BOOKS,
    "continue the numbers of paper books": access.CONTINUES_SERIES,
    "take the register out as a table": access.HANDS_OUT_REGISTER,
}


def _holds(holders: tuple[str, ...], roles: list[str]) -> list[str]:
    return ["yes" if role in holders else "–" for role in roles]


SEALED = """
A denunciation, and a reflection on a cadre. Who knows of one sees number, kind, state and dates; sender, words, papers
and letters lie open to one person for fifteen minutes after `reveal` with a reason. Programs with a token see none.
"""


def _knows(role: str) -> str:
    if role in access.READS_SENT:
        return "once it was sent to the own agency" if role in access.READS_SENT_SEALED else "–"
    reads = _reads(role)
    return "–" if reads == "no case" else reads


NEEDS = {
    Role.LEADER: "of the own unit",
    Role.HANDLER: "when named handler",
    Role.RECORDS_OFFICER: "once a letter of it was signed",
    Role.AGENCY_HEAD: "once it was sent to the own agency",
}
MARK = {
    Reach.OWNING_UNIT: "U",
    Reach.ABOVE: "B",
    Reach.HANDLER: "H",
    Reach.AGENCY: "A",
    Reach.COOPERATING: "C",
    Reach.REGISTRAR: "R",
    Reach.DOOR: "D",
    Reach.SENDING: "S",
    Reach.SENDER: "E",
}


def _reach(move: str, role: str) -> str:
    reaches = [MARK[grant.reach] for grant in access.GRANTS[move] if grant.role == role]
    return " ".join(reaches) or "–"


def _acts(roles: list[str]) -> list[tuple[str, ...]]:
    granted = access.RECEPTION_GRANTS
    return [
        (f"`{act.value}` {act.label}", *("U" if role in granted[act] else "–" for role in roles))
        for act in reception.ReceptionAct
    ]


def _reads(role: str) -> str:
    if role in access.READS_BELOW:
        return "the own unit and the units below it"
    if role in access.READS_OWN_UNIT:
        return "the own unit"
    if role in access.READS_SENT:
        return "what was sent to the own agency, without what is internal to the MTTQ"
    return "no case"


def _shown(machine: Machine) -> list[str]:
    return [f"![{machine.name}]({_drawing(machine)})\n", *_table(("status", "label"), machine.states)]


def _moves(whole: Machine) -> list[str]:
    """Every move from where to where, and the sentences with which it is refused."""
    rows: list[tuple[str, str, str, str]] = [
        (f"`{Move.REGISTER.value}` {Move.REGISTER.label}", "(none)", Status.REGISTERED.value, "–")
    ]
    for arrow in whole.arrows:
        sources = "any" if len(arrow.sources) == len(whole.states) else ", ".join(arrow.sources)
        target = "where it stood" if len(arrow.targets) > 1 else "".join(arrow.targets) or "–"
        rows.append((f"`{arrow.name}` {arrow.label}", sources, target, " ".join(arrow.refusals) or "–"))
    return _table(("move", "from", "to", "refused with"), rows)


SEVERAL = """
One lead drives the case; agencies asked to cooperate run beside it, each with its own machine and duties, and move it
nowhere. What a move on the case means for requests under way, and for replies nobody has read:
"""


def _mixed() -> list[str]:
    rows = [
        (f"`{move.value}` {move.label}", row.under_way.value, row.unread.value, row.but or "–")
        for move, row in MIXED.items()
    ]
    return _table(("move", "under way", "unread reply", "but"), rows)


def _whose(facts: StepFacts) -> str:
    if facts.led:
        return "who leads the inspection"
    return "the handler" if facts.personal else "the agency" if facts.at_agency else "the unit"


def _steps() -> list[str]:
    rows = [
        (
            f"`{step.value}` {step.label}",
            FACTS[step].role,
            _whose(FACTS[step]),
            f"`{FACTS[step].move.value}`",
            ", ".join(sorted(FACTS[step].done_by)),
        )
        for step in Step
    ]
    return _table(("step", "role", "whose", "button", "done by"), rows)


def _events() -> list[str]:
    told = {
        kind: ", ".join(function.__name__ for function in functions)
        for kind, functions in reactions.AFTER_COMMIT.items()
    }
    sentences = {**EVENTS, **reception.EVENTS_OF_RECEPTION, **workflows.EVENTS}
    rows = [(f"`{kind}`", str(sentence), told.get(kind, "–")) for kind, sentence in sentences.items()]
    return _table(("event", "sentence", "tells"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
