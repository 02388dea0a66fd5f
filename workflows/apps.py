from django.apps import AppConfig

from audit.kinds import declare

from .vocabulary import EVENTS


class WorkflowsConfig(AppConfig):
    name = "workflows"

    def ready(self) -> None:
        declare(EVENTS)
