"""Thirty-one invented people of Nam Thành in all ten roles, with the names that its register will show."""

from dataclasses import dataclass
from datetime import date
from random import Random

from django.contrib.auth.hashers import make_password

from audit.actor import Actor, ActorKind, Channel
from organizations.capacities import capacities_of
from organizations.models import Unit, User
from organizations.operations import appoint, create_person, name_head
from organizations.vocabulary import Role, Salutation, UnitKind

from .units import BY, Province

PASSWORD = "Cau-Noi-dung-thu-2026"  # noqa: S105 - printed for everybody to use; the demo holds nobody's data
ALL_IN_ONE = (Role.RECEPTIONIST, Role.HANDLER, Role.RECORDS_OFFICER, Role.SUPERVISOR)


@dataclass(frozen=True)
class Person:
    username: str
    full_name: str
    title: str
    unit: str
    roles: tuple[Role, ...]


FRONT = (
    Person("tiepdan", "Nguyễn Thị Thu Hà", "Chuyên viên Ban Tiếp công dân", "tinh", (Role.RECEPTIONIST,)),
    Person("tiepdan2", "Lò Văn Chung", "Chuyên viên", "tinh", (Role.RECEPTIONIST,)),
    Person("xuly", "Trần Quốc Bảo", "Chuyên viên", "tinh", (Role.HANDLER,)),
    Person("xuly2", "Nông Thị Hồng Nhung", "Chuyên viên chính", "tinh", (Role.HANDLER,)),
    Person("xuly3", "Y Wăn Niê Kđăm", "Chuyên viên", "tinh", (Role.HANDLER,)),
    Person("lanhdao", "Phạm Đình Khôi", "Chủ tịch", "tinh", (Role.LEADER,)),
    Person("lanhdao2", "Hoàng Thị Bích Liên", "Phó Chủ tịch", "tinh", (Role.LEADER,)),
    Person("vanthu", "Đỗ Thị Mai", "Văn thư", "tinh", (Role.RECORDS_OFFICER,)),
    Person("giamsat", "Vàng A Páo", "Phó Trưởng ban Dân chủ, Giám sát", "tinh", (Role.SUPERVISOR,)),
    Person("giamsat2", "Lê Nguyễn Hoàng Minh Châu", "Chuyên viên", "tinh", (Role.SUPERVISOR,)),
    Person("kiemtra", "Bùi Văn Thức", "Chuyên viên Ủy ban Kiểm tra", "tinh", (Role.AUDITOR,)),
    Person("quantri", "Đinh Công Sơn", "Quản trị hệ thống", "tinh", (Role.ADMINISTRATOR,)),
    # Rules are kept by two: what one proposes, the other decides.
    Person("quantri2", "Tạ Thị Hoài Phương", "Chuyên viên quản trị", "tinh", (Role.ADMINISTRATOR,)),
    Person("lanhdao3", "Vũ Thị Kim Oanh", "Chủ tịch", "dong_an", (Role.LEADER,)),
    Person("xuly4", "Ngô Gia Huy", "Ủy viên thường trực", "dong_an", ALL_IN_ONE),
    Person("lanhdao4", "Thạch Sô Phia", "Chủ tịch", "tan_hoa", (Role.LEADER,)),
    Person("xuly5", "Công Tằng Tôn Nữ Diệu Huyền", "Ủy viên thường trực", "tan_hoa", ALL_IN_ONE),
    Person("lanhdao5", "Đặng Xuân Trường", "Chủ tịch", "hoa_binh", (Role.LEADER,)),
    Person("xuly6", "Quách Thị Lệ Quyên", "Phó Chủ tịch", "hoa_binh", ALL_IN_ONE),
    Person("lanhdao6", "Giàng Seo Lềnh", "Chủ tịch", "suoi_ngan", (Role.LEADER,)),
    Person("xuly7", "Triệu Mùi Chài", "Ủy viên thường trực", "suoi_ngan", ALL_IN_ONE),
)
OFFICER, CHIEF = (Role.AGENCY_OFFICER,), (Role.AGENCY_LEADER,)
# The police, the inspectorate and the court have no account: their answers come on paper.
AGENCY = (
    Person("coquan", "Phan Thanh Tùng", "Chuyên viên Phòng Hạ tầng giao thông", "xay_dung", OFFICER),
    Person("lanhdaocoquan", "Hồ Sỹ Lương", "Phó Giám đốc", "xay_dung", CHIEF),
    Person("coquan2", "Ma Thị Nguyệt", "Chuyên viên Văn phòng", "nong_nghiep", OFFICER),
    Person("lanhdaocoquan2", "Trương Vĩnh Phước", "Giám đốc", "nong_nghiep", (*CHIEF, Role.AGENCY_HEAD)),
    Person("coquan3", "Dương Thị Thanh Thủy", "Chuyên viên Ban Tiếp công dân tỉnh", "ubnd_tinh", OFFICER),
    Person("coquan4", "Cao Bá Lộc", "Chuyên viên Phòng Người có công", "noi_vu", OFFICER),
    Person("coquan5", "Kim Ngọc Sương", "Chuyên viên Thanh tra", "y_te", OFFICER),
    Person("coquan6", "Tạ Quang Dũng", "Công chức Văn phòng", "dong_an", OFFICER),
    Person("coquan7", "Lý Thị Phương Thảo", "Công chức Văn phòng", "tan_hoa", OFFICER),
    Person("coquan8", "Mai Văn Khiêm", "Công chức Phòng Kinh tế", "hoa_binh", OFFICER),
    Person("coquan9", "Sùng Thị Dở", "Công chức Văn phòng", "suoi_ngan", OFFICER),
)


