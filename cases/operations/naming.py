"""A letter of a sealed case tells nobody but the petitioner who wrote."""

from django.utils.translation import gettext_lazy as _

from ..errors import Unusable
from ..models import Case, Party
from ..redaction import still_told


def must_name_nobody(case: Case, **words: str) -> None:
    """Refuse, at its field, what tells who stands behind a sealed petition (Luật Tố cáo Điều 8.3, 56)."""
    if not case.sealed:
        return
    behind = [one.who for one in Party.objects.filter(petition__matters__case=case) if one.stands_behind]
    for field, text in words.items():
        if still_told(text, behind):
            raise Unusable(
                field,
                _("Văn bản của vụ việc niêm phong không được nêu họ tên, địa chỉ, điện thoại, giấy tờ của người gửi."),
            )
