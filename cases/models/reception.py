"""Reception in person: the sessions, who came to them, what came of it, and whom the office would not receive."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import tracked
from deadlines.models import Computation, Owed
from organizations.models import Unit, User
from sealing.fields import SealedText

from ..grounds import GROUNDS, Ground
from ..kinds import KINDS
from ..lifecycle import SessionLife
from ..reception_words import CameOf, Manner, SessionKind, SessionStatus
from ..vocabulary import Kind
from .identity import Identity, Personal
from .letter import Outgoing
from .person import Person


class ReceptionSession(SessionLife):
    """Buổi tiếp công dân: one unit, one day, one place, and who receives."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    held_on = models.DateField(_("ngày tiếp"))
    begins_at = models.TimeField(_("từ giờ"))
    ends_at = models.TimeField(_("đến giờ"))
    place = models.CharField(_("địa điểm"), max_length=200)
    kind = models.CharField(_("loại buổi tiếp"), max_length=12, choices=SessionKind.choices)
    online = models.BooleanField(_("trực tuyến"), default=False)
    receiver = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("người tiếp"))
    leader = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("lãnh đạo cùng tiếp"))
    bodies = models.ManyToManyField(Unit, related_name="+")
    """Who comes to receive together with the MTTQ."""
    posted_on = models.DateField(_("ngày niêm yết lịch"), null=True)
    announced_on = models.DateField(_("ngày thông báo buổi trực tuyến"), null=True)
    tested_on = models.DateField(_("ngày kiểm tra đường truyền"), null=True)
    recording = models.CharField(_("nơi lưu bản ghi"), max_length=200, blank=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancelled_because = SealedText(_("lý do hủy lịch"), blank=True)

    history = tracked()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="session_ends_after_it_begins", condition=models.Q(ends_at__gt=models.F("begins_at"))
            ),
            models.CheckConstraint(
                name="session_cancelled_with_reason",
                condition=models.Q(status=SessionStatus.CANCELLED, cancelled_because__gt="")
                | (~models.Q(status=SessionStatus.CANCELLED) & models.Q(cancelled_because="")),
            ),
            models.CheckConstraint(
                name="session_opened_iff_it_took_place",
                condition=models.Q(status__in=[SessionStatus.PLANNED, SessionStatus.CANCELLED], opened_at=None)
                | models.Q(status__in=[SessionStatus.OPEN, SessionStatus.ENDED], opened_at__isnull=False),
            ),
            # NĐ 154/2026: an online session is recorded; it is not over before somebody says where the recording lies.
            models.CheckConstraint(
                name="online_session_is_recorded",
                condition=~models.Q(status=SessionStatus.ENDED, online=True) | models.Q(recording__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["unit", "-held_on", "-id"], name="session_of_unit")]

    @property
    def is_planned(self) -> bool:
        return bool(self.status == SessionStatus.PLANNED)

    @property
    def is_open(self) -> bool:
        return bool(self.status == SessionStatus.OPEN)


class Visit(models.Model):
    """Lượt tiếp: somebody came. It stays written down whatever came of it."""

    session = models.ForeignKey(ReceptionSession, models.PROTECT, related_name="visits")
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    kind = models.CharField(_("loại việc"), max_length=24)
    about = SealedText(_("nội dung"), blank=True)
    """Empty where the kind is sealed: what a denouncer says is written into the sealed form and nowhere else."""
    manner = models.CharField(_("đến"), max_length=12, choices=Manner.choices, default=Manner.ALONE)
    people = models.PositiveIntegerField(_("số người"), default=1)
    again = models.BooleanField(_("đã đến trước đây về việc này"), default=False)
    handled_by = SealedText(_("cơ quan đã giải quyết"), blank=True)
    came_of = models.CharField(_("kết quả"), max_length=12, choices=CameOf.choices, blank=True)
    guided_to = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    said = SealedText(_("đã giải thích, hướng dẫn"), blank=True)
    waives_protection = models.BooleanField(_("không yêu cầu giữ bí mật danh tính"), default=False)
    identity_digest = models.CharField(max_length=64, blank=True)
    """Who comes again is known by it; empty where the identity is sealed."""
    arrived_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    history = tracked(without=["identity_digest"])

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="visit_of_somebody", condition=models.Q(people__gte=1)),
            models.CheckConstraint(
                name="visit_ended_iff_something_came_of_it",
                condition=models.Q(came_of="", ended_on=None) | models.Q(came_of__gt="", ended_on__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_guided_somewhere",
                condition=~models.Q(came_of=CameOf.GUIDED) | models.Q(guided_to__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["session", "id"], name="visit_of_session"),
            models.Index(fields=["identity_digest"], name="visit_identity", condition=models.Q(identity_digest__gt="")),
        ]

    @property
    def number(self) -> str:
        return f"{self.serial:02d}/{self.year}/TCD"

    @property
    def is_waiting(self) -> bool:
        return not self.came_of

    @property
    def is_sealed(self) -> bool:
        """A denouncer is nobody's business: nothing that tells who it is stands in a list.

        Sealed backwards too: when what was handed in turned out to be a denunciation.
        """
        facts = KINDS.get(self.kind)
        brought = (matter.case for petition in self.petitions.all() for matter in petition.matters.all())
        return (facts is not None and facts.sealed) or any(case.sealed for case in brought)

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label) if self.kind in Kind.values else self.kind


