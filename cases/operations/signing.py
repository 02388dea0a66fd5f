"""The signature that comes after the petition."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from .. import papers
from ..errors import Unusable
from ..kinds import rules_after_signature
from ..models import Case
from ..vocabulary import DocumentSource, EnteredLate, Move, PartyRole, Signing
from .documents import NewDocument, keep_all, write_note
from .duties import owe
from .late_entries import must_say_why, note_late_entry
from .moving import moving
from .parties import NewParty, add_party, check_parties
from .supplementing import signature_came


def record_signature(
    case: Case,
    *,
    signed_on: date,
    by: Actor,
    on: date,
    document: NewDocument | None = None,
    petitioner: NewParty | None = None,
    late_because: str = "",
) -> None:
    """The petitioner has signed: from that day the limits of the law run. Who gave no name gives it now."""
    with moving(case, Move.RECORD_SIGNATURE, "petition.signed", by=by, on=on) as step:
        petition = papers.petition_of(step.case)
        if signed_on > on or signed_on < petition.received_on:
            raise Unusable("signed_on", _("Ngày ký phải từ ngày nhận đơn đến hôm nay."))
        if petition.signing != Signing.NAMED:
            if petitioner is None or petitioner.role != PartyRole.PETITIONER:
                raise Unusable("name", _("Đơn chưa có tên thật của người nộp: cần ghi họ và tên người ký."))
            check_parties([petitioner], signing=Signing.NAMED, signers=petition.signers)
            add_party(petition, petitioner, by=step.by)
            petition.signing = Signing.NAMED
        petition.signed, petition.signed_on = True, signed_on
        petition.save()
        papers_kept = keep_all(step.case, [document] if document else [], source=DocumentSource.PETITIONER, on=on)
        for key in rules_after_signature(step.case.kind):
            owe(step.case, key, start=signed_on, unit=step.case.unit, on=on)
        signature_came(step, on=on)
        if must_say_why(signed_on, late_because, on=on):
            note = write_note(step, late_because)
            entry = note_late_entry(step.case, EnteredLate.SIGNED_ON, signed_on, note=note, by=step.by, on=on)
            step.facts["late_entry"] = entry.pk
        step.facts |= {
            "petition": petition.pk,
            "signed_on": signed_on.isoformat(),
            "documents": len(papers_kept),
        }
