"""Who stands behind a petition is read with the office's keys alone, and found again all the same."""

import json
import logging
import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases import queries
from cases.digests import national
from cases.models import Case, CaseWords, Findable, Identity, IdentityKey, Party
from cases.operations import identities
from organizations.folding import fold
from sealing import keys
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db

NAME, ID, PHONE = "Hồ Thị Sương Giáng", "038190012345", "0912 777 666"
EMAIL, ADDRESS = "suong.giang@nguoidan.example", "Ngõ 7, thôn Đoài, xã Hòa Bình"
VALUES = (NAME, ID, PHONE, EMAIL, ADDRESS)


@pytest.fixture
def own_keys(settings, tmp_path):
    """Keys that this test may add to and take away."""
    settings.IDENTITY_KEYS_DIR = tmp_path / "identities"
    return settings.IDENTITY_KEYS_DIR


def giang(office, **changes) -> Case:
    party = op.NewParty(
        name=NAME, birth_year=1979, identity_number=ID, phone=PHONE, email=EMAIL, address=ADDRESS, **changes
    )
    return a_petition(office, parties=[party], again=True)


def party_of(case: Case) -> Party:
    return case.matters.get().petition.parties.get()


def found(office, words: str) -> list[Case]:
    actor = office.actor("handler")
    return list(queries.search(words, Case.objects.visible_to(actor)))


def all_text() -> str:
    """Everything the database holds, column by column, as text."""
    said = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            said += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(said)


def test_a_person_is_read_back_as_written_down(office):
    party = Party.objects.get(pk=party_of(giang(office)).pk)
    assert (party.name, party.birth_year, party.phone, party.email, party.address) == (
        NAME,
        1979,
        PHONE,
        EMAIL,
        ADDRESS,
    )
    assert party.who.identity_number == ID


def test_no_table_holds_what_identifies_a_person_in_clear(office):
    giang(office)
    everything = all_text()
    for value in VALUES:
        assert value not in everything, value
        assert re.sub(r"\W", "", value) not in everything, value
    for value in (ID, EMAIL, ADDRESS):
        assert fold(value) not in fold(everything), value
    # The name without marks stands in the two derived tables and nowhere else.
    Findable.objects.all().delete()
    CaseWords.objects.all().delete()
    assert fold(NAME) not in fold(all_text())


def test_the_history_and_the_events_know_nobody_by_name(office):
    case = a_case(office, at="closed")
    party = party_of(case)
    for model in apps.get_app_config("cases").get_models():
        if model.__name__.startswith("Historical"):
            columns = {field.name for field in model._meta.fields}
            assert not columns & {"name", "identity_number", "birth_year", "phone", "email", "address"}, model
    bodies = "\n".join(Event.objects.values_list("body", flat=True))
    assert party.name not in bodies
    assert party.address not in bodies


def test_no_log_and_no_repr_shows_a_person(office, caplog):
    caplog.set_level(logging.DEBUG)
    new = op.NewParty(name=NAME, identity_number=ID, phone=PHONE, email=EMAIL, address=ADDRESS)
    party = party_of(giang(office))
    shown = f"{new!r} {party!r} {party!s} {party.who!r} {party.identity!r} {keys.keyring()!r} {caplog.text}"
    for value in (*VALUES, keys.keyring().newest.secret.decode()):
        assert value not in shown


@pytest.mark.parametrize("words", ["Hồ Thị Sương", "ho thi suong giang", "GIÁNG", "sương đường"])
def test_a_case_is_found_by_the_name_with_or_without_marks_and_with_words_of_its_text(office, words):
    case = giang(office)
    a_petition(office, parties=[op.NewParty(name="Lò Văn Chung")])
    assert found(office, words) == [case]


def test_a_case_with_two_people_of_one_name_is_found_once(office):
    twins = [op.NewParty(name="Giàng A Páo"), op.NewParty(name="Giàng A Páo", role="representative")]
    case = a_petition(office, parties=twins)
    assert found(office, "giang pao") == [case]


