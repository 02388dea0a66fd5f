"""`manage.py deadline RULE --from DATE`: count one deadline and show each day, without touching anything."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from deadlines.calendar import working_calendar
from deadlines.certificate import Certificate
from deadlines.clock import explain
from deadlines.facts import Confidence, Extension, Pause
from deadlines.models import Rule
from deadlines.refusals import Refused
from deadlines.rules import rule as rule_in_force
from deadlines.vocabulary import CONFIDENCES
from deadlines.words import in_own_words, nature_in_words

NOT_COUNTABLE = 2


class Unreadable(ValueError):
    """An argument is not what it must be; the message is the sentence to show."""


class Command(BaseCommand):
    help = "Prints the due date of a rule, each day counted or skipped, and under which decision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rule", metavar="RULE")
        parser.add_argument("--from", dest="start", required=True, metavar="DATE")
        parser.add_argument("--pause", action="append", default=[], metavar="A..B", help="days not counted")
        parser.add_argument("--extend", action="append", default=[], metavar="N", help="so many units of the rule more")
        parser.add_argument("--given", metavar="DATE", help="the date set in the letter or promised")
        parser.add_argument("--variant", default="", metavar="NAME", help="remote_area, dismissal")
        parser.add_argument("--as-of", dest="as_of", metavar="DATE", help="with the law and the calendar of that day")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rule, certificate = _counted(options)
        except Refused as refused:
            self._refuse(in_own_words(refused))
        except Unreadable as error:
            self._refuse(str(error))
        else:
            self.stdout.write(_as_json(rule, certificate) if options["as_json"] else _as_text(rule, certificate))

    def _refuse(self, sentence: str) -> None:
        self.stderr.write(sentence)
        raise SystemExit(NOT_COUNTABLE)


def _counted(options: dict[str, Any]) -> tuple[Rule, Certificate]:
    start = _day(options["start"])
    known_on = _day(options["as_of"]) if options["as_of"] else None
    # A rule carries no day of adoption: what came into force after that day was not law then.
    rule = rule_in_force(options["rule"], on=min(start, known_on or start))
    certificate = explain(
        rule.facts.for_case(options["variant"]) if options["variant"] else rule.facts,
        start=start,
        calendar=working_calendar(known_on=known_on),
        pauses=[_pause(text) for text in options["pause"]],
        # A trial count: the document that an extension needs is still to be written.
        extensions=[Extension(_number(text), document=_("tính thử")) for text in options["extend"]],
        given=_day(options["given"]) if options["given"] else None,
    )
    return rule, certificate


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(_("“%(text)s” không phải là ngày; cần ghi dạng 2026-11-21.") % {"text": text}) from error


def _pause(text: str) -> Pause:
    first, dots, last = text.partition("..")
    if not dots:
        raise Unreadable(_("“%(text)s” không phải là khoảng tạm dừng; cần ghi dạng A..B.") % {"text": text})
    return Pause(_day(first), _day(last))


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise Unreadable(_("“%(text)s” không phải là một số nguyên.") % {"text": text}) from error


def _as_json(rule: Rule, certificate: Certificate) -> str:
    content = certificate.as_dict() | {
        "title": rule.title,
        "confidence": rule.confidence,
        "applies_here": rule.applies_here,
        "overdue_by_law": rule.can_be_overdue_by_law,
    }
    return json.dumps(content, ensure_ascii=False, default=str, indent=1)


def _as_text(rule: Rule, certificate: Certificate) -> str:
    mark = CONFIDENCES[Confidence(rule.confidence)]
    lines = [
        f"{rule}: {rule.title}",
        f"{_('Căn cứ')}: {rule.citation}",
        f"{_('Tính chất')}: {nature_in_words(rule)} ({mark})",
        f"{_('Từ ngày')}: {_long(certificate.start)}",
        f"{_('Đến hạn')}: {_long(certificate.due_on)}",
        f"{_('Lịch làm việc')}: {certificate.calendar}",
        "",
    ]
    for step in certificate.steps:
        number = "" if step.number is None else str(step.number)
        citation = f" ({step.citation})" if step.citation else ""
        lines.append(f"{step.day:%d/%m/%Y}  {number:>4}  {_(step.why)}{citation}")
    return "\n".join(lines)


def _long(day: date) -> str:
    return f"{date_format(day, 'l')} {day:%d/%m/%Y}"
