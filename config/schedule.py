"""The timetable: what runs without anybody pressing a button. Every job may be missed or doubled without harm."""

from typing import Any

from celery.schedules import crontab

TIMETABLE: dict[str, dict[str, Any]] = {
    # That the timetable and the worker are there: administrators read it at the page of the system's health.
    "beat": {"task": "audit.beat", "schedule": 60.0, "options": {"expires": 600}},
    # What a killed worker or a lost broker left behind; a late look is worthless once the next one is due.
    "outbox": {"task": "audit.relay", "schedule": 10.0, "options": {"expires": 10}},
    "messages": {"task": "notifications.relay", "schedule": 30.0, "options": {"expires": 30}},
    # Letters by e-mail whose minutes are over.
    "held": {"task": "cases.release", "schedule": 10.0, "options": {"expires": 10}},
    # What waited for the others of its sweep, or for the morning.
    "digests": {"task": "notifications.gather", "schedule": 30.0, "options": {"expires": 30}},
    # Opened for a trial, drawn and scanned soon after they came in; a few at a time, so that nothing else has to wait.
    "files": {"task": "files.examine", "schedule": 10.0, "options": {"expires": 10}},
    # Dates turn at midnight in Việt Nam; looking every few minutes costs nothing when nothing is due.
    "thresholds": {"task": "cases.sweep", "schedule": crontab(minute="*/5"), "options": {"expires": 300}},
    # A table of old books: looked at and entered in shares, so that nothing else has to wait.
    "opening": {"task": "cases.opening", "schedule": 5.0, "options": {"expires": 5}},
    "openings": {
        "task": "cases.forget_openings",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 3600},
    },
    # What only limits and marks needed, once they need it no more.
    "knocks": {"task": "cases.forget_knocks", "schedule": crontab(minute="37"), "options": {"expires": 3000}},
    "read-tasks": {
        "task": "desk.forget_read",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 3600},
    },
    "diary": {"task": "audit.forget_runs", "schedule": crontab(hour="3", minute="50"), "options": {"expires": 3600}},
    # Receipts that were given while the key was away; there are none as a rule.
    "receipts": {"task": "cases.sign_receipts", "schedule": 60.0, "options": {"expires": 60}},
    # The register under one more signed root; a missed hour is made good by the next.
    "checkpoint": {"task": "audit.checkpoint", "schedule": crontab(minute="7"), "options": {"expires": 3000}},
    # One sheet a day to each address that keeps them, once there is a checkpoint of the evening.
    "sheets": {
        "task": "notifications.mail_sheets",
        "schedule": crontab(hour="17-23", minute="*/10"),
        "options": {"expires": 540},
    },
    # Units that end: their open work comes to the successors from the day on, case by case.
    "changeovers": {"task": "cases.changeovers", "schedule": 5.0, "options": {"expires": 5}},
    # What somebody does to many cases at once, case by case.
    "batches": {"task": "workflows.batches", "schedule": 2.0, "options": {"expires": 2}},
    # Lists that somebody takes out, and those whose day is over.
    "exports": {"task": "desk.exports", "schedule": 2.0, "options": {"expires": 2}},
    # Pictures for forms that nobody came back to.
    "photos": {"task": "desk.forget_photos", "schedule": crontab(minute="23"), "options": {"expires": 3000}},
    "exports-over": {
        "task": "desk.forget_exports",
        "schedule": crontab(minute="*/30"),
        "options": {"expires": 1500},
    },
    # What two people decided to erase, file by file.
    "erasures": {"task": "cases.erasures", "schedule": 10.0, "options": {"expires": 10}},
    # What somebody leaves behind, thing by thing; and what nobody took from who has gone comes to the leader.
    "leavings": {"task": "workflows.leavings", "schedule": 5.0, "options": {"expires": 5}},
    "who-left": {"task": "workflows.who_left", "schedule": crontab(minute="*/5"), "options": {"expires": 300}},
    # A changed calendar or law: begun within the minute, and gone on with after a crash.
    "recount": {"task": "cases.recount", "schedule": 60.0, "options": {"expires": 60}},
}
