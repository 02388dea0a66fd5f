"""The petitioner has died: recorded by its paper; an heir goes on, the matter goes on by itself, or nobody does.

A complaint is the complainant's own right, so it waits for whoever has it after them; a denunciation, a proposal or a
reflection is about the matter and waits for nobody. law.md says no limit for the heir: the wait is the house's own.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from .. import papers
from ..errors import NotAllowedNow, Unusable
from ..kinds import KINDS
from ..models import Bereavement, Case, Party
from ..vocabulary import MAY_BE_SUCCEEDED, BereavementState, DocumentSource, Move, Outcome, PartyRole
from .documents import NewDocument, keep_copy, write_note
from .duties import meet, owe
from .moving import Moving, moving
from .parties import NewParty, add_party
from .screening import end_without_sending

WAIT = "mttq.wait_for_successor"


def record_death(
    case: Case, *, paper: NewDocument | None, by: Actor, on: date, party: int | None = None, died_on: date | None = None
) -> None:
    """Write down that a petitioner has died. Nothing more is sent to them."""
    with moving(case, Move.RECORD_DEATH, "death.recorded", by=by, on=on) as step:
        if died_on is not None and died_on > on:
            raise Unusable("died_on", _("Ngày mất không thể sau hôm nay."))
        petition = papers.petition_of(step.case)
        alive = [one for one in petition.parties.all() if one.role == PartyRole.PETITIONER]
        who = _who(alive, party)
        kept = keep_copy(step.case, paper, field="paper", source=DocumentSource.PETITIONER, on=on)
        others_go_on = len(alive) > 1 or petition.signers > 1
        waits = KINDS[step.case.kind].about_a_decision and not others_go_on
        Bereavement.objects.create(
            case=step.case,
            party=who,
            died_on=died_on,
            paper=kept,
            recorded_on=on,
            state=BereavementState.WAITING if waits else BereavementState.GOES_ON,
        )
        who.role = PartyRole.DECEASED
        who.save()
        if waits:
            owe(step.case, WAIT, start=on, unit=step.case.unit, on=on)
        step.facts |= {"party": who.pk, "waits": waits}


def record_successor(
    case: Case,
    *,
    successor: NewParty,
    paper: NewDocument | None,
    by: Actor,
    on: date,
) -> None:
    """Somebody goes on in the place of who died, on a paper that says by what right: a petitioner from now on."""
    with moving(case, Move.RECORD_SUCCESSOR, "death.succeeded", by=by, on=on) as step:
        if not successor.name.strip():
            raise Unusable("name", _("Cần ghi họ và tên người thừa kế."))
        if not successor.paper.strip():
            raise Unusable("basis", _("Cần ghi căn cứ thừa kế: văn bản nào, số, ngày."))
        # Who is waited over comes first; then whoever died last.
        open_ones = step.case.bereavements.filter(state__in=MAY_BE_SUCCEEDED)
        bereavement = open_ones.order_by("-state", "-pk")[0]
        kept = keep_copy(step.case, paper, field="paper", source=DocumentSource.PETITIONER, on=on)
        petition = papers.petition_of(step.case)
        # Of a petition that is sealed in any of its cases nobody is made searchable.
        sealed = petition.matters.filter(case__sealed=True).exists()
        add_party(petition, successor, by=step.by, sealed=sealed)
        bereavement.successor = Party.objects.filter(petition=petition).latest("pk")
        bereavement.basis, bereavement.settled_on = kept, on
        bereavement.be_succeeded()
        bereavement.save()
        meet(step.case, WAIT, on=on)
        step.facts |= {"party": bereavement.successor.pk, "succeeds": bereavement.party_id}


def close_unsucceeded(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Nobody went on within the time of the house: the leader ends the case. It is opened again if somebody comes."""
    with moving(case, Move.CLOSE_UNSUCCEEDED, "case.unsucceeded", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi đã tìm hỏi người thừa kế thế nào."))
        _must_have_waited(step, on=on)
        write_note(step, because)
        bereavement: Bereavement = step.case.bereavements.get(state=BereavementState.WAITING)
        bereavement.be_ended()
        bereavement.settled_on = on
        bereavement.save()
        meet(step.case, WAIT, on=on)
        end_without_sending(step.case, Outcome.NO_SUCCESSOR, on=on)


def _who(alive: list[Party], party: int | None) -> Party:
    if not alive:
        raise Unusable("party", _("Đơn không còn người nộp nào đứng tên."))
    if party is None and len(alive) > 1:
        raise Unusable("party", _("Cần chọn ai đã mất."))
    who = next((one for one in alive if party in {None, one.pk}), None)
    if who is None:
        raise Unusable("party", _("Cần chọn một người nộp đơn của vụ việc này."))
    return who


def _must_have_waited(step: Moving, *, on: date) -> None:
    waits = step.case.duties.filter(rule__key=WAIT, state__in=["running", "paused"]).order_by("-pk").first()
    if waits is not None and on <= waits.due_on:
        reason = _("Còn chờ người thừa kế đến hết ngày %(day)s (mốc nội bộ).")
        raise NotAllowedNow(Move.CLOSE_UNSUCCEEDED, [reason % {"day": f"{waits.due_on:%d/%m/%Y}"}])
