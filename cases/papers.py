"""What the official forms state about a case: words and days only, the forms know no case."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from audit.chain import grouped
from deadlines.facts import Nature
from letters.catalogue import MTTQ, ND154, Form, Shape, form, version
from letters.editable import render_docx
from letters.render import render_pdf
from letters.setting import Value
from organizations.heads import addressed_by_name
from organizations.models import Unit

from . import links, receipts
from .ladder import earlier_letters
from .letter_forms import CASE_LETTERS, To
from .models import (
    Case,
    Document,
    Handover,
    Letter,
    Paper,
    Party,
    Petition,
    Receipt,
    Recommendation,
    RedactedCopy,
    Referral,
    RefusalNotice,
    Rung,
)
from .next_steps import next_steps
from .receipts import receipt_of
from .reception_words import Direction
from .superiors import counts_from_its_decision, named
from .vocabulary import DocumentSource, LetterForm, PartyRole

Facts = dict[str, str | date | list[str]]
UNSIGNED_SLIP, SIGNED_SLIP = 1, 2


def pdf(letter: Letter, facts: Mapping[str, Value]) -> bytes:
    """Set the letter in the version it was made with; without a number it is marked as a draft."""
    of = form(MTTQ, letter.form)
    made = version(of, number=letter.version)
    return render_pdf(of, made, facts, number=letter.number, signed_on=letter.issued_on)


def docx(letter: Letter, facts: Mapping[str, Value]) -> bytes:
    of = form(MTTQ, letter.form)
    made = version(of, number=letter.version)
    return render_docx(of, made, facts, number=letter.number, signed_on=letter.issued_on)


def facts_of(letter: Letter) -> Facts:
    """State the case as the letter's form asks for it, today; blank facts are left out."""
    case, unit = letter.case, letter.unit
    petition = petition_of(case)
    facts: Facts = {
        **_head(unit),
        "symbol": unit.symbol,
        "subject": letter.subject,
        "signer_name": letter.signer.full_name if letter.signer else "",
        "signer_title": letter.signer_title,
        "case_number": case.number,
        "received_on": petition.received_on,
        "summary": letter.body or case.summary,
        "content": letter.body or case.summary,
    }
    person = _petitioners(case)
    if letter.referral is not None:
        nobody = {"name": "", "address": ""}
        named = nobody if case.sealed else _petitioners(case, openly=True)
        facts |= _transfer(letter, letter.referral, nobody if case.sealed else person, named=named)
    else:
        facts |= _beside_the_transfer(letter, person)
    stated = form(MTTQ, letter.form).fields
    return {name: fact for name, fact in facts.items() if fact and name in stated}


def _petitioners(case: Case, *, openly: bool = False) -> dict[str, str]:
    """Whoever handed in a petition that is followed here: one letter speaks to all of them, each named once."""
    matters = case.matters.current().order_by("pk")
    # Whoever asks that their name be kept is not named to the agency: the letter then says so itself.
    matters = matters.filter(petition__wants_secrecy=False) if openly else matters
    petitions = matters.values_list("petition", flat=True)
    found: dict[str, str] = {}
    for petition in petitions:
        first = Party.objects.filter(petition=petition, role=PartyRole.PETITIONER).order_by("pk").first()
        if first is not None and first.name:
            found.setdefault(first.name, first.address)
    addresses = dict.fromkeys(address for address in found.values() if address)
    return {"name": "; ".join(found), "address": "; ".join(addresses)}


def as_text(facts: Mapping[str, Value]) -> dict[str, Any]:
    """The facts as they are kept beside a frozen letter."""
    return {name: fact.isoformat() if isinstance(fact, date) else fact for name, fact in facts.items()}


def kept_facts(letter: Letter) -> dict[str, Value]:
    """Read the facts back from which a frozen letter was made: set again, they give the same bytes."""
    with letter.made_from.open("rb") as kept:
        said = json.loads(kept.read())
    days = {name for name, fact in form(MTTQ, letter.form).fields.items() if fact.shape is Shape.DAY}
    return {name: date.fromisoformat(fact) if name in days else fact for name, fact in said.items()}


