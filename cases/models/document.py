"""A paper in the file: scan, photo or office document, known by the digest of its content."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..vocabulary import DocumentSource
from .answer import Answer
from .case import Case


class Document(models.Model):
    case = models.ForeignKey(Case, models.PROTECT, related_name="documents")
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="documents")
    source = models.CharField(max_length=12, choices=DocumentSource.choices)
    title = models.CharField(_("tên tài liệu"), max_length=200)
    file = models.FileField(upload_to="documents/%Y/%m/")
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    added_on = models.DateField()

    class Meta:
        ordering = ["pk"]
