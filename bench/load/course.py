"""A course: one life on other days at another place, and how many copies it has."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """Where a course happens instead: a commune, one of its hamlets, and which row is which there."""

    rows: dict[int, int]
    name: str
    area: str
    where: str


@dataclass(frozen=True)
class Course:
    """A shape on other days at another place; its copies differ in people, numbers and words."""

    number: int
    shape: int
    moved: int
    """In days."""
    commune: int | None
    hamlet: str
    copies: int
    first_copy: int
    ids: dict[str, int]
    numbers: tuple[int, ...] = ()
    letters: tuple[int, ...] = ()
    blobs: int = 0
