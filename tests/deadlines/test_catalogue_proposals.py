"""Rules kept by two people: proposed by one, decided by another; shipped rows are closed and followed, never edited."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.actor import Actor, ActorKind, Channel
from audit.models import Event
from deadlines import access
from deadlines.law.reading import Catalogue, shipped
from deadlines.models import Proposal, Rule
from deadlines.operations import Loaded, approve_rule, load_law, propose_rule, refuse_rule
from deadlines.rules import rule
from organizations.vocabulary import Role
from tests.deadlines.conftest import BY

TODAY = date(2026, 11, 20)
pytestmark = pytest.mark.usefixtures("law")


def keeper(key, *, roles=("administrator",), on_behalf_of=""):
    return Actor(
        kind=ActorKind.PERSON,
        key=key,
        unit=1,
        roles=frozenset(roles),
        on_behalf_of=on_behalf_of,
        channel=Channel.DESK,
    )


ONE, OTHER = keeper("11"), keeper("12")
CONTENT = {
    "title": "Thụ lý khiếu nại",
    "nature": "statutory",
    "length": 5,
    "unit": "working_day",
    "extension": [],
    "variants": [],
    "pause": "none",
    "citation": "NĐ 1/2027/NĐ-CP Điều 2",
    "note": "",
    "confidence": "V",
    "applies_here": "yes",
    "applies_basis": "",
    "thresholds": {"nearing": [3, 0]},
    "in_force_from": "2027-01-01",
}
OWN_RULE = {
    "key": "local.tin_nhan",
    "case_kind": "any",
    "step": "answer_message",
    "role": "duty",
    "direction": "after",
    "starts_on": "received",
    "responsible": "single_focal_point",
    "binds": "mttq",
    "follows": "",
    **CONTENT,
    "nature": "internal",
    "citation": "Nội bộ",
}


def propose(kind="new_version", key="kn.accept", *, by=ONE, reason="Nghị định mới", **changes):
    before = None if kind == "new_rule" else Rule.objects.filter(key=key).latest("in_force_from")
    content = (OWN_RULE if kind == "new_rule" else CONTENT) | changes if kind.startswith("new") else changes
    return propose_rule(kind, rule=before, content=content, reason=reason, by=by, on=TODAY)


def rows():
    return list(Rule.objects.order_by("pk").values())


def test_the_role_that_keeps_the_law_is_the_administrator_of_the_directory():
    assert access.KEEPER == Role.ADMINISTRATOR


def test_a_new_version_closes_the_shipped_one_and_follows_it_on_one_approval():
    before = rows()
    proposal = propose()
    assert rows() == before
    made = approve_rule(proposal, by=OTHER, on=TODAY)
    assert rule("kn.accept", on=date(2026, 12, 31)).version == 1
    assert rule("kn.accept", on=date(2027, 1, 1)) == made
    assert (made.version, made.length, made.source, made.step) == (1001, 5, "local", "accept_or_refuse")
    assert made.told_at.nearing == (3, 0)
    closed = Rule.objects.get(key="kn.accept", version=1)
    assert (closed.in_force_to, closed.length, closed.source) == (date(2026, 12, 31), 7, "shipped")
    event = Event.objects.get(kind="law.rule_approved")
    assert event.facts["closed_until"] == "2026-12-31"
    assert (event.actor_key, event.facts["version"]) == ("12", 1001)


def test_a_rule_of_the_house_is_in_force_once_another_approved():
    made = approve_rule(propose("new_rule"), by=OTHER, on=TODAY)
    assert rule("local.tin_nhan", on=date(2027, 1, 1)) == made
    assert (made.version, made.approved_on) == (1, None)


def test_nobody_decides_their_own_proposal_not_even_in_another_name():
    proposal = propose()
    for by in (ONE, keeper("12", on_behalf_of="11")):
        with pytest.raises(PermissionDenied):
            approve_rule(proposal, by=by, on=TODAY)
        with pytest.raises(PermissionDenied):
            refuse_rule(proposal, reason="Sai", by=by, on=TODAY)
    in_her_name = propose("new_rule", by=keeper("13", on_behalf_of="12"))
    with pytest.raises(PermissionDenied):
        approve_rule(in_her_name, by=OTHER, on=TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(state="approved", decided_by="11", decided_on=TODAY)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_who_is_no_administrator_neither_proposes_nor_decides(role):
    proposal = propose()
    by = keeper("14", roles=[role])
    with pytest.raises(PermissionDenied):
        propose("new_rule", by=by)
    with pytest.raises(PermissionDenied):
        approve_rule(proposal, by=by, on=TODAY)
    with pytest.raises(PermissionDenied):
        refuse_rule(proposal, reason="Sai", by=by, on=TODAY)


def test_a_refusal_says_why_and_changes_nothing():
    before, proposal = rows(), propose()
    with pytest.raises(ValidationError, match="lý do"):
        refuse_rule(proposal, reason=" ", by=OTHER, on=TODAY)
    refuse_rule(proposal, reason="Nghị định chưa ban hành", by=OTHER, on=TODAY)
    assert rows() == before
    assert Proposal.objects.get().refused_because == "Nghị định chưa ban hành"
    assert Event.objects.filter(kind="law.rule_refused").count() == 1
    with pytest.raises(ValidationError, match="đã được quyết định"):
        approve_rule(proposal, by=OTHER, on=TODAY)


@pytest.mark.parametrize(
    ("key", "changes", "sentence"),
    [
        ("kn.accept", {"citation": " "}, "Cần ghi căn cứ"),
        ("kn.accept", {"citation": "theo thông lệ"}, "số hiệu văn bản"),
        ("kn.accept", {"length": None}, "phải có con số"),
        ("kn.accept", {"length": -1}, "từ 0 đến 3650"),
        ("kn.accept", {"length": 40000}, "từ 0 đến 3650"),
        ("kn.accept", {"confidence": ""}, "đã đọc văn bản đến mức nào"),
        ("kn.accept", {"extension": [{"max_total": 5}]}, "dài hơn thời hạn ban đầu"),
        ("kn.accept", {"thresholds": {"nearing": [2, 5]}}, "Mốc nhắc"),
        ("kn.accept", {"unit": "week"}, "không dùng được"),
        ("kn.accept", {"in_force_from": "2026-07-01"}, "sau ngày 01/07/2026"),
        ("kn.accept", {"in_force_from": "2020-01-01"}, "sau ngày 01/07/2026"),
        ("kn.accept", {"in_force_from": None}, "Cần ghi ngày bắt đầu"),
        ("kn.accept.old", {"in_force_from": "2026-06-30"}, "chồng lên nhau"),
        ("kn.accept.old", {"in_force_from": "2026-07-05"}, "Từ ngày 01/07/2026 đến ngày 04/07/2026"),
    ],
)
def test_a_version_that_cannot_follow_is_refused_with_a_sentence_and_nothing_changes(key, changes, sentence):
    before = rows()
    with pytest.raises(ValidationError, match=sentence):
        propose(key=key, **changes)
    assert rows() == before
    assert not Proposal.objects.exists()
    assert not Event.objects.filter(kind="law.rule_proposed").exists()


@pytest.mark.parametrize("key", ["kn.accept", "tin_nhan", "local.", "local.Tin", "local.tin nhắn", "locale.tin", ""])
def test_a_rule_of_the_house_carries_its_own_prefix(key):
    with pytest.raises(ValidationError, match="bắt đầu bằng “local"):
        propose_rule("new_rule", content=OWN_RULE | {"key": key}, reason="Cần có", by=ONE, on=TODAY)


def test_a_key_is_taken_once_and_has_one_question_at_a_time():
    approve_rule(propose("new_rule"), by=OTHER, on=TODAY)
    with pytest.raises(ValidationError, match="Mã này đã có"):
        propose("new_rule")
    propose()
    with pytest.raises(ValidationError, match="đang có một đề nghị"):
        propose(in_force_from="2028-01-01")
    with pytest.raises(ValidationError, match="vì sao"):
        propose(key="tc.resolve", reason=" ")


def test_a_proposal_overtaken_by_another_law_is_refused_at_approval():
    proposal = propose()
    catalogue = shipped()
    old = next(row for row in catalogue.rules if row.key == "kn.accept")
    rules = [replace(row, in_force_to=date(2027, 1, 31)) if row.key == "kn.accept" else row for row in catalogue.rules]
    new = replace(old, version=2, in_force_from=date(2027, 2, 1))
    load_law(by=BY, catalogue=Catalogue([*rules, new], catalogue.years, catalogue.days))
    with pytest.raises(ValidationError, match="phiên bản mới hơn"):
        approve_rule(proposal, by=OTHER, on=TODAY)
    assert Proposal.objects.get().state == "waiting"


def test_a_secondary_reading_is_confirmed_by_two_and_then_counts_as_law():
    with pytest.raises(ValidationError, match="thứ cấp"):
        propose("confirm", "kn.accept")
    assert not rule("qd124.answer", on=TODAY).can_be_overdue_by_law
    approve_rule(propose("confirm", "qd124.answer"), by=OTHER, on=TODAY)
    found = rule("qd124.answer", on=TODAY)
    assert (found.approved_by, found.approved_on, found.can_be_overdue_by_law) == ("12", TODAY, True)
    with pytest.raises(ValidationError, match="thứ cấp"):
        propose("confirm", "qd124.answer")


def test_whether_a_rule_binds_this_house_is_decided_by_two_and_outlives_the_next_catalogue():
    with pytest.raises(ValidationError, match="căn cứ"):
        propose("applies", "pctn.answer_mttq", applies_here="yes", applies_basis=" ")
    with pytest.raises(ValidationError, match="đúng như vậy"):
        propose("applies", "pctn.answer_mttq", applies_here="unsure", applies_basis="Công văn 5")
    proposal = propose("applies", "pctn.answer_mttq", applies_here="yes", applies_basis="Công văn 5/CV")
    approve_rule(proposal, by=OTHER, on=TODAY)
    catalogue = shipped()
    newer = Catalogue(catalogue.rules, catalogue.years, catalogue.days)
    assert load_law(by=BY, catalogue=newer) == Loaded()
    found = rule("pctn.answer_mttq", on=TODAY)
    assert (found.applies_here, found.applies_basis, found.applies_by) == ("yes", "Công văn 5/CV", "12")


def catalogue_with_new_law(start):
    catalogue = shipped()
    old = next(row for row in catalogue.rules if row.key == "kn.accept")
    last = date.fromordinal(start.toordinal() - 1)
    rules = [replace(row, in_force_to=last) if row.key == "kn.accept" else row for row in catalogue.rules]
    new = replace(old, version=2, length=4, in_force_from=start)
    return Catalogue([*rules, new], catalogue.years, catalogue.days)


@pytest.mark.parametrize(
    ("start", "loaded", "lengths"),
    [
        (date(2027, 3, 1), Loaded(rules_added=1, rules_closed=1), (7, 5, 4)),
        (date(2027, 1, 1), Loaded(), (7, 5, 5)),
        (date(2026, 12, 1), Loaded(rules_added=1, rules_closed=1), (4, 5, 5)),
    ],
)
def test_a_shipped_law_that_comes_after_the_house_s_own_version_fits_beside_it(start, loaded, lengths):
    approve_rule(propose(), by=OTHER, on=TODAY)
    assert load_law(by=BY, catalogue=catalogue_with_new_law(start)) == loaded
    days = (date(2026, 12, 31), date(2027, 2, 28), date(2027, 3, 1))
    assert tuple(rule("kn.accept", on=day).length for day in days) == lengths
    spans = Rule.objects.filter(key="kn.accept").order_by("in_force_from").values_list("in_force_from", "in_force_to")
    assert all(after[0] - before[1] == timedelta(days=1) for before, after in pairwise(spans))
    assert spans.last()[1] is None
    catalogue = catalogue_with_new_law(start)
    assert load_law(by=BY, catalogue=Catalogue(catalogue.rules[:], catalogue.years, [])) == Loaded()


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""},
        {"state": "approved"},
        {"state": "refused", "decided_by": "12", "decided_on": TODAY},
        {"decided_by": "12"},
        {"refused_because": "vì"},
    ],
)
def test_the_database_refuses_a_half_decision(changes):
    proposal = propose()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**changes)
