"""The shipped catalogue, how it is loaded, found by day, spoken and written down."""

import json
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation

from audit.models import Event
from deadlines.calendar import working_calendar
from deadlines.clock import due_date, explain
from deadlines.law.reading import Catalogue, WrongRow, rule_row, shipped
from deadlines.models import CalendarDay, CalendarYear, Edition, Rule, Transition
from deadlines.operations import CatalogueChanged, Loaded, load_law
from deadlines.refusals import NoRuleInForce, UnknownRule, YearWithoutCalendar
from deadlines.rules import rule
from deadlines.vocabulary import DutyState
from deadlines.words import in_own_words, in_words, late_in_words, nature_in_words
from tests.deadlines.conftest import BY

TODAY = date(2026, 11, 20)


def command(*arguments, **options):
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command(*arguments, stdout=out, stderr=err, **options)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue(), err.getvalue()


# --- the catalogue -----------------------------------------------------------------------------------------------


def test_every_shipped_row_is_whole_and_every_key_is_there():
    catalogue = shipped()
    keys = {row.key for row in catalogue.rules}
    assert {"mttq.review_answer", "mttq.commitment", "mttq.close_file", "mttq.forward_again", "mttq.take_up"} <= keys
    assert {"mttq.verify_commitment", "mttq.reopened", "tt36.own_processing", "tcd.result_notice_to_citizen"} <= keys
    assert {"mttq.forward_after_recall", "mttq.settle_dispute", "mttq.ask_superior"} <= keys
    assert [row.year for row in catalogue.years] == [2024, 2025, 2026, 2027]


def test_what_the_law_does_not_number_is_set_by_a_letter_or_the_house():
    assert {row.nature for row in shipped().rules if row.length is None} == {"letter_set", "internal"}


def test_marks_of_doubt_are_kept():
    rules = {row.key: row for row in shipped().rules}
    assert rules["tt36.own_processing"].confidence == "?"
    assert rules["pdp.breach_notice"].confidence == "M"
    assert rules["qd124.answer"].confidence == "Vs"
    assert {key for key, row in rules.items() if row.applies_here == "no"} == {
        "xld.provincial_procedure",
        "tcd.result_to_transferring_body",
    }
    unsure = {key for key, row in rules.items() if row.applies_here == "unsure"}
    assert {"tc.result_to_transferor", "pctn.answer_mttq", "vt.issue_outgoing", "vt.ack_incoming"} <= unsure
    assert all(rules[key].applies_basis for key in unsure)


def test_only_duties_are_swept():
    roles = {row.key: row.role for row in shipped().rules}
    assert roles["kn.limitation"] == "limitation"
    assert roles["kn.decision_effective"] == "effect"
    assert roles["luu_don.retention"] == "retention"
    assert roles["tc.publicise_display"] == "minimum"
    assert roles["gs.semiannual_notice"] == "recurring"
    assert roles["tc.resolve"] == "duty"


A_ROW = {
    "key": "thu.mot", "version": 1, "title": "Thử", "case_kind": "any", "step": "try", "role": "duty",
    "nature": "statutory", "length": 10, "unit": "working_day", "direction": "after", "starts_on": "received",
    "extension": [], "variants": [], "pause": "none", "responsible": "mttq", "binds": "mttq", "citation": "Điều 1",
    "in_force_from": date(2020, 1, 1), "in_force_to": None, "confidence": "V", "applies_here": "yes",
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"citation": " "},
        {"unit": "week"},
        {"length": None},
        {"length": -1},
        {"colour": "red"},
        {"in_force_to": date(2019, 12, 31)},
        {"extension": [{"max_total": 10}]},
        {"extension": [{"total": 10}]},
        {"variants": [{"when": "remote_area"}]},
    ],
)
def test_a_row_that_cannot_be_meant_is_refused_by_name(wrong):
    assert rule_row(A_ROW).length == 10
    with pytest.raises(WrongRow, match=r"thu\.mot"):
        rule_row(A_ROW | wrong)


