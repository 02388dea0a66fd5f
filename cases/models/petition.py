"""What is handed in: the petition, who stands behind it, and which cases its matters became."""

import uuid
from datetime import date
from functools import cached_property
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from organizations.models import Unit, User
from sealing.fields import SealedText

from ..kinds import standing
from ..vocabulary import STAND_BEHIND, Authority, Intake, MatterOrigin, PartyRole, Signing
from .identity import Identity, Personal
from .person import Person

EARLIEST = date(1990, 1, 1)
"""Nothing that is followed here came before: an earlier year was typed wrongly."""


class PartyManager(models.Manager["Party"]):
    """Nobody reads a party without its identity."""

    def get_queryset(self) -> models.QuerySet["Party"]:
        return super().get_queryset().select_related("identity")


class Petition(models.Model):
    """A letter, a visit, a call: when, through which channel, to which unit, and its text."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    received_on = models.DateField(_("ngày nhận"))
    intake = models.CharField(_("nhận qua"), max_length=16, choices=Intake.choices)
    text = SealedText(_("nội dung"))
    asked = SealedText(_("điều đề nghị"), blank=True)
    content_digest = models.CharField(max_length=64, blank=True, db_index=True)
    """The same text handed in again is known by it (`cases/contents.py`)."""
    signing = models.CharField(_("cách ký"), max_length=10, choices=Signing.choices, default=Signing.NAMED)
    signers = models.PositiveIntegerField(_("số người ký"), default=1)
    signed = models.BooleanField(_("đã ký"), default=True)
    """A letter signed or marked with a finger, or words taken down and read back."""
    signed_on = models.DateField(_("ngày ký"), null=True)
    """When it was signed later than it came."""
    secrecy_waived = models.BooleanField(_("không yêu cầu giữ bí mật danh tính"), default=False)
    visit = models.ForeignKey("cases.Visit", models.PROTECT, null=True, related_name="petitions")
    """Whom the office received when it was handed in; one visit may bring several petitions."""
    previous = models.ForeignKey("cases.Case", models.PROTECT, null=True, related_name="followed_by")
    """An earlier case of the same matter, as the person says."""
    handled_by = SealedText(_("cơ quan đã giải quyết"), blank=True)
    """Column 8 of Mẫu 03/TCD: which body dealt with it already, by which document."""
    wants_secrecy = models.BooleanField(_("đề nghị giữ bí mật danh tính"), default=False)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """The intake form's own number: the same form sent twice makes one petition."""
    tracking_code = models.CharField(max_length=14, unique=True)
    registered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    history = tracked(without=["content_digest"])

    class Meta:
        constraints = [models.CheckConstraint(name="petition_has_signers", condition=models.Q(signers__gte=1))]

    def stands(self, kind: str) -> str:
        """Say what it counts as, taken as this kind (`kinds.py`)."""
        return standing(kind, self.intake, signed=self.signed, signing=self.signing, waived=self.secrecy_waived)


class Party(models.Model):
    """A person who stands behind a petition, in one role. Who it is stands in the identity, encrypted."""

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="parties")
    role = models.CharField(max_length=16, choices=PartyRole.choices, default=PartyRole.PETITIONER)
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="parties")
    """Whom the office takes this for, beside other petitions; changed only by merging and parting."""
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    """The body that the petition is about, when it is one of the directory."""
    authority = models.CharField(_("căn cứ đại diện"), max_length=10, choices=Authority.choices, blank=True)

    objects = PartyManager()
    # Whom it was taken for is in the mergers: a history of it would lead from a sealed petition to the open ones.
    history = tracked(without=["person"])

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="authority_iff_representative",
                condition=models.Q(role=PartyRole.REPRESENTATIVE, authority__gt="")
                | (~models.Q(role=PartyRole.REPRESENTATIVE) & models.Q(authority="")),
            ),
        ]

    @cached_property
    def who(self) -> Personal:
        return self.identity.open()

    @property
    def stands_behind(self) -> bool:
        return self.role in STAND_BEHIND

    @property
    def name(self) -> str:
        return self.who.name

    @property
    def birth_year(self) -> int | None:
        return self.who.birth_year

    @property
    def phone(self) -> str:
        return self.who.phone

    @property
    def email(self) -> str:
        return self.who.email

    @property
    def address(self) -> str:
        return self.who.address

    @property
    def paper(self) -> str:
        return self.who.paper


class MatterQuerySet(models.QuerySet["Matter"]):
    def current(self) -> "MatterQuerySet":
        return self.filter(ended_on=None)


class Matter(models.Model):
    """The link between what was handed in and the case it became; usually one to one. Ended, never deleted.

    The first link of a case is that of the petition which opened it; petitions joined to it have later ones.
    """

    petition = models.ForeignKey(Petition, models.PROTECT, related_name="matters")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="matters")
    origin = models.CharField(max_length=10, choices=MatterOrigin.choices, default=MatterOrigin.REGISTERED)
    summary = SealedText(_("nội dung này nói về"))
    began_on = models.DateField()
    began_by = models.UUIDField(null=True)
    """The operation that made the link; none for what was registered before this was kept."""
    ended_on = models.DateField(null=True)
    ended_by = models.UUIDField(null=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["petition", "case"], condition=models.Q(ended_on=None), name="matter_once_at_a_time"
            ),
            models.CheckConstraint(
                name="matter_ended_by_an_operation",
                condition=models.Q(ended_on=None, ended_by=None)
                | models.Q(ended_on__isnull=False, ended_by__isnull=False),
            ),
        ]
