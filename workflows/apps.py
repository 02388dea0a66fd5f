from django.apps import AppConfig

from audit.kinds import declare
from audit.readers import OF_THE_WORK

from .vocabulary import EVENTS


class WorkflowsConfig(AppConfig):
    name = "workflows"

    def ready(self) -> None:
        declare(EVENTS, OF_THE_WORK)
