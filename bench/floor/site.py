"""The thinnest honest Django application over the same tables: ORM, session, CSRF, one form, nobody without an account.

Its addresses and middleware are its own; models, database and process are the product's, so that a round of one and a
round of the other differ in nothing but the application.
"""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.backends.django import DjangoTemplates
from django.test import Client, override_settings
from django.urls import path
from django.utils import timezone

from audit.models import Dispatch, Event
from cases.models import (
    Case,
    CaseWords,
    Document,
    Duty,
    Findable,
    Identity,
    IdentityKey,
    Letter,
    Matter,
    NumberSeries,
    Party,
    Person,
    Personal,
    Petition,
)
from cases.vocabulary import Intake, Kind, Status
from deadlines.models import Rule
from deadlines.vocabulary import DutyState
from organizations.folding import fold
from organizations.models import Field, Membership, User
from workflows.models import Assignment

from .plain import BOOK

PAGE = 50
DAYS = timedelta(days=15)
TEMPLATES = DjangoTemplates(
    {
        "NAME": "floor",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"context_processors": ["django.contrib.auth.context_processors.auth"]},
    }
)
MIDDLEWARE = [
    "bench.floor.site.addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def addresses(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def look(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__
        return answer(request)

    return look


def signed_in(person: User) -> Client:
    """Return a browser that reaches this application and no other."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person)
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        client.handler.load_middleware()
    return client


signed_in_only = login_required(login_url="/login/")


class PetitionForm(forms.Form):
    kind = forms.ChoiceField(choices=Kind.choices)
    intake = forms.ChoiceField(choices=Intake.choices)
    received_on = forms.DateField()
    name = forms.CharField(max_length=120)
    summary = forms.CharField(max_length=300)
    text = forms.CharField(widget=forms.Textarea)
    field = forms.ModelChoiceField(Field.objects.filter(in_force_to=None).order_by("order"))


def show(request: HttpRequest, name: str, **said: Any) -> HttpResponse:
    return HttpResponse(TEMPLATES.get_template(f"floor/{name}.html").render(said, request))


@signed_in_only
def inbox(request: HttpRequest) -> HttpResponse:
    mine = Assignment.objects.filter(ended_at=None, owner=request.user)
    rows = mine.select_related("case__lead__agency", "unit", "duty__rule").order_by(
        F("due_on").asc(nulls_last=True), "pk"
    )
    return show(request, "inbox", total=mine.count(), rows=rows[:PAGE], today=timezone.localdate())


@signed_in_only
def register(request: HttpRequest) -> HttpResponse:
    form = PetitionForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show(request, "form", form=form)
    case = _write_down(request, form.cleaned_data)
    return redirect("floor-case", case.pk)


@transaction.atomic
def _write_down(request: HttpRequest, said: dict[str, Any]) -> Case:
    today, unit = timezone.localdate(), Membership.objects.filter(user=request.user).select_related("unit")[0].unit
    digits = uuid4().hex[:12].upper()
    petition = Petition.objects.create(
        unit=unit,
        received_on=said["received_on"],
        intake=said["intake"],
        text=said["text"],
        tracking_code=f"{digits[:4]}-{digits[4:8]}-{digits[8:]}",
        registered_by=request.user,
    )
    who = Identity.objects.create(
        key=IdentityKey.objects.latest("pk"), sealed=Identity.seal(Personal(name=said["name"]))
    )
    party = Party.objects.create(petition=petition, identity=who, person=Person.objects.create())
    Findable.objects.create(party=party, petition=petition, folded=fold(said["name"]))
    series = NumberSeries.objects.select_for_update().get(name=BOOK)
    series.last += 1
    series.save()
    case = Case.objects.create(
        number=f"F-{series.last:07d}",
        kind=said["kind"],
        unit=unit,
        field=said["field"],
        summary=said["summary"],
        registered_on=today,
    )
    CaseWords.objects.create(case=case, folded=fold(f"{case.number} {said['summary']} {said['text']} {said['name']}"))
    Matter.objects.create(petition=petition, case=case, summary=said["summary"], began_on=today)
    _owe(case)
    _say("case.registered", case, request, sequence=1)
    return case


@signed_in_only
def move(request: HttpRequest, case_id: int) -> HttpResponse:
    with transaction.atomic():
        case = get_object_or_404(Case.objects.select_for_update(), pk=case_id)
        if request.method != "POST" or case.status != Status.INSTRUCTED:
            return show(request, "move", case=case)
        # The field lets nobody but the lifecycle set it; there is none here.
        del case.__dict__["status"]
        case.status = Status.IN_HAND
        case.save()
        today = timezone.localdate()
        for duty in Duty.objects.filter(case=case, state=DutyState.RUNNING).order_by("due_on")[:1]:
            duty.state, duty.met_on, duty.ended_on, duty.next_mark_on = DutyState.MET, today, today, None
            duty.save()
        _owe(case)
        _say("case.taken_up", case, request, sequence=Event.objects.filter(subject_id=case.pk).count() + 1)
    return redirect("floor-case", case.pk)


def _owe(case: Case) -> None:
    today = timezone.localdate()
    rule = Rule.objects.filter(key="tt36.own_processing").latest("version")
    Duty.objects.create(
        case=case,
        unit_id=case.unit_id,
        rule=rule,
        started_on=today,
        first_due_on=today + DAYS,
        due_on=today + DAYS,
        watched_from=today,
        next_mark_on=today + DAYS,
    )


def _say(kind: str, case: Case, request: HttpRequest, *, sequence: int) -> None:
    now = timezone.now()
    event = Event.objects.create(
        operation=uuid4(),
        kind=kind,
        subject_type="cases.case",
        subject_id=case.pk,
        sequence=sequence,
        actor_kind="person",
        actor_key=str(request.user.pk),
        actor_unit=case.unit_id,
        happened_on=timezone.localdate(),
        recorded_at=now,
        facts={"case": case.pk},
        body=f"{kind} {case.pk}",
    )
    # Of another day: the relay of an office that runs beside finds nothing to do.
    Dispatch.objects.create(event=event, reaction="floor", not_before=now + timedelta(days=1))


@signed_in_only
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    found = get_object_or_404(
        Case.objects.select_related("unit", "field", "area", "handler", "lead__agency"), pk=case_id
    )
    return show(
        request,
        "case",
        case=found,
        petitions=Petition.objects.filter(matters__case=found).prefetch_related("parties"),
        duties=found.duties.select_related("rule", "unit"),
        tasks=found.assignments.filter(ended_at=None).select_related("owner", "unit"),
        referrals=found.referrals.select_related("agency"),
        letters=Letter.objects.filter(case=found),
        documents=Document.objects.filter(case=found),
        events=Event.objects.filter(subject_type="cases.case", subject_id=found.pk).order_by("-sequence"),
        today=timezone.localdate(),
    )


urlpatterns = [
    path("inbox/", inbox, name="floor-inbox"),
    path("register/", register, name="floor-register"),
    path("case/<int:case_id>/", case, name="floor-case"),
    path("case/<int:case_id>/move/", move),
]
