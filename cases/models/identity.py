"""Who stands behind a petition: unreadable without the office's keys, and what may be searched of it."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from organizations.models import Area
from sealing.keys import keyring


@dataclass(frozen=True)
class Personal:
    """What identifies a person. Never shown by `repr`, so that no log and no error page can."""

    name: str = field(default="", repr=False)
    birth_year: int | None = field(default=None, repr=False)
    identity_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    email: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    paper: str = field(default="", repr=False)
    """What a representative shows: number and day of the authorisation, who certified it."""
    commune: str = field(default="", repr=False)
    """Where a person of a sealed petition lives, by its area; of all others that stands in clear."""


class IdentityKey(models.Model):
    """A key that was ever used, by its fingerprint; the key itself lies in a file."""

    fingerprint = models.CharField(max_length=16, unique=True)


class Identity(models.Model):
    """One person as written down once: a correction is a new row. Rewritten under a newer key, and when sealed."""

    key = models.ForeignKey(IdentityKey, models.PROTECT, related_name="identities")
    sealed = models.TextField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="+")
    erased_on = models.DateField(null=True)
    """From then on nothing lies here; the row stays, so that what points at it still points at somebody."""

    def open(self) -> Personal:
        return self.opened(self.sealed, self.erased_on)

    @staticmethod
    def opened(sealed: str, erased_on: date | None) -> Personal:
        """Open what stands in a row, for a list that makes no more of it than a name."""
        if erased_on is not None:
            return Personal(name=_("Đã xóa thông tin"))
        return Personal(**json.loads(keyring().open(sealed)))

    @staticmethod
    def seal(personal: Personal) -> str:
        return keyring().seal(json.dumps(asdict(personal), ensure_ascii=False))


class Findable(models.Model):
    """What may be searched of a person whose identity is not sealed. Derived: it can be emptied and made again."""

    party = models.OneToOneField("cases.Party", models.CASCADE, related_name="findable")
    petition = models.ForeignKey("cases.Petition", models.CASCADE, related_name="findable")
    folded = models.CharField(max_length=120)
    """The name without marks, by which the same person is known again and a case is found (`CaseWords`)."""
    birth_year = models.PositiveSmallIntegerField(null=True)
    identity_digest = models.CharField(max_length=64, blank=True)
    phone_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["folded", "birth_year"], name="findable_name"),
            models.Index(
                fields=["identity_digest"], name="findable_identity", condition=models.Q(identity_digest__gt="")
            ),
            models.Index(fields=["phone_digest"], name="findable_phone", condition=models.Q(phone_digest__gt="")),
        ]
