"""In at the door: a petition is registered, gets its number, its case and its clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.folding import fold
from organizations.models import Area, Field, Unit

from .. import access, numbering
from ..errors import Unusable
from ..kinds import KINDS
from ..models import Case, Matter, Party, Petition
from ..vocabulary import DocumentSource, Intake, Move, PartyRole
from .documents import NewDocument, keep
from .duties import owe

EARLIEST = date(1990, 1, 1)


@dataclass(frozen=True)
class NewParty:
    """A person as the receptionist writes them down."""

    name: str
    role: str = PartyRole.PETITIONER
    birth_year: int | None = None
    identity_number: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    area: Area | None = None


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
    signers: int = 1,
    suggested_agency: Unit | None = None,
    documents: Sequence[NewDocument] = (),
) -> Case:
    """Register a petition and open its case. The same form token twice gives the same case and changes nothing."""
    _check(kind=kind, intake=intake, received_on=received_on, on=on, parties=parties, text=text, summary=summary)
    role = access.may_register(by, unit.pk)
    if role is None:
        raise PermissionDenied(Move.REGISTER)
    by = by.as_role(role)
    done = _registered_before(form_token)
    if done is not None:
        return done
    try:
        with acting(by), transaction.atomic():
            petition = Petition.objects.create(
                unit=unit,
                received_on=received_on,
                intake=intake,
                text=text.strip(),
                asked=asked.strip(),
                signers=signers,
                form_token=form_token,
                tracking_code=numbering.new_tracking_code(),
                registered_by_id=by.person_id,
            )
            for party in parties:
                _write_down(petition, party)
            # The counter is locked last but for the heads of the chains: nobody waits for it longer than needed.
            number = numbering.next_case_number(on)
            names = " ".join(party.name for party in parties)
            case: Case = Case.objects.create(
                number=number,
                kind=kind,
                unit=unit,
                field=field,
                area=area,
                summary=summary.strip(),
                registered_on=on,
                suggested_agency=suggested_agency,
                folded=fold(f"{number} {summary} {names} {text}"),
            )
            Matter.objects.create(petition=petition, case=case)
            for document in documents:
                keep(case, document, source=DocumentSource.PETITIONER, on=on)
            for key in KINDS[kind].own_rules:
                owe(case, key, start=received_on, unit=unit)
            record(
                "case.registered",
                case,
                by=by,
                on=on,
                petition=petition.pk,
                kind=str(kind),
                intake=str(intake),
                received_on=received_on.isoformat(),
                signers=signers,
                documents=len(documents),
            )
    except IntegrityError:
        # Two copies of one form raced past the look above: the loser returns the winner's case.
        done = _registered_before(form_token)
        if done is None:
            raise
        return done
    return case


def _registered_before(form_token: UUID) -> Case | None:
    case: Case | None = Case.objects.filter(matters__petition__form_token=form_token).first()
    return case


def _write_down(petition: Petition, party: NewParty) -> None:
    Party.objects.create(
        petition=petition,
        role=party.role,
        name=party.name.strip(),
        birth_year=party.birth_year,
        identity_number=party.identity_number,
        phone=party.phone,
        email=party.email,
        address=party.address,
        area=party.area,
        folded=fold(party.name),
    )


def _check(
    *, kind: str, intake: str, received_on: date, on: date, parties: Sequence[NewParty], text: str, summary: str
) -> None:
    if kind not in KINDS:
        raise Unusable("kind", _("Cần chọn loại đơn: kiến nghị hoặc phản ánh."))
    if intake not in Intake.values:
        raise Unusable("intake", _("Cần chọn đơn được nhận qua đâu."))
    if received_on > on:
        raise Unusable("received_on", _("Ngày nhận không thể sau hôm nay."))
    if received_on < EARLIEST:
        raise Unusable("received_on", _("Ngày nhận quá xa, cần kiểm tra lại năm."))
    if not any(party.name.strip() for party in parties):
        raise Unusable("name", _("Cần ghi họ và tên người nộp đơn."))
    if not text.strip():
        raise Unusable("text", _("Cần ghi nội dung đơn."))
    if not summary.strip():
        raise Unusable("summary", _("Cần ghi trích yếu để người khác nhận ra vụ việc."))
