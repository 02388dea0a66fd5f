"""What each page is and what follows from it, in two lines, and where the guide says more."""

from dataclasses import dataclass

from django.urls import ResolverMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Help:
    what: str | Promise
    """What the page is, and what one can do here now."""
    then: str | Promise
    """What happens then."""
    place: str
    """Chapter and heading of the guide: "tiep-nhan#nhan-mot-don"."""

    @property
    def address(self) -> str:
        chapter, heading = self.place.split("#")
        return f"{reverse('desk:guide-chapter', args=[chapter])}#{heading}"


def help_for(match: ResolverMatch | None) -> Help | None:
    """Return what stands behind the ? of the page that is shown."""
    return BY_PAGE.get(match.url_name or "") if match is not None else None


TABLE: tuple[tuple[tuple[str, ...], Help], ...] = (
    (
        ("inbox",),
        Help(
            _("Những việc đang chờ bạn, gấp nhất đứng trước. Bấm tên việc để mở vụ việc và làm."),
            _("Làm xong thì việc tự rời danh sách và sang người kế tiếp; việc trả lại thì về hàng chung của đơn vị."),
            "xu-ly#viec-cua-toi",
        ),
    ),
    (
        ("give",),
        Help(
            _("Giao việc này cho người khác trong đơn vị. Chỉ hiện những người có vai trò làm được."),
            _("Người nhận được báo ngay; vụ việc ghi lại ai giao, giao cho ai."),
            "xu-ly#viec-cua-toi",
        ),
    ),
    (
        ("intake",),
        Help(
            _("Ghi một đơn vào sổ: chọn loại đơn trước, rồi người nộp, nội dung, giấy tờ. Thiếu gì vẫn lưu nháp được."),
            _("Lưu thì đơn có số, thời hạn bắt đầu chạy, giấy biên nhận sẵn để in và lãnh đạo thấy đơn mới."),
            "tiep-nhan#nhan-mot-don",
        ),
    ),
    (
        ("receipt",),
        Help(
            _("Giấy biên nhận của đơn: số, giờ, mã theo dõi. In một bản đưa người nộp."),
            _("Người nộp dùng mã để xem đơn đến đâu; mất giấy thì in lại ở đây."),
            "tiep-nhan#giay-bien-nhan",
        ),
    ),
    (
        ("reception", "reception-session", "reception-history"),
        Help(
            _("Buổi tiếp công dân: ai tiếp, ai đến, việc gì. Mở buổi, ghi từng lượt, ghi kết quả."),
            _("Lượt có đơn thì chuyển sang Tiếp nhận đơn; hết buổi, sổ tiếp công dân in được theo mẫu."),
            "tiep-nhan#tiep-cong-dan",
        ),
    ),
    (
        ("reception-schedule", "reception-plan"),
        Help(
            _("Lịch tiếp công dân của đơn vị. Lãnh đạo và cán bộ tiếp dân xếp buổi, người tiếp, nơi tiếp."),
            _("Buổi đã xếp hiện ở trang Tiếp công dân đúng ngày; lịch in ra để niêm yết."),
            "tiep-nhan#tiep-cong-dan",
        ),
    ),
    (
        ("session-act", "visit-act"),
        Help(
            _("Ghi một việc của buổi tiếp: khai đúng điều đã diễn ra."),
            _("Việc vào sổ tiếp công dân cùng người ghi và giờ ghi."),
            "tiep-nhan#tiep-cong-dan",
        ),
    ),
    (
        ("reception-refusals", "refusal-act"),
        Help(
            _("Những lần từ chối tiếp. Người thứ hai xác nhận hoặc không đồng ý, rồi ra thông báo."),
            _("Chưa có người thứ hai xác nhận thì chưa có thông báo; không đồng ý thì người dân được mời lại."),
            "tiep-nhan#tu-choi-tiep",
        ),
    ),
    (
        ("person", "merge"),
        Help(
            _("Các đơn của một người trong những vụ việc bạn được xem. Gộp khi biết chắc hai người là một."),
            _("Gộp chỉ nối các đơn lại với nhau, không sửa chữ nào đã ghi; gộp nhầm thì hoàn lại được."),
            "tiep-nhan#nguoi-nop-don",
        ),
    ),
    (
        ("erase-person", "erasures", "erasure", "erasure-row", "erasure-act"),
        Help(
            _("Hồ sơ hết thời hạn lưu, hoặc người dân yêu cầu xóa. Văn thư lập danh mục, lãnh đạo duyệt."),
            _("Duyệt xong máy xóa từng hồ sơ; số, ngày, kết quả và số liệu còn lại, lời người dân thì không."),
            "van-thu#luu-tru-va-xoa-ho-so",
        ),
    ),
    (
        ("register",),
        Help(
            _("Mọi vụ việc bạn được xem, mới nhất trước. Chọn câu hỏi, lọc, tìm không cần gõ dấu."),
            _("Địa chỉ trang giữ bộ lọc: gửi đường dẫn thì đồng nghiệp thấy cùng danh sách, trong quyền của họ."),
            "bat-dau#so-don",
        ),
    ),
    (
        ("books", "hand-out"),
        Help(
            _("Các sổ theo kỳ: xem, in, lấy ra bảng tính."),
            _("Mỗi lần in hay lấy ra đều được ghi: ai lấy, sổ nào, kỳ nào."),
            "van-thu#so-sach",
        ),
    ),
    (
        ("incoming", "link-incoming", "acknowledge-incoming"),
        Help(
            _("Văn bản đến của đơn vị: vào sổ, gắn với vụ việc, báo nhận."),
            _("Văn bản gắn xong hiện ở vụ việc cùng số, ngày và nơi gửi."),
            "van-thu#van-ban-den",
        ),
    ),
    (
        ("case",),
        Help(
            _("Một vụ việc: đang ở đâu, ai giữ, hạn nào, diễn biến. Nút bấm chỉ hiện việc bạn làm được lúc này."),
            _("Mỗi nút mở một trang nói trước điều sẽ xảy ra và báo cho ai, rồi mới làm."),
            "bat-dau#trang-mot-vu-viec",
        ),
    ),
    (
        ("move", "screen"),
        Help(
            _("Một việc sắp làm với vụ việc: đọc điều sẽ xảy ra, điền những gì còn thiếu."),
            _("Làm xong, vụ việc sang bước kế và người kế tiếp được báo; có gì sai thì những gì đã nhập vẫn còn."),
            "bat-dau#trang-mot-vu-viec",
        ),
    ),
    (
        ("certificate",),
        Help(
            _("Vì sao thời hạn rơi vào ngày này: đếm từng ngày, ngày nào bỏ qua, theo điều nào."),
            _("Lịch nghỉ hay luật đổi thì hạn được đếm lại và các lần đếm cũ vẫn còn đây."),
            "xu-ly#thoi-han",
        ),
    ),
    (
        ("holding",),
        Help(
            _("Từng ngày của vụ việc thuộc về ai: mỗi ngày làm việc đúng một người hoặc một nơi giữ."),
            _("In ra thành bản kê với các sự kiện làm căn cứ; lần in được ghi lại."),
            "giam-sat#co-quan-giu-bao-lau",
        ),
    ),
    (
        ("changes", "told"),
        Help(
            _("Đã đổi gì, đã báo cho ai: đọc lại, không sửa được."),
            _("Thư chưa đến nơi thì thấy ở đây; địa chỉ hỏng thì cần báo bằng cách khác."),
            "bat-dau#trang-mot-vu-viec",
        ),
    ),
    (
        ("keeping",),
        Help(
            _("Hồ sơ này lưu đến khi nào, theo điều nào. Tạm giữ khi đang cần đến."),
            _("Hồ sơ đang tạm giữ thì không vào danh mục xóa."),
            "van-thu#luu-tru-va-xoa-ho-so",
        ),
    ),
    (
        ("dossier",),
        Help(
            _("Cả hồ sơ thành một tệp mang đi, có chữ ký để kiểm lại không cần hệ thống."),
            _("Lần lấy ra được ghi vào lịch sử: ai lấy, lúc nào."),
            "giam-sat#kiem-tra-lich-su",
        ),
    ),
    (
        ("leader",),
        Help(
            _("Đơn mới chờ bút phê, công văn chờ ký, vụ việc chờ kết thúc. Bút phê từng đơn hoặc nhiều đơn một lần."),
            _("Bút phê xong, người xử lý được báo và thấy ý kiến của bạn ở vụ việc."),
            "lanh-dao#but-phe",
        ),
    ),
    (
        ("workload", "left-by", "end-role", "leaving"),
        Help(
            _("Ai đang giữ bao nhiêu việc, bao nhiêu quá hạn. Bàn giao khi có người nghỉ, chuyển."),
            _("Từng việc chuyển sang người nhận và có dòng kết quả; không việc nào bị bỏ lại không chủ."),
            "lanh-dao#khoi-luong-viec-va-ban-giao",
        ),
    ),
    (
        ("records",),
        Help(
            _("Công văn đã ký: cấp số, gửi đi, xác nhận đã đến nơi."),
            _("Có số thì công văn không sửa được nữa; gửi thư điện tử thì vài phút đầu còn gọi lại được."),
            "van-thu#cap-so-va-gui-di",
        ),
    ),
    (
        ("agency",),
        Help(
            _("Việc Mặt trận chuyển đến cơ quan, gấp nhất trước: nhận, từ chối có lý do, hoặc trả lời."),
            _("Trả lời xong, Mặt trận xem trong thời hạn của mình; cam kết bạn ghi thành việc được theo dõi."),
            "co-quan#nhan-hay-tu-choi",
        ),
    ),
    (
        ("supervision",),
        Help(
            _("Những gì đáng lẽ đã có mà chưa có: cơ quan im lặng, cam kết quá ngày, trả lời chưa xem."),
            _("Mở vụ việc để đôn đốc hoặc đưa lên lãnh đạo; có người làm thì dòng tự rời danh sách."),
            "giam-sat#ai-dang-cham",
        ),
    ),
    (
        ("late", "late-unit"),
        Help(
            _("Đơn vị nào làm trễ trong kỳ, trễ theo luật, theo công văn, theo cam kết hay quá mốc nội bộ; từng việc."),
            _("In bản kê: từng việc với số đơn, ngày hạn, ngày xong, số ngày trễ và căn cứ. Mỗi lần in đều được ghi."),
            "giam-sat#ai-lam-tre",
        ),
    ),
    (
        ("agencies", "agency-cases"),
        Help(
            _("Mỗi cơ quan giữ bao lâu trong kỳ. Mỗi con số mở ra danh sách vụ việc của nó."),
            _("Số liệu tính từ sự kiện đã ghi: sửa ngày ghi sai ở vụ việc thì bảng đổi theo."),
            "giam-sat#co-quan-giu-bao-lau",
        ),
    ),
    (
        ("notice",),
        Help(
            _("Các lần đôn đốc trong kỳ và sau đó cơ quan đã trả lời chưa. In thành thông báo sáu tháng."),
            _("Bản in ghi điểm kiểm soát mới nhất, để ai cầm cũng đối chiếu được."),
            "giam-sat#don-doc-va-thong-bao",
        ),
    ),
    (
        ("audit", "audit-unusual", "audit-readers"),
        Help(
            _("Ai đã làm gì, đã đọc gì, lúc nào. Lọc theo người, đơn vị, loại việc, vụ việc."),
            _("Chính lần tra này cũng được ghi; kết quả lấy ra bảng được."),
            "giam-sat#kiem-tra-lich-su",
        ),
    ),
    (
        ("administration",),
        Help(
            _("Các trang quản trị bạn có quyền, mỗi trang một câu nói dùng để làm gì."),
            _("Trang nào có trục trặc thì có dấu ngay cạnh tên."),
            "quan-tri#tinh-trang-he-thong",
        ),
    ),
    (
        ("health",),
        Help(
            _("Từng phần chạy phía sau các trang: còn chạy không, lần cuối lúc nào, hỏng thì làm gì."),
            _("Việc chưa chạy được không mất: chạy tiếp khi phần hỏng hoạt động lại."),
            "quan-tri#tinh-trang-he-thong",
        ),
    ),
    (
        ("jobs", "job"),
        Help(
            _("Những việc máy tự làm trong 24 giờ qua: lần cuối lúc nào, bao nhiêu lần, bao lâu, lỗi gì; từng giờ."),
            _("Nhật ký giữ 30 ngày, không ghi tên ai và không ghi nội dung nào."),
            "quan-tri#nhat-ky-viec-tu-dong",
        ),
    ),
    (
        ("dead-letters",),
        Help(
            _("Thư hệ thống đã thử nhiều lần mà không gửi được. Sửa nguyên nhân, rồi gửi lại từng thư."),
            _("Gửi lại dùng đúng mã thư cũ: người nhận không thấy hai thư khác nhau."),
            "quan-tri#tinh-trang-he-thong",
        ),
    ),
    (
        ("quarantine", "release"),
        Help(
            _("Tệp trình quét nghi có mã độc: không ai tải về được. Chỉ mở lại khi biết chắc là an toàn."),
            _("Mở lại cần ghi lý do; vụ việc ghi ai đã cho mở."),
            "quan-tri#tep-cach-ly",
        ),
    ),
    (
        ("checkpoints",),
        Help(
            _("Chữ ký mỗi giờ lên toàn bộ sổ sự kiện. Tải phiếu về giữ ngoài hệ thống, hoặc gửi thư mỗi ngày."),
            _("Ai sửa sổ về sau, dù là ai, đối chiếu với phiếu sẽ lộ."),
            "quan-tri#diem-kiem-soat-va-sao-luu",
        ),
    ),
    (
        ("changeovers", "rename-unit", "changeover"),
        Help(
            _("Sáp nhập, chia tách, giải thể, đổi tên đơn vị khi việc còn đang mở. Xem trước việc nào đi đâu."),
            _("Đến ngày hiệu lực, từng vụ việc sang đúng một đơn vị kế tiếp, có dòng kết quả."),
            "quan-tri#nguoi-va-don-vi",
        ),
    ),
    (
        ("addressees", "addressee"),
        Help(
            _("Cơ quan nhận văn bản: người đứng đầu, thư điện tử đã đăng ký."),
            _("Mã trả lời qua đường dẫn chỉ gửi đến thư điện tử ghi ở đây."),
            "quan-tri#tham-quyen",
        ),
    ),
    (
        ("competence", "competence-add", "competence-import", "competence-end"),
        Help(
            _("Danh bạ thẩm quyền: lĩnh vực nào, địa bàn nào thì cơ quan nào. Thử ngay một đơn sẽ đến đâu."),
            _("Dòng mới áp dụng từ ngày hiệu lực; người tiếp nhận thấy gợi ý kèm căn cứ."),
            "quan-tri#tham-quyen",
        ),
    ),
    (
        ("law", "rule", "proposals", "proposal", "rule-new", "rule-propose"),
        Help(
            _("Mỗi thời hạn theo điều luật nào, chắc đến đâu. Đổi thì một người đề nghị, người khác duyệt."),
            _("Duyệt xong, hạn của việc đang mở được đếm lại; các lần đếm cũ vẫn còn."),
            "quan-tri#thoi-han-va-lich-nghi",
        ),
    ),
    (
        ("calendar", "calendar-year", "calendar-import"),
        Help(
            _("Ngày nghỉ và ngày làm bù từng năm, kèm văn bản căn cứ."),
            _("Đổi lịch thì mọi hạn chạm đến ngày ấy được đếm lại; thiếu lịch năm nào thì chưa tính hạn năm ấy."),
            "quan-tri#thoi-han-va-lich-nghi",
        ),
    ),
    (
        ("openings", "series", "opening"),
        Help(
            _("Đưa sổ cũ vào bằng một bảng. Máy kiểm từng dòng và nói rõ ô nào sai trước khi vào sổ."),
            _("Vào hết hoặc chỉ vào dòng đúng là do bạn chọn; vụ việc giữ số và ngày cũ, không báo lại cho ai."),
            "quan-tri#so-lieu-dau-ky",
        ),
    ),
    (
        (
            "background",
            "export",
            "batch",
            "bulk",
        ),
        Help(
            _("Việc dài chạy ở phía sau: bảng kết xuất, việc làm một lần với nhiều đơn. Có thể rời trang và quay lại."),
            _(
                "Xong thì có kết quả từng dòng: dòng nào được, dòng nào không và vì sao. Bảng giữ 24 giờ, "
                "chỉ bạn tải được."
            ),
            "bat-dau#viec-chay-nen",
        ),
    ),
    (
        (
            "dashboard",
            "dashboard-cases",
        ),
        Help(
            _(
                "Báo cáo theo kỳ: nhận bao nhiêu, đúng hạn, trễ, theo tháng, cơ quan, lĩnh vực, địa bàn. "
                "Mỗi con số mở danh sách của nó."
            ),
            _("In trang trình lãnh đạo: một trang giấy với những con số này và những vụ việc đã đưa ra giao ban."),
            "giam-sat#bao-cao",
        ),
    ),
    (
        (
            "scorecard",
            "scorecard-sendings",
        ),
        Help(
            _(
                "Từng cơ quan trả lời thế nào trong kỳ: đúng hạn, trễ theo luật, trễ theo công văn, từ "
                "chối, mở lại, số ngày trung vị."
            ),
            _(
                "Bấm một con số để thấy đúng những lần chuyển làm ra nó. Trễ theo luật và theo công văn "
                "không cộng vào nhau."
            ),
            "giam-sat#co-quan-giu-bao-lau",
        ),
    ),
    (
        ("agenda",),
        Help(
            _(
                "Những vụ việc đơn vị mình đã đưa ra, kể cả vụ việc của cấp dưới: báo cáo lãnh đạo, giao ban, "
                "kế hoạch giám sát."
            ),
            _("In danh sách mang đi họp. Bàn xong thì đưa ra khỏi danh sách kèm một lời; vụ việc ghi lại cả hai lần."),
            "giam-sat#giao-ban",
        ),
    ),
    (
        (
            "staff",
            "staff-new",
            "staff-person",
            "staff-appoint",
            "staff-end",
            "staff-correct",
            "staff-way-in",
            "staff-second-step",
            "staff-close",
            "staff-reopen",
        ),
        Help(
            _(
                "Người dùng của đơn vị và đơn vị cấp dưới: vai trò, việc đang giữ, lần đăng nhập gần nhất. "
                "Lập tài khoản, giao vai trò, khóa, mở."
            ),
            _(
                "Mật khẩu do chính người ấy đặt qua đường dẫn dùng một lần. Kết thúc vai trò thì việc đang "
                "giữ phải có người nhận."
            ),
            "quan-tri#nguoi-va-don-vi",
        ),
    ),
    (
        (
            "deputies",
            "deputise",
            "end-deputy",
        ),
        Help(
            _("Ai thay mặt ai, từ ngày nào đến ngày nào, theo văn bản nào. Ở đây cũng thấy bạn đang thay mặt ai."),
            _(
                "Trong thời gian ấy người được ủy quyền thấy việc của người kia; mỗi việc làm ghi cả hai "
                "tên. Hết ngày thì tự thôi."
            ),
            "quan-tri#uy-quyen",
        ),
    ),
    (
        (
            "units",
            "unit",
            "unit-new",
            "unit-move",
        ),
        Help(
            _(
                "Cây đơn vị vào một ngày: đang có, đã đổi tên, đã kết thúc. Mở một đơn vị để xem người, "
                "địa chỉ, nơi trước và sau."
            ),
            _(
                "Chuyển nơi trực thuộc thì xem trước ai thấy thêm, ai thôi thấy. Sáp nhập, chia tách, giải "
                "thể làm ở Sắp xếp đơn vị."
            ),
            "quan-tri#nguoi-va-don-vi",
        ),
    ),
    (
        (
            "letter-samples",
            "letter-sample",
            "wordings",
            "wording",
        ),
        Help(
            _("Mọi mẫu văn bản và mẫu thông báo của hệ thống, xem thử với số liệu giả."),
            _("Lời lẽ đổi theo bản nâng cấp, có ngày hiệu lực; văn bản đã ban hành giữ nguyên mẫu của ngày ấy."),
            "quan-tri#mau-va-ket-noi",
        ),
    ),
    (
        ("clients",),
        Help(
            _("Phần mềm của nơi khác được phép đọc và báo nhận thay cho một đơn vị, với vai trò nào."),
            _("Mã truy cập hiện một lần khi cấp. Thu hồi thì phần mềm ấy thôi vào được ngay."),
            "quan-tri#mau-va-ket-noi",
        ),
    ),
    (
        ("messages", "message"),
        Help(
            _("Những điều hệ thống đã báo cho bạn: chưa đọc trước."),
            _("Mở vụ việc là cách đọc nhanh nhất; đánh dấu đã đọc chỉ đổi cho riêng bạn."),
            "bat-dau#thong-bao",
        ),
    ),
    (
        ("preferences",),
        Help(
            _("Nhóm tin nào nhận ngay, nhóm nào gộp mỗi sáng, giờ nào không gửi thư."),
            _("Điều luật hoặc công việc cần vẫn luôn hiện trên hệ thống."),
            "bat-dau#thong-bao",
        ),
    ),
    (
        ("account", "capacity"),
        Help(
            _("Tài khoản của bạn, và đơn vị bạn đang làm việc cho."),
            _("Đổi đơn vị thì danh sách và quyền đổi theo ngay; khi thay mặt ai, trang nào cũng nói rõ ở trên cùng."),
            "bat-dau#dang-nhap-va-don-vi",
        ),
    ),
    (
        ("search",),
        Help(
            _("Tìm trong mọi thứ bạn được xem: vụ việc, người nộp đơn, cơ quan, trang."),
            _("Gõ số đơn thì mở thẳng vụ việc. Nội dung niêm phong không tìm được ở đây."),
            "bat-dau#tim-moi-thu",
        ),
    ),
    (
        ("guide", "guide-chapter", "first-steps"),
        Help(
            _("Hướng dẫn theo từng vai trò, tên nút đúng như trên màn hình."),
            _("Dấu ? ở đầu mỗi trang mở đúng phần của trang ấy."),
            "bat-dau#phim-tat",
        ),
    ),
)

BY_PAGE: dict[str, Help] = {name: entry for names, entry in TABLE for name in names}
