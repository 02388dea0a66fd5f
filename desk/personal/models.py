"""Unfinished forms, under the office's keys: they hold names before anything is registered. And what one has read."""

from django.db import models

from audit.actor import Actor
from cases.kinds import KINDS
from cases.models import Case
from organizations.models import Unit, User
from sealing.fields import SealedJSON, SealedText
from workflows.models import Assignment


class Draft(models.Model):
    """An intake form as far as it was typed. Seen by nobody but whoever types it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    token = models.UUIDField()
    """The form's own number: registering the form ends its draft."""
    typed = SealedJSON()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "token"], name="draft_once")]
        indexes = [models.Index(fields=["user", "unit", "-kept_at"], name="draft_of_somebody")]

    @property
    def title(self) -> str:
        return self.typed.get("summary") or self.typed.get("name") or ""

    @property
    def is_secret(self) -> bool:
        """Not even its author's list of drafts says a word of what must be kept secret."""
        chosen = {self.typed.get("kind"), self.typed.get("more_kind")}
        return any(KINDS[kind].sealed for kind in chosen & set(KINDS))


def holder_of(actor: Actor) -> str:
    """Whose the kept form is: a person in a unit, or whoever comes in by a link to one referral."""
    return f"{actor.kind}:{actor.key}:{actor.unit}"


class KeptForm(models.Model):
    """A move's form that was refused: what was typed, until it is accepted or a day has passed."""

    holder = models.CharField(max_length=60)
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    move = models.CharField(max_length=24)
    typed = SealedJSON()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["holder", "case", "move"], name="form_kept_once")]
        indexes = [models.Index(fields=["kept_at"], name="form_kept_at")]


class KeptFile(models.Model):
    """A file chosen in a refused form: a browser does not choose it again by itself."""

    form = models.ForeignKey(KeptForm, models.CASCADE, related_name="files")
    field = models.CharField(max_length=40)
    title = SealedText()
    content = models.FileField(upload_to="kept/")

    class Meta:
        ordering = ["pk"]


class ReadTask(models.Model):
    """Somebody has opened the case of a task since it came: a convenience of their own, shown to nobody else.

    It is no proof that anything was read, and is thrown away once the task has ended.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    task = models.ForeignKey(Assignment, models.CASCADE, related_name="+")
    turn = models.PositiveIntegerField()
    """Which coming of the task was read; when it comes anew it is unread again."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "task"], name="task_read_once")]
