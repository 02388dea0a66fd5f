"""What the shared legal table leaves open, decided once: identifiers, titles, roles, pauses, marks and citations."""

from datetime import date
from typing import Any

KINDS = {
    "any": "any",
    "reception": "reception",
    "kien_nghi_phan_anh": "administrative_feedback",
    "khieu_nai": "complaint",
    "khieu_nai_ky_luat": "disciplinary_complaint",
    "to_cao": "denunciation",
    "kien_nghi_tham_nhung": "corruption_request",
    "kien_nghi_bttnd": "inspection_board_recommendation",
    "kien_nghi_bgsdtcd": "investment_board_recommendation",
    "giam_sat": "supervision",
    "kien_nghi_sau_giam_sat": "supervision_recommendation",
    "phan_bien": "social_criticism",
    "giam_sat_can_bo": "cadre_supervision",
    "gop_y": "opinion",
    "kien_nghi_cu_tri": "voter_petition",
    "giam_sat_hdnd": "council_supervision",
    "document": "document",
    "data_incident": "data_incident",
    "data_processing": "data_processing",
}

# Who owes it -> (identifier, whom the rule binds).
RESPONSIBLES = {
    "mttq_focal_point": ("single_focal_point", "mttq"),
    "mttq_team": ("supervision_team", "mttq"),
    "mttq_committee": ("standing_board", "mttq"),
    "mttq_xa": ("commune_standing_board", "mttq"),
    "receiving_body": ("receiving_body", "receiving_body"),
    "receiving_body_incl_mttq": ("receiving_body", "receiving_body"),
    "transferring_body": ("transferring_body", "receiving_body"),
    "head_of_body": ("head_of_body", "receiving_body"),
    "petition_handler": ("petition_handler", "receiving_body"),
    "host_site": ("host_site", "receiving_body"),
    "van_thu": ("records_officer", "state_body"),
    "receiving_state_body": ("receiving_state_body", "state_body"),
    "competent_agency": ("competent_agency", "agency"),
    "competent_resolver": ("competent_agency", "agency"),
    "superior_agency": ("superior_agency", "agency"),
    "superior_head": ("superior_agency", "agency"),
    "executing_body": ("executing_body", "agency"),
    "ubnd_xa": ("commune_peoples_committee", "agency"),
    "supervised_body": ("supervised_body", "agency"),
    "drafting_body": ("drafting_body", "agency"),
    "addressee": ("addressee", "agency"),
    "ministry_or_province": ("competent_agency", "agency"),
    "lead_agency": ("lead_agency", "agency"),
    "cooperating_agency": ("cooperating_agency", "agency"),
    "cap_uy": ("party_committee", "party_committee"),
    "ban_thanh_tra_nhan_dan": ("people_inspection_board", "board"),
    "doan_dbqh_and_mttq_tinh": ("assembly_delegation_and_standing_board", "elected_body"),
    "doan_dbqh": ("assembly_delegation", "elected_body"),
    "thuong_truc_hdnd": ("council_standing_committee", "elected_body"),
    "dai_bieu_quoc_hoi": ("assembly_deputy", "elected_body"),
    "complainant": ("petitioner", "petitioner"),
    "data_controller": ("data_controller", "mttq"),
    "system": ("none", "none"),
}

UNITS = {
    "working": "working_day",
    "calendar": "calendar_day",
    "hour": "hour",
    "month": "month",
    "year": "year",
}

# Rows that are no duties to be swept for lateness.
ROLES = {
    "kn.limitation": "limitation",
    "kn.limitation_discipline": "limitation",
    "kn.limitation_discipline_second": "limitation",
    "kn.file_second": "limitation",
    "kn.decision_effective": "effect",
    "luu_don.retention": "retention",
}

# Luật Tố cáo Điều 34.2: suspended time is not counted. NĐ 155/2026: a complaint is counted on from the decision to
# resume. Luật Khiếu nại Điều 9: time of objective obstacles is not counted.
PAUSES = {
    "tc.resolve": "excluded",
    "kn.limitation": "excluded",
    "kn.resolve_first": "resumes",
    "kn.resolve_first_remote": "resumes",
    "kn.resolve_second": "resumes",
    "kn.resolve_second_remote": "resumes",
    "kn.discipline_resolve": "resumes",
}

