"""The petitioner withdraws, the whole or a part; or was made to ask for it, and then the matter goes on."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from .. import access, papers
from ..errors import NotAllowedNow, Unusable
from ..kinds import DENUNCIATIONS, KINDS
from ..models import Case, Note, Party, Withdrawal
from ..vocabulary import (
    UNDER_WAY,
    Authority,
    DocumentSource,
    Doubt,
    Move,
    Outcome,
    PartyRole,
    ReferralStatus,
    WithdrawalState,
    WithdrawnBy,
)
from .cooperating import end_requests
from .documents import NewDocument, keep_copy, write_note
from .duties import meet, owe, void
from .freezing import author, drop_inspection, drop_what_has_not_left
from .moving import Moving, moving
from .superior import drop_recommendations

STILL_RUNNING = (ReferralStatus.PREPARED, *UNDER_WAY)
JUDGED_SOON = "mttq.judge_withdrawal"
# Luật Khiếu nại Điều 10: by a signed paper. Luật Tố cáo Điều 33: the same, or words taken down and signed.
SIGNED_WAYS = {True: (WithdrawnBy.WRITTEN, WithdrawnBy.RECORDED), False: (WithdrawnBy.WRITTEN,)}


def withdraw(
    case: Case,
    *,
    by: Actor,
    on: date,
    party: int | None = None,
    all_signed: bool = False,
    way: str = WithdrawnBy.SPOKEN,
    paper: NewDocument | None = None,
    looked: bool = False,
) -> None:
    """The petitioner withdraws: drafts are cancelled, the agency's clock and all others stop.

    `party` is who withdraws, where several stand behind the petition; of a group each must have signed, or its
    appointed representative (Luật Khiếu nại Điều 10; NĐ 155/2026 Điều 7a). Of a denunciation somebody has `looked`
    whether there are signs for which it is handled all the same (Luật Tố cáo Điều 33; NĐ 156/2026 Điều 4).
    """
    with moving(case, Move.WITHDRAW, "case.withdrawn", by=by, on=on) as step:
        who = _who_withdraws(step, party)
        _one_is_not_all(step.case, who, all_signed=all_signed)
        if step.case.kind in DENUNCIATIONS and not looked:
            reason = _(
                "Tố cáo đã rút vẫn được xử lý khi có dấu hiệu vi phạm pháp luật, bị đe dọa, mua chuộc hoặc vu khống "
                "(Luật Tố cáo, Điều 33): cần xem xét và xác nhận không có dấu hiệu nào."
            )
            raise Unusable("looked", reason)
        _write(step, who, whole=True, way=way, paper=paper, on=on)
        _end(step, on=on)


def withdraw_part(
    case: Case,
    *,
    what: str,
    by: Actor,
    on: date,
    party: int | None = None,
    way: str = WithdrawnBy.SPOKEN,
    paper: NewDocument | None = None,
) -> None:
    """The petitioner withdraws a part, or one of many their own: the rest goes on, what is withdrawn does not."""
    with moving(case, Move.WITHDRAW_PART, "case.partly_withdrawn", by=by, on=on) as step:
        if not what.strip():
            raise Unusable("what", _("Cần ghi rõ rút nội dung nào; nội dung còn lại vẫn được xử lý."))
        who = _who_withdraws(step, party)
        _write(step, who, whole=False, way=way, paper=paper, on=on, note=write_note(step, what))


def doubt_withdrawal(
    case: Case,
    *,
    doubt: str,
    because: str,
    by: Actor,
    on: date,
    party: int | None = None,
    way: str = WithdrawnBy.SPOKEN,
    paper: NewDocument | None = None,
) -> None:
    """Somebody asks to withdraw, and it looks wrong: it is written down, and ends nothing until a second person says.

    Whoever cannot bring the signed paper may still be pressed to: none is asked for here.
    """
    with moving(case, Move.DOUBT_WITHDRAWAL, "withdrawal.doubted", by=by, on=on) as step:
        if doubt not in Doubt.values:
            raise Unusable("doubt", _("Cần chọn có dấu hiệu gì."))
        if doubt in {Doubt.VIOLATION, Doubt.SLANDER} and step.case.kind not in DENUNCIATIONS:
            raise Unusable("doubt", _("Dấu hiệu này chỉ xét với đơn tố cáo (Luật Tố cáo, Điều 33)."))
        if not because.strip():
            raise Unusable("because", _("Cần ghi đã thấy, đã nghe điều gì."))
        who = _who_withdraws(step, party)
        note = write_note(step, because)
        _write(step, who, whole=True, way=way, paper=paper, on=on, note=note, doubt=doubt)
        owe(step.case, JUDGED_SOON, start=on, unit=step.case.unit, on=on)


def refuse_withdrawal(case: Case, *, because: str, by: Actor, on: date) -> None:
    """A second person agrees that it looks wrong: the withdrawal is not accepted, the matter goes on."""
    with moving(case, Move.REFUSE_WITHDRAWAL, "withdrawal.refused", by=by, on=on) as step:
        judged = _judged(step, Move.REFUSE_WITHDRAWAL, because=because, on=on)
        judged.be_refused()
        judged.save()


def clear_withdrawal(case: Case, *, because: str, by: Actor, on: date) -> None:
    """A second person finds nothing wrong: whoever still wants to withdraw does so in the ordinary way."""
    with moving(case, Move.CLEAR_WITHDRAWAL, "withdrawal.cleared", by=by, on=on) as step:
        judged = _judged(step, Move.CLEAR_WITHDRAWAL, because=because, on=on)
        judged.be_cleared()
        judged.save()


def _judged(step: Moving, move: Move, *, because: str, on: date) -> Withdrawal:
    if not because.strip():
        raise Unusable("because", _("Cần ghi lý do của quyết định này."))
    doubted: Withdrawal = step.case.withdrawals.get(state=WithdrawalState.DOUBTED)
    if doubted.recorded_by_id in access.persons_of(step.by):
        raise NotAllowedNow(move, [_("Người ghi nhận không tự quyết định; cần người thứ hai.")])
    doubted.judged_by, doubted.judged_on = author(step.by), on
    write_note(step, because)
    meet(step.case, JUDGED_SOON, on=on)
    step.facts |= {"withdrawal": doubted.pk, "doubt": str(doubted.doubt)}
    return doubted


def _write(
    step: Moving,
    who: Party,
    *,
    whole: bool,
    way: str,
    paper: NewDocument | None,
    on: date,
    note: Note | None = None,
    doubt: str = "",
) -> None:
    if way not in WithdrawnBy.values:
        raise Unusable("way", _("Cần chọn căn cứ của việc rút."))
    if KINDS[step.case.kind].chain is not None and not doubt:
        _must_be_signed(step.case, way, paper)
    kept = None
    if paper is not None:
        kept = keep_copy(step.case, paper, field="paper", source=DocumentSource.PETITIONER, on=on)
    written: Withdrawal = Withdrawal.objects.create(
        case=step.case,
        party=who,
        whole=whole,
        way=way,
        paper=kept,
        note=note,
        doubt=doubt,
        state=WithdrawalState.DOUBTED if doubt else WithdrawalState.STANDS,
        recorded_by_id=step.by.person_id,
        recorded_on=on,
    )
    step.facts |= {"party": who.pk, "withdrawal": written.pk, "way": str(way)}
    if doubt:
        step.facts["doubt"] = str(doubt)


def _must_be_signed(case: Case, way: str, paper: NewDocument | None) -> None:
    taken_down_too = case.kind in DENUNCIATIONS
    if way not in SIGNED_WAYS[taken_down_too]:
        reason = (
            _("Rút tố cáo phải bằng đơn rút có chữ ký, hoặc biên bản mà người rút ký (Luật Tố cáo, Điều 33).")
            if taken_down_too
            else _("Rút khiếu nại phải bằng đơn có chữ ký hoặc điểm chỉ (Luật Khiếu nại, Điều 10).")
        )
        raise Unusable("way", reason)
    if paper is None:
        raise Unusable("paper", _("Cần đính kèm bản quét đơn rút hoặc biên bản có chữ ký."))


def _end(step: Moving, *, on: date) -> None:
    step.case.outcome, step.case.closed_on = Outcome.WITHDRAWN, on
    dropped = drop_inspection(step.case, because=str(_("Người nộp đơn rút đơn.")), on=on)
    step.facts |= {"inspection": dropped} if dropped is not None else {}
    drop_what_has_not_left(step.case, because=str(_("Người nộp đơn rút đơn.")), on=on)
    lead = step.case.lead
    if lead is not None and lead.status in STILL_RUNNING:
        lead.be_ended()
        lead.save()
    end_requests(step, because=str(_("Người nộp đơn rút đơn.")), on=on)
    drop_recommendations(step.case, because=str(_("Người nộp đơn rút đơn.")), on=on)
    for commitment in step.case.commitments.filter(settled_on=None):
        commitment.be_waived()
        commitment.settled_on = on
        commitment.findings = str(_("Người nộp đơn rút đơn."))
        commitment.save()
    void(step.case, on=on)


def _who_withdraws(step: Moving, party: int | None) -> Party:
    """Return the party that withdraws; a stranger cannot."""
    petition = papers.petition_of(step.case)
    behind = [one for one in petition.parties.all() if one.stands_behind and one.authority != Authority.MISSING]
    if not behind:
        raise Unusable("party", _("Đơn không ghi tên thì không ai đứng ra rút được."))
    if party is None and len(behind) > 1:
        raise Unusable("party", _("Đơn của nhiều người: cần chọn ai rút."))
    who = next((one for one in behind if party in {None, one.pk}), None)
    if who is None:
        raise Unusable("party", _("Chỉ người nộp đơn hoặc người đại diện có giấy tờ mới rút được đơn."))
    return who


def _one_is_not_all(case: Case, who: Party, *, all_signed: bool) -> None:
    """Nor does one of many withdraw for all of them."""
    petition = papers.petition_of(case)
    if petition.signers > 1 and who.role == PartyRole.PETITIONER and not all_signed:
        reason = _(
            "Đơn có %(signers)d người ký: một người rút thì vụ việc vẫn tiếp tục; ghi việc ấy ở “Ghi nhận rút một "
            "phần”. Chỉ ghi nhận rút cả đơn khi văn bản rút đơn có đủ chữ ký hoặc do người đại diện được cử ký."
        )
        raise Unusable("all_signed", reason % {"signers": petition.signers})