def _transfer(letter: Letter, referral: Referral, person: Mapping[str, str], *, named: Mapping[str, str]) -> Facts:
    # With a copy the petitioner is told what became of the petition (Luật TCD Điều 28.1).
    copies = ["Người nộp đơn (thay thông báo);"] if letter.copy_to_petitioner and person["name"] else []
    return {
        **_to_the_agency(letter, referral.agency),
        "answer_by": referral.answer_by,
        "petitioner_name": named["name"],
        "petitioner_address": named["address"],
        "asked": referral.asked,
        "enclosures": _enclosures(letter.case, _enclosed(letter.case)),
        "recipients": ["Như trên;", *copies, "Lưu: VT."],
    }


def _to_the_agency(letter: Letter, agency: Unit) -> Facts:
    """Whom it goes to: the agency; of a sealed case its head by name, and by no link (law.md §14 point 21)."""
    if letter.case.sealed:
        named = addressed_by_name(letter.to_head) if letter.to_head is not None else ""
        return {"addressee": agency.name, "head": named}
    return {"addressee": agency.name, "answer_url": links.address_of(letter.handle) if letter.handle else ""}


def _enclosed(case: Case) -> list[str]:
    papers = Document.objects.of(case).filter(answer=None, source=DocumentSource.PETITIONER)
    return list(papers.order_by("pk").values_list("title", flat=True))


def _enclosures(case: Case, titles: list[str]) -> list[str]:
    """What goes with the letter. The name of a file may be the name of whoever wrote it."""
    if not case.sealed:
        return titles
    return [f"Bản gốc đơn và {len(titles)} tài liệu kèm theo, trong bì niêm phong;"]


def _beside_the_transfer(letter: Letter, person: Mapping[str, str]) -> Facts:
    case = letter.case
    rung, contests = _rung_of(letter), _recommendation_of(letter)
    lead = rung.referral if rung is not None else case.last_sending
    facts: Facts = {name: text for name, text in letter.stated.items() if name not in {"answer_by", "to_bring"}}
    if letter.stated.get("to_bring"):
        facts["to_bring"] = [line.strip() for line in letter.stated["to_bring"].splitlines() if line.strip()]
    if letter.stated.get("answer_by"):
        facts["answer_by"] = date.fromisoformat(letter.stated["answer_by"])
    if lead is not None:
        facts |= {
            "agency": lead.agency.name,
            "letter_number": lead.letter.number,
            "letter_on": lead.letter.issued_on or lead.sent_on or "",
            "asked_before": lead.answer_by,
        }
        facts |= _answered(lead)
        if letter.form == LetterForm.NOTICE_RESULT:
            facts["next_steps"] = next_steps(case, on=letter.issued_on or letter.signed_on or lead_told_on(lead))
    if rung is not None:
        facts |= _chased(rung)
    if contests is not None:
        facts["contested"] = named(contests.proceeding or contests.answer)
        facts["law"] = "khoản 2 Điều 66 Luật Khiếu nại" if counts_from_its_decision(case) else ""
    if letter.form == LetterForm.COOPERATION:
        facts["enclosures"] = _enclosures(case, _enclosed(case))
    to = CASE_LETTERS[LetterForm(letter.form)].to
    if to is To.PETITIONER:
        facts |= {"addressee": person["name"], "address": person["address"]}
        if letter.to_unit is not None:
            facts["agency"] = letter.to_unit.name
    elif to is To.NAMED_UNIT:
        facts |= _to_the_agency(letter, letter.to_unit) if letter.to_unit else {}
    elif lead is not None:
        facts |= _to_the_agency(letter, lead.agency)
        handle = "" if case.sealed else lead.letter.handle
        facts["answer_url"] = links.address_of(handle) if handle else ""
    return facts


def _rung_of(letter: Letter) -> Rung | None:
    """The rung a letter was drafted for: of several agencies the one that is late."""
    rung: Rung | None = getattr(letter, "rung", None)
    return rung


def _recommendation_of(letter: Letter) -> Recommendation | None:
    found: Recommendation | None = getattr(letter, "recommendation", None)
    return found


