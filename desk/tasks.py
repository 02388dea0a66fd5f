"""What the timetable does for the conveniences of the desk."""

from celery import shared_task

from .personal import operations


@shared_task(name="desk.forget_read", ignore_result=True)
def forget_read() -> None:
    """Throw away the marks of who has read tasks that are over."""
    operations.forget_read()
