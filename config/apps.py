"""Wires the table of reactions into the outbox, and the guards to the tables, once all packages are loaded."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # The table names functions of many packages: it can be imported only when all of them are ready.
        reactions = import_module("config.reactions")
        import_module("config.checks")
        outbox = import_module("audit.outbox")
        outbox.wire(
            in_transaction=reactions.IN_TRANSACTION,
            together=reactions.TOGETHER,
            after_commit=reactions.AFTER_COMMIT,
            send=import_module("audit.tasks").send,
        )
        # Not a domain signal: the tables have just been made or rebuilt, and stand without their guards. Sent once for
        # each package that has tables, when all migrations are done: one of them is enough.
        put_up = import_module("config.guards").put_up
        post_migrate.connect(put_up, sender=apps.get_app_config("audit"), dispatch_uid="guards")