def _chased(rung: Rung) -> Facts:
    """Which limit has passed, and by which letters the agency was chased before."""
    facts: Facts = {}
    due = rung.duty
    if due.rule.nature == Nature.STATUTORY and due.rule.can_be_overdue_by_law:
        facts["overdue"] = f"Thời hạn “{due.rule.title}” ({due.rule.citation}) đã hết ngày {due.due_on:%d/%m/%Y}"
    with override("vi"):  # it stands in a letter, whatever its author reads
        before = [
            f"{form(MTTQ, one.form).title} số {one.number} ngày {one.issued_on:%d/%m/%Y}"
            for one in earlier_letters(rung)
            if one.number
        ]
    return facts | {"chased": before} if before else facts


def lead_told_on(lead: Referral) -> date:
    """The day of the last answer: by the law of that day a draft says what may be done next."""
    given = lead.answers.order_by("-pk").first()
    return given.answered_on if given is not None else lead.answer_by


def _answered(lead: Referral) -> Facts:
    """What the agency said last, with what it promised."""
    answer = lead.answers.order_by("-pk").first()
    if answer is None:
        return {}
    promised = [f"{one.what}: {one.who}, trước ngày {one.due_on:%d/%m/%Y}" for one in answer.commitments.all()]
    return {
        **({"agency": answer.by_superior.name} if answer.by_superior is not None else {}),
        "answer_number": answer.number,
        "answer_on": answer.dated_on or "",
        "result": answer.text,
        "commitments": promised,
    }


def version_on(of: Form, on: date) -> int:
    """Return the version in force that day. What an earlier decree's forms said, ours say in their first version."""
    first = of.versions[0]
    return first.number if on < first.in_force_from else version(of, on=on).number


def facts_of_refusal(notice: RefusalNotice) -> Facts:
    """State a refusal to receive as Mẫu 01/TCD asks for it: whom, on which day, about what, on which ground."""
    refusal, unit = notice.refusal, notice.unit
    visit = refusal.visit
    first = visit.visitors.select_related("identity").first()
    who = first.who if first is not None else None
    facts: Facts = {
        **_head(unit),
        "symbol": unit.symbol,
        "subject": notice.subject or visit.kind_label,
        "addressee": who.name if who else "",
        "address": who.address if who else "",
        "signer_name": notice.signer.full_name if notice.signer else "",
        "signer_title": notice.signer_title,
        "case_number": visit.number,
        "received_on": visit.session.held_on,
        "summary": visit.about or visit.kind_label,
        "ground": refusal.ground,
        "settled_by": refusal.settled_by,
    }
    return {name: fact for name, fact in facts.items() if fact}


def refusal_pdf(notice: RefusalNotice, facts: Mapping[str, Value]) -> bytes:
    of = form(ND154, notice.form)
    made = version(of, number=notice.version)
    return render_pdf(of, made, facts, number=notice.number, signed_on=notice.issued_on)


def handover_receipt(handover: Handover) -> bytes:
    """Render what both sign at the counter: Mẫu 02/TCD for papers taken in, our own form for originals given back."""
    taken_in = handover.direction == Direction.IN
    of = form(ND154, "02/TCD") if taken_in else form(MTTQ, "originals_returned")
    listed = handover.papers_received if taken_in else handover.papers_returned
    case, who = handover.case, handover.party.who
    facts = {
        **_head(case.unit),
        "at": f"{handover.on:%d/%m/%Y}",
        "petitioner_name": who.name,
        "petitioner_address": who.address,
        "identity": who.identity_number,
        "subject": case.summary,
        "papers": [_row(paper) for paper in listed.all()],
        "officer": handover.officer.full_name,
        "officer_title": handover.officer.title,
    }
    stated = {name: fact for name, fact in facts.items() if fact and name in of.fields}
    made = version(of, number=handover.version)
    return render_pdf(of, made, stated, number=case.number, signed_on=handover.on)


def _row(paper: Paper) -> dict[str, str]:
    return {
        "name": paper.title,
        "pages": str(paper.pages or ""),
        "original": str(_("Bản gốc")) if paper.is_original else str(_("Bản sao")),
    }


def _head(unit: Unit) -> Facts:
    return {"unit": unit.name, "place": unit.place}


