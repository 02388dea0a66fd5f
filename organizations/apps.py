from django.apps import AppConfig

from audit.kinds import declare

from .vocabulary import EVENTS


class OrganizationsConfig(AppConfig):
    name = "organizations"

    def ready(self) -> None:
        declare(EVENTS)
