"""The pages of the law: who reads, who keeps, what is proposed and decided, a date counted on trial."""

import re
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from deadlines.models import Proposal, Rule
from deadlines.rules import rule
from organizations.vocabulary import Role
from tests.factories import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READERS = {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER}
READ = [("law", []), ("proposals", []), ("rule", ["kn.accept"])]
KEPT = [("rule-new", []), *(("rule-propose", ["kn.accept", kind]) for kind in ("new_version", "confirm", "applies"))]
VERSION = {
    "title": "Thụ lý khiếu nại",
    "nature": "statutory",
    "length": "5",
    "unit": "working_day",
    "pause": "none",
    "citation": "NĐ 1/2027/NĐ-CP Điều 2",
    "confidence": "V",
    "applies_here": "yes",
    "in_force_from": "2027-01-01",
    "nearing": "nửa, 3, 0",
    "overdue": "1, 4",
    "then_every": "2",
    "max_total_1": "9",
    "times_1": "1",
    "needs_1": "quyết định gia hạn",
    "remote_area": "8",
    "reason": "Nghị định mới",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        yield date(2026, 11, 20)


@pytest.fixture
def keepers(office):
    """The administrator of the office and a second one."""
    return office.person(Role.ADMINISTRATOR), a_person(office.province, Role.ADMINISTRATOR)


def page(client, name, *arguments, **query):
    return client.get(reverse(f"desk:{name}", args=arguments), query)


def proposed(client, keeper, kind="new_version", key="kn.accept", **changes):
    client.force_login(keeper)
    typed = VERSION | changes if kind == "new_version" else changes
    answer = client.post(reverse("desk:rule-propose", args=[key, kind]), typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return Proposal.objects.latest("pk")


@pytest.mark.parametrize(("name", "arguments"), [*READ, *KEPT])
def test_who_reads_the_law_and_who_keeps_it(client, office, name, arguments):
    for role in Role:
        client.force_login(office.person(role))
        allowed = role in READERS if (name, arguments) in READ else role == Role.ADMINISTRATOR
        assert page(client, name, *arguments).status_code == (200 if allowed else 403), role


@pytest.mark.parametrize(("name", "arguments"), [*READ, *KEPT])
def test_an_agency_s_administrator_sees_nothing_and_a_commune_s_changes_nothing(client, office, name, arguments):
    client.force_login(a_person(office.agency, Role.ADMINISTRATOR))
    assert page(client, name, *arguments).status_code == 403
    client.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    assert page(client, name, *arguments).status_code == (200 if (name, arguments) in READ else 403)


def test_a_commune_s_administrator_decides_nothing(client, office, keepers):
    proposal = proposed(client, keepers[0])
    client.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    assert client.post(reverse("desk:proposal", args=[proposal.pk]), {"answer": "approve"}).status_code == 403
    assert "Duyệt</button>" not in page(client, "proposal", proposal.pk).content.decode()


def test_the_list_says_doubts_in_words_and_filters(client, keepers):
    client.force_login(keepers[0])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        everything = page(client, "law", force="all")
    assert len(queries) <= 30
    assert len(everything.context["rows"]) == 60
    following = client.get(f"{reverse('desk:law')}?{everything.context['older']}")
    keys = [row.key for answer in (everything, following) for row, *_ in answer.context["rows"]]
    assert keys == sorted(keys)
    assert len(keys) == Rule.objects.count()
    doubtful = page(client, "law", confidence="?")
    assert {row.confidence for row, *_ in doubtful.context["rows"]} == {"?"}
    assert "chưa xác minh" in doubtful.content.decode()
    assert "kn.accept.old" not in [row.key for row, *_ in page(client, "law", q="kn.accept").context["rows"]]
    assert "Không có quy tắc nào khớp" in page(client, "law", q="rồng lửa").content.decode()
    assert page(client, "law", after="kn.accept~x").status_code == 404


def test_a_rule_s_page_shows_versions_sources_transitions_and_doubts(client, keepers):
    client.force_login(keepers[0])
    shown = page(client, "rule", "kn.accept.old").content.decode()
    assert "Luật 02/2011/QH13 Điều 27, 36" in shown
    assert "chưa xác minh, chưa dùng để tính" in shown
    assert "đã hết hiệu lực" in shown
    doubtful = page(client, "rule", "pctn.answer_mttq").content.decode()
    assert "Chưa chắc áp dụng tại đơn vị." in doubtful
    assert page(client, "rule", "không.có").status_code == 404


def test_a_date_is_counted_on_trial_or_refused_in_words(client, keepers):
    client.force_login(keepers[0])
    counted = page(client, "rule", "kn.accept", start="2026-11-13")
    assert counted.context["counted"].due_on == date(2026, 11, 25)
    assert "Ngày Văn hóa Việt Nam" in counted.content.decode()
    assert "từ ngày 01/07/2026" in page(client, "rule", "kn.accept", start="2026-06-30").context["refusal"]
    assert "năm 2028" in page(client, "rule", "kn.accept", start="2027-12-30").context["refusal"]
    remote = page(client, "rule", "kn.file_second", start="2026-10-23", variant="remote_area")
    assert remote.context["counted"].due_on == date(2026, 12, 7)
    letter = page(client, "rule", "mttq.answer_asked", start="2026-11-02", given="2026-11-20")
    assert letter.context["counted"].due_on == date(2026, 11, 20)
    wrong = page(client, "rule", "kn.accept", start="hôm nay")
    assert wrong.status_code == 200
    assert "start" in wrong.context["trial"].errors


def test_a_new_version_walks_from_proposal_to_force(client, keepers):
    proposal = proposed(client, keepers[0])
    own = page(client, "proposal", proposal.pk).content.decode()
    assert "cần một người quản trị khác" in own
    assert "Duyệt</button>" not in own
    assert client.post(reverse("desk:proposal", args=[proposal.pk]), {"answer": "approve"}).status_code == 403
    client.force_login(keepers[1])
    shown = page(client, "proposal", proposal.pk).content.decode()
    assert re.search(r"<strong>5</strong></td><td[^>]*>7<", shown)
    assert "tối đa tổng cộng: 9, số lần: 1, cần văn bản: quyết định gia hạn" in shown
    assert "trước hạn: nửa thời hạn – 3 – 0, quá hạn: 1 – 4, rồi cứ mỗi: 2" in shown
    assert "01/01/2027" in shown
    assert client.post(reverse("desk:proposal", args=[proposal.pk]), {"answer": "approve"}).status_code == 302
    made = rule("kn.accept", on=date(2027, 1, 1))
    assert (made.length, made.version, made.case_kind) == (5, 1001, "complaint")
    assert made.extension == [{"max_total": 9, "times": 1, "needs": "quyết định gia hạn"}]
    assert made.variants == [{"when": "remote_area", "length": 8}]
    assert made.thresholds == {"nearing": ["half", 3, 0], "overdue": [1, 4], "then_every": 2}
    versions = page(client, "rule", "kn.accept").content.decode()
    assert "01/07/2026 – 31/12/2026" in versions
    assert "chưa có hiệu lực" in versions
    again = client.post(reverse("desk:proposal", args=[proposal.pk]), {"answer": "approve"})
    assert (again.status_code, "đã được quyết định rồi" in again.content.decode()) == (422, True)


def test_the_form_begins_with_what_the_version_before_says(client, keepers):
    client.force_login(keepers[0])
    form = page(client, "rule-propose", "tc.resolve", "new_version").context["form"]
    said = {name: form[name].value() for name in ("length", "citation", "add_1", "times_1", "add_2", "times_2")}
    assert said == {
        "length": 30,
        "citation": Rule.objects.get(key="tc.resolve").citation,
        "add_1": 30,
        "times_1": 1,
        "add_2": 30,
        "times_2": 2,
    }


def test_a_refusal_needs_a_reason_and_is_told(client, keepers):
    proposal = proposed(client, keepers[0])
    client.force_login(keepers[1])
    address = reverse("desk:proposal", args=[proposal.pk])
    assert client.post(address, {"answer": "refuse", "reason": ""}).status_code == 422
    assert client.post(address, {"answer": "refuse", "reason": "Chưa ban hành"}).status_code == 302
    assert "Chưa ban hành" in page(client, "proposals").content.decode()
    assert rule("kn.accept", on=date(2027, 1, 1)).version == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"citation": ""}, "citation", ""),
        ({"citation": "theo thông lệ"}, "citation", "số hiệu văn bản"),
        ({"length": ""}, "length", "phải có con số"),
        ({"in_force_from": "2026-01-01"}, "in_force_from", "sau ngày 01/07/2026"),
        ({"nearing": "3, 5"}, "nearing", "Mốc nhắc"),
        ({"nearing": "ba"}, "nearing", "“ba” không phải là số ngày"),
        ({"max_total_1": "5"}, "max_total_1", "dài hơn thời hạn ban đầu"),
        ({"reason": ""}, "reason", ""),
    ],
)
def test_what_cannot_be_proposed_is_told_at_its_field_and_nothing_typed_is_lost(
    client, keepers, changes, field, sentence
):
    client.force_login(keepers[0])
    answer = client.post(reverse("desk:rule-propose", args=["kn.accept", "new_version"]), VERSION | changes)
    assert answer.status_code == 422
    assert sentence in " ".join(answer.context["form"].errors[field])
    assert "quyết định gia hạn" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_a_rule_of_the_house_a_confirmation_and_a_judgement_are_proposed_on_screen(client, keepers):
    client.force_login(keepers[0])
    own = {
        "key": "local.tra_loi_tin_nhan",
        "case_kind": "any",
        "responsible": "competent_agency",
        "starts_on": "letter_received",
        "nature": "internal",
    }
    wrong = client.post(reverse("desk:rule-new"), VERSION | own | {"key": "tra_loi"})
    assert "local" in wrong.context["form"].errors["key"][0]
    assert client.post(reverse("desk:rule-new"), VERSION | own).status_code == 302
    proposed(client, keepers[0], "confirm", "qd124.answer", reason="Đã đọc bản gốc")
    proposed(
        client,
        keepers[0],
        "applies",
        "pctn.answer_mttq",
        applies_here="no",
        applies_basis="Công văn 5",
        reason="Ý kiến pháp lý",
    )
    client.force_login(keepers[1])
    for proposal in Proposal.objects.all():
        assert page(client, "proposal", proposal.pk).status_code == 200
        assert client.post(reverse("desk:proposal", args=[proposal.pk]), {"answer": "approve"}).status_code == 302
    made = rule("local.tra_loi_tin_nhan", on=date(2027, 1, 1))
    assert (made.binds, made.step, made.direction) == ("agency", "tra_loi_tin_nhan", "after")
    assert rule("qd124.answer", on=date(2026, 11, 20)).can_be_overdue_by_law
    assert rule("pctn.answer_mttq", on=date(2026, 11, 20)).applies_here == "no"
    assert len(page(client, "proposals").context["decided"]) == 3
    assert page(client, "proposal", 0).status_code == 404
    assert page(client, "rule-propose", "kn.accept", "other").status_code == 404
