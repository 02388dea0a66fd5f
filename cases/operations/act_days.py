"""The day of an act of the competent body was another one: what it met, opened, stopped or stretched is counted anew.

Every act rests on those before it, and those after it rest on it: its day stays between theirs.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from deadlines.refusals import Refused
from deadlines.vocabulary import Because, DutyState
from deadlines.words import in_own_words

from ..errors import Unusable
from ..kinds import ASKED
from ..models import Answer, Duty, DutyExtension, DutyStop, Proceeding
from ..vocabulary import Breach, ProceedingFact
from .correcting import begin_anew
from .duties import count_again
from .proceeding import against_the_law, cited, extension_of, stop_from
from .proceeding_duties import chain_of, open_duty

ENDS = {ProceedingFact.DECIDED, ProceedingFact.TERMINATED}


def move_act(fact: Proceeding, *, number: str, dated_on: date, on: date) -> list[int]:
    """Write the paper of the act down anew; return the duties whose days were counted again."""
    was, citing = fact.dated_on, _citing(fact)
    if dated_on != was:
        _must_fit(fact, dated_on, on=on)
    fact.number, fact.dated_on = number, dated_on
    for row in citing:
        row.document = cited(fact)
        row.save()
    for answer in Answer.objects.filter(rests_on=fact):
        # Not accepted: that notice is the answer.
        answer.number, answer.dated_on = number, dated_on
        answer.save()
    moved = _count_anew(fact, was, citing, on=on) if dated_on != was else []
    fact.save()
    return moved


def move_arrival(fact: Proceeding, *, arrived_on: date, on: date) -> list[int]:
    """The paper reached the MTTQ on another day; return the duties that are judged by it."""
    if not fact.dated_on <= arrived_on <= on:
        raise Unusable("arrived_on", _("Ngày đến phải từ ngày của văn bản đến hôm nay."))
    was, fact.arrived_on = fact.arrived_on, arrived_on
    fact.save()
    keys = {ASKED} if fact.what == ProceedingFact.REFUSED else set()
    if fact.what in {ProceedingFact.ACCEPTED, ProceedingFact.REFUSED}:
        keys |= {chain_of(fact.case).handled} - {""}
    told = fact.case.duties.filter(rule__key__in=keys, referral=fact.referral, state=DutyState.MET, met_on=was)
    return [_met(duty, arrived_on) for duty in told]


def _must_fit(fact: Proceeding, day: date, *, on: date) -> None:
    others = Proceeding.objects.filter(referral=fact.referral)
    steps = others.exclude(what=ProceedingFact.EXTENDED)
    before = steps.filter(pk__lt=fact.pk).order_by("-pk").first()
    # More time is granted within a limit that the acceptance opened, and does not stand in the way of anything else.
    after = others if fact.what == ProceedingFact.ACCEPTED else steps
    later = after.filter(pk__gt=fact.pk).order_by("dated_on").first()
    first = before.dated_on if before is not None else None
    last = min([fact.arrived_on, on, *([later.dated_on] if later is not None else [])])
    if day > last or (first is not None and day < first):
        days = {"first": f"{first:%d/%m/%Y}" if first else "…", "last": f"{last:%d/%m/%Y}"}
        reason = _(
            "Ngày văn bản phải từ ngày %(first)s đến ngày %(last)s: không trước văn bản liền trước, không sau văn bản "
            "liền sau và ngày văn bản đến Mặt trận."
        )
        raise Unusable("dated_on", reason % days)


def _count_anew(fact: Proceeding, was: date, citing: "list[DutyStop | DutyExtension]", *, on: date) -> list[int]:
    try:
        if fact.what == ProceedingFact.EXTENDED:
            return _extended(fact, [one for one in citing if isinstance(one, DutyExtension)], on=on)
        if fact.what == ProceedingFact.SUSPENDED:
            return _suspended(fact, [one for one in citing if isinstance(one, DutyStop)], on=on)
        if fact.what == ProceedingFact.RESUMED:
            return _resumed(fact, fact.opened, was, on=on)
        moved = []
        if fact.met is not None:
            moved.append(_met(fact.met, fact.dated_on))
            if fact.what in ENDS and not _resumption_of(fact, was):
                moved += _resumed(fact, fact.met, was, on=on)
        if fact.opened is not None:
            moved += begin_anew([fact.opened], fact.dated_on, on=on)
    except Refused as refusal:
        raise Unusable("dated_on", in_own_words(refusal)) from refusal
    return sorted(set(moved))


def _met(duty: Duty, day: date) -> int:
    duty.met_on = duty.ended_on = day
    duty.save()
    return int(duty.pk)


def _extended(fact: Proceeding, rows: list[DutyExtension], *, on: date) -> list[int]:
    """Weigh it against the law once more: on its true day it may be late, or no longer late."""
    duty = fact.opened or open_duty(fact.case, *chain_of(fact.case).accept, *chain_of(fact.case).resolving)
    if duty is None:
        # Against the law as it was, and what it was about has ended: it moves no date in any case.
        return []
    if fact.dated_on < duty.started_on:
        reason = _("Quyết định gia hạn không thể trước ngày %(day)s, là ngày thời hạn bắt đầu.")
        raise Unusable("dated_on", reason % {"day": f"{duty.started_on:%d/%m/%Y}"})
    _must_be_last(fact, ProceedingFact.EXTENDED)
    for row in rows:
        row.delete()
    duty = Duty.objects.select_related("rule").get(pk=duty.pk)
    count_again(duty, because=Because.MISTAKE, on=on)
    longer = extension_of(duty, fact)
    refused = against_the_law(duty, longer, fact, resolving=duty.rule.key in chain_of(fact.case).resolving)
    fact.breach, fact.opened = (refused[0], None) if refused is not None else ("", duty)
    if refused is None:
        longer.save()
        count_again(Duty.objects.select_related("rule").get(pk=duty.pk), because=Because.MISTAKE, on=on)
    return [duty.pk]


def _suspended(fact: Proceeding, rows: list[DutyStop], *, on: date) -> list[int]:
    """The clock stands still from the true day; after the limit nothing is stopped."""
    if fact.opened is None:
        duty = open_duty(fact.case, *chain_of(fact.case).resolving)
        if fact.breach != Breach.AFTER_LIMIT or duty is None or fact.dated_on > duty.due_on:
            return []
        _must_be_last(fact, ProceedingFact.SUSPENDED)
        stop_from(duty, fact)
        fact.breach, fact.opened = "", duty
        return [duty.pk]
    stretch = rows[0]
    duty = fact.opened
    if stretch.last_on is None and fact.dated_on > duty.due_on:
        stretch.delete()
        duty.go_on()
        duty.save()
        fact.breach, fact.opened = Breach.AFTER_LIMIT, None
        return [duty.pk]
    stretch.first_on = fact.dated_on
    stretch.save()
    if stretch.last_on is not None:
        count_again(duty, because=Because.MISTAKE, on=on)
    return [duty.pk]


def _resumed(fact: Proceeding, duty: Duty | None, was: date, *, on: date) -> list[int]:
    """The days count again from the day after the true one."""
    stretch = duty.stops.filter(last_on=was).first() if duty is not None else None
    if duty is None or stretch is None:
        return []
    stretch.last_on = fact.dated_on
    stretch.save()
    count_again(duty, because=Because.MISTAKE, on=on)
    return [duty.pk]


def _resumption_of(fact: Proceeding, day: date) -> bool:
    """Whether the clock went on by a decision of its own that day, and not by the end."""
    same = Proceeding.objects.filter(referral=fact.referral, what=ProceedingFact.RESUMED, dated_on=day)
    return same.exists()


def _must_be_last(fact: Proceeding, what: str) -> None:
    if Proceeding.objects.filter(referral=fact.referral, what=what, pk__gt=fact.pk).exists():
        reason = _("Sau văn bản này đã có văn bản cùng loại dựa vào nó: cần đính chính văn bản sau cùng trước.")
        raise Unusable("proceeding", reason)


def _citing(fact: Proceeding) -> "list[DutyStop | DutyExtension]":
    """The stretch or the extension that rests on this paper, known by its citation."""
    if fact.opened is None:
        return []
    rows: list[DutyStop | DutyExtension] = [*fact.opened.stops.all(), *fact.opened.longer.all()]
    return [row for row in rows if row.document == cited(fact)]
