"""What stands in the environment is understood, or refused with its name and an example."""

from pathlib import Path

import pytest

from config import environment
from config.environment import WrongSetting

FILE = Path("/nowhere/cau-noi.sqlite3")
REFUSED = [
    ("PORT", "eighty", lambda: environment.whole_number("PORT", default=8000, low=1, high=65535)),
    ("PORT", "70000", lambda: environment.whole_number("PORT", default=8000, low=1, high=65535)),
    ("DEBUG", "perhaps", lambda: environment.flag("DEBUG", default=False)),
    ("SITE_URL", "don.example.vn", lambda: environment.site("SITE_URL")),
    ("SITE_URL", "https://don.example.vn/muc", lambda: environment.site("SITE_URL")),
    ("DATABASE_URL", "mysql://x/y", lambda: environment.database("DATABASE_URL", default_file=FILE)),
    ("DATABASE_URL", "postgres://localhost/", lambda: environment.database("DATABASE_URL", default_file=FILE)),
    ("DATABASE_URL", "postgres://localhost:many/x", lambda: environment.database("DATABASE_URL", default_file=FILE)),
    ("CELERY_BROKER_URL", "localhost:5672", lambda: environment.broker("CELERY_BROKER_URL")),
    ("LOG_FORMAT", "xml", lambda: environment.one_of("LOG_FORMAT", "json", "line", default="json")),
    ("METRICS_TOKEN", "too-short", lambda: environment.token("METRICS_TOKEN")),
    ("METRICS_TOKEN", "with a space in it, and long", lambda: environment.token("METRICS_TOKEN")),
    ("CLAMAV_URL", "127.0.0.1:3310", lambda: environment.scanner("CLAMAV_URL")),
    ("CLAMAV_URL", "tcp://127.0.0.1", lambda: environment.scanner("CLAMAV_URL")),
    ("CLAMAV_URL", "unix://", lambda: environment.scanner("CLAMAV_URL")),
    ("EMAIL_URL", "mail.example.vn", lambda: environment.mail("EMAIL_URL")),
    ("EMAIL_URL", "smtp://mail.example.vn:many", lambda: environment.mail("EMAIL_URL")),
    ("EMAIL_URL", "smtp://mail.example.vn/inbox", lambda: environment.mail("EMAIL_URL")),
    ("DEFAULT_FROM_EMAIL", "Cầu Nối", lambda: environment.sender("DEFAULT_FROM_EMAIL", default="")),
    ("DEFAULT_FROM_EMAIL", "a@b.vn\nBcc: c@d.vn", lambda: environment.sender("DEFAULT_FROM_EMAIL", default="")),
]


@pytest.mark.parametrize(("name", "value", "ask"), REFUSED, ids=[f"{name}={value}" for name, value, _ in REFUSED])
def test_a_value_that_makes_no_sense_is_refused_with_its_name_and_an_example(name, value, ask, monkeypatch):
    monkeypatch.setenv(name, value)
    with pytest.raises(WrongSetting) as refused:
        ask()
    assert str(refused.value).startswith(f"{name}=")
    assert f"Example: {name}=" in str(refused.value)


def test_a_refusal_does_not_show_the_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "mysql://office:secret-word@127.0.0.1/x")
    with pytest.raises(WrongSetting) as refused:
        environment.database("DATABASE_URL", default_file=FILE)
    assert "secret-word" not in str(refused.value)


def test_without_an_address_the_office_keeps_its_data_in_one_file(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    found = environment.database("DATABASE_URL", default_file=FILE)
    assert found["NAME"] == FILE
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_an_address_of_a_server_is_taken_apart(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://office:a%40b@db.example.vn:5433/cau_noi")
    found = environment.database("DATABASE_URL", default_file=FILE)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "office",
        "a@b",
        "db.example.vn",
        "5433",
        "cau_noi",
    )


def test_postgres_is_told_not_to_compile_questions_and_what_the_office_says_comes_behind(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://office@db.example.vn/cau_noi")
    monkeypatch.delenv("PGOPTIONS", raising=False)
    assert (
        environment.database("DATABASE_URL", default_file=FILE)["OPTIONS"]["options"]
        == "-c jit=off -c random_page_cost=1.1"
    )
    monkeypatch.setenv("PGOPTIONS", "-c jit=on -c work_mem=16MB")
    told = environment.database("DATABASE_URL", default_file=FILE)["OPTIONS"]["options"]
    assert told == "-c jit=off -c random_page_cost=1.1 -c jit=on -c work_mem=16MB"


def test_a_mail_server_is_one_address(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp+tls://office:word@mail.example.vn")
    found = environment.mail("EMAIL_URL")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example.vn", 587, True)
    monkeypatch.delenv("EMAIL_URL")
    assert environment.mail("EMAIL_URL") == {}


def test_a_refused_mail_server_does_not_tell_its_password(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp://office:very-secret@mail.example.vn:many")
    with pytest.raises(WrongSetting) as refused:
        environment.mail("EMAIL_URL")
    assert "very-secret" not in str(refused.value)


def test_a_refused_token_is_not_shown(monkeypatch):
    monkeypatch.setenv("METRICS_TOKEN", "hush-hush")
    with pytest.raises(WrongSetting) as refused:
        environment.token("METRICS_TOKEN")
    assert "hush-hush" not in str(refused.value)
