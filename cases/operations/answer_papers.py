"""What every answer of an agency is asked, the lead's and a helper's: its words, its day, its paper."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from ..errors import Unusable
from ..models import Proceeding
from ..vocabulary import AnswerResult
from .documents import NewDocument


def check_reply(*, result: str, text: str, dated_on: date | None, on: date) -> None:
    """Refuse an answer without a result or words, or from a day to come."""
    if result not in AnswerResult.values:
        raise Unusable("result", _("Cần chọn kết quả trả lời."))
    if not text.strip():
        raise Unusable("text", _("Cần ghi nội dung trả lời."))
    if dated_on is not None and dated_on > on:
        raise Unusable("dated_on", _("Ngày văn bản không thể sau hôm nay."))


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
