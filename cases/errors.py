"""The answers an operation gives when it does not do what was asked, beside "not you" (`PermissionDenied`)."""

from collections.abc import Sequence

from django.utils.functional import Promise


class NotYoursToSee(LookupError):
    """There is no such case as far as this actor may know."""


class NotAllowedNow(Exception):
    """The move is not possible in the state the case is in; the reasons say what is missing."""

    def __init__(self, move: str, reasons: Sequence[str | Promise]) -> None:
        super().__init__(move)
        self.move = move
        self.reasons = [str(reason) for reason in reasons]

    def __str__(self) -> str:
        return " ".join(self.reasons)


class NotOpened(NotAllowedNow):
    """The case is sealed, and who wants to read it has not said why yet; they may."""


class Unusable(ValueError):
    """A fact given with a move cannot be true or is missing; says which field and why."""

    def __init__(self, field: str, reason: str | Promise) -> None:
        super().__init__(field)
        self.field = field
        self.reason = str(reason)

    def __str__(self) -> str:
        return self.reason
