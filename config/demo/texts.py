"""What people of Nam Thành write, and what leaders and agencies answer: words with gaps, filled for each case."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import yaml

FILE = Path(__file__).with_name("petitions.yaml")

INSTRUCTIONS = (
    "Giao đồng chí xem xét, tham mưu văn bản chuyển cơ quan có thẩm quyền.",
    "Nghiên cứu kỹ đơn, liên hệ với bà con để nắm thêm, tham mưu trong tuần.",
    "Việc bà con đã phản ánh nhiều lần, cần làm sớm và báo cáo tôi.",
    "Đồng ý chuyển. Lưu ý đề nghị cơ quan nêu rõ thời hạn thực hiện.",
    "Kiểm tra xem trước đây đã có đơn cùng nội dung chưa rồi tham mưu văn bản.",
    "Phối hợp với Ban Công tác Mặt trận ở khu dân cư xác minh bước đầu, sau đó chuyển đơn.",
)
NOTES = (
    "Đã gọi điện cho người nộp đơn, bà con bổ sung ảnh chụp hiện trạng.",
    "Trưởng Ban Công tác Mặt trận cho biết sự việc đúng như đơn nêu.",
    "Đã nhắc cơ quan qua điện thoại, được hẹn trả lời trong tuần tới.",
    "Có hai đơn cùng nội dung của hộ bên cạnh, nên xem chung khi làm việc với cơ quan.",
    "Người nộp đơn đề nghị liên hệ vào buổi tối, ban ngày đi làm xa.",
    "Đã trao đổi với công chức địa chính, hồ sơ gốc còn lưu ở xã.",
)
SENT_BACK = (
    "Nêu rõ hơn điều đề nghị và căn cứ; xem lại ngày đề nghị trả lời.",
    "Chỉnh lại tên cơ quan nhận, bổ sung tóm tắt nội dung đơn.",
)
REFUSALS = {
    "not_competent": "Nội dung đơn thuộc thẩm quyền của cơ quan khác theo phân cấp hiện hành, đề nghị chuyển lại.",
    "unclear": "Đơn chưa nêu rõ vị trí và thời gian xảy ra sự việc, chưa đủ căn cứ để kiểm tra.",
}
CLARIFICATIONS = (
    "Văn bản chưa nêu thời gian hoàn thành và đơn vị chịu trách nhiệm, đề nghị bổ sung.",
    "Đề nghị nêu rõ căn cứ của mức hỗ trợ và kết quả làm việc với hộ dân.",
    "Đề nghị trả lời cụ thể nội dung thứ hai trong đơn mà văn bản chưa đề cập.",
)
REASSIGNMENTS = (
    "Đồng chí được giao trước đi công tác dài ngày, chuyển hồ sơ để kịp thời gian.",
    "Vụ việc thuộc lĩnh vực đồng chí theo dõi, tiếp nhận và tham mưu tiếp.",
)
VERIFIED = (
    "Đoàn giám sát đã xem tại chỗ cùng đại diện khu dân cư; việc đã làm xong, bà con đồng tình.",
    "Có biên bản nghiệm thu và ảnh chụp; đã hỏi lại người nộp đơn, người nộp đơn xác nhận.",
    "Đã đối chiếu danh sách ký nhận tại xã, khớp với cam kết.",
)
CONTESTED = (
    "Tại buổi xem thực tế mới làm được khoảng một nửa, chưa thấy vật tư tập kết.",
    "Người nộp đơn cho biết chưa nhận được gì; cơ quan chưa đưa ra chứng từ.",
)
WAIVED = ("Công trình được đưa vào dự án khác của tỉnh đã khởi công, không cần thực hiện riêng cam kết này.",)
SENT_AGAIN = "Vụ việc được mở lại với tài liệu mới; cơ quan cần xem xét thêm."
ALSO = "Gia đình tôi ở cùng chỗ với hộ đã gửi đơn trước, nay xin nêu thêm. "
REOPENED = (
    "Người nộp đơn cung cấp tài liệu mới cho thấy trả lời trước đây chưa đúng thực tế.",
    "Tình trạng tái diễn sau khi kết thúc, bà con tiếp tục phản ánh.",
)
WHO = ("Lãnh đạo cơ quan phụ trách", "Phòng chuyên môn", "Bộ phận địa chính, xây dựng", "Phòng Kinh tế", "Văn phòng")
EVIDENCE = ("Biên bản nghiệm thu", "Ảnh chụp hiện trường", "Văn bản thông báo", "Danh sách có chữ ký nhận")
AGREED = (
    "Qua kiểm tra, nội dung nêu trong đơn là có cơ sở. {agency} tiếp thu và sẽ thực hiện: {promise}.",
    "{agency} đã cử cán bộ xuống {where} làm việc với bà con. Cơ quan thống nhất: {promise}.",
    "{agency} cảm ơn Mặt trận đã chuyển ý kiến của Nhân dân và xin nhận phần việc sau: {promise}.",
)
PARTLY = (
    "Một phần nội dung nêu trong đơn đúng thực tế. {agency} sẽ {promise}; phần còn lại chờ bố trí kinh phí năm sau."
)
REJECTED = "Sau khi đối chiếu hồ sơ, {agency} nhận thấy chưa có căn cứ để đáp ứng đề nghị trong đơn. {reason}"

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Nông", "Lò", "Giàng", "Quàng", "Thạch")
MIDDLE = ("Thị", "Văn", "Đức", "Ngọc", "Thị Thanh", "Minh", "Hữu", "Thị Kim", "Quang", "Thế")
GIVEN = (
    *("An", "Bình", "Chiến", "Duyên", "Đào", "Hạnh", "Hợp", "Khánh", "Lan", "Lụa", "Mận", "Nga", "Ninh", "Phượng"),
    *("Quý", "Sáu", "Thắm", "Thịnh", "Toàn", "Tuyết", "Vinh", "Xuân", "Yến", "Pà", "Khăm", "Sơn"),
)


@dataclass(frozen=True)
class Story:
    """One thing people complain of, with gaps for the place."""

    field: str
    agency: str
    kind: str
    summary: str
    text: str
    asked: str
    promise: str
    explained: str


@cache
def stories() -> tuple[Story, ...]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(Story(**row) for row in rows)


def a_name(rng: Random) -> str:
    return f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"


RECALLED = (
    "Người nộp đơn bổ sung nội dung mới; Mặt trận sẽ chuyển lại công văn khác.",
    "Công văn ghi nhầm nơi nhận; Mặt trận sẽ chuyển lại.",
)
HELP_ASKED = (
    "Cung cấp hồ sơ, số liệu đang lưu về nội dung này.",
    "Cho biết việc đã kiểm tra, xử lý trước đây về nội dung này.",
)
HELPED = (
    "Cơ quan đã kiểm tra hồ sơ lưu: nội dung này đã có trong kế hoạch năm nay, chưa bố trí được vốn.",
    "Cơ quan gửi kèm số liệu; chưa có lần xử lý nào trước đây về nội dung này.",
)

TOLD = "Đã đọc nội dung trả lời của cơ quan; người nghe hiểu và sẽ theo dõi việc thực hiện."
