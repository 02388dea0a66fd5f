"""The first steps of each role: a few cards, each one thing to do and where."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.vocabulary import Role

MOST = 5


@dataclass(frozen=True)
class Step:
    title: str | Promise
    words: str | Promise
    page: str
    """The route where it is done."""
    label: str | Promise

    @property
    def address(self) -> str:
        return reverse(f"desk:{self.page}")


FIND = Step(
    _("Tìm và hỏi"),
    _("Bấm / để tìm số đơn, họ tên, nội dung. Dấu ? ở đầu trang nói trang ấy là gì và làm được gì."),
    "search",
    _("Thử tìm"),
)
TASKS = Step(
    _("Việc của tôi"),
    _("Mở đầu ngày ở đây: việc gấp nhất đứng trước, bấm tên việc để mở vụ việc. Làm xong thì việc tự rời danh sách."),
    "inbox",
    _("Mở việc của tôi"),
)
TOLD = Step(
    _("Được báo thế nào"),
    _("Chuông ở đầu trang báo việc mới. Chọn nhóm nào nhận ngay, nhóm nào gộp mỗi sáng."),
    "preferences",
    _("Chọn cách nhận"),
)
STEPS: dict[Role, tuple[Step, ...]] = {
    Role.RECEPTIONIST: (
        Step(
            _("Nhận một đơn"),
            _("Chọn loại đơn trước (phím 1 đến 5), rồi người nộp, nội dung, giấy tờ. Lưu là có số và giấy biên nhận."),
            "intake",
            _("Mở trang tiếp nhận"),
        ),
        Step(
            _("Tiếp công dân"),
            _("Mở buổi tiếp, ghi từng lượt và kết quả. Lượt có đơn thì bấm Nhận đơn, không phải ghi lại."),
            "reception",
            _("Mở tiếp công dân"),
        ),
    ),
    Role.HANDLER: (
        Step(
            _("Một vụ việc đến tay bạn"),
            _("Nhận xử lý, phân loại đơn, soạn công văn, trình ký. Trang vụ việc chỉ hiện nút dùng được lúc này."),
            "register",
            _("Mở sổ đơn"),
        ),
    ),
    Role.LEADER: (
        Step(
            _("Bút phê và ký"),
            _("Đơn mới chờ bút phê, công văn chờ ký, vụ việc chờ kết thúc ở một trang. Nhiều đơn bút phê một lần."),
            "leader",
            _("Mở bàn lãnh đạo"),
        ),
        Step(
            _("Ai đang giữ gì"),
            _("Xem từng người giữ bao nhiêu việc, bao nhiêu quá hạn; bàn giao khi có người nghỉ, chuyển."),
            "workload",
            _("Mở khối lượng việc"),
        ),
    ),
    Role.RECORDS_OFFICER: (
        Step(
            _("Cấp số, gửi đi, xác nhận đến"),
            _("Ba nhóm việc ở Bàn văn thư. Có số rồi thì công văn không sửa được nữa."),
            "records",
            _("Mở bàn văn thư"),
        ),
        Step(
            _("Văn bản đến"),
            _("Vào sổ, gắn với vụ việc, báo nhận. Việc cơ quan làm trên giấy thì ghi thay họ ở vụ việc."),
            "incoming",
            _("Mở văn bản đến"),
        ),
    ),
    Role.AGENCY_OFFICER: (
        Step(
            _("Việc Mặt trận chuyển đến"),
            _("Mở từng việc: nhận trách nhiệm, hoặc từ chối và nói cơ quan nào mới đúng, rồi trả lời kèm văn bản."),
            "agency",
            _("Mở danh sách"),
        ),
    ),
    Role.SUPERVISOR: (
        Step(
            _("Ai đang chậm"),
            _("Danh sách những điều đáng lẽ đã có: cơ quan im lặng, cam kết quá ngày. Lâu nhất đứng trước."),
            "supervision",
            _("Mở giám sát"),
        ),
    ),
    Role.AUDITOR: (
        Step(
            _("Kiểm tra lịch sử"),
            _("Ai làm gì, đọc gì, lúc nào. Chính lần tra của bạn cũng được ghi."),
            "audit",
            _("Mở kiểm tra lịch sử"),
        ),
    ),
    Role.ADMINISTRATOR: (
        Step(
            _("Một trang cho mọi việc quản trị"),
            _("Mỗi trang một dòng nói dùng để làm gì; dấu cạnh tên là có điều cần xem."),
            "administration",
            _("Mở quản trị"),
        ),
        Step(
            _("Hệ thống chạy có ổn không"),
            _("Việc chạy nền, thư, sao lưu, ổ đĩa. Có gì hỏng thì một dòng hiện trên mọi trang của bạn."),
            "health",
            _("Mở tình trạng hệ thống"),
        ),
    ),
}
STEPS[Role.AGENCY_LEADER] = STEPS[Role.AGENCY_HEAD] = STEPS[Role.AGENCY_OFFICER]
WITHOUT_TASKS = frozenset({Role.ADMINISTRATOR})


def steps_for(actor: Actor) -> list[Step]:
    """Return three to five cards: what everybody starts with, then each role's own."""
    own = [step for role in Role if role in actor.roles for step in STEPS[role]]
    first = [] if actor.roles <= WITHOUT_TASKS else [TASKS]
    own = list(dict.fromkeys(own))[: MOST - len(first) - 1]
    rest = [FIND, TOLD]
    return [*first, *own, *rest][:MOST]
