"""What an event says beside its sentence, in words: only facts that are numbers, days or words of ours."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.models import Event
from cases.vocabulary import Move
from organizations.vocabulary import Role


def details_of(event: Event) -> str:
    """Return what the known facts of the event say, whatever else it holds stays there."""
    facts = event.facts
    said = []
    if facts.get("sealed") is True:
        said.append(_("vụ việc niêm phong"))
    if event.kind == "reading.refused":
        said.append(_refused(event))
    if event.kind == "list.taken_out":
        said += [*facts.get("asked", ()), _("có tìm theo từ") if facts.get("searched") is True else ""]
    if "rows" in facts:
        said.append(_("%(rows)s dòng") % {"rows": facts["rows"]})
    if "first" in facts and "last" in facts:
        said.append(_("kỳ %(first)s đến %(last)s") % {"first": facts["first"], "last": facts["last"]})
    if facts.get("role") in Role.values:
        said.append(str(Role(facts["role"]).label))
    if "document" in facts:
        said.append(_("mã tài liệu %(number)s") % {"number": facts["document"]})
    if "letter" in facts:
        said.append(_("mã văn bản %(number)s") % {"number": facts["letter"]})
    if facts.get("no_more_today") is True:
        said.append(_("quá nhiều trong ngày, các lần sau không ghi nữa"))
    return "; ".join(one for one in said if one)


REFUSED: dict[int, str | Promise] = {
    403: gettext_lazy("không có quyền"),
    404: gettext_lazy("không thuộc phạm vi được biết"),
    409: gettext_lazy("chưa mở niêm phong"),
}


def _refused(event: Event) -> str:
    """What was wanted, and how it was answered."""
    move = str(event.facts.get("place", "")).rpartition("/")[2]
    wanted = str(Move(move).label) if move in Move.values else ""
    return ": ".join(filter(None, [wanted, str(REFUSED.get(event.facts.get("answer", 0), ""))]))
