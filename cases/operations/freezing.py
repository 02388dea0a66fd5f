"""What every letter goes through alike: signed by somebody else than its author, numbered and frozen, dropped."""

import hashlib
import json
from datetime import date

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.heads import head_of
from organizations.models import User

from .. import access, links, numbering, papers, recipients
from ..errors import NotAllowedNow, Unusable
from ..models import Case, Dispute, Inspection, Letter, Outgoing, Referral, Supplement
from ..vocabulary import BereavementState, DisputeState, DocumentSource, LetterForm, Move, Objection
from .documents import NewDocument, keep_all
from .duties import meet_started, owe, void
from .letters_unsent import ISSUED_SOON, take_back

SETTLED_SOON = "mttq.settle_dispute"
# To look whether it came once the day is over; then, for the leader, to say what follows.
SUPPLEMENT_DUTIES = ("mttq.review_supplement", "mttq.settle_supplement")
# Held on its day, and reported so many working days afterwards.
INSPECTION = "mttq.inspection"


def must_name_the_head(letter: Letter, *, move: str, on: date) -> None:
    """What is sealed names the head who is in office that day; without one there is nobody to send it to."""
    to = recipients.addressee_of(letter) if letter.case.sealed else None
    if to is None:
        return
    letter.to_head = head_of(to.pk, on=on)
    if letter.to_head is None:
        raise NotAllowedNow(move, [recipients.WHAT_TO_DO[Objection.NO_HEAD]])


def sign(letter: Letter, *, move: str, scan: NewDocument | None, by: Actor, on: date) -> None:
    """Put the signer under the letter. Nobody signs what they wrote themselves."""
    put_signature(letter, move=move, by=by, on=on)
    if scan is not None:
        keep_scan(letter, scan, on=on)
    letter.save()
    letter.case.has_signed_letter = True
    # NĐ 30/2020 Điều 18, by analogy: issued the same day, at the latest the next working day.
    owe(letter.case, ISSUED_SOON, start=on, unit=letter.unit, on=on)


def put_signature(letter: Outgoing, *, move: str, by: Actor, on: date) -> None:
    """Name who signs, in any paper that goes out; the caller saves."""
    letter.be_signed()
    if {letter.drafted_by_id, letter.drafted_for_id} & access.persons_of(by):
        raise NotAllowedNow(move, [_("Người soạn không tự ký văn bản của mình; cần lãnh đạo khác ký.")])
    signer = author(by)
    if not signer.title.strip():
        # It stands above the signature: found out here, not when the records officer gives the number.
        raise Unusable("signer", _("Người ký chưa có chức danh; cần quản trị ghi chức danh trước khi ký."))
    letter.signer, letter.signer_title, letter.signed_on = signer, signer.title, on


def author(by: Actor) -> User:
    """The person who writes or signs."""
    person = by.person_id
    assert person is not None, "only a person holds the role that grants this move"
    found: User = User.objects.get(pk=person)
    return found


def stood_in_for(by: Actor) -> int | None:
    """The person a deputy acts for: what one of the two wrote, the other did not see with eyes of their own."""
    return int(by.on_behalf_of) if by.on_behalf_of else None


def keep_scan(letter: Letter, scan: NewDocument, *, on: date) -> None:
    """Keep the paper that was signed in ink beside the letter."""
    kept = keep_all(letter.case, [scan], source=DocumentSource.FRONT, on=on)
    if not kept:
        raise Unusable("scan", _("Tệp này đã có trong hồ sơ; cần bản quét của chính văn bản này."))
    letter.scan = kept[0]


def number_and_freeze(letter: Letter, *, on: date) -> None:
    """Give the letter its number, and keep the PDF with its digest and the facts it was made from."""
    must_name_the_head(letter, move=Move.ISSUE_LETTER, on=on)
    # What can never go out is not numbered and not printed; the road is asked about when it leaves.
    final = [one for one in recipients.objections_to(letter, sent_by="", on=on) if one in recipients.FINAL]
    if final:
        raise NotAllowedNow(Move.ISSUE_LETTER, [recipients.WHAT_TO_DO[one] for one in final])
    if recipients.leads_to_a_link(letter):
        letter.handle = links.new_handle()
    elif letter.form == LetterForm.REMINDER and not letter.case.sealed:
        _let_it_be_answered(letter.case.last_sending)
    give_number(letter, on=on)
    facts = papers.facts_of(letter)
    freeze(letter, facts, papers.pdf(letter, facts))
    meet_started(letter.case, ISSUED_SOON, started_on=letter.signed_on or on, on=on)


def _let_it_be_answered(sending: Referral | None) -> None:
    """A reminder leads to where the letter it reminds of is answered, also where that one was older than links."""
    if sending is not None and not sending.letter.handle:
        sending.letter.handle = links.new_handle()
        sending.letter.save(update_fields=["handle"])


def give_number(letter: Outgoing, *, on: date) -> None:
    letter.be_issued()
    letter.serial = numbering.next_letter_serial(letter.unit_id, on, secret=letter.secret)
    letter.year, letter.issued_on = on.year, on
    letter.number = numbering.letter_number(letter.serial, letter.unit.symbol, secret=letter.secret)


def freeze(letter: Outgoing, facts: papers.Facts, pdf: bytes) -> None:
    """Keep the paper as it goes out, with its digest and the facts it was made from."""
    letter.digest = hashlib.sha256(pdf).hexdigest()
    letter.file.save(f"{letter.digest}.pdf", ContentFile(pdf), save=False)
    said = json.dumps(papers.as_text(facts), ensure_ascii=False, sort_keys=True).encode()
    letter.made_from.save(f"{letter.digest}.json", ContentFile(said), save=False)
    letter.save()


def drop_what_has_not_left(case: Case, *, because: str, on: date) -> None:
    """The case ends: drafts are cancelled, numbers that never left the house are voided."""
    for letter in case.letters.select_related("unit"):
        take_back(letter, because=because, on=on)
    for dispute in case.disputes.filter(state=DisputeState.OPEN):
        drop_dispute(dispute, on=on)
    drop_supplement(case, on=on)
    drop_inspection(case, because=because, on=on)
    for bereavement in case.bereavements.filter(state=BereavementState.WAITING):
        bereavement.be_dropped()
        bereavement.settled_on = on
        bereavement.save()


def drop_supplement(case: Case, *, on: date) -> int | None:
    """Nobody waits any more for what the petitioner was asked to bring."""
    awaited: Supplement | None = case.supplement
    if awaited is None:
        return None
    awaited.be_dropped()
    awaited.settled_on = on
    awaited.save()
    void(case, *SUPPLEMENT_DUTIES, on=on)
    return awaited.pk


def drop_inspection(case: Case, *, because: str, on: date) -> int | None:
    """Nobody goes there any more: what was promised is owed no longer, or not to be seen by whoever was to go."""
    planned: Inspection | None = case.inspection
    if planned is None:
        return None
    planned.be_called_off()
    planned.ended_because, planned.ended_on = because, on
    planned.save()
    del case.inspection
    case.has_inspection_planned = False
    void(case, INSPECTION, on=on)
    return planned.pk


def drop_dispute(dispute: Dispute, *, on: date) -> None:
    """Nobody need say any more where the petition goes."""
    dispute.be_dropped()
    dispute.save()
    void(dispute.case, SETTLED_SOON, on=on)
