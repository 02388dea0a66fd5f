"""One case of the demo: each step of its road done by whoever does it in an office, through operations alone."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from audit.actor import Actor
from cases import operations as op
from cases.asked import asked_of, latest_answer
from cases.kinds import KINDS
from cases.models import Case, Contested
from cases.papers import petition_of
from cases.relays import people_to_be_told
from cases.transfers import sent_before
from cases.vocabulary import (
    AnswerResult,
    Authority,
    DocumentSource,
    Evidence,
    Intake,
    LetterForm,
    Outcome,
    PartyRole,
    ProceedingFact,
    RefusalReason,
    SentBy,
    Status,
    ToldBy,
    Weighed,
    WithdrawnBy,
)
from organizations.competence import who_is_competent
from organizations.models import Field, Unit, User
from organizations.vocabulary import Role

from . import screening, texts, turns
from .counter import Counter
from .papers import a_page
from .people import Staff
from .units import COMMUNES, Province

STEPS = screening.STEPS | turns.STEPS
ROADS_IN = (Intake.IN_PERSON,) * 5 + (Intake.POST,) * 3 + tuple(Intake)

# A denunciation is a signed letter or an oral statement on record.
SECRET_ROADS_IN = (Intake.POST, Intake.POST, Intake.IN_PERSON)


@dataclass
class Life:
    """What is drawn once for a case, and who has it in hand."""

    province: Province
    staff: Staff
    story: texts.Story
    rng: Random
    place: tuple[str, str]
    counter: Counter
    twin: "Life | None" = None
    """Whose matter the same is: somebody else from there wrote before."""
    words: dict[str, str] = field(default_factory=dict)
    case: Case = field(init=False)
    handler: User = field(init=False)
    agency: Unit = field(init=False)
    helper: Unit = field(init=False)

    def __post_init__(self) -> None:
        rng = self.rng
        self.commune, hamlet = self.place
        _, name, _, called = COMMUNES[self.commune]
        self.words = {
            "where": f"{called} {hamlet}, {name[0].lower()}{name[1:]}",
            "n": str(rng.randint(6, 48)),
            "k": str(rng.randint(2, 5)),
            "years": str(rng.randint(6, 25)),
            "month": str(rng.randint(1, 12)),
        }
        self.unit = self.province.fronts["tinh" if rng.random() < 0.5 else self.commune]
        if self.twin is not None:
            self.words, self.unit = self.twin.words, self.twin.unit
        agency = self.commune if self.story.agency == "commune" else self.story.agency
        self.agency = self.province.agencies[agency]

    def do(self, step: str, on: date) -> None:
        if step in STEPS:
            STEPS[step](self, on)
        else:
            getattr(self, step)(on)

    def said(self, words: str) -> str:
        return words.format(**self.words, agency=self.agency.label, promise=self.story.promise, reason="").strip()

    def one(self, role: str) -> Actor:
        return self.staff.pick(self.unit, role, self.rng)[1]

    @property
    def found(self) -> Case | None:
        """The case as it stands, once it is in the book and while it can lead another."""
        if not hasattr(self, "case"):
            return None
        case = Case.objects.get(pk=self.case.pk)
        return case if case.status != Status.CLOSED else None

    @property
    def hand(self) -> Actor:
        return self.staff.actor(self.handler)

    @property
    def desk_of_the_agency(self) -> Actor:
        """The agency at its own desk, or the records officer who enters what it sent on paper.

        What is sealed goes to its head alone.
        """
        return self._desk_of(self.agency)

    def _desk_of(self, agency: Unit) -> Actor:
        role = Role.AGENCY_HEAD if KINDS[self.story.kind].sealed else Role.AGENCY_OFFICER
        if self.staff.has(agency, role):
            return self.staff.pick(agency, role, self.rng)[1]
        return self.one(Role.RECORDS_OFFICER)

    def register(self, on: date, *, received_on: date | None = None, late_because: str = "") -> None:
        rng = self.rng
        summary = self.said(self.story.summary)
        parties = [self._party(PartyRole.PETITIONER)]
        signers = 1
        if rng.random() < 0.15:
            signers = rng.randint(5, 60)
            paper = f"Văn bản cử người đại diện ngày {on:%d/%m/%Y}, {signers} người ký"
            appointed = replace(self._party(PartyRole.REPRESENTATIVE), authority=Authority.APPOINTED, paper=paper)
            parties.append(appointed)
        papers = [op.NewDocument(title="Đơn của công dân.pdf", content=a_page(summary))] if rng.random() < 0.5 else []
        secret = KINDS[self.story.kind].sealed
        intake = rng.choice(SECRET_ROADS_IN if secret else ROADS_IN)
        if received_on is not None:
            intake = Intake.POST
        came = intake == Intake.IN_PERSON and self.unit == self.counter.unit and not secret
        self.case = op.register(
            unit=self.unit,
            kind=self.story.kind,
            intake=intake,
            received_on=received_on or on,
            late_because=late_because,
            parties=parties,
            text=f"{texts.ALSO if self.twin else ''}{self.said(self.story.text)}",
            visit=self.counter.visited(parties, kind=self.story.kind, count=signers, about=summary, on=on)
            if came
            else None,
            asked=self.story.asked,
            summary=summary,
            field=Field.objects.get(pk=self.story.field),
            area=self.province.areas[self.commune],
            signers=signers,
            suggested_agency=self._suggested(on) if rng.random() < 0.6 else None,
            documents=papers,
            contested=self._contested(on),
            form_token=UUID(int=rng.getrandbits(128), version=4),
            by=self.one(Role.RECEPTIONIST),
            on=on,
        )

    def _contested(self, on: date) -> op.NewContested | None:
        """A complaint is about a decision of some weeks ago."""
        if not KINDS[self.story.kind].about_a_decision:
            return None
        rng = self.rng
        decided_on = on - timedelta(days=rng.randint(20, 60))
        first_number = f"{rng.randint(3, 90)}/QĐ-UBND" if KINDS[self.story.kind].after_a_first else ""
        return op.NewContested(
            number=f"{rng.randint(100, 900)}/QĐ-UBND",
            decided_on=decided_on,
            known_on=decided_on + timedelta(days=rng.randint(1, 9)),
            # A first complaint goes to whoever decided, a second one to somebody above.
            unit=self._another() if first_number else self.agency,
            first_number=first_number,
        )

    def _another(self) -> Unit:
        """An agency that is neither the one asked nor one it could be passed on to."""
        asked = {self.agency, self.province.agencies["ubnd_tinh"], self.province.agencies[self.commune]}
        return next(unit for _key, unit in sorted(self.province.agencies.items()) if unit not in asked)

    def instruct(self, on: date) -> None:
        self.handler, _ = self.staff.pick(self.unit, Role.HANDLER, self.rng)
        text = self.rng.choice(texts.INSTRUCTIONS)
        op.instruct(self.case, handler=self.handler, text=text, by=self.one(Role.LEADER), on=on)

    def reassign(self, on: date) -> None:
        others = [user for user in self.staff.all(self.unit, Role.HANDLER) if user.pk != self.handler.pk]
        if others:
            self.handler = self.rng.choice(others)
            text = self.rng.choice(texts.REASSIGNMENTS)
            op.reassign(self.case, handler=self.handler, text=text, by=self.one(Role.LEADER), on=on)

    def take_up(self, on: date) -> None:
        op.take_up(self.case, by=self.hand, on=on)

    def note(self, on: date) -> None:
        op.add_note(self.case, text=self.rng.choice(texts.NOTES), by=self.hand, on=on)

    def attach(self, on: date) -> None:
        paper = op.NewDocument(title="Biên bản làm việc với người nộp đơn.pdf", content=a_page(self.case.number))
        op.attach_document(self.case, document=paper, source=DocumentSource.FRONT, by=self.hand, on=on)

    def draft(self, on: date) -> None:
        # Of what is sealed no letter says where it is from.
        summary = "" if KINDS[self.story.kind].sealed else f" của công dân: {self.said(self.story.summary)}"
        op.draft_letter(
            self.case,
            agency=self.agency,
            subject=f"chuyển {self.case.get_kind_display().lower()}{summary}",
            asked=f"{self.story.asked} Trả lời người nộp đơn và thông báo kết quả cho Mặt trận.",
            answer_by=on + timedelta(days=self.rng.randint(18, 32)),
            again_because=texts.SENT_AGAIN if sent_before(self.case, self.agency.pk) else "",
            by=self.hand,
            on=on,
        )

    def draft_round(self, on: date) -> None:
        """Back to the agency that refused first: the leader has to say where it goes."""
        self.draft(on)

    def submit(self, on: date) -> None:
        op.submit_letter(self.case, by=self.hand, on=on)

    def send_back(self, on: date) -> None:
        op.send_back_letter(self.case, because=self.rng.choice(texts.SENT_BACK), by=self.one(Role.LEADER), on=on)

    def sign(self, on: date) -> None:
        op.sign_letter(self.case, by=self.one(Role.LEADER), on=on)

    def issue(self, on: date) -> None:
        op.issue_letter(self.case, by=self.one(Role.RECORDS_OFFICER), on=on)

    def dispatch(self, on: date) -> None:
        op.dispatch_letter(self.case, by=self.one(Role.RECORDS_OFFICER), on=on)

    def deliver(self, on: date) -> None:
        evidence = self.rng.choice((Evidence.DELIVERY_BOOK, Evidence.POSTAL_SLIP, Evidence.EMAIL_REPLY))
        op.confirm_delivery(self.case, received_on=on, evidence=evidence, by=self.one(Role.RECORDS_OFFICER), on=on)

    def acknowledge(self, on: date) -> None:
        by = self.desk_of_the_agency
        op.acknowledge_referral(self.case, by=by, on=on, paper=self._note(by, self.agency, on))
        if KINDS[self.story.kind].chain is not None:
            op.record_acceptance(self.case, paper=self._act("TB", on), by=self.desk_of_the_agency, on=on)

    def refuse(self, on: date) -> None:
        reason = self.rng.choice((RefusalReason.NOT_COMPETENT, RefusalReason.NOT_COMPETENT, RefusalReason.UNCLEAR))
        other = self.province.agencies["ubnd_tinh" if self.agency.level == "commune" else self.commune]
        by = self.desk_of_the_agency
        op.refuse_referral(
            self.case,
            paper=self._note(by, self.agency, on),
            reason=reason,
            text=texts.REFUSALS[reason.value],
            belongs_to=other if reason == RefusalReason.NOT_COMPETENT else None,
            by=by,
            on=on,
        )
        self.agency = other

    def recall(self, on: date) -> None:
        op.recall_referral(self.case, because=self.rng.choice(texts.RECALLED), by=self.one(Role.LEADER), on=on)

    def ask_help(self, on: date) -> None:
        """Another agency is asked beside the lead; its letter is signed, numbered and sent the same day."""
        self.helper = self.province.agencies["ubnd_tinh" if self.agency.level == "commune" else self.commune]
        if Contested.objects.filter(case=self.case, unit=self.helper).exists():
            self.helper = self._another()
        letter = op.draft_other(
            self.case,
            letter_form=LetterForm.COOPERATION,
            subject="đề nghị phối hợp cung cấp thông tin",
            to_unit=self.helper,
            asked=self.rng.choice(texts.HELP_ASKED),
            answer_by=on + timedelta(days=self.rng.randint(10, 18)),
            by=self.hand,
            on=on,
        )
        op.submit_other(self.case, letter=letter, by=self.hand, on=on)
        op.sign_other(self.case, letter=letter, by=self.one(Role.LEADER), on=on)
        records = self.one(Role.RECORDS_OFFICER)
        op.issue_other(self.case, letter=letter, by=records, on=on)
        op.dispatch_other(self.case, letter=letter, sent_by=SentBy.POST, by=records, on=on)

    def help_agree(self, on: date) -> None:
        by = self._desk_of(self.helper)
        op.acknowledge_request(self.case, by=by, on=on, paper=self._note(by, self.helper, on))

    def help_answer(self, on: date) -> None:
        text = self.rng.choice(texts.HELPED)
        op.answer_request(
            self.case,
            result=AnswerResult.EXPLAINED,
            text=text,
            documents=[op.NewDocument(title="Trả lời phối hợp.pdf", content=a_page(f"{text} {self.case.number}"))],
            number=f"{self.rng.randint(40, 900)}/{self.helper.symbol}",
            dated_on=on,
            by=self._desk_of(self.helper),
            on=on,
        )

    def read_reply(self, on: date) -> None:
        op.note_reply(self.case, by=self.hand, on=on)

    def answer(self, on: date) -> None:
        partly = self.rng.random() < 0.25
        self._reply(
            on,
            result=AnswerResult.PARTLY if partly else AnswerResult.AGREED,
            text=self.said(texts.PARTLY if partly else self.rng.choice(texts.AGREED)),
            promises=[self._promise(on)] + ([self._promise(on, second=True)] if self.rng.random() < 0.25 else []),
        )

    def explain(self, on: date) -> None:
        rejected = self.rng.random() < 0.25
        text = texts.REJECTED.format(agency=self.agency.label, reason=self.story.explained)
        self._reply(
            on,
            result=AnswerResult.REJECTED if rejected else AnswerResult.EXPLAINED,
            text=text if rejected else self.story.explained,
            promises=[],
        )

    def ask_clarification(self, on: date) -> None:
        if KINDS[self.story.kind].chain is not None:
            return  # a decision is never sent back
        what = self.rng.choice(texts.CLARIFICATIONS)
        answer_by = on + timedelta(days=self.rng.randint(10, 20))
        weighed = self._points(Weighed.PARTLY, note="Chưa rõ ngày xong.")
        op.ask_clarification(self.case, what=what, answer_by=answer_by, weighed=weighed, by=self.hand, on=on)

    def accept(self, on: date) -> None:
        op.accept_answer(self.case, weighed=self._points(Weighed.ANSWERED), by=self.hand, on=on)
        who = people_to_be_told(self.case).first()
        if who is not None:
            op.record_told(self.case, party=who, how=ToldBy.TELEPHONE, text=texts.TOLD, by=self.hand, on=on)

    def verify(self, on: date) -> None:
        self._settle(op.verify, texts.VERIFIED, on)

    def contest(self, on: date) -> None:
        self._settle(op.contest, texts.CONTESTED, on)

    def waive(self, on: date) -> None:
        self._settle(op.waive, texts.WAIVED, on)

    def close(self, on: date) -> None:
        fresh = Case.objects.get(pk=self.case.pk)
        if fresh.commitments.exists():
            outcome = Outcome.PARTLY if self.rng.random() < 0.2 else Outcome.FULFILLED
        else:
            outcome = Outcome.NOT_MET if self.rng.random() < 0.25 else Outcome.EXPLAINED
        op.close(self.case, outcome=outcome, by=self.one(Role.LEADER), on=on)

    def reopen(self, on: date) -> None:
        because = self.rng.choice(texts.REOPENED)
        op.ask_reopening(self.case, because=because, by=self.one(Role.SUPERVISOR), on=on)
        op.reopen(self.case, handler=self.handler, by=self.one(Role.LEADER), on=on)

    def withdraw(self, on: date) -> None:
        # Of a group its representative withdraws, who was appointed to speak for all.
        who = [party for party in petition_of(self.case).parties.all() if party.stands_behind][-1]
        signed = op.NewDocument(title="Đơn rút.pdf", content=a_page(f"Đơn rút, {self.case.number}"))
        by = self.one(Role.RECEPTIONIST)
        op.withdraw(
            self.case, party=who.pk, way=WithdrawnBy.WRITTEN, paper=signed, looked=True, all_signed=True, by=by, on=on
        )

    def _reply(self, on: date, *, result: str, text: str, promises: list[op.Promise]) -> None:
        if KINDS[self.story.kind].chain is not None:
            if Case.objects.get(pk=self.case.pk).status == Status.ANSWERED:
                return
            op.record_decision(
                self.case,
                paper=self._act("QĐ", on),
                what=ProceedingFact.DECIDED,
                because=text,
                by=self.desk_of_the_agency,
                on=on,
            )
        by = self.desk_of_the_agency
        paper = op.NewDocument(title="Văn bản trả lời.pdf", content=a_page(text))
        number = f"{self.rng.randint(40, 1900)}/{self.agency.symbol}"
        written = self.rng.random() < 0.8 or Role.RECORDS_OFFICER in by.roles
        op.answer(
            self.case,
            result=result,
            text=text,
            number=number if written else "",
            dated_on=on if written else None,
            documents=[paper] if written else [],
            promises=promises,
            by=by,
            on=on,
        )

    def _points(self, weighed: str, note: str = "") -> list[op.Point]:
        given = latest_answer(Case.objects.get(pk=self.case.pk))
        return [op.Point(weighed, note) for _asked in (asked_of(given) if given else [])]

    def _note(self, by: Actor, agency: Unit, on: date) -> op.AgencyPaper | None:
        """The paper by which an agency without an account accepts or refuses."""
        if Role.RECORDS_OFFICER not in by.roles:
            return None
        number = f"{on:%d%m}/{agency.symbol}-VP"
        words = f"{number}, {self.case.number}"
        copy = op.NewDocument(title=f"Phúc đáp {self.case.number}.pdf", content=a_page(words))
        return op.AgencyPaper(number=number, dated_on=on, copy=copy)

    def _act(self, kind: str, on: date) -> op.AgencyPaper:
        """A written act of the competent body, with its copy."""
        number = f"{self.rng.randint(40, 900)}/{kind}-UBND"
        copy = op.NewDocument(title=f"{kind} {self.case.number}.pdf", content=a_page(f"{number}, {self.case.number}"))
        return op.AgencyPaper(number=number, dated_on=on, copy=copy)

    def _promise(self, on: date, *, second: bool = False) -> op.Promise:
        what = "Báo cáo kết quả thực hiện với khu dân cư" if second else self.story.promise
        return op.Promise(
            what=what[0].upper() + what[1:],
            who=self.rng.choice(texts.WHO),
            due_on=on + timedelta(days=self.rng.randint(15, 40)),
            evidence=self.rng.choice(texts.EVIDENCE),
        )

    def _settle(self, how: Callable[..., None], findings: tuple[str, ...], on: date) -> None:
        for commitment in Case.objects.get(pk=self.case.pk).commitments.filter(settled_on=None).order_by("pk"):
            how(
                self.case,
                commitment=commitment,
                findings=self.rng.choice(findings),
                by=self.one(Role.SUPERVISOR),
                on=on,
            )

    def _suggested(self, on: date) -> Unit | None:
        """What the directory tells the receptionist, who leaves it as it is; the handler may know better."""
        field, area = Field.objects.get(pk=self.story.field), self.province.areas[self.commune]
        first = who_is_competent(field=field, area=area, kind=self.story.kind, on=on).first
        return first.agency if first else None

    def an_heir(self, on: date) -> op.NewParty:
        """Somebody from the same place, on a paper of all heirs."""
        paper = f"Văn bản thỏa thuận của các đồng thừa kế ngày {on:%d/%m/%Y}"
        return replace(self._party(PartyRole.PETITIONER), paper=paper)

    def _party(self, role: str) -> op.NewParty:
        rng = self.rng
        where = self.words["where"]
        return op.NewParty(
            name=texts.a_name(rng),
            role=role,
            birth_year=rng.randint(1945, 2002),
            address=f"{where[0].upper()}{where[1:]}, tỉnh Nam Thành",
            area=self.province.areas[self.commune],
        )
