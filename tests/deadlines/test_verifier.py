"""Whoever counts again without our code comes to the same date, and finds the one day that was changed."""

import json
import subprocess
import sys
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import verify_certificate
from deadlines.clock import due_date, explain
from deadlines.facts import Extension, ExtensionTerms, Pause, PauseEffect, RuleFacts
from tests.deadlines.draws import counts
from tests.deadlines.shipped import shipped_calendar
from verify_certificate import CannotCheck, book_of, differences, paper_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def exported(calendar):
    """What `manage.py calendar --json` prints; a test below holds the command to it."""
    return {
        "format": 1,
        "version": calendar.version,
        "years": [{"year": year} for year in sorted(calendar.years)],
        "days": [
            {"day": str(one.day), "works": one.works, "why": one.why, "citation": one.citation}
            for one in calendar.special
        ],
    }


def certificate(rule, **facts):
    return json.loads(explain(rule, **facts).as_json())


def verdict(content, calendar=None):
    return differences(paper_of(content), book_of(exported(calendar)) if calendar else None)


def agree(counted):
    rule, facts = counted
    content = certificate(rule, **facts)
    assert verdict(content) == []
    assert verdict(content, facts["calendar"]) == []
    assert content["due_on"] == str(due_date(rule, **facts))


@given(counts())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_another_count_comes_to_the_same_date(counted):
    agree(counted)


@pytest.mark.deep
@given(counts())
@settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_another_count_comes_to_the_same_date_ten_thousand_times(counted):
    agree(counted)


# --- what was changed is found -----------------------------------------------------------------------------------


def tampered(content, index):
    """Yield every way to change one line, with the day that a difference must name."""
    line = content["steps"][index]
    day = date.fromisoformat(line["day"])
    for changes in (
        {"day": str(day + timedelta(days=1))},
        {"day": str(day - timedelta(days=7))},
        {"number": (line["number"] or 0) + 1},
        {"number": None if line["number"] is not None else 1},
        {"counted": not line["counted"]},
        {"counted": not line["counted"], "number": None if line["counted"] else 1},
        {"why": "được tính" if line["why"] != "được tính" else "ngày nghỉ cuối tuần"},
        {"why": "nghỉ phép"},
        {"citation": "Thông báo 1/TB"},
        {"citation": f"{line['citation']} "},
        {"citation": "" if line["citation"] else "Bộ luật Lao động 45/2019/QH14 Điều 111"},
    ):
        steps = [*content["steps"]]
        steps[index] = line | changes
        yield changes, content | {"steps": steps}, {day, date.fromisoformat(steps[index]["day"])}
    for name, steps in (
        ("left out", content["steps"][:index] + content["steps"][index + 1 :]),
        ("twice", content["steps"][: index + 1] + content["steps"][index:]),
    ):
        if steps:
            yield name, content | {"steps": steps}, {day}


