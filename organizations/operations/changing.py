"""The frame of every operation here: one transaction, one acting person, and the units locked in one order."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise

from audit.acting import acting
from audit.actor import Actor

from ..models import Unit

Sentence = str | Promise


@contextmanager
def changing(by: Actor) -> Iterator[None]:
    with transaction.atomic(), acting(by):
        yield


def locked(units: Iterable[Unit]) -> dict[int, Unit]:
    """Lock the units by ascending id, so that two operations never wait for each other, and return them as they are."""
    ids = {unit.pk for unit in units}
    rows = Unit.objects.select_for_update(of=("self",)).select_related("area").filter(pk__in=ids).order_by("pk")
    return {unit.pk: unit for unit in rows}


class Mistakes:
    """Collects what is wrong, field by field, so that all of it is said at once."""

    def __init__(self) -> None:
        self._found: dict[str, list[Sentence]] = {}

    def note(self, wrong: bool, field: str, sentence: Sentence) -> None:
        if wrong:
            self._found.setdefault(field, []).append(sentence)

    def refuse(self) -> None:
        """Raise ValidationError when anything was wrong."""
        if self._found:
            raise ValidationError(dict(self._found))
