"""Who holds the file after each kind of event: one decided table, complete against every kind a case can have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from deadlines.facts import Nature

from .vocabulary import LetterForm, Standing, Status


class Holder(models.TextChoices):
    """Whose days are counted. A file is never with two, and never with nobody while it is open."""

    RECEPTION = "reception", _("Mặt trận: tiếp nhận")
    LEADER = "leader", _("Mặt trận: lãnh đạo")
    HANDLER = "handler", _("Mặt trận: người xử lý")
    RECORDS = "records", _("Mặt trận: văn thư")
    FRONT = "front", _("Mặt trận, theo sổ cũ")
    ON_THE_WAY = "on_the_way", _("Công văn trên đường đến cơ quan")
    AGENCY = "agency", _("Cơ quan")
    SUPERIOR = "superior", _("Cơ quan cấp trên")
    PETITIONER = "petitioner", _("Chờ phía người nộp đơn")
    PAUSE = "pause", _("Tạm dừng theo văn bản")
    CLOSED = "closed", _("Đã kết thúc, trước khi mở lại")


# Three lists that nobody adds together (law.md §14 points 3 and 16).
LATE_BY_NATURE = {
    str(Nature.STATUTORY): _("Chậm theo luật"),
    str(Nature.LETTER_SET): _("Chậm theo công văn, cam kết"),
    str(Nature.INTERNAL): _("Chậm theo hạn nội bộ"),
}

DESK = frozenset({Holder.RECEPTION, Holder.LEADER, Holder.HANDLER, Holder.RECORDS, Holder.FRONT})
# The paper that ends a case travels with the file: whoever signs or numbers it holds the case meanwhile.
ENDS_THE_CASE = frozenset({LetterForm.GUIDANCE, LetterForm.GUIDANCE_SPLIT, LetterForm.RETURN_PETITION})


@dataclass(frozen=True)
class Mark:
    """An event as the statement needs it: no row, no words, only what happened when."""

    event: int
    """Its key in the register of events: what a stretch cites."""
    kind: str
    on: date
    sequence: int
    facts: Mapping[str, Any] = field(default_factory=dict, hash=False)


class Place(NamedTuple):
    """Where the file lies and what it takes to know where it goes next. A tuple: quick to make anew."""

    base: Holder
    at: Holder | None = None
    """The desk to which the file went with its letter or its screening; from there it comes back to `base`."""
    agency: int | None = None
    superior: int | None = None
    """Who was asked to judge what the agency did."""
    handler: str = ""
    letters: frozenset[int] = frozenset()
    promised: int = 0
    """Commitments of the accepted answer that are not settled."""
    to_tell: bool = False
    """The answer was accepted, and the petitioner does not know it yet."""
    unsigned: bool = False
    front: int | None = None
    """The unit of the MTTQ whose desks they are, where one has taken another's place."""
    supplement: bool = False
    """The petitioner was asked to bring something and has not."""
    bereaved: bool = False
    """The petitioner has died and nobody has taken the matter up."""
    stood: "Place | None" = None
    """Where it lay when it was joined to another case."""

    @property
    def holder(self) -> Holder:
        lies = self.at or self.base
        # What went on to another desk with its letter is worked on: then nobody waits for the petitioner.
        waits = self.unsigned or ((self.supplement or self.bereaved) and self.at is None)
        return Holder.PETITIONER if waits and lies in DESK else lies

    @property
    def outside(self) -> int | None:
        """The unit outside the MTTQ that holds it, or that it is on the way to."""
        if self.holder == Holder.SUPERIOR:
            return self.superior
        return self.agency if self.holder in {Holder.AGENCY, Holder.ON_THE_WAY} else None

    @property
    def key(self) -> tuple[Holder, int | None, str]:
        """Who holds it, told apart from any other: which agency, which unit of the MTTQ, which handler."""
        holder = self.holder
        unit = self.front if holder in DESK else self.outside
        return (
            holder,
            unit,
            self.handler if holder == Holder.HANDLER else "",
        )


Effect = Callable[[Place, Mark], Place]


def stays(place: Place, mark: Mark) -> Place:
    """Whatever this says, the file does not change hands by it."""
    return place


def goes_to(holder: Holder) -> Effect:
    return lambda place, mark: place._replace(base=holder, at=None)


def ends(place: Place, mark: Mark) -> Place:
    place = place._replace(base=Holder.CLOSED, at=None, promised=0, to_tell=False)
    return place._replace(unsigned=False, supplement=False, bereaved=False)


def with_its_letter(holder: Holder | None) -> Effect:
    """The file goes along with the letter it waits for; a letter beside it (a notice, a reminder) moves nothing."""

    def effect(place: Place, mark: Mark) -> Place:
        carried = place.base == Holder.HANDLER and mark.facts.get("letter") in place.letters
        return place._replace(at=holder) if carried else place

    return effect


