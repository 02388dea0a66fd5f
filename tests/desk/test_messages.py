"""The page of messages, the bell, and the page where one chooses how to be told."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from cases import operations as op
from notifications.models import Message
from notifications.plans import plan_of
from notifications.vocabulary import CHOSEN_BY_PEOPLE, Channel, Timing
from organizations.vocabulary import Role
from tests.notifications.hearing import deliver_all, gather_all
from tests.stories import a_petition

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_role(client, office):
    def sign_in(role):
        client.force_login(office.person(role))
        return client

    return sign_in


def a_form(**changes):
    timings = {f"{group}_{channel}": Timing.AT_ONCE.value for group in CHOSEN_BY_PEOPLE for channel in Channel}
    plain = {"language": "vi", "quiet_from": "19:00", "quiet_to": "07:00", "working_days_only": "on"}
    return timings | plain | changes


def test_i_choose_how_i_am_told_and_find_it_again(as_role, office):
    client = as_role(Role.HANDLER)
    address = reverse("desk:preferences")
    page = client.get(address).content.decode()
    assert page.count("<select") == 2 * len(CHOSEN_BY_PEOPLE) + 1
    answer = client.post(address, a_form(work_email="daily", language="en", quiet_from="20:30"), follow=True)
    assert answer.redirect_chain == [(address, 302)]
    plan = plan_of(office.person("handler"))
    assert (plan.language, f"{plan.quiet_from:%H:%M}") == ("en", "20:30")
    assert plan.timing("work", Channel.EMAIL) == Timing.DAILY
    assert '<option value="daily" selected>' in answer.content.decode()
    assert Event.objects.filter(kind="preferences.changed").count() == 1


def test_what_is_typed_wrongly_stays_and_says_what_to_do(as_role):
    client = as_role(Role.HANDLER)
    answer = client.post(reverse("desk:preferences"), a_form(quiet_from="25:00", work_in_app="off"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="25:00"' in page
    assert 'id="id_work_in_app-error"' in page
    assert not Event.objects.filter(kind="preferences.changed").exists()


def told_of(office, petitions):
    cases = [a_petition(office) for _ in range(petitions)]
    deliver_all()
    return cases


def mine(office, role="leader"):
    return Message.objects.filter(user=office.person(role), channel=Channel.IN_APP).order_by("-pk")


def test_unread_comes_first_and_every_message_stands_on_one_page(as_role, office):
    told_of(office, 65)
    read = list(mine(office)[3:20])
    Message.objects.filter(pk__in=[message.pk for message in read]).update(read_at=timezone.now())
    client = as_role(Role.LEADER)
    seen, after = [], ""
    while True:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse("desk:messages"), {"after": after})
        assert len(queries) <= 30
        seen += answer.context["rows"]
        after = answer.context["older"]
        if not after:
            break
    unread = [message.pk for message in mine(office).filter(read_at=None)]
    assert [message.pk for message in seen] == unread + [message.pk for message in read]
    for nowhere in ("x1", "u", "r-1", "7"):
        assert client.get(reverse("desk:messages"), {"after": nowhere}).status_code == 404, nowhere


def test_one_is_marked_read_then_all_and_nobody_else_s(as_role, office):
    told_of(office, 3)
    client, first = as_role(Role.LEADER), mine(office).first()
    assert client.post(reverse("desk:message", args=[first.pk]), follow=True).status_code == 200
    assert mine(office).filter(read_at=None).count() == 2
    assert as_role(Role.HANDLER).post(reverse("desk:message", args=[first.pk])).status_code == 404
    assert as_role(Role.HANDLER).get(reverse("desk:message", args=[first.pk])).status_code == 404
    as_role(Role.HANDLER).post(reverse("desk:messages"))
    assert mine(office).filter(read_at=None).count() == 2
    as_role(Role.LEADER).post(reverse("desk:messages"))
    assert not mine(office).filter(read_at=None).exists()


def test_a_digest_leads_to_each_of_its_cases_under_its_heading(as_role, office):
    cases = told_of(office, 6)
    op.sweep(by=system("sweep"), on=date(2026, 4, 20))
    deliver_all()
    gather_all()
    digest = mine(office).get(case=None)
    client = as_role(Role.LEADER)
    address = reverse("desk:message", args=[digest.pk])
    assert address in client.get(reverse("desk:messages")).content.decode()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    assert len(queries) <= 30
    for case in cases:
        assert page.count(f'href="{reverse("desk:case", args=[case.pk])}"') == 2
    assert "Quá hạn theo luật</h2>" in page


def test_the_bell_is_asked_cheaply_and_answers_only_what_is_new(as_role, office):
    told_of(office, 2)
    client, address = as_role(Role.LEADER), reverse("desk:unread")
    assert f'hx-get="{address}?co=2"' in client.get(reverse("desk:messages")).content.decode()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, {"co": "2"}).status_code == 204
    assert len(queries) <= 3, "the session, the account, the number"
    told_of(office, 1)
    fresh = client.get(address, {"co": "2"})
    page = fresh.content.decode()
    assert f'hx-get="{address}?co=3"' in page
    assert "<html" not in page
    again = client.get(address, {"co": "2"}, headers={"If-None-Match": fresh["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    client.post(reverse("desk:messages"))
    assert client.get(address, {"co": "2"}, headers={"If-None-Match": fresh["ETag"]}).status_code == 200


def test_the_panel_under_the_bell_shows_the_newest_and_marks_them_read(as_role, office):
    told_of(office, 10)
    client, address = as_role(Role.LEADER), reverse("desk:latest-messages")
    panel = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel
    assert panel.count("<li>") == 8
    assert "Đánh dấu đã đọc hết" in panel
    marked = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-swap-oob="true"' in marked
    assert "Đánh dấu đã đọc hết" not in marked
    assert not mine(office).filter(read_at=None).exists()
    assert client.get(address)["Location"] == reverse("desk:messages"), "without htmx it is the page"


def test_the_bell_sends_nobody_to_the_sign_in_page(client, office):
    assert client.get(reverse("desk:unread")).status_code == 403


def test_the_bell_counts_no_further_than_it_shows(as_role, office):
    told_of(office, 1)
    one = mine(office).get()
    Message.objects.bulk_create(
        Message(
            event_id=-number,
            template=one.template,
            channel=Channel.IN_APP,
            recipient=one.recipient,
            recipient_id=one.recipient_id,
            user=one.user,
            case=one.case,
            subject=one.subject,
            body=one.body,
            not_before=one.not_before,
        )
        for number in range(1, 150)
    )
    assert "99+" in as_role(Role.LEADER).get(reverse("desk:messages")).content.decode()
