"""The small machines: letters, referrals, commitments and what else has states of its own inside a case."""

from django.db import models
from django_fsm import ConcurrentTransitionMixin, transition

from audit.codes import SaysItsCodes

from ..reception_words import SessionStatus
from ..retention_words import ErasureState
from ..vocabulary import (
    MAY_BE_SUCCEEDED,
    BereavementState,
    CommitmentStatus,
    DisputeState,
    InspectionState,
    LateEntryState,
    LetterStatus,
    RecommendationState,
    ReferralStatus,
    ReopeningState,
    RungState,
    ScreeningState,
    SupplementState,
    WithdrawalState,
)
from .states import StateField


class LetterLife(ConcurrentTransitionMixin, models.Model):
    status = StateField(choices=LetterStatus.choices, default=LetterStatus.DRAFT, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=LetterStatus.DRAFT, target=LetterStatus.SUBMITTED)
    def be_submitted(self) -> None: ...

    @transition(status, source=LetterStatus.SUBMITTED, target=LetterStatus.DRAFT)
    def be_sent_back(self) -> None: ...

    @transition(status, source=LetterStatus.SUBMITTED, target=LetterStatus.SIGNED)
    def be_signed(self) -> None: ...

    @transition(status, source=LetterStatus.SIGNED, target=LetterStatus.SUBMITTED)
    def be_laid_before_anew(self) -> None: ...

    @transition(status, source=LetterStatus.SIGNED, target=LetterStatus.ISSUED)
    def be_issued(self) -> None: ...

    @transition(status, source=LetterStatus.ISSUED, target=LetterStatus.DISPATCHED)
    def be_dispatched(self) -> None: ...

    @transition(status, source=LetterStatus.DISPATCHED, target=LetterStatus.DELIVERED)
    def be_delivered(self) -> None: ...

    @transition(status, source=LetterStatus.ISSUED, target=LetterStatus.VOIDED)
    def be_voided(self) -> None: ...

    @transition(
        status, source=[LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.SIGNED], target=LetterStatus.CANCELLED
    )
    def be_cancelled(self) -> None: ...


class ScreeningLife(ConcurrentTransitionMixin, models.Model):
    state = StateField(choices=ScreeningState.choices, default=ScreeningState.STANDS, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=ScreeningState.WAITING, target=ScreeningState.STANDS)
    def be_confirmed(self) -> None: ...

    @transition(state, source=ScreeningState.WAITING, target=ScreeningState.REFUSED)
    def be_refused(self) -> None: ...

    @transition(state, source=[ScreeningState.WAITING, ScreeningState.STANDS], target=ScreeningState.REPLACED)
    def be_replaced(self) -> None: ...


class ReferralLife(ConcurrentTransitionMixin, SaysItsCodes):
    status = StateField(choices=ReferralStatus.choices, default=ReferralStatus.PREPARED, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=ReferralStatus.PREPARED, target=ReferralStatus.SENT)
    def be_sent(self) -> None: ...

    @transition(status, source=ReferralStatus.SENT, target=ReferralStatus.RECEIVED)
    def be_received(self) -> None: ...

    @transition(status, source=ReferralStatus.RECEIVED, target=ReferralStatus.ACKNOWLEDGED)
    def be_acknowledged(self) -> None: ...

    @transition(status, source=[ReferralStatus.SENT, ReferralStatus.RECEIVED], target=ReferralStatus.REFUSED)
    def be_refused(self) -> None: ...

    @transition(
        status,
        source=[ReferralStatus.SENT, ReferralStatus.RECEIVED, ReferralStatus.ACKNOWLEDGED],
        target=ReferralStatus.RECALLED,
    )
    def be_recalled(self) -> None: ...

    @transition(status, source=ReferralStatus.ACKNOWLEDGED, target=ReferralStatus.ANSWERED)
    def be_answered(self) -> None: ...

    @transition(status, source=ReferralStatus.ANSWERED, target=ReferralStatus.ACKNOWLEDGED)
    def be_asked_again(self) -> None: ...

    @transition(
        status,
        source=[
            ReferralStatus.PREPARED,
            ReferralStatus.SENT,
            ReferralStatus.RECEIVED,
            ReferralStatus.ACKNOWLEDGED,
        ],
        target=ReferralStatus.ENDED,
    )
    def be_ended(self) -> None: ...


