"""A leaf of screening in words, and the screening of a case for the pages that show it."""

from cases.models import Case
from cases.screening import Leaf, leaf, road
from letters.catalogue import MTTQ, form


def proposed(found: Leaf) -> dict[str, object]:
    """Say a leaf in words: what is done, by what paper, on what basis and how sure that is."""
    return {
        "when": found.row.when,
        "outcome": found.outcome,
        "form": form(MTTQ, found.row.form).title if found.row.form else "",
        "paper": found.row.paper,
        "citation": found.row.citation,
        "sure": found.row.is_sure,
        "years": found.row.retention_years,
    }


def result_of(case: Case) -> dict[str, object]:
    """Return what the case page says of the screening that holds or waits, or ended the case."""
    last = case.screening
    if last is None:
        return {"screening": None}
    return {
        "screening": last,
        "screened_leaf": proposed(leaf(last.leaf)),
        "screened_answers": road(last.answers).answered,
    }
