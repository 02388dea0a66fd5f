from django.apps import AppConfig

from audit.kinds import declare

from .reception_words import EVENTS_OF_RECEPTION
from .succession_words import EVENTS_OF_SUCCESSIONS
from .vocabulary import EVENTS, EVENTS_OF_KEYS, EVENTS_OF_OPENINGS, EVENTS_OF_PEOPLE, EVENTS_OF_READERS


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        declare({**EVENTS, **EVENTS_OF_KEYS, **EVENTS_OF_PEOPLE, **EVENTS_OF_READERS})
        declare({**EVENTS_OF_OPENINGS, **EVENTS_OF_RECEPTION, **EVENTS_OF_SUCCESSIONS})
