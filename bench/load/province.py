"""The province in which the lives are led: that of the demo, with a hundred communes and ten years of law."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from config.demo import directory, people, texts, units
from config.demo.people import Staff
from config.demo.units import BY, COMMUNES, Province
from deadlines.models import CalendarDay, CalendarYear, Rule
from deadlines.operations.calendar_version import renew_version
from deadlines.vocabulary import DayKind, Source
from organizations.models import Membership, Unit, User
from organizations.operations import appoint, create_person, create_unit
from organizations.vocabulary import AreaKind, Level, Role, Salutation, UnitKind

FURTHER = 96
"""Communes beside the four of the demo: a province of today has about a hundred."""
FIRST_SOUND = ("An", "Bình", "Cẩm", "Đại", "Đồng", "Hải", "Hưng", "Kim", "Lâm", "Long", "Mỹ", "Nghĩa")
LAST_SOUND = ("Khê", "Phúc", "Thạch", "Lộc", "Giang", "Xuyên", "Trạch", "Sơn")
EARLIER = ("tt36.own_processing", "vt.issue_outgoing")
"""Limits without which no petition is registered and no letter issued, and which are younger than ten years."""
EARLIEST_LAW = date(2014, 1, 1)
CITED = "Dựng để đo hiệu năng, không phải văn bản có thật"
# Year: the first day of Tết, the commemoration of the Hùng kings.
MOON = {
    2016: (date(2016, 2, 8), date(2016, 4, 16)),
    2017: (date(2017, 1, 28), date(2017, 4, 6)),
    2018: (date(2018, 2, 16), date(2018, 4, 25)),
    2019: (date(2019, 2, 5), date(2019, 4, 14)),
    2020: (date(2020, 1, 25), date(2020, 4, 2)),
    2021: (date(2021, 2, 12), date(2021, 4, 21)),
    2022: (date(2022, 2, 1), date(2022, 4, 10)),
    2023: (date(2023, 1, 22), date(2023, 4, 29)),
}


@dataclass
class Commune:
    """One of the further communes, as a copy of one of the four: which row of theirs is which row of its own."""

    like: str
    name: str
    area: str
    rows: dict[int, int] = field(default_factory=dict)


def found(since: date) -> tuple[Province, Staff, list[Commune]]:
    """Enter units, people and the directory of who is competent, in force from that day."""
    _calendar()
    _law()
    province = units.found(since)
    staff = people.hire(province, since=since)
    directory.enter(province, since=since)
    return province, staff, [_commune(province, number, since) for number in range(FURTHER)]


def _calendar() -> None:
    for year, (tet, kings) in MOON.items():
        row = CalendarYear.objects.create(
            year=year, version="", source=Source.LOCAL, citation=CITED, confidence="?", note="đo"
        )
        off = {date(year, 1, 1), kings, date(year, 4, 30), date(year, 5, 1), date(year, 9, 2)}
        off |= {tet + timedelta(days=number) for number in range(-1, 6)}
        CalendarDay.objects.bulk_create(
            CalendarDay(
                day=day, year=row, source=Source.LOCAL, kind=DayKind.DAY_OFF, name="Nghỉ lễ", citation=CITED,
                confidence="?",
            )
            for day in sorted(off)
        )  # fmt: skip
        renew_version(row)


def _law() -> None:
    """What came before the law that the product knows: an own version with the same limit, marked as invented."""
    for key in EARLIER:
        rule = Rule.objects.filter(key=key).earliest("in_force_from")
        rule.pk, rule.version, rule.source = None, 0, Source.LOCAL
        rule.citation, rule.in_force_to = CITED, rule.in_force_from - timedelta(days=1)
        rule.in_force_from = EARLIEST_LAW
        rule.save(force_insert=True)


def _commune(province: Province, number: int, since: date) -> Commune:
    like = list(COMMUNES)[number % len(COMMUNES)]
    kind = COMMUNES[like][2]
    sound = f"{FIRST_SOUND[number % len(FIRST_SOUND)]} {LAST_SOUND[number // len(FIRST_SOUND)]}"
    name, code = f"{'Phường' if kind == AreaKind.WARD else 'Xã'} {sound}", f"98{100 + number}"
    made = Commune(like, name, code)
    area = units._area(code, name, kind, province.areas["tinh"], since)
    lower = name[0].lower() + name[1:]
    front = create_unit(
        kind=UnitKind.MTTQ, level=Level.COMMUNE, name=f"Ủy ban MTTQ Việt Nam {lower}", short_name=f"MTTQ {lower}",
        code=f"H98.10.{number + 10}", symbol="MTTQ-BTT", parent=province.fronts["tinh"], area=area, by=BY, on=since,
    )  # fmt: skip
    agency = create_unit(
        kind=UnitKind.PEOPLES_COMMITTEE, level=Level.COMMUNE, name=f"Ủy ban nhân dân {lower}",
        short_name=f"UBND {lower}", symbol="UBND", area=area, by=BY, on=since,
    )  # fmt: skip
    for was, unit in ((province.fronts[like], front), (province.agencies[like], agency)):
        made.rows[was.pk] = unit.pk
        _staff(was, unit, number, since, made.rows)
    return made


def _staff(was: Unit, unit: Unit, number: int, since: date, rows: dict[int, int]) -> None:
    """Whoever works there works here too, under another name."""
    rng = Random(number)
    for held in Membership.objects.filter(unit=was).select_related("user").order_by("pk"):
        user = _person(held.user, unit, number, rng, since, rows)
        called = Salutation.MR if held.role == Role.AGENCY_HEAD else ""
        appoint(user, unit=unit, role=held.role, from_on=since, title=held.title, salutation=called, by=BY)
        rows[held.pk] = Membership.objects.latest("pk").pk


def _person(was: User, unit: Unit, number: int, rng: Random, since: date, rows: dict[int, int]) -> User:
    if was.pk in rows:
        return User.objects.get(pk=rows[was.pk])
    user = create_person(
        unit=unit, username=f"{was.username}-{number + 1:02d}", full_name=texts.a_name(rng), title=was.title, by=BY,
        on=since,
    )  # fmt: skip
    user.password = was.password
    user.save(update_fields=["password"])
    rows[was.pk] = user.pk
    return user
