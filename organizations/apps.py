from django.apps import AppConfig

from audit.kinds import declare
from audit.readers import OF_THE_HOUSE

from .vocabulary import EVENTS


class OrganizationsConfig(AppConfig):
    name = "organizations"

    def ready(self) -> None:
        declare(EVENTS, OF_THE_HOUSE)
