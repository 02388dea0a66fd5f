"""The words of coded columns, gathered once for each column: Django gathers and translates them all for every row."""

from functools import cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str


@cache
def _words(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    return dict(field.flatchoices)


class SaysItsCodes(models.Model):
    """A row that lists show by the fifty: `get_…_display` costs a look-up."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:
        code = getattr(self, field.attname)
        said: str = force_str(_words(field).get(code, code), strings_only=True)
        return said
