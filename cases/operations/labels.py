"""What a sealed case is called where everybody of the office looks: a label that names nobody."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..vocabulary import Kind

NEUTRAL = {
    Kind.DENUNCIATION: _("Đơn tố cáo, nội dung niêm phong"),
    Kind.CADRE: _("Phản ánh về cán bộ, nội dung niêm phong"),
}


def neutral(kind: str) -> str:
    """Return the label as it is kept, in the language of the books."""
    with override("vi"):
        return str(NEUTRAL[Kind(kind)])
