"""The whole of what a list shows, for whoever does something with it: each row, in the order of the list."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models import QuerySet

from .order import Order
from .register_filter import Asked

AT_A_TIME = 5000


def cases_of(asked: Asked) -> Iterator[int]:
    """Yield the numbers of the cases that the register shows, without holding them."""
    return (pk for (pk,) in numbers_of(asked.cases, asked.order, "pk"))


def numbers_of(rows: "QuerySet[Any, Any]", order: Order, *columns: str) -> Iterator[tuple[int, ...]]:
    """Yield these numbers of each row without holding them."""
    stretches = (stretch.in_order(rows) for stretch in order.stretches)
    return chain.from_iterable(some.values_list(*columns).iterator(chunk_size=AT_A_TIME) for some in stretches)