def test_a_name_is_searched_only_in_cases_one_may_see(office):
    giang(office)
    assert not queries.search("giáng", Case.objects.visible_to(office.actor("handler", office.commune))).exists()
    assert not queries.search("giáng", Case.objects.visible_to(office.actor("agency_officer"))).exists()


def test_the_search_can_be_emptied_and_made_again(office):
    case = giang(office)
    before = list(
        Findable.objects.values("party", "petition", "folded", "birth_year", "identity_digest", "phone_digest")
    )
    Findable.objects.all().delete()
    CaseWords.objects.all().delete()
    assert found(office, "giáng") == []
    call_command("identities", "rebuild", stdout=StringIO())
    assert found(office, "giáng") == [case]
    columns = ("party", "petition", "folded", "birth_year", "identity_digest", "phone_digest")
    assert list(Findable.objects.values(*columns)) == before
    call_command("identities", "rebuild", stdout=StringIO())
    assert Findable.objects.count() == 1


def test_a_new_key_encrypts_and_the_old_one_still_reads(office, own_keys):
    old = party_of(giang(office))
    call_command("identities", "new-key", stdout=StringIO())
    new = party_of(giang(office))
    assert old.identity.key != new.identity.key
    assert new.identity.key.fingerprint == keys.keyring().newest.fingerprint
    assert Party.objects.get(pk=old.pk).name == new.name == NAME
    assert {row.identity_digest for row in Findable.objects.all()} == {keys.keyring().digest("identity", ID)}


def test_after_rotating_the_old_key_is_needed_no_more(office, own_keys, monkeypatch):
    parties = [party_of(giang(office)) for _ in range(5)]
    call_command("identities", "new-key", stdout=StringIO())
    monkeypatch.setattr(identities, "AT_A_TIME", 2)
    steps = identities.rotate(by=system("identities"), on=parties[0].petition.received_on)
    next(steps)
    steps.close()
    newest = IdentityKey.objects.get(fingerprint=keys.keyring().newest.fingerprint)
    assert Identity.objects.filter(key=newest).count() == 2, "cut off after the first batch"
    call_command("identities", "rotate", stdout=StringIO())
    assert Identity.objects.exclude(key=newest).count() == 0
    event = Event.objects.get(kind="identities.rotated")
    assert json.loads(event.body)["facts"]["identities"] == 3
    (own_keys / "0001.key").unlink()
    for party in parties:
        assert Party.objects.get(pk=party.pk).name == NAME
    identities.require_keys()


def test_a_key_that_is_away_is_said_and_nothing_is_made_in_its_place(office, own_keys):
    party = party_of(giang(office))
    for file in own_keys.iterdir():
        file.unlink()
    with pytest.raises(keys.KeyAway, match="put the keys of the backup there"):
        Party.objects.get(pk=party.pk).who  # noqa: B018 - reading it is the act
    with pytest.raises(keys.KeyAway):
        giang(office)
    with pytest.raises(CommandError, match="put the keys of the backup there"):
        call_command("identities", "rotate", stdout=StringIO())
    assert not list(own_keys.iterdir())


def test_keys_of_another_office_are_noticed_at_start(office, own_keys):
    giang(office)
    identities.require_keys()
    (own_keys / "0001.key").unlink()
    keys.add()
    with pytest.raises(keys.KeyAway, match="which is not in"):
        identities.require_keys()


def test_a_file_that_is_no_key_is_named(own_keys):
    keys.add()
    (own_keys / "0002.key").write_text("không phải khóa")
    with pytest.raises(keys.KeyAway, match=r"0002\.key is not a key"):
        keys.keyring()


def test_keys_are_readable_by_their_owner_only(own_keys):
    keys.add()
    assert {file.stat().st_mode & 0o077 for file in own_keys.iterdir()} == {0}


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [("0912 777 666", "0912777666"), ("+84 912.777.666", "0912777666"), ("84912777666", "0912777666"), ("", "")],
)
def test_one_telephone_written_in_several_ways_is_one_number(typed, dialled):
    assert national(typed) == dialled


def test_the_case_page_shows_who_it_is_to_the_office(client, office):
    case = giang(office)
    client.force_login(office.person("handler"))
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert NAME in page
    assert PHONE in page
