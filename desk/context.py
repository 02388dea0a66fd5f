"""What every page of the shell shows: where one may go, for whom one acts, what is new."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, ActorKind
from audit.checkpoints import overdue_since
from deadlines.queries import missing_year
from notifications.inbox import unread_count
from notifications.undelivered import waiting_for_server
from organizations.vocabulary import Role

from .personal.reading import waiting_and_unread

SOURCE = "https://example.org/cau-noi"
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Door:
    name: str
    label: str | Promise
    icon: str
    roles: frozenset[str]


STAFF = frozenset({Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR, Role.AUDITOR})
WEIGHS = frozenset({Role.LEADER, Role.ADMINISTRATOR, Role.AGENCY_LEADER})
AGENCY = frozenset({Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD})
WATCHES = frozenset({Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR})
DOORS = (
    Door("inbox", _("Việc của tôi"), "inbox", STAFF | AGENCY),
    Door("intake", _("Tiếp nhận"), "pencil-square", frozenset({Role.RECEPTIONIST, Role.HANDLER})),
    Door("reception", _("Tiếp công dân"), "people-fill", STAFF),
    Door("register", _("Sổ đơn"), "journal-text", STAFF | AGENCY),
    Door("leader", _("Lãnh đạo"), "pen", frozenset({Role.LEADER})),
    Door("workload", _("Khối lượng việc"), "people-fill", WEIGHS),
    Door("records", _("Văn thư"), "send", frozenset({Role.RECORDS_OFFICER})),
    Door("incoming", _("Văn bản đến"), "envelope-paper", frozenset({Role.RECORDS_OFFICER})),
    Door("books", _("Sổ sách"), "journal-plus", frozenset({Role.RECORDS_OFFICER, Role.LEADER})),
    Door("erasures", _("Lưu trữ, xóa hồ sơ"), "trash", frozenset({Role.RECORDS_OFFICER, Role.LEADER})),
    Door("agency", _("Mặt trận chuyển đến"), "building", AGENCY),
    Door("competence", _("Thẩm quyền"), "signpost-split", frozenset({Role.ADMINISTRATOR})),
    Door("changeovers", _("Sắp xếp đơn vị"), "building", frozenset({Role.ADMINISTRATOR})),
    Door("addressees", _("Cơ quan nhận văn bản"), "building", frozenset({Role.ADMINISTRATOR})),
    Door("openings", _("Số liệu đầu kỳ"), "upload", frozenset({Role.ADMINISTRATOR, Role.RECORDS_OFFICER})),
    Door("dead-letters", _("Thư chưa gửi được"), "envelope-paper", frozenset({Role.ADMINISTRATOR})),
    Door("quarantine", _("Tệp cách ly"), "shield-lock", frozenset({Role.ADMINISTRATOR})),
    Door("checkpoints", _("Điểm kiểm soát"), "shield-lock", WATCHES),
    Door("law", _("Thời hạn, lịch nghỉ"), "calendar3", frozenset({Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER})),
    Door("supervision", _("Giám sát"), "binoculars", frozenset({Role.SUPERVISOR, Role.LEADER, Role.AUDITOR})),
    Door("audit", _("Kiểm tra lịch sử"), "search", frozenset({Role.AUDITOR, Role.SUPERVISOR})),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Icons and theme for every page; navigation and counts for who acts for a unit."""
    theme = request.COOKIES.get("theme", "light")
    actor: Actor | None = getattr(request, "actor", None)
    shown: dict[str, Any] = {
        "icons": static("desk/icons.svg"),
        "theme": theme if theme in THEMES else "light",
        "source_link": SOURCE,
        "frame": "desk/base.html",
    }
    if actor is None:
        return shown
    if actor.kind == ActorKind.LINK:
        # One referral and nothing else: no list, no count, no other door.
        return shown | {"frame": "desk/link/frame.html", "by_link": True}
    open_doors = [door for door in DOORS if door.roles & actor.roles]
    here = request.resolver_match.view_name if request.resolver_match else ""
    shown["nav"] = {door.name: True for door in open_doors}
    shown["doors"] = [
        (door, reverse(f"desk:{door.name}"), here == f"desk:{door.name}", *_waiting(door, actor)) for door in open_doors
    ]
    if Role.ADMINISTRATOR in actor.roles:
        shown["missing_year"] = missing_year(on=timezone.localdate())
    # Said at the doors, not on every case behind them: those have their own questions to the database.
    if WATCHES & actor.roles and any(is_here for _door, _address, is_here, *_counts in shown["doors"]):
        shown["checkpoint_missing_since"] = overdue_since(at=timezone.now())
    shown["unread"] = unread_count(actor.person_id) if actor.person_id else 0
    shown["mail_waits"] = waiting_for_server(actor)
    return shown


def _waiting(door: Door, actor: Actor) -> tuple[int | None, int]:
    """How many tasks wait behind the door, and how many of them are new to this person."""
    return waiting_and_unread(actor) if door.name == "inbox" else (None, 0)
