"""Migrated tables with the law, made once for each state of the code and copied: to migrate takes far longer."""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlparse
from uuid import uuid4

import psycopg
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

ROOT = Path(__file__).resolve().parent.parent
# Whatever shapes the tables or what the law loader writes into them.
SHAPES = ["*/migrations/*.py", "deadlines/**/*.py", "deadlines/law/*.yaml", "audit/*.py", "requirements*.lock"]
SHAPES += [
    "sealing/fields.py",
    "*/models/*.py",
    "tests/factories.py",
    "config/guards.py",
    "config/machines.py",
    "cases/lifecycle/*.py",
]
TABLES = "cau_noi_tables_"


@contextmanager
def another(url: str, *, like: str = "template1") -> Iterator[str]:
    """Make a database beside the one the suite runs on, for processes of their own; throw it away afterwards."""
    name = f"beside_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        try:
            yield beside(url, name)
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def beside(url: str, name: str) -> str:
    return urlparse(url)._replace(path=f"/{name}").geturl()


@contextmanager
def with_tables(folder: Path, cache: pytest.Cache) -> Iterator[str]:
    """Make a database for processes of their own on the engine the suite runs on: nothing is owed there but people."""
    suite = os.environ.get("DATABASE_URL", "")
    if suite.startswith("postgres"):
        with another(suite, like=tables_on(suite)) as url:
            yield url
        return
    yield sqlite_with_tables(folder, cache)


def sqlite_with_tables(folder: Path, cache: pytest.Cache) -> str:
    """Copy the tables where the last run left some; elsewhere whoever opens the office migrates."""
    file = folder / "cau-noi.sqlite3"
    made = Template(cache.mkdir("database")).file
    if made.exists():
        shutil.copy(made, file)
    return f"sqlite:///{file}"


def tables_on(url: str) -> str:
    """Return the database of this server to copy the tables from; whoever asks first makes it while the others wait."""
    name = f"{TABLES}{digest()}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [TABLES])
        there = server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [TABLES]).fetchall()
        if (name,) not in there:
            for (old,) in there:
                server.execute(f"DROP DATABASE {old} WITH (FORCE)")
            unfinished = f"{TABLES}part"
            server.execute(f"CREATE DATABASE {unfinished}")
            for command in ("migrate", "load_law"):
                environment = os.environ | {"DATABASE_URL": beside(url, unfinished)}
                words = [sys.executable, "manage.py", command, "--verbosity=0"]
                subprocess.run(words, cwd=ROOT, env=environment, check=True)
            server.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    return name


class Template:
    """The copy of one state of the code; a changed migration, rule or model makes a new one."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{digest()}.sqlite3"
        self.lock = (folder / "lock").open("w")

    def take(self) -> None:
        """Wait until nobody else is making it; one process makes it while the others wait, instead of all at once."""
        fcntl.flock(self.lock, fcntl.LOCK_EX)

    def give_back(self) -> None:
        self.lock.close()

    def fill(self, connection: BaseDatabaseWrapper) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(self.file)) as source:
            source.backup(connection.connection)

    def keep(self, connection: BaseDatabaseWrapper) -> None:
        if self.file.exists():
            return
        for old in self.file.parent.glob("*.sqlite3"):
            old.unlink()
        unfinished = self.file.with_suffix(".part")
        with closing(sqlite3.connect(unfinished)) as target:
            connection.connection.backup(target)
        unfinished.rename(self.file)


def digest() -> str:
    found = hashlib.sha256()
    for pattern in SHAPES:
        for file in sorted(ROOT.glob(pattern)):
            found.update(str(file.relative_to(ROOT)).encode())
            found.update(file.read_bytes())
    return found.hexdigest()[:16]
