"""The list of demo logins that the start prints: role, name, username, password."""

from pathlib import Path

from .people import AGENCY, FRONT, PASSWORD, Person


def lines() -> list[str]:
    """One line for each person; the first of each role comes with the shortest username."""
    return [_line(person) for person in (*FRONT, *AGENCY)]


def write(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "demo-logins.txt"
    file.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    return file


def _line(person: Person) -> str:
    roles = ", ".join(str(role.label) for role in person.roles)
    return f"{roles:<55} {person.full_name:<28} {person.username:<15} {PASSWORD}"
