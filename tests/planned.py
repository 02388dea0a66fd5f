"""A register large enough for PostgreSQL to plan as it does in an office: a few true cases, their rows multiplied.

Set-based and in the test's own transaction. What is read of the copies are the plans, never what they say: their words,
hashes and certificates are those of the case they were copied from.
"""

from django.apps import apps
from django.db import connection, models

from audit.models import ChainHead, Dispatch, Event
from cases.models import (
    Answer,
    Case,
    CaseWords,
    Commitment,
    Document,
    Duty,
    DutyComputation,
    DutyNotice,
    Findable,
    Identity,
    LastMove,
    Letter,
    Matter,
    Party,
    Person,
    Petition,
    Receipt,
    Referral,
    Screening,
    SentTo,
)
from files.models import Blob
from notifications.models import Message
from tests.stories import Office
from workflows.models import Assignment, CaseWork

STEP = 256
"""Between a row and its first copy, and so on: more rows than the true cases have in any table."""
MULTIPLIED: tuple[type[models.Model], ...] = (
    *(Blob, Person, Identity, Petition, Case, CaseWords, Matter, Party, Findable, Letter),
    *(Referral, Answer, Commitment, Document, Screening, SentTo, Duty, DutyComputation, DutyNotice, LastMove, Receipt),
    *(apps.get_model("viewflow", "Process"), CaseWork, apps.get_model("viewflow", "Task"), Assignment),
    *(Event, ChainHead, Dispatch, Message),
)
# What must differ between copies, or does so in every office.
OWN_WORDS = {
    # A third of all cases are another unit's, and one agency of some hundreds answers for what was sent.
    "cases_case.unit_id": "CASE WHEN k % 3 = 0 THEN {commune} ELSE unit_id END",
    "cases_sentto.unit_id": "CASE WHEN k % 400 = 0 THEN unit_id ELSE {other_agency} END",
    "cases_referral.agency_id": "CASE WHEN k % 400 = 0 THEN agency_id ELSE {other_agency} END",
    "cases_case.number": "number || '.' || k",
    "cases_case.registered_on": "registered_on - (k % 3000)",
    "cases_casewords.folded": "folded || ' so ho so ' || k || ' ' || left(md5(k::text), 5)",
    "cases_petition.tracking_code": "upper(left(md5(tracking_code || k), 12))",
    "cases_petition.content_digest": "md5(content_digest || k)",
    "cases_findable.folded": "folded || ' ' || left(md5(k::text), 5)",
    "cases_findable.identity_digest": "CASE WHEN identity_digest = '' THEN '' ELSE md5(identity_digest || k) END",
    "cases_findable.phone_digest": "CASE WHEN phone_digest = '' THEN '' ELSE md5(phone_digest || k) END",
    "cases_letter.serial": "serial + k * 1000",
    "cases_letter.handle": "CASE WHEN handle = '' THEN '' ELSE left(md5(handle || k), 16) END",
    "cases_receipt.digest": "md5(digest || k)",
    "files_blob.digest": "md5(digest || k) || md5(digest || '-' || k)",
    "audit_event.subject_id": f"subject_id + k * {STEP}",
    "audit_event.recorded_at": "recorded_at - make_interval(days => k % 3000)",
    "workflows_assignment.ended_at": "ended_at - make_interval(days => k % 3000)",
    "audit_chainhead.chain": "chain || '.' || k",
}


def multiply(office: Office, times: int, *, since: dict[str, int] | None = None) -> None:
    """Lay so many copies beside every row that is newer than `since`."""
    units = {"commune": office.commune.pk, "other_agency": office.other_agency.pk}
    known = {model._meta.db_table for model in MULTIPLIED}
    with connection.cursor() as cursor:
        for model in MULTIPLIED:
            table, key = model._meta.db_table, model._meta.pk.column
            columns = [field.column for field in model._meta.local_concrete_fields]
            fields = model._meta.local_concrete_fields
            values = [_value(field, table, known).format(**units) for field in fields]
            after = (since or {}).get(table, 0)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} "
                f"FROM {table} CROSS JOIN generate_series(1, {times}) k WHERE {key} > {after}"
            )


def _value(field: "models.Field[object, object]", table: str, known: set[str]) -> str:
    column = field.column
    if own := OWN_WORDS.get(f"{table}.{column}"):
        return own
    other = field.related_model._meta.db_table if field.related_model else None
    if field.primary_key or other in known:
        return f"{column} + k * {STEP}"
    if isinstance(field, models.UUIDField):
        return f"md5({column}::text || k)::uuid"
    return column


def newest() -> dict[str, int]:
    """Return the last row of each table, and let the next ones begin far behind all copies."""
    last = {model._meta.db_table: model._base_manager.aggregate(at=models.Max("pk"))["at"] or 0 for model in MULTIPLIED}
    with connection.cursor() as cursor:
        for model in MULTIPLIED:
            table = model._meta.db_table
            cursor.execute(f"SELECT pg_get_serial_sequence('{table}', '{model._meta.pk.column}')")
            (sequence,) = cursor.fetchone()
            if sequence:
                cursor.execute(f"SELECT setval('{sequence}', {last[table] + STEP})")
                last[table] += STEP
    return last


def reckoned() -> None:
    """Let the planner know what is there, as in an office that was not filled a moment ago."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_am a ON a.oid = c.relam WHERE amname = 'gin'"
        )
        for (index,) in cursor.fetchall():
            cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        cursor.execute("ANALYZE")
