"""On which grounds the MTTQ may refuse to receive somebody: as data, each with its article and what it asks for.

Only two of them have the written notice Mẫu 01/TCD (NĐ 154/2026 Điều 4.3); every other is explained by word of mouth
and recorded. The points of Điều 4.1 are cited with their letter only where the letter itself was read.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LAW_FROM, DECREE_FROM = date(2014, 7, 1), date(2026, 7, 1)
LAW = "Luật Tiếp công dân, Điều 9"
DECREE = "Nghị định số 154/2026/NĐ-CP, khoản 1 Điều 4"


@dataclass(frozen=True)
class Ground:
    key: str
    text: str | Promise
    article: str
    written: bool = False
    """The person is told in writing, within three working days, and which document settled the matter is named."""

    @property
    def in_force_from(self) -> date:
        return LAW_FROM if self.article.startswith(LAW) else DECREE_FROM


_ALL = (
    Ground(
        "luat_tcd_9_1",
        _("Say do dùng chất kích thích, hoặc mất khả năng nhận thức, khả năng điều khiển hành vi"),
        f"{LAW} khoản 1",
    ),
    Ground(
        "luat_tcd_9_2",
        _("Đe dọa, xúc phạm người tiếp công dân, người thi hành công vụ hoặc vi phạm nội quy nơi tiếp công dân"),
        f"{LAW} khoản 2",
    ),
    Ground(
        "luat_tcd_9_3",
        _("Vụ việc đã được giải quyết đúng, đã kiểm tra, rà soát, thông báo bằng văn bản mà vẫn kéo dài"),
        f"{LAW} khoản 3",
        written=True,
    ),
    Ground("luat_tcd_9_4", _("Trường hợp khác theo quy định của pháp luật"), f"{LAW} khoản 4"),
    Ground("weapons", _("Mang theo vũ khí, vật liệu nổ, chất cháy hoặc vật cấm khác"), DECREE),
    Ground("no_security_check", _("Không chấp hành việc kiểm tra an ninh"), DECREE),
    Ground("recording", _("Ghi âm, ghi hình khi chưa được đồng ý"), DECREE),
    Ground("incitement", _("Kích động, lôi kéo người khác gây rối"), DECREE),
    Ground("no_capacity", _("Không đủ năng lực hành vi mà không có người đại diện"), DECREE),
    Ground("no_authority", _("Đến thay người khác mà không có giấy tờ chứng minh việc đại diện"), DECREE),
    Ground("out_of_scope", _("Nội dung không thuộc phạm vi tiếp công dân"), DECREE),
    Ground(
        "nd154_4_1_h",
        _("Kiến nghị, phản ánh đã được trả lời mà không có tình tiết mới"),
        f"{DECREE}, điểm h",
        written=True,
    ),
    Ground("final_judgment", _("Vụ việc đã có bản án, quyết định có hiệu lực pháp luật của Tòa án"), DECREE),
    Ground("pending_elsewhere", _("Vụ việc đang được cơ quan có thẩm quyền khác xem xét"), DECREE),
)
GROUNDS: dict[str, Ground] = {one.key: one for one in _ALL}
