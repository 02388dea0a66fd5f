"""Tiếp công dân: today's sessions with who waits, the schedule, what was held, whom the office would not receive."""

from dataclasses import dataclass
from datetime import date

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cases import access, operations, reception
from cases.errors import NotAllowedNow, Unusable
from cases.models import ReceptionSession, Refusal, Visit
from cases.reception_words import ReceptionAct, SessionKind, SessionStatus
from deadlines.calendar import working_calendar
from deadlines.words import Due
from files.handing import handed
from files.vocabulary import PDF
from organizations.vocabulary import Role
from reports.schedule import schedule_pdf as made_schedule

from ..doors import StaffRequest, for_roles
from ..due import due_of
from ..forms.reception import ACT_FORMS, PlanForm, PostForm, facts_of, first_place
from ..forms.refusing import refuse
from ..paging import page_before

PAGE = 30
MOST = 100
READERS = (Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR, Role.AUDITOR)
ON_SESSION = {
    ReceptionAct.NOTE_ONLINE_NOTICE,
    ReceptionAct.NOTE_CONNECTION_TEST,
    ReceptionAct.OPEN_SESSION,
    ReceptionAct.END_SESSION,
    ReceptionAct.CANCEL_SESSION,
    ReceptionAct.ADD_VISIT,
}
ON_VISIT = {ReceptionAct.END_VISIT, ReceptionAct.REFUSE_VISIT}
ON_REFUSAL = {
    ReceptionAct.CONFIRM_REFUSAL,
    ReceptionAct.OVERTURN_REFUSAL,
    ReceptionAct.ISSUE_NOTICE,
    ReceptionAct.DISPATCH_NOTICE,
}
TELLS_THE_HOUR = {ReceptionAct.OPEN_SESSION, ReceptionAct.END_SESSION, ReceptionAct.ADD_VISIT}


@dataclass(frozen=True)
class Came:
    """A visit as a row shows it."""

    visit: Visit
    names: list[str]


@dataclass(frozen=True)
class Held:
    """A session with what may be done now, who came and what is owed before it."""

    session: ReceptionSession
    acts: list[ReceptionAct]
    came: list[Came]
    owed: list[tuple[str, Due]]


@for_roles(*READERS)
@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """Show today's sessions of the unit: who waits, and one press for everything."""
    on = timezone.localdate()
    mine = reception.sessions_for(request.actor).filter(unit=request.capacity.unit, held_on=on)
    sessions = list(mine.exclude(status=SessionStatus.CANCELLED).order_by("begins_at", "pk")[:MOST])
    context = {
        "held": _held(request, sessions, on=on, with_visits=True),
        "today": on,
        "may_receive": reception.may(request.actor, ReceptionAct.ADD_VISIT, request.capacity.unit.pk),
        "undecided": reception.undecided(request.actor).count(),
        "notices": reception.notices_waiting(request.actor).count(),
        "prints_books": access.may_print_books(request.actor, request.capacity.unit.pk) is not None,
    }
    return render(request, "desk/reception/today.html", context)


@for_roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: StaffRequest) -> HttpResponse:
    """Show what is ahead, what has to hang on the wall by when, and the months without the head's own day."""
    on, unit = timezone.localdate(), request.capacity.unit
    may_plan = reception.may(request.actor, ReceptionAct.PLAN_SESSIONS, unit.pk)
    ahead = reception.sessions_for(request.actor).filter(unit=unit, held_on__gte=on, status=SessionStatus.PLANNED)
    sessions = list(ahead.order_by("held_on", "begins_at", "pk")[:MOST])
    posted = request.method == "POST"
    if posted and not may_plan:
        raise PermissionDenied(ReceptionAct.POST_SCHEDULE)
    form = PostForm(request.POST if posted else None)
    if posted and form.is_valid():
        try:
            n = operations.post_schedule(
                [one for one in sessions if one.posted_on is None and one.kind != SessionKind.AD_HOC],
                posted_on=form.cleaned_data["posted_on"],
                by=request.actor,
                on=on,
            )
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi ngày niêm yết cho %(n)d buổi.") % {"n": n})
            return redirect("desk:reception-schedule")
    context = {
        "held": _held(request, sessions, on=on),
        "form": form,
        "may_plan": may_plan,
        "unposted": any(one.posted_on is None and one.kind != SessionKind.AD_HOC for one in sessions),
        "months": reception.heads_months(unit.pk, on=on),
        "today": on,
    }
    return render(request, "desk/reception/schedule.html", context, status=422 if form.is_bound else 200)


