"""Telling people what happened, inside the house and outwards."""

from django.apps import AppConfig

from audit.kinds import declare
from audit.readers import OF_THE_WORK

from .vocabulary import EVENTS


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        declare(EVENTS, OF_THE_WORK)
