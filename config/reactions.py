"""Everything that follows from an event, in one table."""

from audit.outbox import Table

IN_TRANSACTION: Table = {}
AFTER_COMMIT: Table = {}
