"""Where one may go: seven sections, each only for who has something in it, and the pages inside the open one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.vocabulary import Role

STAFF = frozenset({Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR, Role.AUDITOR})
AGENCY = frozenset({Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD})
OVERSEES = frozenset({Role.SUPERVISOR, Role.LEADER, Role.AUDITOR})
WATCHES = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR})
RULES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
BRINGS_BOOKS = frozenset({Role.ADMINISTRATOR, Role.RECORDS_OFFICER})


@dataclass(frozen=True)
class Page:
    """A page one goes to by its name; `what` says on the page of a section what it is for."""

    name: str
    label: str | Promise
    roles: frozenset[Role]
    what: str | Promise = ""
    icon: str = ""

    def is_for(self, actor: Actor) -> bool:
        return bool(self.roles & actor.roles)

    @property
    def address(self) -> str:
        return reverse(f"desk:{self.name}")


@dataclass(frozen=True)
class Section:
    name: str
    label: str | Promise
    icon: str
    pages: tuple[Page, ...]
    counts: str | Promise = ""
    """What the number beside it is a number of."""
    has_index: bool = False
    """Its pages are told apart on a page of their own (`desk:<name>`), not in the column at the left."""

    def open_to(self, actor: Actor) -> list[Page]:
        return [page for page in self.pages if page.is_for(actor)]


@dataclass(frozen=True)
class Group:
    """Pages of administration that belong together on their index."""

    label: str | Promise
    pages: tuple[Page, ...]


# Every page an administrator, or whoever shares one of these tasks, may need: one line each, told apart on one page.
ADMINISTRATION = (
    Group(
        _("Hệ thống chạy có ổn không"),
        (
            Page(
                "health",
                _("Tình trạng hệ thống"),
                ADMINISTRATOR,
                _("Việc chạy nền, thư, sao lưu, ổ đĩa: cái gì đang hỏng, làm gì."),
                "binoculars",
            ),
            Page(
                "jobs",
                _("Nhật ký việc tự động"),
                ADMINISTRATOR,
                _("Việc nào đã chạy, lúc nào, bao lâu, có lỗi không; và những việc dài đã giao."),
                "clock",
            ),
            Page(
                "dead-letters",
                _("Thư chưa gửi được"),
                ADMINISTRATOR,
                _("Thư hệ thống không tự gửi lại nữa: sửa nguyên nhân rồi gửi lại."),
                "envelope-paper",
            ),
            Page(
                "quarantine",
                _("Tệp cách ly"),
                ADMINISTRATOR,
                _("Tệp bị nghi có mã độc: để nguyên, hoặc mở lại khi biết chắc an toàn."),
                "shield-lock",
            ),
            Page(
                "checkpoints",
                _("Điểm kiểm soát"),
                WATCHES,
                _("Chữ ký mỗi giờ lên sổ sự kiện, và nơi giữ phiếu để đối chiếu."),
                "shield-lock",
            ),
        ),
    ),
    Group(
        _("Đơn vị, người, thẩm quyền"),
        (
            Page(
                "staff",
                _("Người dùng và vai trò"),
                ADMINISTRATOR,
                _("Ai làm việc ở đâu, với vai trò gì, từ ngày nào; mở, khóa tài khoản, cấp lại mật khẩu."),
                "person",
            ),
            Page(
                "deputies",
                _("Ủy quyền"),
                ADMINISTRATOR,
                _("Ai thay mặt ai, từ ngày nào đến ngày nào, theo văn bản nào."),
                "person-badge",
            ),
            Page(
                "units",
                _("Đơn vị"),
                ADMINISTRATOR,
                _("Cây đơn vị theo thời gian: lập mới, chuyển nơi trực thuộc, tra nơi trước và sau khi sắp xếp."),
                "diagram-3",
            ),
            Page(
                "workload",
                _("Người và khối lượng việc"),
                ADMINISTRATOR,
                _("Ai đang giữ bao nhiêu việc; bàn giao khi có người nghỉ, chuyển."),
                "people-fill",
            ),
            Page(
                "changeovers",
                _("Sắp xếp đơn vị"),
                ADMINISTRATOR,
                _("Sáp nhập, chia tách, đổi tên: xem trước việc đi đâu rồi mới quyết định."),
                "building",
            ),
            Page(
                "addressees",
                _("Cơ quan nhận văn bản"),
                ADMINISTRATOR,
                _("Người đứng đầu, địa chỉ, thư điện tử của nơi Mặt trận gửi đến."),
                "building",
            ),
            Page(
                "competence",
                _("Thẩm quyền"),
                ADMINISTRATOR,
                _("Bảng lĩnh vực, địa bàn, cấp: đơn nào thì cơ quan nào giải quyết."),
                "signpost-split",
            ),
        ),
    ),
    Group(
        _("Mẫu và kết nối"),
        (
            Page(
                "letter-samples",
                _("Mẫu văn bản"),
                ADMINISTRATOR,
                _("Từng mẫu công văn, giấy tờ, căn cứ và bản xem thử với số liệu giả."),
                "file-earmark-text",
            ),
            Page(
                "wordings",
                _("Mẫu thông báo"),
                ADMINISTRATOR,
                _("Từng thông báo hệ thống gửi đi: ai nhận, qua đâu, lời lẽ thế nào."),
                "chat-left-text",
            ),
            Page(
                "clients",
                _("Phần mềm kết nối"),
                ADMINISTRATOR,
                _("Phần mềm của cơ quan khác được phép đọc, báo nhận thay người."),
                "key",
            ),
        ),
    ),
    Group(
        _("Luật, lịch, số liệu"),
        (
            Page(
                "law", _("Thời hạn"), RULES, _("Từng thời hạn theo điều luật nào; hai người mới đổi được."), "calendar3"
            ),
            Page(
                "calendar",
                _("Lịch nghỉ"),
                RULES,
                _("Ngày nghỉ từng năm; thiếu năm nào thì thời hạn năm ấy không tính được."),
                "calendar3",
            ),
            Page(
                "openings",
                _("Số liệu đầu kỳ"),
                BRINGS_BOOKS,
                _("Đưa sổ cũ vào bằng một bảng, kiểm từng dòng trước khi vào sổ."),
                "upload",
            ),
        ),
    ),
)

# Everybody's own: in the menu at the right and in the palette.
EVERYBODY = frozenset(Role)
PERSONAL = (
    Page("messages", _("Thông báo"), EVERYBODY, _("Những điều hệ thống đã báo cho tôi"), "bell"),
    Page("preferences", _("Cách nhận thông báo"), EVERYBODY, _("Nhận ngay, gộp mỗi sáng hay không nhận"), "sliders"),
    Page(
        "background",
        _("Việc chạy nền của tôi"),
        EVERYBODY,
        _("Bảng đã kết xuất, việc làm hàng loạt"),
        "hourglass-split",
    ),
    Page("account", _("Tài khoản của tôi"), EVERYBODY, _("Mật khẩu, bước xác minh thứ hai, phiên đăng nhập"), "person"),
    Page("capacity", _("Làm việc cho đơn vị"), EVERYBODY, _("Đổi đơn vị, thay mặt người khác"), "building"),
    Page("guide", _("Hướng dẫn sử dụng"), EVERYBODY, _("Từng bước cho từng vai trò"), "journal-text"),
    Page("first-steps", _("Những bước đầu"), EVERYBODY, _("Xem lại phần giới thiệu"), "signpost-split"),
)

SECTIONS = (
    Section(
        "inbox",
        _("Việc của tôi"),
        "inbox",
        (
            Page("inbox", _("Việc phải làm"), STAFF | AGENCY),
            Page("leader", _("Bàn lãnh đạo"), frozenset({Role.LEADER})),
            Page("records", _("Bàn văn thư"), frozenset({Role.RECORDS_OFFICER})),
            Page("incoming", _("Văn bản đến"), frozenset({Role.RECORDS_OFFICER})),
            Page("workload", _("Khối lượng việc"), frozenset({Role.LEADER, Role.AGENCY_LEADER})),
            Page("deputies", _("Ủy quyền"), frozenset({Role.LEADER})),
        ),
        counts=_("việc tôi làm được lúc này"),
    ),
    Section(
        "intake",
        _("Tiếp nhận"),
        "pencil-square",
        (
            Page("intake", _("Tiếp nhận đơn"), frozenset({Role.RECEPTIONIST, Role.HANDLER})),
            Page("reception", _("Tiếp công dân"), STAFF),
        ),
        counts=_("đơn viết dở của tôi và lượt tiếp hôm nay chưa có kết quả"),
    ),
    Section(
        "register",
        _("Sổ đơn"),
        "journal-text",
        (
            Page("register", _("Tra sổ đơn"), STAFF | AGENCY),
            Page("books", _("Sổ sách"), frozenset({Role.RECORDS_OFFICER, Role.LEADER})),
            Page("erasures", _("Lưu trữ, xóa hồ sơ"), frozenset({Role.RECORDS_OFFICER, Role.LEADER})),
        ),
        counts=_("vụ việc đang mở"),
    ),
    Section(
        "agency",
        _("Cơ quan"),
        "building",
        (
            Page("agency", _("Mặt trận chuyển đến"), AGENCY),
            Page("agencies", _("Cơ quan giữ bao lâu"), OVERSEES),
        ),
        counts=_("việc đang chờ cơ quan"),
    ),
    Section(
        "supervision",
        _("Giám sát"),
        "binoculars",
        (
            Page("supervision", _("Ai đang chậm"), OVERSEES),
            Page("late", _("Ai làm trễ"), OVERSEES),
            Page("scorecard", _("Cơ quan trả lời thế nào"), OVERSEES),
            Page("agenda", _("Giao ban"), OVERSEES),
            Page("notice", _("Đôn đốc, thông báo sáu tháng"), OVERSEES),
            Page("audit", _("Kiểm tra lịch sử"), frozenset({Role.AUDITOR, Role.SUPERVISOR})),
        ),
        counts=_("công văn quá ngày hẹn mà cơ quan chưa trả lời"),
    ),
    Section("dashboard", _("Báo cáo"), "bar-chart", (Page("dashboard", _("Báo cáo"), OVERSEES),)),
    Section(
        "administration",
        _("Quản trị"),
        "gear",
        tuple(page for group in ADMINISTRATION for page in group.pages),
        has_index=True,
        counts=_("trục trặc cần xem"),
    ),
)


@dataclass(frozen=True)
class Door:
    """One section as this person sees it."""

    section: Section
    address: str
    is_here: bool
    """The very page, or one inside the section."""
    is_page: bool
    inside: tuple[tuple[Page, bool], ...]
    """The pages of the section one is in, where there are several."""


def doors_of(actor: Actor, path: str) -> list[Door]:
    """Return what this person finds at the left, the section that holds this address unfolded."""
    open_sections = [(section, pages) for section in SECTIONS if (pages := section.open_to(actor))]
    here, at = _place_of(open_sections, path)
    found = []
    for section, pages in open_sections:
        address = reverse(f"desk:{section.name}") if section.has_index else pages[0].address
        inside = tuple((page, page is at) for page in pages) if section is here and _unfolds(section, pages) else ()
        found.append(Door(section, address, section is here, section is here and not inside, inside))
    return found


def home_of(actor: Actor) -> str:
    """Return where somebody's day begins: with what waits for them; who never has a task begins at what is theirs."""
    if actor.roles & ((STAFF - {Role.AUDITOR}) | AGENCY):
        return reverse("desk:inbox")
    return reverse("desk:administration" if Role.ADMINISTRATOR in actor.roles else "desk:audit")


def pages_of(actor: Actor) -> Iterator[tuple[Section, Page]]:
    """Yield every page one may jump to, in the order of the column."""
    for section in SECTIONS:
        for page in section.open_to(actor):
            yield section, page


def _unfolds(section: Section, pages: list[Page]) -> bool:
    return len(pages) > 1 and not section.has_index


def _place_of(sections: list[tuple[Section, list[Page]]], path: str) -> tuple[Section | None, Page | None]:
    """Find the section by the longest address that this one begins with: a page below a page belongs to it."""
    best: tuple[int, Section | None, Page | None] = (0, None, None)
    for section, pages in sections:
        tops: list[tuple[str, Page | None]] = [(page.address, page) for page in pages]
        if section.has_index:
            tops.append((reverse(f"desk:{section.name}"), None))
        for address, page in tops:
            if path.startswith(address) and len(address) > best[0]:
                best = (len(address), section, page)
    return best[1], best[2]
