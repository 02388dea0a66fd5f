"""Who may change the rules and the calendar. Denied unless this says yes."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, ActorKind, Channel

KEEPER = "administrator"
"""The role by its name: units and roles stand beside this package, not below it."""

OUTSIDE = _("Chỉ người quản trị mới được thay đổi quy tắc thời hạn và lịch làm việc.")
OWN = _("Người đề nghị không tự quyết định đề nghị của mình; cần một người quản trị khác.")


def may_keep(actor: Actor) -> bool:
    """Say whether the actor may propose, decide and bring in calendars. The desk asks further of which unit."""
    at_the_machine = actor.kind == ActorKind.SYSTEM and actor.channel == Channel.COMMAND
    return at_the_machine or KEEPER in actor.roles


def require_keeper(actor: Actor) -> None:
    if not may_keep(actor):
        raise PermissionDenied(OUTSIDE)


def is_same_person(actor: Actor, *keys: str) -> bool:
    """Say whether the actor, or the one they stand in for, is one of these: standing in makes no second person."""
    return bool({actor.key, actor.on_behalf_of} & {key for key in keys if key})
