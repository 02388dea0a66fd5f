"""The official forms of the house: their versions, which facts each one states, which of them it cannot do without.

A form is known by (instrument, form): decrees begin their numbers anew, so "Mẫu 01" alone names nothing. A version has
its days; a letter keeps the version it was made with, and a version that was used is never edited, only followed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import facts as known
from .blocks import Body
from .facts import Fact, Shape
from .wording import citizens, receipts, redacted, sending

__all__ = ["FORMS", "Fact", "Form", "FormKey", "Heading", "NoSuchForm", "Shape", "Version", "form", "version"]

MTTQ = "mttq"
"""The MTTQ's own forms: its Thông tri 36 leaves them to the house (decision 028)."""
ND154 = "nd154"
"""NĐ 154/2026/NĐ-CP on the reception of citizens."""


class FormKey(NamedTuple):
    instrument: str
    form: str


class NoSuchForm(LookupError):
    """No form of this name, or no version of it in force that day."""


class Heading(Enum):
    """Where the subject stands: under the number of a công văn, or below the name of the paper."""

    OFFICIAL_LETTER = "official_letter"
    NAMED = "named"


@dataclass(frozen=True)
class Version:
    """The words of a form from one day to another, and the layout that sets them."""

    number: int
    wording: Callable[[Mapping[str, Any]], Body]
    in_force_from: date
    in_force_to: date | None = None
    layout: str = "1.typ"


@dataclass(frozen=True)
class Form:
    key: FormKey
    title: str | Promise
    heading: Heading
    fields: Mapping[str, Fact]
    versions: tuple[Version, ...]


def form(instrument: str, name: str) -> Form:
    """Return the form, or raise NoSuchForm."""
    found = FORMS.get(FormKey(instrument, name))
    if found is None:
        raise NoSuchForm(f"{instrument}/{name}")
    return found


def version(of: Form, *, on: date | None = None, number: int | None = None) -> Version:
    """Return the version a letter was made with, or the one in force that day; without either, the newest."""
    for one in reversed(of.versions):
        if number is not None:
            fits = one.number == number
        else:
            fits = on is None or (one.in_force_from <= on and (one.in_force_to is None or on <= one.in_force_to))
        if fits:
            return one
    raise NoSuchForm(f"{of.key.instrument}/{of.key.form}: {number or on}")


# The papers of the house are older than its program: first versions hold from the day the Luật MTTQ came into force.
HOUSE_FROM = date(2016, 1, 1)
LINKS_FROM = date(2026, 11, 21)
"""Letters to agencies say where to answer without an account, what is sealed names the head, a reminder the limit."""
ND154_FROM = date(2026, 7, 1)
RECEIPTS_FROM = date(2026, 11, 22)
"""The slip is a signed promise; petitions taken in before keep the slip they had."""


Words = Callable[[Mapping[str, Any]], Body]


def _letter(name: str, title: str | Promise, *wordings: Words, **fields: Fact) -> Form:
    """A công văn: its subject stands under the number. One version for each day on which its words changed."""
    stated = known.HEAD | known.SIGNED | fields
    days = (HOUSE_FROM, LINKS_FROM)[: len(wordings)]
    versions = tuple(
        Version(number, words, since) for number, (words, since) in enumerate(zip(wordings, days, strict=True), 1)
    )
    return Form(FormKey(MTTQ, name), title, Heading.OFFICIAL_LETTER, stated, versions)


def _renewed(of: Form, wording: Words, *, since: date) -> Form:
    """The same form in new words from a day on; letters written before keep the words they were made with."""
    last = replace(of.versions[-1], in_force_to=since - timedelta(days=1))
    return replace(of, versions=(*of.versions[:-1], last, Version(last.number + 1, wording, since)))


def _paper(
    key: FormKey,
    title: str | Promise,
    wording: Callable[[Mapping[str, Any]], Body],
    fields: dict[str, Fact],
    *,
    since: date = HOUSE_FROM,
) -> Form:
    """A paper with a name of its own: notice, invitation, receipt."""
    return Form(key, title, Heading.NAMED, known.HEAD | fields, (Version(1, wording, since),))


