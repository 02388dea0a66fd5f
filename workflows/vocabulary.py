"""Events of the work itself, with their sentences; the acts on many cases at once, by name."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Bulk(StrEnum):
    INSTRUCT = "instruct"
    REASSIGN = "reassign"
    CHASE = "chase"
    TAKE = "take"
    GIVE = "give"


EVENTS = {
    "task.taken": _("Nhận việc về mình"),
    "task.put_back": _("Trả việc về đơn vị"),
    "task.given": _("Giao việc cho người khác trong đơn vị"),
    "leaving.ordered": _("Bàn giao việc của một người"),
    "leaving.finished": _("Bàn giao xong việc của một người"),
    "batch.ordered": _("Làm một việc cho nhiều vụ việc"),
    "batch.finished": _("Làm xong một việc cho nhiều vụ việc"),
}