class DisputeLife(ConcurrentTransitionMixin, models.Model):
    """A petition that goes round: laid before the leader, who says where it goes; or overtaken."""

    state = StateField(choices=DisputeState.choices, default=DisputeState.OPEN, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=DisputeState.OPEN, target=DisputeState.SETTLED)
    def be_settled(self) -> None: ...

    @transition(state, source=DisputeState.OPEN, target=DisputeState.DROPPED)
    def be_dropped(self) -> None: ...


class RecommendationLife(ConcurrentTransitionMixin, models.Model):
    """What the MTTQ recommended to the superior of an agency, and what came of it."""

    state = StateField(
        choices=RecommendationState.choices, default=RecommendationState.DRAFTED, protected=True, max_length=8
    )

    class Meta:
        abstract = True

    @transition(state, source=RecommendationState.DRAFTED, target=RecommendationState.SENT)
    def be_sent(self) -> None: ...

    @transition(state, source=RecommendationState.SENT, target=RecommendationState.DECIDED)
    def be_decided(self) -> None: ...

    @transition(
        state, source=[RecommendationState.SENT, RecommendationState.DECIDED], target=RecommendationState.REPLIED
    )
    def be_replied(self) -> None: ...

    @transition(
        state,
        source=[RecommendationState.DRAFTED, RecommendationState.SENT, RecommendationState.DECIDED],
        target=RecommendationState.DROPPED,
    )
    def be_dropped(self) -> None: ...


class RungLife(ConcurrentTransitionMixin, models.Model):
    """One rung of the ladder on which an agency is chased."""

    state = StateField(choices=RungState.choices, default=RungState.AHEAD, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=RungState.AHEAD, target=RungState.REACHED)
    def be_reached(self) -> None: ...

    @transition(state, source=[RungState.AHEAD, RungState.REACHED], target=RungState.CLIMBED)
    def be_climbed(self) -> None: ...

    @transition(state, source=RungState.REACHED, target=RungState.LET_BE)
    def be_let_be(self) -> None: ...

    @transition(state, source=RungState.REACHED, target=RungState.SKIPPED)
    def be_skipped(self) -> None: ...

    @transition(state, source=[RungState.AHEAD, RungState.REACHED], target=RungState.DROPPED)
    def be_dropped(self) -> None: ...


class CommitmentLife(ConcurrentTransitionMixin, models.Model):
    status = StateField(choices=CommitmentStatus.choices, default=CommitmentStatus.OPEN, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=[CommitmentStatus.OPEN, CommitmentStatus.CONTESTED], target=CommitmentStatus.VERIFIED)
    def be_verified(self) -> None: ...

    @transition(status, source=CommitmentStatus.OPEN, target=CommitmentStatus.CONTESTED)
    def be_contested(self) -> None: ...

    @transition(status, source=[CommitmentStatus.OPEN, CommitmentStatus.CONTESTED], target=CommitmentStatus.WAIVED)
    def be_waived(self) -> None: ...


class InspectionLife(ConcurrentTransitionMixin, models.Model):
    """Going there to see what was promised: planned for a day, then reported or called off. Moving keeps it planned."""

    state = StateField(choices=InspectionState.choices, default=InspectionState.PLANNED, protected=True, max_length=10)

    class Meta:
        abstract = True

    @transition(state, source=InspectionState.PLANNED, target=InspectionState.REPORTED)
    def be_reported(self) -> None: ...

    @transition(state, source=InspectionState.PLANNED, target=InspectionState.CALLED_OFF)
    def be_called_off(self) -> None: ...


class WithdrawalLife(ConcurrentTransitionMixin, models.Model):
    """What was withdrawn stands at once; of what looks wrong a second person says whether it does."""

    state = StateField(choices=WithdrawalState.choices, default=WithdrawalState.STANDS, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=WithdrawalState.DOUBTED, target=WithdrawalState.REFUSED)
    def be_refused(self) -> None: ...

    @transition(state, source=WithdrawalState.DOUBTED, target=WithdrawalState.CLEARED)
    def be_cleared(self) -> None: ...