def _registered(place: Place, mark: Mark) -> Place:
    # law.md §14 point 20: a petition without signature is completed first; until then the petitioner is waited for.
    unsigned = mark.facts.get("stands") == Standing.SIGN_FIRST
    return place._replace(base=Holder.LEADER, at=None, unsigned=unsigned)


def _signed(place: Place, mark: Mark) -> Place:
    return place._replace(unsigned=False, supplement=place.supplement and "supplement" not in mark.facts)


def _asked(place: Place, mark: Mark) -> Place:
    return place._replace(supplement=True)


def _brought(place: Place, mark: Mark) -> Place:
    """A part of it leaves the rest awaited; what comes after all takes the file back from the leader."""
    return place._replace(supplement=not mark.facts.get("whole"), at=None)


def _sent_in(place: Place, mark: Mark) -> Place:
    """The petitioner has done what they could: whether it is enough is the office's to say."""
    return place._replace(supplement=False, at=None)


def _nobody_came(place: Place, mark: Mark) -> Place:
    at_the_handler = place.base == Holder.HANDLER
    return place._replace(supplement=False, at=Holder.LEADER if at_the_handler else place.at)


def _died(place: Place, mark: Mark) -> Place:
    return place._replace(bereaved=place.bereaved or bool(mark.facts.get("waits")))


def _taken_up_by_an_heir(place: Place, mark: Mark) -> Place:
    return place._replace(bereaved=False)


def _waited_for_no_longer(place: Place, mark: Mark) -> Place:
    return place._replace(supplement=False, at=None)


def _imported(place: Place, mark: Mark) -> Place:
    """The book says where the case stands, not at which desk it lay before: that is known from today on."""
    desks = {
        Status.REGISTERED: Holder.LEADER,
        Status.INSTRUCTED: Holder.HANDLER,
        Status.IN_HAND: Holder.HANDLER,
    }
    holder = desks.get(mark.facts.get("status"))  # type: ignore[arg-type]
    return place if holder is None else place._replace(base=holder, at=None)


def _given_to(place: Place, mark: Mark) -> Place:
    return place._replace(handler=str(mark.facts.get("handler", "")))


def _instructed(place: Place, mark: Mark) -> Place:
    return _given_to(place, mark)._replace(base=Holder.HANDLER, at=None)


def _reopened(place: Place, mark: Mark) -> Place:
    return _given_to(place, mark)._replace(base=Holder.HANDLER, at=None, promised=0, letters=frozenset())


def _screened(place: Place, mark: Mark) -> Place:
    return place._replace(at=Holder.LEADER if mark.facts.get("waits") else None)


def _drafted(place: Place, mark: Mark) -> Place:
    """A draft that would send the petition round lies with the leader until it is said where it goes."""
    drafted = place._replace(letters=place.letters | {mark.facts["letter"]}) if "letter" in mark.facts else place
    if "dispute" in mark.facts:
        return drafted._replace(at=Holder.LEADER)
    return drafted._replace(at=None) if "dispute_dropped" in mark.facts else drafted


def _hastened(place: Place, mark: Mark) -> Place:
    """What cannot wait does not wait for the petitioner either."""
    return _drafted(place, mark)._replace(at=Holder.LEADER, supplement=False)


def _request_sent(place: Place, mark: Mark) -> Place:
    """Of the letters beside the transfer only the one that asks an agency to help has a track."""
    return _sent(place, mark) if "referral" in mark.facts else place


def _drafted_beside(place: Place, mark: Mark) -> Place:
    return _drafted(place, mark) if mark.facts.get("form") in ENDS_THE_CASE else place


def _other_sent(place: Place, mark: Mark) -> Place:
    """A recommendation that contests takes the file to the superior; what is asked of the petitioner is waited for."""
    if "superior" in mark.facts:
        return place._replace(base=Holder.SUPERIOR, at=None, superior=mark.facts["superior"], letters=frozenset())
    left = with_its_letter(None)(place, mark)
    if "supplement" in mark.facts:
        return _asked(left, mark)
    return _told(left, mark) if mark.facts.get("form") == LetterForm.NOTICE_RESULT else left


def _superior_replied(place: Place, mark: Mark) -> Place:
    """What it says to a silent agency changes nothing: the agency has to answer all the same."""
    return place._replace(base=Holder.HANDLER, at=None) if place.base == Holder.SUPERIOR else place


def _sent(place: Place, mark: Mark) -> Place:
    return place._replace(base=Holder.ON_THE_WAY, at=None, agency=mark.facts.get("agency"), letters=frozenset())


def _accepted(place: Place, mark: Mark) -> Place:
    """Answered is not done: what was promised is the agency's until the last commitment is settled."""
    promised = int(mark.facts.get("commitments", 0))
    told = place._replace(at=None, promised=promised, to_tell=bool(mark.facts.get("to_tell")))
    return told._replace(base=Holder.AGENCY if promised else _after_the_answer(told))


