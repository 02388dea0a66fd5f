"""Columns whose words lie under the office's keys: written and read as plain text, never searched."""

import json
from functools import cache
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .keys import keyring


class Erased:
    """Mark of what was there and was erased: it reads as such, and is written back as nothing."""


class ErasedText(Erased, str):
    __slots__ = ()


@cache
def _erased(_language: str | None) -> ErasedText:
    """Said for every empty cell of a row that is joined from the left: a page has hundreds of them."""
    return ErasedText(_("Nội dung đã xóa"))


class ErasedFacts(Erased, dict[str, Any]):
    pass


class SealedText(models.TextField):  # type: ignore[type-arg]  # the stubs want what a subclass cannot say
    """A text that only the office's keys can read. What is empty stays empty, so that constraints can ask for words.

    NULL is what was erased, and nothing else: a constraint that asks for words lets it pass, nobody can search it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"null": True}))

    def deconstruct(self) -> Any:
        # Every sealed column may be erased, those of older steps too: `erasable.py` sees to the tables that are there.
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("null", None)
        return name, path, args, kwargs

    @cached_property
    def _get_default(self) -> Any:
        # What nobody wrote is empty; NULL would say that it was erased.
        return super()._get_default if self.has_default() else str  # type: ignore[misc]

    def from_db_value(self, value: str | None, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        if value is None:
            return self.erased()
        # Most are empty, and a page reads hundreds: for these nobody looks whether the keys have changed.
        return self.opened(keyring().open_text(value) if value else "")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if value is None:
            raise ValueError(f"{self.name} is sealed: words are erased under an erasure, never by leaving them out.")
        return value

    def get_db_prep_save(self, value: Any, connection: BaseDatabaseWrapper) -> Any:
        if isinstance(value, Erased):
            value = None
        if value is None or hasattr(value, "resolve_expression"):
            return super().get_db_prep_save(value, connection)
        written = self.written(value)
        # A deployment that never wrote a name has no key yet: nothing needs one before there are words.
        return keyring().seal_text(written) if written else ""

    def get_prep_value(self, value: Any) -> Any:
        """Answer a question about the column: whether it is empty, and nothing else."""
        if value not in (None, ""):
            raise FieldError(f"{self.name} is sealed: it cannot be searched, only asked whether it is empty.")
        return value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"exact", "gt", "isnull"}:
            self.get_prep_value(lookup_name)
        return super().get_lookup(lookup_name)

    def erased(self) -> Any:
        return _erased(get_language())

    def opened(self, plain: str) -> Any:
        return plain

    def written(self, value: Any) -> str:
        return str(value)


class SealedJSON(SealedText):
    """A small dictionary under the office's keys."""

    def to_python(self, value: Any) -> Any:
        return value

    def erased(self) -> Any:
        return ErasedFacts()

    def opened(self, plain: str) -> Any:
        return json.loads(plain) if plain else {}

    def written(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
