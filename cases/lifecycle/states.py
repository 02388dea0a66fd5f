"""What the machines share: the field that holds a state, and which states of a case belong together."""

from collections.abc import Sequence
from typing import Any

from django_fsm import FSMField

from ..vocabulary import (
    Status,
)


class StateField(FSMField):
    """A state whose column is plain words to the migrations: theirs need no machine, and each would slow all others."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("protected", None)
        return name, "django.db.models.CharField", args, kwargs


OPEN = [status for status in Status if status is not Status.CLOSED]
ONCE_TAKEN_UP = [Status.IN_HAND, Status.FORWARDED, Status.ANSWERED, Status.SUPERVISED]
SENT_ON = [Status.FORWARDED, Status.ANSWERED, Status.SUPERVISED]
AT_THE_MTTQ_DESK = [Status.REGISTERED, Status.INSTRUCTED, Status.IN_HAND]