# Lengths that belong to a kind of case, printed in the table as if they were extensions.
VARIANTS = {
    "kn.limitation_discipline_second": "dismissal",
    "kn.file_second": "remote_area",
    "kn.decision_effective": "remote_area",
}

FOLLOWS = {"kn.accept": "kn.accept.old", "cutri.ministry_answer": "cutri.ministry_answer.old"}

_BY_ANALOGY = "Nghị định 30/2020/NĐ-CP Điều 2 khoản 2: tổ chức chính trị - xã hội áp dụng cho phù hợp"
APPLIES = {
    "tc.result_to_transferor": ("unsure", "MTTQ có phải “tổ chức có thẩm quyền” hay không: chờ ý kiến pháp lý"),
    "pctn.answer_mttq": ("unsure", "Luật Phòng, chống tham nhũng đang được sửa đổi; cần rà lại Điều 74 khoản 2"),
    "vt.issue_outgoing": ("unsure", _BY_ANALOGY),
    "vt.ack_incoming": ("unsure", _BY_ANALOGY),
    "vt.submit_incoming": ("unsure", _BY_ANALOGY),
    "xld.provincial_procedure": ("no", "Thủ tục của cơ quan hành chính cấp tỉnh, không phải của MTTQ"),
    "tcd.result_to_transferring_body": ("no", "Điều 27 khoản 2 không nêu MTTQ"),
    "knpa.regulation_transfer": ("unsure", "Nghị định 20/2008/NĐ-CP ràng buộc cơ quan hành chính nhà nước"),
}

LABOUR = "Bộ luật Lao động 45/2019/QH14 Điều 112"
MAKEUP = "Bộ luật Lao động 45/2019/QH14 Điều 111 khoản 3"
CULTURE = "Nghị quyết 28/2026/QH16 Điều 2"
PLAN_2027 = "Phương án nghỉ Tết, nghỉ lễ năm 2027 của Bộ Nội vụ, Phó Thủ tướng đồng ý ngày 02/10/2026"

YEARS: dict[int, dict[str, Any]] = {
    2024: {"citation": "Thông báo 5015/TB-LĐTBXH", "adopted_on": None},
    2025: {"citation": "Thông báo 6150/TB-BLĐTBXH ngày 03/12/2024", "adopted_on": date(2024, 12, 3)},
    2026: {
        "citation": "Thông báo 9441/TB-BNV ngày 16/10/2025",
        "adopted_on": date(2025, 10, 16),
        "note": "Có đề xuất hoán đổi thứ Hai 23/11/2026 nhưng chưa thấy quyết định; đang tính là ngày làm việc.",
    },
    2027: {"citation": PLAN_2027, "adopted_on": date(2026, 10, 2)},
}

# Days that rest on another decision than the notice of their year.
DECISIONS: dict[date, tuple[str, date | None]] = {
    date(2024, 4, 18): (LABOUR, None),
    date(2024, 4, 29): ("Thông báo 1570/TB-LĐTBXH", None),
    date(2024, 5, 4): ("Thông báo 1570/TB-LĐTBXH", None),
    date(2025, 4, 7): (LABOUR, None),
    date(2026, 1, 2): ("Công văn 12729/VPCP-KGVX", date(2025, 12, 25)),
    date(2026, 1, 10): ("Công văn 12729/VPCP-KGVX", date(2025, 12, 25)),
    date(2026, 4, 26): (LABOUR, None),
    date(2026, 4, 27): (f"{MAKEUP}; Công văn 3383/BNV-CVL ngày 10/4/2026", None),
    date(2026, 11, 24): (CULTURE, date(2026, 4, 24)),
    date(2027, 4, 16): (LABOUR, None),
    date(2027, 5, 3): (MAKEUP, None),
    date(2027, 11, 24): (CULTURE, date(2026, 4, 24)),
}

SWAPS = (
    (date(2024, 4, 29), date(2024, 5, 4)),
    (date(2025, 5, 2), date(2025, 4, 26)),
    (date(2026, 1, 2), date(2026, 1, 10)),
    (date(2026, 8, 31), date(2026, 8, 22)),
)

FIXED_NAMES = {(4, 30): "Ngày Chiến thắng 30/4", (5, 1): "Ngày Quốc tế lao động 1/5"}

