"""The invented province of Nam Thành: its MTTQ, four communes and twelve agencies. No such place exists."""

from dataclasses import dataclass, field
from datetime import date

from audit.actor import Actor, Channel, system
from organizations.models import Area, Unit
from organizations.operations import create_unit
from organizations.vocabulary import AreaKind, Level, UnitKind

BY: Actor = system("demo", channel=Channel.COMMAND)

# Numbers that the state has given to nobody.
PROVINCE = ("98", "Tỉnh Nam Thành")
COMMUNES = {
    "dong_an": ("98001", "Phường Đông An", AreaKind.WARD, "khu phố"),
    "tan_hoa": ("98002", "Phường Tân Hòa", AreaKind.WARD, "khu phố"),
    "hoa_binh": ("98003", "Xã Hòa Bình", AreaKind.COMMUNE, "thôn"),
    "suoi_ngan": ("98004", "Xã Suối Ngàn", AreaKind.COMMUNE, "bản"),
}
HAMLETS = {
    "dong_an": ("1", "2", "5", "7", "Bến Thóc", "Cầu Gỗ", "Đình Đông"),
    "tan_hoa": ("3", "4", "6", "8", "Chợ Mới", "Lò Vôi", "Tân Tiến"),
    "hoa_binh": ("Đông", "Đoài", "Thượng", "Hạ", "Cồn Dâu", "Trại Cau", "Phú Lương"),
    "suoi_ngan": ("Nà Pao", "Khe Sim", "Pác Cáy", "Suối Cạn", "Bó Lếch", "Thẩm Hín", "Khuổi Đăm"),
}
# What people complain of only in the country, and only in town.
RURAL = ("agriculture", "culture.ethnic", "environment.livestock", "environment.minerals", "infrastructure.irrigation")
URBAN = ("construction.housing", "construction.urban_order")
DEPARTMENTS = {
    "ubnd_tinh": ("Ủy ban nhân dân tỉnh Nam Thành", "UBND tỉnh", UnitKind.PEOPLES_COMMITTEE, "UBND"),
    "nong_nghiep": ("Sở Nông nghiệp và Môi trường tỉnh Nam Thành", "Sở NNMT", UnitKind.DEPARTMENT, "SNNMT"),
    "xay_dung": ("Sở Xây dựng tỉnh Nam Thành", "Sở Xây dựng", UnitKind.DEPARTMENT, "SXD"),
    "noi_vu": ("Sở Nội vụ tỉnh Nam Thành", "Sở Nội vụ", UnitKind.DEPARTMENT, "SNV"),
    "y_te": ("Sở Y tế tỉnh Nam Thành", "Sở Y tế", UnitKind.DEPARTMENT, "SYT"),
    "cong_an": ("Công an tỉnh Nam Thành", "Công an tỉnh", UnitKind.POLICE, "CAT"),
    "thanh_tra": ("Thanh tra tỉnh Nam Thành", "Thanh tra tỉnh", UnitKind.DEPARTMENT, "TTT"),
    "toa_an": ("Tòa án nhân dân tỉnh Nam Thành", "TAND tỉnh", UnitKind.COURT, "TA"),
}


@dataclass
class Province:
    areas: dict[str, Area] = field(default_factory=dict)
    fronts: dict[str, Unit] = field(default_factory=dict)
    agencies: dict[str, Unit] = field(default_factory=dict)


def places(matter: str) -> list[tuple[str, str]]:
    """Return every commune and hamlet where people could complain of this."""
    kinds = {AreaKind.COMMUNE} if matter.startswith(RURAL) else {AreaKind.WARD} if matter.startswith(URBAN) else None
    return [
        (commune, hamlet)
        for commune, (_, _, kind, _) in COMMUNES.items()
        if kinds is None or kind in kinds
        for hamlet in HAMLETS[commune]
    ]


def found(since: date) -> Province:
    """Enter the areas and units, in force from that day."""
    made = Province()
    area = made.areas["tinh"] = _area(*PROVINCE, AreaKind.PROVINCE, None, since)
    root = made.fronts["tinh"] = create_unit(
        kind=UnitKind.MTTQ,
        level=Level.PROVINCE,
        name="Ủy ban MTTQ Việt Nam tỉnh Nam Thành",
        short_name="MTTQ tỉnh",
        code="H98.10",
        symbol="MTTQ-BTT",
        area=area,
        address="Số 12, đường Thống Nhất, phường Đông An, tỉnh Nam Thành",
        by=BY,
        on=since,
    )
    for key, (name, short, kind, symbol) in DEPARTMENTS.items():
        made.agencies[key] = create_unit(
            kind=kind,
            level=Level.PROVINCE,
            name=name,
            short_name=short,
            symbol=symbol,
            area=area,
            by=BY,
            on=since,
        )
    for number, (key, (code, name, area_kind, _)) in enumerate(COMMUNES.items(), start=1):
        place = made.areas[key] = _area(code, name, area_kind, area, since)
        lower = name[0].lower() + name[1:]
        made.fronts[key] = create_unit(
            kind=UnitKind.MTTQ,
            level=Level.COMMUNE,
            name=f"Ủy ban MTTQ Việt Nam {lower}",
            short_name=f"MTTQ {lower}",
            code=f"H98.10.{number}",
            symbol="MTTQ-BTT",
            parent=root,
            area=place,
            by=BY,
            on=since,
        )
        made.agencies[key] = create_unit(
            kind=UnitKind.PEOPLES_COMMITTEE,
            level=Level.COMMUNE,
            name=f"Ủy ban nhân dân {lower}",
            short_name=f"UBND {lower}",
            symbol="UBND",
            area=place,
            by=BY,
            on=since,
        )
    return made


def _area(code: str, name: str, kind: str, parent: Area | None, since: date) -> Area:
    # Areas are a catalogue that is loaded, as `load_areas` does: there is no operation on them.
    area = Area(code=code, official_code=code, name=name, kind=kind, parent=parent, in_force_from=since)
    area.path = f"{parent.path if parent else '/'}{code}/"
    area.fold()
    area.save()
    return area
