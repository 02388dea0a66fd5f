"""Who is competent in Nam Thành: the two-level government of 2025, as a province's MTTQ would write it down."""

from datetime import date

from organizations.models import Field
from organizations.operations import NewCompetence, add_competence
from organizations.vocabulary import Confidence, Level, UnitKind

from .units import BY, Province

LAND = "Luật Đất đai 2024; Nghị định 151/2025/NĐ-CP về phân định thẩm quyền hai cấp trong lĩnh vực đất đai"
LOCAL = "Luật Tổ chức chính quyền địa phương 2025, nhiệm vụ của UBND cấp xã"
HIGHER = "Luật Tổ chức chính quyền địa phương 2025, nhiệm vụ của UBND cấp tỉnh"
TASKS = "Quyết định của UBND tỉnh quy định chức năng, nhiệm vụ của sở"

# Field, the agency (a commune's people's committee where it stands "commune"), what it rests on.
ROWS = (
    ("land", "commune", LAND),
    ("land.compensation", "commune", LAND),
    ("land.certificate", "commune", LAND),
    ("land.use", "nong_nghiep", LAND),
    ("construction", "xay_dung", TASKS),
    ("construction.permit", "commune", LOCAL),
    ("construction.urban_order", "commune", LOCAL),
    ("environment", "commune", LOCAL),
    ("environment.minerals", "nong_nghiep", TASKS),
    ("infrastructure", "commune", LOCAL),
    ("infrastructure.traffic_safety", "cong_an", "Luật Trật tự, an toàn giao thông đường bộ 2024"),
    ("infrastructure.irrigation", "nong_nghiep", TASKS),
    ("investment", "ubnd_tinh", HIGHER),
    ("investment.community", "commune", LOCAL),
    ("merit", "noi_vu", TASKS),
    ("labour", "noi_vu", TASKS),
    ("social_security", "commune", LOCAL),
    ("social_security.insurance", "ubnd_tinh", HIGHER),
    ("education", "ubnd_tinh", HIGHER),
    ("health", "y_te", TASKS),
    ("agriculture", "nong_nghiep", TASKS),
    ("agriculture.new_countryside", "commune", LOCAL),
    ("public_services", "commune", LOCAL),
    ("cadre", "thanh_tra", "Luật Thanh tra 2025"),
    ("order", "cong_an", "Luật Công an nhân dân"),
    ("justice", "toa_an", "Luật Tổ chức Tòa án nhân dân 2024"),
    ("culture", "commune", LOCAL),
    ("culture.ethnic", "ubnd_tinh", HIGHER),
    ("finance", "ubnd_tinh", HIGHER),
    ("finance.market", "commune", LOCAL),
)


def enter(province: Province, *, since: date) -> None:
    """Write the directory, in force from the day of the two levels; nobody has compared it with the texts."""
    fields = Field.objects.in_bulk()
    for key, agency, basis in ROWS:
        wherever = agency == "commune"
        new = NewCompetence(
            field=fields[key],
            area=province.areas["tinh"],
            agency=None if wherever else province.agencies[agency],
            agency_kind=UnitKind.PEOPLES_COMMITTEE if wherever else "",
            agency_level=Level.COMMUNE if wherever else "",
            basis=basis,
            confidence=Confidence.ASSUMED,
            in_force_from=since,
        )
        add_competence(new, by=BY, on=since)
