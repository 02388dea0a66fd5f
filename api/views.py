"""The JSON interface: health, and reading cases under the same rights as the pages."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Query, Schema, Status
from ninja.security import HttpBearer

from audit.actor import Actor, ActorKind, Channel
from cases import operations, queries
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case
from organizations.models import Client
from organizations.models.client import digest_of
from organizations.operations import note_unknown_token

PAGE = 50


class Token(HttpBearer):
    """A client shows its token in the header; only the digest is known here."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        found = Client.objects.filter(digest=digest_of(token), revoked_on=None)
        client = found.select_related("unit").first()
        if client is None or not client.unit.is_in_force(timezone.localdate()):
            now = timezone.now()
            note_unknown_token(who=request.META.get("REMOTE_ADDR", ""), at=now, on=timezone.localdate(now))
            return None
        return Actor(
            kind=ActorKind.CLIENT,
            key=str(client.pk),
            unit=client.unit_id,
            roles=frozenset({client.role}),
            channel=Channel.API,
        )


# No docs page: it would need inline scripts, which the house's content policy refuses.
api = NinjaAPI(title="Cầu Nối", version="1", auth=Token(), docs_url=None, urls_namespace="api")


class DutyOut(Schema):
    rule: str
    nature: str
    citation: str
    started_on: date
    due_on: date
    state: str


class CaseOut(Schema):
    id: int
    number: str
    kind: str
    status: str
    outcome: str
    summary: str
    field: str
    unit: str
    agency: str | None
    registered_on: date
    closed_on: date | None


class CaseDetail(CaseOut):
    duties: list[DutyOut]
    moves: list[str]


class CasePage(Schema):
    cases: list[CaseOut]
    after: int | None
    """Hand this back as `after` for the next page; null on the last."""


class Problem(Schema):
    detail: str
    reasons: list[str] = []


class Filter(Schema):
    status: str = ""
    words: str = ""
    after: int | None = None


@api.get("/cases", response={200: CasePage, 401: Problem}, summary="Cases this client may see, newest first")
def cases(request: HttpRequest, wanted: Query[Filter]) -> dict[str, Any]:
    found = Case.objects.visible_to(actor_of(request)).select_related("unit", "lead__agency")
    if wanted.status:
        found = found.filter(status=wanted.status)
    if wanted.words:
        found = queries.search(wanted.words, found)
    if wanted.after is not None:
        found = found.filter(pk__lt=wanted.after)
    page = list(found.order_by("-pk")[: PAGE + 1])
    more = len(page) > PAGE
    return {"cases": [_out(case) for case in page[:PAGE]], "after": page[PAGE - 1].pk if more else None}


@api.get("/cases/{case_id}", response={200: CaseDetail, 401: Problem, 404: Problem}, summary="One case")
def case(request: HttpRequest, case_id: int) -> dict[str, Any]:
    actor = actor_of(request)
    found = queries.case_for(actor, case_id)
    duties = [
        {
            "rule": duty.rule.key,
            "nature": duty.rule.nature,
            "citation": duty.rule.citation,
            "started_on": duty.started_on,
            "due_on": duty.due_on,
            "state": duty.state,
        }
        for duty in found.duties.select_related("rule")
    ]
    moves = [move.value for move in queries.moves_open_to(actor, found)]
    return {**_out(found), "duties": duties, "moves": moves}


@api.post(
    "/cases/{case_id}/acknowledgement",
    response={204: None, 401: Problem, 403: Problem, 404: Problem, 409: Problem, 422: Problem},
    summary="The agency takes it upon itself to answer",
)
def acknowledge(request: HttpRequest, case_id: int) -> Status[None]:
    actor = actor_of(request)
    operations.acknowledge_referral(queries.case_for(actor, case_id), by=actor, on=timezone.localdate())
    return Status(204, None)


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.auth  # type: ignore[attr-defined]  # ninja sets it to what Token returned
    return actor


def _out(case: Case) -> dict[str, Any]:
    return {
        "id": case.pk,
        "number": case.number,
        "kind": case.kind,
        "status": case.status,
        "outcome": case.outcome,
        "summary": case.summary,
        "field": case.field_id,
        "unit": case.unit.name,
        "agency": case.lead.agency.name if case.lead and case.lead.sent_on else None,
        "registered_on": case.registered_on,
        "closed_on": case.closed_on,
    }


@api.exception_handler(NotYoursToSee)
def not_found(request: HttpRequest, error: NotYoursToSee) -> HttpResponse:
    _note(request, 404)
    return api.create_response(request, {"detail": _("Không có vụ việc này."), "reasons": []}, status=404)


@api.exception_handler(PermissionDenied)
def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    _note(request, 403)
    return api.create_response(request, {"detail": _("Không được phép làm việc này."), "reasons": []}, status=403)


@api.exception_handler(NotAllowedNow)
def not_now(request: HttpRequest, error: NotAllowedNow) -> HttpResponse:
    detail = {"detail": _("Chưa làm được lúc này."), "reasons": error.reasons}
    return api.create_response(request, detail, status=409)


@api.exception_handler(Unusable)
def unusable(request: HttpRequest, error: Unusable) -> HttpResponse:
    return api.create_response(request, {"detail": error.reason, "reasons": [error.field]}, status=422)


def _note(request: HttpRequest, answer: int) -> None:
    """A program that was turned away is written down as a person is."""
    route = request.resolver_match
    place = route.view_name if route is not None else "api"
    about = route.kwargs.get("case_id") if route is not None else None
    operations.note_refusal(place=place, answer=answer, by=actor_of(request), on=timezone.localdate(), case=about)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"live": True})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """The process can work: the database answers and has every table it should."""
    try:
        executor = MigrationExecutor(connection)
        missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"ready": False, "because": "database"}, status=503)
    if missing:
        return JsonResponse({"ready": False, "because": "migrations"}, status=503)
    return JsonResponse({"ready": True})
