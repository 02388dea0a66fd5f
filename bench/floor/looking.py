"""The same questions by plain SQL, over the same indices: what lists, searches and figures cost at least."""

from datetime import date, timedelta
from typing import Any

from django.db import connection

from organizations.folding import fold

from .plain import ask_plainly

PAGE = 50
NOT_COUNTED = "('joined', 'unsplit', 'voided')"


def inbox(person: int, unit: int) -> list[Any]:
    return ask_plainly(
        "SELECT a.id, a.step, a.due_on, a.owner_id, c.number, c.summary, c.status, u.name, g.name, d.state, r.title"
        " FROM workflows_assignment a JOIN cases_case c ON c.id = a.case_id"
        " JOIN organizations_unit u ON u.id = a.unit_id"
        " LEFT JOIN cases_duty d ON d.id = a.duty_id LEFT JOIN deadlines_rule r ON r.id = d.rule_id"
        " LEFT JOIN cases_referral f ON f.id = c.lead_id LEFT JOIN organizations_unit g ON g.id = f.agency_id"
        " WHERE a.ended_at IS NULL AND a.unit_id = %s AND a.owner_id = %s ORDER BY a.due_on NULLS LAST, a.id LIMIT %s",
        (unit, person, PAGE),
    )


def register(unit: int) -> list[Any]:
    return ask_plainly(f"{_ROWS} ORDER BY c.registered_on DESC, c.id DESC LIMIT %s", (unit, PAGE))


def search(unit: int, words: str) -> list[Any]:
    """Find the newest fifty that have all the words, in the case or in a name."""
    asked, values = _ROWS, [unit]
    for word in fold(words).split():
        asked += " AND c.id IN (SELECT case_id FROM cases_casewords WHERE folded LIKE %s)"
        values += [f"%{word}%"]
    return ask_plainly(f"{asked} ORDER BY c.registered_on DESC, c.id DESC LIMIT %s", [*values, PAGE])


_ROWS = (
    "SELECT c.id, c.number, c.kind, c.summary, c.status, c.registered_on, g.name, h.full_name FROM cases_case c"
    " LEFT JOIN cases_referral f ON f.id = c.lead_id LEFT JOIN organizations_unit g ON g.id = f.agency_id"
    " LEFT JOIN organizations_user h ON h.id = c.handler_id WHERE c.unit_id = %s AND c.kind <> 'cadre'"
)


def figures(path: str, law: list[int], letter: list[int], *, first: date, on: date) -> list[list[Any]]:
    """Group by field, area, month and agency what came in and what is late; the ages of what is open; what rises."""
    lite = connection.vendor == "sqlite"
    month = f"{'strftime' if lite else 'date_trunc'}('{'%Y-%m' if lite else 'month'}', c.registered_on)"
    seen = (
        "c.unit_id IN (SELECT id FROM organizations_unit WHERE path LIKE %s) AND c.kind <> 'cadre'"
        f" AND c.outcome NOT IN {NOT_COUNTED}"
    )
    period = f"{seen} AND c.registered_on BETWEEN %s AND %s"
    here = [f"{path}%", first, on]
    counted = "count(*), count(*) FILTER (WHERE c.status = 'closed')"
    by_law, by_letter = _one_of(law), _one_of(letter)
    late = (
        f"count(DISTINCT d.case_id) FILTER (WHERE d.rule_id IN {by_law}),"
        f" count(DISTINCT d.case_id) FILTER (WHERE d.rule_id IN {by_letter}), count(DISTINCT d.case_id)"
        " FROM cases_duty d JOIN cases_case c ON c.id = d.case_id"
    )
    missed = (
        f"d.rule_id IN {_one_of([*law, *letter])} AND (d.state = 'running' AND d.due_on < %s OR d.met_on > d.due_on)"
    )
    sent = "JOIN cases_referral f ON f.id = c.lead_id AND f.sent_on IS NOT NULL"
    weeks = [on - timedelta(days=27), f"{path}%", on - timedelta(days=55), on]
    asked: list[tuple[str, list[Any]]] = [
        (f"SELECT c.field_id, c.area_id, {month}, {counted} FROM cases_case c WHERE {period} GROUP BY 1, 2, 3", here),
        (f"SELECT c.field_id, c.area_id, {month}, {late} WHERE {missed} AND {period} GROUP BY 1, 2, 3", [on, *here]),
        (f"SELECT f.agency_id, {counted} FROM cases_case c {sent} WHERE {period} GROUP BY 1", here),
        (
            f"SELECT f.agency_id, {late} {sent} WHERE d.unit_id = f.agency_id AND {missed} AND {period} GROUP BY 1",
            [on, *here],
        ),
        (
            f"SELECT c.registered_on, count(*) FROM cases_case c WHERE {seen} AND c.status <> 'closed' GROUP BY 1",
            here[:1],
        ),
        (
            "SELECT c.field_id, c.area_id, count(*) FILTER (WHERE c.registered_on >= %s), count(*) FROM cases_case c"
            f" WHERE {period} GROUP BY 1, 2",
            weeks,
        ),
    ]
    return [ask_plainly(sql, values) for sql, values in asked]