# The table explains itself in English; the catalogue cites in the language of the law. Nothing marked loses its mark.
CITATIONS = {
    "mttq.answer_asked": "Ngày hẹn trả lời phải ghi trong công văn của MTTQ; không bao giờ là quá hạn theo luật",
    "mttq.confirm_delivery": "Nội bộ: chưa biết ngày nhận thì chưa tính hạn của cơ quan",
    "tcd.result_to_transferring_body": "Luật 42/2013/QH13 Điều 27 khoản 2 (không nêu MTTQ)",
    "tcd.head_reception_day": "Luật 42/2013/QH13 Điều 18 (ít nhất một ngày mỗi tháng)",
    "tcd.unhandled_long_stop": "NĐ 154/2026/NĐ-CP Điều 41 khoản 3 điểm b (căn cứ xử lý kỷ luật)",
    "xld.provincial_procedure": "Cổng dịch vụ công, mã thủ tục 315145 (ghi “ngày”, không ghi “ngày làm việc”)",
    "tc.result_to_transferor": "Luật 25/2018/QH14 Điều 26 khoản 2 (chưa xác nhận áp dụng với MTTQ)",
    "tc.publicise_display": "NĐ 31/2019/NĐ-CP Điều 6 (ngày liên tục)",
    "pctn.answer_mttq": "Luật 36/2018/QH14 Điều 74 khoản 2 (cần rà lại sửa đổi năm 2026)",
    "gs.answer_recommendation": (
        "Luật 75/2015/QH13 Điều 28 khoản 7, Điều 29 khoản 6, Điều 30 khoản 2; NQLT 403/2017 Điều 23 "
        "(luật không ghi số ngày)"
    ),
    "pb.answer": "Luật 75/2015/QH13 Điều 36 khoản 3 (luật không ghi số ngày)",
    "qd217.answer": "QĐ 217-QĐ/TW (chưa đọc được số ngày)",
    "qd218.answer": "QĐ 218-QĐ/TW (chưa đọc được số ngày)",
    "tt36.own_processing": (
        "Thông tri 36/TT-MTTW-BTT phần II (chưa đọc được); tạm theo Luật Tiếp công dân Điều 28 khoản 1"
    ),
    "cutri.synthesis_before": "NQLT 72/2025 (chưa đọc được số điều)",
    "cutri.ministry_answer": "QĐ 33/2017/QĐ-TTg Điều 12, sửa đổi bởi QĐ 30/2020/QĐ-TTg",
    "cutri.ministry_answer.old": "QĐ 33/2017/QĐ-TTg Điều 12 (bản gốc)",
    "cutri.ask_cooperation": "QĐ 33/2017/QĐ-TTg (chưa đọc được số điều)",
    "cutri.cooperation_answer": "QĐ 33/2017/QĐ-TTg (chưa đọc được số điều)",
    "hdnd.explanation": "Luật 121/2025/QH15 Điều 40 (theo nguồn thứ cấp)",
    "vt.issue_outgoing": "NĐ 30/2020/NĐ-CP Điều 15, 18 (áp dụng tương tự cho MTTQ, Điều 2 khoản 2)",
}

NOTES = {
    "time of objective obstacles is not counted": "thời gian có trở ngại khách quan không tính",
    "suspended time is not counted (Điều 34 khoản 2)": "thời gian tạm đình chỉ không tính (Điều 34 khoản 2)",
    "never reveals the denouncer (Điều 40.3)": "không để lộ người tố cáo (Điều 40 khoản 3)",
    "urgent: at once": "khẩn: phát hành ngay",
}

NEEDS = {
    "complex case recorded in writing, Điều 3a NĐ 124/2020": "xác định phức tạp bằng văn bản (NĐ 124/2020 Điều 3a)",
    "complex case recorded in writing": "xác định vụ việc phức tạp bằng văn bản",
    "complex case": "vụ việc phức tạp",
    "several places or delegated check": "kiểm tra tại nhiều nơi hoặc ủy quyền kiểm tra",
    "written decision (Điều 30.4)": "quyết định gia hạn bằng văn bản (Điều 30 khoản 4)",
    "several bodies, lead agency": "nhiều cơ quan, do cơ quan chủ trì",
}
