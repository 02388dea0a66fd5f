"""How a fresh process of a command begins. Imports nothing of ours at the top: there the models are not ready yet."""


def begin(database: str) -> None:
    """Open in this process the same database that the one which started it reads."""
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    connection.settings_dict["NAME"] = database
