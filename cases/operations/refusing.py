"""Not receiving somebody: the ground, what was said, a second person's word, and the notice where the law has one."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record
from letters.catalogue import ND154, form
from sealing.fields import Erased

from .. import access, papers
from ..errors import NotAllowedNow, Unusable
from ..grounds import GROUNDS
from ..models import Refusal, RefusalNotice, Visit
from ..reception_words import CameOf, ReceptionAct
from ..vocabulary import SentBy
from .at_the_counter import at_the_counter, fresh_refusal, fresh_visit
from .freezing import author, freeze, give_number, put_signature, stood_in_for
from .letters_unsent import ISSUED_SOON
from .reception_duties import meet_about, owe_about, void_about
from .visits import conclude, must_wait

NOTICE_OWED = "tcd.refusal_notice"
NOTICE_FORM = "01/TCD"


def refuse_visit(visit: Visit, *, ground: str, said: str, by: Actor, on: date, settled_by: str = "") -> Refusal:
    """Turn somebody away on a ground of the law. On two grounds a notice is owed within three working days.

    NĐ 154/2026 Điều 4.3: Mẫu 01/TCD for Điều 9.3 of the law and Điều 4.1.h of the decree; every other ground is
    explained by word of mouth. Either way a leader confirms it, and only then a notice leaves.
    """
    with at_the_counter(visit.session_id, ReceptionAct.REFUSE_VISIT, by=by) as here:
        turned_away = fresh_visit(here, visit)
        must_wait(turned_away, ReceptionAct.REFUSE_VISIT)
        known = GROUNDS.get(ground)
        if known is None:
            raise Unusable("ground", _("Cần chọn căn cứ từ chối."))
        if on < known.in_force_from:
            raise Unusable("ground", _("Căn cứ này chưa có hiệu lực vào ngày tiếp."))
        if not said.strip():
            raise Unusable("said", _("Cần ghi đã giải thích cho công dân thế nào."))
        if known.written and not settled_by.strip():
            raise Unusable("settled_by", _("Cần ghi số, ngày văn bản đã giải quyết hoặc trả lời, và của cơ quan nào."))
        if known.written and not turned_away.visitors.exists():
            raise Unusable("ground", _("Thông báo từ chối gửi đích danh: lượt tiếp này chưa ghi họ tên công dân."))
        refusal = Refusal.objects.create(
            visit=turned_away,
            ground=ground,
            said=said.strip(),
            settled_by=settled_by.strip() if known.written else "",
            refused_on=on,
            refused_by=author(here.by),
            refused_for_id=stood_in_for(here.by),
        )
        if known.written:
            _draft_notice(refusal, on=on)
            owe_about(refusal, NOTICE_OWED, start=on, on=on, field="ground")
        conclude(turned_away, CameOf.REFUSED, on=on)
        record(
            "reception.refused",
            refusal,
            by=here.by,
            on=on,
            visit=turned_away.pk,
            ground=ground,
            written=known.written,
        )
    return refusal


def confirm_refusal(refusal: Refusal, *, by: Actor, on: date) -> None:
    """A leader, somebody else than who refused, stands for it; the notice is signed with that."""
    with at_the_counter(refusal.visit.session_id, ReceptionAct.CONFIRM_REFUSAL, by=by) as here:
        confirmed = fresh_refusal(here, refusal)
        _must_be_undecided(confirmed, ReceptionAct.CONFIRM_REFUSAL, by=here.by)
        confirmed.confirmed_on, confirmed.confirmed_by = on, author(here.by)
        confirmed.save()
        notice = notice_of(confirmed)
        if notice is not None:
            put_signature(notice, move=ReceptionAct.CONFIRM_REFUSAL, by=here.by, on=on)
            notice.save()
            owe_about(confirmed, ISSUED_SOON, start=on, on=on, field="ground")
        record("reception.refusal_confirmed", confirmed, by=here.by, on=on, written=notice is not None)


def overturn_refusal(refusal: Refusal, *, because: str, by: Actor, on: date) -> None:
    """The leader does not agree: the person waits again while the session lasts, and is invited back after it."""
    with at_the_counter(refusal.visit.session_id, ReceptionAct.OVERTURN_REFUSAL, by=by) as here:
        overturned = fresh_refusal(here, refusal)
        _must_be_undecided(overturned, ReceptionAct.OVERTURN_REFUSAL, by=here.by)
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao không đồng ý, để người tiếp công dân biết làm tiếp thế nào."))
        overturned.overturned_on, overturned.overturned_by = on, author(here.by)
        overturned.overturned_because = because.strip()
        overturned.save()
        notice = notice_of(overturned)
        if notice is not None:
            notice.be_cancelled()
            notice.save()
        void_about(overturned, on=on)
        if here.session.is_open:
            overturned.visit.came_of, overturned.visit.ended_on = "", None
            overturned.visit.save()
        record("reception.refusal_overturned", overturned, by=here.by, on=on)


def issue_notice(refusal: Refusal, *, by: Actor, on: date) -> RefusalNotice:
    """Give the notice its number in the book of outgoing letters, and freeze it."""
    with at_the_counter(refusal.visit.session_id, ReceptionAct.ISSUE_NOTICE, by=by) as here:
        confirmed = fresh_refusal(here, refusal)
        notice = _owed_notice(confirmed, ReceptionAct.ISSUE_NOTICE)
        give_number(notice, on=on)
        facts = papers.facts_of_refusal(notice)
        freeze(notice, facts, papers.refusal_pdf(notice, facts))
        meet_about(confirmed, ISSUED_SOON, on=on)
        facts_told = {"number": notice.number, "sha256": notice.digest}
        record("reception.notice_issued", confirmed, by=here.by, on=on, **facts_told)
    return notice


def dispatch_notice(refusal: Refusal, *, sent_by: str, by: Actor, on: date, sent_number: str = "") -> None:
    """The notice leaves the house: what the law gives three working days for is done."""
    with at_the_counter(refusal.visit.session_id, ReceptionAct.DISPATCH_NOTICE, by=by) as here:
        if sent_by not in SentBy.values:
            raise Unusable("sent_by", _("Cần chọn văn bản gửi bằng đường nào."))
        confirmed = fresh_refusal(here, refusal)
        notice = _owed_notice(confirmed, ReceptionAct.DISPATCH_NOTICE)
        notice.be_dispatched()
        notice.dispatched_on, notice.sent_by, notice.sent_number = on, sent_by, sent_number.strip()
        notice.save()
        meet_about(confirmed, NOTICE_OWED, on=on)
        record("reception.notice_dispatched", confirmed, by=here.by, on=on, sent_by=str(sent_by))


def notice_pdf(notice: RefusalNotice) -> bytes:
    """The frozen notice, or the draft as it would look now. Raises `NotAllowedNow` for one that was erased."""
    if isinstance(notice.subject, Erased):
        raise NotAllowedNow("download", [_("Nội dung thông báo này đã xóa; số và ngày còn trong sổ.")])
    if notice.digest:
        with notice.file.open("rb") as frozen:
            content: bytes = frozen.read()
        return content
    return papers.refusal_pdf(notice, papers.facts_of_refusal(notice))


def notice_of(refusal: Refusal) -> RefusalNotice | None:
    found: RefusalNotice | None = RefusalNotice.objects.select_related("unit__area").filter(refusal=refusal).first()
    if found is not None:
        found.refusal = refusal
    return found


def _draft_notice(refusal: Refusal, *, on: date) -> None:
    """Whoever refuses has written the notice: it is laid before the leader at once."""
    visit = refusal.visit
    notice = RefusalNotice(
        refusal=refusal,
        unit=visit.session.unit,
        form=NOTICE_FORM,
        version=papers.version_on(form(ND154, NOTICE_FORM), on),
        subject="" if visit.is_sealed else visit.about,
        drafted_by=refusal.refused_by,
        drafted_for_id=refusal.refused_for_id,
    )
    notice.be_submitted()
    notice.save()


def _owed_notice(refusal: Refusal, act: str) -> RefusalNotice:
    notice = notice_of(refusal)
    if notice is None:
        raise NotAllowedNow(act, [_("Căn cứ này được giải thích bằng lời, không có thông báo bằng văn bản.")])
    return notice


def _must_be_undecided(refusal: Refusal, act: str, *, by: Actor) -> None:
    if not refusal.is_undecided:
        raise NotAllowedNow(act, [_("Lãnh đạo đã quyết định việc từ chối này rồi.")])
    if {refusal.refused_by_id, refusal.refused_for_id} & access.persons_of(by):
        raise NotAllowedNow(act, [_("Người từ chối không tự xác nhận; cần lãnh đạo khác xem lại.")])
