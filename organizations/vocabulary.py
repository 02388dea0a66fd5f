"""The words of the organization: kinds of units, levels, roles, areas, and what can happen to them."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    MTTQ = "mttq", _("Mặt trận Tổ quốc Việt Nam")
    SOCIOPOLITICAL = "sociopolitical", _("Tổ chức chính trị - xã hội")
    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    COUNCIL = "council", _("Hội đồng nhân dân, Đoàn đại biểu Quốc hội")
    DEPARTMENT = "department", _("Sở, ban, ngành, phòng chuyên môn")
    POLICE = "police", _("Công an")
    PROCURACY = "procuracy", _("Viện kiểm sát nhân dân")
    COURT = "court", _("Tòa án nhân dân")
    PARTY = "party", _("Cơ quan Đảng")
    INSPECTION_BOARD = "inspection_board", _("Ban Thanh tra nhân dân")
    INVESTMENT_BOARD = "investment_board", _("Ban Giám sát đầu tư của cộng đồng")
    OTHER = "other", _("Cơ quan, tổ chức khác")


class Level(models.TextChoices):
    CENTRE = "centre", _("Trung ương")
    PROVINCE = "province", _("Tỉnh, thành phố")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    AREA = "area", _("Khu dân cư")


class Role(models.TextChoices):
    RECEPTIONIST = "receptionist", _("Cán bộ tiếp dân")
    HANDLER = "handler", _("Cán bộ xử lý đơn")
    LEADER = "leader", _("Lãnh đạo Mặt trận")
    RECORDS_OFFICER = "records_officer", _("Văn thư")
    AGENCY_OFFICER = "agency_officer", _("Cán bộ cơ quan")
    AGENCY_LEADER = "agency_leader", _("Lãnh đạo cơ quan")
    AGENCY_HEAD = "agency_head", _("Người đứng đầu cơ quan")
    SUPERVISOR = "supervisor", _("Cán bộ giám sát")
    AUDITOR = "auditor", _("Người kiểm tra lịch sử")
    ADMINISTRATOR = "administrator", _("Quản trị")


class Salutation(models.TextChoices):
    """How a letter speaks to the head of an agency."""

    MR = "mr", _("Ông")
    MS = "ms", _("Bà")
    COMRADE = "comrade", _("Đồng chí")


class AreaKind(models.TextChoices):
    PROVINCE = "province", _("Tỉnh, thành phố trực thuộc trung ương")
    COMMUNE = "commune", _("Xã")
    WARD = "ward", _("Phường")
    SPECIAL_ZONE = "special_zone", _("Đặc khu")
    DISTRICT_OLD = "district_old", _("Quận, huyện, thị xã, thành phố cũ")


class SuccessionKind(models.TextChoices):
    MERGED = "merged", _("Nhập vào")
    SPLIT = "split", _("Chia tách thành")
    ABOLISHED = "abolished", _("Giải thể, giao việc cho")
    RENAMED = "renamed", _("Đổi tên")


class Confidence(models.TextChoices):
    """How sure a row of the directory is."""

    CHECKED = "checked", _("Đã đối chiếu văn bản")
    ASSUMED = "assumed", _("Theo thông lệ, chưa đối chiếu")


# Luật MTTQ 2025 Điều 5.2: the socio-political organizations work inside the MTTQ; everybody else is an agency to it.
FRONT_KINDS = frozenset({UnitKind.MTTQ, UnitKind.SOCIOPOLITICAL})
FRONT_ROLES = frozenset({Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR})
AGENCY_ROLES = frozenset({Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD})
COMMUNE_KINDS = frozenset({AreaKind.COMMUNE, AreaKind.WARD, AreaKind.SPECIAL_ZONE})

EVENTS: dict[str, str | Promise] = {
    "unit.created": _("Lập đơn vị trong danh bạ"),
    "unit.renamed": _("Đổi tên đơn vị"),
    "unit.moved": _("Chuyển đơn vị sang đơn vị cấp trên khác"),
    "unit.email_changed": _("Đổi địa chỉ thư điện tử đã đăng ký của đơn vị"),
    "unit.succeeded": _("Đơn vị được nhập hoặc chia tách"),
    "person.created": _("Mở tài khoản người dùng"),
    "person.deactivated": _("Khóa tài khoản người dùng"),
    "person.reopened": _("Mở lại tài khoản người dùng"),
    "person.corrected": _("Sửa thông tin người dùng"),
    "person.email_changed": _("Đổi địa chỉ thư điện tử của người dùng"),
    "person.way_in_given": _("Cấp đường dẫn đặt mật khẩu cho người dùng"),
    "person.second_step_taken": _("Người quản trị tắt xác thực hai bước của người dùng"),
    "person.signed_in": _("Đăng nhập"),
    "person.sign_in_failed": _("Đăng nhập không thành công"),
    "person.locked_out": _("Tạm khóa đăng nhập vì sai nhiều lần"),
    "person.signed_out": _("Đăng xuất"),
    "person.capacity_chosen": _("Chọn đơn vị để làm việc"),
    "person.password_changed": _("Đổi mật khẩu"),
    "person.second_step_on": _("Bật xác thực hai bước"),
    "person.second_step_off": _("Tắt xác thực hai bước"),
    "person.recovery_codes_made": _("Tạo mã dự phòng mới"),
    "membership.begun": _("Giao vai trò tại đơn vị"),
    "membership.ended": _("Kết thúc vai trò tại đơn vị"),
    "deputisation.begun": _("Ủy quyền xử lý công việc"),
    "deputisation.ended": _("Kết thúc ủy quyền xử lý công việc"),
    "client.admitted": _("Cấp quyền cho phần mềm kết nối"),
    "client.revoked": _("Thu hồi quyền của phần mềm kết nối"),
    "client.refused": _("Từ chối phần mềm vì mã kết nối không đúng hoặc đã bị thu hồi"),
    "competence.handed_out": _("Lấy danh bạ thẩm quyền ra thành bảng"),
    "competence.added": _("Thêm dòng vào danh bạ thẩm quyền"),
    "competence.ended": _("Kết thúc dòng của danh bạ thẩm quyền"),
}