@given(counts(), st.integers(0, 400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_line_that_was_changed_is_found_and_its_day_named(counted, index):
    rule, facts = counted
    content = certificate(rule, **facts)
    # The last lines, where the end moves, are the ones worth changing: every other try goes there.
    last = len(content["steps"]) - 1
    for change, changed, days in tampered(content, max(last - index // 2, 0) if index % 2 else index % (last + 1)):
        found = verdict(changed, facts["calendar"])
        assert any(f"{day:%d/%m/%Y}" in sentence for day in days for sentence in found), (change, found)


COMPLAINT = RuleFacts("kn.accept", 7, "working_day", citation="NĐ 155/2026/NĐ-CP")


@pytest.fixture
def complaint(calendar):
    return certificate(COMPLAINT, start=date(2026, 11, 13), calendar=calendar)


def with_line(content, day, **changes):
    return content | {"steps": [line | changes if line["day"] == day else line for line in content["steps"]]}


@pytest.mark.parametrize(
    ("day", "changes", "said"),
    [
        ("2026-11-18", {"counted": False, "number": None}, "thứ Tư 18/11/2026: không được tính"),
        ("2026-11-18", {"counted": False, "number": None, "why": "nghỉ"}, "thứ Tư 18/11/2026: không được tính"),
        ("2026-11-24", {"citation": ""}, "thứ Ba 24/11/2026: không được tính mà không có quyết định"),
        ("2026-11-24", {"counted": True, "number": 7}, "thứ Ba 24/11/2026: được tính"),
        ("2026-11-21", {"counted": True, "number": 6, "why": "được tính", "citation": ""}, "thứ Bảy 21/11/2026"),
        ("2026-11-20", {"number": 6}, "thứ Sáu 20/11/2026: mang số 6, đếm lại là 5"),
        ("2026-11-13", {"counted": True}, "thứ Sáu 13/11/2026"),
    ],
)
def test_without_a_calendar_a_day_needs_a_decision_to_be_what_custom_says_it_is_not(complaint, day, changes, said):
    assert verdict(complaint) == []
    found = verdict(with_line(complaint, day, **changes))
    assert found[0].startswith(said)


def test_a_saturday_counted_needs_the_decision_that_makes_it_a_working_day(calendar):
    content = certificate(
        RuleFacts("thu", 3, "working_day", citation="Điều 1"), start=date(2026, 8, 20), calendar=calendar
    )
    assert verdict(content) == []
    found = verdict(with_line(content, "2026-08-22", why="được tính", citation=""))
    assert found[0].startswith("thứ Bảy 22/08/2026: được tính mà không được phép")


def test_a_day_left_uncounted_and_hidden_by_new_numbers_is_said_once(complaint, calendar):
    """The count that was bent and smoothed over again is wrong at its day, not on all days behind it."""
    steps = [dict(line) for line in complaint["steps"]]
    number = 0
    for line in steps:
        if line["day"] == "2026-11-18":
            line.update(counted=False, number=None, why="nghỉ", citation="QĐ 9")
        elif line["counted"]:
            number += 1
            line["number"] = number
    found = verdict(complaint | {"steps": steps}, calendar)
    assert [sentence[:20] for sentence in found] == ["thứ Tư 18/11/2026: k", "thứ Năm 19/11/2026: "]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"due_on": "2026-11-26"}, "Hạn ghi thứ Năm 26/11/2026, đếm lại là thứ Tư 25/11/2026."),
        ({"counted_until": "2026-11-24"}, "Ngày đếm xong ghi thứ Ba 24/11/2026"),
        ({"length": 8}, "thứ Năm 26/11/2026: thiếu ngày này."),
        ({"unit": "calendar_day"}, "thứ Bảy 14/11/2026"),
        ({"start": "2026-11-12"}, "thứ Sáu 13/11/2026"),
        ({"direction": "before"}, "thứ Bảy 14/11/2026"),
        ({"given": "2026-11-25"}, "Ngày hẹn"),
        ({"citation": " "}, "không nêu căn cứ"),
        ({"extensions": [{"by": 1, "document": "QĐ 1"}]}, "thứ Năm 26/11/2026: thiếu ngày này."),
        ({"extensions": [{"by": 1, "document": ""}]}, "Gia hạn"),
        ({"extensions": [{"by": 0, "document": "QĐ 1"}]}, "Gia hạn"),
        ({"pauses": [{"first_on": "2026-11-18", "last_on": "2026-11-18", "citation": "QĐ"}]}, "thứ Tư 18/11/2026"),
        ({"pauses": [{"first_on": "2026-11-18", "last_on": None, "citation": "QĐ"}]}, "chưa có ngày kết thúc"),
        ({"pauses": [{"first_on": "2026-11-18", "last_on": "2026-11-17", "citation": ""}]}, "trước khi bắt đầu"),
        (
            {
                "pauses": [
                    {"first_on": "2026-11-18", "last_on": "2026-11-20", "citation": ""},
                    {"first_on": "2026-11-20", "last_on": "2026-11-21", "citation": ""},
                ]
            },
            "chồng lên nhau ở thứ Sáu 20/11/2026",
        ),
        ({"calendar": "2024-2027.000000000000"}, "Chứng nhận đếm theo lịch"),
    ],
)
def test_a_fact_that_does_not_fit_the_count_is_named(complaint, calendar, changes, said):
    found = verdict(complaint | changes, calendar)
    assert any(said in sentence for sentence in found), found


def test_suspended_days_are_exactly_the_days_not_counted(calendar):
    rule = RuleFacts("tc", 30, "calendar_day", pause=PauseEffect.EXCLUDED, citation="Điều 34")
    pause = Pause(date(2026, 8, 10), date(2026, 8, 19), "QĐ 12/QĐ-UBND")
    content = certificate(rule, start=date(2026, 8, 3), calendar=calendar, pauses=[pause])
    assert verdict(content, calendar) == []
    shorter = [{"first_on": "2026-08-10", "last_on": "2026-08-18", "citation": "QĐ 12/QĐ-UBND"}]
    assert verdict(content | {"pauses": shorter})[0].startswith("thứ Tư 19/08/2026: không được tính")


def test_an_extension_is_part_of_the_limit(calendar):
    rule = RuleFacts("kn", 30, "calendar_day", terms=(ExtensionTerms(max_total=45, times=1),), citation="Điều 28")
    facts = {"start": date(2026, 10, 23), "calendar": calendar, "extensions": [Extension(15, "QĐ 3")]}
    assert verdict(certificate(rule, **facts), calendar) == []