def test_a_row_that_lacks_something_is_refused():
    with pytest.raises(WrongRow, match=r"missing.*citation"):
        rule_row({name: value for name, value in A_ROW.items() if name != "citation"})


CALENDAR = """
years: [{year: 2026, citation: TB, adopted_on: null, confidence: V}]
days: [%s]
"""
SWAP = "{day: 2026-01-02, kind: swap_off, name: Nghỉ, citation: TB, adopted_on: null, confidence: V, %s}"
OFF = "{day: %s, kind: day_off, name: Nghỉ, citation: TB, adopted_on: null, confidence: V, swapped_with: %s}"


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (SWAP % "swapped_with: 2026-01-10", "counterpart"),
        (SWAP % "swapped_with: null", "counterpart"),
        (OFF % ("2026-01-01", "2026-01-10"), "only a swap"),
        (OFF % ("2025-01-01", "null"), "its year"),
        (", ".join([OFF % ("2026-01-01", "null")] * 2), "twice"),
    ],
)
def test_a_calendar_that_cannot_be_meant_is_refused(tmp_path, days, why):
    (tmp_path / "calendar.yaml").write_text(CALENDAR % days, encoding="utf-8")
    with pytest.raises(WrongRow, match=why):
        shipped(tmp_path)


@pytest.mark.parametrize(
    ("versions", "why"),
    [
        ([(1, "2020-01-01", "null"), (2, "2022-01-01", "null")], "overlap"),
        ([(1, "2020-01-01", "2022-01-01"), (2, "2022-01-01", "null")], "overlap"),
        ([(1, "2020-01-01", "2021-12-31"), (1, "2022-01-01", "null")], "twice"),
    ],
)
def test_two_versions_never_hold_on_one_day(tmp_path, versions, why):
    rows = [
        json.dumps(A_ROW | {"version": number}, default=str)
        .replace('"2020-01-01"', start)
        .replace('"in_force_to": null', f'"in_force_to": {end}')
        for number, start, end in versions
    ]
    (tmp_path / "rules.yaml").write_text(f"rules: [{', '.join(rows)}]", encoding="utf-8")
    (tmp_path / "calendar.yaml").write_text(CALENDAR % "", encoding="utf-8")
    with pytest.raises(WrongRow, match=why):
        shipped(tmp_path)


# --- loading -----------------------------------------------------------------------------------------------------


def test_loading_twice_changes_nothing(law, django_assert_num_queries):
    catalogue = shipped()
    assert Rule.objects.count() == len(catalogue.rules)
    assert Event.objects.filter(kind="law.loaded").count() == 1
    with django_assert_num_queries(1):
        assert load_law(by=BY, catalogue=catalogue) == Loaded()
    assert Edition.objects.count() == 1


def with_rule(catalogue, key, *more, **changes):
    rules = [replace(row, **changes) if row.key == key else row for row in catalogue.rules]
    return Catalogue([*rules, *more], catalogue.years, catalogue.days)


def test_a_new_law_closes_the_old_row_and_follows_it(law):
    catalogue = shipped()
    old = next(row for row in catalogue.rules if row.key == "kn.accept")
    new = replace(old, version=2, length=5, in_force_from=date(2027, 1, 1))
    changed = with_rule(catalogue, "kn.accept", new, in_force_to=date(2026, 12, 31))
    assert load_law(by=BY, catalogue=changed) == Loaded(rules_added=1, rules_closed=1)
    assert rule("kn.accept", on=date(2026, 12, 31)).length == 7
    assert rule("kn.accept", on=date(2027, 1, 1)).length == 5
    assert Event.objects.get(kind="law.rule_closed").facts["until"] == "2026-12-31"


def test_a_shipped_row_is_never_edited(law):
    with pytest.raises(CatalogueChanged, match="length"):
        load_law(by=BY, catalogue=with_rule(shipped(), "kn.accept", length=9))
    with pytest.raises(CatalogueChanged, match="in_force_to"):
        load_law(by=BY, catalogue=with_rule(shipped(), "kn.accept.old", in_force_to=date(2026, 5, 1)))
    assert Edition.objects.count() == 1