# The heads, to whom alone goes what is sealed; most have no account.
HEADS = (
    (Salutation.MR, "Lương Ngọc Thạch"),
    (Salutation.MS, "Tòng Thị Phóng"),
    (Salutation.MR, "Hà Văn Khuê"),
    (Salutation.MR, "Rơ Châm Blưi"),
    (Salutation.MS, "Nguyễn Lê Tường Vi"),
    (Salutation.MR, "Đoàn Quang Vinh"),
    (Salutation.MS, "Hoàng Ngọc Trâm"),
    (Salutation.MR, "Danh Sóc Kha"),
    (Salutation.MR, "Tô Hiến Thành Nhân"),
)
OFFICES = {
    UnitKind.PEOPLES_COMMITTEE: "Chủ tịch",
    UnitKind.POLICE: "Thủ trưởng",
    UnitKind.PARTY: "Chủ nhiệm",
    UnitKind.COURT: "Chánh án",
    UnitKind.PROCURACY: "Viện trưởng",
}


class Staff:
    """Who is there to act, by unit and role."""

    def __init__(self) -> None:
        self._people: dict[tuple[int, str], list[tuple[User, Actor]]] = {}

    def add(self, unit: Unit, roles: tuple[Role, ...], user: User, *, on: date) -> None:
        (capacity,) = capacities_of(user, on=on)
        for role in roles:
            self._people.setdefault((unit.pk, role), []).append((user, capacity.actor(Channel.DESK)))

    def has(self, unit: Unit, role: str) -> bool:
        return (unit.pk, role) in self._people

    def all(self, unit: Unit, role: str) -> list[User]:
        return [user for user, _ in self._people[unit.pk, role]]

    def actor(self, user: User) -> Actor:
        return next(actor for held in self._people.values() for one, actor in held if one.pk == user.pk)

    def pick(self, unit: Unit, role: str, rng: Random) -> tuple[User, Actor]:
        return rng.choice(self._people[unit.pk, role])


def hire(province: Province, *, since: date) -> Staff:
    """Open the accounts, give the roles and the one password."""
    staff = Staff()
    # One slow hash for all: everybody has the same password, and it is printed.
    hashed = make_password(PASSWORD)
    for person, units in [(p, province.fronts) for p in FRONT] + [(p, province.agencies) for p in AGENCY]:
        unit = units[person.unit]
        user = create_person(
            unit=unit, username=person.username, full_name=person.full_name, title=person.title, by=BY, on=since
        )
        user.password = hashed
        user.save(update_fields=["password"])
        for role in person.roles:
            called = Salutation.MR if role == Role.AGENCY_HEAD else ""
            appoint(user, unit=unit, role=role, from_on=since, title=person.title, salutation=called, by=BY)
        staff.add(unit, person.roles, user, on=since)
    headless = (unit for unit in province.agencies.values() if not staff.has(unit, Role.AGENCY_HEAD))
    for number, unit in enumerate(headless):
        salutation, name = HEADS[number % len(HEADS)]
        title = OFFICES.get(UnitKind(unit.kind), "Giám đốc")
        name_head(unit, full_name=name, salutation=salutation, title=title, from_on=since, by=BY, on=since)
    return staff


def actor_of(user: User) -> Actor:
    return Actor(kind=ActorKind.PERSON, key=str(user.pk))
