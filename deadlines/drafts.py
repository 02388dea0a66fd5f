"""What a proposed rule would say, and everything that is wrong with it, said at once and field by field."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .facts import Confidence, Nature
from .law.reading import RuleRow, WrongRow, rule_row
from .models import Rule
from .thresholds import WrongThresholds, thresholds
from .vocabulary import Source
from .words import in_own_words

LOCAL_KEY = re.compile(r"local(\.[a-z0-9_]+)+")
FIRST_LOCAL_VERSION = 1001
"""Versions of the house are numbered from here, so that a later shipped version never meets one of them."""
LONGEST = 3650
ONE_DAY = timedelta(days=1)

KEPT = ("key", "case_kind", "step", "role", "direction", "starts_on", "responsible", "binds", "follows")
"""What makes the rule this rule: a new version of it says nothing else here."""


class Mistakes:
    """Collects what is wrong, so that all of it is said at once."""

    def __init__(self) -> None:
        self._found: dict[str, list[str | Promise]] = {}

    def note(self, wrong: bool, field: str, sentence: str | Promise) -> None:
        if wrong:
            self._found.setdefault(field, []).append(sentence)

    def refuse(self) -> None:
        if self._found:
            raise ValidationError(dict(self._found))


def new_rule(content: Mapping[str, Any]) -> RuleRow:
    """Return the first version of a rule of the house. Raises ValidationError."""
    mistakes = Mistakes()
    key = str(content.get("key", ""))
    mistakes.note(
        not LOCAL_KEY.fullmatch(key),
        "key",
        _("Mã quy tắc của đơn vị bắt đầu bằng “local.”, chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch dưới."),
    )
    mistakes.note(
        Rule.objects.filter(key=key).exists(), "key", _("Mã này đã có; cần đề nghị phiên bản mới của quy tắc đó.")
    )
    _look_at(content, mistakes)
    mistakes.refuse()
    return _row({**content, "version": 1, "in_force_to": None})


def new_version(before: Rule, content: Mapping[str, Any]) -> RuleRow:
    """Return the version that follows `before` from its day on. Raises ValidationError."""
    mistakes = Mistakes()
    _look_at(content, mistakes)
    if content.get("in_force_from"):
        _look_at_days(before, _day(content["in_force_from"]), mistakes)
    mistakes.refuse()
    number = max(FIRST_LOCAL_VERSION, before.version + 1)
    kept = {name: getattr(before, name) for name in KEPT}
    return _row({**content, **kept, "version": number, "in_force_to": None})


def as_rule(row: RuleRow) -> Rule:
    return Rule(source=Source.LOCAL, **row.__dict__)


def _look_at(content: Mapping[str, Any], mistakes: Mistakes) -> None:
    citation, length = str(content.get("citation", "")).strip(), content.get("length")
    mistakes.note(not citation, "citation", _("Cần ghi căn cứ: số hiệu văn bản, điều, khoản."))
    mistakes.note(not content.get("in_force_from"), "in_force_from", _("Cần ghi ngày bắt đầu có hiệu lực."))
    mistakes.note(
        length is not None and not 0 <= length <= LONGEST,
        "length",
        _("Thời hạn phải là một số từ 0 đến 3650."),
    )
    if content.get("nature") == Nature.STATUTORY:
        mistakes.note(length is None, "length", _("Thời hạn theo luật phải có con số."))
        mistakes.note(
            bool(citation) and not re.search(r"\d", citation),
            "citation",
            _("Thời hạn theo luật cần căn cứ có số hiệu văn bản hoặc số điều."),
        )
        mistakes.note(
            content.get("confidence") not in list(Confidence), "confidence", _("Cần ghi đã đọc văn bản đến mức nào.")
        )
    mistakes.note(
        any(grant.get("max_total") is not None and grant["max_total"] <= (length or 0) for grant in _grants(content)),
        "extension",
        _("Thời hạn tối đa sau khi gia hạn phải dài hơn thời hạn ban đầu."),
    )
    try:
        thresholds(content.get("thresholds", {}), unit=content.get("unit", "calendar_day"))
    except WrongThresholds as wrong:
        mistakes.note(True, "thresholds", in_own_words(wrong))


def _look_at_days(before: Rule, start: date, mistakes: Mistakes) -> None:
    """Versions follow each other day by day: no day has two, and no day between them has none."""
    last = before.in_force_to
    later = Rule.objects.filter(key=before.key, in_force_from__gt=before.in_force_from).exists()
    mistakes.note(later, "in_force_from", _("Quy tắc đã có phiên bản mới hơn; cần đề nghị từ phiên bản đó."))
    mistakes.note(
        start <= before.in_force_from,
        "in_force_from",
        _("Phiên bản mới phải có hiệu lực sau ngày %(day)s, là ngày phiên bản trước bắt đầu có hiệu lực.")
        % {"day": f"{before.in_force_from:%d/%m/%Y}"},
    )
    if last is None or start <= before.in_force_from:
        return
    mistakes.note(
        start <= last,
        "in_force_from",
        _("Phiên bản trước còn hiệu lực đến hết ngày %(day)s; hai phiên bản không được chồng lên nhau.")
        % {"day": f"{last:%d/%m/%Y}"},
    )
    mistakes.note(
        start > last + ONE_DAY,
        "in_force_from",
        _("Từ ngày %(first)s đến ngày %(last)s sẽ không có quy tắc nào; phiên bản mới phải nối liền phiên bản trước.")
        % {"first": f"{last + ONE_DAY:%d/%m/%Y}", "last": f"{start - ONE_DAY:%d/%m/%Y}"},
    )


def _row(content: Mapping[str, Any]) -> RuleRow:
    start = _day(content["in_force_from"])
    try:
        return rule_row({**content, "citation": content["citation"].strip(), "in_force_from": start})
    except WrongRow as wrong:
        raise ValidationError(_("Nội dung quy tắc không dùng được: %(what)s.") % {"what": wrong}) from wrong


def _day(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _grants(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(content.get("extension", []))
