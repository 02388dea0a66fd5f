"""The columns of the table: one list for the empty form, for reading, for what is refused and for what is taken out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..kinds import KINDS
from ..vocabulary import OUTCOMES_OF_A_CASE, AnswerResult, ContestedWhat, Evidence, Intake, Kind, Signing, Status

YES, NO = "yes", "no"
YES_NO = [(YES, "Có"), (NO, "Không")]
Choices = Callable[[], list[tuple[str, str]]]


def _labels(choices: Iterable[tuple[str, str | Promise]]) -> list[tuple[str, str]]:
    return [(value, str(label)) for value, label in choices]


def _kinds() -> list[tuple[str, str]]:
    return [(kind, str(Kind(kind).label)) for kind in KINDS]


def _open_kinds() -> list[tuple[str, str]]:
    return [(kind, str(Kind(kind).label)) for kind, facts in KINDS.items() if not facts.sealed]


@dataclass(frozen=True)
class Column:
    key: str
    heading: str
    """Vietnamese in every language: it is the office's own form."""
    help: str | Promise
    example: str = ""
    choices: Choices | None = None
    needed: bool = False
    personal: bool = False
    """Tells who somebody is: never repeated in a sentence, left out for whoever may not read names."""
    offered: Choices | None = None
    """What the form offers, where that is less than what is understood."""
    day: bool = False
    longest: int = 0


_DAY = _("Ngày, tháng, năm: 31/12/2025.")

