"""Declares the events of this package when Django is ready."""

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "deadlines"

    def ready(self) -> None:
        # Labels need the translation machinery, which is up only when the apps are loaded.
        from audit import kinds  # noqa: PLC0415
        from audit.readers import OF_THE_WORK  # noqa: PLC0415

        from .vocabulary import SENTENCES  # noqa: PLC0415

        kinds.declare(SENTENCES, OF_THE_WORK)
