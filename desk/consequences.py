"""What each move will do and who will be told, said before it is done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.vocabulary import Move

Sentence = str | Promise

WILL_HAPPEN: dict[str, Sentence] = {
    Move.INSTRUCT: _("Vụ việc được giao cho người bạn chọn; người ấy nhận việc trong ba ngày làm việc."),
    Move.REASSIGN: _("Người khác tiếp tục vụ việc từ bước đang dở; thời hạn không đổi."),
    Move.TAKE_UP: _("Bạn bắt đầu xử lý vụ việc; bước sau là soạn công văn chuyển đến cơ quan có thẩm quyền."),
    Move.DRAFT_LETTER: _("Dự thảo được lưu; chưa gửi cho ai. Bạn còn sửa được cho đến khi trình ký."),
    Move.SUBMIT_LETTER: _("Dự thảo được trình lãnh đạo và không sửa được nữa, trừ khi lãnh đạo trả lại."),
    Move.SEND_BACK_LETTER: _("Dự thảo trở về người xử lý để sửa theo ý kiến của bạn."),
    Move.SIGN_LETTER: _("Nội dung công văn được giữ nguyên từ đây; văn thư cấp số và gửi đi."),
    Move.ISSUE_LETTER: _("Công văn nhận số kế tiếp trong sổ văn bản đi và được khóa; số đã cấp không thu lại được."),
    Move.DISPATCH_LETTER: _("Cơ quan thấy vụ việc từ lúc này; việc xử lý của Mặt trận được tính là xong."),
    Move.CONFIRM_DELIVERY: _("Ngày đề nghị trả lời trong công văn bắt đầu ràng buộc cơ quan."),
    Move.ACKNOWLEDGE_REFERRAL: _("Cơ quan nhận trách nhiệm trả lời trước ngày ghi trong công văn."),
    Move.REFUSE_REFERRAL: _("Vụ việc trở về Mặt trận kèm lý do; Mặt trận sẽ chuyển nơi khác."),
    Move.ANSWER: _("Câu trả lời được gửi cho Mặt trận; mỗi cam kết sẽ được theo dõi đến khi xong."),
    Move.ASK_CLARIFICATION: _("Cơ quan phải trả lời lại trước ngày mới; cam kết trong câu trả lời này được thay thế."),
    Move.ACCEPT_ANSWER: _("Câu trả lời được chấp nhận; Mặt trận theo dõi từng cam kết cho đến khi xong."),
    Move.VERIFY: _("Cam kết được ghi là đã thực hiện xong."),
    Move.CONTEST: _("Cam kết vẫn còn phải làm; thời hạn tiếp tục chạy."),
    Move.WAIVE: _("Cam kết không còn phải làm; lý do ở lại trong hồ sơ."),
    Move.CLOSE: _("Vụ việc kết thúc; không còn thời hạn nào chạy. Lãnh đạo có thể mở lại khi có lý do."),
    Move.REOPEN: _("Vụ việc trở về người xử lý với thời hạn mới."),
    Move.WITHDRAW: _("Vụ việc kết thúc theo ý người nộp đơn; mọi thời hạn dừng, dự thảo bị hủy."),
    Move.ATTACH_DOCUMENT: _("Tài liệu vào hồ sơ vụ việc và không xóa được nữa."),
    Move.ADD_NOTE: _("Ghi chú hiện trên diễn biến, chỉ người của Mặt trận đọc được."),
}

WILL_BE_TOLD: dict[str, Sentence] = {
    Move.INSTRUCT: _("Người được giao nhận thông báo."),
    Move.REASSIGN: _("Người được giao nhận thông báo."),
    Move.SUBMIT_LETTER: _("Lãnh đạo đơn vị nhận thông báo."),
    Move.SEND_BACK_LETTER: _("Người xử lý nhận thông báo."),
    Move.SIGN_LETTER: _("Văn thư nhận thông báo."),
    Move.DISPATCH_LETTER: _("Cơ quan nhận thông báo; người nộp đơn được báo nếu có thư điện tử."),
    Move.REFUSE_REFERRAL: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.ANSWER: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.ASK_CLARIFICATION: _("Cơ quan nhận thông báo."),
    Move.ACCEPT_ANSWER: _("Cán bộ giám sát nhận thông báo; người nộp đơn được báo nếu có thư điện tử."),
    Move.VERIFY: _("Khi cam kết cuối cùng xong, lãnh đạo nhận thông báo."),
    Move.WAIVE: _("Khi cam kết cuối cùng xong, lãnh đạo nhận thông báo."),
    Move.CLOSE: _("Người nộp đơn được báo nếu có thư điện tử."),
    Move.REOPEN: _("Người được giao nhận thông báo."),
}
NOBODY: Sentence = _("Không ai được báo riêng.")

# These cannot be undone: the button says so once more.
FOR_GOOD = frozenset({Move.ISSUE_LETTER, Move.DISPATCH_LETTER, Move.WITHDRAW, Move.ATTACH_DOCUMENT})
# The letter as it stands is shown beside the question.
WITH_LETTER = frozenset(
    {
        Move.SUBMIT_LETTER,
        Move.SEND_BACK_LETTER,
        Move.SIGN_LETTER,
        Move.ISSUE_LETTER,
        Move.DISPATCH_LETTER,
    }
)