COLUMNS: tuple[Column, ...] = (
    Column("number", "Số đơn", _("Đúng như trong sổ giấy; mỗi số một lần."), "125/2025", needed=True, longest=40),
    Column("received_on", "Ngày nhận đơn", _DAY, "03/11/2025", needed=True, day=True),
    Column("registered_on", "Ngày vào sổ", _("Để trống nếu là ngày nhận."), "04/11/2025", day=True),
    Column("intake", "Nhận qua", _("Chọn trong danh sách."), "Bưu điện", lambda: _labels(Intake.choices), needed=True),
    Column("kind", "Loại đơn", _("Chọn trong danh sách."), "Kiến nghị", _kinds, True, offered=_open_kinds),
    Column(
        "signing",
        "Cách ký",
        _("Để trống nếu ký tên thật."),
        "Ký tên thật",
        lambda: _labels(Signing.choices),
    ),
    Column("signed", "Đã ký", _("Đơn có chữ ký hay không. Để trống thì theo đường đơn đến."), "Có", lambda: YES_NO),
    Column("signed_on", "Ngày ký", _("Chỉ khi người nộp ký sau ngày nhận đơn."), "", day=True),
    Column("name", "Họ tên người nộp", _("Để trống nếu đơn không ghi tên."), "Lê Thị Thanh Hương", personal=True),
    Column("birth_year", "Năm sinh", _("Bốn số."), "1968", personal=True),
    Column(
        "identity_number",
        "Số căn cước",
        _("12 số, giữ số 0 ở đầu: ô phải là dạng văn bản."),
        "098168001234",
        personal=True,
        longest=30,
    ),
    Column("phone", "Điện thoại", _("Giữ số 0 ở đầu."), "0912345678", personal=True, longest=30),
    Column("email", "Thư điện tử", _("Nếu có."), "", personal=True),
    Column("address", "Địa chỉ", _("Như ghi trong đơn."), "Thôn Đông, xã Hòa Bình", personal=True),
    Column("signers", "Số người ký", _("Để trống nếu một người."), "1"),
    Column(
        "summary",
        "Trích yếu",
        _("Một câu để nhận ra vụ việc; không ghi họ tên người nộp."),
        "Đường liên thôn hư hỏng",
        needed=True,
        longest=300,
    ),
    Column("text", "Nội dung đơn", _("Để trống thì lấy trích yếu."), "Đề nghị sửa đường trước mùa mưa."),
    Column("asked", "Điều đề nghị", _("Người nộp muốn gì."), "Sửa mặt đường."),
    Column("field", "Lĩnh vực", _("Tên hoặc mã, như trong danh mục."), "Giao thông", needed=True),
    Column("area", "Địa bàn", _("Tên hoặc mã; tên trước ngày 01/7/2025 cũng được."), "Xã Hòa Bình"),
    Column(
        "contested_what",
        "Khiếu nại điều gì",
        _("Chỉ với đơn khiếu nại."),
        "",
        lambda: _labels(ContestedWhat.choices),
    ),
    Column("contested_number", "Số quyết định bị khiếu nại", _("Nếu là quyết định."), "", longest=60),
    Column("decided_on", "Ngày quyết định, hành vi", _("Quyết định hoặc hành vi bị khiếu nại."), "", day=True),
    Column("known_on", "Ngày biết quyết định", _("Ngày người khiếu nại nhận được hoặc biết."), "", day=True),
    Column("first_number", "Số quyết định lần đầu", _("Với khiếu nại lần hai."), "", longest=60),
    Column("first_decided_on", "Ngày quyết định lần đầu", _("Với khiếu nại lần hai."), "", day=True),
    Column("first_overdue", "Lần đầu quá hạn", _("Có, nếu hết hạn mà lần đầu chưa có quyết định."), "", lambda: YES_NO),
    Column("status", "Tình trạng", _("Vụ việc nay ở đâu."), "Đã chuyển cơ quan", lambda: _labels(Status.choices), True),
    Column(
        "handler",
        "Người xử lý",
        _("Tên đăng nhập. Cần có khi vụ việc đã giao mà chưa kết thúc."),
        "thanh.huong",
    ),
    Column("instructed_on", "Ngày giao xử lý", _("Cần có khi vụ việc đang chờ nhận xử lý."), "", day=True),
    Column("agency", "Chuyển đến cơ quan", _("Tên hoặc mã định danh trong danh bạ."), "Ủy ban nhân dân xã Hòa Bình"),
    Column("letter_number", "Số công văn chuyển", _("Đúng như trên giấy."), "214/MTTQ-BTT", longest=60),
    Column("letter_on", "Ngày công văn chuyển", _DAY, "10/11/2025", day=True),
    Column("sent_on", "Ngày gửi công văn", _("Để trống nếu gửi ngay trong ngày của công văn."), "10/11/2025", day=True),
    Column("told_on", "Ngày báo người nộp", _("Ngày người nộp được báo đơn đã chuyển đi đâu."), "10/11/2025", day=True),
    Column("arrived_on", "Ngày cơ quan nhận", _("Ngày công văn đến nơi."), "13/11/2025", day=True),
    Column(
        "evidence",
        "Căn cứ đã nhận",
        _("Biết công văn đã đến nơi nhờ đâu."),
        "Sổ giao nhận văn bản",
        lambda: _labels(Evidence.choices),
    ),
    Column(
        "answer_by",
        "Đề nghị trả lời trước ngày",
        _("Ngày ghi trong công văn; nếu không ghi thì ngày đơn vị theo dõi."),
        "15/12/2025",
        day=True,
    ),
    Column("answered_on", "Ngày trả lời", _DAY, "", day=True),
    Column(
        "result",
        "Kết quả trả lời",
        _("Cần có khi đã có ngày trả lời."),
        "",
        lambda: _labels(AnswerResult.choices),
    ),
    Column("answer_number", "Số văn bản trả lời", _("Nếu trả lời bằng văn bản."), "", longest=60),
    Column("answer_text", "Nội dung trả lời", _("Nếu có."), ""),
    Column("accepted_on", "Ngày chấp nhận trả lời", _("Cần có khi vụ việc đang theo dõi thực hiện."), "", day=True),
    Column("closed_on", "Ngày kết thúc", _DAY, "", day=True),
    Column(
        "outcome",
        "Kết quả",
        _("Cần có khi đã kết thúc."),
        "",
        lambda: _labels([(one.value, one.label) for one in OUTCOMES_OF_A_CASE]),
    ),
    Column("note", "Ghi chú", _("Chỉ người của Mặt trận đọc được."), ""),
    Column("previous_id", "Mã ở hệ thống cũ", _("Nếu trước đây dùng phần mềm khác."), "", longest=60),
)


def offered(column: Column) -> list[str]:
    """Return the words of a coded column that may be chosen."""
    choices = column.offered or column.choices
    return [label for _value, label in choices()] if choices else []


BY_KEY = {column.key: column for column in COLUMNS}
LINE, REASONS = "Dòng", "Vì sao chưa vào sổ"
"""Two columns more in the table of what was refused; handed in again they are passed over."""

SHORT_FORMS = {
    "moi": Status.REGISTERED,
    "dang xu ly": Status.IN_HAND,
    "da chuyen": Status.FORWARDED,
    "da tra loi": Status.ANSWERED,
    "da ket thuc": Status.CLOSED,
}
"""What people write into a book instead of our words."""
