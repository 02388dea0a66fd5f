"""The workloads, each named for what a person feels: what it needs first, and what is timed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from audit.actor import Actor
from cases import operations as op
from cases.models import Case
from cases.vocabulary import Intake, Kind, Status
from organizations.capacities import capacities_of
from organizations.models import Field, User
from organizations.vocabulary import Role

from .clocks import CLOCKS

Workload = tuple[Callable[[], Any], Callable[[Any], Any]]


def somebody(role: str) -> tuple[User, Actor]:
    """Return a person of the province's office with this role, and the actor they are."""
    for person in User.objects.filter(memberships__role=role, is_active=True).order_by("pk"):
        for capacity in capacities_of(person, on=timezone.localdate()):
            if role in capacity.roles:
                return person, capacity.actor()
    raise LookupError(role)


def signed_in(role: str) -> Client:
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(somebody(role)[0])
    return client


def page(role: str, address: Callable[[], str]) -> Workload:
    """Ask for a page as somebody with the role."""

    def ask(given: tuple[Client, str]) -> None:
        client, path = given
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    return lambda: (signed_in(role), address()), ask


def register(actor: Actor) -> Case:
    today = timezone.localdate()
    unit = capacities_of(User.objects.get(pk=actor.person_id), on=today)[0].unit
    field = Field.objects.filter(in_force_to=None).order_by("order").first()
    assert field is not None
    return op.register(
        unit=unit,
        kind=Kind.PROPOSAL,
        intake=Intake.IN_PERSON,
        received_on=today,
        parties=[op.NewParty(name="Nguyễn Thị Đo Đạc")],
        text="Đường liên thôn hư hỏng nặng.",
        summary="Đường liên thôn hư hỏng",
        field=field,
        form_token=uuid4(),
        again=True,
        by=actor,
        on=today,
    )


def instructed() -> tuple[Case, Actor]:
    """A case that has just been given to a handler, ready for one move."""
    case = register(somebody(Role.RECEPTIONIST)[1])
    handler, actor = somebody(Role.HANDLER)
    op.instruct(case, handler=handler, by=somebody(Role.LEADER)[1], on=timezone.localdate())
    return case, actor


def form_filled_in() -> tuple[Client, dict[str, str]]:
    """The form of the counter as a browser sends it."""
    field = Field.objects.filter(in_force_to=None).order_by("order").first()
    assert field is not None
    typed = {
        "form_token": str(uuid4()),
        "kind": Kind.PROPOSAL,
        "intake": Intake.IN_PERSON,
        "received_on": timezone.localdate().isoformat(),
        "name": "Nguyễn Thị Đo Đạc",
        "signers": "1",
        "summary": "Đường liên thôn hư hỏng",
        "text": "Đường liên thôn hư hỏng nặng.",
        "field": str(field.pk),
        "again": "on",
    }
    return signed_in(Role.RECEPTIONIST), typed


def send_form(given: tuple[Client, dict[str, str]]) -> None:
    client, typed = given
    assert client.post("/tiep-nhan/", typed).status_code == 302


def move_page() -> tuple[Client, str]:
    case, _actor = instructed()
    return signed_in(Role.HANDLER), f"/vu-viec/{case.pk}/take_up/"


def send_move(given: tuple[Client, str]) -> None:
    client, address = given
    assert client.post(address).status_code == 302


def a_case_of(role: str) -> str:
    actor = somebody(role)[1]
    case = Case.objects.visible_to(actor).filter(status=Status.SUPERVISED).order_by("-pk").first()
    assert case is not None
    return f"/vu-viec/{case.pk}/"


def take_first(given: tuple[Case, Actor]) -> None:
    case, actor = given
    op.take_up(case, by=actor, on=timezone.localdate())


ALL: dict[str, Workload] = {
    "register a petition": (lambda: somebody(Role.RECEPTIONIST)[1], register),
    "register a petition by the form": (form_filled_in, send_form),
    "one move with all that follows": (instructed, take_first),
    "one move by its page": (move_page, send_move),
    "open my inbox": page(Role.HANDLER, lambda: "/viec/"),
    "open the register": page(Role.HANDLER, lambda: "/so-don/?tab=all"),
    "search without marks": page(Role.HANDLER, lambda: "/so-don/?tab=all&q=duong+thon"),
    "open a case": page(Role.HANDLER, lambda: a_case_of(Role.HANDLER)),
    "the intake page": page(Role.RECEPTIONIST, lambda: "/tiep-nhan/"),
    "supervisor's tabs": page(Role.SUPERVISOR, lambda: "/giam-sat/"),
    **CLOCKS,
}
