"""One worker at a time over one long job; whoever was killed over it has let go of it after a while."""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

TAKEN_FOR = timedelta(minutes=5)
"""Longer than any stretch of work between two marks."""


def take_job(job: "QuerySet[Any, Any]") -> bool:
    """Take the one row for this worker (`taken_at`); another worker has it: leave it."""
    now = timezone.now()
    free = Q(taken_at=None) | Q(taken_at__lt=now - TAKEN_FOR)
    return bool(job.filter(free).update(taken_at=now))
