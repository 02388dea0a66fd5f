"""How the agencies were chased over a period, and which cases stand in the six-month notice (Luật MTTQ Điều 30.1)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actor import Actor
from cases.ladder import RUNGS
from cases.models import Case, Rung
from cases.vocabulary import RungKind, RungState
from letters.blocks import Block, fine_print, paragraph, table, title, two_sign
from letters.sheet import render_sheet
from organizations.models import Unit

from .root import newest_root


@dataclass(frozen=True)
class Noted:
    """One case that the notice names: by which letters the agency was chased, what the leadership decided."""

    case: Case
    rung: Rung
    letters: tuple[str, ...]
    answered: bool

    @property
    def about(self) -> str:
        """What it is about; the notice goes to other bodies, so of a sealed case nothing is said."""
        return _("Giữ kín nội dung theo pháp luật") if self.case.sealed else self.case.summary


@dataclass
class Chased:
    """One agency over the period: how often each rung was climbed, and the cases in the notice."""

    agency: Unit
    climbed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RUNGS, 0))
    noted: list[Noted] = field(default_factory=list)

    @property
    def figures(self) -> list[tuple[str, int]]:
        return [(str(RungKind(kind).label), self.climbed[kind]) for kind in RUNGS]


def climbed_in(*, seen_by: Actor, first: date, last: date) -> list[Chased]:
    """Return each agency that was chased in the period, by name, as far as the asker sees its cases."""
    visible = Case.objects.visible_to(seen_by).values("pk")
    rows = Rung.objects.filter(state=RungState.CLIMBED, settled_on__range=(first, last), case__in=visible)
    found: dict[int, Chased] = {}
    named: list[Rung] = []
    for rung in rows.select_related("referral__agency", "case__unit").order_by("settled_on", "pk"):
        agency = rung.referral.agency
        found.setdefault(agency.pk, Chased(agency)).climbed[rung.kind] += 1
        if rung.in_notice:
            named.append(rung)
    letters = _letters_of(named)
    for rung in named:
        answered = rung.referral.status == "answered"
        found[rung.referral.agency_id].noted.append(Noted(rung.case, rung, letters.get(rung.referral_id, ()), answered))
    return sorted(found.values(), key=lambda one: (one.agency.name, one.agency.pk))


def _letters_of(rungs: Sequence[Rung]) -> dict[int, tuple[str, ...]]:
    """By which letters each sending was chased, in one look for all."""
    referrals = {rung.referral_id for rung in rungs}
    climbed = Rung.objects.filter(referral__in=referrals, state=RungState.CLIMBED, letter__isnull=False)
    found: dict[int, tuple[str, ...]] = {}
    for rung in climbed.select_related("letter").order_by("pk"):
        assert rung.letter is not None, "the question asks for those with a letter"
        told = f"{rung.letter.number}, {rung.settled_on:%d/%m/%Y}"
        found[rung.referral_id] = (*found.get(rung.referral_id, ()), told)
    return found


def notice_pdf(unit: Unit, chased: Sequence[Chased], *, first: date, last: date, on: date, printed_by: str) -> bytes:
    """The list of the cases that the notice names, agency by agency, as a paper under the head of the unit."""
    with override("vi"):
        name = _("Danh sách vụ việc cơ quan chậm giải quyết, trả lời")
        period = _("Từ ngày %(first)s đến ngày %(last)s") % {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        named = [one for one in chased if one.noted]
        return render_sheet(
            unit=unit.name,
            place=unit.place,
            title=name,
            line=_("Kèm theo thông báo kết quả giám sát"),
            day=on,
            blocks=[
                title(name.upper(), period),
                *(block for one in named for block in _of_agency(one)),
                *([] if named else [paragraph(_("Trong kỳ không có vụ việc nào."))]),
                two_sign(_("Người lập danh sách"), printed_by, _("Lãnh đạo"), ""),
                fine_print(
                    _(
                        "Lập theo khoản 1 Điều 30 Luật Mặt trận Tổ quốc Việt Nam. Ngày đề nghị trả lời do công văn của "
                        "Mặt trận ghi không phải là thời hạn do luật định."
                    )
                ),
            ],
            foot=newest_root(),
        )


def _of_agency(one: Chased) -> list[Block]:
    columns = [
        {"label": _("Vụ việc"), "width": "wide", "align": "left"},
        {"label": _("Hết hạn ngày"), "width": "small", "align": "center"},
        {"label": _("Văn bản đôn đốc, kiến nghị"), "width": "wide", "align": "left"},
    ]
    rows = [
        [
            f"{noted.case.number}: {noted.about}",
            f"{noted.rung.overdue_since:%d/%m/%Y}",
            "\n".join([*noted.letters, *([_("Sau đó cơ quan đã trả lời")] if noted.answered else [])]),
        ]
        for noted in one.noted
    ]
    return [paragraph(one.agency.name), table(columns, rows)]
