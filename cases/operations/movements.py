"""Keep the day on which a case last moved, in the transaction of what moved it."""

from audit.models import Event

from ..models import Case, LastMove
from ..vocabulary import Status

# Told, read, noted or spoken of: nobody has done anything in the case by it.
MOVES_NOTHING = frozenset(
    {
        "case.noted",
        "case.revealed",
        "case.redacted",
        "case.brought_up",
        "case.taken_down",
        "agenda.handed_on",
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
    }
)


def note_movement(event: Event) -> None:
    """Somebody did something in an open case. A closed one stands still by right and has no row."""
    if event.subject_type != "cases.case" or event.kind in MOVES_NOTHING:
        return
    begins = event.kind == "case.registered"
    if not begins and Case.objects.filter(pk=event.subject_id, status=Status.CLOSED).exists():
        LastMove.objects.filter(case=event.subject_id).delete()
        return
    LastMove.objects.bulk_create(
        [LastMove(case_id=event.subject_id, moved_on=event.happened_on)],
        update_conflicts=True,
        unique_fields=["case"],
        update_fields=["moved_on"],
    )
