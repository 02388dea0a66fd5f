"""How much each person of a unit has in hand, read from the open tasks: what was overtaken counts as nobody's work."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet

from cases.models import Case
from organizations.models import Membership, Unit, User
from organizations.models.in_force import in_force
from organizations.vocabulary import Role

from .models import Assignment, Ending


@dataclass
class Load:
    """One person, or the unit itself for what nobody has taken. Each task is counted once: with whoever holds it."""

    person: User | None
    roles: tuple[str, ...] = ()
    held: int = 0
    overdue: int = 0
    nearest_on: date | None = None
    cases: int = 0
    done: int = 0
    """Tasks done by this person in the last thirty days, on whoever's behalf."""
    here: bool = True
    """Works in the unit on the day; who has left and still holds something is shown too."""


@dataclass(frozen=True)
class Waiting:
    """What waits for a role and nobody has taken."""

    role: str
    waiting: int
    overdue: int

    @property
    def name(self) -> str:
        return str(Role(self.role).label)


def open_tasks(unit: Unit) -> QuerySet[Assignment]:
    return Assignment.objects.filter(unit=unit, ended_at=None)


def loads_of(unit: Unit, *, on: date, since: date) -> list[Load]:
    """Return everybody who works in the unit, or still holds something there, by name."""
    loads = {person.pk: Load(person, roles) for person, roles in _people(unit, on)}
    late = Q(due_on__lt=on)
    held = open_tasks(unit).filter(owner__isnull=False).order_by().values_list("owner")
    counted = list(held.annotate(n=Count("pk"), late=Count("pk", filter=late), nearest=Min("due_on")))
    handling = Case.objects.open().filter(unit=unit, handler__isnull=False).order_by()
    handled = dict(handling.values_list("handler").annotate(Count("pk")))
    done = Assignment.objects.filter(unit=unit, ending=Ending.DONE, ended_at__date__gte=since, owner__isnull=False)
    finished = dict(done.order_by().values_list("owner").annotate(Count("pk")))
    gone = {pk for pk, *_rest in counted} | handled.keys()
    for person in User.objects.filter(pk__in=gone - loads.keys()):
        loads[person.pk] = Load(person, here=False)
    for pk, n, overdue, nearest in counted:
        loads[pk].held, loads[pk].overdue, loads[pk].nearest_on = n, overdue, nearest
    for pk, load in loads.items():
        load.cases, load.done = handled.get(pk, 0), finished.get(pk, 0)
    return sorted(loads.values(), key=lambda load: str(load.person))


def waiting_in(unit: Unit, *, on: date) -> list[Waiting]:
    """Return for each role what nobody has taken yet."""
    unheld = open_tasks(unit).filter(owner=None).order_by("role").values_list("role")
    return [Waiting(*row) for row in unheld.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=on)))]


def _people(unit: Unit, on: date) -> Iterator[tuple[User, tuple[str, ...]]]:
    roles: dict[int, tuple[User, tuple[str, ...]]] = {}
    working = Membership.objects.filter(in_force(on, start="from_on", end="to_on"), unit=unit, user__is_active=True)
    for one in working.select_related("user").order_by("pk"):
        person, before = roles.get(one.user_id, (one.user, ()))
        roles[one.user_id] = (person, (*before, str(one.get_role_display())))
    yield from roles.values()