@for_roles(*READERS)
@require_safe
def schedule_pdf(request: StaffRequest) -> HttpResponse:
    """Hand over the sheet that hangs on the wall: the sessions ahead, without a name of any citizen."""
    on, unit = timezone.localdate(), request.capacity.unit
    ahead = reception.sessions_for(request.actor).filter(unit=unit, held_on__gte=on, status=SessionStatus.PLANNED)
    pdf = made_schedule(unit, list(ahead.order_by("held_on", "begins_at", "pk")[:MOST]), first=on)
    return handed(pdf, name="lich-tiep-cong-dan.pdf", kind=PDF, inline=True)


@for_roles(Role.RECEPTIONIST, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: StaffRequest) -> HttpResponse:
    """Put sessions on the schedule, or begin one that nobody planned."""
    on, unit = timezone.localdate(), request.capacity.unit
    at_once = "ngay" in request.GET
    first = {"place": first_place(unit), "day": on if at_once else None, "now": at_once, "receiver": request.user.pk}
    first["kind"] = SessionKind.AD_HOC if at_once else SessionKind.REGULAR
    form = PlanForm(request.POST if request.method == "POST" else None, initial=first, unit=unit)
    if form.is_bound and form.is_valid():
        try:
            planned = operations.plan_sessions(unit, by=request.actor, on=on, **form.facts())
        except Unusable as refusal:
            refuse(form, refusal, at={"days": "day"})
        else:
            messages.success(request, _("Đã xếp %(n)d buổi tiếp công dân.") % {"n": len(planned)})
            return redirect("desk:reception" if planned[0].is_open else "desk:reception-schedule")
    context = {"form": form, "refused": form.is_bound}
    return render(request, "desk/reception/plan.html", context, status=422 if form.is_bound else 200)


@for_roles(*READERS)
@require_safe
def history(request: StaffRequest) -> HttpResponse:
    """Show the sessions that were held or cancelled, the latest first, page by page."""
    past = reception.sessions_for(request.actor).exclude(status=SessionStatus.PLANNED)
    rows, after = page_before(request, past, size=PAGE, named="sau")
    context = {"rows": rows, "after": after}
    return render(request, "desk/reception/history.html", context)


@for_roles(*READERS)
@require_safe
def session(request: StaffRequest, session_id: int) -> HttpResponse:
    """Show one session with everybody who came."""
    found = reception.session_for(request.actor, session_id)
    [held] = _held(request, [found], on=timezone.localdate(), with_visits=True)
    invited = found.invitations.select_related("case").order_by("pk")[:MOST]
    may_receive = reception.may(request.actor, ReceptionAct.ADD_VISIT, found.unit_id)
    context = {"one": held, "invited": invited, "may_receive": may_receive}
    return render(request, "desk/reception/session.html", context)


@for_roles(*READERS)
@require_safe
def refusals(request: StaffRequest) -> HttpResponse:
    """Show whom the unit would not receive: what waits for a leader, for a number, for the post."""
    on, calendar = timezone.localdate(), working_calendar()
    rows = list(reception.refusals_of(request.actor).prefetch_related("duties__rule")[:MOST])
    shown = [
        (
            row,
            next((due_of(duty, today=on, calendar=calendar) for duty in row.duties.all() if duty.is_open), None),
            reception.acts_on_refusal(request.actor, row),
        )
        for row in rows
    ]
    may_receive = reception.may(request.actor, ReceptionAct.REFUSE_VISIT, request.capacity.unit.pk)
    return render(request, "desk/reception/refusals.html", {"rows": shown, "may_receive": may_receive})


