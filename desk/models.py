"""The only tables of the desk: what people keep for themselves."""

from .personal.models import Draft, KeptFile, KeptForm, ReadTask

__all__ = ["Draft", "KeptFile", "KeptForm", "ReadTask"]