def test_a_day_off_decided_late_makes_its_year_another_one(law):
    catalogue = shipped()
    before = working_calendar()
    late = replace(next(row for row in catalogue.days if row.day == date(2026, 11, 24)), day=date(2026, 11, 25))
    changed = Catalogue(catalogue.rules, catalogue.years, [*catalogue.days, late])
    assert load_law(by=BY, catalogue=changed) == Loaded(days_added=1, years_changed=1)
    after = working_calendar()
    assert (before.version, before.is_working_day(late.day)) != (after.version, after.is_working_day(late.day))
    assert due_date(rule("kn.accept", on=date(2026, 11, 13)).facts, start=date(2026, 11, 13), calendar=after) == date(
        2026, 11, 26
    )
    with pytest.raises(CatalogueChanged):
        other = [replace(row, kind="makeup_off") if row.day == late.day else row for row in changed.days]
        load_law(by=BY, catalogue=Catalogue(catalogue.rules, catalogue.years, other))


def test_the_calendar_is_read_once_and_knows_what_was_known(law, django_assert_num_queries):
    working_calendar()
    with django_assert_num_queries(1):
        working_calendar()
    early = working_calendar(known_on=date(2025, 12, 1))
    assert early.is_working_day(date(2026, 1, 2))
    assert not working_calendar(known_on=date(2025, 12, 25)).is_working_day(date(2026, 1, 2))
    with pytest.raises(YearWithoutCalendar):
        early.is_working_day(date(2027, 1, 4))


@pytest.mark.parametrize(
    ("model", "key", "changes"),
    [
        (Rule, "kn.accept", {"citation": ""}),
        (Rule, "kn.accept", {"length": None}),
        (Rule, "kn.accept", {"in_force_to": date(2020, 1, 1)}),
        (Rule, "kn.accept", {"approved_by": "Luật sư"}),
        (CalendarDay, date(2026, 1, 2), {"swapped_with": None}),
        (CalendarDay, date(2026, 1, 1), {"swapped_with": date(2026, 1, 3)}),
        (CalendarDay, date(2026, 1, 1), {"citation": ""}),
        (CalendarYear, 2026, {"citation": ""}),
    ],
)
def test_the_database_refuses_law_that_cannot_be(law, model, key, changes):
    name = {Rule: "key", CalendarDay: "day", CalendarYear: "year"}[model]
    rows = model.objects.filter(**{name: key})
    with pytest.raises(IntegrityError), transaction.atomic():
        assert rows.update(**changes)


# --- finding the rule of a day -----------------------------------------------------------------------------------


def test_the_day_before_and_the_day_after_the_law_changed(law, calendar):
    old = rule("kn.accept.old", on=date(2026, 6, 30))
    new = rule("kn.accept", on=date(2026, 7, 1))
    assert due_date(old.facts, start=date(2026, 6, 30), calendar=calendar) == date(2026, 7, 10)
    assert due_date(new.facts, start=date(2026, 7, 1), calendar=calendar) == date(2026, 7, 10)
    with pytest.raises(NoRuleInForce, match=r"từ ngày 01/07/2026, trước đó xem quy tắc “kn.accept.old”"):
        rule("kn.accept", on=date(2026, 6, 30))
    with pytest.raises(NoRuleInForce, match=r"sau ngày 30/06/2026, nay xem quy tắc “kn.accept”"):
        rule("kn.accept.old", on=date(2026, 7, 1))
    with pytest.raises(UnknownRule, match=r"không\.có"):
        rule("không.có", on=TODAY)


