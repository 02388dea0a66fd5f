"""The only tables of the desk: what people keep for themselves."""

from .personal.models import Draft, Export, ExportPart, KeptFile, KeptForm, ReadTask, SavedFilter, SeenTour

__all__ = ["Draft", "Export", "ExportPart", "KeptFile", "KeptForm", "ReadTask", "SavedFilter", "SeenTour"]
