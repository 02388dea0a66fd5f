"""In at the door: a petition is registered, gets its number, its case and its clock."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.acting import acting, current_operation
from audit.actor import Actor
from audit.record import NewEvent, record_many
from deadlines.reading import law_read_once
from organizations.models import Area, Field, Unit

from .. import access, numbering, people
from ..contents import digest_of_text
from ..errors import Unusable
from ..kinds import KINDS, SIGNED_BY_ITSELF, WHAT_IT_MEANS, rules_that_start, standing
from ..models import Case, Matter, Petition, Visit
from ..models.petition import EARLIEST
from ..vocabulary import STAND_BEHIND, DocumentSource, EnteredLate, Intake, Move, Signing, Standing
from .addressing import must_be_there
from .contesting import NewContested, check_contested, write_contested
from .documents import NewDocument, keep_all, keep_note
from .duties import owe_all
from .handing_over import NewPaper, receive_papers
from .identities import newest_key
from .labels import neutral
from .late_entries import must_say_why, note_late_entry
from .parties import NewParty, check_parties, write_parties
from .receipting import give_receipt
from .splitting import Part, split
from .visits import locked_visit, take_in
from .words import begin_words


class AlreadyRegistered(Unusable):
    """Somebody of this name was registered here on the same day: is it the same letter?"""

    def __init__(self, case: Case) -> None:
        reason = _(
            "Đơn nhận cùng ngày của một người cùng họ tên đã vào sổ, số %(number)s: “%(summary)s”. Nếu là lá đơn ấy "
            "thì không ghi thêm; nếu là đơn khác, đánh dấu vào ô “Đơn khác, vẫn vào sổ” rồi lưu lại."
        )
        super().__init__("again", reason % {"number": case.number, "summary": case.summary})
        self.case = case


@law_read_once()
def register(
    *,
    unit: Unit,
    kind: str,
    intake: str,
    received_on: date,
    parties: Sequence[NewParty],
    text: str,
    summary: str,
    field: Field,
    form_token: UUID,
    by: Actor,
    on: date,
    asked: str = "",
    area: Area | None = None,
    signing: str = Signing.NAMED,
    signers: int = 1,
    suggested_agency: Unit | None = None,
    documents: Sequence[NewDocument] = (),
    originals: Sequence[NewPaper] = (),
    contested: NewContested | None = None,
    signed: bool | None = None,
    secrecy_waived: bool = False,
    again: bool = False,
    visit: Visit | None = None,
    previous: Case | None = None,
    handled_by: str = "",
    wants_secrecy: bool = False,
    late_because: str = "",
    parts: Sequence[Part] = (),
    split_because: str = "",
) -> Case:
    """Register a petition and open its case. The same form token twice gives the same case and changes nothing.

    Of several matters the case follows the first; `parts` are split off at once, as `split` does and for whom it may.
    Handed in at a session of reception, it belongs to a visit, which is over with it.
    `originals` stay in the house until they are given back, against a receipt of their own.
    Two receptionists who hold the same letter: the second is asked (`AlreadyRegistered`), and answers with `again`.
    Whether it is `signed` the road says, unless the receptionist does. What came days ago says `late_because`.
    """
    _check(kind=kind, intake=intake, received_on=received_on, on=on, text=text, summary=summary)
    check_parties(parties, signing=signing, signers=signers)
    check_contested(kind, contested, received_on=received_on)
    _check_originals(kind, parties, originals)
    _check_parts(kind, parts)
    signed = (SIGNED_BY_ITSELF[intake] if signed is None else signed) and signing == Signing.NAMED
    stands = standing(kind, intake, signed=signed, signing=signing, waived=secrecy_waived)
    if stands == Standing.NOT_THIS_WAY:
        raise Unusable("intake", WHAT_IT_MEANS[stands])
    role = access.may_register(by, unit.pk)
    if role is None:
        raise PermissionDenied(Move.REGISTER)
    by = by.as_role(role)
    done = _registered_before(form_token)
    if done is not None:
        return done
    must_be_there(unit, "unit", on=on)
    late = late_because if must_say_why(received_on, late_because, on=on) else ""
    try:
        with acting(by), transaction.atomic():
            key = newest_key()
            came = None if visit is None else locked_visit(visit, unit=unit.pk)
            petition = Petition.objects.create(
                unit=unit,
                received_on=received_on,
                intake=intake,
                text=text.strip(),
                asked=asked.strip(),
                content_digest=digest_of_text(text),
                signing=signing,
                signers=signers,
                signed=signed,
                secrecy_waived=secrecy_waived,
                visit=came,
                previous=previous,
                handled_by=handled_by.strip(),
                wants_secrecy=wants_secrecy,
                form_token=form_token,
                tracking_code=numbering.new_tracking_code(),
                registered_by_id=by.person_id,
            )
            write_parties(petition, parties, by=by, sealed=KINDS[kind].sealed, key=key)
            if came is not None:
                take_in(petition, came, by=by, on=on)
            # The counter is locked last but for the heads of the chains: nobody waits for it longer than needed.
            apart = kind in access.NEED_TO_KNOW
            number = numbering.next_case_number_apart(on) if apart else numbering.next_case_number(on)
            # Behind the counter's lock: of two who register at once, the second sees what the first wrote.
            # Of a sealed petition nobody asks: the answer would say who denounced today.
            if not again and not KINDS[kind].sealed:
                _refuse_the_same_letter(petition, parties)
            case: Case = Case.objects.create(
                number=number,
                kind=kind,
                unit=unit,
                field=field,
                area=area,
                registered_on=on,
                suggested_agency=suggested_agency,
                **_words(kind, summary=summary.strip()),
            )
            begin_words(case, texts=[text], names=[party.name for party in parties])
            if contested is not None:
                write_contested(case, contested)
            _open(case, petition, documents, late=late, by=by, on=on)
            if originals:
                first = petition.parties.filter(role__in=STAND_BEHIND).order_by("pk")[0]
                receive_papers(case, party=first, papers=originals, by=by, on=on)
            if parts:
                split(case, parts=parts, because=split_because, by=by, on=on)
    except IntegrityError:
        # Two copies of one form raced past the look above: the loser returns the winner's case.
        done = _registered_before(form_token)
        if done is None:
            raise
        return done
    return case


def _check_originals(kind: str, parties: Sequence[NewParty], originals: Sequence[NewPaper]) -> None:
    if not originals:
        return
    if KINDS[kind].sealed:
        raise Unusable("originals", _("Bản gốc kèm đơn này do người được giao vụ việc nhận, có biên nhận riêng."))
    if not any(party.role in STAND_BEHIND for party in parties):
        raise Unusable("originals", _("Không rõ người nộp thì không giữ bản gốc: không biết giao trả cho ai."))


def _check_parts(kind: str, parts: Sequence[Part]) -> None:
    if parts and KINDS[kind].sealed:
        raise Unusable(
            "parts", _("Đơn phải giữ kín danh tính không tách thành nhiều vụ việc; nội dung khác cần một lá đơn riêng.")
        )


def _words(kind: str, *, summary: str) -> dict[str, object]:
    """What the case says to lists; of a sealed one, from its first row on, nothing."""
    if KINDS[kind].sealed:
        return {"sealed": True, "summary": neutral(kind), "full_summary": summary}
    return {"summary": summary}


def _open(case: Case, petition: Petition, documents: Sequence[NewDocument], *, late: str, by: Actor, on: date) -> None:
    """Join petition and case, keep the papers, start the clocks, record that it happened."""
    Matter.objects.create(petition=petition, case=case, summary=case.about, began_on=on, began_by=current_operation())
    papers = keep_all(case, documents, source=DocumentSource.PETITIONER, on=on)
    stands = petition.stands(case.kind)
    owe_all(case, rules_that_start(case.kind, stands), start=petition.received_on, unit=case.unit, on=on)
    entered_late = {}
    if late:
        note = keep_note(case, late, by=by)
        entry = note_late_entry(case, EnteredLate.RECEIVED_ON, petition.received_on, note=note, by=by, on=on)
        entered_late = {"late_entry": entry.pk, "note": note.pk}
    facts = {
        "petition": petition.pk,
        "kind": str(case.kind),
        "intake": str(petition.intake),
        "received_on": petition.received_on.isoformat(),
        "signing": str(petition.signing),
        "stands": str(stands),
        "signers": petition.signers,
        "documents": len(papers),
    }
    now = timezone.now()
    happened = [NewEvent("case.registered", case, facts | entered_late)]
    # What has no public number has no slip either.
    if case.kind not in access.NEED_TO_KNOW:
        happened.append(give_receipt(case, petition, papers, at=now))
    record_many(happened, by=by, on=on, at=now)


def _refuse_the_same_letter(petition: Petition, parties: Sequence[NewParty]) -> None:
    same = people.the_same_letter(petition, [party.personal for party in parties if party.role in STAND_BEHIND])
    if same is not None:
        raise AlreadyRegistered(same)


def _registered_before(form_token: UUID) -> Case | None:
    case: Case | None = Case.objects.filter(matters__petition__form_token=form_token).first()
    return case


def _check(*, kind: str, intake: str, received_on: date, on: date, text: str, summary: str) -> None:
    if kind not in KINDS:
        raise Unusable("kind", _("Cần chọn loại đơn theo nội dung."))
    if intake not in Intake.values:
        raise Unusable("intake", _("Cần chọn đơn được nhận qua đâu."))
    if received_on > on:
        raise Unusable("received_on", _("Ngày nhận không thể sau hôm nay."))
    if received_on < EARLIEST:
        raise Unusable("received_on", _("Ngày nhận quá xa, cần kiểm tra lại năm."))
    if not text.strip():
        raise Unusable("text", _("Cần ghi nội dung đơn."))
    if not summary.strip():
        raise Unusable("summary", _("Cần ghi trích yếu để người khác nhận ra vụ việc."))
