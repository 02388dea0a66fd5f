"""When each open case last moved, read from its events once; from here on every event keeps it."""

from django.db import migrations

# What was told, read or noted moved nothing. As it stood at this step; `operations/movements.py` says it from now on.
MOVES_NOTHING = (
    "case.noted",
    "case.revealed",
    "case.redacted",
    "case.held",
    "case.hold_lifted",
    "case.succeeded",
    "case.left_without_handler",
    "document.quarantined",
    "document.released",
    "duty.soon",
    "duty.overdue",
    "duty.recomputed",
    "duty.lateness_explained",
    "duties.recounted",
    "rung.reached",
    "message.stopped",
    "letter.stopped",
    "letter.hold_fell",
    "link.requested",
    "link.refused",
    "link.left",
    "inspection.left",
)
QUIET = ", ".join(f"'{kind}'" for kind in MOVES_NOTHING)
FILL = f"""
INSERT INTO cases_lastmove (case_id, moved_on)
SELECT cases_case.id, COALESCE(
    (SELECT MAX(audit_event.happened_on) FROM audit_event
     WHERE audit_event.subject_type = 'cases.case' AND audit_event.subject_id = cases_case.id
     AND audit_event.kind NOT IN ({QUIET})),
    cases_case.registered_on)
FROM cases_case WHERE cases_case.status <> 'closed'
"""  # noqa: S608 - nothing in it comes from anybody


class Migration(migrations.Migration):
    dependencies = [("cases", "0066_last_move"), ("audit", "0001_initial")]

    operations = [migrations.RunSQL(FILL, "DELETE FROM cases_lastmove")]
