"""Counts as a clerk does with a pencil and a wall calendar. Written for the golden dates; knows nothing of the clock.

The days off were typed in from the yearly notices, not read from the shipped calendar: a slip in either shows.
"""

from datetime import date, timedelta

from tests.deadlines.golden import Row

OFF = """
2024: 01-01 02-08 02-09 02-10 02-11 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03
2025: 01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02
2026: 01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 08-31 09-01 09-02 11-24
2027: 01-01 02-04 02-05 02-06 02-07 02-08 02-09 02-10 04-16 04-30 05-01 05-03 09-02 09-03 11-24
"""
WORKED = {"2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"}
DAYS_OFF = {f"{line[:4]}-{day}" for line in OFF.split("\n") if line for day in line[5:].split()}
# What was decided late, and when.
LATE = {"2026-01-02": "2025-12-25", "2026-01-10": "2025-12-25", "2026-11-24": "2026-04-24"}


def works(day: date, row: Row) -> bool:
    text = str(day)
    unknown = bool(row.known) and text in LATE and LATE[text] > str(row.known)
    if text in WORKED and not unknown:
        return True
    return day.weekday() < 5 and (text not in DAYS_OFF or unknown)


def due(row: Row) -> date:
    """Return the day on which the row is due."""
    day, left, one = row.start, _days(row), timedelta(days=-1 if row.before else 1)
    by_working_days = row.unit == "working" and not row.given
    while left > 0:
        day += one
        if not _stopped(day, row) and (works(day, row) or not by_working_days):
            left -= 1
    while _stopped(day, row) or not works(day, row):
        day += one
    return day


def _stopped(day: date, row: Row) -> bool:
    return any(pause.first_on <= day <= pause.last_on for pause in row.pauses)


def _days(row: Row) -> int:
    more = sum(row.extend)
    if row.given:
        return (row.given - row.start).days + more
    length = row.length + more
    if row.unit == "hour":
        return 0 if length == 0 else (length - 1) // 24 + 1
    if row.unit in {"month", "year"}:
        return _months(row, length * 12 if row.unit == "year" else length)
    return length


def _months(row: Row, months: int) -> int:
    """Turn the leaves of the calendar; where the day is missing on the last one, take the day before."""
    leaf = row.start.replace(day=15)
    for _ in range(months):
        leaf = (leaf + timedelta(days=-30 if row.before else 30)).replace(day=15)
    day = row.start.day
    while not _is_there(leaf, day):
        day -= 1
    return abs((leaf.replace(day=day) - row.start).days)


def _is_there(leaf: date, day: int) -> bool:
    return (leaf.replace(day=1) + timedelta(days=day - 1)).month == leaf.month
