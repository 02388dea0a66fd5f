"""How a fresh process of a command begins. Names nothing of ours: before Django is set up no model may be imported."""

import django
from django.db import connection


def begin(database: str) -> None:
    """Open in this process the same database that the one which started it reads."""
    django.setup()
    connection.settings_dict["NAME"] = database
