"""Any actor tries any move in any order: tasks, events and duties stay in step with the case."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from audit.actor import Actor, ActorKind, Channel, system
from audit.models import Event
from cases import lifecycle
from cases import operations as op
from cases.agenda import may_stand_on
from cases.changeover import cases_open_at
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import AgendaItem, Case, CaseWords
from cases.operations.words import words_of
from cases.papers import petition_of
from cases.queries import moves_open_to
from cases.statement import out_of_step
from cases.vocabulary import (
    AnswerResult,
    AskedBy,
    Complexity,
    CorrectedWhat,
    DisputeDecision,
    Doubt,
    Evidence,
    Found,
    Helped,
    Kind,
    LetBe,
    LetterForm,
    Move,
    NotAccepted,
    Outcome,
    ProceedingFact,
    RefusalReason,
    ScreenedTo,
    SentBy,
    Status,
    SuperiorResult,
    SupplementOf,
    ToldBy,
)
from organizations.models import Membership, Unit
from organizations.vocabulary import Role
from tests.factories import an_office, the_party, the_police
from tests.stories import (
    ANSWERS,
    DAY,
    IN_FULL,
    IN_PART,
    SIGNED_PAPER,
    a_case,
    a_complaint_at_the_agency,
    a_denunciation,
    a_paper,
    a_part,
    a_petition,
    a_successor,
    entered_late,
    split_off,
)
from tests.successions import an_heir, kept_by_the_province, merged
from workflows.follow import misaligned

A_MONTH_LATER = date(2026, 4, 3)
LAST_DAY = date(2026, 5, 29)
ROLES = [role.value for role in Role]
MOVES = [move for move in Move if move not in {Move.REGISTER, Move.ATTACH_DOCUMENT}]

ON_A_DUTY = {Move.EXTEND_DUTY, Move.PAUSE_DUTY, Move.RESUME_DUTY, Move.EXPLAIN_LATENESS}
ON_A_LETTER = {
    Move.SUBMIT_OTHER,
    Move.SEND_BACK_OTHER,
    Move.SIGN_OTHER,
    Move.ISSUE_OTHER,
    Move.DISPATCH_OTHER,
    Move.CONFIRM_OTHER,
    Move.VOID_LETTER,
    Move.CALL_BACK_LETTER,
    Move.CLEAR_LETTER,
}

ON_A_REQUEST = set(lifecycle.ON_A_REQUEST)
FORMS = (
    LetterForm.COOPERATION,
    LetterForm.SUPPLEMENT,
    LetterForm.GUIDANCE,
    LetterForm.GUIDANCE_SPLIT,
    LetterForm.RETURN_PETITION,
    LetterForm.NOTICE_TRANSFER,
    LetterForm.RECOMMENDATION,
)


AT_ANY_AGENCY = frozenset({Role.AGENCY_OFFICER.value})
OUTSIDE = (ActorKind.LINK, ActorKind.CLIENT, ActorKind.PETITIONER, ActorKind.SYSTEM)


def from_outside(kind: str, case: Case, choice: int) -> Actor:
    """Who acts without an account: by a code, through a program, at the portal; or the house itself."""
    sent = list(case.referrals.order_by("pk"))
    referral = sent[choice % len(sent)] if sent else None
    agency = referral.agency_id if referral is not None else None
    match kind:
        case ActorKind.LINK:
            key = str(referral.pk) if referral is not None else "0"
            return Actor(kind=kind, key=key, unit=agency, roles=AT_ANY_AGENCY, channel=Channel.LINK)
        case ActorKind.CLIENT:
            return Actor(kind=kind, key="1", unit=agency, roles=AT_ANY_AGENCY, channel=Channel.API)
        case ActorKind.PETITIONER:
            return Actor(kind=kind, key=str(petition_of(case).pk), channel=Channel.PORTAL)
        case _:
            return system("sweep")


def facts_for(move: str, office: Any, case: Case, choice: int) -> dict[str, Any]:
    """Sensible facts for a move, or facts that cannot be true: both must leave everything in step."""
    handler = office.person("handler")
    agency = (office.agency, office.other_agency, office.province)[choice % 3]
    commitment = case.commitments.order_by("pk")[choice % 2 :].first() or case.commitments.first()
    later = date(2026, 5, 4)
    duty = case.duties.order_by("pk")[choice % 2 :].first() or case.duties.first()
    paper = a_paper(f"{choice}/QĐ", DAY - timedelta(days=choice))
    reasons = {"duty": duty, "because": ("Chờ giám định", "")[choice % 2]}
    table: dict[str, dict[str, Any]] = {
        Move.RECORD_SIGNATURE: {"signed_on": DAY},
        Move.ASK_SUPPLEMENT: {
            "wants": list(SupplementOf)[choice % 2],
            "what": ("Sổ đỏ", "")[choice // 4],
            "way": list(AskedBy)[choice % 3],
            "until": date(2026, 3, 25),
        },
        Move.RECEIVE_SUPPLEMENT: {"what": "Sổ đỏ", "whole": choice < 3, "received_on": (None, DAY)[choice % 2]}
        | {"missing": ("Chữ ký", "")[choice % 2], "until": A_MONTH_LATER},
        Move.GO_ON_WITHOUT: {"because": ("Đã rõ", "")[choice % 2]},
        Move.FILE_UNSUPPLEMENTED: {"because": ("Không rõ thửa đất", "")[choice % 2]},
        Move.INSTRUCT: {"handler": handler},
        Move.REASSIGN: {"handler": (handler, office.person("handler", office.commune))[choice % 2]},
        Move.SCREEN: {
            "answers": list(ANSWERS.values())[choice % len(ANSWERS)],
            "decided": ("", "", list(ScreenedTo)[choice])[choice % 3],
            "because": ("Đã hỏi người gửi", "")[choice % 2],
        },
        Move.REJECT_SCREENING: {"because": ("Chưa đúng loại", "")[choice % 2]},
        Move.REPORT_TO_HEAD: {"text": ("Đông người", "")[choice % 2]},
        Move.TRANSFER_AT_ONCE: {
            "agency": (agency, the_party(), the_police())[choice % 3],
            "subject": "Về cán bộ",
            "asked": "Xem xét",
            "answer_by": later,
            "again_because": "Có tài liệu mới",
        },
        Move.DRAFT_LETTER: {"agency": agency, "subject": "Về đường", "asked": "Sửa đường", "answer_by": later}
        | {"again_because": ("Có tài liệu mới", "")[choice // 3 % 2]},
        Move.SEND_BACK_LETTER: {"because": ("Sửa lại câu chữ", "")[choice % 2]},
        Move.CONFIRM_DELIVERY: {"received_on": DAY, "evidence": Evidence.POSTAL_SLIP},
        Move.CALL_BACK_LETTER: {},
        Move.CLEAR_LETTER: {"because": ("Đã công khai", "")[choice % 2]},
        Move.REVOKE_LINK: {"because": "Gửi nhầm"},
        Move.ACKNOWLEDGE_REFERRAL: {"paper": (paper, None)[choice % 2]},
        Move.REFUSE_REFERRAL: {"reason": RefusalReason.NOT_COMPETENT, "text": "Không thuộc thẩm quyền"},
        Move.RECALL_REFERRAL: {"because": ("Gửi nhầm", "")[choice % 2]},
        Move.SETTLE_DISPUTE: {
            "decision": list(DisputeDecision)[choice % 3],
            "agency": agency,
            "superior": office.other_agency,
            "because": ("Đường do xã quản lý", "")[choice // 3 % 2],
        },
        Move.RECORD_ACCEPTANCE: {"paper": paper, "remote": choice == 5},
        Move.REFUSE_ACCEPTANCE: {
            "paper": paper,
            "ground": (NotAccepted.COURT, "weather")[choice % 2],
            "because": "Tòa đã thụ lý",
        },
        Move.RECORD_EXTENSION: {
            "paper": paper,
            "more": 10 * choice,
            "complexity": list(Complexity)[:choice],
            "because": "Phức tạp",
            "as_it_is": bool(choice % 2),
        },
        Move.RECORD_SUSPENSION: {"paper": paper, "because": ("Chờ giám định", "")[choice % 2]},
        Move.RECORD_RESUMPTION: {"paper": paper},
        Move.RECORD_DECISION: {"paper": paper, "what": list(ProceedingFact)[-1 - choice % 3], "because": "Đã rõ"},
        Move.ANSWER: {
            "result": AnswerResult.AGREED,
            "text": "Sẽ làm",
            "promises": [op.Promise(what="Sửa đường", who="Phòng Kinh tế", due_on=later)] * (choice % 3),
        },
        Move.CONFIRM_REQUEST: {"received_on": DAY, "evidence": Evidence.POSTAL_SLIP},
        Move.REFUSE_REQUEST: {"reason": RefusalReason.NOT_COMPETENT, "text": ("Không có hồ sơ", "")[choice % 2]},
        Move.ANSWER_REQUEST: {"result": AnswerResult.EXPLAINED, "text": "Theo quy hoạch"},
        Move.END_REQUEST: {"because": ("Đã đủ", "")[choice % 2]},
        Move.CHASE: {
            "subject": "Đôn đốc",
            "answer_by": later,
            "to_unit": agency,
            "asked": "Chỉ đạo trả lời",
            "reason": "Chưa trả lời",
            "time": "8 giờ",
            "venue": "Trụ sở xã",
        },
        Move.LET_RUNG_BE: {"how": list(LetBe)[choice % 2], "because": ("Đã hẹn", "")[choice // 2 % 2]},
        Move.LAY_BEFORE_LEADERSHIP: {"decided": ("Nêu tên", "")[choice % 2], "in_notice": bool(choice % 3)},
        Move.RECOMMEND_TO_SUPERIOR: {
            "superior": agency,
            "subject": "Kiến nghị",
            "reason": ("Chưa rõ", "")[choice // 3 % 2],
            "asked": "Xem lại",
            "answer_by": later,
            "proceeding": case.proceedings.order_by("-pk").first() if choice % 2 else None,
        },
        Move.RECORD_SUPERIOR_DECISION: {"paper": paper},
        Move.RECORD_SUPERIOR_REPLY: {
            "paper": paper,
            "result": list(SuperiorResult)[choice % 3],
            "text": ("Đồng ý", "")[choice // 3 % 2],
        },
        Move.RECORD_SUPERIOR_ORDER: {"paper": paper, "text": "Trả lời lại", "answer_by": (later, DAY)[choice % 2]},
        Move.ASK_CLARIFICATION: {
            "what": "Khi nào xong?",
            "answer_by": later,
            "weighed": (IN_PART, IN_FULL, ())[choice % 3],
        },
        Move.ACCEPT_ANSWER: {"weighed": (IN_FULL, IN_PART, ())[choice % 3]},
        Move.RECORD_TOLD: {
            "party": petition_of(case).parties.first(),
            "how": ToldBy.TELEPHONE,
            "text": ("Đã báo", "")[choice % 2],
        },
        Move.RECORD_HELPED: {"helped": list(Helped)[choice % 3], "heard_by": ("telephone", "portal")[choice // 3 % 2]},
        Move.LOOK_INTO: {"because": ("Đã xem", "")[choice % 2]},
        Move.BRING_UP: {"to": ("leader", "briefing", "nowhere")[choice % 3], "because": "Im lặng"},
        Move.TAKE_DOWN: {
            "decided": ("Đã bàn", "")[choice % 2],
            "item": case.agenda.filter(settled_on=None).order_by(("pk", "-pk")[choice // 3]).first(),
        },
        Move.PLAN_INSPECTION: {
            "held_on": DAY + timedelta(days=choice - 1),
            "place": "Thôn Đông",
            "leads": (office.person("supervisor"), handler)[choice // 5],
            "goes": [handler][: choice % 2],
            "commitments": case.commitments.all(),
        },
        Move.MOVE_INSPECTION: {"held_on": later, "because": ("Mưa", "")[choice % 2]},
        Move.REGROUP_INSPECTION: {
            "leads": (office.person("supervisor"), handler)[choice // 5],
            "goes": [handler][: choice % 2],
            "because": "Ốm",
        },
        Move.CALL_OFF_INSPECTION: {"because": ("Đã làm lại", "")[choice % 2]},
        Move.REPORT_INSPECTION: {
            "went_on": DAY,
            "seen": [
                op.Seen(one.pk, list(Found)[(choice + place) % 3], ("Đã xem", "")[choice // 5])
                for place, one in enumerate(case.commitments.all())
            ],
            "report": "Đã đi",
            "came": [office.person("supervisor")],
        },
        Move.CLOSE: {"outcome": (Outcome.FULFILLED, "nonsense")[choice % 2]},
        Move.ASK_REOPENING: {"because": ("Chưa xong", "")[choice % 2]},
        Move.REOPEN: {"handler": handler},
        Move.DECLINE_REOPENING: {"because": ("Không có gì mới", "")[choice % 2]},
        Move.WITHDRAW_PART: {"what": ("Nội dung về rãnh", "")[choice % 2]},
        Move.DOUBT_WITHDRAWAL: {"doubt": list(Doubt)[choice % 4], "because": ("Bị ép", "")[choice // 4]},
        Move.REFUSE_WITHDRAWAL: {"because": ("Bị ép", "")[choice % 2]},
        Move.CLEAR_WITHDRAWAL: {"because": ("Tự nguyện", "")[choice % 2]},
        Move.RECORD_DEATH: {
            "paper": (SIGNED_PAPER, None)[choice // 4],
            "died_on": DAY,
            "party": petition_of(case).parties.order_by("pk").values_list("pk", flat=True)[choice % 2 :].first(),
        },
        Move.RECORD_SUCCESSOR: a_successor(name=("Đặng Văn Thừa", "")[choice // 4]),
        Move.CLOSE_UNSUCCEEDED: {"because": ("Không ai đến", "")[choice % 2]},
        Move.LINK_FIRST: {"first": Case.objects.order_by("pk").first() if choice % 2 else case},
        Move.STRIKE_LATE_ENTRY: {"because": ("Không có dấu ngày", "")[choice % 2]},
        Move.CORRECT_DAY: {
            "what": list(CorrectedWhat)[choice % 3],
            "day": DAY - timedelta(days=choice),
            "because": ("Dấu đến", "")[choice // 5],
        },
        Move.CORRECT_PARTY: {
            "party": petition_of(case).parties.order_by("pk").values_list("pk", flat=True).first(),
            "who": op.NewParty(name=("Đặng Thị Ánh", "")[choice // 4]),
            "because": "Sai tên",
        },
        Move.CORRECT_ACT: {
            "proceeding": case.proceedings.order_by("pk").last() if choice % 2 else case.proceedings.first(),
            "number": ("21/TB", "")[choice // 5],
            "dated_on": DAY - timedelta(days=choice // 2),
            "arrived_on": DAY,
            "because": "Gõ nhầm",
        },
        Move.CORRECT_PAPER: {"number": f"{choice}/UB", "dated_on": DAY, "because": ("Gõ sai", "")[choice % 2]},
        Move.JOIN: {
            "into": (Case.objects.exclude(pk=case.pk).latest("pk"), case)[choice // 4],
            "because": ("Cùng việc", "")[choice % 2],
        },
        Move.UNJOIN: {"because": "Hai việc khác nhau"},
        Move.SPLIT: {"parts": [a_part(office)] * (choice % 3), "because": ("Hai việc", "")[choice % 2]},
        Move.UNSPLIT: {"because": ("Một việc", "")[choice % 2]},
        Move.VOID_REGISTRATION: {"because": ("Vào sổ hai lần", "")[choice % 2]},
        Move.DRAFT_OTHER: {
            "letter_form": FORMS[choice % len(FORMS)],
            "subject": "Về đường",
            "to_unit": agency,
            "basis": "Điều 66 Luật Khiếu nại",
            "reason": "Thiếu chữ ký",
            "asked": "Kiểm tra",
            "answer_by": later,
        },
        Move.SEND_BACK_OTHER: {"because": "Sửa"},
        Move.DISPATCH_OTHER: {"sent_by": SentBy.POST},
        Move.CONFIRM_OTHER: {"received_on": DAY, "evidence": Evidence.POSTAL_SLIP},
        Move.VOID_LETTER: {"because": ("In sai", "")[choice % 2]},
        Move.RECEIVE_PAPERS: {
            "party": petition_of(case).parties.first(),
            "papers": [op.NewPaper(title="Sổ đỏ", is_original=True, pages=4)] * (choice % 3),
        },
        Move.RETURN_PAPERS: {
            "party": petition_of(case).parties.first(),
            "papers": case.papers.filter(is_original=True)[: 1 + choice % 2],
        },
        Move.ADD_NOTE: {"text": "Đã gọi điện"},
        Move.EXTEND_DUTY: reasons | {"more": choice, "document": ("12/QĐ", "")[choice % 2]},
        Move.PAUSE_DUTY: reasons | {"first_on": DAY, "document": "12/QĐ"},
        Move.REVEAL: {"because": ("Đọc để bút phê", "")[choice % 2], "at": datetime(2026, 3, 2, tzinfo=UTC)},
        Move.REDACT: {"text": ("Nội dung [[tên]] nêu", "")[choice % 2]},
        Move.RECLASSIFY: {"kind": list(Kind)[choice % 5 + 2], "because": ("Theo nội dung", "")[choice // 5 % 2]},
        Move.RESUME_DUTY: {"duty": duty, "last_on": DAY},
        Move.EXPLAIN_LATENESS: reasons,
    }
    if move in {Move.VERIFY, Move.CONTEST, Move.WAIVE}:
        return {"commitment": commitment, "findings": "Đã xem tại chỗ"} if commitment else {}
    if move in ON_A_DUTY and duty is None:
        return {}
    if move in ON_A_LETTER:
        letter = case.letters.order_by("-pk")[choice % 2 :].first() or case.letters.first()
        return table.get(move, {}) | {"letter": letter} if letter else {}
    if move in ON_A_REQUEST:
        # Named or not: of several it must be said which is meant.
        return table.get(move, {}) | {"referral": case.referrals.order_by("-pk").first() if choice % 2 else None}
    return table.get(move, {})


class PetitionLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.office = an_office()
        self.case = self.opened()
        self.other = a_petition(self.office)
        """Another case beside it, which it may be joined to."""
        self.moved = self.events().count() - 1
        self.today = DAY

    def events(self) -> QuerySet[Event]:
        return Event.objects.filter(subject_type="cases.case", subject_id=self.case.pk)

    def opened(self) -> Case:
        return a_petition(self.office)

    @rule(move=st.sampled_from(MOVES), role=st.sampled_from(ROLES), choice=st.integers(0, 5), here=st.booleans())
    def somebody_tries(self, move: str, role: str, choice: int, here: bool) -> None:
        units = [self.office.agency, self.office.other_agency] if role.startswith("agency") else []
        units = units or [self.office.province, self.office.commune]
        self.try_move(move, self.office.actor(role, units[0 if here else 1]), choice)

    @rule(move=st.sampled_from(MOVES), kind=st.sampled_from(OUTSIDE), choice=st.integers(0, 5))
    def somebody_without_an_account_tries(self, move: str, kind: str, choice: int) -> None:
        self.try_move(move, from_outside(kind, Case.objects.get(pk=self.case.pk), choice), choice)

    @rule(days=st.integers(1, 12))
    def days_pass(self, days: int) -> None:
        """The sweep says what has fallen due, and the ladder goes on."""
        self.today = min(self.today + timedelta(days=days), LAST_DAY)
        with self.counting_events():
            op.sweep(by=system("sweep"), on=self.today)

    @rule(choice=st.integers(0, 5), which=st.integers(0, 30))
    def somebody_does_what_is_open(self, choice: int, which: int) -> None:
        """Lean towards legal moves, so that walks get deep."""
        case = Case.objects.get(pk=self.case.pk)
        actors = [
            self.office.actor(role, unit)
            for role in ROLES
            for unit in (self.office.province, self.office.agency, self.office.other_agency)
            if (unit.pk, role) in self.office.people
        ]
        actors += [from_outside(kind, case, choice) for kind in OUTSIDE]
        open_moves = [(move, actor) for actor in actors for move in moves_open_to(actor, case) if move in MOVES]
        if open_moves:
            move, actor = open_moves[which % len(open_moves)]
            self.try_move(move, actor, choice)

    def try_move(self, move: str, actor: Any, choice: int) -> None:
        case = Case.objects.get(pk=self.case.pk)
        facts = facts_for(move, self.office, case, choice)
        if move in {Move.VERIFY, Move.CONTEST, Move.WAIVE} | ON_A_LETTER | ON_A_DUTY and not facts:
            return
        try:
            # Nobody is said not to have come before the day they were given is over.
            waited = {Move.REPORT_NO_SUPPLEMENT: date(2026, 3, 26), Move.CLOSE_UNSUCCEEDED: date(2026, 4, 2)}
            on = max(self.today, waited.get(move, DAY))
            getattr(op, move)(case, by=actor, on=on, **facts)
        except (NotAllowedNow, NotYoursToSee, PermissionDenied, Unusable):
            return
        self.moved += 1

    @rule()
    def the_handler_leaves(self) -> None:
        """Whoever handles it works in the unit no longer: what was theirs comes to the leader."""
        self.handlers().update(to_on=self.today - timedelta(days=1))
        with self.counting_events():
            op.take_from_who_left(by=system("leaving"), on=self.today)

    @rule()
    def the_handler_comes_back(self) -> None:
        self.handlers().update(to_on=None)

    @rule()
    def the_agency_is_merged(self) -> None:
        """What is open there goes to an agency made for it, which takes its place."""
        office = self.office
        old, heir = office.agency, an_heir(office, f"Ủy ban nhân dân xã {Case.objects.count()}-{self.moved}")
        with self.counting_events():
            merged(kept_by_the_province(office), before=[old], heirs=[heir], effective_on=self.today, on=self.today)
        office.agency = heir

    @contextmanager
    def counting_events(self) -> Iterator[None]:
        """What the house does by itself writes as many events as there is to say."""
        before = self.events().count()
        yield
        self.moved += self.events().count() - before

    def handlers(self) -> QuerySet[Membership]:
        return Membership.objects.filter(user=self.office.person("handler"), role=Role.HANDLER)

    @invariant()
    def an_open_case_has_an_owner_and_a_task(self) -> None:
        for case in Case.objects.open().filter(pk__in=[self.case.pk, self.other.pk]):
            steps = set(case.assignments.filter(ended_at=None).values_list("step", flat=True))
            assert steps
            assert case.status == Status.REGISTERED or (case.handler is None) == ("name_handler" in steps)

    @invariant()
    def nothing_open_lies_with_an_agency_that_has_ended(self) -> None:
        for case in Case.objects.open().filter(pk__in=[self.case.pk, self.other.pk]):
            for unit in Unit.objects.filter(in_force_to__lt=self.today):
                assert not cases_open_at(unit).filter(pk=case.pk).exists()

    @invariant()
    def tasks_are_those_the_case_waits_for(self) -> None:
        for case in Case.objects.filter(pk__in=[self.case.pk, self.other.pk]):
            assert misaligned(case) == ""

    @invariant()
    def what_is_searched_is_what_the_cases_say(self) -> None:
        cases = list(Case.objects.all())
        assert dict(CaseWords.objects.values_list("case", "folded")) == words_of(cases)

    @invariant()
    def every_move_left_exactly_one_event(self) -> None:
        assert self.events().count() == self.moved + 1
        assert list(self.events().order_by("sequence").values_list("sequence", flat=True)) == list(
            range(1, self.moved + 2)
        )

    @invariant()
    def an_open_case_has_a_clock_and_a_closed_one_owes_nothing(self) -> None:
        for case in Case.objects.filter(pk__in=[self.case.pk, self.other.pk]):
            assert case.duties.filter(state="running").exists() == (case.status != Status.CLOSED)

    @invariant()
    def every_day_has_one_holder_and_the_file_lies_where_its_status_says(self) -> None:
        for case in Case.objects.filter(pk__in=[self.case.pk, self.other.pk]):
            assert out_of_step(case, on=LAST_DAY) == ""

    @invariant()
    def what_waits_to_be_spoken_of_stands_only_on_lists_where_it_may(self) -> None:
        for item in AgendaItem.objects.filter(settled_on=None).select_related("unit", "case__unit"):
            assert may_stand_on(item.unit, item.case)

    @invariant()
    def nothing_closed_has_an_open_commitment(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        assert case.status != Status.CLOSED or not case.has_unsettled_commitments


class CommuneLife(PetitionLife):
    """The same for a case of a commune: the province above it looks on, and may speak of it."""

    the_agency_is_merged = None  # type: ignore[assignment]  # the directory is kept by the province

    def opened(self) -> Case:
        self.office = replace(self.office, province=self.office.commune, commune=self.office.province)
        return a_petition(self.office)


class MatterLife(PetitionLife):
    """The same for a case that was split off another, and may be put back."""

    def opened(self) -> Case:
        return split_off(self.office, a_petition(self.office))


class ComplaintLife(PetitionLife):
    """The same for a complaint at the competent body, which accepts, extends, suspends and decides."""

    def opened(self) -> Case:
        return a_complaint_at_the_agency(self.office)


class DenunciationLife(PetitionLife):
    """The same for what is sealed: read by few, opened by no code, sent to a named head alone."""

    def opened(self) -> Case:
        return a_denunciation(self.office)


class FollowedLife(PetitionLife):
    """The same for a case whose promises are followed: somebody goes there, plans anew, reports, leaves."""

    def opened(self) -> Case:
        return a_case(self.office, at=Status.SUPERVISED, promises=2)

    @rule()
    def the_supervisor_leaves(self) -> None:
        self.supervisors().update(to_on=self.today - timedelta(days=1))
        with self.counting_events():
            op.take_inspections_from_who_left(by=system("leaving"), on=self.today)

    @rule()
    def the_supervisor_comes_back(self) -> None:
        self.supervisors().update(to_on=None)

    def supervisors(self) -> QuerySet[Membership]:
        return Membership.objects.filter(user=self.office.person("supervisor"), role=Role.SUPERVISOR)


class LateLife(PetitionLife):
    """The same for a petition that was entered long after it came."""

    def opened(self) -> Case:
        return entered_late(self.office)


class TestPetitionLife(TestCase):
    def test_any_sequence_of_moves_keeps_tasks_events_and_duties_in_step(self) -> None:
        walk(PetitionLife, examples=5)

    def test_a_complaint_at_the_competent_body_keeps_in_step_too(self) -> None:
        walk(ComplaintLife, examples=4)

    def test_a_case_of_a_commune_below_its_province_keeps_in_step_too(self) -> None:
        walk(CommuneLife, examples=3)

    def test_what_is_sealed_keeps_in_step_as_well(self) -> None:
        walk(DenunciationLife, examples=2)

    def test_a_matter_split_off_keeps_in_step_as_well(self) -> None:
        walk(MatterLife, examples=2)

    def test_a_case_whose_promises_are_followed_keeps_in_step_too(self) -> None:
        walk(FollowedLife, examples=3)

    def test_what_was_entered_late_keeps_in_step_too(self) -> None:
        walk(LateLife, examples=2)

    @pytest.mark.deep
    def test_many_more_sequences(self) -> None:
        walk(PetitionLife, examples=150)
        walk(ComplaintLife, examples=100)
        walk(DenunciationLife, examples=50)
        walk(MatterLife, examples=50)


def walk(life: type[PetitionLife], *, examples: int) -> None:
    how = settings(
        max_examples=examples, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(life, settings=how)  # type: ignore[no-untyped-call]
