"""Wires the table of reactions into the outbox once all packages are loaded."""

from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # The table names functions of many packages: it can be imported only when all of them are ready.
        reactions = import_module("config.reactions")
        import_module("config.checks")
        outbox = import_module("audit.outbox")
        outbox.wire(
            in_transaction=reactions.IN_TRANSACTION,
            after_commit=reactions.AFTER_COMMIT,
            send=import_module("audit.tasks").send,
        )