class BereavementLife(ConcurrentTransitionMixin, models.Model):
    """A petitioner has died: somebody takes the matter up, it goes on by itself, or nobody does."""

    state = StateField(choices=BereavementState.choices, default=BereavementState.WAITING, protected=True, max_length=9)

    class Meta:
        abstract = True

    # After the end too: the case is opened again, and somebody goes on.
    @transition(state, source=list(MAY_BE_SUCCEEDED), target=BereavementState.SUCCEEDED)
    def be_succeeded(self) -> None: ...

    @transition(state, source=BereavementState.WAITING, target=BereavementState.ENDED)
    def be_ended(self) -> None: ...

    @transition(state, source=BereavementState.WAITING, target=BereavementState.DROPPED)
    def be_dropped(self) -> None: ...


class LateEntryLife(ConcurrentTransitionMixin, models.Model):
    """A day of the past, entered days afterwards: it holds at once and waits for a second person to stand for it."""

    state = StateField(choices=LateEntryState.choices, default=LateEntryState.WAITING, protected=True, max_length=9)

    class Meta:
        abstract = True

    @transition(state, source=LateEntryState.WAITING, target=LateEntryState.CONFIRMED)
    def be_confirmed(self) -> None: ...

    @transition(state, source=LateEntryState.WAITING, target=LateEntryState.STRUCK)
    def be_struck(self) -> None: ...


class ReopeningLife(ConcurrentTransitionMixin, models.Model):
    state = StateField(choices=ReopeningState.choices, default=ReopeningState.WAITING, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=ReopeningState.WAITING, target=ReopeningState.GRANTED)
    def be_granted(self) -> None: ...

    @transition(state, source=ReopeningState.WAITING, target=ReopeningState.DECLINED)
    def be_declined(self) -> None: ...


class SupplementLife(ConcurrentTransitionMixin, models.Model):
    """What the petitioner was asked to bring: brought, not brought in time, waited for no longer."""

    state = StateField(choices=SupplementState.choices, default=SupplementState.OPEN, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.OPEN)
    def be_received_in_part(self) -> None: ...

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.RECEIVED)
    def be_received(self) -> None: ...

    @transition(state, source=SupplementState.OPEN, target=SupplementState.LAPSED)
    def be_lapsed(self) -> None: ...

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.WAIVED)
    def be_waived(self) -> None: ...

    @transition(state, source=[SupplementState.OPEN, SupplementState.LAPSED], target=SupplementState.DROPPED)
    def be_dropped(self) -> None: ...


class SessionLife(ConcurrentTransitionMixin, models.Model):
    """A session of reception: on the schedule, going on, over; what was planned may be called off."""

    status = StateField(choices=SessionStatus.choices, default=SessionStatus.PLANNED, protected=True, max_length=12)

    class Meta:
        abstract = True

    @transition(status, source=SessionStatus.PLANNED, target=SessionStatus.OPEN)
    def be_opened(self) -> None: ...

    @transition(status, source=SessionStatus.OPEN, target=SessionStatus.ENDED)
    def be_over(self) -> None: ...

    @transition(status, source=SessionStatus.PLANNED, target=SessionStatus.CANCELLED)
    def be_called_off(self) -> None: ...


class ErasureLife(ConcurrentTransitionMixin, models.Model):
    """A decision to erase: what one prepared and laid before another, and what that one said. Carried out, it stays."""

    state = StateField(choices=ErasureState.choices, default=ErasureState.PREPARED, protected=True, max_length=8)

    class Meta:
        abstract = True

    @transition(state, source=ErasureState.PREPARED, target=ErasureState.PROPOSED)
    def be_proposed(self) -> None: ...

    @transition(state, source=ErasureState.PROPOSED, target=ErasureState.PREPARED)
    def be_sent_back(self) -> None: ...

    @transition(state, source=ErasureState.PROPOSED, target=ErasureState.REFUSED)
    def be_refused(self) -> None: ...

    @transition(state, source=ErasureState.PROPOSED, target=ErasureState.APPROVED)
    def be_approved(self) -> None: ...

    @transition(state, source=ErasureState.PREPARED, target=ErasureState.DROPPED)
    def be_dropped(self) -> None: ...

    @transition(state, source=ErasureState.APPROVED, target=ErasureState.DONE)
    def be_done(self) -> None: ...
