"""What an address says: the numbers of rows, the same question with something changed, the page one came from."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

MOST_DIGITS = 18
"""So many always fit the key of a row; whatever is longer names none."""
LONGEST = 2000
"""Letters of an address that says what was listed; none of ours comes near it."""
ANY = 10**MOST_DIGITS - 1
"""Stands for the number of a row where the address of every row is asked for."""


def of_each(name: str) -> Callable[[int], str]:
    """Return what writes the address of one row after another: where such a page lies is looked up once."""
    before, after = reverse(name, args=[ANY]).split(str(ANY))
    return lambda number: f"{before}{number}{after}"


def number_in(said: str) -> int | None:
    """Return the number that was said; None where it is none, or no row can have it."""
    return int(said) if said.isdecimal() and len(said) <= MOST_DIGITS else None


def numbers_in(said: Iterable[str]) -> list[int]:
    """Return the numbers among what was said."""
    return [number for one in said if (number := number_in(one)) is not None]


def token_in(said: str) -> UUID | None:
    """Return the token of a form that was said; None where it is none."""
    try:
        return UUID(said)
    except ValueError:
        return None


def said_again(query: str, *without: str, **changes: str) -> str:
    """Return the same question, without some of what it says, and with what is changed."""
    said = QueryDict(query, mutable=True)
    for name in without:
        said.pop(name, None)
    for name, value in changes.items():
        said[name] = value
    return said.urlencode()


def listed_in(request: HttpRequest) -> str:
    """Return what was listed where one came from, as the address of the register said it."""
    return request.GET.get("trong", "")[:LONGEST]


def within(address: str, listed: str) -> str:
    """Return the address of a case with the list one came from, so that the next one is still beside it."""
    return f"{address}?{urlencode({'trong': listed})}" if listed else address


def back_in(request: HttpRequest, *, otherwise: str) -> str:
    """Return the page one came from, as the form names it (`next`); never one of another host."""
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if ours else otherwise
