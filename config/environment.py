"""Typed questions to the environment: each names its variable and an example when the answer makes no sense."""

import os
import re
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

SHORTEST_TOKEN = 24


class WrongSetting(SystemExit):
    """An environment variable holds a value that cannot be meant."""

    def __init__(self, name: str, value: str, example: str) -> None:
        super().__init__(f"{name}={value!r} is not usable. Example: {name}={example}")


def text(name: str, *, default: str) -> str:
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    value = os.environ.get(name, "")
    if not value:
        return default
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"0", "false", "no", "off"}:
        return False
    raise WrongSetting(name, value, "true")


def whole_number(name: str, *, default: int, low: int, high: int) -> int:
    value = os.environ.get(name, "")
    if not value:
        return default
    if not value.isdigit() or not low <= int(value) <= high:
        raise WrongSetting(name, value, str(default))
    return int(value)


def folder(name: str, *, default: Path) -> Path:
    value = os.environ.get(name, "")
    return Path(value).expanduser().resolve() if value else default


def site(name: str) -> str:
    """Return the address people type, without a slash at its end, or nothing."""
    value = os.environ.get(name, "")
    parts = urlparse(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/")):
        raise WrongSetting(name, value, "https://don.mattran.example.vn")
    return value.rstrip("/")


def broker(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        return "filesystem://"
    if urlparse(value).scheme not in {"amqp", "amqps", "pyamqp", "redis", "rediss", "filesystem"}:
        raise WrongSetting(name, value, "amqp://guest:guest@127.0.0.1:5672// (or redis://127.0.0.1:6379/0)")
    return value


def one_of(name: str, *known: str, default: str) -> str:
    value = os.environ.get(name, "") or default
    if value not in known:
        raise WrongSetting(name, value, f"{known[0]} (or {', '.join(known[1:])})")
    return value


def token(name: str) -> str:
    """Return what a program shows to be let in, or nothing: then nobody is. One that could be guessed is refused."""
    value = os.environ.get(name, "")
    if value and (len(value) < SHORTEST_TOKEN or not value.isascii() or not value.isprintable() or " " in value):
        raise WrongSetting(name, "…", f"at least {SHORTEST_TOKEN} letters, e.g. of: openssl rand -hex 24")
    return value


def scanner(name: str) -> str:
    """Return where ClamAV listens, or nothing: then files are marked as not scanned."""
    value = os.environ.get(name, "")
    parts = urlparse(value)
    try:
        usable = (parts.scheme == "tcp" and parts.hostname and parts.port) or (parts.scheme == "unix" and parts.path)
    except ValueError:
        usable = False
    if value and not usable:
        raise WrongSetting(name, value, "tcp://127.0.0.1:3310 (or unix:///run/clamav/clamd.ctl)")
    return value


def mail(name: str) -> dict[str, Any]:
    """Return what Django wants to know about the mail server, from one address; nothing when there is none."""
    value = os.environ.get(name, "")
    if not value:
        return {}
    parts = urlparse(value)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"smtp", "smtps", "smtp+tls"} or not parts.hostname or port == -1 or parts.path.strip("/"):
        raise WrongSetting(name, _without_password(value), "smtp+tls://user:password@mail.example.vn:587")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or {"smtp": 25, "smtps": 465, "smtp+tls": 587}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }


def sender(name: str, *, default: str) -> str:
    """Return who e-mail comes from, as a mail server takes it: a name and one address."""
    value = os.environ.get(name, "") or default
    _name, address = parseaddr(value)
    local, _at, domain = address.rpartition("@")
    if not local or not domain or any(sign in value for sign in "\r\n"):
        raise WrongSetting(name, value, "Cầu Nối <khong-tra-loi@mattran.example.vn>")
    return value


def hosts(name: str, *, default: list[str]) -> list[str]:
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] if value else default


def database(name: str, *, default_file: Path) -> dict[str, Any]:
    value = os.environ.get(name, "")
    if not value:
        return sqlite(default_file)
    parts = urlparse(value)
    example = "postgres://user:password@127.0.0.1:5432/cau_noi"
    if parts.scheme == "sqlite" and parts.path:
        return sqlite(Path(unquote(parts.path)))
    try:
        port = str(parts.port or "")
    except ValueError:
        raise WrongSetting(name, _without_password(value), example) from None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongSetting(name, _without_password(value), example)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": port,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "application_name": "cau-noi", "options": _said_to_postgres()},
    }


def _said_to_postgres() -> str:
    # Compiling a question takes a second where answering it takes 50 ms, and among a million every list seems costly
    # enough for it (decision 081). What is read lies in memory or on a disk without a head to move: as long as a row by
    # its number seemed four times as dear as the next one, a whole register was read instead (082). What PGOPTIONS says
    # comes behind and wins.
    return f"-c jit=off -c random_page_cost=1.1 {os.environ.get('PGOPTIONS', '')}".strip()


def _without_password(value: str) -> str:
    return re.sub(r"://([^:/@]*):.*@", r"://\1:…@", value)


def sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # Deferred transactions fail under concurrent writers; IMMEDIATE ones queue. FULL survives a power cut.
        # What is deleted is overwritten with zeros: a case that is sealed later leaves nothing on free pages.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA secure_delete=ON;",
        },
    }
