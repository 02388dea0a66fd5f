"""The books of an office for any period: outgoing, incoming, reception of citizens (Mẫu 03/TCD), petitions."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases import access
from cases.letter_forms import CASE_LETTERS, To, name_of_form
from cases.models import (
    Case,
    IncomingLetter,
    Joining,
    Letter,
    Matter,
    Outgoing,
    Personal,
    Petition,
    Referral,
    Refusal,
    RefusalNotice,
    SeriesContinued,
    Visit,
    Visitor,
)
from cases.vocabulary import Intake, LetterForm, MatterOrigin, Outcome, Series
from letters.book import Column
from organizations.models import Unit

from .queries import Counted, petitions_and_cases

SEALED = _("Niêm phong")
Label = str | Promise
Row = list[str]


@dataclass(frozen=True)
class Book:
    """One register: what it is called, the form it follows, its columns with their widths, its rows."""

    title: Label
    form: Label
    columns: tuple[tuple[Label, int], ...]
    found: Callable[[Unit, date, date], Sequence["QuerySet[Any]"]]
    """What the book holds, each kind of thing in the order of the book."""
    row: Callable[..., Row]
    place: Callable[[Any], tuple[Any, ...]] | None = None
    """Where a thing stands among those of another kind."""
    series: str = ""
    """The row of numbers it shows: where it goes on after a paper book, the book says so."""
    number_at: int = 0
    words_at: int = 2

    def lines(self, unit: Unit, first: date, last: date, *, most: int) -> list[Row]:
        """The rows of the period in the order of the book; each begins with its ordinal where the form has one."""
        found: list[Any] = [one for kind in self.found(unit, first, last) for one in kind[:most]]
        if self.place is not None:
            found.sort(key=self.place)
        rows = (self.row(ordinal, one) for ordinal, one in enumerate(found[:most], 1))
        return [*self._passed_over(unit, first, last), *rows]

    def _passed_over(self, unit: Unit, first: date, last: date) -> Iterator[Row]:
        """The numbers that were never given here, each stretch with its reason, before all others of its year."""
        years = range(first.year, last.year + 1)
        for one in SeriesContinued.objects.filter(unit=unit, series=self.series, year__in=years).order_by("year", "pk"):
            row = [""] * len(self.columns)
            row[self.number_at] = f"{one.after + 1}–{one.first - 1}"
            row[self.words_at] = str(_("Không cấp ở đây, năm %(year)d: %(reason)s")) % {
                "year": one.year,
                "reason": one.because,
            }
            yield row

    def count(self, unit: Unit, first: date, last: date) -> int:
        return sum(kind.order_by().count() for kind in self.found(unit, first, last))

    def counted(self, unit: Unit, first: date, last: date) -> Counted | None:
        """Return petitions and cases apart, for a book of petitions."""
        found, *others = self.found(unit, first, last)
        return petitions_and_cases(found) if found.model is Petition and not others else None

    def head(self) -> list[Column]:
        return [Column(str(label), share) for label, share in self.columns]


def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def _outgoing(unit: Unit, first: date, last: date, *, secret: bool) -> QuerySet[Letter]:
    letters = Letter.objects.filter(unit=unit, issued_on__range=(first, last), secret=secret)
    # What was issued on paper stands in the paper book.
    letters = letters.filter(on_paper=False)
    letters = letters.select_related("signer", "referral__agency", "to_unit", "case__lead__agency")
    ordered: QuerySet[Letter] = letters.order_by("year", "serial")
    return ordered


def _open_outgoing(unit: Unit, first: date, last: date) -> Sequence["QuerySet[Any]"]:
    """Letters and notices of refusal share one series of numbers, so they share its book."""
    notices = RefusalNotice.objects.filter(unit=unit, issued_on__range=(first, last), secret=False)
    notices = notices.select_related("signer", "refusal__visit").order_by("year", "serial")
    return [_outgoing(unit, first, last, secret=False), notices]


def _secret_outgoing(unit: Unit, first: date, last: date) -> Sequence["QuerySet[Any]"]:
    return [_outgoing(unit, first, last, secret=True)]


def _by_number(letter: Outgoing) -> tuple[Any, ...]:
    return letter.year, letter.serial


def _outgoing_row(_ordinal: int, letter: Letter | RefusalNotice) -> Row:
    return [
        letter.number,
        day(letter.issued_on),
        # What stands in a book is read by everybody who keeps it: the subject of a sealed case does not.
        name_of_form(letter) if _is_sealed(letter) else f"{name_of_form(letter)}: {letter.subject}".rstrip(": "),
        letter.signer.full_name if letter.signer else "",
        _to_whom(letter),
        " ".join(part for part in (letter.get_sent_by_display(), letter.sent_number) if part),
        day(letter.dispatched_on),
        _void(letter) or day(_arrived(letter)),
    ]


def _arrived(letter: Letter | RefusalNotice) -> date | None:
    """A transfer has arrived when its referral was received; every other paper keeps the day itself."""
    referral = letter.referral if isinstance(letter, Letter) else None
    return letter.delivered_on or (referral.received_on if referral is not None else None)


def _void(letter: Letter | RefusalNotice) -> str:
    if not isinstance(letter, Letter) or not letter.voided_on:
        return ""
    said = {"day": day(letter.voided_on), "reason": letter.voided_because}
    return str(_("Đã hủy ngày %(day)s: %(reason)s")) % said


def _is_sealed(letter: Outgoing) -> bool:
    return isinstance(letter, Letter) and letter.case.sealed


def _to_whom(letter: Letter | RefusalNotice) -> str:
    """Agencies by name; a citizen as such: the book of outgoing letters lies open in the office."""
    if isinstance(letter, RefusalNotice):
        visit: Visit = letter.refusal.visit
        return str(_("Công dân, lượt tiếp %(number)s")) % {"number": visit.number}
    assert isinstance(letter, Letter)
    return _to_whom_of_case(letter)


def _to_whom_of_case(letter: Letter) -> str:
    if letter.referral is not None:
        return letter.referral.agency.name
    to = CASE_LETTERS[LetterForm(letter.form)].to
    if to is To.PETITIONER:
        return str(_("Người nộp đơn, vụ việc %(number)s")) % {"number": letter.case.number}
    if to is To.NAMED_UNIT:
        return letter.to_unit.name if letter.to_unit else ""
    return letter.case.lead.agency.name if letter.case.lead else ""


def _incoming(unit: Unit, first: date, last: date) -> Sequence["QuerySet[Any]"]:
    letters = IncomingLetter.objects.filter(unit=unit, arrived_on__range=(first, last), secret=False)
    return [letters.select_related("case").order_by("year", "serial")]


def _incoming_row(_ordinal: int, letter: IncomingLetter) -> Row:
    sealed = letter.case is not None and letter.case.sealed
    return [
        day(letter.arrived_on),
        str(letter.serial),
        str(SEALED) if sealed else letter.sender,
        letter.number,
        day(letter.dated_on),
        str(SEALED) if sealed else letter.subject,
        letter.case.number if letter.case else "",
        day(letter.acknowledged_on),
        "",
    ]


def _with_cases() -> QuerySet[Petition]:
    """Petitions with all that their row in a book says."""
    cases = Case.objects.select_related("lead__agency", "lead__letter", "handler")
    referrals = Referral.objects.select_related("agency", "letter").order_by("pk")
    guided = Letter.objects.filter(form=LetterForm.GUIDANCE, dispatched_on__isnull=False).select_related("to_unit")
    joinings = Prefetch("joinings", Joining.objects.current().select_related("into"), to_attr="joined_into")
    cases = cases.prefetch_related(Prefetch("referrals", referrals), Prefetch("letters", guided), joinings)
    matters = Matter.objects.order_by("pk").prefetch_related(Prefetch("case", cases))
    # What has no public number stands in no public book (law.md §4): only reports count it.
    apart = Matter.objects.filter(case__kind__in=access.NEED_TO_KNOW, case__former_number="").values("petition")
    return Petition.objects.exclude(pk__in=apart).prefetch_related("parties", Prefetch("matters", matters))


def _petitions(unit: Unit, first: date, last: date) -> Sequence["QuerySet[Any]"]:
    found = _with_cases().filter(unit=unit, received_on__range=(first, last))
    return [found.order_by("received_on", "pk")]


def _reception(unit: Unit, first: date, last: date) -> Sequence["QuerySet[Any]"]:
    """Every visit, with the petitions it brought; and what was handed in at the counter outside of any session."""
    visits = Visit.objects.filter(session__unit=unit, session__held_on__range=(first, last))
    visits = visits.select_related("session", "guided_to").order_by("session__held_on", "pk")
    refused = Refusal.objects.filter(overturned_on=None).select_related("notice")
    visits = visits.prefetch_related(
        Prefetch("visitors", Visitor.objects.select_related("identity")),
        Prefetch("refusals", refused),
        Prefetch("petitions", _with_cases().order_by("pk")),
    )
    loose = _with_cases().filter(unit=unit, received_on__range=(first, last), intake=Intake.IN_PERSON, visit=None)
    return [visits, loose.order_by("received_on", "pk")]


def _by_day(one: Visit | Petition) -> tuple[Any, ...]:
    """Of one day the visits stand first, in the order in which people came."""
    if isinstance(one, Visit):
        return one.session.held_on, 0, one.pk
    return one.received_on, 1, one.pk


def _reception_row(ordinal: int, one: Visit | Petition) -> Row:
    """The 13 columns of Mẫu 03/TCD (NĐ 154/2026 Điều 27)."""
    return _visit_row(ordinal, one) if isinstance(one, Visit) else _handed_in_row(ordinal, one)


def _handed_in_row(ordinal: int, petition: Petition) -> Row:
    cases = _cases([petition])
    people = _behind(petition)
    return [
        str(ordinal),
        day(petition.received_on),
        _names(people),
        _numbers(people or []),
        "; ".join(case.summary for case in cases),
        _kinds(cases),
        str(petition.signers),
        petition.handled_by,
        NOT_OURS,
        _guided(cases),
        "; ".join(_accepted_by(case) for case in cases),
        _standing(cases),
        "",
    ]


def _visit_row(ordinal: int, visit: Visit) -> Row:
    petitions = list(visit.petitions.all())
    cases = _cases(petitions)
    sealed = visit.is_sealed or any(case.sealed for case in cases)
    people = [] if sealed else [visitor.who for visitor in visit.visitors.all()]
    handled = dict.fromkeys([visit.handled_by, *(petition.handled_by for petition in petitions)])
    guided = "; ".join(filter(None, [visit.guided_to.name if visit.guided_to else "", _guided(cases)]))
    return [
        str(ordinal),
        day(visit.session.held_on),
        str(_("Giữ bí mật danh tính")) if sealed else _names(people),
        _numbers(people),
        "" if sealed else "; ".join(dict.fromkeys([visit.about, *(case.summary for case in cases)])),
        _kinds(cases) or visit.kind_label,
        str(visit.people),
        "; ".join(filter(None, handled)),
        NOT_OURS,
        guided,
        "; ".join(_accepted_by(case) for case in cases),
        _standing(cases) or visit.get_came_of_display(),
        _note(visit),
    ]


def _note(visit: Visit) -> str:
    """The number of the visit; the ground where somebody was not received, with its notice."""
    said = [str(_("Lượt %(number)s")) % {"number": visit.number}]
    if visit.session.online:
        said.append(str(_("trực tuyến")))
    for refusal in visit.refusals.all():
        notice = getattr(refusal, "notice", None)
        said.append(refusal.on_ground.article)
        if notice is not None and notice.number:
            said.append(str(_("thông báo số %(number)s")) % {"number": notice.number})
    return "; ".join(said)


def _cases(petitions: Iterable[Petition]) -> list[Case]:
    """The cases that petitions are followed in today: where one was joined, the case that leads."""
    current = [matter.case for petition in petitions for matter in petition.matters.all() if matter.ended_on is None]
    return [case for case in current if case.outcome != Outcome.JOINED]


def _numbers(people: list[Personal]) -> str:
    return "; ".join(one.identity_number for one in people if one.identity_number)


def _kinds(cases: list[Case]) -> str:
    return "; ".join(dict.fromkeys(case.get_kind_display() for case in cases))


def _guided(cases: list[Case]) -> str:
    return "; ".join(letter.to_unit.name for case in cases for letter in case.letters.all() if letter.to_unit)


def _standing(cases: list[Case]) -> str:
    return "; ".join(case.get_outcome_display() or case.get_status_display() for case in cases)


def _case_numbers(petition: Petition) -> str:
    """Every number the petition was given; none is left out, however it ended."""
    own = [matter.case for matter in petition.matters.all() if matter.origin != MatterOrigin.JOINED]
    return "; ".join(_what_became_of(case) for case in own)


def _what_became_of(case: Case) -> str:
    number = _number(case)
    if case.outcome == Outcome.VOIDED:
        return str(_("%(number)s (đã hủy: %(reason)s)") % {"number": number, "reason": case.voided_because})
    joined_into = case.joined_into  # type: ignore[attr-defined]  # prefetched with the case
    return f"{number} → {_number(joined_into[0].into)}" if joined_into else number


def _petition_row(ordinal: int, petition: Petition) -> Row:
    cases = _cases([petition])
    people = _behind(petition)
    return [
        str(ordinal),
        _case_numbers(petition),
        day(petition.received_on),
        _names(people),
        petition.get_intake_display(),
        _kinds(cases),
        "; ".join(case.summary for case in cases),
        "; ".join(case.handler.full_name for case in cases if case.handler),
        "; ".join(_accepted_by(case) for case in cases),
        _standing(cases),
    ]


def _behind(petition: Petition) -> list[Personal] | None:
    """Who stands behind it; None where that is sealed, and then nothing of them is even decrypted."""
    if any(matter.case.sealed for matter in petition.matters.all()):
        return None
    return [party.who for party in petition.parties.all() if party.stands_behind]


def _number(case: Case) -> str:
    return case.former_number or case.number


def _names(people: list[Personal] | None) -> str:
    if people is None:
        return str(SEALED)
    known = "; ".join(f"{one.name}, {one.address}".strip(", ") for one in people if one.name)
    return known or str(_("Người gửi không ghi tên"))


def _accepted_by(case: Case) -> str:
    """The body the case was transferred to, with the number of the letter that carried it."""
    sent = [one for one in case.referrals.all() if one.sent_on is not None and not one.cooperates]
    return "; ".join(f"{one.agency.name} ({one.letter.number}, {day(one.sent_on)})" for one in sent)


# The MTTQ has competence over none: it receives, guides, forwards and supervises.
NOT_OURS = "Không"

OUTGOING_COLUMNS: tuple[tuple[Label, int], ...] = (
    (_("Số, ký hiệu"), 5),
    (_("Ngày văn bản"), 4),
    (_("Tên loại và trích yếu"), 13),
    (_("Người ký"), 6),
    (_("Nơi nhận"), 8),
    (_("Gửi bằng"), 6),
    (_("Ngày gửi"), 4),
    (_("Ngày đến nơi; lý do hủy"), 7),
)
AFTER_ND30 = _("Theo Phụ lục IV Nghị định số 30/2020/NĐ-CP")

BOOKS: dict[str, Book] = {
    "outgoing": Book(
        _("Sổ đăng ký văn bản đi"),
        AFTER_ND30,
        OUTGOING_COLUMNS,
        _open_outgoing,
        _outgoing_row,
        _by_number,
        series=Series.LETTER,
    ),
    "outgoing_secret": Book(
        _("Sổ đăng ký văn bản mật đi"),
        AFTER_ND30,
        OUTGOING_COLUMNS,
        _secret_outgoing,
        _outgoing_row,
        series=Series.LETTER_SECRET,
    ),
    "incoming": Book(
        _("Sổ đăng ký văn bản đến"),
        AFTER_ND30,
        (
            (_("Ngày đến"), 4),
            (_("Số đến"), 2),
            (_("Nơi gửi"), 8),
            (_("Số, ký hiệu"), 5),
            (_("Ngày văn bản"), 4),
            (_("Trích yếu"), 14),
            (_("Vụ việc"), 4),
            (_("Đã báo nhận"), 4),
            (_("Ghi chú"), 4),
        ),
        _incoming,
        _incoming_row,
        series=Series.INCOMING,
        number_at=1,
        words_at=5,
    ),
    "reception": Book(
        _("Sổ tiếp công dân"),
        _("Mẫu số 03/TCD, Nghị định số 154/2026/NĐ-CP"),
        (
            (_("Số thứ tự"), 2),
            (_("Ngày tiếp"), 5),
            (_("Họ tên, địa chỉ"), 8),
            (_("Số căn cước, hộ chiếu"), 5),
            (_("Nội dung vụ việc"), 8),
            (_("Phân loại đơn"), 4),
            (_("Số người cùng nội dung"), 3),
            (_("Cơ quan đã giải quyết"), 5),
            (_("Thuộc thẩm quyền"), 3),
            (_("Hướng dẫn đến cơ quan"), 5),
            (_("Cơ quan tiếp nhận, số văn bản"), 6),
            (_("Theo dõi kết quả"), 5),
            (_("Ghi chú"), 6),
        ),
        _reception,
        _reception_row,
        _by_day,
    ),
    "petitions": Book(
        _("Sổ tiếp nhận, xử lý đơn"),
        _("Sổ của Mặt trận"),
        (
            (_("Số thứ tự"), 2),
            (_("Số vụ việc"), 4),
            (_("Ngày nhận"), 5),
            (_("Họ tên, địa chỉ"), 8),
            (_("Nhận qua"), 4),
            (_("Loại"), 4),
            (_("Trích yếu"), 10),
            (_("Người xử lý"), 5),
            (_("Chuyển đến, số công văn"), 8),
            (_("Kết quả"), 5),
        ),
        _petitions,
        _petition_row,
    ),
}
