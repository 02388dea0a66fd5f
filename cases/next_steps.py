"""What the petitioner may do next, said in the notice of the result; days of the law come from the catalogue."""

from datetime import date

from deadlines.refusals import Refused
from deadlines.rules import rule

from .models import Case
from .vocabulary import Kind, Position

# The time to complain once more, by what the first complaint was about (Luật Khiếu nại Điều 33, Điều 48).
SECOND = {Kind.COMPLAINT: "kn.file_second", Kind.COMPLAINT_DISCIPLINE: "kn.limitation_discipline_second"}
LONGER = {"remote_area": "vùng sâu, vùng xa đi lại khó khăn", "dismissal": "quyết định buộc thôi việc"}


def next_steps(case: Case, *, on: date) -> list[str]:
    """Return what is open to the person, one thing a line. In Vietnamese: it stands in a letter."""
    return [*_against_the_result(case, on=on), PROMISE_BROKEN, HELPED]


PROMISE_BROKEN = "Nếu việc cơ quan cam kết không được thực hiện, báo cho Mặt trận, nêu số vụ việc này."
HELPED = (
    "Cho Mặt trận biết kết quả có thỏa đáng không, hoặc gửi thêm tài liệu, tại nơi tiếp công dân hoặc qua điện thoại."
)


def _against_the_result(case: Case, *, on: date) -> list[str]:
    if case.position == Position.REFUSED:
        return [
            "Nếu không đồng ý với việc không thụ lý, ông (bà) có quyền khiếu nại hoặc khởi kiện theo quy định của "
            "pháp luật."
        ]
    if case.kind in SECOND:
        return [_complain_again(SECOND[Kind(case.kind)], on=on)]
    if case.kind == Kind.COMPLAINT_SECOND:
        return [
            "Nếu không đồng ý với quyết định giải quyết khiếu nại lần hai, ông (bà) có quyền khởi kiện vụ án hành "
            "chính tại Tòa án theo quy định của pháp luật."
        ]
    if case.kind == Kind.DENUNCIATION:
        return [
            "Nếu có căn cứ cho rằng việc giải quyết không đúng pháp luật, ông (bà) có quyền tố cáo tiếp theo quy định "
            "của Luật Tố cáo."
        ]
    return ["Nếu chưa đồng ý với kết quả, ông (bà) có quyền kiến nghị, phản ánh tiếp kèm tài liệu, chứng cứ mới."]


def _complain_again(key: str, *, on: date) -> str:
    try:
        limit = rule(key, on=on)
    except Refused:
        # No row for that day: the right stands, its days are not guessed.
        return "Nếu không đồng ý, ông (bà) có quyền khiếu nại lần hai hoặc khởi kiện theo quy định của pháp luật."
    longer = [f"{LONGER[one['when']]}: {one['length']} ngày" for one in limit.variants if one["when"] in LONGER]
    more = f" ({'; '.join(longer)})" if longer else ""
    return (
        f"Nếu không đồng ý với quyết định giải quyết lần đầu, trong thời hạn {limit.length} ngày kể từ ngày nhận được "
        f"quyết định{more}, ông (bà) có quyền khiếu nại lần hai, hoặc khởi kiện vụ án hành chính tại Tòa án "
        f"({limit.citation})."
    )
