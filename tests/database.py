"""A migrated SQLite database with the law, made once and copied: the migrations take longer than most test files."""

import fcntl
import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlparse
from uuid import uuid4

import psycopg
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


@contextmanager
def another(url: str) -> Iterator[str]:
    """Make a database beside the one the suite runs on, for processes of their own; throw it away afterwards."""
    name = f"beside_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlparse(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


class Template:
    """The copy of one state of the code; a changed migration, rule or model makes a new one."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{self._digest()}.sqlite3"
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

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for pattern in SHAPES:
            for file in sorted(ROOT.glob(pattern)):
                digest.update(str(file.relative_to(ROOT)).encode())
                digest.update(file.read_bytes())
        return digest.hexdigest()[:16]
