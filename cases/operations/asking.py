"""Asked whether it helped: what the petitioner says, and that somebody looks into it when it did not."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, ActorKind
from organizations.models import User

from ..errors import Unusable
from ..models import Case, Petition, Verdict
from ..vocabulary import HeardBy, Helped, Move, Signing
from .freezing import author
from .moving import moving, this_operation

LONGEST = 4000


def record_helped(
    case: Case,
    *,
    helped: str,
    by: Actor,
    on: date,
    text: str = "",
    heard_by: str = "",
    petition: Petition | None = None,
) -> Verdict:
    """Write down whether it helped: the petitioner by the code, or who heard it. Said again, the last one holds."""
    with moving(case, Move.RECORD_HELPED, "petitioner.judged", by=by, on=on) as step:
        if helped not in Helped.values:
            raise Unusable("helped", _("Cần chọn kết quả có thỏa đáng không."))
        if len(text) > LONGEST:
            raise Unusable("text", _("Ý kiến không quá %(most)d ký tự.") % {"most": LONGEST})
        themselves = step.by.kind == ActorKind.PETITIONER
        road = HeardBy.PORTAL if themselves else heard_by
        if road not in HeardBy.values or (not themselves and road == HeardBy.PORTAL):
            raise Unusable("heard_by", _("Cần chọn người nộp đơn nói qua điện thoại hay trực tiếp."))
        whose = _petition(step.case, int(step.by.key) if themselves else petition.pk if petition is not None else None)
        for earlier in step.case.verdicts.filter(petition=whose, heeded_on=None):
            _heed(earlier, str(_("Người nộp đơn đã cho ý kiến mới.")), None, on=on)
        said = Verdict.objects.create(
            case=step.case,
            petition=whose,
            helped=helped,
            text=text.strip(),
            heard_by=road,
            said_on=on,
            recorded_by=None if themselves else author(step.by),
            operation=this_operation(),
        )
        step.facts |= {"verdict": said.pk, "helped": str(helped)}
    return said


def _petition(case: Case, chosen: int | None) -> Petition:
    """Whose word it is: of several petitions followed here it must be said; who gave no name is not asked."""
    named = [
        matter.petition
        for matter in case.matters.current().select_related("petition").order_by("pk")
        if matter.petition.signing != Signing.ANONYMOUS
    ]
    found = [one for one in named if chosen in {None, one.pk}]
    if not found:
        raise Unusable("petition", _("Đơn không ghi tên thì không hỏi ý kiến về kết quả."))
    return found[0]


def look_into(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Somebody has looked into why it did not help, and lets it be with a reason; or opens the case again instead."""
    with moving(case, Move.LOOK_INTO, "petitioner.heeded", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi đã xem xét thế nào, vì sao không mở lại."))
        heed_all(step.case, because=because.strip(), by=step.by, on=on)


def heed_all(case: Case, *, because: str, by: Actor, on: date) -> None:
    """Nobody waits for a word any more: it was looked into, or the case is open again."""
    for one in case.verdicts.filter(heeded_on=None):
        _heed(one, because, author(by), on=on)


def _heed(one: Verdict, because: str, who: User | None, *, on: date) -> None:
    one.heeded_on, one.heeded_by, one.heeded_because = on, who, because
    one.heeded_operation = this_operation()
    one.save()
