"""The machines of the house, read off the code: their states, the arrows between them, the roads that are missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model
from django_fsm import RETURN_VALUE, FSMField

from cases import reception_words as reception
from cases import retention_words as retention
from cases import vocabulary as cases
from cases.models import (
    Bereavement,
    Case,
    Commitment,
    Dispute,
    Erasure,
    Inspection,
    LateEntry,
    Letter,
    ReceptionSession,
    Recommendation,
    Referral,
    Reopening,
    Rung,
    Screening,
    Supplement,
    Withdrawal,
)
from cases.vocabulary import Move

LIFE = "cases.lifecycle."
"""The only package that draws arrows."""


@dataclass(frozen=True)
class Arrow:
    name: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    """More than one where only the row itself knows where it returns to; empty when the state stays."""
    refusals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Machine:
    name: str
    table: str
    column: str
    states: tuple[tuple[str, str], ...]
    starts: tuple[str, ...]
    ends: frozenset[str]
    """Where it may rest for good. Declared, so that a state nobody can leave is a decision and no accident."""
    arrows: tuple[Arrow, ...]

    @property
    def moving(self) -> tuple[Arrow, ...]:
        return tuple(arrow for arrow in self.arrows if arrow.targets)


def machines() -> tuple[Machine, ...]:
    """Return every machine, that of the case first."""
    letter, referral, screening = cases.LetterStatus, cases.ReferralStatus, cases.ScreeningState
    rung, recommendation = cases.RungState, cases.RecommendationState
    commitment, dispute, session = cases.CommitmentStatus, cases.DisputeState, reception.SessionStatus
    supplement, withdrawal, reopening = cases.SupplementState, cases.WithdrawalState, cases.ReopeningState
    bereavement, late, erasure = cases.BereavementState, cases.LateEntryState, retention.ErasureState
    return (
        _of_the_case(),
        _small(Letter, letter.choices, ends={letter.DELIVERED, letter.VOIDED, letter.CANCELLED}),
        _small(
            Referral,
            referral.choices,
            # An accepted answer is never taken back, and a lead that answered stays so.
            ends={referral.ANSWERED, referral.REFUSED, referral.RECALLED, referral.ENDED},
        ),
        _small(Dispute, dispute.choices, ends={dispute.SETTLED, dispute.DROPPED}),
        _small(
            Screening,
            screening.choices,
            starts=(screening.WAITING, screening.STANDS),
            ends={screening.STANDS, screening.REFUSED, screening.REPLACED},
        ),
        _small(
            Rung,
            rung.choices,
            ends={rung.CLIMBED, rung.LET_BE, rung.SKIPPED, rung.DROPPED},
        ),
        _small(Recommendation, recommendation.choices, ends={recommendation.REPLIED, recommendation.DROPPED}),
        _small(Commitment, commitment.choices, ends={commitment.VERIFIED, commitment.WAIVED}),
        _small(
            Inspection,
            cases.InspectionState.choices,
            ends={cases.InspectionState.REPORTED, cases.InspectionState.CALLED_OFF},
        ),
        _small(Supplement, supplement.choices, ends={supplement.RECEIVED, supplement.WAIVED, supplement.DROPPED}),
        _small(
            Withdrawal,
            withdrawal.choices,
            starts=(withdrawal.STANDS, withdrawal.DOUBTED),
            ends={withdrawal.STANDS, withdrawal.REFUSED, withdrawal.CLEARED},
        ),
        _small(Reopening, reopening.choices, ends={reopening.GRANTED, reopening.DECLINED}),
        _small(
            Bereavement,
            bereavement.choices,
            starts=(bereavement.WAITING, bereavement.GOES_ON),
            ends={bereavement.GOES_ON, bereavement.SUCCEEDED, bereavement.ENDED, bereavement.DROPPED},
        ),
        _small(LateEntry, late.choices, ends={late.CONFIRMED, late.STRUCK}),
        _small(Erasure, erasure.choices, ends={erasure.DONE, erasure.REFUSED, erasure.DROPPED}),
        _small(ReceptionSession, session.choices, ends={session.ENDED, session.CANCELLED}),
    )


def _of_the_case() -> Machine:
    return Machine(
        name=Case.__name__,
        table=Case._meta.db_table,
        column=_column_of(Case),
        states=_words(cases.Status.choices),
        starts=(cases.Status.REGISTERED.value,),
        ends=frozenset({cases.Status.CLOSED.value}),
        arrows=tuple(
            _arrow(getattr(Case, move), str(move.label), cases.Status.values) for move in Move if move != Move.REGISTER
        ),
    )


def _small(
    model: type[Model], choices: Sequence[tuple[str, object]], *, ends: Iterable[str], starts: Sequence[str] = ()
) -> Machine:
    """The small machines: their steps are taken by operations on the case, never by hand."""
    states = _words(choices)
    life = next(one for one in model.__mro__ if one.__module__.startswith(LIFE))
    steps = [step for step in vars(life).values() if hasattr(step, "_django_fsm")]
    return Machine(
        name=model.__name__,
        table=model._meta.db_table,
        column=_column_of(model),
        states=states,
        starts=tuple(str(start) for start in starts) or (states[0][0],),
        ends=frozenset(str(end) for end in ends),
        arrows=tuple(_arrow(step, "", [value for value, _label in states]) for step in steps),
    )


def _column_of(model: type[Model]) -> str:
    return next(str(field.column) for field in model._meta.local_concrete_fields if isinstance(field, FSMField))


def _words(choices: Sequence[tuple[str, object]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in choices)


def _arrow(method: object, label: str, states: Sequence[str]) -> Arrow:
    meta = method._django_fsm  # type: ignore[attr-defined]
    sources = [state for state in states if state in meta.transitions or "*" in meta.transitions]
    transition = next(iter(meta.transitions.values()))
    if isinstance(transition.target, RETURN_VALUE):
        targets = [str(state) for state in transition.target.allowed_states]
    else:
        targets = [str(transition.target)] if transition.target else []
    return Arrow(
        name=transition.name,
        label=label,
        sources=tuple(sources),
        targets=tuple(targets),
        refusals=tuple(str(condition.reason) for condition in transition.conditions if hasattr(condition, "reason")),
    )


def unreachable(machine: Machine) -> set[str]:
    """Return the states no road leads to."""
    return {value for value, _label in machine.states} - _from(
        set(machine.starts),
        [(source, target) for arrow in machine.moving for source in arrow.sources for target in arrow.targets],
    )


def dead_ends(machine: Machine) -> set[str]:
    """Return the states from which no road leads to an end that was meant as one."""
    backwards = [(target, source) for arrow in machine.moving for source in arrow.sources for target in arrow.targets]
    return {value for value, _label in machine.states} - _from(set(machine.ends), backwards)


def _from(reached: set[str], roads: list[tuple[str, str]]) -> set[str]:
    while more := {target for source, target in roads if source in reached} - reached:
        reached |= more
    return reached
