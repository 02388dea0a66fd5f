"""`manage.py opening FILE --unit ID`: look at a table of old books, and let it into the register.

Exit code 1: rows are not right and nothing came in; 2: the file is no table. The page under Quản trị does the same.
"""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actor import Actor, Channel, system
from cases import operations
from cases.errors import NotAllowedNow, Unusable
from cases.models import Opening, OpeningRow
from cases.opening import problems
from cases.vocabulary import OpeningState, RowState
from organizations.models import Unit

WRONG, UNREADABLE = 1, 2
HOUSE = system("opening", channel=Channel.COMMAND)


class Command(BaseCommand):
    help = "Brings a table of old cases into the register of a unit, or only says what is wrong with it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the table, .xlsx or CSV in UTF-8")
        parser.add_argument("--unit", required=True, help="the unit whose register it is: number, code or symbol")
        parser.add_argument("--check", action="store_true", help="say what is wrong, let nothing in")
        parser.add_argument("--good-ones", action="store_true", help="let the good rows in although others are wrong")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *args: Any, **options: Any) -> None:
        with override("vi"):
            code = self._bring(options)
        if code:
            raise SystemExit(code)

    def _bring(self, options: dict[str, Any]) -> int:
        unit = _unit(options["unit"])
        today = timezone.localdate()
        try:
            content = options["file"].read_bytes()
        except OSError as trouble:
            raise CommandError(f"{options['file']}: {trouble.strerror}") from None
        try:
            opening = operations.hand_in(unit, content, by=HOUSE, on=today)
        except Unusable as refusal:
            self.stderr.write(str(refusal))
            return UNREADABLE
        self._go_on(opening, HOUSE)
        if opening.state == OpeningState.UNREADABLE:
            self.stderr.write(problems.Problem("", *opening.trouble).said())
            return UNREADABLE
        if not options["check"] and opening.state == OpeningState.CHECKED:
            try:
                operations.choose(opening, good_ones=options["good_ones"], by=HOUSE, on=today)
            except NotAllowedNow as refusal:
                self.stderr.write(str(refusal))
            else:
                self._go_on(opening, HOUSE)
        self._tell(opening, as_json=options["as_json"])
        chosen = opening.state == OpeningState.DONE
        return WRONG if opening.refused or (opening.bad and not (chosen and options["good_ones"])) else 0

    def _go_on(self, opening: Opening, by: Actor) -> None:
        opening.refresh_from_db()
        while opening.is_under_way:
            if not operations.carry_on(by=by, on=timezone.localdate(), only=opening.pk):
                opening.refresh_from_db()
                if opening.is_under_way:
                    raise CommandError("another worker has this table; look again when it is done")
            opening.refresh_from_db()
            self.stderr.write(f"{opening.get_state_display()}: {opening.looked_at} / {opening.entered}")

    def _tell(self, opening: Opening, *, as_json: bool) -> None:
        wrong = [_told(row) for row in opening.rows.filter(state__in=[RowState.BAD, RowState.REFUSED])]
        counts = {
            "opening": opening.pk,
            "state": opening.state,
            "rows": opening.looked_at,
            "good": opening.good,
            "bad": opening.bad,
            "warned": opening.warned,
            "entered": opening.entered,
            "refused": opening.refused,
        }
        if as_json:
            self.stdout.write(json.dumps({**counts, "wrong": wrong}, ensure_ascii=False, indent=1))
            return
        for row in wrong:
            for heading, sentence in row["reasons"]:
                told = {"line": row["line"], "column": heading, "sentence": sentence}
                self.stdout.write(_("Dòng %(line)d, %(column)s: %(sentence)s") % told)
        said = _("%(rows)d dòng: %(good)d đúng, %(bad)d chưa đúng; đã vào sổ %(entered)d, không vào được %(refused)d.")
        self.stdout.write(said % counts)


def _told(row: OpeningRow) -> dict[str, Any]:
    """Say the line, its number and each reason; never what else stood in it."""
    found = problems.read(row.said["problems"])
    return {"line": row.line, "number": row.number, "reasons": [[one.heading, one.said()] for one in found]}


def _unit(said: str) -> Unit:
    found = Unit.objects.filter(pk=said) if said.isdecimal() else Unit.objects.filter(code=said)
    units = list(found or Unit.objects.filter(symbol=said, in_force_to=None))
    if len(units) != 1:
        raise CommandError(f"no single unit answers to {said!r}: give its number")
    return units[0]
