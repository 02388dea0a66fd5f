"""The words of coded columns, gathered once for each column and language: Django does so anew for every row."""

from functools import cache
from typing import Any

from django.db import models
from django.utils.encoding import force_str
from django.utils.translation import get_language


@cache
def _words(field: "models.Field[Any, Any]", _language: str | None) -> dict[Any, str]:
    return {code: force_str(label) for code, label in field.flatchoices}


class SaysItsCodes(models.Model):
    """A row that lists show by the fifty: `get_…_display` costs a look-up."""

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:
        code = getattr(self, field.attname)
        said: str = force_str(_words(field, get_language()).get(code, code), strings_only=True)
        return said
