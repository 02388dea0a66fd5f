"""Turns the shared legal table into the shipped catalogue: rules by area, the calendar, leaves of classification."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import yaml

from . import leaf_terms, terms
from .titles import TITLES

Row = dict[str, Any]
HEADING = "# Made by `manage.py convert_law` from the shared legal table. Change it there or in law/terms.py.\n"

# The first part of a key -> the file the rule stands in.
AREAS = {
    "mttq": "reception",
    "tcd": "reception",
    "xld": "reception",
    "luu_don": "reception",
    "knpa": "reception",
    "tt36": "reception",
    "kn": "complaint",
    "tc": "denunciation",
    "pctn": "supervision",
    "bttnd": "supervision",
    "bgsdtcd": "supervision",
    "gs": "supervision",
    "pb": "supervision",
    "qd124": "supervision",
    "qd217": "supervision",
    "qd218": "supervision",
    "hdnd": "supervision",
    "cutri": "voters",
    "vt": "records",
    "pdp": "records",
}


def convert(table: Mapping[str, Any]) -> dict[str, str]:
    """Return the catalogue as file name -> text. An unmapped word of the table is a KeyError that names it."""
    files: dict[str, list[Row]] = {}
    for row in table["deadline_rules"]:
        files.setdefault(f"{AREAS[row['key'].split('.')[0]]}.yaml", []).append(_rule(row))
    texts = {name: _text({"rules": rows}) for name, rows in files.items()}
    days = sorted(_days(table["public_holidays"]), key=lambda row: row["day"])
    texts["calendar.yaml"] = _text({"years": list(_years(days)), "days": days})
    leaves = [*table["classification_outcomes"], *leaf_terms.MORE]
    texts["leaves.yaml"] = _text({"leaves": [_leaf(row) for row in leaves]})
    return texts


def _leaf(row: Row) -> Row:
    named = leaf_terms.LEAVES[row["key"]]
    paper = row.get("document")
    return {
        "key": row["key"],
        "when": named.when,
        "outcome": named.outcome,
        "form": named.form,
        "paper": leaf_terms.PAPERS[paper] if paper else "",
        "retention_years": row.get("retention_years"),
        "at_mttq": named.at_mttq,
        "citation": leaf_terms.CITATIONS.get(row["citation"], row["citation"]),
        "confidence": row["confidence"],
    }


def _rule(row: Row) -> Row:
    key, kind = row["key"], row.get("kind", "statutory")
    responsible, binds = terms.RESPONSIBLES[row["responsible"]]
    applies, basis = terms.APPLIES.get(key, ("yes", ""))
    nature = kind if kind in {"letter_set", "internal"} else "statutory"
    by_agreement = nature != "statutory"
    variant = terms.VARIANTS.get(key)
    granted = row["extension"] or []
    return {
        "key": key,
        "version": 1,
        "title": TITLES[key],
        "case_kind": terms.KINDS[row["case_kind"]],
        "step": row["step"],
        "role": kind if kind in {"minimum", "recurring"} else terms.ROLES.get(key, "duty"),
        "nature": nature,
        "length": row["days"],
        "unit": terms.UNITS[row["unit"]],
        "direction": row.get("direction", "after"),
        "starts_on": row["clock_starts_on"],
        # Only the dates of a letter or of the house are agreed; a statutory limit is stretched as its article says.
        "extension": [{"when": "agreed"}] if by_agreement else [] if variant else [_grant(one) for one in granted],
        "variants": [{"when": variant, "length": one["max_total"]} for one in granted] if variant else [],
        "pause": "excluded" if by_agreement else terms.PAUSES.get(key, "none"),
        "responsible": responsible,
        "binds": binds,
        "citation": terms.CITATIONS.get(key, row["citation"]),
        "follows": terms.FOLLOWS.get(key, ""),
        "note": terms.NOTES[row["note"]] if "note" in row else "",
        "in_force_from": date.fromisoformat(row["effective_from"]),
        "in_force_to": date.fromisoformat(row["effective_to"]) if row["effective_to"] else None,
        "confidence": row["confidence"],
        "applies_here": applies,
        "applies_basis": basis,
    }


def _grant(grant: Row) -> Row:
    return {**grant, "needs": terms.NEEDS[grant["needs"]]}


def _days(rows: list[Row]) -> Iterator[Row]:
    swapped = {one: other for pair in terms.SWAPS for one, other in (pair, pair[::-1])}
    for row in rows:
        first = date.fromisoformat(row.get("from") or row["date"])
        last = date.fromisoformat(row.get("to") or row["date"])
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            citation, adopted_on = _decision(day, row["confidence"])
            yield {
                "day": day,
                "kind": row["type"],
                "name": _name(row, day, swapped.get(day)),
                "citation": citation,
                "adopted_on": adopted_on,
                "confidence": row["confidence"],
                "swapped_with": swapped.get(day),
            }


def _decision(day: date, confidence: str) -> tuple[str, date | None]:
    if day in terms.DECISIONS:
        return terms.DECISIONS[day]
    if confidence == "V":
        return terms.LABOUR, None
    notice = terms.YEARS[day.year]
    return notice["citation"], notice["adopted_on"]


def _name(row: Row, day: date, swapped_with: date | None) -> str:
    if swapped_with is not None:
        said = "Làm bù cho ngày" if row["type"] == "swap_work" else "Nghỉ hoán đổi, làm bù ngày"
        return f"{said} {swapped_with:%d/%m/%Y}"
    if " và " in row["name"]:
        return terms.FIXED_NAMES[day.month, day.day]
    name = row["name"].split(" (")[0]
    return str(name[0].upper() + name[1:])


def _years(days: list[Row]) -> Iterator[Row]:
    for year in sorted({row["day"].year for row in days}):
        notice = terms.YEARS[year]
        yield {
            "year": year,
            "citation": notice["citation"],
            "adopted_on": notice["adopted_on"],
            "confidence": "Vs",
            "note": notice.get("note", ""),
        }


def _text(content: Row) -> str:
    return HEADING + yaml.dump(content, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120)


class _Plain(yaml.SafeDumper):
    """Writes a value that occurs twice twice: anchors are for machines."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
