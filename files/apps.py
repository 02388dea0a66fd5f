from django.apps import AppConfig

from audit.kinds import declare

from .vocabulary import EVENTS


class FilesConfig(AppConfig):
    name = "files"

    def ready(self) -> None:
        declare(EVENTS)
