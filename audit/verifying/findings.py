"""What a check of the register may find, each with its sentence, and the report that gathers it."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SLACK = timedelta(minutes=15)
"""An event is dated before its transaction ends: so much older than its neighbour may one be that came after it."""

SENTENCES: dict[str, str | Promise] = {
    "bytes_changed": _("Nội dung sự kiện không còn khớp với mã băm của nó."),
    "columns_differ": _("Các cột của sự kiện không khớp với nguyên văn đã băm."),
    "chain_broken": _("Sự kiện không nối tiếp sự kiện đứng trước."),
    "sequence_gap": _("Chuỗi thiếu hoặc thừa sự kiện: số thứ tự không liền nhau."),
    "clock_back": _("Thời điểm ghi sớm hơn sự kiện đứng trước hoặc không khớp với điểm kiểm soát."),
    "head_differs": _("Đầu chuỗi không trùng với sự kiện cuối cùng."),
    "head_missing": _("Chuỗi có sự kiện nhưng không có đầu chuỗi."),
    "chain_missing": _("Có đầu chuỗi nhưng không còn sự kiện nào."),
    "chain_rewritten": _("Chuỗi đã bị viết lại sau điểm kiểm soát."),
    "chain_cut": _("Chuỗi ngắn hơn lúc lập điểm kiểm soát: sự kiện cuối đã bị bỏ."),
    "checkpoint_changed": _("Điểm kiểm soát đã bị sửa hoặc không nối tiếp điểm đứng trước."),
    "signature_wrong": _("Chữ ký của điểm kiểm soát không đúng."),
    "key_unknown": _("Điểm kiểm soát được ký bằng khóa mà cơ quan không có."),
    "key_changed": _("Khóa ký đã đổi mà khóa cũ không xác nhận."),
    "root_differs": _("Gốc của cây không khớp với các chuỗi lúc lập điểm kiểm soát."),
    "content_damaged": _("Tệp bị mất hoặc không còn khớp với mã băm."),
    "paper_exchanged": _("Tài liệu không có trong sự kiện nào của vụ việc: đã bị thay bằng tệp khác."),
    "letter_changed": _("Văn bản đã ban hành bị mất hoặc không còn khớp với mã băm lúc cấp số."),
    "words_missing": _("Chữ trong hồ sơ đã mất mà không có quyết định xóa nào trong chuỗi của vụ việc."),
    "register_older": _("Sổ không có điểm kiểm soát này: sổ đã bị thay bằng một bản cũ hơn hoặc một bản khác."),
}


@dataclass(frozen=True)
class Finding:
    code: str
    place: str
    """The chain and the number in it, or the checkpoint: where to look."""

    @property
    def sentence(self) -> str:
        return str(SENTENCES[self.code])


@dataclass
class Report:
    checked: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    """What is not there and rightly so: erased, with the day and the decision."""

    @property
    def ok(self) -> bool:
        return not self.findings

    def add(self, other: "Report") -> None:
        for what, number in other.checked.items():
            self.checked[what] = self.checked.get(what, 0) + number
        self.findings += other.findings
        self.said += other.said

    def counted(self, what: str, number: int = 1) -> None:
        self.checked[what] = self.checked.get(what, 0) + number

    def said_of(self, what: str, place: str, sentence: str) -> None:
        self.counted(what)
        self.said.append(f"{place}: {sentence}")

    def found(self, code: str, place: str) -> None:
        self.findings.append(Finding(code, place))
