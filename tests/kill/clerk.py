"""A process that does an office's work until it is finished or killed: `python -m tests.kill.clerk WORD …`."""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from itertools import count
from uuid import uuid4

import django

django.setup()

from celery import current_app  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from audit import outbox  # noqa: E402
from audit.actor import system  # noqa: E402
from audit.chain import hash_of  # noqa: E402
from audit.models import ChainHead, Dispatch, DispatchState, Event  # noqa: E402
from audit.tasks import relay  # noqa: E402
from cases import access  # noqa: E402
from cases import operations as op  # noqa: E402
from cases.errors import NotAllowedNow, Unusable  # noqa: E402
from cases.lifecycle import reasons_against  # noqa: E402
from cases.models import (  # noqa: E402
    Case,
    Changeover,
    Document,
    Erasure,
    ErasureRow,
    Letter,
    Petition,
)
from cases.operations import ledger  # noqa: E402
from cases.retention_words import ErasureState  # noqa: E402
from cases.succession_words import ChangeoverState  # noqa: E402
from cases.vocabulary import Move, Status  # noqa: E402
from config import alignment, celery  # noqa: E402, F401
from config.schedule import TIMETABLE  # noqa: E402
from desk.listing.tables import REGISTER, Question  # noqa: E402
from desk.personal import exporting  # noqa: E402
from desk.personal.models import Export  # noqa: E402
from files import store  # noqa: E402
from notifications import tasks as letters_out  # noqa: E402
from notifications.models import Message  # noqa: E402
from notifications.vocabulary import Channel, MessageState  # noqa: E402
from organizations.models import Field, Membership, Unit  # noqa: E402
from tests.erasures import WORKER, YEARS_LATER, approved, filed  # noqa: E402
from tests.factories import an_office  # noqa: E402
from tests.moves import TRIES  # noqa: E402
from tests.stories import DAY, Office, a_case, a_petition  # noqa: E402
from tests.successions import EFFECTIVE, an_heir, kept_by_the_province, ordered  # noqa: E402
from workflows import operations as work_ops  # noqa: E402
from workflows.models import Batch, BatchRow  # noqa: E402
from workflows.operations.acts import ACTS  # noqa: E402
from workflows.vocabulary import Bulk  # noqa: E402

# These end a walk early or do not move it; the others lead a case from the door to the archive.
LEADS_NOWHERE = {
    Move.RECORD_SIGNATURE,
    Move.WITHDRAW,
    # Whoever was told that a petition came is told again when its people or days are others.
    Move.LINK_FIRST,
    Move.CORRECT_DAY,
    Move.CORRECT_PARTY,
    Move.CORRECT_PAPER,
    Move.CORRECT_ACT,
    Move.RECORD_DEATH,
    Move.RECORD_SUCCESSOR,
    Move.CLOSE_UNSUCCEEDED,
    Move.WITHDRAW_PART,
    Move.DOUBT_WITHDRAWAL,
    Move.REFUSE_WITHDRAWAL,
    Move.CLEAR_WITHDRAWAL,
    Move.REPORT_NO_SUPPLEMENT,
    Move.FILE_UNSUPPLEMENTED,
    Move.CONTEST,
    Move.REASSIGN,
    Move.SEND_BACK_LETTER,
    Move.EXTEND_DUTY,
    Move.PAUSE_DUTY,
    Move.RESUME_DUTY,
    Move.EXPLAIN_LATENESS,
    Move.DRAFT_OTHER,
    Move.CHASE,
    Move.RECORD_HELPED,
    Move.LOOK_INTO,
    Move.MOVE_INSPECTION,
    Move.REGROUP_INSPECTION,
    Move.CALL_OFF_INSPECTION,
    Move.RECOMMEND_TO_SUPERIOR,
    Move.RECORD_SUPERIOR_DECISION,
    Move.RECORD_SUPERIOR_REPLY,
    Move.RECORD_SUPERIOR_ORDER,
    Move.LET_RUNG_BE,
    Move.LAY_BEFORE_LEADERSHIP,
    Move.VOID_LETTER,
    # A letter that waits leaves by itself; a link leads where the agency stands already.
    Move.CALL_BACK_LETTER,
    Move.CLEAR_LETTER,
    Move.REVOKE_LINK,
    Move.VOID_REGISTRATION,
    # Whoever joins a case later, or is sealed in it, would be found anew when its past is told once more.
    Move.JOIN,
    Move.RECLASSIFY,
}
# Whoever is told of these does not depend on what happened afterwards: telling again must find everything told.
SETTLED_AT_ONCE = ("case.registered", "letter.submitted", "letter.signed", "referral.dispatched")


