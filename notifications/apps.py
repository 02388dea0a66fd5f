"""Telling people what happened, inside the house and outwards."""

from django.apps import AppConfig

from audit.kinds import declare

from .vocabulary import EVENTS


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        declare(EVENTS)
