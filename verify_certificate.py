#!/usr/bin/env python3
"""Đếm lại một chứng nhận thời hạn, độc lập với phần mềm đã lập ra nó.

    python verify_certificate.py CHUNG_NHAN.json
    python verify_certificate.py CHUNG_NHAN.json --calendar LICH.json
    … | python verify_certificate.py -

CHUNG_NHAN.json là chứng nhận ở dạng JSON, do trang “Cách tính ngày đến hạn” hoặc lệnh `manage.py deadline … --json`
đưa ra. LICH.json là lịch làm việc do lệnh `manage.py calendar --json` đưa ra. Tệp này chỉ cần Python từ bản 3.9,
không cần cài thêm gì và không dùng mã của phần mềm.

Kiểm: ngày xảy ra sự kiện không tính; các ngày liền nhau, đủ từng ngày; mỗi ngày trong tuần bị bỏ qua và mỗi ngày
cuối tuần được coi là ngày làm việc đều nêu quyết định; số thứ tự; thời hạn cộng gia hạn; đúng những ngày tạm dừng
không tính; tháng, năm kết thúc vào ngày tương ứng; ngày cuối là ngày nghỉ thì hạn chuyển (tính tới thì muộn hơn,
tính lùi thì sớm hơn); ngày đếm xong; ngày đến hạn. Có lịch kèm theo thì đối chiếu từng ngày với lịch và tính lại
số hiệu của lịch.

Không kiểm: ngày bắt đầu có đúng không, quy tắc có áp dụng cho vụ việc không, văn bản gia hạn hay tạm dừng có đúng
thẩm quyền và trong mức luật cho phép không. Những việc đó phải đọc hồ sơ.

Mã kết thúc: 0 là đúng, 1 là có điểm sai (mỗi điểm một dòng, kèm ngày), 2 là không kiểm được.

In English: recounts a deadline certificate day by day with the standard library alone. Exit status 0: it holds; 1: it
differs, each difference with its day; 2: it cannot be checked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

FORMAT = 1
WEEKEND_ARTICLE = "Bộ luật Lao động 45/2019/QH14 Điều 111"
EVENT_ARTICLE = "Bộ luật Dân sự 91/2015/QH13 Điều 147"
ROLL_ARTICLE = "Bộ luật Dân sự 91/2015/QH13 Điều 148 khoản 5"
# These decide nothing about a single day.
NO_DECISION = {"", WEEKEND_ARTICLE, EVENT_ARTICLE, ROLL_ARTICLE}

EVENT = "ngày xảy ra sự kiện, không tính"
COUNTED = "được tính"
COUNTED_OFF = "ngày nghỉ, vẫn được tính"
WORKED = "ngày làm việc bù, được tính"
WEEKEND = "ngày nghỉ cuối tuần"
STOPPED = ("thời gian tạm đình chỉ, không tính", "tạm dừng, tính tiếp từ quyết định tiếp tục")
MOVED = {
    "after": ("ngày cuối là ngày nghỉ, hạn chuyển sang ngày làm việc tiếp theo", ROLL_ARTICLE),
    "before": ("tính lùi gặp ngày nghỉ, hạn chuyển sang ngày làm việc liền trước", ""),
}
OWN_WORDS = {EVENT, COUNTED, COUNTED_OFF, WORKED, *STOPPED, *(sentence for sentence, _ in MOVED.values())}
UNITS = {"working_day": "ngày làm việc", "calendar_day": "ngày", "hour": "giờ", "month": "tháng", "year": "năm"}
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class CannotCheck(Exception):
    """The file is not a certificate or a calendar that can be counted again; the message says why."""


# What is read


@dataclass(frozen=True)
class Line:
    """One day of the count."""

    day: date
    number: int | None
    counted: bool
    why: str
    citation: str


@dataclass(frozen=True)
class Stop:
    first: date
    last: date | None
    citation: str

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Paper:
    """The certificate."""

    rule: str
    version: int
    citation: str
    nature: str
    calendar: str
    start: date
    length: int | None
    unit: str
    direction: str
    given: date | None
    stops: list[Stop]
    extras: list[tuple[int, str]]
    """By how many units, and under which document."""
    counted_until: date
    due_on: date
    lines: list[Line]

    @property
    def by_working_days(self) -> bool:
        return self.unit == "working_day" and self.given is None

    def stop_on(self, day: date) -> Stop | None:
        return next((stop for stop in self.stops if stop.covers(day)), None)


@dataclass(frozen=True)
class Book:
    """The working calendar."""

    version: str
    years: list[int] | None
    """The years it knows; None where nobody claims to know a year."""
    days: dict[date, tuple[bool, str, str]]

    def off(self, day: date) -> bool:
        if self.years is not None and day.year not in self.years:
            raise CannotCheck(f"Tệp lịch không có năm {day.year}, mà việc đếm đi tới {said(day)}.")
        works = self.days[day][0] if day in self.days else day.weekday() < 5
        return not works

    def reason(self, day: date) -> tuple[str, str]:
        if day in self.days:
            return self.days[day][1:]
        return (WEEKEND, WEEKEND_ARTICLE) if day.weekday() >= 5 else ("", "")

    def named(self, article: str, day: date) -> str:
        """Return the article, and behind it the decision about the day, where there is one."""
        return "; ".join(text for text in (article, self.reason(day)[1]) if text)

    def digest(self) -> str:
        rows = [f"{day.isoformat()} {works}" for day, (works, _, _) in sorted(self.days.items())]
        years = sorted(self.years or [0])
        content = "\n".join([str(years), *rows]).encode("utf-8")
        return f"{years[0]}-{years[-1]}.{hashlib.sha256(content).hexdigest()[:12]}"


def said(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


def field_of(content: Any, name: str, kind: type) -> Any:
    if not isinstance(content, dict) or name not in content:
        raise CannotCheck(f"Thiếu mục “{name}”.")
    value = content[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise CannotCheck(f"Mục “{name}” không đọc được: {value!r}.")
    return value


def day_of(content: Any, name: str) -> date:
    text = field_of(content, name, str)
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError as error:
        raise CannotCheck(f"Mục “{name}” không phải là ngày: {text!r}.") from error


def perhaps(read: Any, content: Any, name: str, *more: Any) -> Any:
    """Return None where the file says null."""
    if isinstance(content, dict) and name in content and content[name] is None:
        return None
    return read(content, name, *more)


def line_of(row: Any) -> Line:
    number = perhaps(field_of, row, "number", int)
    counted = field_of(row, "counted", bool)
    return Line(day_of(row, "day"), number, counted, field_of(row, "why", str), field_of(row, "citation", str))


def paper_of(content: Any) -> Paper:
    if field_of(content, "format", int) != FORMAT:
        raise CannotCheck(f"Chỉ đọc được chứng nhận dạng {FORMAT}, tệp này là dạng {content['format']}.")
    unit, direction = field_of(content, "unit", str), field_of(content, "direction", str)
    lines = [line_of(row) for row in field_of(content, "steps", list)]
    if unit not in UNITS or direction not in MOVED or not lines:
        raise CannotCheck(f"Không biết đơn vị “{unit}” hay cách tính “{direction}”, hoặc chứng nhận không có ngày nào.")
    texts = {name: field_of(content, name, str) for name in ("rule", "citation", "nature", "calendar")}
    return Paper(
        **texts,
        version=field_of(content, "version", int),
        start=day_of(content, "start"),
        length=perhaps(field_of, content, "length", int),
        unit=unit,
        direction=direction,
        given=perhaps(day_of, content, "given"),
        stops=[
            Stop(day_of(row, "first_on"), perhaps(day_of, row, "last_on"), field_of(row, "citation", str))
            for row in field_of(content, "pauses", list)
        ],
        extras=[
            (field_of(row, "by", int), field_of(row, "document", str)) for row in field_of(content, "extensions", list)
        ],
        counted_until=day_of(content, "counted_until"),
        due_on=day_of(content, "due_on"),
        lines=lines,
    )


def book_of(content: Any) -> Book:
    days = {
        day_of(row, "day"): (field_of(row, "works", bool), field_of(row, "why", str), field_of(row, "citation", str))
        for row in field_of(content, "days", list)
    }
    years = [field_of(row, "year", int) for row in field_of(content, "years", list)]
    return Book(field_of(content, "version", str), years, days)


# What is checked before counting


def wrong_facts(paper: Paper) -> list[str]:
    """Return what cannot be in a certificate whatever the calendar says."""
    found = []
    if not paper.citation.strip():
        found.append(f"Quy tắc “{paper.rule}” không nêu căn cứ.")
    if paper.direction == "before" and (paper.stops or paper.extras or paper.given):
        found.append("Thời hạn tính lùi không có tạm dừng, gia hạn hay ngày hẹn.")
    if paper.given and (paper.nature == "statutory" or paper.given < paper.start):
        found.append(f"Ngày hẹn {said(paper.given)} thay cho thời hạn luật định, hoặc sớm hơn {said(paper.start)}.")
    stops = sorted(paper.stops, key=lambda stop: stop.first)
    for stop in stops:
        if stop.last is None:
            found.append(f"Khoảng tạm dừng từ {said(stop.first)} chưa có ngày kết thúc, nên chưa thể có hạn.")
        elif stop.last < stop.first:
            found.append(f"Khoảng tạm dừng từ {said(stop.first)} kết thúc trước khi bắt đầu.")
    for index, other in enumerate(stops[1:]):
        if stops[index].covers(other.first):
            found.append(f"Hai khoảng tạm dừng chồng lên nhau ở {said(other.first)}.")
    for by, document in paper.extras:
        if by < 1 or (paper.nature == "statutory" and not document.strip()):
            found.append(f"Gia hạn thêm {by} không phải là gia hạn có văn bản.")
    return found


def days_to_count(paper: Paper) -> int:
    """Return how many days, or working days, the limit has with its extensions."""
    added = sum(by for by, _ in paper.extras)
    if paper.given:
        return (paper.given - paper.start).days + added
    if paper.length is None or not 0 <= paper.length < 100_000:
        raise CannotCheck("Chứng nhận không nêu thời hạn dài bao nhiêu và cũng không nêu ngày hẹn.")
    length = paper.length + added
    if paper.unit == "hour":
        return length // 24 + (length % 24 > 0)
    if paper.unit in ("month", "year"):
        return abs((same_day_of(paper, length) - paper.start).days)
    return length


def same_day_of(paper: Paper, length: int) -> date:
    """Return the corresponding date, one month after the other; a shorter month has its last day."""
    year, month, day = paper.start.year, paper.start.month, paper.start.day
    for _ in range(length * (12 if paper.unit == "year" else 1)):
        month += 1 if paper.direction == "after" else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    if not 1 <= year <= 9999:
        raise CannotCheck(f"Thời hạn {length} {UNITS[paper.unit]} đi ra ngoài lịch.")
    return date(year, month, min(day, monthrange(year, month)[1]))


# The count


def believed(paper: Paper) -> Book:
    """Return the calendar that the certificate itself claims: custom, save where a line names a decision."""
    days = {}
    for line in paper.lines:
        decision = line.citation.removeprefix(f"{EVENT_ARTICLE}; ").removeprefix(f"{ROLL_ARTICLE}; ")
        if decision in NO_DECISION or (paper.stop_on(line.day) and line.why != EVENT):
            continue
        if line.why == EVENT:
            works = len(paper.lines) == 1
        else:
            works = line.why == WORKED if line.counted else line.why == MOVED[paper.direction][0]
        why = line.why if line.why not in OWN_WORDS else ""
        days[line.day] = (works, why, decision)
    return Book("", None, days)


def recount(paper: Paper, book: Book) -> tuple[list[Line], date]:
    """Return the days as they must be listed, and the day on which the count is full."""
    target, one_day = days_to_count(paper), timedelta(days=1 if paper.direction == "after" else -1)
    day, number = paper.start, 0
    lines = [Line(day, 0, False, EVENT, book.named(EVENT_ARTICLE, day) if target == 0 else EVENT_ARTICLE)]
    while number < target:
        day += one_day
        skipped = stopped(paper, day) or (day_off(day, book) if paper.by_working_days else None)
        number += skipped is None
        lines.append(skipped or counted(day, number, paper.by_working_days or number == target, book))
    until = day
    while (skipped := stopped(paper, day) or day_off(day, book)) is not None:
        if day != until:
            lines.append(skipped)
        day += one_day
    if day != until:
        why, article = MOVED[paper.direction]
        lines.append(Line(day, None, False, why, book.named(article, day)))
    return lines, until


def stopped(paper: Paper, day: date) -> Line | None:
    stop = paper.stop_on(day)
    if stop is None:
        return None
    # Which of the two sentences stands here depends on the law behind the pause, not on the day.
    said_so = (line.why for line in paper.lines if line.day == day and line.why in STOPPED)
    return Line(day, None, False, next(said_so, STOPPED[0]), stop.citation)


def day_off(day: date, book: Book) -> Line | None:
    return Line(day, None, False, *book.reason(day)) if book.off(day) else None


def counted(day: date, number: int, matters: bool, book: Book) -> Line:
    """A counted day names its decision where it matters whether it is worked."""
    decision = book.reason(day)[1] if matters else ""
    why = COUNTED if not decision else COUNTED_OFF if book.off(day) else WORKED
    return Line(day, number, True, why, decision)


# The comparison


def wrong_lines(paper: Paper, lines: list[Line]) -> list[str]:
    found, right, shift = [], {line.day: line for line in lines}, 0
    one_day = timedelta(days=1 if paper.direction == "after" else -1)
    for index, line in enumerate(paper.lines):
        expected = paper.lines[index - 1].day + one_day if index else paper.start
        if line.day != expected:
            found.append(f"{said(line.day)}: đứng ở chỗ của {said(expected)}.")
        if line.day not in right:
            found.append(f"{said(line.day)}: đếm lại không có ngày này.")
            continue
        found += wrong_words(line, right[line.day])
        number, counts = right[line.day].number, line.counted == right[line.day].counted
        if counts and line.number != number:
            # A count that went wrong once is said once, not on each of the days that follow.
            before, shift = shift, (line.number or 0) - (number or 0)
            if number is None or line.number is None or before != shift:
                found.append(f"{said(line.day)}: mang số {line.number}, đếm lại là {number}.".replace("None", "trống"))
    listed = {line.day for line in paper.lines}
    return found + [f"{said(line.day)}: thiếu ngày này." for line in lines if line.day not in listed]


def wrong_words(line: Line, right: Line) -> list[str]:
    if line.counted and not right.counted:
        return [f"{said(line.day)}: được tính mà không được phép; phải ghi {in_words(right)}."]
    if right.counted and not line.counted:
        return [f"{said(line.day)}: không được tính mà không có quyết định cho nghỉ; là ngày thứ {right.number}."]
    if (line.why, line.citation) != (right.why, right.citation):
        return [f"{said(line.day)}: ghi {in_words(line)}, phải ghi {in_words(right)}."]
    return []


def in_words(line: Line) -> str:
    return f"“{line.why}” ({line.citation or 'không nêu quyết định'})"


def differences(paper: Paper, calendar: Book | None = None) -> list[str]:
    """Return everything that is wrong with the certificate, each with its day. Raises `CannotCheck`."""
    found = wrong_facts(paper)
    if found:
        # Counting on from facts that cannot be would only name days that are not to blame.
        return found
    lines, until = recount(paper, calendar or believed(paper))
    found = wrong_lines(paper, lines)
    if paper.counted_until != until:
        found.append(f"Ngày đếm xong ghi {said(paper.counted_until)}, đếm lại là {said(until)}.")
    if paper.due_on != lines[-1].day:
        found.append(f"Hạn ghi {said(paper.due_on)}, đếm lại là {said(lines[-1].day)}.")
    if calendar is not None:
        if calendar.digest() != calendar.version:
            found.append(f"Tệp lịch ghi số hiệu {calendar.version}, nội dung của nó cho số hiệu {calendar.digest()}.")
        if paper.calendar != calendar.version:
            found.append(f"Chứng nhận đếm theo lịch {paper.calendar}, tệp lịch là {calendar.version}.")
    return found


# The command


class Reader(argparse.ArgumentParser):
    def format_help(self) -> str:
        return f"{__doc__}"

    def error(self, message: str) -> NoReturn:
        raise CannotCheck(f"Cách gọi không đúng ({message}). Xem: python verify_certificate.py --help")


def content_of(name: str) -> Any:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return json.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise CannotCheck(f"Không mở được tệp {name}: {error.strerror}.") from error
    except ValueError as error:
        raise CannotCheck(f"{name} không phải là tệp JSON: {error}.") from error


def report(paper: Paper, book: Book | None, found: list[str]) -> str:
    limit = f"{paper.length} {UNITS[paper.unit]}" if paper.given is None else f"ngày hẹn {paper.given:%d/%m/%Y}"
    lines = [f"Quy tắc {paper.rule}, phiên bản {paper.version} ({paper.citation})."]
    lines.append(f"Từ {said(paper.start)}: {limit}.")
    if found:
        return "\n".join([*lines, f"SAI, {len(found)} điểm:", *(f"- {sentence}" for sentence in found)])
    counted = sum(line.counted for line in paper.lines)
    lines.append(f"ĐÚNG. Hạn là hết {said(paper.due_on)}. Đã đếm lại từng ngày; {counted} ngày được tính.")
    if book is not None:
        return "\n".join([*lines, f"Từng ngày khớp với lịch {book.version}."])
    lines.append("Chưa đối chiếu với lịch làm việc (--calendar). Chứng nhận dựa vào các quyết định sau về từng ngày:")
    for day, (works, _, decision) in sorted(believed(paper).days.items()):
        lines.append(f"- {said(day)}, {'làm việc' if works else 'nghỉ'}: {decision}")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    reader = Reader()
    reader.add_argument("certificate")
    reader.add_argument("--calendar")
    try:
        options = reader.parse_args(arguments)
        paper = paper_of(content_of(options.certificate))
        book = book_of(content_of(options.calendar)) if options.calendar else None
        found = differences(paper, book)
    except (CannotCheck, OverflowError) as reason:
        print(f"KHÔNG KIỂM ĐƯỢC. {reason}", file=sys.stderr)
        return 2
    print(report(paper, book, found))
    return int(bool(found))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
