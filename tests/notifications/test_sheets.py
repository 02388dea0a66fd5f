"""The daily sheet leaves the house once a day to each address, whatever happens on the way, and is checked there."""

import json
from datetime import datetime, timedelta
from email import message_from_bytes

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from audit.actor import system
from audit.checkpoints import make, read_sheet
from audit.models import Event
from audit.verifying import check_sheet
from cases.errors import NotYoursToSee
from notifications import channels, filling
from notifications.addresses import digest_of
from notifications.keepers import keepers_for
from notifications.models import BadAddress, Message, SheetKeeper
from notifications.operations import Sent, enter_sheet_keeper, mail_sheets, remove_sheet_keeper, send
from notifications.undelivered import dead_letters
from notifications.vocabulary import MessageState, Trouble
from organizations.vocabulary import Role
from tests.notifications.mail_server import listening
from tests.stories import DAY

pytestmark = pytest.mark.django_db

BY = system("sheets")
ADDRESS = "kiemtra@tinh.example"


def at(hour, minute=10, *, days=0):
    return timezone.make_aware(datetime(2026, 11, 20, hour, minute)) + timedelta(days=days)


@pytest.fixture
def keeper(office):
    return enter_sheet_keeper(email=ADDRESS, by=office.actor(Role.SUPERVISOR), on=DAY)


def evening(*, days=0):
    return make(at=at(17, 7, days=days))


def test_the_sheet_of_the_evening_arrives_whole_with_what_to_do_with_it(keeper, settings):
    made = evening()
    assert mail_sheets(by=BY, at=at(17)) == 1
    message = Message.objects.get()
    with listening(settings) as server:
        assert send(message.pk) is Sent.YES
    (letter,) = (message_from_bytes(content) for content in server.letters)
    assert letter["To"] == ADDRESS
    words, enclosed = letter.get_payload()
    assert "Mã gốc:" in words.get_payload(decode=True).decode()
    assert enclosed.get_filename() in words.get_payload(decode=True).decode()
    assert enclosed.get_content_type() == "application/json"
    sheet = read_sheet(enclosed.get_payload(decode=True).decode())
    assert sheet.said["number"] == made.number
    assert check_sheet(sheet).ok


def test_a_day_brings_one_mail_however_often_the_timetable_runs_and_the_next_day_another(keeper):
    evening()
    assert [mail_sheets(by=BY, at=moment) for moment in (at(17), at(17, 20), at(23))] == [1, 0, 0]
    assert mail_sheets(by=BY, at=at(17, days=1)) == 0, "the sheet of yesterday is none of today"
    evening(days=1)
    assert mail_sheets(by=BY, at=at(18, days=1)) == 1
    written = Event.objects.filter(kind="sheet_keeper.written_to").order_by("pk")
    assert [event.facts for event in written] == [{"checkpoint": 1}, {"checkpoint": 2}]


def test_removed_and_entered_again_on_the_same_day_it_gets_no_second_one(keeper, office):
    by = office.actor(Role.SUPERVISOR)
    evening()
    mail_sheets(by=BY, at=at(17))
    remove_sheet_keeper(keeper.pk, by=by, on=DAY)
    assert enter_sheet_keeper(email=ADDRESS.upper(), by=by, on=DAY).pk == keeper.pk
    assert mail_sheets(by=BY, at=at(18)) == 0
    assert Message.objects.count() == 1


def test_without_a_checkpoint_of_the_evening_nothing_is_sent(keeper):
    assert mail_sheets(by=BY, at=at(17)) == 0
    make(at=at(16, 7))
    assert mail_sheets(by=BY, at=at(17)) == 0


def test_killed_before_the_end_nothing_is_owed_and_the_day_is_not_used_up(keeper, monkeypatch):
    evening()
    with monkeypatch.context() as broken:
        broken.setattr("notifications.operations.keeping.tell_outside", killed)
        with pytest.raises(KeyboardInterrupt):
            mail_sheets(by=BY, at=at(17))
    assert not Message.objects.exists()
    assert not Event.objects.filter(kind="sheet_keeper.written_to").exists()
    assert mail_sheets(by=BY, at=at(17, 20)) == 1


def killed(*_what, **_more):
    raise KeyboardInterrupt


