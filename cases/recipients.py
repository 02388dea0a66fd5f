"""The firewall: whether a letter, a message or a link may go to whom it is addressed. Asked before each leaves.

Every rule says what to do. What the law forbids, or what could not arrive, no leader lets through (`FINAL`); the rest
is a leader's to let go, with a reason.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organizations.capacities import capacities_of
from organizations.folding import fold
from organizations.heads import head_of
from organizations.models import Unit, User

from . import access, links
from .kinds import KINDS
from .letter_forms import CASE_LETTERS, To
from .models import Case, Contested, Letter, Note, Party, Referral
from .redaction import still_told
from .vocabulary import Kind, LetterForm, LinkRefused, Objection, PartyRole, SentBy

FINAL = frozenset(
    {
        Objection.NO_HEAD,
        Objection.OTHER_HEAD,
        Objection.SEALED_BY_EMAIL,
        Objection.NO_ADDRESS,
        Objection.NAMES_THE_SENDER,
    }
)
WHAT_TO_DO: dict[str, str | Promise] = {
    Objection.NO_HEAD: _(
        "Vụ việc niêm phong chỉ gửi người đứng đầu cơ quan có thẩm quyền, ghi đích danh; chưa biết người ấy là ai. "
        "Quản trị cần ghi họ tên, chức danh ở trang “Cơ quan nhận văn bản”."
    ),
    Objection.OTHER_HEAD: _(
        "Công văn ghi đích danh người không còn đứng đầu cơ quan này. Cần hủy số, soạn lại với người đứng đầu hiện nay."
    ),
    Objection.SEALED_BY_EMAIL: _(
        "Văn bản của vụ việc niêm phong không gửi bằng thư điện tử; cần gửi trong bì niêm phong hoặc giao tận tay."
    ),
    Objection.NO_ADDRESS: _(
        "Nơi nhận chưa có địa chỉ thư điện tử đăng ký. Cần gửi bằng đường khác, hoặc nhờ quản trị ghi địa chỉ ở trang "
        "“Cơ quan nhận văn bản”."
    ),
    Objection.NAMES_THE_SENDER: _(
        "Văn bản nêu họ tên, địa chỉ, điện thoại hoặc giấy tờ của người gửi, mà vụ việc phải giữ kín người ấy. "
        "Cần hủy số, soạn lại không nêu."
    ),
    Objection.INTERNAL_WORDS: _(
        "Văn bản chép nguyên ghi chú nội bộ hoặc ý kiến chỉ đạo. Cần hủy số, soạn lại; "
        "lãnh đạo có thể cho gửi kèm lý do."
    ),
    Objection.TO_THE_ACCUSED: _(
        "Nơi nhận là người, cơ quan bị nêu trong đơn. Cần hủy số, chọn cơ quan khác; lãnh đạo có thể cho gửi kèm lý do."
    ),
}
SHORTEST_COPY = 25
"""Shorter words stand in letters by themselves: "Đề nghị xử lý sớm." is no leak."""
# A first complaint goes by law to whoever made the decision (Luật Khiếu nại Điều 7); what is proposed to an agency is
# addressed to it. The others never go to the one they are about.
NEVER_TO_WHOM_IT_IS_ABOUT = frozenset({Kind.DENUNCIATION, Kind.CADRE, Kind.COMPLAINT_SECOND, Kind.CORRUPTION})
NEVER_ASKED_TO_HELP = NEVER_TO_WHOM_IT_IS_ABOUT | {Kind.COMPLAINT, Kind.COMPLAINT_DISCIPLINE}


def objections_to(letter: Letter, *, sent_by: str, on: date) -> list[Objection]:
    """Return every rule that stands against sending this letter of its case by this road today."""
    case, to = letter.case, addressee_of(letter)
    found: list[Objection] = []
    if case.sealed and to is not None:
        found += _to_the_head_alone(letter, to, on=on)
    if sent_by == SentBy.EMAIL:
        if case.sealed:
            found.append(Objection.SEALED_BY_EMAIL)
        elif not _has_address(letter, to):
            found.append(Objection.NO_ADDRESS)
    words = list(_words_of(letter))
    if to is not None and _names_the_sender(case, words):
        found.append(Objection.NAMES_THE_SENDER)
    if _copies_internal_words(case, words):
        found.append(Objection.INTERNAL_WORDS)
    if to is not None and _is_about(letter, to):
        found.append(Objection.TO_THE_ACCUSED)
    return found


def objection_to_link(referral: Referral, case: Case) -> LinkRefused | None:
    """Say why no code goes out for this sending: sealed, over, or no registered address."""
    return links.reason_against(referral, case)


def may_be_told(case: Case, person: User, *, on: date) -> bool:
    """Say whether a message about the case may go to this person. Of an open case the caller knows whom it concerns."""
    if not case.sealed:
        return True
    return any(access.may_see(one.actor(), case) for one in capacities_of(person, on=on))


def may_be_told_outside(case: Case) -> bool:
    """A common mailbox, and that of whoever wrote, are read by others: nothing of a sealed case goes there."""
    return not case.sealed


def leads_to_a_link(letter: Letter) -> bool:
    """Say whether the letter carries an address of its own at which its agency answers without an account."""
    return not letter.case.sealed and (letter.referral is not None or letter.form == LetterForm.COOPERATION)


def addressee_of(letter: Letter) -> Unit | None:
    """Return the agency the letter goes to; None for one to the petitioner."""
    if letter.referral is not None:
        return letter.referral.agency
    to = CASE_LETTERS[LetterForm(letter.form)].to
    if to is To.NAMED_UNIT:
        return letter.to_unit
    last = letter.case.last_sending if to is To.AGENCY_IN_CHARGE else None
    return last.agency if last is not None else None


def _to_the_head_alone(letter: Letter, to: Unit, *, on: date) -> list[Objection]:
    """What is sealed is addressed to the head by name, who holds the office today (law.md §14 point 21)."""
    head = head_of(to.pk, on=on)
    if head is None:
        return [Objection.NO_HEAD]
    named = letter.to_head
    return [Objection.OTHER_HEAD] if named is not None and named.user_id != head.user_id else []


def _has_address(letter: Letter, to: Unit | None) -> bool:
    if to is not None:
        return bool(to.email)
    return any(party.email for party in _parties(letter.case, PartyRole.PETITIONER))


def _words_of(letter: Letter) -> Iterable[str]:
    yield letter.subject
    yield letter.body
    yield from (text for name, text in letter.stated.items() if name != "answer_by")
    if letter.referral is not None:
        yield letter.referral.asked


def _names_the_sender(case: Case, words: Iterable[str]) -> bool:
    if not case.sealed:
        return False
    behind = [party.who for party in Party.objects.filter(petition__matters__case=case) if party.stands_behind]
    return any(still_told(text, behind) for text in words)


def _copies_internal_words(case: Case, words: Iterable[str]) -> bool:
    """A note, or the leader's bút phê, taken over word for word."""
    notes = Note.objects.filter(case=case).values_list("text", flat=True)
    said = [fold(text) for text in (*notes, *case.instructions.values_list("text", flat=True))]
    inside = [text for text in said if len(text) >= SHORTEST_COPY]
    written = [fold(text) for text in words]
    return any(text in letter for text in inside for letter in written)


def _is_about(letter: Letter, to: Unit) -> bool:
    """Say whether the petition is about the very agency, or about its head."""
    case = letter.case
    asked_to_help = letter.form == LetterForm.COOPERATION
    if case.kind not in (NEVER_ASKED_TO_HELP if asked_to_help else NEVER_TO_WHOM_IT_IS_ABOUT):
        return False
    if KINDS[case.kind].about_a_decision and Contested.objects.filter(case=case, unit=to).exists():
        return True
    names = {fold(to.name), fold(to.short_name)} - {""}
    if letter.to_head is not None:
        names.add(fold(letter.to_head.user.full_name))
    return any(fold(party.name) in names for party in _parties(case, PartyRole.RESPONDENT))


def _parties(case: Case, role: PartyRole) -> Iterable[Party]:
    return Party.objects.filter(petition__matters__case=case, role=role).order_by("pk")
