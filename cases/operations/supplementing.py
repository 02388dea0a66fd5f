"""What the petitioner is asked to bring: asked, brought whole or in part, not brought; then the leader decides."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from .. import papers
from ..errors import NotAllowedNow, Unusable
from ..models import Case, Letter, Note, Supplement
from ..vocabulary import (
    AskedBy,
    DocumentSource,
    Move,
    Outcome,
    Signing,
    SupplementOf,
)
from .documents import NewDocument, keep_all, write_note
from .duties import meet, owe, void
from .freezing import SUPPLEMENT_DUTIES, drop_supplement
from .moving import Moving, moving
from .screening import end_without_sending, kept_until

LOOK_AGAIN, SETTLE_SOON = SUPPLEMENT_DUTIES
LONGEST = 4000
MOST_TIMES = 10
"""How often one request may be answered from outside: whoever has more than that brings it."""


def ask_supplement(case: Case, *, wants: str, what: str, way: str, until: date, by: Actor, on: date) -> Supplement:
    """Write down that the petitioner was asked by word of mouth; a letter that asks does so when it is sent."""
    with moving(case, Move.ASK_SUPPLEMENT, "supplement.asked", by=by, on=on) as step:
        if way not in {AskedBy.IN_PERSON, AskedBy.TELEPHONE}:
            raise Unusable("way", _("Cần chọn đã nói trực tiếp hay gọi điện; bằng văn bản thì soạn công văn."))
        if wants not in SupplementOf.values:
            raise Unusable("wants", _("Cần chọn đề nghị bổ sung giấy tờ, thông tin hay chữ ký."))
        if not what.strip():
            raise Unusable("what", _("Cần ghi rõ người nộp đơn phải bổ sung điều gì."))
        check_request(step.case, until=until, on=on)
        if wants == SupplementOf.SIGNATURE and not step.case.awaits_signature:
            raise Unusable("wants", _("Đơn đã có chữ ký, hoặc loại đơn này không cần chữ ký."))
        return _await(step, wants=wants, way=way, note=write_note(step, what), until=until, on=on)


def check_request(case: Case, *, until: date | None, on: date, field: str = "until") -> None:
    """Raise Unusable for what cannot be asked of the petitioner: there is nobody to ask, or no day to do it by."""
    if papers.petition_of(case).signing == Signing.ANONYMOUS:
        raise Unusable(field, _("Đơn không ghi tên thì không có ai để đề nghị bổ sung."))
    if until is None or until <= on:
        raise Unusable(field, _("Ngày hẹn bổ sung phải sau hôm nay."))


def ask_by_letter(step: Moving, letter: Letter, *, on: date) -> None:
    """The letter that asks has left the house; what was asked by word of mouth before is asked by it now."""
    until = date.fromisoformat(letter.stated["answer_by"])
    try:
        check_request(step.case, until=until, on=on)
    except Unusable as refusal:
        raise NotAllowedNow(Move.DISPATCH_OTHER, [refusal.reason]) from refusal
    drop_supplement(step.case, on=on)
    note = write_note(step, letter.stated["asked"])
    _await(step, wants=SupplementOf.PAPERS, way=AskedBy.LETTER, note=note, until=until, on=on, letter=letter)


def _await(
    step: Moving, *, wants: str, way: str, note: Note, until: date, on: date, letter: Letter | None = None
) -> Supplement:
    asked: Supplement = Supplement.objects.create(
        case=step.case,
        wants=wants,
        way=way,
        letter=letter,
        note=note,
        asked_on=on,
        asked_by_id=step.by.person_id,
        until=until,
    )
    _owe_a_look(step.case, until, on=on)
    step.facts |= {"supplement": asked.pk, "wants": str(wants), "way": str(way), "until": until.isoformat()}
    return asked


def _owe_a_look(case: Case, until: date, *, on: date) -> None:
    """Nobody is late before the day that the petitioner was given; then somebody looks."""
    try:
        owe(case, LOOK_AGAIN, start=until, unit=case.unit, on=on)
    except Unusable as refusal:
        raise Unusable("until", refusal.reason) from refusal


def receive_supplement(
    case: Case,
    *,
    what: str,
    whole: bool,
    by: Actor,
    on: date,
    received_on: date | None = None,
    documents: Sequence[NewDocument] = (),
    missing: str = "",
    until: date | None = None,
) -> None:
    """Record what the petitioner brought or told, whole or in part; for the rest there is a new day."""
    with moving(case, Move.RECEIVE_SUPPLEMENT, "supplement.received", by=by, on=on) as step:
        came_on = received_on or on
        awaited = _awaited(step.case)
        if not awaited.asked_on <= came_on <= on:
            raise Unusable("received_on", _("Ngày nhận bổ sung phải từ ngày đề nghị đến hôm nay."))
        if not what.strip():
            raise Unusable("what", _("Cần ghi người nộp đơn đã bổ sung điều gì."))
        if awaited.wants == SupplementOf.SIGNATURE and step.case.awaits_signature and whole:
            raise Unusable("whole", _("Chữ ký thì ghi ở “Ghi nhận đơn đã ký”; ghi xong là đã bổ sung đủ."))
        kept = keep_all(step.case, documents, source=DocumentSource.PETITIONER, on=on)
        step.facts |= {"supplement": awaited.pk, "whole": whole, "documents": len(kept)}
        step.facts["received_on"] = came_on.isoformat()
        if whole:
            write_note(step, what)
            _came(awaited, on=on)
            return
        if not missing.strip():
            raise Unusable("missing", _("Cần ghi còn thiếu điều gì."))
        if until is None or until <= on:
            raise Unusable("until", _("Còn thiếu thì cần một ngày hẹn mới, sau hôm nay."))
        said = _("%(what)s\nCòn thiếu: %(missing)s") % {"what": what.strip(), "missing": missing.strip()}
        awaited.be_received_in_part()
        awaited.note, awaited.until, awaited.handed_in_on = write_note(step, str(said)), until, None
        awaited.save()
        void(step.case, *SUPPLEMENT_DUTIES, on=on)
        _owe_a_look(step.case, until, on=on)
        step.facts["until"] = until.isoformat()


def hand_in_supplement(case: Case, *, text: str, documents: Sequence[NewDocument] = (), by: Actor, on: date) -> None:
    """The petitioner sends it themselves. Whether it is enough is said by somebody of the house, who looks soon."""
    with moving(case, Move.RECEIVE_SUPPLEMENT, "supplement.handed_in", by=by, on=on) as step:
        awaited = _awaited(step.case)
        if not text.strip() and not documents:
            raise Unusable("text", _("Ông/bà viết điều cần bổ sung hoặc chọn tệp giấy tờ."))
        if len(text) > LONGEST:
            raise Unusable("text", _("Nội dung dài quá; ông/bà viết gọn trong 4.000 ký tự hoặc gửi thành tệp."))
        if awaited.times >= MOST_TIMES:
            brings = _("Ông/bà đã gửi bổ sung %(n)d lần; còn giấy tờ thì ông/bà mang đến nơi đã nhận đơn.")
            raise Unusable("text", brings % {"n": awaited.times})
        kept = keep_all(step.case, documents, source=DocumentSource.PETITIONER, on=on)
        write_note(step, text.strip() or str(_("Người nộp đơn gửi tệp, không viết thêm.")))
        awaited.be_received_in_part()
        awaited.times, awaited.handed_in_on = awaited.times + 1, on
        awaited.save()
        # Nobody waits for the petitioner any more: the office owes the look, from this day.
        void(step.case, *SUPPLEMENT_DUTIES, on=on)
        _owe_a_look(step.case, on, on=on)
        step.facts |= {"supplement": awaited.pk, "documents": len(kept)}


def signature_came(step: Moving, *, on: date) -> None:
    """Who was asked to sign has signed: there is nothing more to wait for."""
    awaited: Supplement | None = step.case.supplement
    if awaited is not None and awaited.wants == SupplementOf.SIGNATURE:
        _came(awaited, on=on)
        step.facts["supplement"] = awaited.pk


def _came(awaited: Supplement, *, on: date) -> None:
    awaited.be_received()
    awaited.settled_on = on
    awaited.save()
    meet(awaited.case, *SUPPLEMENT_DUTIES, on=on)


def report_no_supplement(case: Case, *, by: Actor, on: date) -> None:
    """The day is over and nobody came, or not with everything: what follows is for the leader to say."""
    with moving(case, Move.REPORT_NO_SUPPLEMENT, "supplement.lapsed", by=by, on=on) as step:
        awaited = _awaited(step.case)
        if on <= awaited.until:
            reason = _("Chưa quá hạn bổ sung: đã hẹn người nộp đơn đến hết ngày %(day)s.")
            raise NotAllowedNow(Move.REPORT_NO_SUPPLEMENT, [reason % {"day": f"{awaited.until:%d/%m/%Y}"}])
        awaited.be_lapsed()
        awaited.save()
        meet(step.case, LOOK_AGAIN, on=on)
        owe(step.case, SETTLE_SOON, start=on, unit=step.case.unit, on=on)
        step.facts["supplement"] = awaited.pk


def go_on_without(case: Case, *, because: str, by: Actor, on: date) -> None:
    """The leader waits no longer: the matter goes on with what there is."""
    with moving(case, Move.GO_ON_WITHOUT, "supplement.waived", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao xử lý tiếp mà không chờ bổ sung."))
        awaited = _awaited(step.case)
        write_note(step, because)
        awaited.be_waived()
        awaited.settled_on = on
        awaited.save()
        meet(step.case, SETTLE_SOON, on=on)
        void(step.case, LOOK_AGAIN, on=on)
        step.facts["supplement"] = awaited.pk


def file_unsupplemented(case: Case, *, because: str, by: Actor, on: date) -> None:
    """The leader files the petition away: it cannot be handled without what nobody brought. It may be opened again."""
    with moving(case, Move.FILE_UNSUPPLEMENTED, "case.filed_unsupplemented", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao không xử lý được khi thiếu phần bổ sung."))
        awaited = _awaited(step.case)
        write_note(step, because)
        awaited.be_dropped()
        awaited.settled_on, awaited.kept_until = on, kept_until(on)
        awaited.save()
        del step.case.supplement
        meet(step.case, SETTLE_SOON, on=on)
        end_without_sending(step.case, Outcome.FILED_AWAY, on=on)
        step.facts |= {"supplement": awaited.pk, "kept_until": awaited.kept_until.isoformat()}


def _awaited(case: Case) -> Supplement:
    awaited: Supplement | None = case.supplement
    assert awaited is not None, "the lifecycle allows this move only while one is awaited"
    return awaited