def test_cut_off_it_goes_again_under_the_same_key_with_the_same_file(keeper, settings):
    evening()
    mail_sheets(by=BY, at=at(17))
    message = Message.objects.get()
    with listening(settings) as server:
        server.dies = server.keeps_before_dying = True
        assert send(message.pk) is Sent.NO
        server.dies = False
        make(at=at(18, 7))
        Message.objects.update(not_before=timezone.now() - timedelta(minutes=1))
        assert send(message.pk) is Sent.YES
    assert server.received == {channels.message_id(message): 2}
    first, second = (message_from_bytes(content).get_payload()[1].get_payload() for content in server.letters)
    assert first == second


def test_what_was_not_delivered_is_seen_by_the_administrators_of_the_unit(keeper, settings, office):
    evening()
    mail_sheets(by=BY, at=at(17))
    message = Message.objects.get()
    with listening(settings) as server:
        server.at_recipient = "550 nobody here"
        assert send(message.pk) is Sent.NO
    message.refresh_from_db()
    assert (message.state, message.trouble) == (MessageState.FAILED, Trouble.REFUSED)
    assert list(dead_letters(office.actor(Role.ADMINISTRATOR))) == [message]
    assert not dead_letters(office.actor(Role.SUPERVISOR)).exists()


def test_the_page_of_undelivered_mail_names_no_address(keeper, client, office):
    evening()
    mail_sheets(by=BY, at=at(17))
    Message.objects.update(state=MessageState.FAILED, trouble=Trouble.REFUSED)
    client.force_login(office.person(Role.ADMINISTRATOR))
    page = client.get("/quan-tri/thu/").content.decode()
    assert "Nơi giữ phiếu kiểm soát" in page
    assert ADDRESS not in page


def test_an_address_stands_in_no_event_and_in_no_message_and_sealed_in_its_row(keeper, office):
    evening()
    mail_sheets(by=BY, at=at(17))
    remove_sheet_keeper(keeper.pk, by=office.actor(Role.SUPERVISOR), on=DAY)
    enter_sheet_keeper(email=ADDRESS, by=office.actor(Role.SUPERVISOR), on=DAY)
    assert not any(ADDRESS in body for body in Event.objects.values_list("body", flat=True))
    message = Message.objects.get()
    assert ADDRESS not in message.subject + message.body + message.sent_to
    with connection.cursor() as row:
        row.execute("SELECT email FROM notifications_sheetkeeper")
        assert ADDRESS not in str(row.fetchone())
    assert SheetKeeper.objects.get().email == ADDRESS


def test_entering_an_address_again_takes_the_mark_of_returned_mail_away(keeper, office):
    by = office.actor(Role.ADMINISTRATOR)
    BadAddress.objects.create(
        digest=digest_of(ADDRESS), recipient="keeper", recipient_id=keeper.pk, status="5.1.1", noted_on=DAY
    )
    remove_sheet_keeper(keeper.pk, by=by, on=DAY)
    enter_sheet_keeper(email=ADDRESS, by=by, on=DAY)
    assert not BadAddress.objects.exists()


def test_a_very_long_sheet_leaves_without_its_list_and_is_still_a_witness(keeper, monkeypatch):
    monkeypatch.setattr(filling, "MOST_LEAVES", 0)
    evening()
    mail_sheets(by=BY, at=at(17))
    _name, content, _type = filling.enclosed_in(Message.objects.get())
    assert json.loads(content)["leaves"] == []
    assert check_sheet(read_sheet(content.decode())).ok


def test_only_the_front_names_keepers_and_each_for_itself_and_below(keeper, office):
    for role in (Role.AUDITOR, Role.HANDLER, Role.AGENCY_OFFICER):
        with pytest.raises(PermissionDenied):
            enter_sheet_keeper(email="toi@tinh.example", by=office.actor(role), on=DAY)
        with pytest.raises(PermissionDenied):
            remove_sheet_keeper(keeper.pk, by=office.actor(role), on=DAY)
    with pytest.raises(NotYoursToSee):
        remove_sheet_keeper(keeper.pk, by=office.actor(Role.SUPERVISOR, office.commune), on=DAY)
    below = enter_sheet_keeper(email="xa@tinh.example", by=office.actor(Role.SUPERVISOR, office.commune), on=DAY)
    remove_sheet_keeper(below.pk, by=office.actor(Role.ADMINISTRATOR), on=DAY)
    assert [one.email for one in keepers_for(office.actor(Role.SUPERVISOR))] == [ADDRESS]
