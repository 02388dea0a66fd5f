"""Typed questions to the environment: each names its variable and an example when the answer makes no sense."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse


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


def hosts(name: str, *, default: list[str]) -> list[str]:
    value = os.environ.get(name, "")
    return [part.strip() for part in value.split(",") if part.strip()] if value else default


def url(name: str, *, default: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        return default
    if "://" not in value:
        raise WrongSetting(name, value, "redis://127.0.0.1:6379/0")
    return value


def database(name: str, *, default_file: Path) -> dict[str, Any]:
    value = os.environ.get(name, "")
    if not value:
        return sqlite(default_file)
    parts = urlparse(value)
    if parts.scheme == "sqlite" and parts.path:
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongSetting(name, value, "postgres://user:password@127.0.0.1:5432/cau_noi")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # Deferred transactions fail under concurrent writers; IMMEDIATE ones queue. FULL survives a power cut.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
