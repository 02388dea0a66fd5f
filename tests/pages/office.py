"""An office in which every move on a case waits for somebody: each state a page can show is there once."""

from django.urls import reverse

from cases import access
from cases.models import Case
from cases.vocabulary import Move
from organizations.models import User
from tests.moves import TRIES
from tests.stories import Office


def one_case_per_move(office: Office) -> dict[Move, Case]:
    return {move: arrange(office) for move, (arrange, _do) in TRIES.items()}


def who_may(office: Office, move: Move, case: Case) -> User | None:
    """Find somebody of the office who may make the move."""
    units = {unit.pk: unit for unit in (office.province, office.commune, office.agency, office.other_agency)}
    for unit, role in office.people:
        if unit in units and access.may(office.actor(role, units[unit]), move, case):
            return office.person(role, units[unit])
    return None


def pages_of_moves(office: Office) -> dict[User, list[str]]:
    """For each person the cases and the pages of what is theirs to do."""
    found: dict[User, list[str]] = {}
    for move, case in one_case_per_move(office).items():
        person = who_may(office, move, case)
        if person is not None:
            pages = [reverse("desk:case", args=[case.pk]), reverse("desk:move", args=[case.pk, move])]
            found.setdefault(person, []).extend(pages)
    return found
