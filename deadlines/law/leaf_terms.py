"""What the shared table of classification outcomes leaves open, decided once: whose each leaf is, its name, its paper.

Thông tư 05/2021 is written for the bodies that resolve; of its leaves the MTTQ has those that receive, guide, transfer
and report (Luật Khiếu nại Điều 66, Thông tri 36). The others stay in the data, marked, and are never offered.
"""

from typing import Any, NamedTuple


class LeafTerms(NamedTuple):
    when: str
    outcome: str
    """What is done: one of `leaves.OUTCOMES` at the MTTQ; the word of the table for a leaf of somebody else."""
    form: str = ""
    """The form of the letters catalogue that goes out, nothing where none is owed."""
    at_mttq: bool = True


def _elsewhere(when: str, outcome: str) -> LeafTerms:
    return LeafTerms(when, outcome, at_mttq=False)


LEAVES = {
    "ineligible": LeafTerms(
        "Đơn không đủ điều kiện xử lý, đã hướng dẫn một lần, hoặc đã gửi cả đến cơ quan có thẩm quyền", "file_away"
    ),
    "duplicate": LeafTerms("Đơn trùng với vụ việc đang mở của cùng người, cùng nội dung", "join"),
    "kn_competent": _elsewhere("Khiếu nại đủ điều kiện, thuộc thẩm quyền của cơ quan nhận", "propose_acceptance"),
    "kn_refuse": _elsewhere("Khiếu nại thuộc một trong chín trường hợp luật không cho thụ lý", "refuse_with_reason"),
    "kn_at_mttq": LeafTerms("Khiếu nại cần Mặt trận chuyển đơn và theo dõi", "forward", "transfer_complaint"),
    "kn_not_competent": LeafTerms("Khiếu nại gửi chưa đúng nơi, chưa được hướng dẫn lần nào", "guide", "guidance"),
    "kn_returned_by_agency": _elsewhere("Khiếu nại do Mặt trận chuyển nhầm, cơ quan trả lại", "return_to_sender"),
    "kn_lower_overdue": _elsewhere("Cấp dưới để khiếu nại quá hạn", "order_resolution"),
    "kn_resolved_effective": LeafTerms("Khiếu nại đã có quyết định có hiệu lực, không có tình tiết mới", "file_away"),
    "kn_group": LeafTerms("Nhiều người cùng khiếu nại, chưa cử người đại diện", "return", "return_petition"),
    "tc_competent": _elsewhere("Tố cáo đủ điều kiện, thuộc thẩm quyền của cơ quan nhận", "propose_acceptance"),
    "tc_not_competent": LeafTerms(
        "Tố cáo có họ tên, chữ ký; Mặt trận không có thẩm quyền", "forward", "transfer_denunciation"
    ),
    "tc_multi_addressee": LeafTerms(
        "Tố cáo đã gửi cả đến cơ quan có thẩm quyền, hoặc đã được hướng dẫn, chuyển một lần", "file_away"
    ),
    "tc_anonymous_no_evidence": LeafTerms("Tố cáo không rõ người tố cáo, không có chứng cứ cụ thể", "file_away"),
    "tc_anonymous_evidence": LeafTerms(
        "Tố cáo không rõ người tố cáo nhưng nêu rõ người vi phạm và có chứng cứ: chuyển làm thông tin",
        "forward",
        "transfer_denunciation",
    ),
    "tc_crime_signs": LeafTerms("Tố cáo có dấu hiệu tội phạm", "transfer_investigation", "transfer_denunciation"),
    "tc_party_member": LeafTerms(
        "Tố cáo đảng viên vi phạm Điều lệ, quy định của Đảng", "transfer_party", "transfer_denunciation"
    ),
    "tc_threatens_damage": LeafTerms("Tố cáo hành vi đang hoặc sắp gây thiệt hại nghiêm trọng", "report"),
    "tc_lower_overdue": _elsewhere("Cấp dưới để tố cáo quá hạn", "demand_report"),
    "tc_concluded_no_new": LeafTerms("Tố cáo đã có kết luận, không có chứng cứ mới", "file_away"),
    "knpa_not_competent": LeafTerms("Kiến nghị, phản ánh thuộc thẩm quyền cơ quan khác", "forward", "transfer_letter"),
    "mixed_contents": LeafTerms("Một đơn có nhiều nội dung khác loại", "ask_to_split", "guidance_split"),
    "mass_or_sensitive": LeafTerms("Vụ việc đông người, dân tộc, tôn giáo hoặc phức tạp", "report"),
    "corruption_request": LeafTerms("Kiến nghị xử lý hành vi tham nhũng", "forward", "request_corruption"),
    "cadre_reflection": LeafTerms("Phản ánh đạo đức, lối sống của cán bộ, đảng viên", "transfer_party", "report_cadre"),
}

# Named in law.md §14 point 20 and missing in the table: the letters catalogue has its paper.
MORE: tuple[dict[str, Any], ...] = (
    {
        "key": "kn_incomplete",
        "citation": "Luật 02/2011/QH13 Điều 11 (chưa có chữ ký); trả lại để bổ sung: theo thông lệ",
        "confidence": "M",
    },
)
LEAVES["kn_incomplete"] = LeafTerms(
    "Khiếu nại chưa có chữ ký, ngày tháng hoặc bản dịch, còn liên hệ được với người gửi", "return", "return_petition"
)

# The table explains itself in English; what people read is cited in the language of the law.
CITATIONS = {
    "practice": "Theo thông lệ, chưa có căn cứ bằng văn bản",
    "TT 07/2014 (expired)": "TT 07/2014/TT-TTCP (đã hết hiệu lực)",
    "Luật 42/2013 Điều 26; TT 07/2014": "Luật 42/2013 Điều 26; TT 07/2014/TT-TTCP (đã hết hiệu lực)",
    "TT 05/2021 (for TC: Điều 13)": "TT 05/2021 (tố cáo: Điều 13)",
}
# Numbers of prescribed forms as the table has them; where it says that a number is from memory, so do we.
PAPERS = {
    "phiếu hướng dẫn or công văn chuyển đơn": "Phiếu hướng dẫn hoặc công văn chuyển đơn",
    "phiếu hướng dẫn": "Phiếu hướng dẫn",
    "TT 05/2021 Mẫu 02 (number from memory)": "TT 05/2021 Mẫu 02, số mẫu theo trí nhớ",
    "TT 05/2021 Mẫu 04 (number from memory)": "TT 05/2021 Mẫu 04, số mẫu theo trí nhớ",
    "TT 05/2021 Mẫu 01": "TT 05/2021 Mẫu 01",
    "TT 05/2021 Mẫu 03": "TT 05/2021 Mẫu 03",
    "NĐ 155/2026 Mẫu 04": "NĐ 155/2026 Mẫu 04",
    "TT 07/2014 Mẫu 04": "TT 07/2014 Mẫu 04",
    "official_letter": "Công văn",
    "written_appointment": "Văn bản cử người đại diện",
    "transfer_letter": "Công văn chuyển",
    "report": "Báo cáo",
    "request_letter": "Công văn yêu cầu",
    "restricted_report": "Báo cáo có độ mật hạn chế người đọc",
}
