"""Events of the interface for programs, with their sentences."""

from django.utils.translation import gettext_lazy as _

EVENTS = {
    "client.admitted": _("Cấp quyền cho phần mềm kết nối"),
    "client.revoked": _("Thu hồi quyền của phần mềm kết nối"),
}
