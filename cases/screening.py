"""What becomes of a petition: a small tree of questions that ends in one leaf of the law (law.md §6). Pure.

The kind is chosen by content, aim and request, never by the title (TT 05/2021 Điều 6). Which question comes next
depends on the answers before it; answers to questions that are not asked on this road count for nothing. Leaves of
somebody else are not in the tree at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from deadlines.law.leaves import LeafRow, shipped_leaves

from .kinds import DENUNCIATIONS
from .vocabulary import Kind, ScreenedTo

Words = str | Promise
Answers = Mapping[str, str]
SEVERAL = "several"
"""Instead of a kind: the contents are of several kinds and want petitions of their own."""


@dataclass(frozen=True)
class Option:
    value: str
    label: Words
    then: str
    """The next place of the tree, or the leaf when it begins with "="."""


@dataclass(frozen=True)
class Question:
    key: str
    text: Words
    options: tuple[Option, ...]
    help: Words = ""

    def option(self, value: str | None) -> Option | None:
        return next((one for one in self.options if one.value == value), None)


@dataclass(frozen=True)
class Leaf:
    """An end of the tree: what is done, by what paper, on what basis, and how well that was read."""

    row: LeafRow

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def outcome(self) -> ScreenedTo:
        return ScreenedTo(self.row.outcome)


@dataclass(frozen=True)
class Answered:
    question: Question
    option: Option


@dataclass(frozen=True)
class Road:
    """How far the answers lead: what was asked, and then either what is still asked or the leaf."""

    answered: tuple[Answered, ...]
    asks: Question | None
    leaf: Leaf | None

    @property
    def answers(self) -> dict[str, str]:
        """The answers that counted, in their order."""
        return {one.question.key: one.option.value for one in self.answered}


def road(answers: Answers) -> Road:
    """Follow the answers from the first question to where they end."""
    answered: list[Answered] = []
    place = FIRST
    while not place.startswith("="):
        question = TREE[place]
        option = question.option(answers.get(question.key))
        if option is None:
            return Road(tuple(answered), question, None)
        answered.append(Answered(question, option))
        place = option.then
    return Road(tuple(answered), None, leaf(place[1:]))


def leaf(key: str) -> Leaf:
    """Return the leaf. Raises KeyError for one the law does not know."""
    return Leaf(shipped_leaves()[key])


def kind_of(answers: Answers) -> str:
    """Return the kind by content, nothing where there are several."""
    said = answers.get("kind", "")
    return said if said in Kind.values else ""


def needs_second_person(kind: str, decided: str) -> bool:
    """Say whether somebody else must agree first: to denunciations, and wherever a petition is refused.

    What is reported at once is reported at once: telling the head waits for nobody.
    """
    if decided == ScreenedTo.REPORT:
        return False
    return kind in DENUNCIATIONS or decided in REFUSALS


REFUSALS = frozenset({ScreenedTo.FILE_AWAY, ScreenedTo.RETURN})

# A kind that is not named here is asked the plain questions.
FAMILIES = {
    "complaint": "complaint",
    "complaint_second": "complaint",
    "complaint_discipline": "complaint",
    "denunciation": "denunciation",
    "corruption": "corruption",
    "cadre": "cadre",
}
PLAIN = "plain"
YES, NO = "yes", "no"


def _ways(yes: str, no: str) -> tuple[Option, ...]:
    return Option(YES, _("Có"), yes), Option(NO, _("Không"), no)


def _urgent(then: str, *more: Option) -> Question:
    # TT 05/2021 Điều 16 for denunciations; mass, ethnic and religious matters: TT 07/2014, expired.
    return Question(
        "urgent",
        _("Có việc phải báo cáo ngay lãnh đạo không?"),
        (
            Option(NO, _("Không"), then),
            *more,
            Option("mass", _("Đông người, dân tộc, tôn giáo hoặc phức tạp"), "=mass_or_sensitive"),
            Option("reported", _("Có, nhưng đã báo cáo rồi"), then),
        ),
        help=_("Báo cáo xong thì phân loại tiếp: việc này không thay cho xử lý đơn."),
    )


def _same_open(then: str) -> Question:
    return Question(
        "same_open",
        _("Đơn có trùng với một vụ việc đang mở của cùng người, cùng nội dung không?"),
        _ways("=duplicate", then),
    )


def _named(yes: str, no: str) -> Question:
    return Question(
        "named", _("Người gửi có ghi họ tên và địa chỉ thật không?"), _ways(yes, no), help=_("TT 05/2021 Điều 6.")
    )


def _signed(signed: str, spoken: str, unsigned: str) -> Question:
    # law.md §14 point 20: a denunciation is a signed letter or an oral statement on record.
    return Question(
        "signed",
        _("Đơn có chữ ký hoặc điểm chỉ không?"),
        (
            Option(YES, _("Có chữ ký hoặc điểm chỉ"), signed),
            Option("recorded", _("Trình bày trực tiếp, có biên bản đã ký"), signed),
            Option("spoken", _("Không phải đơn viết tay: điện thoại, thư điện tử, lời nhắn"), spoken),
            Option(NO, _("Không ký"), unsigned),
        ),
    )


def _dated(yes: str, no: str) -> Question:
    return Question("dated", _("Đơn có ghi ngày, tháng, năm không?"), _ways(yes, no))


def _vietnamese(yes: str, no: str) -> Question:
    return Question(
        "vietnamese",
        _("Đơn viết bằng tiếng Việt, hoặc có bản dịch được công chứng?"),
        _ways(yes, no),
    )


def _sent_also(yes: str, no: str) -> Question:
    return Question(
        "sent_also",
        _("Đơn có đồng thời gửi nhiều nơi, trong đó có cơ quan có thẩm quyền không?"),
        _ways(yes, no),
        help=_("Xem phần kính gửi và nơi nhận ghi trong đơn."),
    )


def _guided(no: str, yes: str, *more: Option) -> Question:
    return Question(
        "guided",
        _("Nội dung này đã được hướng dẫn lần nào chưa?"),
        (Option(NO, _("Chưa"), no), Option(YES, _("Đã hướng dẫn một lần"), yes), *more),
    )


def _kinds() -> Question:
    known = tuple(Option(kind.value, kind.label, _entry(kind.value)) for kind in Kind)
    return Question(
        "kind",
        _("Theo nội dung, đây là loại đơn nào?"),
        (*known, Option(SEVERAL, _("Nhiều nội dung khác loại trong một đơn"), "several.urgent")),
        help=_("Xét nội dung, mục đích và yêu cầu, không theo tên gọi ghi trên đơn (TT 05/2021 Điều 6)."),
    )


def _entry(kind: str) -> str:
    family = FAMILIES.get(kind, PLAIN)
    return "denunciation.crime" if family == "denunciation" else f"{family}.urgent"


_COMPLAINT = {
    "urgent": _urgent("complaint.same_open"),
    "same_open": _same_open("complaint.named"),
    # Nobody to give it back to: filed away. Otherwise the person completes it (law.md §14 point 20).
    "named": _named("complaint.signed", "=ineligible"),
    "signed": _signed("complaint.dated", "=kn_incomplete", "=kn_incomplete"),
    "dated": _dated("complaint.vietnamese", "=kn_incomplete"),
    "vietnamese": _vietnamese("complaint.sent_also", "=kn_incomplete"),
    "sent_also": _sent_also("=ineligible", "complaint.guided"),
    "guided": _guided("complaint.settled", "=ineligible"),
    "settled": Question(
        "settled",
        _("Đã có quyết định có hiệu lực pháp luật mà đơn không nêu tình tiết mới?"),
        _ways("=kn_resolved_effective", "complaint.represented"),
    ),
    "represented": Question(
        "represented",
        _("Đơn của một người hay nhiều người?"),
        (
            Option("single", _("Một người"), "complaint.followed"),
            Option("appointed", _("Nhiều người, đã cử người đại diện bằng văn bản"), "complaint.followed"),
            Option("missing", _("Nhiều người, chưa cử người đại diện"), "=kn_group"),
        ),
        help=_("Luật Tiếp công dân Điều 29; NĐ 155/2026 Điều 10."),
    ),
    "followed": Question(
        "followed",
        _("Mặt trận có cần chuyển đơn và theo dõi không?"),
        (
            Option(YES, _("Có: nghiên cứu, chuyển đơn và theo dõi"), "=kn_at_mttq"),
            Option(NO, _("Không: hướng dẫn người gửi đến đúng nơi"), "=kn_not_competent"),
        ),
        help=_("Luật Khiếu nại Điều 66: Mặt trận nghiên cứu, hướng dẫn; khi cần thiết thì chuyển đơn."),
    ),
}

_DENUNCIATION = {
    # Luật Tố cáo Điều 27: at once, before anything else is looked at.
    "crime": Question(
        "crime", _("Nội dung có dấu hiệu tội phạm không?"), _ways("=tc_crime_signs", "denunciation.urgent")
    ),
    "urgent": _urgent(
        "denunciation.same_open",
        Option("damage", _("Đang hoặc sắp gây thiệt hại nghiêm trọng"), "=tc_threatens_damage"),
    ),
    "same_open": _same_open("denunciation.named"),
    "named": _named("denunciation.signed", "denunciation.evidence"),
    "signed": _signed("denunciation.sent_also", "denunciation.evidence", "denunciation.evidence"),
    # Luật Tố cáo Điều 25: without identity it is no denunciation, but may be worth passing on as information.
    "evidence": Question(
        "evidence",
        _("Có nêu rõ người vi phạm và chứng cứ cụ thể không?"),
        _ways("=tc_anonymous_evidence", "=tc_anonymous_no_evidence"),
    ),
    "sent_also": _sent_also("=tc_multi_addressee", "denunciation.guided"),
    # Luật Tố cáo Điều 24.3; TT 05/2021 Điều 14.1: the same content is transferred once.
    "guided": _guided(
        "denunciation.settled",
        "=tc_multi_addressee",
        Option("transferred", _("Đã chuyển đến cơ quan có thẩm quyền một lần"), "=tc_multi_addressee"),
    ),
    "settled": Question(
        "settled",
        _("Cơ quan có thẩm quyền đã kết luận mà đơn không nêu chứng cứ mới?"),
        _ways("=tc_concluded_no_new", "denunciation.party"),
    ),
    "party": Question(
        "party",
        _("Người bị tố cáo là đảng viên, nội dung là vi phạm Điều lệ hoặc quy định của Đảng?"),
        _ways("=tc_party_member", "=tc_not_competent"),
    ),
}

_PLAIN = {
    "urgent": _urgent("plain.same_open"),
    "same_open": _same_open("plain.named"),
    "named": _named("plain.signed", "=ineligible"),
    # What is said by telephone or put into the box has no signature and no date: only its content counts.
    "signed": _signed("plain.dated", "plain.vietnamese", "=ineligible"),
    "dated": _dated("plain.vietnamese", "=ineligible"),
    "vietnamese": _vietnamese("plain.sent_also", "=ineligible"),
    "sent_also": _sent_also("=ineligible", "plain.guided"),
    "guided": _guided("=knpa_not_competent", "=ineligible"),
}

FIRST = "kind"
TREE: dict[str, Question] = {
    FIRST: _kinds(),
    "several.urgent": _urgent("several.same_open"),
    "several.same_open": _same_open("=mixed_contents"),
    # Luật PCTN Điều 74 and QĐ 124 know no conditions of form: what is looked at is the content.
    "corruption.urgent": _urgent("corruption.same_open"),
    "corruption.same_open": _same_open("=corruption_request"),
    "cadre.urgent": _urgent("cadre.same_open"),
    "cadre.same_open": _same_open("=cadre_reflection"),
    **{f"complaint.{name}": question for name, question in _COMPLAINT.items()},
    **{f"denunciation.{name}": question for name, question in _DENUNCIATION.items()},
    **{f"{PLAIN}.{name}": question for name, question in _PLAIN.items()},
}
