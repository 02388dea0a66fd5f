"""Who may change units, people and roles. Denied unless one of these says yes."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, ActorKind, Channel

from .models import Area, Deputisation, Membership, Unit, User
from .vocabulary import FRONT_KINDS, Level, Role, UnitKind

OUTSIDE = _("Chỉ người quản trị của đơn vị này hoặc của đơn vị cấp trên mới được làm việc này.")


def may_administer(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor may change the unit, its people and what is below it."""
    if is_command_line(actor):
        return True
    if actor.unit is None or Role.ADMINISTRATOR not in actor.roles:
        return False
    if f"/{actor.unit}/" in unit.path:
        return True
    keeper = Unit.objects.select_related("area").filter(pk=actor.unit).first()
    return keeper is not None and _keeps_in_directory(keeper, unit)


def administered(actor: Actor) -> Q:
    """The same right as `may_administer`, for the list."""
    if is_command_line(actor):
        return Q()
    if actor.unit is None or Role.ADMINISTRATOR not in actor.roles:
        return Q(pk__in=[])
    keeper = Unit.objects.select_related("area").get(pk=actor.unit)
    mine = Q(path__startswith=keeper.path)
    if keeper.kind != UnitKind.MTTQ:
        return mine
    agencies = ~Q(kind__in=FRONT_KINDS)
    if keeper.level == Level.CENTRE:
        return mine | agencies
    return mine | (agencies & Q(area__path__startswith=keeper.area.path)) if keeper.area is not None else mine


def may_create(actor: Actor, unit: Unit) -> bool:
    """Say whether the actor may enter this unit, not yet saved, where it says it stands."""
    if is_command_line(actor):
        return True
    if unit.parent is not None:
        return may_administer(actor, unit.parent)
    if actor.unit is None or Role.ADMINISTRATOR not in actor.roles:
        return False
    keeper = Unit.objects.select_related("area").filter(pk=actor.unit).first()
    return keeper is not None and _keeps_in_directory(keeper, unit)


def may_administer_person(actor: Actor, person: User, *, on: date) -> bool:
    """Say whether the actor administers every unit in which the person works on the day or later, or stands in.

    Whoever opens an account gets all it opens: of a clerk who stands in for a leader above, that leader's desk too.
    For a person without any of these the units of former roles count, and without any, the whole house.
    """
    if is_command_line(actor):
        return True
    runs = Q(to_on__isnull=True) | Q(to_on__gte=on)
    lent = Deputisation.objects.filter(Q(revoked_on__isnull=True) | Q(revoked_on__gt=on), deputy=person, to_on__gte=on)
    own = Membership.objects.filter(user=person)
    now = {*own.filter(runs).values_list("unit", flat=True), *lent.values_list("membership__unit", flat=True)}
    units = now or set(own.values_list("unit", flat=True))
    held = list(Unit.objects.select_related("area").filter(pk__in=units))
    return all(may_administer(actor, unit) for unit in held) if held else administers_a_root(actor)


def may_deputise(by: Actor, membership: Membership, unit: Unit) -> bool:
    """Say whether the actor may name and recall who stands in for this role."""
    # A deputy cannot hand on what was only lent: hence nobody acting on behalf of another.
    own = by.person_id == membership.user_id and not by.on_behalf_of
    return own or may_administer(by, unit)


def may_keep_directory(actor: Actor, area: Area | None) -> bool:
    """Say whether the actor may say who is competent in the area; for everywhere, only the head of the house."""
    if is_command_line(actor):
        return True
    if area is None:
        return administers_a_root(actor)
    if actor.unit is None or Role.ADMINISTRATOR not in actor.roles:
        return False
    keeper = Unit.objects.select_related("area").filter(pk=actor.unit, kind=UnitKind.MTTQ).first()
    if keeper is None:
        return False
    return keeper.level == Level.CENTRE or (keeper.area is not None and area.path.startswith(keeper.area.path))


def administers_a_root(actor: Actor) -> bool:
    """Say whether the actor keeps the whole house: what belongs to no unit is theirs."""
    if actor.unit is None or Role.ADMINISTRATOR not in actor.roles:
        return False
    return Unit.objects.filter(pk=actor.unit, parent__isnull=True, kind=UnitKind.MTTQ).exists()


def is_command_line(actor: Actor) -> bool:
    """Say whether somebody at the machine itself acts, who could as well edit the database."""
    return actor.kind == ActorKind.SYSTEM and actor.channel == Channel.COMMAND


def require(allowed: bool) -> None:
    """Raise PermissionDenied unless the answer was yes."""
    if not allowed:
        raise PermissionDenied(OUTSIDE)


def _keeps_in_directory(keeper: Unit, unit: Unit) -> bool:
    """Say whether an MTTQ unit keeps the directory of agencies that this one belongs to.

    Agencies do not stand below the MTTQ, yet somebody must enter whom letters go to: the MTTQ of the same area.
    """
    if unit.is_front or keeper.kind != UnitKind.MTTQ:
        return False
    if keeper.level == Level.CENTRE:
        return True
    if keeper.area is None or unit.area is None:
        return False
    return unit.area.path.startswith(keeper.area.path)