def test_a_calendar_that_was_changed_has_another_version(complaint, calendar):
    book = exported(calendar)
    book["days"] = [one for one in book["days"] if one["day"] != "2026-11-24"]
    found = differences(paper_of(complaint), book_of(book))
    assert found[0].startswith("thứ Ba 24/11/2026: không được tính")
    assert any("nội dung của nó cho số hiệu" in sentence for sentence in found)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"format": 2}, "dạng 2"),
        ({"unit": "week"}, "week"),
        ({"direction": "sideways"}, "sideways"),
        ({"steps": []}, "không có ngày nào"),
        ({"steps": [{"day": "2026-11-13"}]}, "number"),
        ({"due_on": "25/11/2026"}, "due_on"),
        ({"due_on": None}, "due_on"),
        ({"length": None}, "dài bao nhiêu"),
        ({"length": True}, "length"),
        ({"length": 12, "unit": "year", "start": "9998-01-01"}, "ra ngoài lịch"),
    ],
)
def test_what_is_no_certificate_cannot_be_checked(complaint, changes, why):
    with pytest.raises(CannotCheck, match=why):
        verdict(complaint | changes)


def test_a_calendar_that_does_not_know_the_year_cannot_be_used(complaint):
    book = exported(shipped_calendar())
    book["years"] = [{"year": 2025}]
    with pytest.raises(CannotCheck, match="không có năm 2026"):
        differences(paper_of(complaint), book_of(book))


# --- the command -------------------------------------------------------------------------------------------------


def run(*arguments, given=""):
    done = subprocess.run(
        [sys.executable, "-I", str(ROOT / "verify_certificate.py"), *map(str, arguments)],
        input=given, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def files(tmp_path, complaint, calendar):
    (tmp_path / "certificate.json").write_text(json.dumps(complaint, ensure_ascii=False), encoding="utf-8-sig")
    (tmp_path / "calendar.json").write_text(json.dumps(exported(calendar)), encoding="utf-8")
    (tmp_path / "torn.json").write_text("{", encoding="utf-8")
    return tmp_path


def test_the_command_says_that_a_certificate_holds_and_on_what(files):
    code, out, err = run(files / "certificate.json")
    assert (code, err) == (0, "")
    assert "ĐÚNG. Hạn là hết thứ Tư 25/11/2026." in out
    assert "- thứ Ba 24/11/2026, nghỉ: Nghị quyết 28/2026/QH16 Điều 2" in out
    code, out, _ = run(files / "certificate.json", "--calendar", files / "calendar.json")
    assert code == 0
    assert "Từng ngày khớp với lịch 2024-2027." in out


def test_the_command_names_each_difference(complaint):
    code, out, err = run("-", given=json.dumps(complaint | {"due_on": "2026-11-26"}))
    assert (code, err) == (1, "")
    assert "SAI, 1 điểm:\n- Hạn ghi thứ Năm 26/11/2026, đếm lại là thứ Tư 25/11/2026." in out


@pytest.mark.parametrize(
    "arguments", [["torn.json"], ["none.json"], [], ["certificate.json", "--calendar", "torn.json"]]
)
def test_the_command_says_in_one_sentence_why_it_cannot_check(files, arguments):
    code, out, err = run(*(files / one if one.endswith(".json") else one for one in arguments))
    assert (code, out) == (2, "")
    assert err.startswith("KHÔNG KIỂM ĐƯỢC. ")
    assert len(err.splitlines()) == 1


def test_the_command_explains_itself():
    code, out, _ = run("--help")
    assert code == 0
    assert "manage.py calendar --json" in out
    assert "Mã kết thúc: 0 là đúng" in out


def test_the_calendar_command_gives_the_calendar_that_the_verifier_reads(law, calendar):
    out = StringIO()
    call_command("calendar", "--json", stdout=out)
    content = json.loads(out.getvalue())
    years = content.pop("years")
    assert content == {name: value for name, value in exported(calendar).items() if name != "years"}
    assert [year["year"] for year in years] == [2024, 2025, 2026, 2027]
    assert "9441/TB-BNV" in years[2]["citation"]
    assert book_of(content | {"years": years}).digest() == content["version"]


def test_the_calendar_command_knows_what_had_been_adopted_by_a_day(law):
    out = StringIO()
    call_command("calendar", "--as-of", "2025-12-24", stdout=out)
    assert "\n2026: Thông báo 9441/TB-BNV" in out.getvalue()
    assert "02/01/2026" not in out.getvalue()
    assert "\n2027: " not in out.getvalue()
    with pytest.raises(CommandError, match="“mai” không phải là ngày"):
        call_command("calendar", "--as-of", "mai")


def test_the_verifier_shares_no_code_with_the_product():
    """`-I` above leaves the folder out of the path; here its imports are read."""
    imported = {name for name in vars(verify_certificate) if hasattr(vars(verify_certificate)[name], "__loader__")}
    assert imported <= set(sys.stdlib_module_names)
    text = (ROOT / "verify_certificate.py").read_text(encoding="utf-8")
    assert "deadlines" not in text
