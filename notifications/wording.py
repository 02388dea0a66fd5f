"""What each message says. No names of citizens: a message names the case, its page shows the rest to who may see it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from deadlines.facts import Unit
from deadlines.models import Rule

from .vocabulary import Group


@dataclass(frozen=True)
class Wording:
    """One thing that can be said, in the language of whoever hears it."""

    subject: Promise | str
    body: Promise | str
    group: Group = Group.WORK
    gathered: bool = False
    """It comes in swarms, so it waits for the others: many at once become one digest."""


WORDINGS: dict[str, Wording] = {
    "new_petition": Wording(
        _("Đơn mới %(number)s cần bút phê"), _("Đơn %(number)s vừa vào sổ và đang chờ lãnh đạo bút phê.")
    ),
    "handed_to_you": Wording(
        _("Vụ việc %(number)s được giao cho bạn"), _("Lãnh đạo giao bạn xử lý vụ việc %(number)s.")
    ),
    "handler_left": Wording(
        _("Vụ việc %(number)s cần người xử lý khác"),
        _("Người xử lý vụ việc %(number)s không còn làm việc ở đơn vị; lãnh đạo cần cử người khác."),
    ),
    "screening_to_confirm": Wording(
        _("Phân loại đơn %(number)s chờ xác nhận"),
        _("Người xử lý đã phân loại đơn %(number)s; cần người thứ hai xác nhận trước khi làm tiếp."),
    ),
    "screening_confirmed": Wording(
        _("Phân loại đơn %(number)s đã được xác nhận"),
        _("Phân loại đơn %(number)s đã được xác nhận; làm tiếp theo kết quả ấy."),
    ),
    "screening_rejected": Wording(
        _("Phân loại đơn %(number)s không được xác nhận"),
        _("Người thứ hai không đồng ý với phân loại đơn %(number)s, kèm ý kiến; cần phân loại lại."),
    ),
    "superior_decided": Wording(
        _("Cơ quan cấp trên đã quyết định, vụ việc %(number)s"),
        _("Quyết định của cơ quan cấp trên trong vụ việc %(number)s đã vào hồ sơ; còn chờ văn bản trả lời Mặt trận."),
    ),
    "superior_replied": Wording(
        _("Cơ quan cấp trên đã trả lời, vụ việc %(number)s"),
        _("Cơ quan cấp trên đã trả lời kiến nghị trong vụ việc %(number)s; cần xem xét."),
    ),
    "superior_ordered": Wording(
        _("Cấp trên yêu cầu xem xét lại, vụ việc %(number)s"),
        _("Cơ quan cấp trên yêu cầu cơ quan xem xét, trả lời lại vụ việc %(number)s trước ngày ghi trong hồ sơ."),
    ),
    "inspection_planned": Wording(
        _("Đi kiểm tra thực tế ngày %(day)s, vụ việc %(number)s"),
        _("Bạn được cử đi kiểm tra thực tế việc thực hiện cam kết, vụ việc %(number)s, ngày %(day)s."),
    ),
    "inspection_moved": Wording(
        _("Đổi lịch kiểm tra thực tế sang ngày %(day)s, vụ việc %(number)s"),
        _("Buổi kiểm tra thực tế bạn được cử đi, vụ việc %(number)s, đã đổi lịch; ngày đi là %(day)s."),
    ),
    "inspection_called_off": Wording(
        _("Hủy lịch kiểm tra thực tế ngày %(day)s, vụ việc %(number)s"),
        _("Buổi kiểm tra thực tế ngày %(day)s bạn được cử đi, vụ việc %(number)s, đã hủy."),
    ),
    "inspection_without_you": Wording(
        _("Bạn không còn phải đi kiểm tra thực tế ngày %(day)s, vụ việc %(number)s"),
        _("Người khác đi thay bạn trong buổi kiểm tra thực tế ngày %(day)s, vụ việc %(number)s."),
    ),
    "inspection_without_leader": Wording(
        _("Buổi kiểm tra thực tế ngày %(day)s cần người chủ trì khác, vụ việc %(number)s"),
        _(
            "Người chủ trì buổi kiểm tra thực tế ngày %(day)s, vụ việc %(number)s, không còn làm việc ở đơn vị; cần cử "
            "người khác."
        ),
    ),
    "inspection_reported": Wording(
        _("Đã có kết quả kiểm tra thực tế, vụ việc %(number)s"),
        _("Kết quả kiểm tra thực tế việc thực hiện cam kết trong vụ việc %(number)s đã vào hồ sơ."),
    ),
    "inspection_planned_agency": Wording(
        _("Mặt trận sẽ kiểm tra thực tế ngày %(day)s, vụ việc %(number)s"),
        _(
            "Mặt trận sẽ đến kiểm tra thực tế việc thực hiện cam kết của cơ quan trong vụ việc %(number)s vào ngày "
            "%(day)s; đề nghị cơ quan cử người cùng làm việc."
        ),
    ),
    "inspection_moved_agency": Wording(
        _("Mặt trận đổi lịch kiểm tra thực tế sang ngày %(day)s, vụ việc %(number)s"),
        _(
            "Buổi kiểm tra thực tế việc thực hiện cam kết của cơ quan trong vụ việc %(number)s đã đổi lịch; ngày làm "
            "việc là %(day)s."
        ),
    ),
    "inspection_called_off_agency": Wording(
        _("Mặt trận hủy lịch kiểm tra thực tế ngày %(day)s, vụ việc %(number)s"),
        _(
            "Mặt trận không đến kiểm tra thực tế ngày %(day)s trong vụ việc %(number)s nữa; cam kết của cơ quan vẫn "
            "được theo dõi như trước."
        ),
    ),
    "brought_before_leader": Wording(
        _("Giám sát báo cáo lãnh đạo về vụ việc %(number)s"),
        _("Người giám sát nêu vụ việc %(number)s vì chậm hoặc không động tĩnh; mở vụ việc để xem lý do và cho ý kiến."),
    ),
    "petitioner_dissatisfied": Wording(
        _("Người nộp đơn cho biết kết quả chưa thỏa đáng, vụ việc %(number)s"),
        _("Người nộp đơn cho biết kết quả vụ việc %(number)s chưa thỏa đáng; cần xem xét."),
    ),
    "rung_reached": Wording(
        _("Đến lượt đôn đốc, vụ việc %(number)s"),
        _("Cơ quan chậm trong vụ việc %(number)s; đã đến bậc đôn đốc tiếp theo, cần soạn và trình văn bản."),
        gathered=True,
    ),
    "rung_before_leadership": Wording(
        _("Cơ quan chậm, vụ việc %(number)s, cần ý kiến lãnh đạo"),
        _("Đã đôn đốc và kiến nghị cấp trên mà cơ quan vẫn chậm trong vụ việc %(number)s; cần lãnh đạo cho ý kiến."),
        gathered=True,
    ),
    "reported_at_once": Wording(
        _("Báo cáo ngay: vụ việc %(number)s"),
        _("Người xử lý báo cáo ngay về vụ việc %(number)s; mở vụ việc để xem và chỉ đạo."),
    ),
    "letter_to_sign": Wording(
        _("Công văn của vụ việc %(number)s chờ ký"), _("Dự thảo công văn chuyển vụ việc %(number)s đã được trình ký.")
    ),
    "letter_sent_back": Wording(
        _("Dự thảo công văn %(number)s bị trả lại"),
        _("Lãnh đạo trả lại dự thảo công văn của vụ việc %(number)s, kèm ý kiến cần sửa."),
    ),
    "letter_to_issue": Wording(
        _("Công văn của vụ việc %(number)s chờ cấp số"),
        _("Công văn của vụ việc %(number)s đã ký, cần cấp số và gửi đi."),
    ),
    "letter_for_agency": Wording(
        _("Mặt trận chuyển đến vụ việc %(number)s"),
        _("Mặt trận vừa chuyển vụ việc %(number)s và đề nghị cơ quan trả lời trước ngày ghi trong công văn."),
    ),
    "letter_by_email": Wording(
        _("Mặt trận gửi văn bản số %(letter)s, vụ việc %(number)s"),
        _(
            "Mặt trận gửi kèm thư này văn bản số %(letter)s về vụ việc %(number)s. "
            "Nếu thư đến nhầm nơi, đề nghị xóa và báo lại cho nơi gửi."
        ),
    ),
    "link_code": Wording(
        _("Mã trả lời cho vụ việc %(number)s"),
        _(
            "Có người vừa xin mã để cơ quan trả lời công văn của Mặt trận, vụ việc %(number)s, không cần tài khoản.\n\n"
            "Mã: %(code)s\n\n"
            "Vào %(address)s, chọn “Tôi đã có mã” rồi nhập mã này. Mã dùng được một lần, trong một giờ. "
            "Không ai xin mã thì bỏ qua thư này: không có mã thì không ai mở được gì."
        ),
    ),
    "letter_stopped": Wording(
        _("Văn bản của vụ việc %(number)s bị chặn trước khi gửi"),
        _("Văn bản của vụ việc %(number)s chưa gửi đi vì chưa được phép gửi đến nơi nhận ấy; mở vụ việc để xem lý do."),
    ),
    "letter_cleared": Wording(
        _("Lãnh đạo cho gửi văn bản của vụ việc %(number)s"),
        _("Lãnh đạo cho gửi văn bản đã bị chặn của vụ việc %(number)s, kèm lý do; nay gửi đi được."),
    ),
    "letter_not_sent": Wording(
        _("Văn bản chờ gửi của vụ việc %(number)s không gửi được"),
        _("Trong lúc chờ gửi, vụ việc %(number)s đã thay đổi nên văn bản không gửi đi; mở vụ việc để xem."),
    ),
    "petition_withdrawn": Wording(
        _("Người nộp đơn đã rút đơn, vụ việc %(number)s"),
        _("Người nộp đơn đã rút đơn trong vụ việc %(number)s; cơ quan không còn phải trả lời Mặt trận về vụ việc này."),
    ),
    "agency_refused": Wording(
        _("Cơ quan từ chối vụ việc %(number)s"), _("Cơ quan từ chối vụ việc %(number)s; cần chọn cơ quan khác.")
    ),
    "request_for_agency": Wording(
        _("Mặt trận đề nghị phối hợp, vụ việc %(number)s"),
        _("Mặt trận đề nghị cơ quan phối hợp trong vụ việc %(number)s và trả lời trước ngày ghi trong công văn."),
    ),
    "request_ended": Wording(
        _("Mặt trận thôi đề nghị phối hợp, vụ việc %(number)s"),
        _("Mặt trận thôi đề nghị phối hợp trong vụ việc %(number)s, kèm lý do; cơ quan không còn phải trả lời."),
    ),
    "reply_of_helper": Wording(
        _("Cơ quan phối hợp đã trả lời, vụ việc %(number)s"),
        _("Cơ quan phối hợp đã trả lời hoặc từ chối trong vụ việc %(number)s; cần đọc."),
    ),
    "referral_recalled": Wording(
        _("Mặt trận thu hồi công văn, vụ việc %(number)s"),
        _("Mặt trận thu hồi công văn của vụ việc %(number)s, kèm lý do; cơ quan không còn phải trả lời."),
    ),
    "petition_goes_round": Wording(
        _("Đơn đi vòng, vụ việc %(number)s, cần quyết định nơi chuyển"),
        _("Các cơ quan đã trả lại đơn %(number)s; lãnh đạo cần quyết định nơi chuyển trước khi trình ký công văn mới."),
    ),
    "dispute_settled": Wording(
        _("Đã có quyết định nơi chuyển đơn %(number)s"),
        _("Lãnh đạo đã quyết định nơi chuyển đơn %(number)s, kèm lý do; làm tiếp theo quyết định ấy."),
    ),
    "agency_accepted": Wording(
        _("Cơ quan đã thụ lý, vụ việc %(number)s"),
        _("Cơ quan có thẩm quyền đã thụ lý vụ việc %(number)s; thời hạn giải quyết tính từ ngày thụ lý."),
    ),
    "agency_did_not_accept": Wording(
        _("Cơ quan không thụ lý, vụ việc %(number)s"),
        _("Cơ quan có thẩm quyền không thụ lý vụ việc %(number)s, nêu lý do; cần xem xét."),
    ),
    "agency_extended": Wording(
        _("Cơ quan gia hạn giải quyết, vụ việc %(number)s"),
        _("Cơ quan có thẩm quyền gia hạn giải quyết vụ việc %(number)s bằng quyết định; ngày đến hạn đã tính lại."),
    ),
    "agency_extended_unlawfully": Wording(
        _("Quyết định gia hạn không đúng luật, vụ việc %(number)s"),
        _("Quyết định gia hạn vụ việc %(number)s không đúng luật; thời hạn không đổi, có thể kiến nghị cấp trên."),
    ),
    "agency_suspended": Wording(
        _("Cơ quan tạm đình chỉ, vụ việc %(number)s"),
        _("Cơ quan có thẩm quyền tạm đình chỉ giải quyết vụ việc %(number)s; mở vụ việc để xem lý do."),
    ),
    "agency_resumed": Wording(
        _("Cơ quan tiếp tục giải quyết, vụ việc %(number)s"),
        _("Cơ quan có thẩm quyền tiếp tục giải quyết vụ việc %(number)s; ngày đến hạn đã tính lại."),
    ),
    "agency_decided": Wording(
        _("Đã có quyết định, kết luận, vụ việc %(number)s"),
        _(
            "Cơ quan có thẩm quyền đã ra quyết định hoặc kết luận vụ việc %(number)s; "
            "còn phải báo kết quả cho Mặt trận."
        ),
    ),
    "agency_answered": Wording(
        _("Cơ quan đã trả lời vụ việc %(number)s"), _("Có trả lời cho vụ việc %(number)s, cần xem xét.")
    ),
    "clarification_asked": Wording(
        _("Mặt trận đề nghị làm rõ vụ việc %(number)s"),
        _("Mặt trận đề nghị cơ quan làm rõ câu trả lời cho vụ việc %(number)s."),
    ),
    "commitments_to_follow": Wording(
        _("Cam kết cần theo dõi, vụ việc %(number)s"), _("Vụ việc %(number)s có cam kết cần theo dõi và xác minh.")
    ),
    "ready_to_close": Wording(
        _("Vụ việc %(number)s có thể kết thúc"),
        _("Vụ việc %(number)s không còn việc chưa xong, chờ lãnh đạo kết thúc."),
    ),
    "duty_soon": Wording(
        _("Sắp đến hạn (%(nature)s), vụ việc %(number)s"),
        _("Thời hạn “%(what)s” (%(nature)s) của vụ việc %(number)s đến hết ngày %(due_on)s. %(mark)s"),
        Group.DEADLINES,
        gathered=True,
    ),
    "duty_overdue": Wording(
        _("Vụ việc %(number)s: %(late)s"),
        _("Thời hạn “%(what)s” của vụ việc %(number)s đã hết ngày %(due_on)s, %(late)s. %(mark)s"),
        Group.DEADLINES,
        gathered=True,
    ),
    "duty_overdue_watched": Wording(
        _("Vụ việc %(number)s: %(late)s ở đơn vị khác"),
        _("%(unit)s: thời hạn “%(what)s” của vụ việc %(number)s đã hết ngày %(due_on)s, %(late)s. %(mark)s"),
        Group.WATCHED,
        gathered=True,
    ),
    "duty_recomputed": Wording(
        _("Thời hạn được tính lại, vụ việc %(number)s"),
        _(
            "Thời hạn “%(what)s” (%(nature)s) của vụ việc %(number)s nay đến hết ngày %(due_on)s, "
            "trước đây là %(was)s, vì %(reason)s."
        ),
        Group.CHANGES,
        gathered=True,
    ),
    "duty_paused": Wording(
        _("Thời hạn tạm dừng, vụ việc %(number)s"),
        _(
            "Thời hạn “%(what)s” (%(nature)s) của vụ việc %(number)s tạm dừng từ ngày %(first_on)s; trước đây là "
            "%(due_on)s, ngày mới được tính khi tiếp tục."
        ),
        Group.CHANGES,
        gathered=True,
    ),
    "duty_resumed": Wording(
        _("Thời hạn tính tiếp, vụ việc %(number)s"),
        _(
            "Thời hạn “%(what)s” (%(nature)s) của vụ việc %(number)s tạm dừng đến hết ngày %(last_on)s, nay đến hết "
            "ngày %(due_on)s, trước đây là %(was)s."
        ),
        Group.CHANGES,
        gathered=True,
    ),
    "duty_extended": Wording(
        _("Thời hạn được gia hạn, vụ việc %(number)s"),
        _(
            "Thời hạn “%(what)s” (%(nature)s) của vụ việc %(number)s được gia hạn đến hết ngày %(due_on)s, "
            "trước đây là %(was)s."
        ),
        Group.CHANGES,
        gathered=True,
    ),
    "petitioner_died": Wording(
        _("Người nộp đơn mất, vụ việc %(number)s"),
        _("Đã ghi nhận người nộp đơn %(number)s mất; mở vụ việc để xem có phải chờ người thừa kế không."),
    ),
    "petitioner_succeeded": Wording(
        _("Có người thừa kế tiếp tục, vụ việc %(number)s"),
        _("Người thừa kế tiếp tục vụ việc %(number)s; xử lý tiếp từ bước đang dở."),
    ),
    "petitioner_unsucceeded": Wording(
        _("Vụ việc %(number)s kết thúc, không ai tiếp tục"),
        _("Lãnh đạo kết thúc vụ việc %(number)s vì người nộp đơn mất mà không ai tiếp tục."),
    ),
    "day_corrected": Wording(
        _("Đính chính ngày, vụ việc %(number)s"),
        _("Một ngày ghi sai trong vụ việc %(number)s đã được đính chính; thời hạn tính từ ngày ấy đã tính lại."),
    ),
    "partly_withdrawn": Wording(
        _("Rút một phần, vụ việc %(number)s"),
        _("Người nộp đơn rút một phần trong vụ việc %(number)s; nội dung còn lại vẫn được xử lý."),
    ),
    "withdrawal_doubted": Wording(
        _("Yêu cầu rút đơn cần xem xét, vụ việc %(number)s"),
        _("Có yêu cầu rút đơn %(number)s với dấu hiệu bất thường; cần người thứ hai xem xét."),
    ),
    "withdrawal_refused": Wording(
        _("Không chấp nhận rút đơn, vụ việc %(number)s"),
        _("Yêu cầu rút đơn %(number)s không được chấp nhận, kèm lý do; vụ việc tiếp tục."),
    ),
    "withdrawal_cleared": Wording(
        _("Yêu cầu rút đơn %(number)s không có dấu hiệu bất thường"),
        _("Đã xem xét yêu cầu rút đơn %(number)s: không có dấu hiệu bất thường; người nộp vẫn muốn rút thì ghi nhận."),
    ),
    "reopening_asked": Wording(
        _("Đề nghị mở lại vụ việc %(number)s"),
        _("Có đề nghị mở lại vụ việc %(number)s, kèm lý do; lãnh đạo cần quyết định."),
    ),
    "reopening_declined": Wording(
        _("Không mở lại vụ việc %(number)s"), _("Lãnh đạo không mở lại vụ việc %(number)s, kèm lý do.")
    ),
    "supplement_received": Wording(
        _("Người nộp đơn đã bổ sung, vụ việc %(number)s"),
        _("Người nộp đơn đã bổ sung trong vụ việc %(number)s; mở vụ việc để xem đủ hay còn thiếu."),
    ),
    "supplement_lapsed": Wording(
        _("Quá hạn bổ sung, vụ việc %(number)s, cần quyết định"),
        _("Người nộp đơn %(number)s chưa bổ sung đúng hẹn; lãnh đạo cần quyết định xử lý tiếp hay lưu đơn."),
    ),
    "supplement_waived": Wording(
        _("Xử lý tiếp vụ việc %(number)s, không chờ bổ sung"),
        _("Lãnh đạo quyết định xử lý tiếp vụ việc %(number)s mà không chờ người nộp đơn bổ sung, kèm lý do."),
    ),
    "supplement_asked": Wording(
        _("Mặt trận đề nghị ông/bà bổ sung, đơn số %(number)s"),
        _(
            "Mặt trận đề nghị ông/bà bổ sung cho đơn số %(number)s trước hết ngày %(until)s. Cần biết bổ sung điều gì, "
            "ông/bà hỏi nơi đã nhận đơn. Mã tra cứu: %(code)s."
        ),
        Group.PETITIONERS,
    ),
    "case_filed_unsupplemented": Wording(
        _("Đơn số %(number)s được lưu vì chưa bổ sung"),
        _(
            "Mặt trận chưa nhận được phần bổ sung nên lưu đơn số %(number)s. Ông/bà có thêm giấy tờ, thông tin thì gửi "
            "đến, Mặt trận xem xét mở lại. Mã tra cứu: %(code)s."
        ),
        Group.PETITIONERS,
    ),
    "receipt": Wording(
        _("Mặt trận đã nhận đơn của ông/bà"),
        _("Đơn của ông/bà đã vào sổ số %(number)s. Mã tra cứu: %(code)s. Ông/bà dùng mã này để xem đơn đang ở đâu."),
        Group.PETITIONERS,
    ),
    "forwarded_to": Wording(
        _("Đơn số %(number)s đã được chuyển"),
        _("Mặt trận đã chuyển đơn số %(number)s đến %(agency)s và đề nghị trả lời trước ngày %(answer_by)s."),
        Group.PETITIONERS,
    ),
    "answer_relayed": Wording(
        _("Có trả lời cho đơn số %(number)s"),
        _("%(agency)s đã trả lời đơn số %(number)s. Mặt trận tiếp tục theo dõi việc thực hiện. Mã tra cứu: %(code)s."),
        Group.PETITIONERS,
    ),
    "case_joined": Wording(
        _("Đơn số %(number)s được xem xét cùng đơn số %(lead)s"),
        _(
            "Đơn số %(number)s của ông/bà nói về cùng một việc với đơn số %(lead)s, nên Mặt trận theo dõi chung dưới "
            "số %(lead)s. Ông/bà vẫn dùng mã tra cứu %(code)s và vẫn được báo kết quả."
        ),
        Group.PETITIONERS,
    ),
    "case_unjoined": Wording(
        _("Đơn số %(number)s lại được xem xét riêng"),
        _("Mặt trận xem xét riêng đơn số %(number)s của ông/bà, như khi mới nhận. Mã tra cứu không đổi: %(code)s."),
        Group.PETITIONERS,
    ),
    "petition_joined": Wording(
        _("Có đơn nhập vào vụ việc %(number)s"),
        _("Một đơn khác về cùng một việc vừa được nhập vào vụ việc %(number)s; người nộp đơn ấy cũng cần được báo."),
    ),
    "case_in_hand_again": Wording(
        _("Vụ việc %(number)s lại được xử lý riêng"),
        _("Vụ việc %(number)s được bỏ nhập và trở lại bước đang dở; thời hạn được tính như chưa từng dừng."),
    ),
    "way_in_given": Wording(
        _("Người quản trị vừa cấp lại mật khẩu cho tài khoản %(number)s"),
        _(
            "Mật khẩu cũ của tài khoản %(number)s không còn dùng được; đường dẫn đặt mật khẩu mới đã được cấp. Nếu bạn "
            "không đề nghị việc này, hãy báo lãnh đạo đơn vị ngay."
        ),
    ),
    "second_step_taken": Wording(
        _("Người quản trị vừa tắt xác thực hai bước của tài khoản %(number)s"),
        _(
            "Tài khoản %(number)s hiện đăng nhập chỉ bằng mật khẩu. Hãy bật lại xác thực hai bước; nếu bạn không đề "
            "nghị việc này, hãy báo lãnh đạo đơn vị ngay."
        ),
    ),
    "person_email_changed": Wording(
        _("Người quản trị vừa đổi địa chỉ thư điện tử của tài khoản %(number)s"),
        _(
            "Thư của tài khoản %(number)s, kể cả thư đặt lại mật khẩu, từ nay gửi đến địa chỉ mới. Nếu bạn không đề "
            "nghị việc này, hãy báo lãnh đạo đơn vị ngay."
        ),
    ),
    "stands_in": Wording(
        _("Bạn được cử làm thay từ ngày %(first_on)s"),
        _("Bạn được cử làm thay %(number)s từ ngày %(first_on)s đến hết ngày %(last_on)s; xem ở trang Ủy quyền."),
    ),
    "stands_in_no_more": Wording(
        _("Việc làm thay %(number)s đã kết thúc"),
        _("Ủy quyền để bạn làm thay %(number)s đã được thu hồi; việc chưa xong trở về người ấy."),
    ),
    "refusal_to_confirm": Wording(
        _("Từ chối tiếp công dân, lượt %(number)s, chờ xác nhận"),
        _("Lượt tiếp số %(number)s bị từ chối tiếp; cần lãnh đạo xác nhận hoặc không đồng ý ở trang Tiếp công dân."),
    ),
    "refusal_notice_to_issue": Wording(
        _("Thông báo từ chối, lượt %(number)s, chờ cấp số"),
        _("Lãnh đạo đã xác nhận và ký thông báo từ chối của lượt tiếp số %(number)s; cần cấp số và gửi đi."),
    ),
    "refusal_overturned": Wording(
        _("Lãnh đạo không đồng ý từ chối, lượt %(number)s"),
        _("Lãnh đạo không đồng ý việc từ chối ở lượt tiếp số %(number)s; cần tiếp lại hoặc mời công dân đến."),
    ),
    "erasure_proposed": Wording(
        _("Danh mục xóa hồ sơ số %(number)s chờ duyệt"),
        _(
            "Danh mục xóa hồ sơ số %(number)s đã trình lãnh đạo. Xem từng hồ sơ ở mục Lưu trữ, xóa hồ sơ trước khi "
            "duyệt: xóa rồi thì không lấy lại được."
        ),
    ),
    "erasure_sent_back": Wording(
        _("Danh mục xóa hồ sơ số %(number)s bị trả lại"),
        _("Lãnh đạo trả lại danh mục xóa hồ sơ số %(number)s, kèm ý kiến; cần sửa rồi trình lại."),
    ),
    "erasure_refused": Wording(
        _("Danh mục xóa hồ sơ số %(number)s không được duyệt"),
        _("Lãnh đạo không duyệt danh mục xóa hồ sơ số %(number)s, kèm lý do; không hồ sơ nào bị xóa."),
    ),
    "erasure_finished": Wording(
        _("Đã thực hiện xong danh mục xóa hồ sơ số %(number)s"),
        _("Danh mục xóa hồ sơ số %(number)s đã thực hiện xong; hồ sơ nào để lại thì danh mục ghi rõ vì sao."),
    ),
    "reception_duty_soon": Wording(
        _("Sắp đến hạn (%(nature)s): %(what)s"),
        _("Thời hạn “%(what)s” (%(nature)s), %(about)s, đến hết ngày %(due_on)s. %(mark)s"),
        Group.DEADLINES,
    ),
    "reception_duty_overdue": Wording(
        _("%(what)s: %(late)s"),
        _("Thời hạn “%(what)s”, %(about)s, đã hết ngày %(due_on)s, %(late)s. %(mark)s"),
        Group.DEADLINES,
    ),
    "reception_duty_recomputed": Wording(
        _("Thời hạn được tính lại: %(what)s"),
        _("Thời hạn “%(what)s” (%(nature)s), %(about)s, nay đến hết ngày %(due_on)s, trước đây là %(was)s."),
        Group.CHANGES,
    ),
    "matter_split": Wording(
        _("Một nội dung trong đơn số %(source)s được xem xét riêng, số %(number)s"),
        _(
            "Đơn số %(source)s của ông/bà có nhiều nội dung; một nội dung nay được xem xét riêng dưới số %(number)s. "
            "Ông/bà vẫn dùng một mã tra cứu để xem từng nội dung: %(code)s."
        ),
        Group.PETITIONERS,
    ),
    "matter_returned": Wording(
        _("Nội dung số %(part)s được xem xét chung với đơn số %(number)s"),
        _(
            "Nội dung trước đây mang số %(part)s nay được xem xét chung trong đơn số %(number)s của ông/bà. Mã tra cứu "
            "không đổi: %(code)s."
        ),
        Group.PETITIONERS,
    ),
    "case_voided": Wording(
        _("Số %(number)s đã hủy vì vào sổ nhầm"),
        _(
            "Mặt trận vào sổ nhầm nên hủy số %(number)s. Nếu ông/bà đã nộp đơn, đơn được theo dõi dưới số khác; "
            "chưa thấy số ấy thì ông/bà hỏi nơi đã nhận đơn. Mã tra cứu: %(code)s."
        ),
        Group.PETITIONERS,
    ),
    "case_closed": Wording(
        _("Đơn số %(number)s đã kết thúc"),
        _("Mặt trận đã kết thúc theo dõi đơn số %(number)s. Mã tra cứu: %(code)s."),
        Group.PETITIONERS,
    ),
    "daily_sheet": Wording(
        _("Phiếu kiểm soát số %(number)s, ngày %(day)s"),
        _(
            "Kèm thư này là phiếu của điểm kiểm soát số %(number)s, lập lúc %(time)s ngày %(day)s.\n"
            "Mã gốc: %(root)s\n\n"
            "Đề nghị lưu nguyên tệp %(file)s ở nơi mà người quản lý hệ thống không sửa được: trong hộp thư này, trên "
            "máy khác hoặc ổ đĩa rời. Phiếu không có tên người, không có nội dung đơn.\n\n"
            "Cách kiểm: gửi tệp cho người vận hành chạy lệnh ./run manage audit verify --checkpoint %(file)s và xem "
            "kết quả tại chỗ. Sổ sự kiện có chỗ nào bị sửa hoặc bị xóa sau khi lập phiếu thì lệnh này nêu rõ chỗ đó. "
            "Cũng có thể so mã gốc trên đây với mã gốc của điểm kiểm soát cùng số trong hệ thống: hai mã phải giống "
            "hệt nhau.\n\n"
            "Mỗi ngày gửi một thư. Nơi nhận không giữ phiếu nữa thì báo cán bộ giám sát bỏ địa chỉ này."
        ),
        Group.SHEETS,
    ),
}

STANDING_IN = _("Bạn nhận thông báo này vì đang thay mặt %(name)s.")
# Why a date was counted anew, by the word in the event.
REASONS = {
    "calendar": _("lịch làm việc thay đổi"),
    "law": _("quy định về thời hạn thay đổi"),
}


def group_of(template: str) -> Group:
    """Return what a message is about; a digest speaks of due dates unless the person wanted one each day."""
    return WORDINGS[template].group if template in WORDINGS else Group.DEADLINES


def mark_in_words(mark: str, rule: Rule) -> str:
    """Say which mark on the way of a duty was passed, in the rule's own unit; nothing of an event without one."""
    side, _dot, length = mark.partition(".")
    if not length:
        return ""
    if length == "half":
        return gettext("Mốc nhắc: đã qua nửa thời gian.")
    units = int(length)
    if not units:
        return gettext("Mốc nhắc: ngày đến hạn.")
    working = rule.unit == Unit.WORKING_DAY
    if side == "overdue" and working:
        said = ngettext("Mốc nhắc: quá hạn %(n)s ngày làm việc.", "Mốc nhắc: quá hạn %(n)s ngày làm việc.", units)
    elif side == "overdue":
        said = ngettext("Mốc nhắc: quá hạn %(n)s ngày.", "Mốc nhắc: quá hạn %(n)s ngày.", units)
    elif working:
        said = ngettext("Mốc nhắc: trước hạn %(n)s ngày làm việc.", "Mốc nhắc: trước hạn %(n)s ngày làm việc.", units)
    else:
        said = ngettext("Mốc nhắc: trước hạn %(n)s ngày.", "Mốc nhắc: trước hạn %(n)s ngày.", units)
    return said % {"n": units}
