"""Programs that read for a unit: let in by whoever administers it, shown their token once, shut out at once."""

from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from audit.models import Event
from organizations.models import Client
from organizations.models.client import digest_of
from organizations.operations import admit_client, revoke_client
from organizations.vocabulary import Role

from .conftest import COMMAND, TODAY

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    said = StringIO()
    call_command("client", *words, stdout=said, stderr=StringIO())
    return said.getvalue().strip()


def test_only_the_digest_of_a_token_is_kept(house):
    client, token = admit_client(name="Phần mềm một cửa", unit=house.province, role=Role.LEADER, by=COMMAND, on=TODAY)
    assert len(token) >= 40
    assert client.digest == digest_of(token)
    assert token not in str(Client.objects.values_list()[0])
    assert token not in str(Event.objects.get(kind="client.admitted").body)


def test_an_administrator_admits_for_the_own_unit_and_nobody_else_does(house):
    here = house.administrator("quantri", house.province)
    below = house.administrator("quantri.xa", house.commune)
    facts = {"name": "Phần mềm", "unit": house.province, "role": Role.HANDLER, "on": TODAY}
    client, _token = admit_client(**facts, by=here)
    with pytest.raises(PermissionDenied):
        admit_client(**facts, by=below)
    with pytest.raises(PermissionDenied):
        revoke_client(client, by=below, on=TODAY)
    revoke_client(client, by=here, on=TODAY)
    client.refresh_from_db()
    assert client.revoked_on == TODAY


@pytest.mark.parametrize(("field", "wrong"), [("name", {"name": " "}), ("role", {"role": "king"})])
def test_what_cannot_be_is_said_at_its_field(house, field, wrong):
    facts = {"name": "Phần mềm", "unit": house.province, "role": Role.HANDLER}
    with pytest.raises(ValidationError) as refusal:
        admit_client(**(facts | wrong), by=COMMAND, on=TODAY)
    assert set(refusal.value.message_dict) == {field}
    assert not Client.objects.exists()


def test_the_command_prints_the_token_once_and_revokes(house):
    token = run("admit", "Phần mềm một cửa", "--unit", "H01", "--role", "leader")
    client = Client.objects.get()
    assert client.digest == digest_of(token)
    listed = run("list")
    assert "Phần mềm một cửa" in listed
    assert token not in listed
    run("revoke", str(client.pk))
    assert "thu hồi" in run("list")
    with pytest.raises(CommandError, match="đã bị thu hồi"):
        run("revoke", str(client.pk))


@pytest.mark.parametrize(
    "words", [("admit", "Phần mềm", "--unit", "H99", "--role", "leader"), ("revoke", "77")], ids=["unit", "client"]
)
def test_the_command_names_what_it_did_not_find(house, words):
    with pytest.raises(CommandError, match=words[3] if words[0] == "admit" else words[1]):
        run(*words)
