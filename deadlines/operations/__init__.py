"""The only code that writes rules and calendars."""

from .change_calendar import change_calendar
from .keep_calendar import keep_calendar
from .keep_rules import approve_rule, propose_rule, refuse_rule
from .load_law import CatalogueChanged, Loaded, load_law

__all__ = [
    "CatalogueChanged",
    "Loaded",
    "approve_rule",
    "change_calendar",
    "keep_calendar",
    "load_law",
    "propose_rule",
    "refuse_rule",
]