def open_office() -> None:
    if Case._meta.db_table not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    an_office()


def work(wanted: str, seed: str, pause: str) -> None:
    """Do things until the register holds so many events."""
    office, choose = the_office(), random.Random(int(seed))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while Event.objects.count() < int(wanted):
        cases = list(Case.objects.exclude(status=Status.CLOSED))
        if len(cases) < 4 or choose.random() < 0.15:
            # Whoever starts again counts its people from one again: they are others of the same name.
            a_petition(office, again=True)
        else:
            advance(office, choose.choice(cases), choose)
        time.sleep(float(pause))


def advance(office: Office, case: Case, choose: random.Random) -> None:
    moves = [move for move in TRIES if move not in LEADS_NOWHERE and not reasons_against(case, move)]
    # Notes and papers are always possible: seldom, or nothing would ever move.
    forward = [move for move in moves if move not in {Move.ADD_NOTE, Move.ATTACH_DOCUMENT}]
    move = choose.choice(forward if forward and choose.random() < 0.9 else moves)
    people = [office.actor(role, unit) for unit, role in people_of(office)]
    by = next(person for person in people if access.may(person, move, case))
    # What was tried once on another case may be refused on this one: the clerk reads why, and does something else.
    with suppress(Unusable, NotAllowedNow):
        TRIES[move][1](office, case, by)


def people_of(office: Office) -> list[tuple[Unit, str]]:
    units = {unit.pk: unit for unit in (office.province, office.agency, office.other_agency)}
    return [(units[pk], role) for pk, role in office.people if pk in units]


def the_office() -> Office:
    province, commune, agency, other = Unit.objects.order_by("pk")
    people = {(m.unit_id, m.role): m.user for m in Membership.objects.select_related("user")}
    return Office(province, commune, agency, other, Field.objects.get(key="traffic"), people)


def settle() -> None:
    """Let the relays do their work as on the next days; a sender's lease is over by then."""
    for _ in range(20):
        Dispatch.objects.filter(state=DispatchState.OWED).update(not_before=timezone.now() - timedelta(minutes=1))
        relay()
        owed = Message.objects.filter(channel=Channel.EMAIL, state__in=[MessageState.OWED, MessageState.SENDING])
        owed.update(not_before=timezone.now() - timedelta(minutes=1))
        letters_out.relay()
        if not owed.exists() and not Dispatch.objects.filter(state=DispatchState.OWED).exists():
            break


def merge(many: str) -> None:
    """Send petitions to an agency and order that it is merged into another from that day on."""
    office = kept_by_the_province(the_office())
    for _ in range(int(many)):
        a_case(office, at=Status.FORWARDED)
    ordered(office, before=[office.agency], heirs=[an_heir(office)])


def erase(many: str) -> None:
    """File petitions away, each with a paper; when their time has run out, two people decide that they go."""
    office = the_office()
    for number in range(int(many)):
        paper = op.NewDocument(title=f"Đơn số {number}.txt", content=f"Don viet tay so {number}".encode())
        filed(office, again=True, documents=[paper])
    approved(office, op.prepare_list(office.province, by=office.actor("records_officer"), on=YEARS_LATER))


