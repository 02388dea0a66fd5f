"""Closing what a case says, opening it for one person and one reason, and finding that it is of another kind."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.vocabulary import Role

from .. import access, numbering
from ..agenda import may_stand_on
from ..errors import Unusable
from ..kinds import KINDS, rules_that_start
from ..lifecycle import AT_THE_MTTQ_DESK
from ..models import (
    Case,
    Findable,
    Merger,
    Party,
    Person,
    Petition,
    Reclassification,
    RedactedCopy,
    SealedTrace,
    Unsealing,
)
from ..redaction import blacked_out, still_told
from ..vocabulary import LetterStatus, Move, ReferralStatus
from .agenda import take_off
from .cooperating import end_requests
from .duties import owe, void
from .freezing import author, drop_inspection, drop_what_has_not_left
from .identities import leave_trace, make_findable, withdraw_area
from .labels import neutral
from .moving import Moving, moving
from .screening import set_aside
from .words import write_words

OPEN_FOR = timedelta(minutes=15)
"""As long as it takes to read a petition and its papers; after that a new reason is asked for."""
SHORTEST_REASON = 10
SIGNED = (LetterStatus.SIGNED, LetterStatus.ISSUED, LetterStatus.DISPATCHED, LetterStatus.DELIVERED)


def reveal(case: Case, *, because: str, by: Actor, on: date, at: datetime) -> Unsealing:
    """Open a sealed case for this person, for a while. The reason stays; that it was opened is an event."""
    with moving(case, Move.REVEAL, "case.revealed", by=by, on=on) as step:
        if len(because.strip()) < SHORTEST_REASON:
            raise Unusable("because", _("Cần ghi rõ vì sao cần đọc: việc gì, theo yêu cầu của ai."))
        opening = Unsealing.objects.create(
            case=step.case,
            person=author(step.by),
            because=because.strip(),
            opened_at=at,
            until=at + OPEN_FOR,
        )
        step.facts["opening"] = opening.pk
    return opening


def redact(case: Case, *, text: str, by: Actor, on: date) -> RedactedCopy:
    """Keep the copy for everybody else: what the handler marked is black, and what tells who wrote it is not in it."""
    with moving(case, Move.REDACT, "case.redacted", by=by, on=on) as step:
        black = blacked_out(text)
        if not black:
            raise Unusable("text", _("Bản che thông tin còn trống."))
        # Luật Tố cáo Điều 56: what tells who denounced is taken out before others get it.
        if still_told(black, (party.who for party in _parties(step.case) if party.stands_behind)):
            raise Unusable(
                "text",
                _(
                    "Còn họ tên, địa chỉ, điện thoại hoặc số giấy tờ của người gửi trong bản này; "
                    "đặt chúng giữa hai dấu ngoặc [[ và ]] rồi lưu lại."
                ),
            )
        copy = RedactedCopy.objects.create(case=step.case, text=black, made_by=author(step.by), made_on=on)
        step.facts["copy"] = copy.pk
    return copy


def reclassify(case: Case, *, kind: str, because: str, by: Actor, on: date) -> None:
    """The content is of another kind: what is to be sealed is sealed backwards, the clocks run as for that kind."""
    with moving(case, Move.RECLASSIFY, "case.reclassified", by=by, on=on) as step:
        _must_be_another(step, kind, because)
        before, was = KINDS[step.case.kind], step.case.kind
        step.case.kind = kind
        if KINDS[kind].sealed and not before.sealed:
            seal(step.case, on=on)
            end_requests(step, because=str(_("Vụ việc nay phải giữ kín.")), on=on)
            # Who was to go was named when anybody could know of it: who may go now is said anew.
            dropped = drop_inspection(step.case, because=str(_("Vụ việc nay phải giữ kín.")), on=on)
            step.facts |= {"inspection": dropped} if dropped is not None else {}
            # Whoever stands above may not read it any more, and could not even say what was decided.
            unread = [one for one in step.case.open_agenda if not may_stand_on(one.unit, step.case)]
            off = take_off(unread, because=str(_("Vụ việc nay phải giữ kín.")), by=step.by, on=on)
            step.facts |= {"off_agenda": off} if off else {}
        elif before.sealed and not KINDS[kind].sealed:
            unseal(step.case)
        elif before.sealed:
            _label(step.case, on=on)
            write_words([step.case])
        if step.case.status in AT_THE_MTTQ_DESK:
            _begin_anew(step.case, was=was, on=on)
        assert step.by.person_id is not None, "only a person holds the role that grants this move"
        decided = Reclassification.objects.create(
            case=step.case,
            was=was,
            became=kind,
            because=because.strip(),
            decided_by_id=step.by.person_id,
            decided_on=on,
        )
        step.facts |= {"reclassification": decided.pk, "was": str(was), "kind": str(kind)}


def seal(case: Case, *, on: date) -> None:
    """Leave nothing of the case where it can be searched, listed or guessed. The case is saved by whoever calls."""
    case.sealed, case.full_summary = True, case.full_summary or case.summary
    case.has_signed_letter = case.letters.filter(status__in=SIGNED).exists()
    _label(case, on=on)
    for petition in Petition.objects.filter(matters__case=case):
        _seal_visit(petition, case.kind)
    for party in _parties(case):
        Findable.objects.filter(party=party).delete()
        withdraw_area(party.identity)
        if Party.objects.filter(person=party.person_id).exclude(pk=party.pk).exists():
            # Nobody comes from the open petitions of a person to the sealed one.
            for merger in Merger.objects.filter(parties=party):
                merger.parties.remove(party)
            party.person = Person.objects.create()
            party.save(update_fields=["person"])
        leave_trace(party)
    _find_anew(case)


def _find_anew(case: Case) -> None:
    """The same petition may have opened other cases: while it is sealed they are found by their own words only."""
    # What is written below asks the tables which petitions are sealed, and whoever called saves the case afterwards.
    Case.objects.filter(pk=case.pk).update(sealed=case.sealed)
    petitions = Petition.objects.filter(matters__case=case)
    write_words([case, *Case.objects.filter(matters__petition__in=petitions).exclude(pk=case.pk).distinct()])


def _seal_visit(petition: Petition, kind: str) -> None:
    """The conversation in which it was handed in is in the book of reception: nothing that tells who it was stays."""
    visit = petition.visit
    if visit is not None:
        visit.kind, visit.about, visit.identity_digest = kind, "", ""
        visit.save()
        for visitor in visit.visitors.select_related("identity"):
            withdraw_area(visitor.identity)


def unseal(case: Case) -> None:
    """Give the case back its own words, and make its people findable again."""
    case.summary, case.full_summary, case.sealed = case.full_summary or case.summary, "", False
    SealedTrace.objects.filter(petition__matters__case=case).delete()
    still_sealed = Petition.objects.filter(matters__case__sealed=True).exclude(matters__case=case)
    for party in _parties(case):
        if party.petition_id not in set(still_sealed.values_list("pk", flat=True)):
            make_findable(party)
    _find_anew(case)


def _label(case: Case, *, on: date) -> None:
    if case.kind in access.NEED_TO_KNOW and not case.number.startswith(numbering.APART):
        # No public number (law.md §4): the one in the open book stays there and says nothing more.
        case.former_number, case.number = (case.number if case.pk else ""), numbering.next_case_number_apart(on)
    case.summary = neutral(case.kind)


def _begin_anew(case: Case, *, was: str, on: date) -> None:
    """What was owed because of the kind is no longer owed; what the new kind asks for runs from the day of receipt."""
    if case.screening is not None:
        set_aside(case.screening, on=on)
    drop_what_has_not_left(case, because=str(_("Đơn được phân loại lại.")), on=on)
    lead = case.lead
    if lead is not None and lead.status == ReferralStatus.PREPARED:
        lead.be_ended()
        lead.save()
        case.lead = None
    petition = Petition.objects.filter(matters__case=case).order_by("pk").first()
    assert petition is not None, "a case is opened by a petition"
    void(case, *KINDS[was].own_rules, *rules_that_start(was, petition.stands(was)), on=on)
    for key in rules_that_start(case.kind, petition.stands(case.kind)):
        owe(case, key, start=petition.received_on, unit=case.unit, on=on)


def _must_be_another(step: Moving, kind: str, because: str) -> None:
    if kind not in KINDS or kind == step.case.kind:
        raise Unusable("kind", _("Cần chọn loại khác với loại hiện nay."))
    if not because.strip():
        raise Unusable("because", _("Cần ghi vì sao nội dung thuộc loại này."))
    if step.case.sealed and not KINDS[kind].sealed and step.by.role != Role.LEADER:
        raise Unusable("kind", _("Bỏ niêm phong là quyền của lãnh đạo; cần lãnh đạo phân loại lại."))


def _parties(case: Case) -> list[Party]:
    return list(Party.objects.filter(petition__matters__case=case).order_by("pk"))
