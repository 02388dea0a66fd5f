"""The form of a move: it knows the case and who asks."""

from collections.abc import Mapping
from typing import Any

from django import forms

from audit.actor import Actor
from cases.models import Case


def words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MoveForm(forms.Form):
    """A move that asks for nothing but yes."""

    def __init__(
        self, *args: Any, case: Case, actor: Actor, chosen: Mapping[str, str] | None = None, **kwargs: Any
    ) -> None:
        self.case, self.actor, self.chosen = case, actor, chosen or {}
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices and first values that depend on the case."""

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)
