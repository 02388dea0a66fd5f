"""What is one's own: unfinished forms and taken lists, under the office's keys, and what one has read."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class SavedFilter(models.Model):
    """A question to the register that somebody asks often, for themselves or for everybody of the unit.

    It keeps codes and numbers of rows, never a word that was searched for: that may be somebody's name.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = SealedText()
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(default=False)
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "user"], name="filter_of_a_unit")]


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


class ExportForm(models.TextChoices):
    XLSX = "xlsx", _("Excel (xlsx)")
    CSV = "csv", _("CSV")


class ExportState(models.TextChoices):
    RUNNING = "running", _("Đang kết xuất")
    DONE = "done", _("Sẵn sàng")
    STOPPED = "stopped", _("Đã dừng")


class Export(models.Model):
    """A list as a table that is written in the background, for whoever asked and nobody else, and not for long."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=20, blank=True)
    """Whom the person stood in for: as somebody else they may see other cases."""
    table = models.CharField(max_length=20, default="register")
    """Which list (`desk/listing/tables.py`), and below, which of its tabs where a row says other things on each."""
    part = models.CharField(max_length=20, blank=True)
    form = models.CharField(max_length=4, choices=ExportForm.choices)
    said = SealedText()
    """Which cases, in words: what was searched for may be a name."""
    asked = models.JSONField(default=dict)
    """The same for the register of events: codes and counts, no words of people."""
    state = models.CharField(max_length=7, choices=ExportState.choices, default=ExportState.RUNNING)
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField()
    taken_at = models.DateTimeField(null=True)
    """When a worker last took it in hand: no second one does for a while."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "-id"], name="export_of_somebody"),
            models.Index(fields=["id"], name="export_under_way", condition=models.Q(state=ExportState.RUNNING)),
        ]

    @property
    def is_under_way(self) -> bool:
        return self.state == ExportState.RUNNING


class ExportPart(models.Model):
    """So many rows of the list in their order, fixed when it was asked for; their lines lie in a file of their own."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    cases = models.JSONField()
    """Which case each row is about."""
    keys = models.JSONField(default=list)
    """The rows themselves; nothing where they are the cases."""
    lowest = models.BigIntegerField()
    highest = models.BigIntegerField()
    rows = models.PositiveIntegerField(null=True)
    """How many of them could be seen when it was written; nothing before that."""
    content = models.CharField(max_length=100, blank=True)
    """The name of the sealed file."""
    size = models.PositiveIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)
    """How often something in it was sealed or erased: rows that were read before that are not kept."""

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="export_part_once")]


class SeenTour(models.Model):
    """Somebody has put the first steps away: they are not offered again by themselves."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    seen_on = models.DateField()


class PhoneLink(models.Model):
    """A form of intake lent to a telephone: for half an hour, to send pictures and nothing else (`phones.py`)."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=20, blank=True)
    token = models.UUIDField()
    """The form's own number."""
    digest = models.CharField(max_length=64, unique=True)
    phone = models.CharField(max_length=64, blank=True)
    """The digest of what the first telephone that sent is known by; another one is refused."""
    made_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "token"], name="phone_of_a_form"),
            models.Index(fields=["made_at"], name="phone_made_at"),
        ]


class PhonePhoto(models.Model):
    """What a telephone has sent for a form that is not registered yet; the content lies sealed."""

    link = models.ForeignKey(PhoneLink, models.CASCADE, related_name="photos")
    title = SealedText()
    content = models.FileField(upload_to="kept/")
    size = models.PositiveIntegerField()
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
