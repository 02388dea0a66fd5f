"""Every message with invented facts, so that an office sees what it says; and who in the world hears it."""

from enum import Enum

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .filling import PLACE
from .vocabulary import Group
from .wording import REASONS, WORDINGS

# What `tell.py` says to agencies besides their people here: by mail to the registered address.
TO_AGENCIES = frozenset(
    {
        "clarification_asked",
        "inspection_called_off_agency",
        "inspection_moved_agency",
        "inspection_planned_agency",
        "letter_by_email",
        "letter_for_agency",
        "link_code",
        "petition_withdrawn",
        "referral_recalled",
        "request_ended",
        "request_for_agency",
    }
)
FACTS = {
    "number": "MẪU-2026-00001",
    "lead": "MẪU-2026-00002",
    "source": "MẪU-2026-00002",
    "part": "MẪU-2026-00002",
    "letter": "00/MTTQ-BTT",
    "day": "16/03/2026",
    "due_on": "16/03/2026",
    "was": "09/03/2026",
    "first_on": "02/03/2026",
    "last_on": "06/03/2026",
    "until": "16/03/2026",
    "answer_by": "16/03/2026",
    "time": "17:00",
    "code": "MAU0-0000",
    "address": "https://example.org/tra-loi",
    "agency": "Ủy ban nhân dân xã Hòa Bình",
    "unit": "Ủy ban nhân dân xã Hòa Bình",
    "what": "Trả lời theo ngày hẹn trong công văn",
    "about": "MẪU-2026-00001",
    "root": "0" * 64,
    "file": "MẪU.json",
}


class Hearer(Enum):
    PEOPLE = _("Người trong hệ thống")
    AGENCY = _("Cơ quan, qua hộp thư đã đăng ký")
    PETITIONER = _("Người nộp đơn")
    KEEPER = _("Nơi giữ phiếu kiểm soát")


def hearer_of(template: str) -> Hearer:
    group = WORDINGS[template].group
    if group == Group.PETITIONERS:
        return Hearer.PETITIONER
    if group == Group.SHEETS:
        return Hearer.KEEPER
    return Hearer.AGENCY if template in TO_AGENCIES else Hearer.PEOPLE


def said(template: str, *, language: str) -> tuple[str, str]:
    """Return subject and body as somebody who reads this language would get them."""
    wording = WORDINGS[template]
    with translation.override(language):
        words = FACTS | {
            "heading": str(wording.group.label),
            "nature": gettext("theo công văn"),
            "late": gettext("quá hạn theo công văn"),
            "mark": gettext("Mốc nhắc: đã qua nửa thời gian."),
            "reason": str(REASONS["calendar"]),
        }
        return str(wording.subject) % words, (str(wording.body) % words).replace(PLACE, FACTS["code"]).rstrip()
