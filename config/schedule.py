"""The timetable: what runs without anybody pressing a button. Every job may be missed or doubled without harm."""

from typing import Any

from celery.schedules import crontab

TIMETABLE: dict[str, dict[str, Any]] = {
    # What a killed worker or a lost broker left behind; a late look is worthless once the next one is due.
    "outbox": {"task": "audit.relay", "schedule": 10.0, "options": {"expires": 10}},
    "messages": {"task": "notifications.relay", "schedule": 30.0, "options": {"expires": 30}},
    # Dates turn at midnight in Việt Nam; the hourly looks make good for a PC that was off at night.
    "thresholds": {"task": "cases.sweep", "schedule": crontab(minute=5), "options": {"expires": 3000}},
}
