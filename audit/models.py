"""The append-only register of what happened, the heads of its chains, and what is still owed to others."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .actor import ActorKind, Channel
from .chain import chain_named


class ChainHead(models.Model):
    """The end of one subject's chain. Locked by `record()`, always last in the order of locks."""

    chain = models.CharField(max_length=80, unique=True)
    sequence = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Event(models.Model):
    """One thing that happened. Rows are written once and never changed: triggers in the database refuse it."""

    operation = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=60, db_index=True)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    sequence = models.PositiveIntegerField()
    actor_kind = models.CharField(max_length=12, choices=ActorKind.choices)
    actor_key = models.CharField(max_length=80)
    actor_unit = models.BigIntegerField(null=True)
    actor_role = models.CharField(max_length=24, blank=True)
    on_behalf_of = models.CharField(max_length=80, blank=True)
    channel = models.CharField(max_length=12, choices=Channel.choices, blank=True)
    request_id = models.CharField(max_length=40, blank=True)
    happened_on = models.DateField()
    recorded_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    about_type = models.CharField(max_length=40, blank=True, default="")
    about_id = models.BigIntegerField(null=True)
    """What was read, of an event in the chain of whoever read it; the body names it only then."""
    body = models.TextField()
    """The exact text that was hashed; the columns above are its index and must agree with it."""
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "sequence"], name="event_once_in_chain"),
        ]
        indexes = [
            models.Index(fields=["kind", "happened_on"], name="event_kind_day"),
            # What an auditor asks: of everything, of one person, of one unit, of one kind, newest first.
            models.Index(fields=["recorded_at", "id"], name="event_time"),
            models.Index(fields=["actor_key", "recorded_at", "id"], name="event_actor_time"),
            models.Index(fields=["actor_unit", "recorded_at", "id"], name="event_unit_time"),
            models.Index(fields=["kind", "recorded_at", "id"], name="event_kind_time"),
            models.Index(
                fields=["about_type", "about_id", "recorded_at", "id"],
                name="event_about_time",
                condition=models.Q(about_id__isnull=False),
            ),
        ]

    @property
    def chain(self) -> str:
        """Return the name of the chain it stands in."""
        return chain_named(self.subject_type, self.subject_id)


class ReadingDay(models.Model):
    """What somebody reads on one day is one chain: of this row."""

    actor_kind = models.CharField(max_length=12, choices=ActorKind.choices)
    actor_key = models.CharField(max_length=80)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor_kind", "actor_key", "on"], name="reading_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_kind} {self.actor_key}, {self.on}"


class Checkpoint(models.Model):
    """The whole register in one signed root. Written once, each resting on the one before it."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField()
    body = models.TextField()
    """The exact text that was signed; number and moment are its index and must agree with it."""
    hash = models.CharField(max_length=64)
    signatures = models.JSONField()
    """A list of (key, public, signature): the newest key, and once more the older one when the key was changed."""

    def __str__(self) -> str:
        return f"#{self.number}"


class CheckpointLeaf(models.Model):
    """Where a chain stood at a checkpoint, kept for chains that had moved since the one before."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="leaves")
    chain = models.CharField(max_length=80)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "checkpoint"], name="leaf_once_in_checkpoint")]


class CheckpointedHead(models.Model):
    """Where each chain stood at the newest checkpoint: tells the next one what has moved, and proves nothing itself."""

    chain = models.CharField(max_length=80, unique=True)
    sequence = models.PositiveIntegerField()


class CheckpointBlock(models.Model):
    """An inner node of the newest checkpoint's tree, so that a path to its root need not read every chain.

    Written anew with every checkpoint. It proves nothing itself: a path that does not lead to the signed root is none.
    """

    position = models.PositiveIntegerField(unique=True)
    first = models.CharField(max_length=80)
    """The first chain under it, by the bytes of its name."""
    digest = models.CharField(max_length=64)


class DispatchState(models.TextChoices):
    OWED = "owed", _("Chờ thực hiện")
    DONE = "done", _("Đã thực hiện")
    FAILED = "failed", _("Không thực hiện được")


class Dispatch(models.Model):
    """The outbox: one row per (event, reaction) still owed or done."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, models.PROTECT, related_name="dispatches")
    reaction = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=DispatchState.choices, default=DispatchState.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="dispatch_once")]
        indexes = [
            models.Index(fields=["not_before"], name="dispatch_owed", condition=models.Q(state="owed")),
            # Few, and asked for on every page of an administrator.
            models.Index(fields=["id"], name="dispatch_failed", condition=models.Q(state="failed")),
        ]


class JobHour(models.Model):
    """What one job of the workers did in one hour (`audit/diary.py`). Overwritten, and gone after a month."""

    name = models.CharField(max_length=60)
    hour = models.DateTimeField()
    last_at = models.DateTimeField()
    runs = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    took = models.PositiveBigIntegerField(default=0)
    """Milliseconds, all runs together."""
    longest = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=80, blank=True)
    """The name of the mistake, never what it said: that may be somebody's words."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "hour"], name="job_hour_once")]
        indexes = [models.Index(fields=["hour"], name="job_hour")]


class Heartbeat(models.Model):
    """When a part of the machinery last said that it is there. Overwritten: it is no happening of the office."""

    name = models.CharField(max_length=12, unique=True)
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    """When it was asked for: how long it lay in the queue is the difference."""
    machine = models.CharField(max_length=80, blank=True)
    """Host and process, so that one knows where to look."""