def erase_on(pause: str) -> None:
    """Erase file by file, as the worker does, until nothing is left."""
    enough = _at_work(pause)
    while Erasure.objects.filter(state=ErasureState.APPROVED).exists():
        op.carry_erasures_on(by=WORKER, on=YEARS_LATER, enough=enough)


def erased() -> None:
    """Print how far it is: how often each case says so, and whatever is still there of one that says so."""
    events = Counter(Event.objects.filter(kind="case.erased").values_list("subject_id", flat=True))
    gone = Case.objects.filter(erased_on__isnull=False)
    papers = Document.objects.filter(petition__matters__case__in=gone).select_related("blob")
    said = {
        "times": sorted(events.values()),
        "rows": dict(Counter(ErasureRow.objects.values_list("state", flat=True))),
        "words": Petition.objects.filter(matters__case__in=gone, text__isnull=False).count(),
        "files": sum(store.is_whole(paper.blob.digest) for paper in papers),
        "papers": papers.count(),
        "noted": len(list(ledger.lines(ledger.place()))) if ledger.place().exists() else 0,
        "finished": Event.objects.filter(kind="erasure.finished").count(),
        "broken_chains": broken_chains(),
    }
    sys.stdout.write(json.dumps(said))


def _at_work(pause: str) -> Callable[[], bool]:
    """Say that it begins; between two things it waits, so that it can be killed there too."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()

    def enough() -> bool:
        time.sleep(float(pause))
        return False

    return enough


def carry_on(pause: str) -> None:
    """Hand on what is open, as the worker does, until nothing is left."""
    enough = _at_work(pause)
    while Changeover.objects.filter(state=ChangeoverState.ORDERED).exists():
        # Whoever was killed over it has let go of it by then.
        Changeover.objects.update(taken_at=None)
        op.carry_changeovers_on(by=system("changeover"), on=EFFECTIVE, enough=enough)


def carried() -> None:
    """Print where each case is now, and by how many events it came there."""
    events = Counter(Event.objects.filter(kind="case.succeeded").values_list("subject_id", flat=True))
    cases = Case.objects.select_related("lead__agency")
    said = {
        "moved": Event.objects.filter(kind="case.succeeded").count(),
        "at": {case.pk: [case.lead.agency.name, events[case.pk]] for case in cases},
        "findings": list(alignment.findings()),
        "broken_chains": broken_chains(),
    }
    sys.stdout.write(json.dumps(said))


def order_long_work(many: str) -> None:
    """Register petitions, order that all are instructed, and ask for a list of them whose parts are short."""
    office = the_office()
    cases = [a_petition(office, again=True).pk for _ in range(int(many))]
    leader, exporting.SHARE = office.actor("leader"), 1
    asked = {"unit": office.province, "by": leader}
    said = {"handler": office.person("handler").pk}
    rows = ((pk, None) for pk in cases)
    work_ops.order_batch(ACTS[Bulk.INSTRUCT], rows, said=said, about="Tất cả", token=uuid4(), on=DAY, **asked)
    question = Question("", lambda: ((pk, pk) for pk in cases), "Tất cả", {}, "")
    exporting.ask_for_export(REGISTER, question, form="csv", at=timezone.now(), **asked)


def long_work_on(pause: str) -> None:
    """Go on with it, as the worker does, until nothing is left."""
    enough = _at_work(pause)
    while Batch.objects.filter(state="running").exists() or Export.objects.filter(state="running").exists():
        # Whoever was killed over it has let go of it by then.
        Batch.objects.update(taken_at=None)
        Export.objects.update(taken_at=None)
        exporting.carry_exports_on(on=DAY, enough=_now_and_then(enough))
        work_ops.carry_batches_on(by=system("batches"), on=DAY, enough=_now_and_then(enough))


def _now_and_then(enough: Callable[[], bool]) -> Callable[[], bool]:
    """Stop after two, so that both have their turn."""
    asked = count(1)
    return lambda: enough() or next(asked) > 2


def long_work() -> None:
    """Print how far it is: how often each was instructed, which rows say so, and what the table holds."""
    events = Counter(Event.objects.filter(kind="case.instructed").values_list("subject_id", flat=True))
    export, now = Export.objects.get(), timezone.now()
    by = the_office().actor("leader")
    ready = exporting.is_ready(export, at=now)
    table = b"".join(exporting.hand_over(export, by=by, on=DAY, at=now)).decode("utf-8-sig") if ready else ""
    said = {
        "times": sorted(events.values()),
        "rows": dict(Counter(BatchRow.objects.values_list("state", flat=True))),
        "finished": Event.objects.filter(kind="batch.finished").count(),
        "written": export.parts.filter(rows__isnull=False).count(),
        "numbers": [line.partition(";")[0] for line in table.splitlines()[1:]],
        "cases": [Case.objects.get(pk=part.cases[0]).number for part in export.parts.order_by("number")],
        "findings": list(alignment.findings()),
        "broken_chains": broken_chains(),
    }
    sys.stdout.write(json.dumps(said))


def close_queue() -> None:
    with current_app.connection() as connection:
        connection.default_channel.queue_delete(current_app.conf.task_default_queue)


def tell() -> None:
    """Print what the house holds."""
    emails = Message.objects.filter(channel=Channel.EMAIL)
    said = {
        "events": Event.objects.count(),
        "dispatches": dict(Counter(Dispatch.objects.values_list("state", flat=True))),
        "emails": dict(Counter(emails.values_list("state", flat=True))),
        "keys": [str(key) for key in emails.values_list("key", flat=True)],
        "certain": [str(key) for key in emails.filter(uncertain=False).values_list("key", flat=True)],
        "findings": list(alignment.findings()),
        "broken_chains": broken_chains(),
        "missed": missed(),
        "case_numbers": sorted(int(number[-5:]) for number in Case.objects.values_list("number", flat=True)),
        "letter_serials": sorted(Letter.objects.exclude(serial=None).values_list("serial", flat=True)),
    }
    sys.stdout.write(json.dumps(said))


def broken_chains() -> list[str]:
    broken = []
    for head in ChainHead.objects.all():
        subject_type, _, subject_id = head.chain.rpartition(":")
        previous = ""
        for event in Event.objects.filter(subject_type=subject_type, subject_id=subject_id).order_by("sequence"):
            if event.previous_hash != previous or event.hash != hash_of(previous, event.body):
                broken.append(f"{head.chain}#{event.sequence}")
            previous = event.hash
        if head.hash != previous:
            broken.append(head.chain)
    return broken


def missed() -> int:
    """Tell everything once more and take it back: how many messages would be new?"""
    before = Message.objects.count()
    with transaction.atomic():
        for dispatch in Dispatch.objects.select_related("event").filter(event__kind__in=SETTLED_AT_ONCE):
            outbox.resolve(dispatch.reaction)(dispatch.event)
        new = Message.objects.count() - before
        transaction.set_rollback(True)
    return new


def day() -> None:
    """Run every job of the timetable once, as the worker would."""
    current_app.loader.import_default_modules()
    for job in sorted({str(one["task"]) for one in TIMETABLE.values()}):
        current_app.tasks[job].apply(throw=True)


WORDS = {
    "open": open_office,
    "day": day,
    "work": work,
    "settle": settle,
    "close_queue": close_queue,
    "tell": tell,
    "erase": erase,
    "erase_on": erase_on,
    "erased": erased,
    "merge": merge,
    "carry_on": carry_on,
    "carried": carried,
    "order_long_work": order_long_work,
    "long_work_on": long_work_on,
    "long_work": long_work,
}

if __name__ == "__main__":
    WORDS[sys.argv[1]](*sys.argv[2:])
