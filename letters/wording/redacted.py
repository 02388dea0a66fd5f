"""A petition's words without what tells who wrote them: for everybody but the addressee of the sealed original."""

from collections.abc import Mapping
from typing import Any

from ..blocks import Body, fine_print, paragraph, paragraphs, particulars, title


def redacted_copy_1(said: Mapping[str, Any]) -> Body:
    # Luật Tố cáo Điều 56: what tells who denounced is taken out of what is handed to others.
    return [
        title("BẢN SAO ĐƠN ĐÃ CHE THÔNG TIN", f"Vụ việc số {said['case_number']}, nhận ngày {said['received_on']}"),
        particulars([("Về việc", said["subject"])]),
        *paragraphs(said["text"]),
        paragraph(
            "Những chỗ bôi đen là họ tên, địa chỉ và thông tin khác có thể làm lộ người gửi, đã được che theo Luật Tố "
            "cáo. Bản gốc được niêm phong, chỉ người có thẩm quyền mở."
        ),
        fine_print(f"{said['checked_by']} che và kiểm tra ngày {said['checked_on']}."),
    ]
