"""The tables of config name events that are recorded and jobs that a worker knows."""

from config import checks


def test_the_tables_of_the_house_name_what_exists():
    assert checks.tables_name_what_exists() == []


def test_a_reaction_to_an_event_that_nobody_records_is_an_error():
    found = list(checks.unknown_events(["case.registered", "case.registred", "*"], {"case.registered": ""}))
    assert [message.id for message in found] == ["cau_noi.E001"]
    assert "case.registred" in found[0].msg


def test_a_job_that_no_worker_knows_is_an_error():
    timetable = {"outbox": {"task": "audit.relay"}, "thresholds": {"task": "cases.swep"}}
    found = list(checks.unknown_jobs(timetable, ["audit.relay", "cases.sweep"]))
    assert [message.id for message in found] == ["cau_noi.E002"]
    assert "cases.swep" in found[0].msg
