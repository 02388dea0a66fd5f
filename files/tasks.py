"""What the timetable does for files."""

from celery import shared_task
from django.utils import timezone

from audit.actor import system

from .examination import examine_waiting


@shared_task(name="files.examine", ignore_result=True)
def examine() -> None:
    """Open, draw and scan what came in since the last look."""
    examine_waiting(by=system("files"), on=timezone.localdate(), at=timezone.now())
