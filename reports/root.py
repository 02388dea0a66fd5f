"""The newest checkpoint at the foot of a printed report: paper is a witness that nobody in the house can change."""

from django.utils.translation import gettext as _

from audit import checkpoints


def newest_root() -> list[str]:
    """Return the lines with its number, moment and root, and what they are for; none before the first checkpoint."""
    checkpoint = checkpoints.newest()
    if checkpoint is None:
        return []
    facts = checkpoints.in_words(checkpoint)
    return [
        _("Điểm kiểm soát số %(number)s, lập lúc %(time)s ngày %(day)s.") % facts,
        _("Mã gốc: %(root)s") % facts,
        _(
            "Mã gốc tính từ toàn bộ sổ sự kiện tại lúc đó. Cần kiểm sổ có bị sửa không thì so mã này với mã gốc của "
            "điểm kiểm soát cùng số trong hệ thống: hai mã phải giống hệt nhau."
        ),
    ]
