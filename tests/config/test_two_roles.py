"""The production set-up as docs/operations/one-server.md writes it: who works owns nothing and can do all work."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from tests.backup.conftest import SUITE, Place

# Marked so because roles exist on PostgreSQL alone, as races do.
pytestmark = [pytest.mark.slow, pytest.mark.row_locks]

PASSWORD = "for-tests-only"
WHAT_THE_OWNER_MAY = [
    "ALTER TABLE audit_event DISABLE TRIGGER ALL",
    "ALTER TABLE audit_event OWNER TO CURRENT_USER",
    "DROP TABLE cases_historicalcase",
    "TRUNCATE audit_event",
    "TRUNCATE cases_historicalcase CASCADE",
    "CREATE TABLE beside (id int)",
    "CREATE FUNCTION beside() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "SET session_replication_role = replica",
]
WHAT_THE_GUARDS_REFUSE = [
    "UPDATE audit_event SET kind = 'case.noted'",
    "DELETE FROM audit_event",
    "UPDATE audit_checkpoint SET number = number + 1000",
    "DELETE FROM audit_checkpoint",
    "UPDATE cases_historicalcase SET status = 'closed'",
    "DELETE FROM cases_historicalcase",
    "UPDATE cases_case SET status = 'supervised' WHERE status = 'registered'",
]


@dataclass
class Roles:
    """A database of one role, in which another works."""

    owner: str
    office: str
    place: Path

    def as_owner(self) -> Place:
        return Place(self.place, self.owner)

    def as_office(self) -> Place:
        return Place(self.place, self.office)


def as_the_page_says() -> list[str]:
    """Return the statements of the reviewed page, each as it is typed there."""
    page = (Path(settings.BASE_DIR) / "docs" / "operations" / "one-server.md").read_text(encoding="utf-8")
    block = re.search(r"```sql\n(.*?)```", page, re.DOTALL)
    assert block is not None
    lines = [line.partition("--")[0].strip().rstrip(";") for line in block[1].splitlines()]
    return [line for line in lines if line]


@pytest.fixture(scope="module")
def roles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Roles]:
    name = f"two_roles_{uuid4().hex[:10]}"
    owner, office = f"{name}_owner", f"{name}_office"
    folder = tmp_path_factory.mktemp("two_roles")
    with psycopg.connect(SUITE, autocommit=True) as server:
        server.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE PASSWORD '{PASSWORD}'")
        server.execute(f"GRANT {owner} TO CURRENT_USER")
        server.execute(f"CREATE DATABASE {name} OWNER {owner}")
        try:
            url = urlparse(SUITE)
            place = f"{url.hostname}:{url.port or 5432}"
            owners = f"postgres://{owner}:{PASSWORD}@{place}/{name}"
            with psycopg.connect(owners, autocommit=True) as before_the_first_start:
                for statement in as_the_page_says():
                    named = re.sub(r"\bcau_noi_office\b", office, statement)
                    before_the_first_start.execute(re.sub(r"\bcau_noi\b", owner, named).replace("…", PASSWORD))
            roles = Roles(owners, f"postgres://{office}:{PASSWORD}@{place}/{name}", folder)
            roles.as_owner().run("manage.py", "prepare", "--no-demo")
            yield roles
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
            server.execute(f"DROP ROLE IF EXISTS {office}")
            server.execute(f"DROP ROLE {owner}")


@pytest.fixture(scope="module")
def at_work(roles: Roles) -> Roles:
    """The office's role opens, works some weeks, and everything of the timetable runs once."""
    office = roles.as_office()
    office.run("manage.py", "prepare", "--no-demo")
    office.run("-m", "tests.kill.clerk", "open")
    office.run("-m", "tests.backup.desk", "furnish")
    office.run("-m", "tests.kill.clerk", "work", "60", "1", "0")
    office.run("-m", "tests.kill.clerk", "day")
    return roles


def test_who_owns_nothing_opens_the_office_works_and_proves_it(at_work, tmp_path):
    office = at_work.as_office()
    office.run("manage.py", "audit", "checkpoint", "--to", str(tmp_path / "supervisor"))
    sheet = next((tmp_path / "supervisor").iterdir())
    said = office.run("manage.py", "audit", "verify", "--checkpoint", str(sheet))
    assert "✓ Mọi điều kiểm tra được đều đúng." in said
    assert "✓ Đã sao lưu" in office.run("manage.py", "backup", str(tmp_path / "kept"))


@pytest.mark.parametrize("statement", WHAT_THE_OWNER_MAY)
def test_what_only_the_owner_may_is_refused(at_work, statement):
    with psycopg.connect(at_work.office) as office, pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.execute(statement)


@pytest.mark.parametrize("statement", WHAT_THE_GUARDS_REFUSE)
def test_what_the_guards_refuse_stays_refused(at_work, statement):
    with psycopg.connect(at_work.office) as office, pytest.raises(psycopg.errors.RestrictViolation):
        office.execute(statement)


def test_no_role_may_be_put_on_like_a_coat(at_work):
    owner = urlparse(at_work.owner).username
    with psycopg.connect(at_work.office) as office, pytest.raises(psycopg.errors.InsufficientPrivilege):
        office.execute(f"SET ROLE {owner}")
