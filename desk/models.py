"""The only tables of the desk: what people keep for themselves."""

from .personal.models import Draft

__all__ = ["Draft"]
