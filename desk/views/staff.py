"""Người dùng: who works in the units one administers, in which roles, and one person's page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cases.access import may_see_what_is_left
from organizations import operations, staff
from organizations.access import may_administer, may_administer_person
from organizations.models import Membership, Unit, User
from organizations.staff import StaffTab
from organizations.vocabulary import Role
from workflows.held import held_by

from ..accounts.second_step import has_second_step
from ..addresses import number_in
from ..doors import StaffRequest, for_roles
from ..forms.refusing import refuse
from ..forms.staff import AppointForm, EndMembershipForm, NewPersonForm
from ..paging import page_before

PAGE = 50
RECENT = 20
TABS = {
    StaffTab.WORKING: gettext_lazy("Đang làm việc"),
    StaffTab.GONE: gettext_lazy("Không còn vai trò"),
    StaffTab.LOCKED: gettext_lazy("Tài khoản đã khóa"),
}


@for_roles(Role.ADMINISTRATOR)
@require_safe
def people(request: StaffRequest) -> HttpResponse:
    """List the people of the units one administers, with their roles there."""
    tab = request.GET.get("xem", StaffTab.WORKING)
    if tab not in TABS:
        raise Http404(tab)
    today, words = timezone.localdate(), request.GET.get("q", "")
    unit = unit_named(request) if request.GET.get("don-vi") else None
    found = staff.people_within(request.actor, on=today, tab=tab, words=words, unit=unit)
    shown, before = page_before(request, found, size=PAGE)
    roles = staff.roles_within(request.actor, shown)
    kept = {name: value for name, value in (("q", words), ("don-vi", unit.pk if unit else "")) if value}
    context = {
        "rows": [(person, [role for role in roles[person.pk] if _counts(role, tab, unit)]) for person in shown],
        "before": before,
        "words": words,
        "unit": unit,
        "tabs": [(label, urlencode({**kept, "xem": one}), one == tab) for one, label in TABS.items()],
        "tab": tab,
        "query": urlencode({**kept, "xem": tab}),
        "today": today,
    }
    return render(request, "desk/staff/list.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def person(request: StaffRequest, user_id: int) -> HttpResponse:
    """Show one person: the account, the roles over time, what is open in them, and who stands in."""
    who = person_named(request, user_id)
    today, actor = timezone.localdate(), request.actor
    roles = staff.roles_within(actor, [who])[who.pk]
    running = [one for one in roles if one.to_on is None or one.to_on >= today]
    held = held_by(who, {one.unit_id for one in running})
    here = request.capacity.unit
    context = {
        "who": who,
        "roles": [(one, one in running, held.get(one.unit_id)) for one in roles],
        "running": bool(running),
        "may": may_administer_person(actor, who, on=today),
        "own": actor.person_id == who.pk,
        "second_step": has_second_step(who),
        "deputies": staff.deputies_for(roles)[:RECENT],
        "stands_in": staff.stood_in_by(who)[:RECENT],
        "hands_over": any(one.unit_id == here.pk for one in roles) and may_see_what_is_left(actor, here.pk) is not None,
        "today": today,
    }
    return render(request, "desk/staff/person.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Open an account with its first role; the way in is given on the page it leads to."""
    unit = unit_named(request)
    form = NewPersonForm(request.POST or None, unit=unit)
    if request.method == "POST" and form.is_valid():
        try:
            who = operations.take_on(unit=unit, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã mở tài khoản. Hãy cấp đường dẫn đặt mật khẩu cho người này."))
            return redirect("desk:staff-person", who.pk)
    return _asked(request, form, unit, title=_("Mở tài khoản"), button=_("Mở tài khoản"))


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: StaffRequest) -> HttpResponse:
    """Give somebody who has an account a role in the unit from a day on."""
    unit = unit_named(request)
    form = AppointForm(request.POST or None, unit=unit, initial={"username": request.GET.get("ai", "")})
    if request.method == "POST" and form.is_valid() and form.person is not None:
        said = dict(form.cleaned_data)
        del said["username"]
        try:
            operations.appoint(form.person, unit=unit, by=request.actor, **said)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã giao vai trò."))
            return redirect("desk:staff-person", form.person.pk)
    return _asked(request, form, unit, title=_("Giao vai trò"), button=_("Giao vai trò"))


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: StaffRequest, membership_id: int) -> HttpResponse:
    """Let a role end with a day; what is left open is counted first, and handed over on the page that does it."""
    role = Membership.objects.select_related("user", "unit").filter(pk=membership_id).first()
    if role is None or not may_administer(request.actor, role.unit):
        raise Http404(membership_id)
    form = EndMembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.end_membership(role, by=request.actor, **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi ngày làm việc cuối cùng; việc còn lại sau ngày ấy về lãnh đạo."))
            here = role.unit_id == request.capacity.unit.pk
            return redirect("desk:left-by" if here else "desk:staff-person", role.user_id)
    context = {
        "role": role,
        "form": form,
        "held": held_by(role.user, [role.unit_id])[role.unit_id],
        "refused": request.method == "POST",
    }
    return render(request, "desk/staff/end.html", context, status=422 if form.errors else 200)


def person_named(request: StaffRequest, user_id: int) -> User:
    """Whoever one administers, or who has a role where one does; of others nobody is told that they exist."""
    who = User.objects.filter(pk=user_id).first()
    if who is None:
        raise Http404(user_id)
    here = Membership.objects.filter(user=who, unit__in=staff.units_of(request.actor))
    if not here.exists() and not may_administer_person(request.actor, who, on=timezone.localdate()):
        raise Http404(user_id)
    return who


def unit_named(request: StaffRequest) -> Unit:
    """The unit the address names, where one administers it; one's own without a name."""
    named = request.GET.get("don-vi", "")
    if not named:
        return request.capacity.unit
    number = number_in(named)
    unit = Unit.objects.filter(pk=number).first() if number is not None else None
    if unit is None:
        raise Http404(named)
    if not may_administer(request.actor, unit):
        raise PermissionDenied
    return unit


def _counts(role: Membership, tab: str, unit: Unit | None) -> bool:
    """Of who works here only what runs is shown, of others what they were."""
    over = role.to_on is not None and role.to_on < timezone.localdate()
    return (unit is None or role.unit_id == unit.pk) and not (over and tab == StaffTab.WORKING)


def _asked(
    request: StaffRequest, form: NewPersonForm | AppointForm, unit: Unit, *, title: str, button: str
) -> HttpResponse:
    back = reverse("desk:staff")
    refused = request.method == "POST"
    context = {"form": form, "unit": unit, "title": title, "button": button, "back": back, "refused": refused}
    return render(request, "desk/staff/form.html", context, status=422 if form.errors else 200)
