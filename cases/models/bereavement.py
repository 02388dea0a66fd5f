"""A petitioner has died: by which paper it is known, and who takes the matter up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked

from ..lifecycle import BereavementLife
from ..vocabulary import BereavementState
from .case import Case
from .document import Document
from .petition import Party


class Bereavement(BereavementLife):
    """One death. At most one of a case is waited over; who succeeds stands among the parties like any petitioner."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="bereavements")
    party = models.OneToOneField(Party, models.PROTECT, related_name="bereavement")
    died_on = models.DateField(_("ngày mất"), null=True)
    paper = models.ForeignKey(Document, models.PROTECT, related_name="+")
    """Death certificate, or an extract of the register."""
    recorded_on = models.DateField()
    successor = models.OneToOneField(Party, models.PROTECT, null=True, related_name="succeeds")
    basis = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    """On which paper the successor stands."""
    settled_on = models.DateField(null=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], name="one_successor_awaited", condition=models.Q(state=BereavementState.WAITING)
            ),
            models.CheckConstraint(
                name="succeeded_by_somebody_on_a_paper",
                condition=models.Q(state=BereavementState.SUCCEEDED, successor__isnull=False, basis__isnull=False)
                | ~models.Q(state=BereavementState.SUCCEEDED) & models.Q(successor=None, basis=None),
            ),
        ]
