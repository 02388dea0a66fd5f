"""One petition with several matters: each gets a case, a number and clocks of its own; and back, before any letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import NewEvent
from organizations.models import Area, Field, Unit

from .. import numbering, papers
from ..errors import NotAllowedNow, Unusable
from ..kinds import KINDS, rules_after_signature, rules_that_start
from ..models import Case, Matter, Petition, Splitting
from ..vocabulary import MatterOrigin, Move, Outcome, Standing, Status
from .contesting import NewContested, check_contested, write_contested
from .duties import owe, void
from .freezing import drop_what_has_not_left
from .moving import Moving, moving, this_operation
from .words import write_words

MOST_PARTS = 10


@dataclass(frozen=True)
class Part:
    """Another matter of the petition: its kind by its content, its field and place, and what it is about."""

    kind: str
    field: Field
    summary: str
    area: Area | None = None
    suggested_agency: Unit | None = None
    contested: NewContested | None = None


class UnusablePart(Unusable):
    """What cannot be split off: which of the parts, counted from one, and what of it."""

    def __init__(self, number: int, refusal: Unusable) -> None:
        super().__init__(f"{refusal.field}_{number}", refusal.reason)
        self.number = number
        self.what = refusal.field


def split(case: Case, *, parts: Sequence[Part], because: str, by: Actor, on: date) -> list[Case]:
    """Give other matters of the petition cases of their own; the case goes on with what is left.

    Splitting is first of all the person's: an oral statement is split by asking (NĐ 154/2026 Điều 14.4), a letter by
    guiding its author. The MTTQ splits it only with a reason (law.md §14 point 20).
    """
    with moving(case, Move.SPLIT, "case.split", by=by, on=on) as step:
        petition = papers.petition_of(step.case)
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao tách, và người nộp đơn đã được hỏi hay hướng dẫn thế nào."))
        if not 1 <= len(parts) <= MOST_PARTS:
            raise Unusable("parts", _("Mỗi lần tách từ một đến %(most)d nội dung.") % {"most": MOST_PARTS})
        for number, part in enumerate(parts, 1):
            try:
                _check(part, petition)
            except Unusable as refusal:
                raise UnusablePart(number, refusal) from refusal
        made = [_make(step, petition, part, because=because, on=on) for part in parts]
        write_words(made)
        step.facts |= {"petition": petition.pk, "made": [one.pk for one in made]}
    return made


def unsplit(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Put the matter back into the case it was split from; its number stays, and what it had is read there."""
    found = case.made_by.current().select_related("case").first()
    with moving(case, Move.UNSPLIT, "case.unsplit", by=by, on=on, beside=[found.case] if found else []) as step:
        splitting = Splitting.objects.get(made=step.case)
        source = step.beside[splitting.case_id]
        if source.status == Status.CLOSED:
            reason = _("Vụ việc gốc %(number)s đã kết thúc; nội dung này không còn nơi trở về.")
            raise NotAllowedNow(Move.UNSPLIT, [reason % {"number": source.number}])
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do bỏ tách."))
        drop_what_has_not_left(step.case, because=because.strip(), on=on)
        void(step.case, on=on)
        matter = step.case.matters.current().order_by("pk")[0]
        matter.ended_on, matter.ended_by = on, this_operation()
        matter.save(update_fields=["ended_on", "ended_by"])
        write_words([step.case])
        splitting.undone_on, splitting.undone_because = on, because.strip()
        splitting.undone_by = this_operation()
        splitting.save()
        step.case.outcome, step.case.closed_on = Outcome.UNSPLIT, on
        step.facts |= {"petition": matter.petition_id, "back_into": source.pk}
        returned = {"petition": matter.petition_id, "from_case": step.case.pk}
        step.also.append(NewEvent("matter.returned", source, returned))


def _check(part: Part, petition: Petition) -> None:
    if part.kind not in KINDS:
        raise Unusable("kind", _("Cần chọn loại của từng nội dung."))
    if KINDS[part.kind].sealed:
        # The text and the papers are one: what must be kept secret from the first keystroke is not taken out of them.
        raise Unusable(
            "kind",
            _("Nội dung phải giữ kín danh tính không tách ra từ đơn thường được; cần một lá đơn riêng."),
        )
    if petition.stands(part.kind) != Standing.FULL:
        raise Unusable("kind", _("Đơn chưa có chữ ký: cần người nộp ký rồi mới tách nội dung loại này."))
    if not part.summary.strip():
        raise Unusable("summary", _("Mỗi nội dung cần trích yếu để người khác nhận ra vụ việc."))
    check_contested(part.kind, part.contested, received_on=petition.received_on)


def _make(step: Moving, petition: Petition, part: Part, *, because: str, on: date) -> Case:
    """Open the case of one matter. Its clocks run from the day the petition was received, like those of the first."""
    number = numbering.next_case_number(on)
    made: Case = Case.objects.create(
        number=number,
        kind=part.kind,
        unit=step.case.unit,
        field=part.field,
        area=part.area,
        summary=part.summary.strip(),
        registered_on=on,
        suggested_agency=part.suggested_agency,
    )
    Matter.objects.create(
        petition=petition,
        case=made,
        origin=MatterOrigin.SPLIT,
        summary=made.about,
        began_on=on,
        began_by=this_operation(),
    )
    Splitting.objects.create(
        case=step.case, made=made, because=because.strip(), decided_on=on, operation=this_operation()
    )
    if KINDS[part.kind].about_a_decision:
        write_contested(made, part.contested or NewContested())
    for key in rules_that_start(part.kind, Standing.FULL):
        signed = petition.signed_on if key in rules_after_signature(part.kind) else None
        owe(made, key, start=signed or petition.received_on, unit=made.unit, on=on)
    facts = {
        "petition": petition.pk,
        "kind": str(part.kind),
        "intake": str(petition.intake),
        "received_on": petition.received_on.isoformat(),
        "split_from": step.case.pk,
    }
    step.also.append(NewEvent("case.registered", made, facts))
    return made
