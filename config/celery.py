"""The worker's application; tasks carry ids, the outbox remembers what is owed, so no result is kept."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("cau-noi")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
