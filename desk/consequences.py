"""What each move will do and who will be told, said before it is done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.vocabulary import Move

Sentence = str | Promise

WILL_HAPPEN: dict[str, Sentence] = {
    Move.RECORD_SIGNATURE: _("Thời hạn luật định chạy từ ngày ký; đơn được tính là đủ hình thức."),
    Move.ASK_SUPPLEMENT: _(
        "Vụ việc chờ người nộp đơn đến ngày đã hẹn, không trình ký công văn trong lúc chờ; thời hạn luật định vẫn chạy."
    ),
    Move.RECEIVE_SUPPLEMENT: _("Điều đã bổ sung vào hồ sơ; đủ thì xử lý tiếp, còn thiếu thì chờ đến ngày hẹn mới."),
    Move.REPORT_NO_SUPPLEMENT: _("Lãnh đạo quyết định xử lý tiếp hay lưu đơn; bổ sung đến sau vẫn nhận được."),
    Move.GO_ON_WITHOUT: _("Không chờ bổ sung nữa; người xử lý làm tiếp với những gì đã có."),
    Move.FILE_UNSUPPLEMENTED: _(
        "Vụ việc kết thúc: đơn được lưu ít nhất một năm mới được xét hủy. Người nộp bổ sung sau thì mở lại được."
    ),
    Move.INSTRUCT: _("Vụ việc được giao cho người bạn chọn; người ấy nhận việc trong ba ngày làm việc."),
    Move.REASSIGN: _("Người khác tiếp tục vụ việc từ bước đang dở; thời hạn không đổi."),
    Move.TAKE_UP: _("Bạn bắt đầu xử lý vụ việc; bước sau là soạn công văn chuyển đến cơ quan có thẩm quyền."),
    Move.CONFIRM_SCREENING: _("Bạn đồng ý với phân loại này; người xử lý làm tiếp theo đó."),
    Move.REJECT_SCREENING: _("Phân loại này không có hiệu lực; người xử lý phân loại lại theo ý kiến của bạn."),
    Move.REPORT_TO_HEAD: _("Báo cáo vào diễn biến của vụ việc; sau đó vẫn phân loại đơn như mọi đơn khác."),
    Move.TRANSFER_AT_ONCE: _("Công văn được soạn và trình lãnh đạo ký ngay trong một bước."),
    Move.GUIDE: _("Vụ việc kết thúc vì đã hướng dẫn người gửi; cùng nội dung thì không hướng dẫn lần nữa."),
    Move.RETURN_TO_SENDER: _("Vụ việc kết thúc vì đã trả lại đơn; đơn bổ sung xong gửi lại là đơn mới."),
    Move.ASK_TO_SPLIT: _("Vụ việc kết thúc; từng đơn viết riêng gửi đến sau là đơn mới."),
    Move.FILE_AWAY: _("Đơn được lưu, không xử lý tiếp và không phải trả lời; ít nhất một năm mới được xét hủy."),
    Move.DRAFT_LETTER: _("Dự thảo được lưu; chưa gửi cho ai. Bạn còn sửa được cho đến khi trình ký."),
    Move.SUBMIT_LETTER: _("Dự thảo được trình lãnh đạo và không sửa được nữa, trừ khi lãnh đạo trả lại."),
    Move.SEND_BACK_LETTER: _("Dự thảo trở về người xử lý để sửa theo ý kiến của bạn."),
    Move.SIGN_LETTER: _("Nội dung công văn được giữ nguyên từ đây; văn thư cấp số và gửi đi."),
    Move.ISSUE_LETTER: _("Công văn nhận số kế tiếp trong sổ văn bản đi và được khóa; số đã cấp không thu lại được."),
    Move.DISPATCH_LETTER: _(
        "Cơ quan thấy vụ việc từ lúc văn bản đi; việc xử lý của Mặt trận được tính là xong. "
        "Gửi bằng thư điện tử thì chờ mấy phút, gọi lại được."
    ),
    Move.DRAFT_OTHER: _("Dự thảo được lưu trong vụ việc; chưa gửi cho ai. Chọn loại văn bản rồi ghi điều loại ấy cần."),
    Move.SUBMIT_OTHER: _("Dự thảo được trình lãnh đạo và không sửa được nữa, trừ khi lãnh đạo trả lại."),
    Move.SEND_BACK_OTHER: _("Dự thảo trở về người xử lý để sửa theo ý kiến của bạn."),
    Move.SIGN_OTHER: _("Nội dung văn bản được giữ nguyên từ đây; văn thư cấp số và gửi đi."),
    Move.ISSUE_OTHER: _("Văn bản nhận số kế tiếp trong sổ văn bản đi và được khóa; số đã cấp không thu lại được."),
    Move.DISPATCH_OTHER: _("Văn bản được ghi là đã gửi; thời hạn mà văn bản này đáp ứng được tính là xong."),
    Move.CONFIRM_OTHER: _("Ngày văn bản đến nơi vào hồ sơ cùng căn cứ."),
    Move.VOID_LETTER: _("Số ở lại trong sổ với lý do hủy và không cấp lại; công văn chuyển thì soạn lại."),
    Move.CALL_BACK_LETTER: _("Văn bản không gửi đi nữa; số vẫn giữ, gửi lại hoặc hủy số đều được."),
    Move.CLEAR_LETTER: _("Văn bản gửi đi được dù bị chặn; lý do và người cho gửi ở lại trong hồ sơ."),
    Move.REVOKE_LINK: _("Mọi mã và phiên đang mở của vụ việc hết tác dụng; cơ quan xin được mã mới."),
    Move.CONFIRM_DELIVERY: _("Ngày đề nghị trả lời trong công văn bắt đầu ràng buộc cơ quan."),
    Move.ACKNOWLEDGE_REFERRAL: _("Cơ quan nhận trách nhiệm trả lời trước ngày ghi trong công văn."),
    Move.REFUSE_REFERRAL: _("Vụ việc trở về Mặt trận kèm lý do; Mặt trận sẽ chuyển nơi khác."),
    Move.RECALL_REFERRAL: _("Cơ quan không còn phải trả lời; vụ việc trở về Mặt trận để chuyển lại hoặc xử lý khác."),
    Move.SETTLE_DISPUTE: _(
        "Người xử lý chỉ trình ký được công văn đến nơi bạn chọn; hỏi cấp trên thì chờ có ý kiến rồi quyết định lại."
    ),
    Move.RECORD_ACCEPTANCE: _("Thời hạn giải quyết theo luật chạy từ ngày thụ lý; chậm thụ lý thì vẫn ghi là chậm."),
    Move.REFUSE_ACCEPTANCE: _("Thông báo không thụ lý là trả lời của cơ quan; Mặt trận xem xét và có thể kiến nghị."),
    Move.RECORD_EXTENSION: _("Đúng luật thì ngày đến hạn được tính lại ngay; không đúng luật thì thời hạn không đổi."),
    Move.RECORD_SUSPENSION: _("Từ ngày quyết định, thời hạn giải quyết không tính cho đến khi có quyết định tiếp tục."),
    Move.RECORD_RESUMPTION: _("Thời hạn giải quyết được tính tiếp từ ngày sau quyết định; ngày mới được tính ngay."),
    Move.RECORD_DECISION: _("Việc giải quyết được tính là xong; cơ quan còn phải báo kết quả cho Mặt trận."),
    Move.ANSWER: _("Câu trả lời được gửi cho Mặt trận; mỗi cam kết sẽ được theo dõi đến khi xong."),
    Move.CONFIRM_REQUEST: _("Ngày ghi trong công văn đề nghị phối hợp bắt đầu ràng buộc cơ quan ấy."),
    Move.ACKNOWLEDGE_REQUEST: _("Cơ quan nhận phối hợp và trả lời trước ngày ghi trong công văn."),
    Move.REFUSE_REQUEST: _("Mặt trận đọc lý do và hỏi nơi khác nếu cần; vụ việc vẫn ở chỗ đang đứng."),
    Move.ANSWER_REQUEST: _("Trả lời được gửi cho Mặt trận để đọc; vụ việc vẫn ở chỗ đang đứng."),
    Move.NOTE_REPLY: _("Trả lời này được ghi là đã đọc; vụ việc vẫn ở chỗ đang đứng."),
    Move.END_REQUEST: _("Cơ quan ấy không còn phải trả lời; vụ việc vẫn ở chỗ đang đứng."),
    Move.CHASE: _(
        "Người giám sát đôn đốc thì văn bản được trình lãnh đạo ký ngay; người xử lý soạn thì còn là dự thảo. "
        "Chỉ khi đã ký, cấp số và gửi đi thì bậc này mới tính là đã thực hiện."
    ),
    Move.BRING_UP: _(
        "Vụ việc vào danh sách bạn chọn của đơn vị bạn và ở lại đó đến khi có người ghi kết quả; thời hạn không đổi. "
        "Ai đọc được hồ sơ thì thấy đơn vị nào đã đưa ra, ngày nào, vì sao."
    ),
    Move.TAKE_DOWN: _("Kết quả vào hồ sơ và vụ việc rời danh sách; cần nêu lại thì đưa ra lần nữa."),
    Move.LET_RUNG_BE: _("Dự thảo đôn đốc (nếu có) bị hủy; quyết định và lý do ở lại trong hồ sơ."),
    Move.LAY_BEFORE_LEADERSHIP: _(
        "Ý kiến của lãnh đạo vào hồ sơ; vụ việc được nêu trong thông báo sáu tháng nếu bạn chọn như vậy."
    ),
    Move.RECOMMEND_TO_SUPERIOR: _(
        "Công văn kiến nghị là dự thảo; khi gửi đi, vụ việc chờ cơ quan cấp trên và thời gian chờ là của cấp trên."
    ),
    Move.RECORD_SUPERIOR_DECISION: _(
        "Đơn khiếu nại: cơ quan cấp trên còn 07 ngày kể từ ngày quyết định để trả lời Mặt trận; vụ việc vẫn chờ."
    ),
    Move.RECORD_SUPERIOR_REPLY: _("Trả lời của cấp trên vào hồ sơ; vụ việc trở lại bước xem xét trả lời."),
    Move.RECORD_SUPERIOR_ORDER: _("Vụ việc trở lại cơ quan đã trả lời, với ngày mới; cam kết cũ được thay thế."),
    Move.ASK_CLARIFICATION: _("Cơ quan phải trả lời lại trước ngày mới; cam kết trong câu trả lời này được thay thế."),
    Move.ACCEPT_ANSWER: _("Câu trả lời được chấp nhận; Mặt trận theo dõi từng cam kết cho đến khi xong."),
    Move.RECORD_TOLD: _(
        "Thời hạn báo lại kết quả cho người nộp đơn được tính là xong; ai báo, báo gì ở lại trong hồ sơ."
    ),
    Move.RECORD_HELPED: _("Ý kiến vào hồ sơ; chưa thỏa đáng thì cán bộ giám sát xem xét. Ý kiến sau thay cho trước."),
    Move.LOOK_INTO: _("Ý kiến này được ghi là đã xem xét; lý do ở lại trong hồ sơ."),
    Move.VERIFY: _("Cam kết được ghi là đã thực hiện xong."),
    Move.CONTEST: _("Cam kết vẫn còn phải làm; thời hạn tiếp tục chạy."),
    Move.WAIVE: _("Cam kết không còn phải làm; lý do ở lại trong hồ sơ."),
    Move.PLAN_INSPECTION: _(
        "Buổi kiểm tra vào việc của người chủ trì; phải báo cáo trong năm ngày làm việc sau ngày kiểm tra. "
        "Vụ việc chưa kết thúc được trước khi báo cáo hoặc hủy lịch."
    ),
    Move.MOVE_INSPECTION: _("Ngày cũ ở lại trong diễn biến; hạn báo cáo tính lại từ ngày mới."),
    Move.REGROUP_INSPECTION: _("Người chủ trì mới nhận việc này; ngày, địa điểm và hạn báo cáo không đổi."),
    Move.CALL_OFF_INSPECTION: _("Không ai đi nữa; cam kết vẫn được theo dõi như trước. Lý do ở lại trong hồ sơ."),
    Move.REPORT_INSPECTION: _(
        "Kết quả từng cam kết được ghi một lần: đã thực hiện thì xong, chưa đạt thì vẫn còn phải làm. "
        "Ảnh, biên bản vào hồ sơ."
    ),
    Move.CLOSE: _("Vụ việc kết thúc; không còn thời hạn nào chạy. Lãnh đạo có thể mở lại khi có lý do."),
    Move.RECORD_DEATH: _(
        "Không gửi gì cho người đã mất nữa. Khiếu nại chờ người thừa kế; loại khác, đơn nhiều người thì vẫn tiếp tục."
    ),
    Move.RECORD_SUCCESSOR: _("Người thừa kế trở thành người nộp đơn; vụ việc xử lý tiếp từ bước đang dở."),
    Move.CLOSE_UNSUCCEEDED: _("Vụ việc kết thúc; sau này có người thừa kế thì đề nghị mở lại."),
    Move.LINK_FIRST: _("Hai vụ việc ghi số của nhau trên diễn biến; ai không được xem vụ việc kia chỉ thấy số."),
    Move.CONFIRM_LATE_ENTRY: _("Ngày này được giữ; vụ việc kết thúc được khi xong việc."),
    Move.STRIKE_LATE_ENTRY: _(
        "Ngày được lấy là ngày ghi, hoặc ngày đã ghi trước khi đính chính; thời hạn tính từ ngày ấy được tính lại. "
        "Cả hai ngày còn đó."
    ),
    Move.CORRECT_DAY: _(
        "Ngày cũ và ngày mới ở lại trong hồ sơ; mọi thời hạn tính từ ngày ấy được tính lại. Văn bản đã ban hành giữ "
        "nguyên: sai thì hủy và ban hành lại."
    ),
    Move.CORRECT_PARTY: _(
        "Thông tin cũ được giữ kín trong lịch sử; tra cứu và văn bản soạn từ nay theo thông tin mới, văn bản đã ban "
        "hành giữ nguyên."
    ),
    Move.CORRECT_PAPER: _("Số, ngày cũ và mới ở lại trong hồ sơ; không thời hạn nào thay đổi."),
    Move.CORRECT_ACT: _(
        "Điều đã ghi và điều ghi lại ở lại trong hồ sơ. Ngày sai thì thời hạn dựa vào ngày ấy được tính lại ngay; nếu "
        "có thời hạn thay đổi, một lãnh đạo khác xác nhận trước khi vụ việc kết thúc."
    ),
    Move.ASK_REOPENING: _("Vụ việc vẫn đóng cho đến khi một lãnh đạo khác người đề nghị quyết định."),
    Move.REOPEN: _("Vụ việc trở về người xử lý với thời hạn mới."),
    Move.DECLINE_REOPENING: _("Vụ việc vẫn đóng; sau này có lý do khác thì đề nghị lại được."),
    Move.WITHDRAW_PART: _("Nội dung đã rút không xem xét nữa; nội dung còn lại và mọi thời hạn tiếp tục."),
    Move.DOUBT_WITHDRAWAL: _("Vụ việc không dừng; người thứ hai xem xét có chấp nhận việc rút hay không."),
    Move.REFUSE_WITHDRAWAL: _("Việc rút không được chấp nhận; vụ việc và mọi thời hạn tiếp tục như trước."),
    Move.CLEAR_WITHDRAWAL: _("Người nộp đơn vẫn muốn rút thì ghi nhận rút như bình thường."),
    Move.WITHDRAW: _("Vụ việc kết thúc theo ý người nộp đơn; mọi thời hạn dừng, dự thảo bị hủy."),
    Move.JOIN: _(
        "Vụ việc này kết thúc, số ở lại trong sổ; đơn được theo dõi ở vụ việc kia, mọi thời hạn ở đây dừng, "
        "việc đang chờ không còn phải làm. Bỏ nhập được bất cứ lúc nào."
    ),
    Move.UNJOIN: _("Vụ việc trở lại bước đang dở; thời hạn tính từ ngày nhận đơn như chưa từng dừng."),
    Move.SPLIT: _(
        "Mỗi nội dung thành một vụ việc riêng với số riêng, chờ lãnh đạo bút phê; thời hạn tính từ ngày nhận đơn. "
        "Giấy tờ của đơn đọc được ở mọi vụ việc."
    ),
    Move.UNSPLIT: _("Nội dung này trở về vụ việc gốc; số ở lại trong sổ, thời hạn và việc đang chờ ở đây chấm dứt."),
    Move.VOID_REGISTRATION: _(
        "Số ở lại trong sổ, bị gạch với lý do; không còn thời hạn, việc chờ hay nhắc nhở nào; không tính vào thống kê."
    ),
    Move.ATTACH_DOCUMENT: _("Tài liệu vào hồ sơ vụ việc và không xóa được nữa."),
    Move.RECEIVE_PAPERS: _(
        "Từng giấy tờ vào biên nhận để in và hai bên ký (Mẫu 02/TCD); bản gốc được theo dõi đến khi giao trả."
    ),
    Move.RETURN_PAPERS: _("Bản gốc đã chọn được ghi là giao trả; in giấy giao trả để công dân ký nhận."),
    Move.EXTEND_DUTY: _("Ngày đến hạn được tính lại ngay; ngày cũ, ngày mới và văn bản ở lại trong hồ sơ."),
    Move.PAUSE_DUTY: _(
        "Thời hạn không chạy cho đến khi có quyết định tiếp tục; không ai bị tính là chậm trong lúc ấy."
    ),
    Move.RESUME_DUTY: _("Thời hạn chạy tiếp; ngày đến hạn mới được tính ngay, bỏ ra những ngày đã tạm dừng."),
    Move.EXPLAIN_LATENESS: _("Lý do được ghi bên cạnh số ngày chậm; số ngày chậm không đổi."),
    Move.REVEAL: _(
        "Bạn đọc được nội dung, người gửi và tài liệu trong mười lăm phút. "
        "Việc mở, lý do và từng tài liệu đã tải được ghi lại."
    ),
    Move.REDACT: _("Bản che thông tin được lưu; ai biết có vụ việc này đều đọc được bản ấy, không đọc được bản gốc."),
    Move.RECLASSIFY: _(
        "Thời hạn của loại cũ không còn, thời hạn của loại mới tính từ ngày nhận đơn; dự thảo chưa gửi bị hủy. "
        "Sang loại phải giữ bí mật: mọi thứ được niêm phong ngay."
    ),
    Move.ADD_NOTE: _("Ghi chú hiện trên diễn biến, chỉ người của Mặt trận đọc được."),
}

WILL_BE_TOLD: dict[str, Sentence] = {
    Move.ASK_SUPPLEMENT: _("Người nộp đơn được báo ngày hẹn nếu có thư điện tử."),
    Move.RECEIVE_SUPPLEMENT: _("Người xử lý nhận thông báo."),
    Move.REPORT_NO_SUPPLEMENT: _("Lãnh đạo đơn vị nhận thông báo."),
    Move.GO_ON_WITHOUT: _("Người xử lý nhận thông báo."),
    Move.FILE_UNSUPPLEMENTED: _("Người nộp đơn được báo nếu có thư điện tử."),
    Move.INSTRUCT: _("Người được giao nhận thông báo."),
    Move.REASSIGN: _("Người được giao nhận thông báo."),
    Move.CONFIRM_SCREENING: _("Người xử lý nhận thông báo."),
    Move.REJECT_SCREENING: _("Người xử lý nhận thông báo."),
    Move.REPORT_TO_HEAD: _("Lãnh đạo đơn vị nhận thông báo."),
    Move.TRANSFER_AT_ONCE: _("Lãnh đạo đơn vị nhận thông báo."),
    Move.SUBMIT_LETTER: _("Lãnh đạo đơn vị nhận thông báo."),
    Move.SEND_BACK_LETTER: _("Người xử lý nhận thông báo."),
    Move.SIGN_LETTER: _("Văn thư nhận thông báo."),
    Move.SUBMIT_OTHER: _("Lãnh đạo đơn vị nhận thông báo."),
    Move.CHASE: _("Lãnh đạo đơn vị nhận thông báo khi văn bản được trình ký."),
    Move.BRING_UP: _("Lãnh đạo đơn vị nhận thông báo nếu bạn chọn báo cáo lãnh đạo."),
    Move.SEND_BACK_OTHER: _("Người xử lý nhận thông báo."),
    Move.SIGN_OTHER: _("Văn thư nhận thông báo."),
    Move.DISPATCH_LETTER: _("Cơ quan nhận thông báo; người nộp đơn được báo nếu có thư điện tử."),
    Move.CLEAR_LETTER: _("Văn thư nhận thông báo."),
    Move.WITHDRAW: _("Cơ quan đang phải trả lời hoặc phối hợp nhận thông báo."),
    Move.REFUSE_REFERRAL: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.REFUSE_REQUEST: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.ANSWER_REQUEST: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.END_REQUEST: _("Cơ quan nhận thông báo kèm lý do."),
    Move.RECALL_REFERRAL: _("Cơ quan nhận thông báo kèm lý do."),
    Move.SETTLE_DISPUTE: _("Người xử lý nhận thông báo."),
    Move.RECORD_ACCEPTANCE: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.REFUSE_ACCEPTANCE: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.RECORD_EXTENSION: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.RECORD_SUSPENSION: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.RECORD_RESUMPTION: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.RECORD_DECISION: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.ANSWER: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.RECORD_SUPERIOR_DECISION: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.RECORD_SUPERIOR_REPLY: _("Người xử lý của Mặt trận nhận thông báo."),
    Move.RECORD_SUPERIOR_ORDER: _("Cơ quan và người xử lý của Mặt trận nhận thông báo."),
    Move.ASK_CLARIFICATION: _("Cơ quan nhận thông báo."),
    Move.ACCEPT_ANSWER: _("Cán bộ giám sát nhận thông báo; người nộp đơn được báo nếu có thư điện tử."),
    Move.RECORD_HELPED: _("Chưa thỏa đáng thì cán bộ giám sát nhận thông báo."),
    Move.VERIFY: _("Khi cam kết cuối cùng xong, lãnh đạo nhận thông báo."),
    Move.WAIVE: _("Khi cam kết cuối cùng xong, lãnh đạo nhận thông báo."),
    Move.PLAN_INSPECTION: _("Người được cử đi nhận thông báo; cơ quan được báo ngày kiểm tra."),
    Move.MOVE_INSPECTION: _("Người được cử đi nhận thông báo; cơ quan được báo ngày mới."),
    Move.REGROUP_INSPECTION: _("Người được cử đi và người thôi đi nhận thông báo."),
    Move.CALL_OFF_INSPECTION: _("Người được cử đi và cơ quan nhận thông báo."),
    Move.REPORT_INSPECTION: _("Người xử lý nhận thông báo; khi cam kết cuối cùng xong, lãnh đạo nhận thông báo."),
    Move.CLOSE: _("Người nộp đơn được báo nếu có thư điện tử."),
    Move.RECORD_DEATH: _("Người xử lý và cán bộ giám sát nhận thông báo."),
    Move.RECORD_SUCCESSOR: _("Người xử lý nhận thông báo."),
    Move.CLOSE_UNSUCCEEDED: _("Người xử lý nhận thông báo."),
    Move.STRIKE_LATE_ENTRY: _("Người xử lý, cán bộ giám sát và cơ quan có thời hạn thay đổi nhận thông báo."),
    Move.CORRECT_DAY: _("Người xử lý, cán bộ giám sát và cơ quan có thời hạn thay đổi nhận thông báo."),
    Move.ASK_REOPENING: _("Lãnh đạo đơn vị nhận thông báo."),
    Move.REOPEN: _("Người được giao nhận thông báo."),
    Move.DECLINE_REOPENING: _("Người xử lý nhận thông báo."),
    Move.WITHDRAW_PART: _("Người xử lý và cán bộ giám sát nhận thông báo."),
    Move.DOUBT_WITHDRAWAL: _("Lãnh đạo đơn vị nhận thông báo; người nộp đơn và cơ quan không được báo."),
    Move.REFUSE_WITHDRAWAL: _("Người xử lý và cán bộ giám sát nhận thông báo."),
    Move.CLEAR_WITHDRAWAL: _("Người xử lý nhận thông báo."),
    Move.JOIN: _("Người xử lý vụ việc kia nhận thông báo; người nộp đơn được báo nếu có thư điện tử."),
    Move.SPLIT: _("Lãnh đạo nhận thông báo; người nộp đơn được báo nếu có thư điện tử."),
    Move.UNSPLIT: _("Người nộp đơn được báo nếu có thư điện tử."),
    Move.VOID_REGISTRATION: _("Người nộp đơn được báo nếu có thư điện tử."),
    Move.UNJOIN: _("Người xử lý nhận thông báo; người nộp đơn được báo nếu có thư điện tử."),
    Move.EXTEND_DUTY: _("Người giữ thời hạn nhận thông báo ngày cũ và ngày mới."),
    Move.PAUSE_DUTY: _("Người giữ thời hạn nhận thông báo."),
    Move.RESUME_DUTY: _("Người giữ thời hạn nhận thông báo ngày cũ và ngày mới."),
}
NOBODY: Sentence = _("Không ai được báo riêng.")

# These cannot be undone: the button says so once more.
FOR_GOOD = frozenset(
    {
        Move.ISSUE_LETTER,
        Move.DISPATCH_LETTER,
        Move.ISSUE_OTHER,
        Move.DISPATCH_OTHER,
        Move.VOID_LETTER,
        Move.RECALL_REFERRAL,
        Move.WITHDRAW,
        Move.VOID_REGISTRATION,
        Move.ATTACH_DOCUMENT,
    }
)
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
# What is done to a sealed case without seeing a word of it; everything else asks to open it first.
NEEDS_NO_READING = frozenset(
    {
        Move.REVEAL,
        Move.CALL_BACK_LETTER,
        Move.CLEAR_LETTER,
        Move.REVOKE_LINK,
        Move.INSTRUCT,
        Move.REASSIGN,
        Move.TAKE_UP,
        Move.CONFIRM_DELIVERY,
        Move.CONFIRM_OTHER,
        Move.ACKNOWLEDGE_REFERRAL,
        Move.REFUSE_REFERRAL,
        Move.RECALL_REFERRAL,
        Move.RECORD_ACCEPTANCE,
        Move.REFUSE_ACCEPTANCE,
        Move.RECORD_EXTENSION,
        Move.RECORD_SUSPENSION,
        Move.RECORD_RESUMPTION,
        Move.RECORD_DECISION,
        Move.ANSWER,
        Move.VERIFY,
        Move.CONTEST,
        Move.WAIVE,
        Move.PLAN_INSPECTION,
        Move.MOVE_INSPECTION,
        Move.REGROUP_INSPECTION,
        Move.CALL_OFF_INSPECTION,
        Move.REPORT_INSPECTION,
        Move.CLOSE,
        Move.ATTACH_DOCUMENT,
        Move.ADD_NOTE,
        Move.RECORD_SIGNATURE,
        Move.GUIDE,
        Move.RETURN_TO_SENDER,
        Move.ASK_TO_SPLIT,
        Move.FILE_AWAY,
        Move.EXTEND_DUTY,
        Move.PAUSE_DUTY,
        Move.RESUME_DUTY,
        Move.EXPLAIN_LATENESS,
    }
)

# The other answer to the same question, one press away.
INSTEAD = {
    Move.CONFIRM_SCREENING: Move.REJECT_SCREENING,
    Move.REOPEN: Move.DECLINE_REOPENING,
    Move.CONFIRM_LATE_ENTRY: Move.STRIKE_LATE_ENTRY,
    Move.REFUSE_WITHDRAWAL: Move.CLEAR_WITHDRAWAL,
    Move.GO_ON_WITHOUT: Move.FILE_UNSUPPLEMENTED,
}