class Visitor(models.Model):
    """One of those who came and gave a name, as the papers shown say; who it is stands encrypted."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="visitors")
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    """Whom the office recognised, beside their petitions."""
    speaks_for_others = models.BooleanField(default=False)
    """The representative of a group, or somebody with an authorisation."""

    class Meta:
        ordering = ["pk"]

    @property
    def who(self) -> Personal:
        return self.identity.open()


class Refusal(models.Model):
    """Somebody was not received: on which ground, what was said, and what a second person decided about it."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="refusals")
    ground = models.CharField(_("căn cứ từ chối"), max_length=24)
    said = SealedText(_("đã giải thích"))
    settled_by = SealedText(_("văn bản đã trả lời, giải quyết"), blank=True)
    refused_on = models.DateField()
    refused_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    refused_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """On whose behalf, where a deputy refused: neither of the two confirms it."""
    confirmed_on = models.DateField(null=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    overturned_on = models.DateField(null=True)
    overturned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    overturned_because = SealedText(_("vì sao không đồng ý"), blank=True)

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit"], condition=models.Q(overturned_on=None), name="refused_once_unless_overturned"
            ),
            models.CheckConstraint(
                name="refusal_decided_once",
                condition=models.Q(confirmed_on=None) | models.Q(overturned_on=None),
            ),
            # Nobody confirms their own refusal.
            models.CheckConstraint(
                name="refusal_confirmed_by_another",
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("refused_by")),
            ),
            models.CheckConstraint(
                name="refusal_overturned_with_reason",
                condition=models.Q(overturned_on=None, overturned_because="")
                | models.Q(overturned_on__isnull=False, overturned_because__gt=""),
            ),
        ]

    @property
    def on_ground(self) -> Ground:
        return GROUNDS[self.ground]

    @property
    def is_undecided(self) -> bool:
        return self.confirmed_on is None and self.overturned_on is None


class RefusalNotice(Outgoing):
    """Mẫu 01/TCD: a letter like every other in its life and its number, but of a visit: there is no case to lie in."""

    refusal = models.OneToOneField(Refusal, models.PROTECT, related_name="notice")

    history = tracked()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "serial"], name="refusal_notice_number_once"),
            models.CheckConstraint(
                name="refusal_notice_numbered_iff_frozen",
                condition=models.Q(serial__isnull=True, digest="") | models.Q(serial__isnull=False, digest__gt=""),
            ),
        ]
        indexes = [models.Index(fields=["unit", "issued_on", "serial"], name="refusal_notice_book")]


class ReceptionDuty(Owed):
    """What is owed about a session or a refusal; the twin of a case's `Duty`, for what belongs to no case."""

    session = models.ForeignKey(ReceptionSession, models.PROTECT, null=True, related_name="duties")
    refusal = models.ForeignKey(Refusal, models.PROTECT, null=True, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta(Owed.Meta):
        ordering = ["due_on", "pk"]
        constraints: ClassVar = [
            *Owed.Meta.constraints,
            models.CheckConstraint(
                name="reception_duty_of_one_thing",
                condition=models.Q(session__isnull=False, refusal=None) | models.Q(session=None, refusal__isnull=False),
            ),
        ]

    @property
    def about(self) -> ReceptionSession | Refusal:
        """What it is owed about; its events stand in that chain."""
        about = self.session or self.refusal
        assert about is not None, "a constraint says so"
        return about

    def was_late(self, *, on: date) -> bool:
        return (self.met_on or on) > self.due_on


class ReceptionComputation(Computation):
    """The certificate of one computation of such a date."""

    duty = models.ForeignKey(ReceptionDuty, models.PROTECT, related_name="computations")

    class Meta:
        ordering = ["pk"]


class ReceptionNotice(models.Model):
    """A mark of such a duty that was passed and told."""

    duty = models.ForeignKey(ReceptionDuty, models.PROTECT, related_name="notices")
    due_on = models.DateField()
    mark = models.CharField(max_length=14)
    noted_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "due_on", "mark"], name="reception_notice_once")]