def _after_the_answer(place: Place) -> Holder:
    """Nothing is awaited from outside: the handler tells the petitioner, then the leader closes."""
    return Holder.HANDLER if place.to_tell else Holder.LEADER


def _told(place: Place, mark: Mark) -> Place:
    if not place.to_tell:
        return place
    told = place._replace(to_tell=False)
    return told._replace(base=Holder.LEADER) if place.base == Holder.HANDLER else told


def _settled(place: Place, mark: Mark) -> Place:
    if place.promised == 0:
        return place
    left = place.promised - 1
    return place._replace(promised=left, base=place.base if left else _after_the_answer(place))


def _inspected(place: Place, mark: Mark) -> Place:
    """Whoever went there found some of it done: each counts like one that was verified alone."""
    for _one in mark.facts.get("verified", ()):
        place = _settled(place, mark)
    return place


def _joined(place: Place, mark: Mark) -> Place:
    return ends(place, mark)._replace(stood=place)


def _unjoined(place: Place, mark: Mark) -> Place:
    return place.stood or place._replace(base=Holder.HANDLER, at=None)


def _succeeded(place: Place, mark: Mark) -> Place:
    """Another unit takes the place of one that ended: what lay with that one lies with it from now on."""
    before, after = mark.facts.get("from_unit"), mark.facts.get("to_unit")
    if place.stood is not None:
        place = place._replace(stood=_succeeded(place.stood, mark))
    if "handler" in mark.facts:
        place = _given_to(place, mark)
    if mark.facts.get("at_the_front"):
        return place._replace(front=after)
    if place.superior == before:
        place = place._replace(superior=after)
    return place._replace(agency=after) if place.agency == before else place


OF_A_REQUEST = (
    "request.delivered",
    "request.acknowledged",
    "request.refused",
    "request.answered",
    "request.noted",
    "request.ended",
)
# In the order of a case's life. What is not here does not touch the file: a test holds the table to the vocabulary.
HANDS: dict[str, Effect] = {
    "case.registered": _registered,
    "petition.signed": _signed,
    "supplement.asked": _asked,
    "supplement.received": _brought,
    "supplement.handed_in": _sent_in,
    "supplement.lapsed": _nobody_came,
    "supplement.waived": _waited_for_no_longer,
    "case.filed_unsupplemented": ends,
    "death.recorded": _died,
    "death.succeeded": _taken_up_by_an_heir,
    "case.unsucceeded": ends,
    "case.imported": _imported,
    "past.forwarded": _sent,
    "past.delivered": goes_to(Holder.AGENCY),
    "past.answered": goes_to(Holder.HANDLER),
    "past.accepted": goes_to(Holder.LEADER),
    "past.closed": ends,
    "case.instructed": _instructed,
    "case.reassigned": _given_to,
    "case.handed_over": _given_to,
    "case.left_without_handler": _given_to,
    "case.succeeded": _succeeded,
    "case.taken_up": goes_to(Holder.HANDLER),
    "case.screened": _screened,
    "screening.confirmed": goes_to(Holder.HANDLER),
    "screening.rejected": goes_to(Holder.HANDLER),
    "letter.hastened": _hastened,
    "letter.drafted": _drafted,
    "letter.submitted": with_its_letter(Holder.LEADER),
    "letter.sent_back": with_its_letter(None),
    "letter.signed": with_its_letter(Holder.RECORDS),
    "letter.issued": with_its_letter(Holder.RECORDS),
    "letter.voided": with_its_letter(None),
    "other_letter.drafted": _drafted_beside,
    "other_letter.submitted": with_its_letter(Holder.LEADER),
    "other_letter.sent_back": with_its_letter(None),
    "other_letter.signed": with_its_letter(Holder.RECORDS),
    "other_letter.issued": with_its_letter(Holder.RECORDS),
    "other_letter.dispatched": _other_sent,
    "referral.dispatched": _sent,
    "referral.delivered": goes_to(Holder.AGENCY),
    "referral.acknowledged": goes_to(Holder.AGENCY),
    "referral.refused": goes_to(Holder.HANDLER),
    "referral.recalled": goes_to(Holder.HANDLER),
    "dispute.settled": goes_to(Holder.HANDLER),
    "referral.answered": goes_to(Holder.HANDLER),
    # The notice of non-acceptance is the answer.
    "proceeding.refused": goes_to(Holder.HANDLER),
    # On the track of the case they change nothing: whoever helps has a track of its own.
    **dict.fromkeys(OF_A_REQUEST, stays),
    "superior.recommended": _drafted,
    "superior.replied": _superior_replied,
    "superior.ordered": goes_to(Holder.AGENCY),
    "answer.clarification_asked": goes_to(Holder.AGENCY),
    "answer.accepted": _accepted,
    "petitioner.told": _told,
    "commitment.verified": _settled,
    "commitment.waived": _settled,
    "inspection.reported": _inspected,
    "case.guided": ends,
    "case.returned": ends,
    "case.split_asked": ends,
    "case.filed_away": ends,
    "case.closed": ends,
    "case.withdrawn": ends,
    "case.joined": _joined,
    "case.unjoined": _unjoined,
    "case.unsplit": ends,
    "case.voided": ends,
    "case.reopened": _reopened,
}