@for_roles(*READERS)
@require_safe
def notice_pdf(request: StaffRequest, refusal_id: int) -> HttpResponse:
    """Mẫu 01/TCD names a citizen: for whoever receives, confirms or sends it."""
    refusal = reception.refusal_for(request.actor, refusal_id)
    unit = refusal.visit.session.unit_id
    if not any(reception.may(request.actor, act, unit) for act in (ReceptionAct.REFUSE_VISIT, *ON_REFUSAL)):
        raise PermissionDenied
    notice = operations.notice_of(refusal)
    if notice is None:
        raise Http404(refusal_id)
    pdf = operations.notice_pdf(notice)
    operations.note_refusal_notice(notice, by=request.actor, on=timezone.localdate())
    return handed(pdf, name=f"thong-bao-tu-choi-{refusal_id}.pdf", kind=PDF, inline=True)


@for_roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def session_act(request: StaffRequest, session_id: int, name: str) -> HttpResponse:
    found = reception.session_for(request.actor, session_id)
    act = _known(name, ON_SESSION)
    title = _("Buổi tiếp ngày %(day)s") % {"day": f"{found.held_on:%d/%m/%Y}"}
    back = reverse("desk:reception-session", args=[found.pk])
    return _act(request, act, found.unit_id, found, title, back)


@for_roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def visit_act(request: StaffRequest, visit_id: int, name: str) -> HttpResponse:
    found = reception.visit_for(request.actor, visit_id)
    act = _known(name, ON_VISIT)
    title = _("Lượt tiếp %(number)s") % {"number": found.number}
    back = reverse("desk:reception-session", args=[found.session_id])
    return _act(request, act, found.session.unit_id, found, title, back)


@for_roles(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def refusal_act(request: StaffRequest, refusal_id: int, name: str) -> HttpResponse:
    found = reception.refusal_for(request.actor, refusal_id)
    act = _known(name, ON_REFUSAL)
    title = _("Lượt tiếp %(number)s") % {"number": found.visit.number}
    back = reverse("desk:reception-refusals")
    return _act(request, act, found.visit.session.unit_id, found, title, back)


def _act(
    request: StaffRequest,
    act: ReceptionAct,
    unit: int,
    found: ReceptionSession | Visit | Refusal,
    title: str,
    back: str,
) -> HttpResponse:
    """Ask what the act needs, then call its one operation."""
    if not reception.may(request.actor, act, unit):
        raise PermissionDenied(act)
    form = ACT_FORMS.get(act, forms.Form)(request.POST if request.method == "POST" else None)
    reasons: list[str] = []
    if form.is_bound and form.is_valid():
        moment = {"at": timezone.now()} if act in TELLS_THE_HOUR else {}
        try:
            getattr(operations, act)(found, by=request.actor, on=timezone.localdate(), **moment, **facts_of(form))
        except Unusable as refusal:
            refuse(form, refusal)
        except NotAllowedNow as refusal:
            reasons = refusal.reasons
        else:
            messages.success(request, _("Đã ghi: %(move)s.") % {"move": act.label})
            return redirect("desk:reception" if act in TELLS_THE_HOUR else back)
    context = {"act": act, "form": form, "title": title, "back": back, "reasons": reasons, "refused": form.is_bound}
    page = "desk/reception/visit.html" if act == ReceptionAct.ADD_VISIT else "desk/reception/act.html"
    status = 409 if reasons else 422 if form.is_bound else 200
    return render(request, page, context, status=status)


def _known(name: str, acts: set[ReceptionAct]) -> ReceptionAct:
    if name not in {act.value for act in acts}:
        raise Http404(name)
    return ReceptionAct(name)


def _held(
    request: StaffRequest, sessions: list[ReceptionSession], *, on: date, with_visits: bool = False
) -> list[Held]:
    calendar, owed = working_calendar(), reception.duties_of(sessions)
    came: dict[int, list[Came]] = {}
    if with_visits:
        for visit in reception.visits_of_all(sessions):
            names = reception.names_of(visit, seen_by=request.actor)
            came.setdefault(visit.session_id, []).append(Came(visit, names))
    return [
        Held(
            session=one,
            acts=reception.acts_on(request.actor, one, on=on),
            came=came.get(one.pk, []),
            owed=[
                (duty.rule.title, due)
                for duty in owed.get(one.pk, [])
                if (due := due_of(duty, today=on, calendar=calendar)) is not None
            ],
        )
        for one in sessions
    ]
