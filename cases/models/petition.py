"""What is handed in: the petition, who stands behind it, and which cases its matters became."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Area, Unit, User

from ..vocabulary import Intake, PartyRole


class Petition(models.Model):
    """A letter, a visit, a call: when, through which channel, to which unit, and its text."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    received_on = models.DateField(_("ngày nhận"))
    intake = models.CharField(_("nhận qua"), max_length=16, choices=Intake.choices)
    text = models.TextField(_("nội dung"))
    asked = models.TextField(_("điều đề nghị"), blank=True)
    signers = models.PositiveIntegerField(_("số người ký"), default=1)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """The intake form's own number: the same form sent twice makes one petition."""
    tracking_code = models.CharField(max_length=14, unique=True)
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    history = tracked()

    class Meta:
        constraints = [models.CheckConstraint(name="petition_has_signers", condition=models.Q(signers__gte=1))]


class Party(models.Model):
    """A person who stands behind a petition, in one role."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=16, choices=PartyRole.choices, default=PartyRole.PETITIONER)
    name = models.CharField(_("họ và tên"), max_length=120)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True)
    identity_number = models.CharField(_("số căn cước"), max_length=12, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    address = models.CharField(_("địa chỉ"), max_length=250, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    folded = models.CharField(max_length=120, db_index=True)
    """The name without marks, for search on both engines."""

    history = tracked()


class Matter(models.Model):
    """The link between what was handed in and the case it became; usually one to one."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="matters")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="matters")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["petition", "case"], name="matter_once")]
