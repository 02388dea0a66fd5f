"""Who is acting: what every operation, right and event takes. Never None."""

from dataclasses import dataclass, replace

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    PERSON = "person", _("Người dùng")
    LINK = "link", _("Đường dẫn dùng một lần")
    PETITIONER = "petitioner", _("Người nộp đơn")
    CLIENT = "client", _("Phần mềm kết nối")
    SYSTEM = "system", _("Hệ thống")


class Channel(models.TextChoices):
    DESK = "desk", _("Bàn làm việc")
    PORTAL = "portal", _("Cổng tra cứu")
    API = "api", _("Kết nối phần mềm")
    LINK = "link", _("Đường dẫn dùng một lần")
    PAPER = "paper", _("Văn bản giấy")
    TIMETABLE = "timetable", _("Lịch chạy tự động")
    COMMAND = "command", _("Dòng lệnh")
    IMPORT = "import", _("Chuyển vào từ sổ cũ")


@dataclass(frozen=True)
class Actor:
    """Values only: an event must still say who acted when the account is long gone."""

    kind: str
    key: str
    unit: int | None = None
    roles: frozenset[str] = frozenset()
    role: str = ""
    on_behalf_of: str = ""
    channel: str = ""

    def as_role(self, role: str) -> "Actor":
        """Return the same actor, acting in the one role that grants the move."""
        return replace(self, role=role)

    @property
    def person_id(self) -> int | None:
        return int(self.key) if self.kind == ActorKind.PERSON else None


def system(name: str, *, channel: str = Channel.TIMETABLE) -> Actor:
    """Return the house itself acting: a timetable job or a command, by name."""
    return Actor(kind=ActorKind.SYSTEM, key=name, channel=channel)
