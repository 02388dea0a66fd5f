"""One content is transferred once, and guided once: again to the same agency needs a reason that stays with it."""

from django.utils.translation import gettext_lazy as _

from organizations.models import Unit

from ..errors import Unusable
from ..models import Case, Referral
from ..transfers import guided_before, sent_before


def must_say_why_again(case: Case, agency: Unit, *, because: str) -> list[Referral]:
    """Return the transfers of this content to this agency that went before. Raises Unusable when no reason is given."""
    before = sent_before(case, agency.pk)
    if before and not because.strip():
        last = before[0]
        raise Unusable(
            "again_because",
            _("Nội dung này đã chuyển đến %(agency)s ngày %(day)s (vụ việc %(number)s); cần ghi vì sao chuyển lại.")
            % {"agency": agency.name, "day": f"{last.sent_on:%d/%m/%Y}", "number": last.case.number},
        )
    return before


def must_not_be_guided_again(case: Case, field: str) -> None:
    """TT 05/2021 Điều 6: guidance on one content is given once; what comes again is filed away. Raises Unusable."""
    before = guided_before(case)
    if before is not None:
        raise Unusable(
            field,
            _("Nội dung này đã được hướng dẫn một lần, ngày %(day)s (vụ việc %(number)s); gửi lại thì lưu đơn.")
            % {"day": f"{before.dispatched_on:%d/%m/%Y}", "number": before.case.number},
        )
