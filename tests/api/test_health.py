"""What the machine's keeper asks, and what a programmer reads."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder


@pytest.mark.django_db
def test_a_complete_house_is_ready(client):
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()) == (200, {"ready": True})


@pytest.mark.django_db
def test_a_house_whose_tables_are_behind_is_not_ready(client):
    MigrationRecorder(connection).migration_qs.filter(app="cases").delete()
    answer = client.get("/healthz/ready")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "because": "migrations"})


def test_a_process_without_its_database_lives_but_is_not_ready(settings, tmp_path):
    """Asked in a process of its own, whose database file cannot be opened."""
    asks = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "for path in ('/healthz/live', '/healthz/ready'):\n"
        "    answer = Client(headers={'host': 'localhost'}).get(path)\n"
        "    print(answer.status_code, answer.json().get('because'))\n"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path}/no/such/folder/file.sqlite3",
        "DATA_DIR": str(tmp_path),
    }
    done = subprocess.run(
        [sys.executable, "-c", asks],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == ["200 None", "503 database"]


def test_the_process_says_that_it_lives(client):
    assert client.get("/healthz/live").json() == {"live": True}
    assert client.post("/healthz/live").status_code == 405


def test_the_interface_describes_itself(client):
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    document = answer.json()
    assert document["openapi"].startswith("3.1")
    assert set(document["paths"]) == {
        "/api/v1/cases",
        "/api/v1/cases/{case_id}",
        "/api/v1/cases/{case_id}/acknowledgement",
    }
    assert document["components"]["securitySchemes"]["Token"] == {"type": "http", "scheme": "bearer"}
    told = document["paths"]["/api/v1/cases/{case_id}/acknowledgement"]["post"]["responses"]
    assert {"204", "401", "403", "404", "409"} <= set(told)


def test_there_is_no_page_with_inline_scripts(client):
    assert client.get("/api/v1/docs").status_code == 404
