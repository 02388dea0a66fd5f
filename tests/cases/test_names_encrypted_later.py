"""An office that wrote names in clear before opens with all of them encrypted, and finds them as before."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations import RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cases import queries
from cases.models import Case, Identity, Party
from config import guards
from organizations.models import Field, Unit
from sealing import keys

pytestmark = [pytest.mark.deep, pytest.mark.django_db(transaction=True)]
BEFORE = [("cases", "0004_document_is_its_blob")]


@pytest.fixture
def the_office_of_before(monkeypatch):
    # The tables are empty: what moved data since then has nothing to move back.
    monkeypatch.setattr(RunPython, "reversible", True)
    monkeypatch.setattr(RunPython, "database_backwards", lambda *args: None)
    # Back along the single steps, as in an office that began on them: the one that stands for them was never taken.
    MigrationRecorder(connection).migration_qs.filter(name="0000_whole").delete()
    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    # As `migrate` does before its first step, in either direction.
    guards.take_down()
    yield executor.migrate(BEFORE).apps
    call_command("migrate", verbosity=0, interactive=False)


def test_names_in_clear_are_encrypted_with_their_versions_of_before(the_office_of_before, settings, tmp_path):
    settings.IDENTITY_KEYS_DIR = tmp_path / "identities"
    petition, party, past, case, matter = (
        the_office_of_before.get_model("cases", name)
        for name in ("Petition", "Party", "HistoricalParty", "Case", "Matter")
    )
    unit = Unit.objects.create(
        name="Ủy ban MTTQ", kind="mttq", level="province", path="/1/", in_force_from="2020-01-01"
    )
    Field.objects.create(key="traffic", name="Giao thông", folded="giao thong")
    day = timezone.localdate()
    handed_in = petition.objects.create(
        unit_id=unit.pk, received_on=day, intake="post", text="Cầu hỏng.", tracking_code="AAAA-BBBB"
    )
    person = {
        "petition_id": handed_in.pk,
        "role": "petitioner",
        "name": "Đặng Thị Ngọc Ánh",
        "birth_year": 1970,
        "identity_number": "038170000001",
        "phone": "0900 000 001",
        "email": "",
        "address": "Thôn Đông",
        "folded": "dang thi ngoc anh",
    }
    row = party.objects.create(**person)
    moment = {"history_date": timezone.now(), "history_type": "+"}
    past.objects.create(id=row.pk, **person | {"address": "Thôn Đoài"}, **moment)
    past.objects.create(id=row.pk, **person, **moment)
    opened = case.objects.create(
        number="0001/2026",
        kind="proposal",
        unit_id=unit.pk,
        field_id="traffic",
        summary="Cầu qua suối hỏng",
        registered_on=day,
        folded="0001/2026 cau qua suoi hong dang thi ngoc anh cau hong.",
    )
    matter.objects.create(petition=handed_in, case=opened)

    call_command("migrate", verbosity=0, interactive=False)

    now = Party.objects.get()
    assert (now.name, now.who.identity_number, now.address) == ("Đặng Thị Ngọc Ánh", "038170000001", "Thôn Đông")
    with connection.cursor() as cursor:
        columns = [
            column.name for column in connection.introspection.get_table_description(cursor, "cases_historicalparty")
        ]
        cursor.execute("SELECT identity_id FROM cases_historicalparty ORDER BY history_id")
        before, same = (row[0] for row in cursor.fetchall())
        cursor.execute("SELECT folded FROM cases_casewords")
        assert cursor.fetchone() == ("0001/2026 cau qua suoi hong cau hong. dang thi ngoc anh",)
    assert not {"name", "phone", "address", "folded"} & set(columns)
    assert same == now.identity_id, "a version that says the same keeps no copy"
    assert json.loads(keys.keyring().open(Identity.objects.get(pk=before).sealed))["address"] == "Thôn Đoài"
    assert queries.search("ngọc ánh suối", Case.objects.all()).count() == 1
