"""Numbers that mean themselves: rows, cases and letters of the lives led are found again in any text."""

import re

ROWS = 10**8
FIRST = 7 * 10**11
CASES_FROM = 70_000_000
LETTERS_FROM = 60_000_000
NAMED = re.compile(r"(?<![0-9A-Za-z_])(?<![0-9a-f]{4}-)7\d{3}00\d{6}(?![0-9A-Za-z_])")
"""A row's number in a text; what stands behind a stop of a UUID is none."""


def id_from(table: int) -> int:
    """Return the number after which this table counts: 7, three digits of the table, eight of the row."""
    return FIRST + table * ROWS
