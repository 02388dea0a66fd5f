"""The pages of docs/ that are read off the code: the life of a case, its tasks, and who may do what."""

from collections.abc import Iterable

from django.db.models import Model
from django.utils import translation

from cases import access
from cases import vocabulary as cases
from cases.access import Reach
from cases.models import Case, Commitment, Letter, Referral
from cases.vocabulary import Move, Status
from config import reactions
from organizations.vocabulary import Role
from workflows import vocabulary as workflows
from workflows.steps import FACTS, Step

GENERATED = "<!-- Generated from the code by `./run manage document_lifecycle`; do not edit by hand. -->\n"


def pages() -> dict[str, str]:
    """Return the generated pages by file name, in Vietnamese labels with English identifiers."""
    with translation.override("vi"):
        return {"lifecycle.md": lifecycle(), "permissions.md": permissions()}


def lifecycle() -> str:
    parts = ["# The life of a case\n", GENERATED, "\n## States\n", *_table(("status", "label"), Status.choices)]
    parts += ["\n## Moves\n", "A move whose target is “–” leaves the status where it is.\n", *_moves()]
    for model, choices in (
        (Letter, cases.LetterStatus),
        (Referral, cases.ReferralStatus),
        (Commitment, cases.CommitmentStatus),
    ):
        parts += [f"\n## {model.__name__}\n", *_table(("status", "label"), choices.choices), ""]
        parts += _table(("step", "from", "to"), _arrows(model))
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
    marks = ", ".join(f"**{MARK[reach]}** {reach.value}" for reach in MARK)
    return (
        "\n".join(
            [
                "# Who may do what\n",
                GENERATED,
                f"\nDenied unless it stands here. {marks}.\n",
                "A program with a token reads as its role does; it acts only for an agency, never for the MTTQ.\n",
                "\n## Moves\n",
                *_table(("move", *roles, "others"), rows),
                "\n## Reading a case\n",
                *_table(("role", "label", "reads"), reads),
            ]
        )
        .replace("\n\n\n", "\n\n")
        .rstrip()
        + "\n"
    )


MARK = {Reach.OWNING_UNIT: "U", Reach.HANDLER: "H", Reach.AGENCY: "A"}


def _reach(move: str, role: str) -> str:
    reaches = [MARK[grant.reach] for grant in access.GRANTS[move] if grant.role == role]
    return " ".join(reaches) or "–"


def _reads(role: str) -> str:
    if role in access.READS_BELOW:
        return "the own unit and the units below it"
    if role in access.READS_OWN_UNIT:
        return "the own unit"
    if role in access.READS_SENT:
        return "what was sent to the own agency, without what is internal to the MTTQ"
    return "no case"


def _moves() -> list[str]:
    rows = []
    for move in Move:
        if move == Move.REGISTER:
            rows.append((f"`{move.value}` {move.label}", "(none)", Status.REGISTERED.value, "–"))
            continue
        meta = getattr(Case, move)._django_fsm
        sources = ", ".join("any" if source == "*" else str(source) for source in meta.transitions)
        transition = next(iter(meta.transitions.values()))
        conditions = " ".join(str(condition.reason) for condition in transition.conditions) or "–"
        rows.append((f"`{move.value}` {move.label}", sources, transition.target or "–", conditions))
    return _table(("move", "from", "to", "refused with"), rows)


def _arrows(model: type[Model]) -> list[tuple[str, str, str]]:
    """The small machines: their steps are taken by operations on the case, never by hand."""
    arrows = []
    for name, method in vars(model.__mro__[1]).items():
        meta = getattr(method, "_django_fsm", None)
        if meta is not None:
            sources = ", ".join(str(source) for source in meta.transitions)
            arrows.append((f"`{name}`", sources, str(next(iter(meta.transitions.values())).target)))
    return arrows


def _steps() -> list[str]:
    rows = [
        (
            f"`{step.value}` {step.label}",
            FACTS[step].role,
            "the handler" if FACTS[step].personal else "the agency" if FACTS[step].at_agency else "the unit",
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
    sentences = {**cases.EVENTS, **workflows.EVENTS}
    rows = [(f"`{kind}`", str(sentence), told.get(kind, "–")) for kind, sentence in sentences.items()]
    return _table(("event", "sentence", "tells"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> list[str]:
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
