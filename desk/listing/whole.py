"""The whole of what a list shows, for whoever does something with it: each case, in the order of the list."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override

from .register_filter import Asked

AT_A_TIME = 5000


def cases_of(asked: Asked) -> Iterator[int]:
    """Yield their numbers without holding them."""
    return chain.from_iterable(_numbers(stretch.in_order(asked.cases)) for stretch in asked.order.stretches)


def noted_of(asked: Asked) -> dict[str, Any]:
    """Return the question for the register of events: what was searched for may be a name, and stays out of it."""
    with override("vi"):
        said = [words for name, _value, words in asked.form.in_words() if name != "q"]
        return {
            "list": "register",
            "asked": [str(asked.tab.label), *said],
            "searched": bool(asked.form.cleaned_data["q"]),
        }


def _numbers(rows: "QuerySet[Any, Any]") -> Iterator[int]:
    return rows.values_list("pk", flat=True).iterator(chunk_size=AT_A_TIME)
