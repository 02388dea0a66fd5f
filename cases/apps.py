from django.apps import AppConfig

from audit.kinds import declare
from audit.readers import OF_THE_HOUSE, OF_THE_WORK, allow

from .event_words import (
    EVENTS,
    EVENTS_OF_KEYS,
    EVENTS_OF_OPENINGS,
    EVENTS_OF_PEOPLE,
    EVENTS_OF_READERS,
    EVENTS_OF_RECEIPTS,
)
from .readers import rules_of
from .reception_words import EVENTS_OF_RECEPTION
from .retention_words import EVENTS_OF_ERASURES
from .succession_words import EVENTS_OF_SUCCESSIONS


class CasesConfig(AppConfig):
    name = "cases"

    def ready(self) -> None:
        declare(EVENTS)
        for kind, rule in rules_of(EVENTS).items():
            allow([kind], rule)
        declare(EVENTS_OF_READERS, OF_THE_WORK)
        declare(EVENTS_OF_RECEIPTS, OF_THE_WORK)
        declare({**EVENTS_OF_PEOPLE, **EVENTS_OF_OPENINGS, **EVENTS_OF_RECEPTION}, OF_THE_WORK)
        declare({**EVENTS_OF_KEYS, **EVENTS_OF_SUCCESSIONS}, OF_THE_HOUSE)
        declare(EVENTS_OF_ERASURES, OF_THE_WORK)
