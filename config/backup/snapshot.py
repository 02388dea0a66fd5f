"""One moment of the database, read while the office is open, and holding up nobody."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import connection, connections, transaction

ALIAS = "snapshot"


@contextmanager
def one_moment() -> Iterator[str]:
    """Yield the name of a connection to which the office stands still."""
    described = deepcopy(connection.settings_dict)
    if connection.vendor == "sqlite":
        # The office's own transactions take the one lock of writers at once: this one only looks.
        described["OPTIONS"]["transaction_mode"] = "DEFERRED"
    connections.settings[ALIAS] = described
    try:
        with transaction.atomic(using=ALIAS), connections[ALIAS].cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT count(*) FROM django_migrations")  # the moment is that of the first look
            yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.settings[ALIAS]
