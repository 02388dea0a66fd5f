"""What the official forms state about a case: words and days only, the forms know no case."""

import hashlib
from datetime import date

from letters.render import render_pdf

from .models import Case, Letter, Petition
from .vocabulary import PartyRole


def letter(case: Case, *, number: str = "", signed_on: date | None = None) -> bytes:
    """Render the transfer letter of the lead referral; without a number it is marked as a draft."""
    written = case.letter
    assert written is not None, "a letter is drafted before anybody looks at it"
    return render_pdf(written.form, letter_facts(case, written), number=number, signed_on=signed_on)


def letter_facts(case: Case, written: Letter) -> dict[str, str | date | list[str]]:
    petition = petition_of(case)
    petitioner = petition.parties.filter(role=PartyRole.PETITIONER).order_by("pk").first()
    enclosed = case.documents.filter(answer=None).order_by("pk").values_list("title", flat=True)
    facts: dict[str, str | date | list[str]] = {
        "unit": case.unit.name,
        "place": case.unit.area.name if case.unit.area else case.unit.name,
        "symbol": case.unit.symbol,
        "addressee": written.referral.agency.name,
        "subject": written.subject,
        "signer_name": written.signer.full_name if written.signer else "",
        "signer_title": written.signer_title,
        "case_number": case.number,
        "answer_by": written.referral.answer_by,
        "received_on": petition.received_on,
        "petitioner_name": petitioner.name if petitioner else "",
        "petitioner_address": petitioner.address if petitioner else "",
        "summary": written.body or case.summary,
        "asked": written.referral.asked,
        "enclosures": list(enclosed),
    }
    return {name: fact for name, fact in facts.items() if fact}


def receipt(case: Case, *, tracking_url: str, received_by: str) -> bytes:
    """Render the slip a citizen takes home: number, code, list of papers, digest of what was handed in."""
    petition = petition_of(case)
    petitioner = petition.parties.filter(role=PartyRole.PETITIONER).order_by("pk").first()
    notice = case.duties.select_related("rule").filter(rule__key="tcd.result_notice_to_citizen").first()
    papers = [
        {"name": title, "pages": "", "original": ""}
        for title in case.documents.filter(answer=None).values_list("title", flat=True)
    ]
    facts = {
        "unit": case.unit.name,
        "place": case.unit.area.name if case.unit.area else case.unit.name,
        "received_at": f"{petition.received_on:%d/%m/%Y}",
        "petition_number": case.number,
        "tracking_code": petition.tracking_code,
        "tracking_url": tracking_url,
        "petitioner_name": petitioner.name if petitioner else "",
        "petitioner_address": petitioner.address if petitioner else "",
        "kind": case.get_kind_display(),
        "subject": case.summary,
        "papers": papers,
        "notice_by": notice.due_on if notice else None,
        "notice_basis": notice.rule.citation if notice else "",
        "received_by": received_by,
        "digest": digest_of(petition),
    }
    stated = {name: fact for name, fact in facts.items() if fact}
    return render_pdf("receipt", stated, number=case.number, signed_on=petition.received_on)


def digest_of(petition: Petition) -> str:
    """Return the digest by which the citizen can later show what text was taken in."""
    return hashlib.sha256(f"{petition.text}\n{petition.asked}".encode()).hexdigest()


def petition_of(case: Case) -> Petition:
    """Return the petition that opened the case."""
    petition = Petition.objects.filter(matters__case=case).order_by("pk").first()
    assert petition is not None, "a case is opened by a petition"
    return petition
