"""Numbers of cases and letters, and the code by which a citizen follows a petition."""

import re
import secrets
from datetime import date

from django.db import connection

from .models import NumberSeries
from .vocabulary import Series

# Without 0/O, 1/I/L: a code is read out over the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
OURS = re.compile(r"(\d{4})-(\d{5,9})")
"""A number of a case as this register writes it."""
SHORT = re.compile(r"(?P<apart>M-)?(?:(?P<year>\d{4})\s?[-/ ]\s?)?(?P<serial>\d{1,6})")
"""The same as people say it."""
APART = "M-"
"""Begins every number of the book that is not public."""


def next_case_number(on: date) -> str:
    return f"{on.year}-{_next(f'case/{on.year}'):05d}"


def next_case_number_apart(on: date) -> str:
    """Return a number of the book for what has no public number (law.md §4): the open one shows no holes for it."""
    return f"{APART}{on.year}-{_next(f'case/{on.year}/apart'):05d}"


def next_letter_serial(unit: int, on: date, *, secret: bool) -> int:
    """Return the unit's next letter number: one series per year from 1, without gaps (NĐ 30/2020 Điều 15).

    Secret letters are numbered in a series of their own, so that the open book shows no holes (Điều 16.3).
    """
    return _next(f"letter/{unit}/{on.year}/secret" if secret else f"letter/{unit}/{on.year}")


def next_incoming_serial(unit: int, on: date, *, secret: bool) -> int:
    """Return the unit's next number in the book of incoming letters, in the order of their arrival."""
    return _next(f"incoming/{unit}/{on.year}/secret" if secret else f"incoming/{unit}/{on.year}")


def next_visit_serial(unit: int, on: date) -> int:
    """Return the unit's next number in the book of reception (Mẫu 03/TCD), a series of its own each year."""
    return _next(f"visit/{unit}/{on.year}")


def letter_number(serial: int, symbol: str, *, secret: bool) -> str:
    """Write the number as it stands on the paper; the mark of the secret series keeps the two apart by eye."""
    return f"{serial:02d}-M/{symbol}" if secret else f"{serial:02d}/{symbol}"


def new_tracking_code() -> str:
    """Return twelve unguessable characters in groups of four."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def series_name(series: str, unit: int, year: int) -> str:
    """Return the name of the counter behind a row of numbers; the numbers of cases are one row for the whole house."""
    return {
        Series.CASE: f"case/{year}",
        Series.LETTER: f"letter/{unit}/{year}",
        Series.LETTER_SECRET: f"letter/{unit}/{year}/secret",
        Series.INCOMING: f"incoming/{unit}/{year}",
        Series.INCOMING_SECRET: f"incoming/{unit}/{year}/secret",
    }[Series(series)]


def last_of(name: str) -> int:
    """Return the last number that was given or passed over, for showing."""
    return NumberSeries.objects.filter(name=name).values_list("last", flat=True).first() or 0


def pass_over(name: str, until: int) -> int | None:
    """Let the counter go on after this number; return the number it stood at, nothing when it was there already."""
    series = _locked(name)
    if series.last >= until:
        return None
    before = series.last
    series.last = until
    series.save(update_fields=["last"])
    return before


def keep_clear_of(number: str) -> None:
    """A number brought from elsewhere that looks like ours is never given again."""
    match = OURS.fullmatch(number)
    if match:
        pass_over(f"case/{int(match[1])}", int(match[2]))


def numbers_meant(typed: str, *, on: date) -> list[str]:
    """Return what somebody may mean who types a number: "17" is this year's, "2026-17" needs no zeros."""
    typed = " ".join(typed.split()).upper()
    meant = [typed] if any(letter.isdigit() for letter in typed) else []
    short = SHORT.fullmatch(typed)
    if short:
        year = short["year"] or str(on.year)
        meant.insert(0, f"{short['apart'] or ''}{year}-{int(short['serial']):05d}")
    return list(dict.fromkeys(meant))


def _next(name: str) -> int:
    """Move the counter on and hold it, in one statement; whoever begins a series locks it first."""
    # The name of our own table: nothing that anybody entered stands in the statement.
    rows = connection.ops.quote_name(NumberSeries._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {rows} SET last = last + 1 WHERE name = %s RETURNING last", [name])  # noqa: S608
        moved = cursor.fetchone()
    if moved is not None:
        return int(moved[0])
    _locked(name)
    return _next(name)


def _locked(name: str) -> NumberSeries:
    series = NumberSeries.objects.select_for_update().filter(name=name).first()
    if series is None:
        NumberSeries.objects.bulk_create([NumberSeries(name=name)], ignore_conflicts=True)
        series = NumberSeries.objects.select_for_update().get(name=name)
    return series
