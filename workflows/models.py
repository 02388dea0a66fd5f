"""The human work on a case: viewflow keeps its own tasks, `Assignment` says whose they are for one quick look."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process, Task

from audit.codes import SaysItsCodes
from cases.models import Case, Duty, Referral
from organizations.models import Unit, User
from sealing.fields import SealedJSON, SealedText

from .steps import Step


class CaseWork(Process):  # type: ignore[misc]  # viewflow has no types
    """One stretch of human work on one case. A case has as many as its life needs."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="work")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="+")
    """Of one agency that was asked to help; none for the work of the case itself."""


class Ending(models.TextChoices):
    DONE = "done", _("Đã làm")
    OBSOLETE = "obsolete", _("Không còn phải làm")


class Assignment(SaysItsCodes):
    """A step that waits for somebody with a role in a unit, perhaps already in one person's hands."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="assignment")
    case = models.ForeignKey(Case, models.PROTECT, related_name="assignments")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, related_name="+")
    """Which request to cooperate it is about; none for a step of the case itself."""
    step = models.CharField(max_length=20, choices=Step.choices)
    # Asked for only among what is open, or done: by the indices below. One over all there ever was tempts the planner.
    unit = models.ForeignKey(Unit, models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=24)
    owner = models.ForeignKey(User, models.PROTECT, null=True, db_index=False, related_name="+")
    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="+")
    """The nearest thing the unit owes in this case; its date stands beside it so that lists can be sorted."""
    due_on = models.DateField(null=True)
    opened_at = models.DateTimeField()
    turn = models.PositiveIntegerField(default=0)
    """How often it came anew since it was opened: given to somebody else, or its date has moved. Whoever read it
    before has not read this."""
    ended_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    ended_by = models.BigIntegerField(null=True)
    """The event that ended it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"],
                name="one_open_task_per_step",
                condition=models.Q(ended_at=None, referral=None),
            ),
            models.UniqueConstraint(
                fields=["referral", "step"],
                name="one_open_task_per_step_of_a_request",
                condition=models.Q(ended_at=None, referral__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_says_how",
                condition=models.Q(ended_at=None, ending="") | models.Q(ended_at__isnull=False, ending__gt=""),
            ),
        ]
        indexes = [
            # What nobody holds, what somebody holds, what waits by its step: each leads to its first thousand.
            models.Index(
                fields=["unit", "role", "due_on"],
                name="assignment_unheld",
                condition=models.Q(ended_at=None, owner=None),
            ),
            models.Index(
                fields=["owner", "due_on"],
                name="assignment_held",
                condition=models.Q(ended_at=None, owner__isnull=False),
            ),
            models.Index(fields=["unit", "step", "due_on"], name="assignment_steps", condition=models.Q(ended_at=None)),
            models.Index(fields=["unit", "ended_at"], name="assignment_done", condition=models.Q(ending="done")),
        ]

    def comes_anew(self) -> None:
        """Somebody else has it, or it is owed by another day."""
        self.turn += 1

    @property
    def with_whom(self) -> str:
        """The agency the step concerns: the one asked to help, else the one that answers for the case."""
        referral = self.referral or self.case.lead
        return referral.agency.label if referral is not None else ""


class LeavingState(models.TextChoices):
    ORDERED = "ordered", _("Đang bàn giao")
    DONE = "done", _("Đã bàn giao xong")


class Left(models.TextChoices):
    """What a person leaves behind."""

    CASE = "case", _("Vụ việc đang xử lý")
    TASK = "task", _("Việc đã nhận về mình")
    SESSION = "session", _("Buổi tiếp công dân đã lên lịch")
    INSPECTION = "inspect", _("Buổi kiểm tra thực tế đã lên lịch")


class LeftState(models.TextChoices):
    WAITS = "waits", _("Chờ bàn giao")
    MOVED = "moved", _("Đã bàn giao")
    GONE = "gone", _("Không còn là việc của người ấy")
    REFUSED = "refused", _("Chưa bàn giao được")


class Leaving(models.Model):
    """Somebody's open work in a unit is handed to others, with a reason."""

    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    because = SealedText(_("lý do bàn giao"))
    state = models.CharField(max_length=8, choices=LeavingState.choices, default=LeavingState.ORDERED)
    chosen_by = models.JSONField(default=dict)
    """The actor who ordered it, as values: everything is handed over in that name."""
    ordered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ordered_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]


class LeavingRow(models.Model):
    """One thing the person leaves, who gets it, and what became of it."""

    leaving = models.ForeignKey(Leaving, models.CASCADE, related_name="rows")
    what = models.CharField(max_length=8, choices=Left.choices)
    key = models.BigIntegerField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey(User, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=LeftState.choices, default=LeftState.WAITS)
    said = models.CharField(max_length=250, blank=True)
    """Why it could not be handed over: a sentence of the house, never words of people."""
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["what", "case", "key"]
        constraints = [models.UniqueConstraint(fields=["leaving", "what", "key"], name="left_once")]


class BatchState(models.TextChoices):
    RUNNING = "running", _("Đang làm")
    DONE = "done", _("Đã xong")


class BatchRowState(models.TextChoices):
    WAITS = "waits", _("Chưa đến lượt")
    DONE = "done", _("Đã ghi")
    REFUSED = "refused", _("Không ghi")


class Batch(models.Model):
    """One act on many cases: which they are is fixed when it is confirmed, each is done by itself."""

    token = models.UUIDField(unique=True)
    """The form's own number: the same form sent twice is one act."""
    act = models.CharField(max_length=20)
    person = models.ForeignKey(User, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=20, blank=True)
    said = SealedJSON()
    """What was typed and chosen, the same for all; emptied when it is done, for it stands in each case then."""
    about = SealedText()
    """Which cases, in words: what was searched for may be a name."""
    state = models.CharField(max_length=8, choices=BatchState.choices, default=BatchState.RUNNING)
    asked_at = models.DateTimeField()
    total = models.PositiveIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    """One worker at a time; a killed one's share is anybody's after a while."""
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "-id"], name="batch_of_somebody"),
            models.Index(fields=["id"], name="batch_under_way", condition=models.Q(state=BatchState.RUNNING)),
        ]

    @property
    def is_under_way(self) -> bool:
        return self.state == BatchState.RUNNING


class BatchRow(models.Model):
    """One case of it, or one task, and what became of it."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    task = models.ForeignKey(Assignment, models.PROTECT, null=True, related_name="+")
    """Where the act is about a task: a case may have several."""
    state = models.CharField(max_length=8, choices=BatchRowState.choices, default=BatchRowState.WAITS)
    said = models.CharField(max_length=250, blank=True)
    """Why it was refused: a sentence of the house, never words of people."""
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "case"], name="batch_case_once", condition=models.Q(task=None)),
            models.UniqueConstraint(fields=["batch", "task"], name="batch_task_once"),
        ]
        indexes = [
            models.Index(fields=["batch", "case", "id"], name="batch_waiting", condition=models.Q(state="waits")),
            models.Index(fields=["batch", "state", "id"], name="batch_results"),
        ]
