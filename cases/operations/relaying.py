"""The petitioner is told what the agency answered: by the notice that leaves the house, or by word of mouth."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from ..errors import Unusable
from ..kinds import RELAY
from ..models import Case, Party, Referral, Told
from ..relays import people_to_be_told
from ..vocabulary import Move, ToldBy
from .duties import meet, owe, void
from .freezing import author
from .moving import moving, this_operation


def owe_relay(case: Case, referral: Referral, *, on: date) -> None:
    """An answer is there: the person is owed its content (Luật TCD Điều 28.2); who gave no name cannot be told."""
    void(case, RELAY, on=on)
    if people_to_be_told(case).exists():
        owe(case, RELAY, start=on, unit=case.unit, referral=referral, on=on)


def record_told(
    case: Case, *, party: Party, how: str, text: str, by: Actor, on: date, told_on: date | None = None
) -> Told:
    """Somebody of the house told the person, on the telephone or face to face: who, when and what is kept."""
    with moving(case, Move.RECORD_TOLD, "petitioner.told", by=by, on=on) as step:
        if how not in ToldBy.values:
            raise Unusable("how", _("Cần chọn đã báo qua điện thoại hay trực tiếp."))
        if not text.strip():
            raise Unusable("text", _("Cần ghi đã báo điều gì, người nghe nói gì."))
        who = people_to_be_told(step.case).filter(pk=party.pk).first() if party is not None else None
        if who is None:
            raise Unusable("party", _("Cần chọn người nộp đơn hoặc người đại diện của vụ việc này."))
        day = told_on or on
        owed = step.case.duties.filter(rule__key=RELAY).order_by("-pk")
        owed_since = owed.values_list("started_on", flat=True).first()
        if day > on or (owed_since is not None and day < owed_since):
            raise Unusable("told_on", _("Ngày báo phải từ ngày có trả lời của cơ quan đến hôm nay."))
        told = Told.objects.create(
            case=step.case,
            party=who,
            how=how,
            text=text.strip(),
            told_on=day,
            told_by=author(step.by),
            operation=this_operation(),
        )
        meet(step.case, RELAY, on=day)
        step.facts |= {"told": told.pk, "how": str(how), "told_on": day.isoformat()}
    return told
