"""Numbers of cases and letters, and the code by which a citizen follows a petition."""

import secrets
from datetime import date

from .models import NumberSeries

# Without 0/O, 1/I/L: a code is read out over the telephone.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def next_case_number(on: date) -> str:
    return f"{on.year}-{_next(f'case/{on.year}'):05d}"


def next_letter_serial(unit: int, on: date) -> int:
    """Return the unit's next letter number: one series per year from 1, without gaps (NĐ 30/2020 Điều 15)."""
    return _next(f"letter/{unit}/{on.year}")


def new_tracking_code() -> str:
    """Return twelve unguessable characters in groups of four."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def _next(name: str) -> int:
    series = NumberSeries.objects.select_for_update().filter(name=name).first()
    if series is None:
        NumberSeries.objects.bulk_create([NumberSeries(name=name)], ignore_conflicts=True)
        series = NumberSeries.objects.select_for_update().get(name=name)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
