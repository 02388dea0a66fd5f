"""The decision or act a complaint is about, as the receptionist reads it off the papers."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from organizations.models import Unit

from ..errors import Unusable
from ..kinds import KINDS
from ..models import Case, Contested
from ..vocabulary import ContestedWhat


@dataclass(frozen=True)
class NewContested:
    """What is known of it; a complaint may be registered before everything is."""

    what: str = ContestedWhat.DECISION
    number: str = ""
    decided_on: date | None = None
    known_on: date | None = None
    unit: Unit | None = None
    first_number: str = ""
    first_decided_on: date | None = None
    first_overdue: bool = False


def check_contested(kind: str, contested: NewContested | None, *, received_on: date) -> None:
    """Refuse what cannot be true of the dates, and a second complaint without a first."""
    facts = KINDS[kind]
    if not facts.about_a_decision:
        if contested is not None:
            raise Unusable(
                "kind", _("Chỉ đơn khiếu nại mới nêu quyết định, hành vi bị khiếu nại; cần xem lại loại đơn.")
            )
        return
    contested = contested or NewContested()
    if contested.what not in ContestedWhat.values:
        raise Unusable("what", _("Cần chọn khiếu nại quyết định hay hành vi."))
    _check_days(contested, received_on=received_on)
    if facts.after_a_first and not (
        contested.first_number.strip() or contested.first_decided_on or contested.first_overdue
    ):
        # Luật Khiếu nại Điều 33: after the first decision, or when its time has run out without one.
        raise Unusable(
            "first_number",
            _(
                "Khiếu nại lần hai cần số hoặc ngày quyết định lần đầu, hoặc đánh dấu “quá thời hạn mà lần đầu chưa có "
                "quyết định”; nếu chưa có gì, chọn khiếu nại lần đầu."
            ),
        )
    if not facts.after_a_first and (contested.first_number.strip() or contested.first_decided_on):
        raise Unusable("kind", _("Đã có quyết định lần đầu thì chọn khiếu nại lần hai."))


def write_contested(case: Case, contested: NewContested) -> None:
    Contested.objects.create(
        case=case,
        what=contested.what,
        number=contested.number.strip(),
        decided_on=contested.decided_on,
        known_on=contested.known_on,
        unit=contested.unit,
        first_number=contested.first_number.strip(),
        first_decided_on=contested.first_decided_on,
        first_overdue=contested.first_overdue,
    )


def _check_days(contested: NewContested, *, received_on: date) -> None:
    """A complaint comes after what it is about, and after the complainant knew of it."""
    in_order = (
        ("decided_on", contested.decided_on, _("Quyết định, hành vi bị khiếu nại không thể sau ngày nhận đơn.")),
        ("known_on", contested.known_on, _("Ngày biết quyết định, hành vi không thể sau ngày nhận đơn.")),
        ("first_decided_on", contested.first_decided_on, _("Quyết định lần đầu không thể sau ngày nhận đơn.")),
    )
    for name, day, sentence in in_order:
        if day is not None and day > received_on:
            raise Unusable(name, sentence)
    if contested.decided_on and contested.known_on and contested.known_on < contested.decided_on:
        raise Unusable("known_on", _("Không thể biết quyết định, hành vi trước ngày của chính nó."))
    if contested.decided_on and contested.first_decided_on and contested.first_decided_on < contested.decided_on:
        raise Unusable("first_decided_on", _("Quyết định lần đầu phải sau quyết định, hành vi bị khiếu nại."))