def test_a_gap_between_two_versions_is_named_on_both_sides(law):
    Rule.objects.filter(key="kn.accept").update(in_force_to=date(2026, 8, 31))
    later = Rule.objects.get(key="kn.accept")
    later.pk, later.version, later.in_force_from, later.in_force_to = None, 2, date(2026, 10, 1), None
    later.save()
    with pytest.raises(NoRuleInForce, match=r"sau ngày 31/08/2026, chỉ có hiệu lực từ ngày 01/10/2026\.$"):
        rule("kn.accept", on=date(2026, 9, 1))


# --- in words ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "text", "tone"),
    [
        (date(2026, 11, 26), "còn 3 ngày làm việc", "soon"),
        (date(2026, 11, 27), "còn 4 ngày làm việc", "calm"),
        (date(2026, 11, 20), "hạn hôm nay", "soon"),
        (date(2026, 11, 18), "quá 2 ngày làm việc", "late"),
        (date(2026, 11, 21), "còn 1 ngày", "soon"),
        (date(2023, 11, 20), "quá 1096 ngày", "late"),
    ],
)
def test_a_due_date_is_said_in_words(law, calendar, due_on, text, tone):
    due = in_words(due_on, TODAY, calendar, DutyState.RUNNING, rule=rule("tt36.own_processing", on=TODAY))
    assert (due.text, due.tone, due.date_text) == (text, tone, f"hạn {due_on:%d/%m/%Y}")
    assert not due.by_law


def test_late_over_a_weekend_is_counted_in_plain_days(law, calendar):
    own = rule("tt36.own_processing", on=TODAY)
    assert in_words(TODAY, date(2026, 11, 21), calendar, "running", rule=own).text == "quá 1 ngày"


@pytest.mark.parametrize(
    ("state", "met_on", "text", "tone"),
    [
        ("met", date(2026, 11, 18), "xong đúng hạn", "ok"),
        ("met", date(2026, 11, 20), "xong, quá 2 ngày làm việc", "mute"),
        ("paused", None, "đang tạm dừng", "mute"),
        ("waived", None, "được miễn", "mute"),
        ("void", None, "không còn hiệu lực", "mute"),
    ],
)
def test_a_duty_that_no_longer_runs_is_never_late(law, calendar, state, met_on, text, tone):
    statutory = rule("tcd.result_notice_to_citizen", on=TODAY)
    due = in_words(date(2026, 11, 18), TODAY, calendar, state, rule=statutory, met_on=met_on)
    assert (due.text, due.tone, due.by_law) == (text, tone, False)


@pytest.mark.parametrize(
    ("key", "nature", "late"),
    [
        ("tcd.result_notice_to_citizen", "theo luật", "quá hạn theo luật"),
        ("mttq.answer_asked", "theo công văn", "quá hạn theo công văn"),
        ("mttq.commitment", "theo cam kết", "quá hạn theo cam kết"),
        ("tt36.own_processing", "nội bộ", "quá hạn nội bộ"),
        ("tc.result_to_transferor", "nội bộ, chưa xác nhận theo luật", "quá hạn nội bộ"),
        ("qd124.answer", "nội bộ, chưa xác nhận theo luật", "quá hạn nội bộ"),
        ("pdp.breach_notice", "nội bộ, chưa xác nhận theo luật", "quá hạn nội bộ"),
        ("kn.limitation", "nội bộ, chưa xác nhận theo luật", "quá hạn nội bộ"),
    ],
)
def test_only_a_well_read_statute_that_binds_here_is_overdue_by_law(law, calendar, key, nature, late):
    found = rule(key, on=TODAY)
    assert (nature_in_words(found), late_in_words(found)) == (nature, late)
    due = in_words(date(2026, 11, 18), TODAY, calendar, "running", rule=found)
    assert due.by_law is (late == "quá hạn theo luật")
    assert due.nature_text == ("quá hạn theo luật" if due.by_law else nature)


def test_a_secondary_reading_counts_as_law_once_it_is_approved(law):
    Rule.objects.filter(key="qd124.answer").update(approved_by="Luật sư", approved_on=TODAY)
    assert rule("qd124.answer", on=TODAY).can_be_overdue_by_law


