"""Knows everybody: settings, addresses, the table of reactions, the timetable."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
