"""What a citizen may see of a petition by its tracking code: where it is, with whom, until when. Nobody's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, ActorKind, Channel

from . import access
from .errors import NotAllowedNow
from .kinds import KINDS
from .lifecycle import reasons_against
from .models import Case, Matter, Petition, Receipt
from .operations import NewDocument, hand_in_supplement, record_helped
from .vocabulary import Helped, Move, Outcome, Position, ProceedingFact, Signing, Status


@dataclass(frozen=True)
class Stage:
    label: str | Promise
    reached: bool
    current: bool


@dataclass(frozen=True)
class Standing:
    number: str
    headline: str | Promise
    received_on: date
    stages: tuple[Stage, ...]
    holder: str
    answer_by: date | None
    answer: str
    outcome: str
    proceeding: str = ""
    """Which stage the competent body is at, where the law has stages."""
    joined_from: str = ""
    """The number it had before it was joined to this one."""
    about: str = ""
    """Which of several matters it is, in the words of the office; nothing where there is only one."""
    voided: bool = False
    may_say: bool = False
    """The result is known: whoever has the code may say whether it helped."""
    said: str = ""
    """What was said last, without the words."""
    may_supplement: bool = False
    """The petitioner was asked for something, and may send it here."""


# What each state means to the person who handed the petition in, in plain words.
STAGES: tuple[tuple[frozenset[str], str | Promise, str | Promise], ...] = (
    (
        frozenset({Status.REGISTERED}),
        _("Mặt trận đã nhận đơn"),
        _("Mặt trận đã nhận đơn và đang phân công người xử lý"),
    ),
    (
        frozenset({Status.INSTRUCTED, Status.IN_HAND}),
        _("Mặt trận xử lý, chọn nơi có thẩm quyền"),
        _("Mặt trận đang chuẩn bị chuyển đơn đến nơi có thẩm quyền"),
    ),
    (frozenset({Status.FORWARDED}), _("Cơ quan có thẩm quyền xem xét"), _("Cơ quan có thẩm quyền đang xem xét đơn")),
    (
        frozenset({Status.ANSWERED}),
        _("Mặt trận xem trả lời của cơ quan"),
        _("Cơ quan đã trả lời, Mặt trận đang xem câu trả lời"),
    ),
    (
        frozenset({Status.SUPERVISED}),
        _("Mặt trận theo dõi việc thực hiện"),
        _("Mặt trận đang theo dõi để cơ quan làm đúng điều đã hứa"),
    ),
    (frozenset({Status.CLOSED}), _("Xong"), _("Việc theo dõi đơn đã kết thúc")),
)


# What each position of the competent body means to the person, said without a day; of a sealed case nothing more.
PROCEEDINGS: dict[str, str | Promise] = {
    Position.WAITING: _("Cơ quan có thẩm quyền đã nhận đơn và đang xem xét việc thụ lý."),
    Position.ACCEPTED: _("Cơ quan có thẩm quyền đã thụ lý và đang giải quyết."),
    Position.SUSPENDED: _("Cơ quan có thẩm quyền tạm đình chỉ việc giải quyết; thời gian này không tính vào thời hạn."),
    Position.REFUSED: _("Cơ quan có thẩm quyền không thụ lý và đã nêu lý do; Mặt trận đang xem lý do ấy."),
    Position.ENDED: _("Cơ quan có thẩm quyền đã ra quyết định hoặc kết luận; Mặt trận chờ thông báo kết quả."),
}
AT_THE_SUPERIOR = _("Mặt trận đã kiến nghị cơ quan cấp trên xem xét lại và đang chờ trả lời.")
ACCEPTED_WITH_ITS_DAYS = _(
    "Cơ quan có thẩm quyền đã thụ lý ngày %(accepted)s và đang giải quyết; theo luật, xong trước hết ngày %(due)s."
)
WAITS_FOR_YOU = _(
    "Mặt trận đã đề nghị ông/bà bổ sung và đang chờ đến hết ngày %(day)s; chưa rõ bổ sung điều gì, ông/bà hỏi nơi đã "
    "nhận đơn."
)
LOOKED_AT = _("Mặt trận đã nhận phần bổ sung ông/bà gửi ngày %(day)s và đang xem đủ hay còn thiếu.")
ANSWERS = Helped.choices
"""What may be said to the question whether it helped."""
VOIDED = _("Số này vào sổ nhầm nên đã hủy")


def standing(code: str) -> list[Standing] | None:
    """Return where each case of the petition stands; None for every code that fits none."""
    petition = Petition.objects.filter(tracking_code=code.strip().upper()).first()
    if petition is None:
        return None
    current = petition.matters.current()
    # What has no public number is not followed in public (law.md §4).
    matters = current.exclude(case__kind__in=access.NEED_TO_KNOW)
    matters = matters.select_related("case__unit", "case__lead__agency").order_by("pk")
    if not matters and petition.matters.filter(case__kind__in=access.NEED_TO_KNOW).exists():
        return None
    followed = [matter for matter in matters if matter.case.outcome != Outcome.JOINED]
    return [_standing(petition, matter, several=len(followed) > 1) for matter in followed]


def receipt_by(code: str) -> Receipt | None:
    """Return the signed receipt of the petition with this code; None where there is none, or nothing is followed."""
    return Receipt.objects.filter(petition__tracking_code=code.strip().upper()).first() if standing(code) else None


def _standing(petition: Petition, matter: Matter, *, several: bool) -> Standing:
    case = matter.case
    before = case.joined.current().filter(case__matters__petition=petition).select_related("case").first()
    here = next(place for place, (statuses, _label, _headline) in enumerate(STAGES) if case.status in statuses)
    lead = case.lead
    at_agency = lead if case.status == Status.FORWARDED else None
    voided = case.outcome == Outcome.VOIDED
    accepted = lead.answers.exclude(accepted_on=None).order_by("-pk").first() if lead is not None else None
    return Standing(
        number=case.number,
        headline=VOIDED if voided else _waits(case) or STAGES[here][2],
        received_on=petition.received_on,
        stages=tuple(
            Stage(label=label, reached=place <= here, current=place == here)
            for place, (_statuses, label, _headline) in enumerate(STAGES)
            if not voided
        ),
        # Whoever found the slip learns no more of a sealed case than how far it has come.
        holder=at_agency.agency.name if at_agency and not case.sealed else case.unit.name,
        answer_by=at_agency.answer_by if at_agency else None,
        answer=accepted.text if accepted and not case.sealed else "",
        outcome=case.get_outcome_display() if case.outcome and not voided else "",
        proceeding=_proceeding(case),
        joined_from=before.case.number if before is not None else "",
        about=matter.summary if several else "",
        voided=voided,
        may_say=_may_say(petition, case),
        said=_said(petition, case),
        may_supplement=_may_supplement(petition, case),
    )


def _waits(case: Case) -> str:
    """The petitioner is asked for something: that and until when, never what; of a sealed case not even that."""
    awaited = None if case.sealed else case.supplement
    if awaited is None:
        return ""
    if awaited.handed_in_on is not None:
        return str(LOOKED_AT % {"day": f"{awaited.handed_in_on:%d/%m/%Y}"})
    return str(WAITS_FOR_YOU % {"day": f"{awaited.until:%d/%m/%Y}"})


def _may_supplement(petition: Petition, case: Case) -> bool:
    """Of a sealed case nothing is taken here: that something is wanted would already say too much (046)."""
    if case.sealed or case.opening_petition != petition:
        return False
    by = _themselves(petition)
    return access.may(by, Move.RECEIVE_SUPPLEMENT, case) and not reasons_against(case, Move.RECEIVE_SUPPLEMENT)


def _may_say(petition: Petition, case: Case) -> bool:
    """Of a sealed case nothing is asked here: whoever found the slip would learn, and say, too much."""
    if case.sealed or petition.signing == Signing.ANONYMOUS:
        return False
    return access.may(_themselves(petition), Move.RECORD_HELPED, case) and not reasons_against(case, Move.RECORD_HELPED)


def _said(petition: Petition, case: Case) -> str:
    last = case.verdicts.filter(petition=petition).order_by("-pk").first() if not case.sealed else None
    return last.get_helped_display() if last is not None else ""


def _themselves(petition: Petition) -> Actor:
    return Actor(kind=ActorKind.PETITIONER, key=str(petition.pk), channel=Channel.PORTAL)


def say(code: str, number: str, *, helped: str, text: str, on: date) -> bool:
    """Keep whether it helped, said by whoever has the code; False where nothing can be said. Raises Unusable."""
    petition = Petition.objects.filter(tracking_code=code.strip().upper()).first()
    if petition is None:
        return False
    for matter in petition.matters.current().filter(case__number=number).select_related("case__unit"):
        if _may_say(petition, matter.case):
            record_helped(matter.case, helped=helped, text=text, by=_themselves(petition), on=on)
            return True
    return False


def supplement(code: str, number: str, *, text: str, files: Iterable[tuple[str, bytes]], on: date) -> bool:
    """Keep what whoever has the code was asked for; False where nothing is awaited any more. Raises Unusable."""
    petition = Petition.objects.filter(tracking_code=code.strip().upper()).first()
    if petition is None:
        return False
    for matter in petition.matters.current().filter(case__number=number).select_related("case__unit"):
        if _may_supplement(petition, matter.case):
            papers = [NewDocument(title=title, content=content) for title, content in files]
            try:
                hand_in_supplement(matter.case, text=text, documents=papers, by=_themselves(petition), on=on)
            except NotAllowedNow:
                # It was settled between the two looks.
                return False
            return True
    return False


def _proceeding(case: Case) -> str:
    """Where the competent body is, as long as the petition lies with it or its refusal is looked at."""
    lead = case.lead
    if case.is_at_the_superior and not case.sealed:
        return str(AT_THE_SUPERIOR)
    if lead is None or KINDS[case.kind].chain is None or lead.received_on is None:
        return ""
    stands = case.position
    refused = case.status == Status.ANSWERED and stands == Position.REFUSED
    if case.status != Status.FORWARDED and not refused:
        return ""
    accepted = case.proceedings.filter(referral=lead, what=ProceedingFact.ACCEPTED).select_related("opened").last()
    if stands == Position.ACCEPTED and accepted is not None and accepted.opened is not None and not case.sealed:
        days = {"accepted": f"{accepted.dated_on:%d/%m/%Y}", "due": f"{accepted.opened.due_on:%d/%m/%Y}"}
        return str(ACCEPTED_WITH_ITS_DAYS % days)
    return str(PROCEEDINGS[stands])
