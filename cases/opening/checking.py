"""Looks at every cell of a row and says everything that is wrong with it, not only the first thing."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_noop, override

from deadlines.calendar import working_calendar
from organizations.folding import fold
from organizations.models import Unit

from ..digests import digits, identity_digest, phone_digest
from ..kinds import KINDS, SIGNED_BY_ITSELF
from ..models import Case, Findable
from ..vocabulary import OUTCOMES_OF_A_CASE, Signing, Status
from .columns import BY_KEY, COLUMNS, NO, SHORT_FORMS, YES, offered
from .directory import Directory
from .entry import ONCE_ANSWERED, ONCE_SENT, Entry
from .past_duties import Rules, uncountable
from .problems import Problem
from .reading import Cells

EARLIEST = date(1990, 1, 1)
DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
IDENTITY_LENGTHS = {9, 12}
OLDEST = 1900
MOST_SIGNERS = 100_000
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_MAIL = 120, 250, 254
# What must lie in this order; each pair with the sentence that says so.
IN_ORDER = (
    ("received_on", "registered_on", gettext_noop("Ngày vào sổ không thể trước ngày nhận đơn.")),
    ("received_on", "instructed_on", gettext_noop("Ngày giao xử lý không thể trước ngày nhận đơn.")),
    ("received_on", "letter_on", gettext_noop("Ngày công văn chuyển không thể trước ngày nhận đơn.")),
    ("letter_on", "sent_on", gettext_noop("Ngày gửi không thể trước ngày của công văn.")),
    ("received_on", "told_on", gettext_noop("Ngày báo người nộp không thể trước ngày nhận đơn.")),
    ("sent_on", "arrived_on", gettext_noop("Ngày cơ quan nhận không thể trước ngày gửi công văn.")),
    ("letter_on", "answer_by", gettext_noop("Ngày đề nghị trả lời phải sau ngày của công văn.")),
    ("sent_on", "answered_on", gettext_noop("Ngày trả lời không thể trước ngày chuyển đơn.")),
    ("arrived_on", "answered_on", gettext_noop("Ngày trả lời không thể trước ngày cơ quan nhận.")),
    ("decided_on", "received_on", gettext_noop("Ngày nhận đơn không thể trước quyết định, hành vi bị khiếu nại.")),
    ("known_on", "received_on", gettext_noop("Ngày nhận đơn không thể trước ngày biết quyết định.")),
    ("first_decided_on", "received_on", gettext_noop("Ngày nhận đơn không thể trước quyết định lần đầu.")),
    ("decided_on", "known_on", gettext_noop("Không thể biết quyết định, hành vi trước ngày của chính nó.")),
    ("decided_on", "first_decided_on", gettext_noop("Quyết định lần đầu phải sau quyết định bị khiếu nại.")),
    ("answered_on", "accepted_on", gettext_noop("Ngày chấp nhận không thể trước ngày trả lời.")),
    ("received_on", "closed_on", gettext_noop("Ngày kết thúc không thể trước ngày nhận đơn.")),
    ("sent_on", "closed_on", gettext_noop("Ngày kết thúc không thể trước ngày chuyển đơn.")),
    ("answered_on", "closed_on", gettext_noop("Ngày kết thúc không thể trước ngày trả lời.")),
    ("accepted_on", "closed_on", gettext_noop("Ngày kết thúc không thể trước ngày chấp nhận trả lời.")),
)
TEXTS = (
    *("number", "summary", "text", "asked", "letter_number", "answer_number", "answer_text", "note", "previous_id"),
    *("contested_number", "first_number"),
)
CONTESTED = (
    *("contested_what", "contested_number", "decided_on", "known_on"),
    *("first_number", "first_decided_on", "first_overdue"),
)
TRANSFER = ("letter_number", "letter_on", "answer_by")
OF_A_TRANSFER = (*TRANSFER, "sent_on", "arrived_on", "evidence", "answered_on")
OF_AN_ANSWER = ("result", "answer_number", "answer_text", "accepted_on")


@dataclass
class Checked:
    """What a row says: the entry when nothing is wrong, otherwise every reason; a warning stops nothing."""

    line: int
    cells: Cells = field(repr=False)
    entry: Entry | None = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


class Checker:
    """Checks the rows of one table against the register, the directory and the law as they stand on the day."""

    def __init__(self, unit: Unit, *, on: date) -> None:
        self.unit, self.on = unit, on
        self.directory = Directory(unit, on=on)
        self.rules = Rules()
        self._seen: dict[str, int] = {}
        with override("vi"):
            # The table is Vietnamese in every language.
            self.choices = {one.key: _by_word(one.choices()) for one in COLUMNS if one.choices}

    @cached_property
    def calendar(self) -> Any:
        return working_calendar()

    def look_at(self, rows: Iterable[tuple[int, Cells]]) -> list[Checked]:
        """Check some rows together: what the register already holds is asked once for all of them."""
        checked = [self._row(line, cells) for line, cells in rows]
        self._compare_with_register(checked)
        return checked

    def _row(self, line: int, cells: Cells) -> Checked:
        row = _Row(self, line, cells)
        entry = row.entry()
        checked = Checked(line, cells, entry, row.problems, row.warnings)
        number = cells.get("number", "")
        if number:
            before = self._seen.setdefault(number, line)
            if before != line:
                sentence = gettext_noop("Số “%(number)s” đã có ở dòng %(line)d của bảng này.")
                checked.problems.append(Problem("number", sentence, {"number": number, "line": before}))
        return checked

    def _compare_with_register(self, checked: list[Checked]) -> None:
        numbers = {row.cells["number"] for row in checked if row.cells.get("number")}
        taken = set(Case.objects.filter(unit=self.unit, number__in=numbers).values_list("number", flat=True))
        known = self._known([row.entry for row in checked if row.entry])
        for row in checked:
            number = row.cells.get("number", "")
            if number in taken:
                sentence = gettext_noop("Số “%(number)s” đã có trong sổ của đơn vị.")
                row.problems.append(Problem("number", sentence, {"number": number}))
            if row.entry is not None and _keys_of(row.entry) & known:
                sentence = gettext_noop("Có thể là người đã có đơn trong sổ; nên xem lại sau khi vào sổ.")
                row.warnings.append(Problem("name", sentence))
            if row.problems:
                row.entry = None

    def _known(self, entries: list[Entry]) -> set[tuple[str, ...]]:
        """Return by what the people of these rows are already known in the register of the unit."""
        wanted = {key for entry in entries for key in _keys_of(entry)}
        among = Findable.objects.filter(petition__unit=self.unit).order_by()
        identities = [key[1] for key in wanted if key[0] == "identity"]
        names = [key[1] for key in wanted if key[0] in {"phone", "year"}]
        found: set[tuple[str, ...]] = {
            ("identity", digest)
            for digest in among.filter(identity_digest__in=identities).values_list("identity_digest", flat=True)
        }
        for name, year, phone in among.filter(folded__in=names).values_list("folded", "birth_year", "phone_digest"):
            found |= {("phone", name, phone), ("year", name, str(year))}
        return found & wanted


def _keys_of(entry: Entry) -> set[tuple[str, ...]]:
    """By what a person is known again: the number of the card, or the name with telephone or year of birth."""
    keys: set[tuple[str, ...]] = set()
    if entry.identity_number:
        keys.add(("identity", identity_digest(entry.identity_number)))
    if entry.name and entry.phone:
        keys.add(("phone", fold(entry.name), phone_digest(entry.phone)))
    if entry.name and entry.birth_year:
        keys.add(("year", fold(entry.name), str(entry.birth_year)))
    return keys


class _Row:
    """One row while it is looked at."""

    def __init__(self, checker: Checker, line: int, cells: Cells) -> None:
        self.checker, self.line, self.cells = checker, line, cells
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def entry(self) -> Entry | None:
        for column in COLUMNS:
            if column.needed and not self.cells.get(column.key):
                self.wrong(column.key, gettext_noop("Cột này không được để trống."))
        said: dict[str, Any] = {
            **self._texts(),
            **{one.key: self._day(one.key) for one in COLUMNS if one.day},
            **{key: self._choice(key) for key in self.checker.choices},
            **self._who(),
            **self._named(),
        }
        said["signing"] = said["signing"] or Signing.NAMED
        self._check_signature(said)
        self._check_contested(said)
        said["registered_on"] = said["registered_on"] or said["received_on"]
        said["sent_on"] = said["sent_on"] or said["letter_on"]
        said["text"] = said["text"] or said["summary"]
        self._check_people(said)
        self._check_dates(said)
        self._check_way(said)
        self._check_kind(said)
        if self.problems:
            return None
        entry = Entry(**said)
        self._check_clocks(entry)
        return None if self.problems else entry

    def wrong(self, column: str, sentence: str, **facts: Any) -> None:
        self.problems.append(Problem(column, sentence, facts))

    def odd(self, column: str, sentence: str, **facts: Any) -> None:
        self.warnings.append(Problem(column, sentence, facts))

    # Cells

    def _texts(self) -> dict[str, str]:
        said = {key: self.cells.get(key, "") for key in TEXTS}
        for key, text in said.items():
            longest = BY_KEY[key].longest
            if longest and len(text) > longest:
                self.wrong(key, gettext_noop("Dài %(n)d ký tự; nhiều nhất %(most)d."), n=len(text), most=longest)
        return said

    def _day(self, key: str) -> date | None:
        text = self.cells.get(key, "")
        if not text:
            return None
        day = day_of(text)
        if day is None:
            self.wrong(key, gettext_noop("“%(text)s” không phải là ngày; cần ghi dạng 31/12/2025."), text=text[:40])
        elif day < EARLIEST:
            self.wrong(key, gettext_noop("Ngày %(day)s quá xa, cần kiểm tra lại năm."), day=f"{day:%d/%m/%Y}")
        elif day > self.checker.on and key != "answer_by":
            self.wrong(key, gettext_noop("Ngày %(day)s chưa tới."), day=f"{day:%d/%m/%Y}")
        else:
            return day
        return None

    def _choice(self, key: str) -> str:
        text = self.cells.get(key, "")
        choices = self.checker.choices[key]
        word = fold(text)
        value = choices.get(word, "") or (SHORT_FORMS.get(word, "") if key == "status" else "")
        if text and not value:
            with override("vi"):
                labels = ", ".join(offered(BY_KEY[key]))
            sentence = gettext_noop("“%(text)s” không có trong danh sách: %(labels)s.")
            self.wrong(key, sentence, text=text[:40], labels=labels)
        return value

    def _number(self, key: str, *, least: int, most: int, sentence: str) -> int | None:
        text = self.cells.get(key, "")
        if not text:
            return None
        if not text.isdecimal() or not least <= int(text) <= most:
            self.wrong(key, sentence)
            return None
        return int(text)

    def _who(self) -> dict[str, Any]:
        """What identifies a person is checked and never repeated in a sentence."""
        year = gettext_noop("Năm sinh phải có bốn số và không sau ngày nhận đơn.")
        people = gettext_noop("Số người ký phải là một số từ 1.")
        said: dict[str, Any] = {
            key: self.cells.get(key, "") for key in ("name", "identity_number", "phone", "email", "address")
        }
        born = self._number("birth_year", least=OLDEST, most=self.checker.on.year, sentence=year)
        received = day_of(self.cells.get("received_on", ""))
        if born and received and born > received.year:
            self.wrong("birth_year", year)
        number = said["identity_number"]
        if number.isdecimal() and len(number) not in IDENTITY_LENGTHS:
            sentence = gettext_noop("Số căn cước có 12 số (chứng minh 9 số): bảng tính có thể đã bỏ số 0 ở đầu.")
            self.wrong("identity_number", sentence)
        if said["phone"].isdecimal() and len(said["phone"]) == 9 and not said["phone"].startswith("0"):
            # A spreadsheet took the telephone for a number.
            said["phone"] = f"0{said['phone']}"
        if said["phone"] and len(digits(said["phone"])) < 8:
            self.wrong("phone", gettext_noop("Điện thoại có ít nhất 8 số."))
        for key, longest in (("name", LONGEST_NAME), ("address", LONGEST_ADDRESS), ("email", LONGEST_MAIL)):
            if len(said[key]) > longest:
                self.wrong(key, gettext_noop("Dài %(n)d ký tự; nhiều nhất %(most)d."), n=len(said[key]), most=longest)
        if said["email"] and not _is_mail(said["email"]):
            self.wrong("email", gettext_noop("Địa chỉ thư điện tử không đúng."))
        signers = self._number("signers", least=1, most=MOST_SIGNERS, sentence=people)
        return {**said, "birth_year": born, "signers": signers or 1}

    def _named(self) -> dict[str, Any]:
        """What stands in the directory; an unknown word comes with what it may have meant."""
        directory = self.checker.directory
        on = day_of(self.cells.get("received_on", "")) or self.checker.on
        ask: dict[str, Callable[[str], Any]] = {
            "field": directory.field,
            "agency": directory.agency,
            "area": lambda text: directory.area(text, on=on),
        }
        found: dict[str, Any] = {}
        for key, question in ask.items():
            text = self.cells.get(key, "")
            answer = question(text) if text else None
            found[key] = answer.only if answer else None
            if answer and not answer.found:
                unknown = gettext_noop("Không có “%(text)s” trong danh bạ.")
                alike = gettext_noop("Không có “%(text)s” trong danh bạ; có thể là: %(alike)s.")
                said = "; ".join(answer.alike)
                self.wrong(key, alike if said else unknown, text=text[:80], **({"alike": said} if said else {}))
            elif answer and answer.only is None:
                self.wrong(key, gettext_noop("Có nhiều nơi tên “%(text)s”; cần ghi mã."), text=text[:80])
        return {**found, "handler": self._handler()}

    def _handler(self) -> Any:
        text = self.cells.get("handler", "")
        if not text:
            return None
        person = self.checker.directory.handler(text)
        if person is None and fold(self.cells.get("status", "")) == fold(str(Status.CLOSED.label)):
            person = self.checker.directory.anybody(text)
        if person is None:
            sentence = gettext_noop("“%(text)s” không phải là tên đăng nhập của một cán bộ xử lý đơn của đơn vị.")
            self.wrong("handler", sentence, text=text[:40])
        return person

    # What must fit together

    def _check_people(self, said: dict[str, Any]) -> None:
        if said["signing"] == Signing.ANONYMOUS:
            for key in ("name", "birth_year", "identity_number"):
                if said[key]:
                    self.wrong(key, gettext_noop("Đơn không ghi tên thì ô này phải để trống."))
        elif not said["name"]:
            self.wrong("name", gettext_noop("Cần ghi họ tên, bút danh; đơn không ghi tên thì chọn ở cột “Cách ký”."))
        if said["signing"] == Signing.PEN_NAME and said["identity_number"]:
            self.wrong("identity_number", gettext_noop("Đơn ký bút danh thì không có số căn cước."))

    def _check_signature(self, said: dict[str, Any]) -> None:
        """Without a word in the table the road says it, as at the reception desk."""
        named = said["signing"] == Signing.NAMED
        if said["signed_on"]:
            if said["signed"] == NO:
                self.wrong("signed_on", gettext_noop("Đơn chưa ký thì ô này phải để trống."))
            elif said["received_on"] and said["signed_on"] < said["received_on"]:
                self.wrong("signed_on", gettext_noop("Ngày ký không thể trước ngày nhận đơn."))
        if said["signed"] == YES and not named:
            self.wrong("signed", gettext_noop("Chỉ đơn ghi tên thật mới là đơn đã ký."))
        by_itself = SIGNED_BY_ITSELF.get(said["intake"], True) or said["signed_on"] is not None
        said["signed"] = named and (said["signed"] == YES or (not said["signed"] and by_itself))

    def _check_contested(self, said: dict[str, Any]) -> None:
        facts = KINDS.get(said["kind"])
        overdue = said["first_overdue"] == YES
        said["first_overdue"] = overdue
        if facts is None:
            return
        if not facts.about_a_decision:
            self._none(CONTESTED, gettext_noop("Chỉ đơn khiếu nại mới ghi ô này; cần xem lại cột “Loại đơn”."))
            return
        if facts.after_a_first and not (said["first_number"] or said["first_decided_on"] or overdue):
            sentence = gettext_noop("Khiếu nại lần hai cần số, ngày quyết định lần đầu, hoặc lần đầu đã quá hạn.")
            self.wrong("first_number", sentence)
        if not facts.after_a_first:
            first = ("first_number", "first_decided_on")
            self._none(first, gettext_noop("Đã có quyết định lần đầu thì loại đơn là khiếu nại lần hai."))

    def _check_dates(self, said: dict[str, Any]) -> None:
        for first, second, sentence in IN_ORDER:
            if said[first] and said[second] and said[second] < said[first]:
                self.wrong(second, sentence)

    def _check_way(self, said: dict[str, Any]) -> None:
        """What the state needs, and what it cannot have yet."""
        status = said["status"]
        # An agency that is not in the directory was named all the same: that is said once, at its own column.
        agency = said["agency"] or self.cells.get("agency")
        if agency:
            self._need(TRANSFER, said, gettext_noop("Đã ghi cơ quan được chuyển thì cần ghi ô này."))
        else:
            self._none(OF_A_TRANSFER, gettext_noop("Chưa ghi chuyển đến cơ quan nào thì ô này phải để trống."))
            if status in ONCE_SENT:
                self.wrong("agency", gettext_noop("Vụ việc đã chuyển thì cần ghi chuyển đến cơ quan nào."))
        if said["arrived_on"] and not said["evidence"]:
            self._need(("evidence",), said, gettext_noop("Cần ghi căn cứ cho biết công văn đã đến nơi."))
        if said["answered_on"]:
            self._need(("result",), said, gettext_noop("Đã có ngày trả lời thì cần ghi kết quả trả lời."))
            if not said["arrived_on"]:
                self.odd(
                    "arrived_on",
                    gettext_noop("Không có ngày cơ quan nhận nên không biết trả lời đúng hạn hay chậm."),
                )
        else:
            self._none(OF_AN_ANSWER, gettext_noop("Chưa có ngày trả lời thì ô này phải để trống."))
        if status:
            self._check_state(said, status)

    def _check_state(self, said: dict[str, Any], status: str) -> None:
        early = {Status.REGISTERED, Status.INSTRUCTED, Status.IN_HAND}
        if status in early:
            self._none(("agency",), gettext_noop("Vụ việc chưa chuyển cơ quan; cần xem lại cột “Tình trạng”."))
        if status == Status.FORWARDED:
            self._none(("answered_on",), gettext_noop("Cơ quan đã trả lời; cần xem lại cột “Tình trạng”."))
        if status in ONCE_ANSWERED:
            self._need(("answered_on",), said, gettext_noop("Cơ quan đã trả lời thì cần ghi ngày trả lời."))
        if status == Status.SUPERVISED:
            self._need(("accepted_on",), said, gettext_noop("Đang theo dõi thực hiện thì cần ngày chấp nhận trả lời."))
        elif status == Status.ANSWERED:
            self._none(("accepted_on",), gettext_noop("Trả lời đã được chấp nhận; cần xem lại cột “Tình trạng”."))
        if status == Status.CLOSED:
            self._need(("closed_on", "outcome"), said, gettext_noop("Vụ việc đã kết thúc thì cần ghi ô này."))
        else:
            self._none(("closed_on", "outcome"), gettext_noop("Vụ việc chưa kết thúc thì ô này phải để trống."))
        if status == Status.REGISTERED:
            self._none(("handler",), gettext_noop("Đơn mới thì chưa có người xử lý; cần xem lại cột “Tình trạng”."))
        elif status != Status.CLOSED:
            self._need(("handler",), said, gettext_noop("Vụ việc đã giao mà chưa kết thúc thì cần ghi người xử lý."))
        if status == Status.INSTRUCTED:
            self._need(("instructed_on",), said, gettext_noop("Vụ việc chờ nhận xử lý thì cần ghi ngày giao."))
        if said["outcome"] and said["outcome"] not in OUTCOMES_OF_A_CASE:
            self.wrong("outcome", gettext_noop("Cần chọn vụ việc kết thúc thế nào."))

    def _check_kind(self, said: dict[str, Any]) -> None:
        kind = KINDS.get(said["kind"])
        if kind is not None and kind.sealed:
            sentence = gettext_noop("Đơn loại này phải giữ kín danh tính; chưa nhập bằng bảng được, cần ghi tay.")
            self.wrong("kind", sentence)

    def _check_clocks(self, entry: Entry) -> None:
        refusals, running = uncountable(entry, self.checker.rules, self.checker.calendar)
        for refusal in {str(one): one for one in refusals}.values():
            problem = Problem("received_on", refusal.sentence, dict(refusal.facts))
            # A case that is open has a clock.
            (self.warnings if entry.is_closed or running else self.problems).append(problem)

    def _need(self, keys: Iterable[str], said: dict[str, Any], sentence: str) -> None:
        for key in keys:
            # What stood there and was refused has been named already.
            if not said[key] and not self.cells.get(key):
                self.wrong(key, sentence)

    def _none(self, keys: Iterable[str], sentence: str) -> None:
        for key in keys:
            if self.cells.get(key):
                self.wrong(key, sentence)


def day_of(text: str) -> date | None:
    match = DAY.fullmatch(text)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)
    except ValueError:
        return None


def _by_word(choices: list[tuple[str, str]]) -> dict[str, str]:
    return {fold(word): value for value, label in choices for word in (value, label)}


def _is_mail(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True