def test_a_refusal_is_one_sentence_in_words():
    with translation.override("vi"):
        assert in_own_words(YearWithoutCalendar(2028)) == str(YearWithoutCalendar(2028))


# --- the commands ------------------------------------------------------------------------------------------------


def test_the_deadline_command_prints_one_object(law):
    code, out, _ = command("deadline", "kn.accept", "--from", "2026-11-13", "--json")
    content = json.loads(out)
    assert code == 0
    assert content["due_on"] == "2026-11-25"
    assert (content["rule"], content["version"], content["nature"]) == ("kn.accept", 1, "statutory")
    assert content["calendar"].startswith("2024-2027.")
    assert len(content["steps"]) == 13


def test_the_deadline_command_shows_the_count(law):
    _, out, _ = command("deadline", "kn.accept", "--from", "2026-11-13")
    assert "25/11/2026     7  được tính" in out
    assert "24/11/2026        Ngày Văn hóa Việt Nam (Nghị quyết 28/2026/QH16 Điều 2)" in out


@pytest.mark.parametrize(
    ("arguments", "due"),
    [
        (["tc.resolve", "--from", "2026-08-03", "--pause", "2026-08-10..2026-08-19"], "2026-09-14"),
        (["kn.resolve_first", "--from", "2026-10-23", "--extend", "15"], "2026-12-07"),
        (["kn.file_second", "--from", "2026-10-23", "--variant", "remote_area"], "2026-12-07"),
        (["mttq.answer_asked", "--from", "2026-11-02", "--given", "2026-11-20"], "2026-11-20"),
        (["tt36.own_processing", "--from", "2025-12-29", "--as-of", "2025-12-20"], "2026-01-13"),
        (["tt36.own_processing", "--from", "2025-12-29", "--as-of", "2025-12-31"], "2026-01-13"),
        (["tt36.own_processing", "--from", "2025-12-25", "--as-of", "2025-12-20"], "2026-01-09"),
        (["tt36.own_processing", "--from", "2025-12-25", "--as-of", "2025-12-31"], "2026-01-10"),
        # Before NĐ 155/2026 nobody knew another limit for a complaint of July than the old one.
        (["kn.accept.old", "--from", "2026-07-03", "--as-of", "2026-06-30"], "2026-07-13"),
    ],
)
def test_the_deadline_command_takes_pauses_extensions_and_dates(law, arguments, due):
    code, out, err = command("deadline", *arguments, "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["due_on"] == due


@pytest.mark.parametrize(
    "arguments",
    [
        ["không.có", "--from", "2026-11-13"],
        ["kn.accept", "--from", "2026-06-30"],
        ["kn.accept", "--from", "2027-12-28"],
        ["kn.accept", "--from", "hôm nay"],
        ["kn.accept", "--from", "2026-11-13", "--as-of", "2025-01-01"],
        ["kn.accept", "--from", "2026-07-03", "--as-of", "2026-06-30"],
        ["tc.resolve", "--from", "2026-08-03", "--pause", "2026-08-10"],
        ["kn.resolve_first", "--from", "2026-10-23", "--extend", "nhiều"],
        ["kn.resolve_first", "--from", "2026-10-23", "--extend", "16"],
    ],
)
def test_the_deadline_command_refuses_with_one_sentence(law, arguments):
    code, out, err = command("deadline", *arguments, "--json")
    assert (code, out) == (2, "")
    assert err.strip().endswith(".")
    assert len(err.strip().splitlines()) == 1


def test_the_law_is_loaded_from_the_command_line(db):
    for model in (CalendarDay, CalendarYear, Edition, Transition, Rule):
        model.objects.all().delete()
    assert f"{len(shipped().rules)} rules added" in command("load_law")[1]
    assert "up to date" in command("load_law")[1]
    Edition.objects.all().delete()
    Rule.objects.filter(key="kn.accept").update(length=9)
    with pytest.raises(CommandError, match=r"kn\.accept"):
        command("load_law")


def test_the_written_law_is_not_stale(tmp_path):
    assert "up to date" in command("document_law", "--check")[1]
    page = tmp_path / "docs" / "law.md"
    with pytest.raises(CommandError, match="stale"):
        command("document_law", "--check", "--into", str(page))
    assert "written" in command("document_law", "--into", str(page))[1]
    text = page.read_text(encoding="utf-8")
    assert all(f"`{row.key}` v{row.version}" in text for row in shipped().rules)
    assert all(f"{row.day:%d/%m/%Y}" in text for row in shipped().days)


TABLE = """
deadline_rules:
  - {key: kn.file_second, case_kind: khieu_nai, step: file_second_complaint, days: 30, unit: calendar,
     clock_starts_on: received, extension: [{max_total: 45, times: 1, needs: "remote area"}],
     responsible: complainant, citation: "Điều 33", effective_from: "2012-07-01", effective_to: null, confidence: V}
classification_outcomes:
  - {key: duplicate, when: "same", outcome: link_and_store, document: null, citation: "practice", confidence: M}
public_holidays:
  - {date: "2026-01-01", name: "Tết Dương lịch", type: day_off, confidence: V}
  - {date: "2026-01-02", name: "hoán đổi", type: swap_off, confidence: Vs}
  - {date: "2026-01-10", name: "làm bù cho 2026-01-02 (Saturday)", type: swap_work, confidence: Vs}
  - {from: "2026-02-16", to: "2026-02-17", name: "Tết Bính Ngọ (mùng 1 = 2026-02-17)", type: day_off, confidence: Vs}
  - {from: "2026-04-30", to: "2026-05-01", name: "30/4 và 1/5", type: day_off, confidence: V}
"""


def test_the_shared_table_becomes_the_catalogue(tmp_path):
    table = tmp_path / "law.yaml"
    table.write_text(TABLE, encoding="utf-8")
    with pytest.raises(CommandError, match=r"stale: calendar.yaml, complaint.yaml, leaves.yaml"):
        command("convert_law", "--from", str(table), "--into", str(tmp_path), "--check")
    table.rename(tmp_path / "table.txt")
    assert (
        "3 files written" in command("convert_law", "--from", str(tmp_path / "table.txt"), "--into", str(tmp_path))[1]
    )
    row = shipped(tmp_path).rules[0]
    assert (row.variants, row.extension, row.role) == ([{"when": "remote_area", "length": 45}], [], "limitation")
    days = [(str(day.day)[5:], day.name, day.citation.split(" ngày")[0]) for day in shipped(tmp_path).days]
    assert days == [
        ("01-01", "Tết Dương lịch", "Bộ luật Lao động 45/2019/QH14 Điều 112"),
        ("01-02", "Nghỉ hoán đổi, làm bù ngày 10/01/2026", "Công văn 12729/VPCP-KGVX"),
        ("01-10", "Làm bù cho ngày 02/01/2026", "Công văn 12729/VPCP-KGVX"),
        ("02-16", "Tết Bính Ngọ", "Thông báo 9441/TB-BNV"),
        ("02-17", "Tết Bính Ngọ", "Thông báo 9441/TB-BNV"),
        ("04-30", "Ngày Chiến thắng 30/4", "Bộ luật Lao động 45/2019/QH14 Điều 112"),
        ("05-01", "Ngày Quốc tế lao động 1/5", "Bộ luật Lao động 45/2019/QH14 Điều 112"),
    ]
    with pytest.raises(CommandError, match="no such file"):
        command("convert_law", "--from", str(tmp_path / "none"), "--into", str(tmp_path))


def test_an_explained_date_of_every_shipped_rule_agrees_with_the_table(law, calendar):
    for found in Rule.objects.exclude(length=None):
        facts = {"start": date(2026, 8, 10), "calendar": calendar}
        assert explain(found.facts, **facts).due_on == due_date(found.facts, **facts)
