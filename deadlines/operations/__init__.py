"""The only code that writes rules and calendars."""

from .load_law import CatalogueChanged, Loaded, load_law

__all__ = ["CatalogueChanged", "Loaded", "load_law"]