def _one_of(numbers: list[int]) -> str:
    return f"({', '.join(map(str, numbers)) or 'NULL'})"


def tell(duties: list[int], *, on: date) -> int:
    """Note that a mark of each was passed: notice, event, end of the chain and outbox, a few statements for all."""
    these = _one_of(duties)
    ask_plainly("BEGIN", ())
    told = ask_plainly(
        "INSERT INTO cases_dutynotice (duty_id, due_on, mark, noted_on)"
        f" SELECT d.id, d.due_on, 'overdue.0', %s FROM cases_duty d WHERE d.id IN {these} AND d.next_mark_on <= %s"
        " ON CONFLICT DO NOTHING RETURNING duty_id",
        (on, on),
    )
    write_events([key for (key,) in told], "duty.overdue", on=on)
    ask_plainly(f"UPDATE cases_duty SET next_mark_on = NULL WHERE id IN {these}", ())
    ask_plainly("COMMIT", ())
    return len(told)


def write_events(duties: list[int], kind: str, *, on: date) -> None:
    """One event for each duty at the end of the chain of its case, with what is owed for it; hashed is nothing."""
    these = _one_of(duties)
    head = "h.chain = 'cases.case:' || d.case_id"
    moment = "now()" if connection.vendor == "postgresql" else "datetime('now')"
    operation = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    events = ask_plainly(
        "INSERT INTO audit_event (operation, kind, subject_type, subject_id, sequence, actor_kind, actor_key,"
        " actor_role, on_behalf_of, channel, request_id, happened_on, recorded_at, facts, about_type, body,"
        f" previous_hash, hash) SELECT {operation}, %s, 'cases.case', d.case_id,"
        " h.sequence + row_number() OVER (PARTITION BY d.case_id ORDER BY d.id), 'system', 'floor', '', '',"
        f" 'timetable', '', %s, {moment}, '{{\"duty\": 0}}', '', %s, h.hash, h.hash"
        f" FROM cases_duty d JOIN audit_chainhead h ON {head} WHERE d.id IN {these} RETURNING id",
        (kind, on, "x" * 400),
    )
    ask_plainly(
        "UPDATE audit_chainhead SET sequence = sequence + (SELECT count(*) FROM cases_duty d"
        f" WHERE 'cases.case:' || d.case_id = chain AND d.id IN {these})"
        f" WHERE chain IN (SELECT 'cases.case:' || case_id FROM cases_duty WHERE id IN {these})",
        (),
    )
    ask_plainly(
        "INSERT INTO audit_dispatch (key, event_id, reaction, state, attempts, not_before, last_error)"
        f" SELECT {operation}, id, 'floor', 'owed', 0, {moment}, '' FROM audit_event WHERE id IN"
        f" {_one_of([key for (key,) in events])} ON CONFLICT DO NOTHING",
        (),
    )


def keep_certificates(duties: list[int]) -> None:
    """Write a certificate for each duty, as long as the newest that there is."""
    moment = "now()" if connection.vendor == "postgresql" else "datetime('now')"
    ask_plainly(
        "INSERT INTO cases_dutycomputation (duty_id, certificate, due_on, rule_key, rule_version, calendar_version,"
        " because, computed_at) SELECT d.id, c.certificate, d.due_on, c.rule_key, c.rule_version, c.calendar_version,"
        f" c.because, {moment} FROM cases_duty d, (SELECT * FROM cases_dutycomputation ORDER BY id DESC LIMIT 1) c"
        f" WHERE d.id IN {_one_of(duties)}",
        (),
    )
