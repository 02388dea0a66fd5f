"""The register in the columns of the table: what was brought in comes out the same, and may be brought in elsewhere."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from organizations.models import Unit

from ..kinds import KINDS
from ..models import Case, Letter, Matter, Party, Petition, Referral
from ..vocabulary import NO_CASE_OF_ITS_OWN, PartyRole, Status
from .reading import Cells

AT_A_TIME = 500
SEALED = [kind for kind, facts in KINDS.items() if facts.sealed]
ONCE_SENT = (Status.FORWARDED, Status.ANSWERED, Status.SUPERVISED, Status.CLOSED)


def cases_of(unit: Unit, first: date, last: date) -> "QuerySet[Case]":
    """The cases of the unit registered in the period, in the order of the book. The sealed never leave this way."""
    found: QuerySet[Case] = Case.objects.filter(unit=unit, registered_on__range=(first, last), sealed=False)
    # Nor does a petition that is sealed in another of its cases.
    found = found.exclude(matters__petition__in=Petition.objects.filter(matters__case__sealed=True))
    return found.exclude(Q(kind__in=SEALED) | Q(outcome__in=NO_CASE_OF_ITS_OWN)).order_by("registered_on", "pk")


def rows_of(unit: Unit, first: date, last: date) -> Iterator[Cells]:
    """Yield one row for each case. Commitments, papers and earlier sendings have no column here."""
    # Who died stands there until somebody goes on in their place.
    stood = Party.objects.filter(role__in=[PartyRole.PETITIONER, PartyRole.DECEASED])
    parties = stood.order_by("-role", "pk")
    matters = Matter.objects.order_by("pk").select_related("petition")
    matters = matters.prefetch_related(Prefetch("petition__parties", parties))
    found = cases_of(unit, first, last).select_related(
        "field", "area__parent", "handler", "lead__agency", "imported", "contested"
    )
    found = found.prefetch_related(Prefetch("matters", matters), "lead__letter", "lead__answers", "duties__rule")
    for case in found.iterator(chunk_size=AT_A_TIME):
        cells = {**_case(case), **_petition(case), **_contested(case), **_transfer(case)}
        yield {key: said for key, said in cells.items() if said}


def _case(case: Case) -> Cells:
    brought = getattr(case, "imported", None)
    given = [duty.started_on for duty in case.duties.all() if duty.rule.key == "mttq.take_up"]
    return {
        "number": case.number,
        "registered_on": _day(case.registered_on),
        "kind": str(case.get_kind_display()),
        "summary": case.summary,
        "field": case.field_id,
        "area": case.area_id or "",
        "status": str(case.get_status_display()),
        "handler": case.handler.username if case.handler else "",
        "instructed_on": _day(max(given)) if given and case.status == Status.INSTRUCTED else "",
        "closed_on": _day(case.closed_on),
        "outcome": str(case.get_outcome_display()) if case.outcome else "",
        "note": brought.note if brought else "",
        "previous_id": brought.previous_id if brought else "",
    }


def _petition(case: Case) -> Cells:
    """The petition that opened the case, and who handed it in."""
    petition = case.matters.all()[0].petition
    cells = {
        "received_on": _day(petition.received_on),
        "intake": str(petition.get_intake_display()),
        "signing": str(petition.get_signing_display()),
        "signed": "Có" if petition.signed else "Không",
        "signed_on": _day(petition.signed_on),
        "signers": str(petition.signers),
        "text": petition.text,
        "asked": petition.asked,
    }
    for party in petition.parties.all()[:1]:
        who = party.who
        cells |= {
            "name": who.name,
            "birth_year": str(who.birth_year or ""),
            "identity_number": who.identity_number,
            "phone": who.phone,
            "email": who.email,
            "address": who.address,
        }
    return cells


def _contested(case: Case) -> Cells:
    about = getattr(case, "contested", None)
    if about is None:
        return {}
    return {
        "contested_what": str(about.get_what_display()),
        "contested_number": about.number,
        "decided_on": _day(about.decided_on),
        "known_on": _day(about.known_on),
        "first_number": about.first_number,
        "first_decided_on": _day(about.first_decided_on),
        "first_overdue": "Có" if about.first_overdue else "",
    }


def _transfer(case: Case) -> Cells:
    lead: Referral | None = case.lead
    if lead is None or lead.sent_on is None or case.status not in ONCE_SENT:
        return {}
    letter: Letter = lead.letter
    told = [duty.met_on for duty in case.duties.all() if duty.rule.key == "tcd.result_notice_to_citizen"]
    answers = list(lead.answers.all())
    answer = answers[-1] if answers and not answers[-1].clarification_asked else None
    cells = {
        "agency": lead.agency.code or lead.agency.name,
        "letter_number": letter.number,
        "letter_on": _day(letter.issued_on),
        "sent_on": _day(lead.sent_on),
        "told_on": _day(told[0]) if told else "",
        "arrived_on": _day(lead.received_on),
        "evidence": str(lead.get_evidence_display()) if lead.evidence else "",
        "answer_by": _day(lead.answer_by),
    }
    if answer is not None:
        cells |= {
            "answered_on": _day(answer.answered_on),
            "result": str(answer.get_result_display()),
            "answer_number": answer.number,
            "answer_text": answer.text,
            "accepted_on": _day(answer.accepted_on),
        }
    return cells


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
