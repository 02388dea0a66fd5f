from django.apps import AppConfig

from audit.kinds import declare

from .vocabulary import EVENTS


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        declare(EVENTS)
