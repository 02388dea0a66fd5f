"""The words of reception in person: sessions, visits, refusals, papers handed over and given back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SessionKind(models.TextChoices):
    """Why there is a session; whether it is online is a second question."""

    REGULAR = "regular", _("Tiếp công dân thường xuyên")
    HEAD = "head", _("Người đứng đầu tiếp công dân định kỳ")
    AD_HOC = "ad_hoc", _("Tiếp công dân đột xuất")


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Theo lịch")
    OPEN = "open", _("Đang tiếp")
    ENDED = "ended", _("Đã xong")
    CANCELLED = "cancelled", _("Đã hủy lịch")


class Manner(models.TextChoices):
    """For whom somebody comes (Luật Tiếp công dân Điều 29 counts groups from five people)."""

    ALONE = "alone", _("Cho chính mình")
    FOR_OTHERS = "for_others", _("Thay người khác")
    GROUP = "group", _("Đông người cùng nội dung")


class CameOf(models.TextChoices):
    """What came of a visit; nothing yet while somebody waits."""

    PETITION = "petition", _("Nhận đơn, vào sổ")
    EXPLAINED = "explained", _("Giải thích tại chỗ")
    GUIDED = "guided", _("Hướng dẫn đến cơ quan có thẩm quyền")
    REFUSED = "refused", _("Từ chối tiếp")
    LEFT = "left", _("Công dân ra về")


class Direction(models.TextChoices):
    """Which way papers went over the counter."""

    IN = "in", _("Nhận của công dân")
    OUT = "out", _("Giao trả công dân")


class ReceptionAct(models.TextChoices):
    """Everything somebody may do at reception, said as a verb on a button."""

    PLAN_SESSIONS = "plan_sessions", _("Xếp lịch tiếp công dân")
    POST_SCHEDULE = "post_schedule", _("Ghi nhận đã niêm yết lịch")
    NOTE_ONLINE_NOTICE = "note_online_notice", _("Ghi nhận đã thông báo buổi trực tuyến")
    NOTE_CONNECTION_TEST = "note_connection_test", _("Ghi nhận đã kiểm tra đường truyền")
    OPEN_SESSION = "open_session", _("Bắt đầu buổi tiếp")
    END_SESSION = "end_session", _("Kết thúc buổi tiếp")
    CANCEL_SESSION = "cancel_session", _("Hủy lịch")
    ADD_VISIT = "add_visit", _("Ghi lượt tiếp")
    END_VISIT = "end_visit", _("Ghi kết quả lượt tiếp")
    REFUSE_VISIT = "refuse_visit", _("Từ chối tiếp công dân")
    CONFIRM_REFUSAL = "confirm_refusal", _("Xác nhận từ chối tiếp")
    OVERTURN_REFUSAL = "overturn_refusal", _("Không đồng ý từ chối")
    ISSUE_NOTICE = "issue_notice", _("Cấp số thông báo từ chối")
    DISPATCH_NOTICE = "dispatch_notice", _("Gửi thông báo từ chối")


# The subject of each is a session, a visit or a refusal; on a petition's case stands only what became of its papers.
EVENTS_OF_RECEPTION = {
    "session.planned": _("Xếp lịch một buổi tiếp công dân"),
    "session.posted": _("Niêm yết lịch tiếp công dân"),
    "session.announced": _("Thông báo buổi tiếp công dân trực tuyến"),
    "session.tested": _("Kiểm tra đường truyền buổi tiếp trực tuyến"),
    "session.opened": _("Bắt đầu buổi tiếp công dân"),
    "session.ended": _("Kết thúc buổi tiếp công dân"),
    "session.handed_on": _("Buổi tiếp công dân chuyển sang đơn vị kế thừa"),
    "session.handed_over": _("Đổi người tiếp của buổi tiếp công dân"),
    "session.cancelled": _("Hủy lịch buổi tiếp công dân"),
    "visit.added": _("Ghi một lượt tiếp công dân"),
    "visit.ended": _("Ghi kết quả lượt tiếp công dân"),
    "reception.refused": _("Từ chối tiếp công dân"),
    "reception.refusal_confirmed": _("Lãnh đạo xác nhận từ chối tiếp công dân"),
    "reception.refusal_overturned": _("Lãnh đạo không đồng ý từ chối tiếp công dân"),
    "reception.notice_issued": _("Cấp số thông báo từ chối tiếp công dân"),
    "reception.notice_dispatched": _("Gửi thông báo từ chối tiếp công dân"),
    "reception_duty.soon": _("Thời hạn về tiếp công dân sắp đến"),
    "reception_duty.overdue": _("Thời hạn về tiếp công dân đã qua"),
    "reception_duty.recomputed": _("Tính lại thời hạn về tiếp công dân"),
}
