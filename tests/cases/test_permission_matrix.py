"""Every role × every move × every relation to the case: allowed exactly where docs/permissions.md says so.

The expectation is read off the reviewed page, not off the code: a right that changes shows as a difference here and in
the page. Each move is tried in a state where it is legal, so that only the right decides.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.actor import Actor, ActorKind, Channel, system
from cases import access, links
from cases.errors import NotYoursToSee
from cases.models import Case
from cases.vocabulary import Move
from organizations.models import Unit
from organizations.vocabulary import Level, Role, UnitKind
from tests.factories import a_person, a_unit, an_office
from tests.moves import TRIES
from tests.stories import Office, a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ALLOWED, NOT_YOU, NOT_YOURS = "allowed", "not you", "not yours to see"
HANDLER, DEPUTY, COLLEAGUE = "the handler", "the handler's deputy", "a colleague"
OTHER_COMMUNE, SUPERIOR, IN_CHARGE, OTHER_AGENCY = "other commune", "superior", "agency in charge", "another agency"
RELATIONS = (HANDLER, DEPUTY, COLLEAGUE, OTHER_COMMUNE, SUPERIOR, IN_CHARGE, OTHER_AGENCY)
OWN = {HANDLER, DEPUTY, COLLEAGUE}


def rows_of(heading: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the table under the heading of the reviewed page."""
    page = (Path(settings.BASE_DIR) / "docs" / "permissions.md").read_text(encoding="utf-8")
    table = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    for line in table.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def granted() -> dict[str, dict[str, str]]:
    head, *rows = rows_of("Moves")
    return {row[0].split("`")[1]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


READS = {row[0]: row[2] for row in rows_of("Reading a case")}
GRANTED = granted()


def expected(role: str, move: str, relation: str, *, sent: set[str], helping: set[str]) -> str:
    marks = GRANTED[move][role]
    if (
        ("U" in marks and relation in OWN)
        or ("B" in marks and relation == SUPERIOR)
        or ("H" in marks and relation in {HANDLER, DEPUTY})
        or ("A" in marks and relation == IN_CHARGE and relation in sent)
        or ("C" in marks and relation in helping)
    ):
        return ALLOWED
    reads = READS[role]
    sees = (
        (reads.startswith("the own unit") and relation in OWN)
        or ("the units below" in reads and relation == SUPERIOR)
        or (reads.startswith("what was sent") and relation in sent)
    )
    return NOT_YOU if sees else NOT_YOURS


def a_commune_at_work() -> tuple[Office, Unit, Unit]:
    """Return an office whose own unit is a commune, with the province above it and another commune beside it."""
    office = an_office()
    beside = a_unit("Ủy ban MTTQ Việt Nam xã An Phú", UnitKind.MTTQ, Level.COMMUNE, parent=office.province)
    commune = office.commune
    return replace(office, province=commune, commune=beside), office.province, beside


def seats(office: Office, superior: Unit, beside: Unit) -> dict[str, Callable[[str], Actor]]:
    """Say for each relation how a person acting there in one role comes in."""
    handler, leader = office.person("handler"), office.person("leader")
    strangers = {unit: a_person(unit, Role.AUDITOR) for unit in (superior, beside, office.agency, office.other_agency)}

    def person(key: int, unit: Unit, on_behalf_of: str = "") -> Callable[[str], Actor]:
        return lambda role: Actor(
            kind=ActorKind.PERSON,
            key=str(key),
            unit=unit.pk,
            roles=frozenset({role}),
            on_behalf_of=on_behalf_of,
            channel=Channel.DESK,
        )

    own = office.province
    return {
        HANDLER: person(handler.pk, own),
        DEPUTY: person(leader.pk, own, str(handler.pk)),
        COLLEAGUE: person(leader.pk, own),
        OTHER_COMMUNE: person(strangers[beside].pk, beside),
        SUPERIOR: person(strangers[superior].pk, superior),
        IN_CHARGE: person(strangers[office.agency].pk, office.agency),
        OTHER_AGENCY: person(strangers[office.other_agency].pk, office.other_agency),
    }


def what_happens(attempt: Callable[[], object]) -> str:
    """Try it and take it back."""
    with transaction.atomic():
        try:
            attempt()
            result = ALLOWED
        except PermissionDenied:
            result = NOT_YOU
        except NotYoursToSee:
            result = NOT_YOURS
        transaction.set_rollback(True)
    return result


def test_every_move_on_a_case_is_tried():
    assert set(TRIES) == set(Move) - {Move.REGISTER} == set(GRANTED) - {Move.REGISTER}


@pytest.mark.parametrize("move", list(TRIES))
def test_a_move_is_allowed_exactly_to_whom_the_page_grants_it(move):
    """One case for all who try: each takes back what was tried."""
    arrange, attempt = TRIES[move]
    office, superior, beside = a_commune_at_work()
    tried = Tried(move, office, superior, beside, arrange(office), attempt)
    people_of_every_role_and_relation(tried)
    who_is_no_person_does_only_what_the_page_grants_by_name(tried)
    a_link_does_what_an_agency_officer_may_on_the_one_sending_it_is_bound_to_and_nothing_else(tried)
    if not {"A", "C"} & set(GRANTED[move].values()):
        a_program_never_acts_as_a_person_of_the_office(tried)


@dataclass(frozen=True)
class Tried:
    """A move on a case in which it is legal, so that only the right decides."""

    move: str
    office: Office
    superior: Unit
    beside: Unit
    case: Case
    attempt: Callable[[Office, Case, Actor], object]

    def by(self, actor: Actor) -> str:
        return what_happens(lambda: self.attempt(self.office, self.case, actor))


def people_of_every_role_and_relation(tried: Tried) -> None:
    office, case, move = tried.office, tried.case, tried.move
    asked = {IN_CHARGE: office.agency, OTHER_AGENCY: office.other_agency}
    sent = {relation for relation, unit in asked.items() if case.was_sent_to(unit.pk)}
    helping = {relation for relation, unit in asked.items() if case.is_helped_by(unit.pk)}
    come_in = seats(office, tried.superior, tried.beside)
    wanted, happened = {}, {}
    for relation in RELATIONS:
        for role in Role.values:
            by = come_in[relation](role)
            seat = f"{role}, {relation}"
            # Before anybody is named handler, the later handler is a colleague like any other.
            stands = COLLEAGUE if relation in {HANDLER, DEPUTY} and case.handler_id is None else relation
            wanted[seat] = expected(role, move, stands, sent=sent, helping=helping)
            happened[seat] = tried.by(by)
            assert access.may(by, move, case) == (happened[seat] == ALLOWED), seat
            assert access.may_see(by, case) == (happened[seat] != NOT_YOURS), seat
    assert happened == wanted
    assert ALLOWED in happened.values(), "the state does not allow what this test tries"


def who_is_no_person_does_only_what_the_page_grants_by_name(tried: Tried) -> None:
    petition = tried.case.matters.get().petition
    others = {
        "system": (system("nightly"), NOT_YOU),
        "petitioner": (Actor(kind=ActorKind.PETITIONER, key=str(petition.pk), channel=Channel.PORTAL), NOT_YOURS),
        "another petitioner": (Actor(kind=ActorKind.PETITIONER, key=str(petition.pk + 1)), NOT_YOURS),
        "nobody": (Actor(kind=ActorKind.LINK, key="x"), NOT_YOURS),
    }
    for name, (by, otherwise) in others.items():
        wanted = ALLOWED if GRANTED[tried.move]["others"].startswith(f"{name}:") else otherwise
        assert tried.by(by) == wanted, name


def a_link_does_what_an_agency_officer_may_on_the_one_sending_it_is_bound_to_and_nothing_else(tried: Tried) -> None:
    case = tried.case
    marks = GRANTED[tried.move][Role.AGENCY_OFFICER]
    sent = [one for one in case.referrals.select_related("agency") if one.sent_on is not None]
    for sending in sent:
        bound = links.actor_of(sending)
        lead = case.lead_id == sending.pk and not sending.cooperates
        allowed = ("A" in marks and lead) or ("C" in marks and sending.cooperates)
        wanted = NOT_YOURS if case.sealed else ALLOWED if allowed else NOT_YOU
        assert tried.by(bound) == wanted, sending.role
        assert access.may_see(bound, case) == (not case.sealed) == Case.objects.visible_to(bound).exists()
        for stranger in (
            replace(bound, key=str(sending.pk + 1000)),
            replace(bound, key="x"),
            replace(bound, unit=case.unit_id),
            replace(bound, roles=frozenset()),
        ):
            assert tried.by(stranger) == NOT_YOURS, stranger
            assert not Case.objects.visible_to(stranger).exists()


def a_program_never_acts_as_a_person_of_the_office(tried: Tried) -> None:
    for role in Role.values:
        program = Actor(kind=ActorKind.CLIENT, key="1", unit=tried.office.province.pk, roles=frozenset({role}))
        sees = READS[role].startswith("the own unit") and not tried.case.sealed
        assert tried.by(program) == (NOT_YOU if sees else NOT_YOURS), role


def test_a_petition_is_entered_only_in_the_book_of_the_own_unit():
    office, superior, beside = a_commune_at_work()
    come_in = seats(office, superior, beside)
    for relation in RELATIONS:
        for role in Role.values:
            allowed = "U" in GRANTED[Move.REGISTER][role] and relation in OWN
            by = come_in[relation](role)
            happened = what_happens(lambda by=by: a_petition(office, by=by))
            assert happened == (ALLOWED if allowed else NOT_YOU), (role, relation)
    program = replace(come_in[HANDLER](Role.RECEPTIONIST), kind=ActorKind.CLIENT)
    assert what_happens(lambda: a_petition(office, by=program)) == NOT_YOU