# What a kind beside the lead does to the track of its own referral.
HANDS_OF_A_REFERRAL: dict[str, Effect] = {
    "case.succeeded": _succeeded,
    "referral.dispatched": _sent,
    "referral.delivered": goes_to(Holder.AGENCY),
    "referral.acknowledged": goes_to(Holder.AGENCY),
    "referral.refused": ends,
    "referral.recalled": ends,
    "referral.answered": goes_to(Holder.HANDLER),
    "answer.clarification_asked": goes_to(Holder.AGENCY),
    "answer.accepted": ends,
    "other_letter.dispatched": _request_sent,
    "request.delivered": goes_to(Holder.AGENCY),
    "request.acknowledged": goes_to(Holder.AGENCY),
    "request.refused": goes_to(Holder.HANDLER),
    "request.answered": goes_to(Holder.HANDLER),
    "request.noted": ends,
    "request.ended": ends,
}
# Enough to know when an agency held a case; what moves the file from desk to desk of the MTTQ is left out.
AROUND_AN_AGENCY = frozenset({*HANDS_OF_A_REFERRAL, "day.corrected", "late_entry.struck"}) | frozenset(
    kind for kind in HANDS if kind.split(".")[0] not in {"letter", "other_letter"}
)
ENDS_EVERY_TRACK = frozenset(kind for kind, effect in HANDS.items() if effect in (ends, _joined))

# The happening is of another day than its writing down: the letter was there, the petition signed, before it was known.
DATED_BY = {
    # The last day of the unit before; the successor's days begin on the day the decision takes effect.
    "case.succeeded": "last_on",
    "referral.delivered": "received_on",
    "request.delivered": "received_on",
    "past.delivered": "received_on",
    "petition.signed": "signed_on",
    "supplement.received": "received_on",
}

# About the case, and the file lies where it lay.
LEAVES_IT_THERE = frozenset(
    {
        "case.reported_to_head",
        # A corrected day moves what happened on it (`holding.as_corrected`), and is nothing that happens to the file.
        "day.corrected",
        "complaint.linked",
        "complaint.continued",
        "late_entry.confirmed",
        "late_entry.struck",
        "party.corrected",
        "paper.corrected",
        "act.corrected",
        # Whoever withdraws a part, or was pressed to, leaves the file where it is: the matter goes on.
        "case.partly_withdrawn",
        "withdrawal.doubted",
        "withdrawal.refused",
        "withdrawal.cleared",
        "reopening.asked",
        "reopening.declined",
        "incoming.registered",
        "incoming.linked",
        "incoming.acknowledged",
        "other_letter.delivered",
        # Between the number and the door, and at the door of links: the file lies where it lay.
        "letter.held",
        "letter.called_back",
        "letter.hold_fell",
        "letter.stopped",
        "letter.cleared",
        "message.stopped",
        "link.requested",
        "link.sent",
        "link.opened",
        "link.refused",
        "link.left",
        "link.revoked",
        "commitment.contested",
        # To plan going there moves no file; what was found there may.
        "inspection.planned",
        "inspection.moved",
        "inspection.regrouped",
        "inspection.left",
        "inspection.called_off",
        "case.split",
        "matter.returned",
        "petition.joined",
        "petition.left",
        "document.attached",
        "papers.received",
        "papers.returned",
        "document.quarantined",
        "document.released",
        "case.noted",
        "duty.soon",
        "duty.overdue",
        # Chasing an agency leaves the file with it.
        "superior.decided",
        "petitioner.judged",
        "petitioner.heeded",
        "case.brought_up",
        "case.taken_down",
        "agenda.handed_on",
        "rung.reached",
        "rung.let_be",
        "rung.before_leadership",
        "duty.extended",
        # The competent body's own steps: the file stays where it is.
        "proceeding.accepted",
        "proceeding.extended",
        "proceeding.suspended",
        "proceeding.resumed",
        "proceeding.decided",
        "duty.paused",
        "duty.resumed",
        "duty.recomputed",
        "duty.lateness_explained",
        "case.revealed",
        "case.redacted",
        "case.reclassified",
        "duties.recounted",
        "case.held",
        "case.hold_lifted",
        "case.erased",
        "case.person_erased",
    }
)
