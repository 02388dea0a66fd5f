"""Who may read which kind of event, and what of it: one table for timeline, dossier, audit desk and programs.

Denied unless a package says otherwise where it declares the kind. That somebody may see the case at all is asked
before, of `cases.access`; what people wrote about a sealed case is shown only while it lies open to the reader.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Reader(StrEnum):
    """As what somebody reads events."""

    FILE = "file"
    """Whoever at the MTTQ sees the case, on its page."""
    AGENCY = "agency"
    """An agency, its dealings with the MTTQ, by account or by link."""
    PETITIONER = "petitioner"
    """On the portal: the stage in plain words, and no event."""
    PROGRAM = "program"
    """By token: cases, and no event."""
    SUPERVISOR = "supervisor"
    """At the audit desk: what was done and read in cases."""
    AUDITOR = "auditor"
    """At the audit desk: that, and who came in, was refused, or changed the house."""


class Shown(StrEnum):
    """What of an event a reader gets beside its sentence, day and unit."""

    WHO = "who"
    FACTS = "facts"
    WORDS = "words"
    CHANGES = "changes"


Rule = Mapping[Reader, frozenset[Shown]]
NOBODY: Rule = {}
EVERYTHING = frozenset(Shown)
ABOUT = frozenset({Shown.WHO, Shown.FACTS})
# Inside the MTTQ, and at the audit desk; nobody else.
OF_THE_FILE: Rule = {Reader.FILE: EVERYTHING, Reader.SUPERVISOR: EVERYTHING, Reader.AUDITOR: EVERYTHING}
OF_THE_HOUSE: Rule = {Reader.AUDITOR: ABOUT | {Shown.CHANGES}}
OF_THE_WORK: Rule = {Reader.SUPERVISOR: ABOUT, Reader.AUDITOR: ABOUT}

_rules: dict[str, Rule] = {}


def allow(kinds: Iterable[str], rule: Rule) -> None:
    """Say who may read these kinds; called where a package declares them."""
    _rules.update(dict.fromkeys(kinds, rule))


def may_read(kind: str, reader: Reader) -> bool:
    return reader in _rules.get(kind, NOBODY)


def shows(kind: str, reader: Reader, what: Shown) -> bool:
    return what in _rules.get(kind, NOBODY).get(reader, frozenset())


def kinds_for(reader: Reader) -> frozenset[str]:
    """Return every kind that this reader may read."""
    return frozenset(kind for kind, rule in _rules.items() if reader in rule)
