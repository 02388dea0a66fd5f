from django.apps import AppConfig

from audit.kinds import declare

from .vocabulary import EVENTS


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        declare(EVENTS)
