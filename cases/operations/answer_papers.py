"""The paper of an answer: named, it lies in the file; it is no older than what it tells of, nor than its arrival."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..errors import Unusable
from ..models import Proceeding
from .documents import NewDocument


def check_answer_paper(
    number: str,
    dated_on: date | None,
    arrived_on: date,
    documents: Sequence[NewDocument],
    decision: Proceeding | None,
    *,
    on_paper: bool,
    on: date,
) -> None:
    """A paper that is named must lie in the file, and cannot be older than the decision it tells of."""
    if on_paper and not number.strip():
        raise Unusable("number", _("Trả lời bằng giấy: cần ghi số văn bản."))
    if on_paper and dated_on is None:
        raise Unusable("dated_on", _("Trả lời bằng giấy: cần ghi ngày văn bản."))
    known = decision is not None and number.strip() in {"", decision.number}
    if number.strip() and not documents and not known:
        raise Unusable("documents", _("Trả lời nêu số văn bản: cần đính kèm bản sao hoặc bản quét của văn bản ấy."))
    if arrived_on > on or (dated_on is not None and arrived_on < dated_on):
        raise Unusable("arrived_on", _("Ngày đến phải từ ngày của văn bản đến hôm nay."))
    if decision is not None and dated_on is not None and dated_on < decision.dated_on:
        raise Unusable(
            "dated_on",
            _("Trả lời không thể trước quyết định, kết luận mà nó nêu (ngày %(day)s).")
            % {"day": f"{decision.dated_on:%d/%m/%Y}"},
        )
