"""Letters to agencies: transfer of a petition, request to cooperate, reminder, recommendation to the superior body."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ..blocks import Block, Body, Run, addressed_to, closing, dashed, numbered, paragraph, paragraphs, particulars
from .voice import board, foot

NOT_STATUTORY = "do công văn này đề nghị, không phải thời hạn do luật định."
THANKS = "Rất mong nhận được sự phối hợp của quý cơ quan./."


def transfer_1(said: Mapping[str, Any]) -> Body:
    what = "kiến nghị, phản ánh"
    basis = "Căn cứ Luật Mặt trận Tổ quốc Việt Nam và Điều 26 Luật Tiếp công dân"
    return _transfer(said, what=what, basis=basis, points=["Trả lời người nộp đơn theo quy định của pháp luật."])


def transfer_complaint_1(said: Mapping[str, Any]) -> Body:
    # Luật Khiếu nại Điều 66: the MTTQ studies, forwards where warranted, and is told within 7 days of the decision.
    basis = "Căn cứ Luật Mặt trận Tổ quốc Việt Nam và Điều 66 Luật Khiếu nại"
    points = [
        "Thông báo bằng văn bản cho người khiếu nại theo quy định của Luật Khiếu nại.",
        "Gửi quyết định cho Mặt trận trong thời hạn 07 ngày kể từ ngày có quyết định, theo Luật Khiếu nại.",
    ]
    return _transfer(said, what="khiếu nại", basis=basis, points=points)


def request_corruption_1(said: Mapping[str, Any]) -> Body:
    # Luật PCTN 36/2018 Điều 74: measures, verification, handling; whether its number moved in 2026 is unsure.
    basis = "Căn cứ Luật Mặt trận Tổ quốc Việt Nam và Điều 74 Luật Phòng, chống tham nhũng"
    points = ["Áp dụng biện pháp phòng ngừa, xác minh, xử lý theo thẩm quyền nếu nội dung nêu trên là đúng."]
    return _transfer(said, what="kiến nghị về phòng, chống tham nhũng", basis=basis, points=points)


def transfer_board_1(said: Mapping[str, Any]) -> Body:
    # Luật 10/2022 Điều 40.1.c, Điều 45.2.c: the MTTQ confirms what the board recommends, forwards it and follows it.
    unit = board(said["unit"])
    basis = f"{unit} xác nhận kiến nghị nêu trên; căn cứ Luật Thực hiện dân chủ ở cơ sở"
    points = ["Trả lời bằng văn bản cho Ban đã kiến nghị, đồng gửi Mặt trận."]
    return _transfer(said, what="kiến nghị đã được Mặt trận xác nhận", basis=basis, points=points)


def report_cadre_1(said: Mapping[str, Any]) -> Body:
    # Quy định 124-QĐ/TW Điều 8: to the Party committee of the same level, by name to nobody else.
    basis = "Căn cứ Luật Mặt trận Tổ quốc Việt Nam và Điều 8 Quy định số 124-QĐ/TW"
    points = [
        "Giữ kín nội dung và người phản ánh; chỉ công bố khi cấp có thẩm quyền cho phép.",
        "Thông báo kết quả xem xét cho Mặt trận theo Quy định số 124-QĐ/TW.",
    ]
    return _transfer(said, what="phản ánh về tu dưỡng, rèn luyện đạo đức, lối sống", basis=basis, points=points)


def transfer_voter_1(said: Mapping[str, Any]) -> Body:
    basis = "Căn cứ Điều 15 Luật Mặt trận Tổ quốc Việt Nam"
    points = ["Trả lời bằng văn bản để Mặt trận thông báo đến cử tri."]
    return _transfer(said, what="kiến nghị của cử tri", basis=basis, points=points)


def transfer_opinion_1(said: Mapping[str, Any]) -> Body:
    basis = "Căn cứ Luật Mặt trận Tổ quốc Việt Nam và Quyết định số 218-QĐ/TW"
    points = ["Cho biết nội dung tiếp thu; nếu không tiếp thu, nêu rõ lý do."]
    return _transfer(said, what="góp ý xây dựng Đảng, chính quyền", basis=basis, points=points)


def transfer_denunciation_1(said: Mapping[str, Any]) -> Body:
    # Luật Tố cáo Điều 24, TT 05/2021 Điều 14 (Mẫu 03): once, with what was enclosed; the denouncer is not named here.
    addressee, unit = said["addressee"], said["unit"]
    return [
        addressed_to(addressee),
        paragraph(
            f"Ngày {said['received_on']}, {unit} nhận được đơn tố cáo (vụ việc số {said['case_number']}). "
            "Họ tên, địa chỉ, bút tích và thông tin khác về người tố cáo không nêu trong công văn này. Tóm tắt như sau:"
        ),
        *paragraphs(said["summary"]),
        paragraph(
            "Căn cứ Luật Mặt trận Tổ quốc Việt Nam, Điều 24 Luật Tố cáo và Điều 14 Thông tư số 05/2021/TT-TTCP, "
            f"{board(unit)} chuyển đơn tố cáo nêu trên đến {addressee} để xem xét, xử lý theo thẩm quyền và đề nghị:"
        ),
        *numbered(
            [
                said["asked"],
                "Giữ bí mật họ tên, địa chỉ, bút tích và thông tin khác làm lộ danh tính của người tố cáo theo "
                "Luật Tố cáo. Bản gốc để trong bì niêm phong, chỉ người đứng đầu cơ quan mở.",
            ]
        ),
        _answer_to(said, 3),
        paragraph(f"Ngày trả lời ghi tại điểm 3 {NOT_STATUTORY}"),
        *_enclosed(said),
        _foot(said, THANKS),
    ]


def reminder_1(said: Mapping[str, Any]) -> Body:
    unit = said["unit"]
    late = f" ({said['late_text']})" if said["late_text"] else ""
    return [
        addressed_to(said["addressee"]),
        paragraph(
            f"Ngày {said['letter_on']}, {unit} có Công văn số {said['letter_number']} chuyển đơn (vụ việc số "
            f"{said['case_number']}) đến {said['addressee']}. Tóm tắt nội dung như sau:"
        ),
        *paragraphs(said["summary"]),
        paragraph(
            f"Công văn đề nghị trả lời chậm nhất ngày {said['asked_before']}. Đến nay {unit} chưa nhận được văn bản "
            f"trả lời{late}."
        ),
        paragraph(
            "Căn cứ Luật Mặt trận Tổ quốc Việt Nam và Điều 26 Luật Tiếp công dân, "
            f"{board(unit)} đề nghị quý cơ quan quan tâm, có văn bản trả lời ",
            Run(f"chậm nhất ngày {said['answer_by']}", bold=True),
            "; nếu còn vướng mắc, cho biết lý do và thời gian dự kiến trả lời.",
        ),
        paragraph(f"Ngày trả lời nêu trên {NOT_STATUTORY}"),
        _foot(said, THANKS),
    ]


def reminder_2(said: Mapping[str, Any]) -> Body:
    unit = said["unit"]
    late = f" ({said['late_text']})" if said["late_text"] else ""
    return _since_links(
        said,
        [
            addressed_to(said["addressee"]),
            _sent_before(said),
            *paragraphs(said["summary"]),
            paragraph(f"{_overdue(said)} Đến nay {unit} chưa nhận được văn bản của quý cơ quan{late}."),
            paragraph(
                f"Căn cứ Luật Mặt trận Tổ quốc Việt Nam, {board(unit)} đề nghị quý cơ quan quan tâm xem xét và có văn "
                "bản trả lời ",
                Run(f"chậm nhất ngày {said['answer_by']}", bold=True),
                "; nếu còn vướng mắc, đề nghị cho biết lý do và thời gian dự kiến trả lời.",
            ),
            paragraph(f"Ngày trả lời nêu trên {NOT_STATUTORY}"),
            _foot(said, THANKS),
        ],
    )


def dialogue_1(said: Mapping[str, Any]) -> Body:
    # Luật MTTQ Điều 28, 29: whoever supervises may ask for a dialogue with the body that is supervised.
    unit, chased = said["unit"], said["chased"]
    before = [paragraph(f"{unit} đã đôn đốc bằng:"), dashed(chased)] if chased else []
    asked = said["asked"] or "Việc xem xét, trả lời đơn nêu trên; vướng mắc (nếu có) và thời gian trả lời."
    return [
        addressed_to(said["addressee"]),
        _sent_before(said),
        *paragraphs(said["summary"]),
        paragraph(_overdue(said)),
        *before,
        paragraph(f"Đến nay {unit} chưa nhận được văn bản trả lời của quý cơ quan."),
        paragraph(
            f"Căn cứ Luật Mặt trận Tổ quốc Việt Nam, {board(unit)} đề nghị được làm việc, đối thoại trực tiếp với lãnh "
            "đạo quý cơ quan như sau:"
        ),
        particulars([("Nội dung", asked), ("Thời gian", said["time"]), ("Địa điểm", said["venue"])]),
        paragraph(
            "Nếu thời gian hoặc địa điểm chưa phù hợp, đề nghị quý cơ quan cho biết để hai bên thống nhất. Nếu quý cơ "
            "quan có văn bản trả lời ",
            Run(f"chậm nhất ngày {said['answer_by']}", bold=True),
            " thì không phải tổ chức buổi làm việc này.",
        ),
        paragraph(f"Ngày trả lời nêu trên {NOT_STATUTORY}"),
        _foot(said, THANKS),
    ]


def _sent_before(said: Mapping[str, Any]) -> Block:
    return paragraph(
        f"Ngày {said['letter_on']}, {said['unit']} có Công văn số {said['letter_number']} gửi {said['addressee']} về "
        f"đơn của công dân (vụ việc số {said['case_number']}). Tóm tắt nội dung như sau:"
    )


def _overdue(said: Mapping[str, Any]) -> str:
    """What the letter asked for and, where a limit of the law has passed, which."""
    asked = f"Công văn nêu trên đề nghị trả lời chậm nhất ngày {said['asked_before']}."
    return f"{asked} {said['overdue']}." if said["overdue"] else asked


def recommendation_1(said: Mapping[str, Any]) -> Body:
    unit = said["unit"]
    return [
        addressed_to(said["addressee"]),
        paragraph(
            f"Ngày {said['letter_on']}, {unit} có Công văn số {said['letter_number']} chuyển đơn (vụ việc số "
            f"{said['case_number']}) đến {said['agency']}. Tóm tắt nội dung như sau:"
        ),
        *paragraphs(said["summary"]),
        paragraph(f"{board(unit)} theo dõi, giám sát và nhận thấy:"),
        *paragraphs(said["reason"]),
        paragraph(f"Căn cứ Luật Mặt trận Tổ quốc Việt Nam, {board(unit)} kiến nghị {said['addressee']}:"),
        *numbered([said["asked"], f"Chỉ đạo {said['agency']} trả lời người nộp đơn theo quy định của pháp luật."]),
        _answer_to(said, 3),
        paragraph(f"Ngày trả lời ghi tại điểm 3 {NOT_STATUTORY}"),
        _foot(said, THANKS),
    ]


def recommendation_2(said: Mapping[str, Any]) -> Body:
    unit, agency = said["unit"], said["agency"]
    contested = [paragraph(f"Về nội dung này, {agency} đã có {said['contested']}.")] if said["contested"] else []
    basis = f"Căn cứ Luật Mặt trận Tổ quốc Việt Nam{' và ' + said['law'] if said['law'] else ''}"
    points = [said["asked"], f"Chỉ đạo {agency} trả lời người nộp đơn theo quy định của pháp luật."]
    if said["law"]:
        # Luật Khiếu nại Điều 66.2: the body that was asked tells the MTTQ within seven days of its own decision.
        points.append(
            f"Trả lời Mặt trận bằng văn bản trong thời hạn 07 ngày kể từ ngày có quyết định, theo {said['law']}."
        )
    return _since_links(
        said,
        [
            addressed_to(said["addressee"]),
            paragraph(
                f"Ngày {said['letter_on']}, {unit} có Công văn số {said['letter_number']} chuyển đơn (vụ việc số "
                f"{said['case_number']}) đến {agency}. Tóm tắt nội dung như sau:"
            ),
            *paragraphs(said["summary"]),
            *contested,
            paragraph(f"{board(unit)} theo dõi, giám sát và nhận thấy:"),
            *paragraphs(said["reason"]),
            paragraph(f"{basis}, {board(unit)} kiến nghị {said['addressee']}:"),
            *numbered(points),
            _answer_to(said, len(points) + 1),
            paragraph(f"Ngày trả lời ghi tại điểm {len(points) + 1} {NOT_STATUTORY}"),
            _foot(said, THANKS),
        ],
    )


def cooperation_1(said: Mapping[str, Any]) -> Body:
    addressee, unit = said["addressee"], said["unit"]
    lead = [paragraph(f"Cơ quan chủ trì xem xét, trả lời: {said['agency']}.")] if said["agency"] else []
    return [
        addressed_to(addressee),
        paragraph(
            f"Ngày {said['received_on']}, {unit} nhận được đơn của công dân (vụ việc số {said['case_number']}). "
            "Tóm tắt nội dung như sau:"
        ),
        *paragraphs(said["summary"]),
        *lead,
        paragraph(
            "Để có đủ căn cứ theo dõi, giám sát việc trả lời công dân, căn cứ Luật Mặt trận Tổ quốc Việt Nam, "
            f"{board(unit)} đề nghị {addressee} phối hợp:"
        ),
        *numbered([said["asked"]]),
        paragraph(
            f"2. Gửi văn bản trả lời đến {unit} ",
            Run(f"chậm nhất ngày {said['answer_by']}", bold=True),
            "; nếu không thuộc chức năng, nhiệm vụ của quý cơ quan, có văn bản nêu rõ lý do.",
        ),
        paragraph(f"Ngày trả lời ghi tại điểm 2 {NOT_STATUTORY}"),
        *_enclosed(said),
        _foot(said, THANKS),
    ]


def _transfer(said: Mapping[str, Any], *, what: str, basis: str, points: list[str]) -> Body:
    addressee, unit = said["addressee"], said["unit"]
    answer_point = len(points) + 2
    return [
        addressed_to(addressee),
        paragraph(
            f"Ngày {said['received_on']}, {unit} nhận được đơn (vụ việc số {said['case_number']}) "
            f"{_from_whom(said)}có nội dung {what}. Tóm tắt như sau:"
        ),
        *paragraphs(said["summary"]),
        paragraph(
            f"{basis}, {board(unit)} chuyển {what} nêu trên đến {addressee} để xem xét, xử lý theo thẩm quyền "
            "và đề nghị:"
        ),
        *numbered([said["asked"], *points]),
        _answer_to(said, answer_point),
        paragraph(
            f"{answer_point + 1}. Nếu nội dung không thuộc thẩm quyền, có văn bản nêu rõ lý do và cơ quan có thẩm "
            "quyền để chuyển tiếp."
        ),
        paragraph(f"Ngày trả lời ghi tại điểm {answer_point} {NOT_STATUTORY}"),
        *_enclosed(said),
        _foot(said, THANKS),
    ]


def _from_whom(said: Mapping[str, Any]) -> str:
    if not said.get("petitioner_name"):
        return "của công dân (họ tên và địa chỉ không nêu trong công văn này), "
    address = f", địa chỉ: {said['petitioner_address']}" if said["petitioner_address"] else ""
    return f"của ông (bà) {said['petitioner_name']}{address}, "


def _answer_to(said: Mapping[str, Any], point: int) -> Block:
    return paragraph(
        f"{point}. Gửi văn bản trả lời, nêu rõ việc sẽ làm, người làm và thời gian hoàn thành, đến {said['unit']} ",
        Run(f"chậm nhất ngày {said['answer_by']}", bold=True),
        " để theo dõi, giám sát.",
    )


def _enclosed(said: Mapping[str, Any]) -> Body:
    enclosures = said["enclosures"]
    return [paragraph("Gửi kèm công văn này:"), dashed(enclosures)] if enclosures else []


def _foot(said: Mapping[str, Any], words: str) -> Block:
    qr_words = (
        "Quét mã để xin mã trả lời. Mã chỉ gửi đến địa chỉ đã đăng ký của cơ quan." if said.get("answer_url") else ""
    )
    return closing(words, qr_words=qr_words, **foot(said))


def _since_links(said: Mapping[str, Any], body: Body) -> Body:
    """The second words of letters to agencies: the head by name where one is named, and the address beside its QR."""
    return [part for block in body for part in _second(said, block)]


def _second(said: Mapping[str, Any], block: Block) -> Body:
    if block.kind == "addressed" and said["head"]:
        # What is addressed by name is opened by whoever is named.
        return [addressed_to(said["head"]), paragraph(Run("Chỉ người có tên mới được bóc bì.", italic=True))]
    if block.kind == "closing" and said.get("answer_url"):
        words = (
            f"Trả lời không cần tài khoản: quét mã hoặc vào {said['answer_url']} để xin mã. "
            "Mã chỉ gửi đến địa chỉ thư điện tử đã đăng ký của cơ quan."
        )
        return [replace(block, words=block.words | {"qr_words": words})]
    return [block]


def transfer_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, transfer_1(said))


def transfer_complaint_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, transfer_complaint_1(said))


def request_corruption_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, request_corruption_1(said))


def transfer_board_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, transfer_board_1(said))


def report_cadre_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, report_cadre_1(said))


def transfer_voter_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, transfer_voter_1(said))


def transfer_opinion_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, transfer_opinion_1(said))


def transfer_denunciation_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, transfer_denunciation_1(said))


def cooperation_2(said: Mapping[str, Any]) -> Body:
    return _since_links(said, cooperation_1(said))
