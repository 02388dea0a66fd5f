"""One matter on its way: what it is about, who holds it, where it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.history import tracked
from deadlines.facts import PauseEffect
from deadlines.marks import PAST
from deadlines.vocabulary import DutyState
from organizations.models import Area, Field, Unit, User
from sealing.fields import SealedText

from .. import access
from ..beside import any_beside, beside
from ..kinds import KINDS, OF_THE_COMPETENT_BODY, RELAY
from ..lifecycle import Lifecycle
from ..proceedings import position_after
from ..vocabulary import (
    MAY_BE_SUCCEEDED,
    SUPPLEMENT_AWAITED,
    UNSETTLED,
    DisputeState,
    Helped,
    HoldState,
    InspectionState,
    Kind,
    LateEntryState,
    LetterForm,
    LetterStatus,
    MatterOrigin,
    Outcome,
    RecommendationState,
    ReferralRole,
    ReopeningState,
    RungState,
    ScreeningState,
    Standing,
    Status,
    WithdrawalState,
)

if TYPE_CHECKING:
    from .agenda import AgendaItem
    from .dispute import Dispute
    from .inspection import Inspection
    from .joining import Joining
    from .letter import Letter
    from .petition import Petition
    from .recommendation import Recommendation
    from .referral import Referral
    from .rung import Rung
    from .screening import Screening
    from .supplement import Supplement


@dataclass(frozen=True)
class Clock:
    """A duty as the lifecycle sees it."""

    state: str
    may_be_paused: bool
    may_be_extended: bool
    was_late: bool
    of_the_competent_body: bool = False

    @property
    def pausable(self) -> bool:
        """The MTTQ stops what it set or agreed itself, never the competent body's own limits."""
        return self.may_be_paused and not self.of_the_competent_body

    @property
    def extendable(self) -> bool:
        return self.may_be_extended and not self.of_the_competent_body

    @property
    def is_running(self) -> bool:
        return self.state == DutyState.RUNNING

    @property
    def stands_still(self) -> bool:
        return self.state == DutyState.PAUSED and not self.of_the_competent_body

    @classmethod
    def all_of(cls, case: "Case") -> "list[Clock]":
        told_late = models.Q(notices__mark__startswith=PAST)
        rows = case.duties.annotate(told_late=models.Count("notices", filter=told_late))
        return [
            cls(
                state,
                pause != PauseEffect.NONE,
                bool(extension),
                bool(told_late) or (met_on or due_on) > due_on,
                key in OF_THE_COMPETENT_BODY,
            )
            for key, state, pause, extension, told_late, met_on, due_on in rows.values_list(
                "rule__key", "state", "rule__pause", "rule__extension", "told_late", "met_on", "due_on"
            )
        ]


def _none() -> Any:
    """What a property says of which there is none."""


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, actor: Actor) -> "CaseQuerySet":
        return self.filter(access.visible(actor))

    def of_petition(self, petition: "Petition") -> "CaseQuerySet":
        """What became of its own matters, the first one's case first; not the case it was joined to."""
        own = [MatterOrigin.REGISTERED, MatterOrigin.SPLIT]
        followed = Case.objects.filter(matters__petition=petition, matters__ended_on=None, matters__origin__in=own)
        return self.filter(pk__in=followed.values("pk")).order_by("pk")

    def open(self) -> "CaseQuerySet":
        return self.exclude(status=Status.CLOSED)


