"""A paper in the file: scan, photo, recording or office document. Its content is kept once, however often it comes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from files.models import Blob
from sealing.fields import SealedText

from ..vocabulary import DocumentSource
from .answer import Answer, Commitment
from .case import Case
from .inspection import Inspection
from .petition import Matter, Petition


class DocumentQuerySet(models.QuerySet["Document"]):
    def of(self, case: Case) -> "DocumentQuerySet":
        """The papers of the case: its own, and those of every petition it concerns, whichever case they came into."""
        petitions = Matter.objects.current().filter(case=case).values("petition")
        # Two questions with an index each; joined by OR they are one that reads every paper of the house.
        came_into = Document.objects.filter(case=case).order_by().values("pk")
        handed_in = Document.objects.filter(petition__in=petitions).order_by().values("pk")
        return self.filter(pk__in=came_into.union(handed_in))


class Document(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    """Into which file it came."""
    petition = models.ForeignKey(Petition, models.PROTECT, null=True, related_name="documents")
    """Whose paper it is, where a petitioner handed it in: read in every case of the petition, copied to none."""
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="documents")
    commitment = models.ForeignKey(Commitment, models.PROTECT, null=True, related_name="shown_by")
    """Which promise it shows as kept or not kept: a photograph, a record of who went there."""
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, related_name="documents")
    """Which going there it was brought back from."""
    source = models.CharField(max_length=12, choices=DocumentSource.choices)
    title = SealedText(_("tên tài liệu"))
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    added_on = models.DateField()
    released_on = models.DateField(null=True)
    """The day an administrator let the MTTQ open it although the scanner warns; an agency never gets it."""
    released_because = SealedText(blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="document_released_iff_because",
                condition=models.Q(released_on__isnull=True, released_because="")
                | models.Q(released_on__isnull=False, released_because__gt=""),
            ),
            # An agency may send back what it was sent: its answer is a file of its own.
            models.UniqueConstraint(
                fields=["case", "blob"], condition=models.Q(answer__isnull=True), name="content_once_in_a_case"
            ),
            models.UniqueConstraint(fields=["answer", "blob"], name="content_once_in_an_answer"),
        ]

    @property
    def is_quarantined(self) -> bool:
        return self.blob.is_infected and self.released_on is None
