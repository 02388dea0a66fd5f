"""The acts that can be done on many cases at once: what each is called, who may, what is done with one, what it says.

What is chosen for all of them arrives as values (`said`), as it was kept: numbers of people, days as text, words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases import operations as cases
from cases.errors import NotAllowedNow, Unusable
from cases.ladder import FORM_OF, usual_subject
from cases.models import Case
from cases.vocabulary import Move, RungKind
from organizations.models import User
from organizations.vocabulary import Role

from ..models import Assignment, BatchRow
from ..vocabulary import Bulk
from .taking import give, take

Said = Mapping[str, Any]
DEALT_WITH_BY_PEOPLE = frozenset(Role) - {Role.ADMINISTRATOR, Role.AUDITOR}


@dataclass(frozen=True)
class Act:
    """One kind of thing that is done to many."""

    name: str
    label: str | Promise
    roles: frozenset[str]
    """Who is offered it; whether they may in one case, its operation says."""
    do: Callable[[BatchRow, Said, Actor, date], None]
    done: str | Promise
    """What is said of a row that was done."""
    moves: str = ""
    """The move of the case it comes to: what follows from it, and who hears of it, is said of that."""
    of_tasks: bool = False
    """It is about tasks of the unit, not about cases."""

    def may(self, actor: Actor) -> bool:
        return actor.person_id is not None and bool(self.roles & actor.roles)


def _instruct(row: BatchRow, said: Said, by: Actor, on: date) -> None:
    due_on = date.fromisoformat(said["due_on"]) if said.get("due_on") else None
    helpers = list(User.objects.filter(pk__in=said.get("cooperators", [])).order_by("full_name"))
    facts = {"text": said.get("text", ""), "cooperators": helpers, "due_on": due_on}
    try:
        cases.instruct(row.case, handler=_person(said["handler"]), by=by, on=on, **facts)
    except NotAllowedNow:
        now = Case.objects.select_related("handler").get(pk=row.case_id)
        if now.handler is None:
            raise
        already = _("Đã có bút phê trước đó, giao cho %(who)s; không thay đổi gì.")
        raise NotAllowedNow(Move.INSTRUCT, [already % {"who": now.handler.full_name}]) from None


def _reassign(row: BatchRow, said: Said, by: Actor, on: date) -> None:
    cases.reassign(row.case, handler=_person(said["handler"]), text=said.get("text", ""), by=by, on=on)


def _take(row: BatchRow, said: Said, by: Actor, on: date) -> None:
    take(_task(row).pk, by=by, on=on)


def _give(row: BatchRow, said: Said, by: Actor, on: date) -> None:
    give(_task(row).pk, to=_person(said["to"]), by=by, on=on)


def _chase(row: BatchRow, said: Said, by: Actor, on: date) -> None:
    """Draft the reminder of the rung whose turn it is; the rungs above it say things that are not the same for all."""
    case = row.case
    if case.sealed:
        raise Unusable("case", _("Vụ việc niêm phong: cần mở niêm phong rồi soạn riêng."))
    waiting = [one for one in case.rungs_waiting if one.kind in FORM_OF and not one.has_letter_under_way]
    if any(one.letter_id is not None for one in waiting):
        raise Unusable("rung", _("Đã có dự thảo đôn đốc trong vụ việc; cần sửa hoặc trình dự thảo ấy."))
    if waiting and all(one.kind != RungKind.REMINDER for one in waiting):
        raise Unusable("rung", _("Đã đến bậc trên văn bản đôn đốc; bậc ấy cần soạn riêng tại vụ việc."))
    answer_by, subject = date.fromisoformat(said["answer_by"]), usual_subject(RungKind.REMINDER, case.summary)
    chosen = next((one for one in waiting if one.kind == RungKind.REMINDER), None)
    cases.chase(case, subject=subject, answer_by=answer_by, rung=chosen if len(waiting) == 1 else None, by=by, on=on)


def _person(pk: int) -> User:
    return User.objects.get(pk=pk)


def _task(row: BatchRow) -> Assignment:
    assert row.task is not None, "an act of tasks has rows of tasks"
    return row.task


ACTS = {
    act.name: act
    for act in (
        Act(
            Bulk.INSTRUCT,
            _("Bút phê"),
            frozenset({Role.LEADER}),
            _instruct,
            _("Đã bút phê."),
            moves=Move.INSTRUCT,
        ),
        Act(
            Bulk.REASSIGN,
            _("Giao cho"),
            frozenset({Role.LEADER}),
            _reassign,
            _("Đã giao cho người xử lý mới."),
            moves=Move.REASSIGN,
        ),
        Act(
            Bulk.CHASE,
            _("Soạn đôn đốc"),
            frozenset({Role.HANDLER}),
            _chase,
            _("Đã soạn dự thảo đôn đốc."),
            moves=Move.CHASE,
        ),
        Act(Bulk.TAKE, _("Nhận về mình"), DEALT_WITH_BY_PEOPLE, _take, _("Đã nhận về mình."), of_tasks=True),
        Act(
            Bulk.GIVE,
            _("Giao việc cho"),
            frozenset({Role.LEADER, Role.AGENCY_LEADER}),
            _give,
            _("Đã giao việc."),
            of_tasks=True,
        ),
    )
}