_ALL = (
    _letter(
        "transfer_letter",
        _("Công văn chuyển kiến nghị, phản ánh"),
        sending.transfer_1,
        sending.transfer_2,
        **known.TO_AGENCY,
        **known.PETITIONER,
        **known.TRANSFER,
    ),
    _letter(
        "transfer_complaint",
        _("Công văn chuyển đơn khiếu nại"),
        sending.transfer_complaint_1,
        sending.transfer_complaint_2,
        **known.TO_AGENCY,
        **known.PETITIONER,
        **known.TRANSFER,
    ),
    _letter(
        "request_corruption",
        _("Công văn kiến nghị về phòng, chống tham nhũng"),
        sending.request_corruption_1,
        sending.request_corruption_2,
        **known.TO_AGENCY,
        **known.PETITIONER,
        **known.TRANSFER,
    ),
    _letter(
        "transfer_board",
        _("Công văn chuyển kiến nghị của Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng"),
        sending.transfer_board_1,
        sending.transfer_board_2,
        **known.TO_AGENCY,
        **known.PETITIONER,
        **known.TRANSFER,
    ),
    _letter(
        "report_cadre",
        _("Công văn chuyển phản ánh về cán bộ, đảng viên đến cấp ủy"),
        sending.report_cadre_1,
        sending.report_cadre_2,
        **{name: fact for name, fact in known.TO_AGENCY.items() if name != "answer_url"},
        **known.TRANSFER,
    ),
    _letter(
        "transfer_voter",
        _("Công văn chuyển kiến nghị cử tri"),
        sending.transfer_voter_1,
        sending.transfer_voter_2,
        **known.TO_AGENCY,
        **known.PETITIONER,
        **known.TRANSFER,
    ),
    _letter(
        "transfer_opinion",
        _("Công văn chuyển góp ý"),
        sending.transfer_opinion_1,
        sending.transfer_opinion_2,
        **known.TO_AGENCY,
        **known.PETITIONER,
        **known.TRANSFER,
    ),
    _letter(
        "transfer_denunciation",
        _("Công văn chuyển đơn tố cáo"),
        sending.transfer_denunciation_1,
        sending.transfer_denunciation_2,
        # Never by QR code or open link: the answer comes back the way the sealed original went.
        **{name: fact for name, fact in known.TO_AGENCY.items() if name != "answer_url"},
        **known.TRANSFER,
    ),
    _letter(
        "reminder", _("Công văn đôn đốc"), sending.reminder_1, sending.reminder_2, **known.TO_AGENCY, **known.REMINDER
    ),
    _letter("dialogue", _("Công văn đề nghị làm việc"), sending.dialogue_1, **known.TO_AGENCY, **known.DIALOGUE),
    _letter(
        "recommendation",
        _("Công văn kiến nghị cơ quan cấp trên"),
        sending.recommendation_1,
        sending.recommendation_2,
        **known.TO_AGENCY,
        **known.RECOMMENDATION,
    ),
    _letter(
        "cooperation",
        _("Công văn đề nghị phối hợp"),
        sending.cooperation_1,
        sending.cooperation_2,
        **known.TO_AGENCY,
        **known.COOPERATION,
    ),
    _letter("supplement", _("Công văn đề nghị bổ sung"), citizens.supplement_1, **known.SUPPLEMENT),
    _letter("return_petition", _("Công văn trả lại đơn"), citizens.return_petition_1, **known.RETURN),
    _paper(FormKey(MTTQ, "guidance"), _("Phiếu hướng dẫn"), citizens.guidance_1, known.SIGNED | known.GUIDANCE),
    _paper(
        FormKey(MTTQ, "guidance_split"),
        _("Phiếu hướng dẫn tách đơn"),
        citizens.guidance_split_1,
        known.SIGNED | known.GUIDANCE_SPLIT,
    ),
    _paper(
        FormKey(MTTQ, "notice_transfer"),
        _("Thông báo chuyển đơn cho công dân"),
        citizens.notice_transfer_1,
        known.SIGNED | known.NOTICE_TRANSFER,
    ),
    _renewed(
        _paper(
            FormKey(MTTQ, "notice_result"),
            _("Thông báo kết quả cho công dân"),
            citizens.notice_result_1,
            known.SIGNED | known.NOTICE_RESULT,
        ),
        citizens.notice_result_2,
        since=LINKS_FROM,
    ),
    _paper(FormKey(MTTQ, "invitation"), _("Giấy mời"), citizens.invitation_1, known.SIGNED | known.INVITATION),
    _paper(
        FormKey(ND154, "01/TCD"),
        _("Thông báo từ chối tiếp công dân"),
        citizens.refusal_1,
        known.SIGNED | known.REFUSAL,
        since=ND154_FROM,
    ),
    _paper(FormKey(MTTQ, "redacted_copy"), _("Bản sao đơn đã che thông tin"), redacted.redacted_copy_1, known.REDACTED),
    _renewed(
        _paper(FormKey(MTTQ, "receipt"), _("Giấy biên nhận"), receipts.receipt_1, known.RECEIPT),
        receipts.receipt_2,
        since=RECEIPTS_FROM,
    ),
    _paper(
        FormKey(ND154, "02/TCD"),
        _("Giấy biên nhận thông tin, tài liệu"),
        receipts.originals_received_1,
        known.ORIGINALS,
        since=ND154_FROM,
    ),
    _paper(
        FormKey(MTTQ, "originals_returned"),
        _("Giấy giao trả bản gốc"),
        receipts.originals_returned_1,
        known.ORIGINALS,
    ),
)
FORMS: dict[FormKey, Form] = {one.key: one for one in _ALL}