class Case(Lifecycle):  # type: ignore[django-manager-missing]  # "work" is on a viewflow model, which has no types
    number = models.CharField(_("số"), max_length=40, db_index=True)
    """Ours, or the one of the paper book exactly as it stands there: each unit has its own book."""
    kind = models.CharField(_("loại"), max_length=20, choices=Kind.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    field = models.ForeignKey(Field, models.PROTECT, related_name="+", verbose_name=_("lĩnh vực"))
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+", verbose_name=_("địa bàn"))
    summary = models.CharField(_("trích yếu"), max_length=300)
    """What lists show. Of a sealed case it names nobody: the true one is the full one."""
    sealed = models.BooleanField(_("niêm phong"), default=False)
    full_summary = SealedText(_("trích yếu"), blank=True)
    has_signed_letter = models.BooleanField(default=False)
    """A letter of it has been signed: from then on the records officer has work with it."""
    former_number = models.CharField(max_length=40, blank=True)
    """Under which it stood in the open book before it went into one that is not public."""
    registered_on = models.DateField(_("ngày vào sổ"))
    handler = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("người xử lý"))
    suggested_agency = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey("cases.Referral", models.PROTECT, null=True, related_name="+")
    """The one referral that drives the status; cooperating ones run beside it (`requests`)."""
    outcome = models.CharField(_("kết quả"), max_length=12, choices=Outcome.choices, blank=True)
    voided_because = SealedText(_("lý do hủy"), blank=True)
    closed_on = models.DateField(_("ngày kết thúc"), null=True)
    erased_on = models.DateField(null=True)
    """The day what people wrote in it was erased: number, days, states and figures stay."""

    objects = CaseQuerySet.as_manager()
    history = tracked(without=["summary", "erased_on"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="case_number_once_in_a_book"),
            models.CheckConstraint(
                name="closed_iff_outcome",
                condition=models.Q(status=Status.CLOSED, outcome__gt="", closed_on__isnull=False)
                | (~models.Q(status=Status.CLOSED) & models.Q(outcome="", closed_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="case_voided_with_reason",
                condition=models.Q(outcome=Outcome.VOIDED, voided_because__gt="")
                | (~models.Q(outcome=Outcome.VOIDED) & models.Q(voided_because="")),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-registered_on", "-id"], name="case_register"),
            models.Index(fields=["unit", "status", "-registered_on", "-id"], name="case_by_status"),
            # The dashboard counts from here alone: no row of the table is read for a figure.
            models.Index(
                fields=["unit", "registered_on", "field", "area", "status", "outcome", "kind", "lead"],
                name="case_figures",
            ),
            # Whoever reads several units turns the pages of all of them together.
            models.Index(fields=["-registered_on", "-id"], name="case_newest"),
            # Few, and asked for wherever it must be known that something is not among them.
            models.Index(fields=["id"], name="case_sealed", condition=models.Q(sealed=True)),
            models.Index(fields=["handler"], name="case_open_by_handler", condition=~models.Q(status=Status.CLOSED)),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def about(self) -> str:
        """What the case is truly about: for those who may read it."""
        return self.full_summary or self.summary

    @property
    def letter(self) -> "Letter | None":
        """The letter of the lead referral."""
        return self.lead.letter if self.lead is not None else None

    @cached_property
    def opening_petition(self) -> "Petition | None":
        """The petition that opened it."""
        matter = self.matters.select_related("petition").order_by("pk").first()
        return matter.petition if matter is not None else None

    @cached_property
    def awaits_signature(self) -> bool:
        """Say whether what opened it counts for less only because nobody has signed."""
        if KINDS[self.kind].unsigned == Standing.FULL:
            return False
        return self.opening_petition is not None and self.opening_petition.stands(self.kind) != Standing.FULL

    @beside("letters", models.Q(referral=None), nothing=set)
    def statuses_of_other_letters(self) -> set[str]:
        """Where the letters beside the transfer stand, in one look."""
        return set(self.letters.filter(referral=None).values_list("status", flat=True))

    @cached_property
    def screening(self) -> "Screening | None":
        """What was decided at screening and holds, or waits for a second person."""
        held = {ScreeningState.WAITING, ScreeningState.STANDS}
        return next((one for one in self.all_screenings if one.state in held), None)

    @cached_property
    def all_screenings(self) -> "list[Screening]":
        """Every going through the questions, the last first, in one look."""
        if not self.has_screenings:
            return []
        return list(self.screenings.select_related("screened_by", "judged_by").order_by("-pk"))

    @cached_property
    def forms_sent_since_screening(self) -> set[str]:
        """The papers beside the transfer that left the house since what holds was decided."""
        if self.screening is None:
            return set()
        since = self.screening.screened_on
        sent = self.letters.filter(referral=None, dispatched_on__gte=since)
        return set(sent.values_list("form", flat=True))

    has_screenings = any_beside("screenings")

    @cached_property
    def has_papers(self) -> bool:
        """Say whether any paper ever went over the counter."""
        return self.papers.exists()

    @cached_property
    def has_incoming(self) -> bool:
        return self.incoming_letters.exists()

    @cached_property
    def has_commitments(self) -> bool:
        return self.commitments.exists()

    @cached_property
    def has_proceedings(self) -> bool:
        """Say whether the competent body has done anything that was recorded."""
        return self.proceedings.exists()

    @cached_property
    def position(self) -> str:
        """How far the competent body has come, by the facts recorded about the lead referral."""
        if self.lead_id is None or not self.has_proceedings:
            return position_after(())
        return position_after(one.what for one in self.proceedings.all() if one.referral_id == self.lead_id)

    @property
    def last_sending(self) -> "Referral | None":
        """The transfer that left the house last, be another one in preparation; nothing once it was opened again."""
        if self.lead is None or self.lead.sent_on is not None:
            return self.lead
        sent = self.referrals.filter(role=ReferralRole.LEAD, sent_on__isnull=False)
        return sent.order_by("-pk").first()

    @beside("referrals", models.Q(role=ReferralRole.COOPERATING), nothing=list)
    def requests(self) -> "list[Referral]":
        """The agencies that were asked to help beside the lead, in one look; they move the case nowhere."""
        asked = self.referrals.filter(role=ReferralRole.COOPERATING)
        return list(asked.select_related("agency").order_by("pk"))

    def is_helped_by(self, unit: int) -> bool:
        return any(one.agency_id == unit for one in self.requests)

    @property
    def agency_in_charge(self) -> int | None:
        """The unit whose answer is awaited: only once the letter has left the house."""
        return self.lead.agency_id if self.lead is not None and self.lead.sent_on is not None else None

    @property
    def agency_of_lead(self) -> int | None:
        """The unit the lead referral names, be its letter only a draft."""
        return self.lead.agency_id if self.lead is not None else None

    @cached_property
    def lead_has_answered(self) -> bool:
        """Say whether the agency in charge has answered, be it to be asked again."""
        return self.lead is not None and self.lead.answers.exists()

    @cached_property
    def has_gone_round(self) -> bool:
        return self.dispute is not None

    @beside("disputes", ~models.Q(state=DisputeState.DROPPED), nothing=_none)
    def dispute(self) -> "Dispute | None":
        """The last time it was said that the petition goes round, unless that was overtaken."""
        raised = self.disputes.exclude(state=DisputeState.DROPPED).select_related("proposed", "agency", "superior")
        return raised.order_by("-pk").first()

    @cached_property
    def has_unsettled_commitments(self) -> bool:
        return self.commitments.filter(status__in=UNSETTLED).exists()

    @cached_property
    def has_inspections(self) -> bool:
        """Say whether anybody was ever to go there and look at what was promised."""
        return self.inspections.exists()

    @cached_property
    def has_inspection_planned(self) -> bool:
        return self.inspections.filter(state=InspectionState.PLANNED).exists()

    @cached_property
    def inspection(self) -> "Inspection | None":
        """The one that is planned; at most one is."""
        return self.inspections.filter(state=InspectionState.PLANNED).first()

    @beside("supplements", models.Q(state__in=SUPPLEMENT_AWAITED), nothing=_none)
    def supplement_state(self) -> str | None:
        """How it stands with what the petitioner was asked to bring; nothing when nothing is awaited."""
        awaited = self.supplements.filter(state__in=SUPPLEMENT_AWAITED)
        return awaited.values_list("state", flat=True).first()

    @cached_property
    def supplement(self) -> "Supplement | None":
        """What the petitioner was asked to bring and has not brought."""
        return self.supplements.filter(state__in=SUPPLEMENT_AWAITED).select_related("note", "letter").first()

    @beside("bereavements", models.Q(state__in=MAY_BE_SUCCEEDED), nothing=_none)
    def bereaved(self) -> str | None:
        """Whether a petitioner has died whom somebody may still succeed: waited over first, or going on by itself."""
        states = self.bereavements.filter(state__in=MAY_BE_SUCCEEDED).order_by("-state")
        return states.values_list("state", flat=True).first()

    @cached_property
    def has_been_answered(self) -> bool:
        return self.referrals.filter(answers__isnull=False).exists()

    @cached_property
    def is_linked_to_first(self) -> bool:
        """Say whether it is known which complaint a second one follows."""
        return self.matters.filter(petition__previous__kind=Kind.COMPLAINT).exists()

    late_entry_waits = any_beside("late_entries", models.Q(state=LateEntryState.WAITING))
    """Say whether a day of the past waits for a second person."""
    withdrawal_doubted = any_beside("withdrawals", models.Q(state=WithdrawalState.DOUBTED))
    """Say whether a withdrawal that looks wrong waits for a second person."""
    reopening_waits = any_beside("reopenings", models.Q(state=ReopeningState.WAITING))
    """Say whether somebody asked to open it again, and no leader has decided."""

    @cached_property
    def owes_relay(self) -> bool:
        """Say whether the petitioner still has to be told what the agency answered (Luật TCD Điều 28.2)."""
        running = [DutyState.RUNNING, DutyState.PAUSED]
        return self.duties.filter(rule__key=RELAY, state__in=running).exists()

    @cached_property
    def has_notice_of_result_under_way(self) -> bool:
        """The letter that tells the petitioner waits for signature, number or dispatch."""
        waits = [LetterStatus.SUBMITTED, LetterStatus.SIGNED, LetterStatus.ISSUED]
        return self.letters.filter(referral=None, form=LetterForm.NOTICE_RESULT, status__in=waits).exists()

    has_dissatisfaction = any_beside("verdicts", models.Q(helped=Helped.NO, heeded_on=None))
    """Say whether a petitioner said that it did not help, and nobody has looked into it."""

    @cached_property
    def is_brought_up(self) -> bool:
        """Say whether it waits to be spoken of: at a briefing, before the leader, for the plan."""
        return self.agenda.filter(settled_on=None).exists()

    @cached_property
    def open_agenda(self) -> "list[AgendaItem]":
        """Where it waits: on which list, of which unit."""
        if not self.is_brought_up:
            return []
        return list(self.agenda.filter(settled_on=None).select_related("unit").order_by("pk"))

    has_rungs = any_beside("rungs")
    """Say whether an agency was ever about to be chased in this case."""

    @cached_property
    def rungs_waiting(self) -> "list[Rung]":
        """The rungs whose turn it is: what they rest on still runs, and is late since the same day."""
        if not self.has_rungs:
            return []
        reached = self.rungs.filter(state=RungState.REACHED, duty__state=DutyState.RUNNING)
        reached = reached.filter(duty__due_on=models.F("overdue_since"))
        return list(reached.select_related("referral__agency", "duty__rule", "letter").order_by("pk"))

    has_recommendations = any_beside("recommendations")
    """Say whether the MTTQ ever wrote to a superior about this case."""

    @cached_property
    def all_recommendations(self) -> "list[Recommendation]":
        """Every recommendation to a superior, the last first, in one look."""
        if not self.has_recommendations:
            return []
        return list(self.recommendations.select_related("superior", "letter", "proceeding", "answer").order_by("-pk"))

    @property
    def recommendation_drafted(self) -> "Recommendation | None":
        drafted = RecommendationState.DRAFTED
        return next((one for one in self.all_recommendations if one.state == drafted), None)

    @property
    def recommendation_sent(self) -> "Recommendation | None":
        """The one that a superior has and has not answered."""
        return next((one for one in self.all_recommendations if one.is_out), None)

    @property
    def is_at_the_superior(self) -> bool:
        """Say whether a superior has it to judge what the agency did; about a silent one the agency still has it."""
        sent = self.recommendation_sent
        return self.status == Status.ANSWERED and sent is not None and not sent.is_about_silence

    @cached_property
    def has_originals(self) -> bool:
        """Papers of the citizen that must go back lie in the house."""
        return self.papers.filter(is_original=True, returned=None).exists()

    @cached_property
    def clocks(self) -> "list[Clock]":
        """Return what the lifecycle asks of the duties, in one query."""
        return Clock.all_of(self)

    @cached_property
    def held_until(self) -> datetime | None:
        """When the next letter of it that waits for the e-mail leaves."""
        waiting = models.Q(holds__state=HoldState.WAITING)
        first: datetime | None = self.letters.aggregate(at=models.Min("holds__leaves_at", filter=waiting))["at"]
        return first

    @cached_property
    def has_stopped_letter(self) -> bool:
        stopped = self.letters.filter(status=LetterStatus.ISSUED, stops__isnull=False, stops__cleared_on=None)
        return stopped.exists()

    @cached_property
    def has_live_link(self) -> bool:
        """Say whether a code that was sent, or what it opened, may still be used."""
        return self.referrals.filter(links__isnull=False, links__ended_on=None).exists()

    def is_sent_by(self, persons: Iterable[int]) -> bool:
        """Say whether one of these sends a letter of it that waits."""
        if self.held_until is None:
            return False
        return self.letters.filter(holds__state=HoldState.WAITING, holds__sender__in=set(persons)).exists()

    def was_sent_by(self, referral: int) -> int | None:
        """Return the unit to which this sending of the case went, None where it is none of it."""
        return self.referrals.filter(pk=referral, sent_on__isnull=False).values_list("agency", flat=True).first()

    def was_sent_to(self, unit: int) -> bool:
        return self.sent_to.filter(unit_id=unit).exists()

    def was_handed_in_by(self, petition: int) -> bool:
        """Say whether the petition opened the case: whoever's petition was joined to it later only follows it."""
        return self.matters.filter(petition_id=petition).exclude(origin=MatterOrigin.JOINED).exists()

    @cached_property
    def joining(self) -> "Joining | None":
        """How the case was joined to another, while it is."""
        return self.joinings.current().select_related("into").first()

    @property
    def stood_at(self) -> str:
        joining = self.joining
        assert joining is not None, "the lifecycle asks this only of a case that is joined"
        return joining.stood_at

    @cached_property
    def is_split_off(self) -> bool:
        """Say whether it is followed for one matter of a petition that opened another case."""
        return self.made_by.current().exists()

    @cached_property
    def has_parts(self) -> bool:
        """Say whether other matters of its petition are followed in cases of their own."""
        return self.splittings.current().exists()

    @cached_property
    def has_sealed_beside(self) -> bool:
        """Say whether a sealed case shares a petition with this one."""
        return self.matters.filter(petition__matters__case__sealed=True).exists()

    @cached_property
    def petitions_sealed_elsewhere(self) -> list[int]:
        """The petitions of this case that another, sealed case concerns as well."""
        if not self.has_sealed_beside:
            return []
        shared = self.matters.filter(petition__matters__case__sealed=True)
        return list(shared.values_list("petition", flat=True))

    @cached_property
    def has_decisions(self) -> bool:
        """Say whether anything was ever decided about the bounds of this case."""
        joined = self.joinings.exists() or self.joined.exists()
        return joined or self.splittings.exists() or self.made_by.exists()

    @cached_property
    def has_sent_something(self) -> bool:
        """Say whether any letter left the house: what others know of cannot be unmade."""
        return self.letters.filter(dispatched_on__isnull=False).exists()

    @cached_property
    def registrar(self) -> int | None:
        """Who entered the petition that opened the case; those joined later were entered as cases of their own."""
        return self.matters.order_by("pk").values_list("petition__registered_by", flat=True).first()

    def was_registered_by(self, persons: Iterable[int]) -> bool:
        return self.registrar in set(persons)

    @cached_property
    def leads_others(self) -> bool:
        """Say whether petitions of other cases are followed here."""
        return self.joined.current().exists()


class SentTo(models.Model):
    """An agency that was let into a case by a letter sent to it: it may read what was sent ever after."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sent_to")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "unit"], name="sent_to_once")]


class Instruction(models.Model):
    """Bút phê: the leader's word that starts a file, or gives it to somebody else."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions")
    leader = models.ForeignKey(User, models.PROTECT, related_name="+")
    handler = models.ForeignKey(User, models.PROTECT, related_name="+")
    cooperators = models.ManyToManyField(User, related_name="+")
    text = SealedText(_("ý kiến chỉ đạo"), blank=True)
    due_on = models.DateField(_("hạn nội bộ"), null=True)
    given_on = models.DateField()

    class Meta:
        ordering = ["pk"]


class Note(models.Model):
    """A word among colleagues of the MTTQ; never shown to an agency or a citizen."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    text = SealedText(_("ghi chú"))
    operation = models.UUIDField(unique=True)
    """Ties the words to their event on the timeline; the event itself holds no text."""
