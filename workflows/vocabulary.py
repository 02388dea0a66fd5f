"""Events of the work itself, with their sentences."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "task.taken": _("Nhận việc về mình"),
    "task.put_back": _("Trả việc về đơn vị"),
    "task.given": _("Giao việc cho người khác trong đơn vị"),
    "leaving.ordered": _("Bàn giao việc của một người"),
    "leaving.finished": _("Bàn giao xong việc của một người"),
}