def receipt(case: Case, *, tracking_url: str, check_url: str, received_by: str) -> bytes:
    """Render the slip a citizen takes home: number, code, list of papers, and the signed promise.

    What was registered before receipts were signed keeps the slip it had: no promise can be made up afterwards.
    """
    petition = petition_of(case)
    promised = receipt_of(petition)
    stated = {name: fact for name, fact in _slip(case, petition, tracking_url, received_by).items() if fact}
    stated |= _promised(promised, check_url) if promised is not None else {"digest": digest_of(petition)}
    of = form(MTTQ, "receipt")
    made = version(of, number=SIGNED_SLIP if promised is not None else UNSIGNED_SLIP)
    return render_pdf(of, made, stated, number=case.number, signed_on=petition.received_on)


def _slip(case: Case, petition: Petition, tracking_url: str, received_by: str) -> dict[str, Any]:
    petitioner = petition.parties.filter(role=PartyRole.PETITIONER).order_by("pk").first()
    notice = case.duties.select_related("rule").filter(rule__key="tcd.result_notice_to_citizen").first()
    titles = Document.objects.of(case).filter(petition=petition).values_list("title", flat=True)
    silent = keeps_silent(case, petition)
    papers = [
        {"name": str(_("Tài liệu thứ %(n)d") % {"n": n}) if silent else title, "pages": "", "original": ""}
        for n, title in enumerate(titles, 1)
    ]
    slip = {
        **_head(case.unit),
        "received_at": f"{petition.received_on:%d/%m/%Y}",
        "petition_number": case.number,
        "tracking_code": petition.tracking_code,
        "tracking_url": tracking_url,
        "petitioner_name": str(_("Không ghi trên giấy này")),
        "papers": papers,
        "received_by": received_by,
    }
    if silent:
        return slip
    name = petitioner.name if petitioner else ""
    return slip | {
        "petitioner_name": name or str(_("Người gửi không ghi tên")),
        "petitioner_address": petitioner.address if petitioner else "",
        "kind": case.get_kind_display(),
        "subject": _all_matters(case, petition),
        "notice_by": notice.due_on if notice else None,
        "notice_basis": notice.rule.citation if notice else "",
    }


def _all_matters(case: Case, petition: Petition) -> str:
    """What the petition is about: where it has several matters, each with its number."""
    # What had to be sealed since is named on no slip.
    others = list(Case.objects.of_petition(petition).filter(sealed=False).exclude(pk=case.pk))
    if not others:
        return str(case.summary)
    return "; ".join(f"{one.summary} ({one.number})" for one in [case, *others])


def keeps_silent(case: Case, petition: Petition) -> bool:
    """Whoever finds the slip of a sealed petition learns nothing (Luật Tố cáo Điều 56), not even that it is sealed:

    the slip of everybody who asks that their name be kept says as little.
    """
    return case.sealed or petition.wants_secrecy


def _promised(promised: Receipt, check_url: str) -> dict[str, Any]:
    code = receipts.code_of(promised)
    at = timezone.localtime(promised.given_at)
    signed = {"check_url": f"{check_url}#{code}", "key": promised.key} if code else {}
    return {"digest": grouped(promised.digest, by=4), "given_at": f"{at:%H:%M:%S} ngày {at:%d/%m/%Y}", **signed}


def redacted_copy(case: Case, copy: RedactedCopy) -> bytes:
    """Render the words that everybody who knows of a sealed case may read."""
    facts = {
        **_head(case.unit),
        "subject": case.summary,
        "case_number": case.number,
        "received_on": petition_of(case).received_on,
        "text": copy.text,
        "checked_by": copy.made_by.full_name,
        "checked_on": copy.made_on,
    }
    of = form(MTTQ, "redacted_copy")
    made = version(of, on=copy.made_on)
    return render_pdf(of, made, facts, number=case.number, signed_on=copy.made_on)


def digest_of(petition: Petition) -> str:
    """Return the digest on slips from before receipts were signed."""
    return hashlib.sha256(f"{petition.text}\n{petition.asked}".encode()).hexdigest()


def petition_of(case: Case) -> Petition:
    """Return the petition that opened the case: its first matter; those joined to it came later."""
    matter = case.matters.select_related("petition").order_by("pk").first()
    assert matter is not None, "a case is opened by a petition"
    return matter.petition
