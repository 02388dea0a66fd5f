"""Why the clock refuses to count: each refusal is one Vietnamese sentence that says what is missing."""

from datetime import date
from typing import Any, ClassVar


def gettext_noop(message: str) -> str:
    """Mark a sentence for the catalogue. The pure modules do not know Django; `words.in_own_words` translates."""
    return message


class Refused(ValueError):
    """The facts given cannot be counted. `facts` fill the blanks of the sentence."""

    sentence: ClassVar[str]

    def __init__(self, **facts: Any) -> None:
        self.facts = {name: f"{fact:%d/%m/%Y}" if isinstance(fact, date) else fact for name, fact in facts.items()}
        super().__init__(self.sentence % self.facts)


class YearWithoutCalendar(Refused):
    """Counting reached a year whose days off are not loaded: Monday to Friday would be a guess."""

    sentence = gettext_noop(
        "Chưa có lịch ngày nghỉ, ngày làm bù của năm %(year)s nên không thể tính hạn; cần nạp lịch năm %(year)s trước."
    )

    def __init__(self, year: int) -> None:
        super().__init__(year=year)
        self.year = year


class UnknownRule(Refused):
    sentence = gettext_noop("Không có quy tắc thời hạn nào mang mã “%(key)s”.")


class NoRuleInForce(Refused):
    """The rule exists, but not on that day. The sentence names the gap."""

    sentence = gettext_noop("Quy tắc “%(key)s” không có hiệu lực vào ngày %(on)s: %(gap)s.")


class NoDateGiven(Refused):
    sentence = gettext_noop(
        "Quy tắc “%(key)s” không ấn định số ngày; cần ghi ngày hẹn trong công văn hoặc ngày cam kết."
    )


class DateNotGivable(Refused):
    sentence = gettext_noop("Thời hạn “%(key)s” do luật định, không thể thay bằng ngày hẹn %(given)s.")


class CountedFromEvent(Refused):
    sentence = gettext_noop("Thời hạn “%(key)s” tính lùi từ sự kiện, không thể thay bằng ngày hẹn %(given)s.")


class GivenBeforeStart(Refused):
    sentence = gettext_noop("Ngày hẹn %(given)s sớm hơn ngày bắt đầu %(start)s.")


class PauseNotAllowed(Refused):
    sentence = gettext_noop("Quy tắc “%(key)s” không cho phép tạm dừng thời hạn.")


class PauseReversed(Refused):
    sentence = gettext_noop("Khoảng tạm dừng kết thúc ngày %(last)s trước khi bắt đầu ngày %(first)s.")


class PausesOverlap(Refused):
    sentence = gettext_noop("Hai khoảng tạm dừng chồng lên nhau ở ngày %(day)s.")


class StillPaused(Refused):
    sentence = gettext_noop("Thời hạn đang tạm dừng từ ngày %(first)s và chưa có ngày tiếp tục nên chưa tính được hạn.")


class ExtensionNotAllowed(Refused):
    sentence = gettext_noop("Quy tắc “%(key)s” không cho phép gia hạn.")


class ExtensionShortens(Refused):
    sentence = gettext_noop("Gia hạn phải thêm ít nhất một đơn vị thời gian, không thể là %(by)s.")


class ExtensionWithoutDocument(Refused):
    sentence = gettext_noop("Gia hạn thời hạn “%(key)s” cần văn bản quyết định gia hạn.")


class ExtensionBeyondCap(Refused):
    sentence = gettext_noop("Gia hạn thêm %(by)s vượt quá mức tối đa của quy tắc “%(key)s”: %(cap)s.")


class NoSuchVariant(Refused):
    sentence = gettext_noop("Quy tắc “%(key)s” không có trường hợp riêng “%(when)s”.")
