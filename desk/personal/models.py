"""Unfinished forms, under the office's keys: they hold names before anything is registered."""

from django.db import models

from cases.kinds import KINDS
from organizations.models import Unit, User
from sealing.fields import SealedJSON


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
