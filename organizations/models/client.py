"""Programs that may ask on behalf of a unit, each with a token of which only the digest is kept."""

import hashlib

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..vocabulary import Role
from .unit import Unit


class Client(models.Model):
    """A program reads as much as a person with one role in one unit does."""

    name = models.CharField(_("tên phần mềm"), max_length=120)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    role = models.CharField(_("vai trò"), max_length=24, choices=Role.choices)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    admitted_on = models.DateField(_("ngày cấp quyền"))
    revoked_on = models.DateField(_("ngày thu hồi"), null=True)

    class Meta:
        verbose_name = _("phần mềm kết nối")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


def digest_of(token: str) -> str:
    # A token is 256 random bits: there is nothing to guess, so a plain digest is enough.
    return hashlib.sha256(token.encode()).hexdigest()
