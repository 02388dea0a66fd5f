"""A register out of the generator is a register: the product's own checks pass on it, and it is mixed as was said."""

import json
from contextlib import ExitStack

import pytest

from tests.backup.conftest import ON_POSTGRES, SUITE, Place
from tests.database import another

pytestmark = pytest.mark.deep
CASES, LIVES = 300, 28

ASKED = """
import json
from collections import Counter
from hashlib import sha256
from bench.load.writing import broken_references
from cases import receipts
from cases.contents import digest_of_text
from cases.models import Case, Duty, DutyComputation, Findable, Letter, Receipt
from deadlines.calendar import working_calendar
from organizations.folding import fold

rows = Case.objects.order_by("pk").values_list("number", "kind", "status", "registered_on", "unit_id", "summary")
opened = [one for one in Case.objects.filter(sealed=False).select_related("words").order_by("pk")]
calendar = working_calendar()
print(json.dumps({
    "register": sha256(repr(list(rows)).encode()).hexdigest(),
    "kinds": Counter(row[1] for row in rows),
    "filed": Case.objects.filter(outcome="filed_away").count(),
    "open": Case.objects.exclude(status="closed").count(),
    "years": sorted({row[3].year for row in rows}),
    "units": len({row[4] for row in rows}),
    "broken": broken_references(),
    "unsaid": [one.number for one in opened if fold(f"{one.number} {one.summary}") not in one.words.folded],
    "text": [one.number for one in opened if one.opening_petition is not None
             and one.matters.order_by("pk").first().origin == "registered"
             and (fold(one.opening_petition.text) not in one.words.folded
                  or one.opening_petition.content_digest != digest_of_text(one.opening_petition.text))],
    "nameless": [one.pk for one in Findable.objects.select_related("petition")
                 for case in Case.objects.filter(matters__petition=one.petition, matters__ended_on=None)
                 if one.folded not in case.words.folded],
    "unfound": [one.pk for one in Findable.objects.select_related("party__identity")
                if (one.folded, one.birth_year) != (fold(one.party.name), one.party.birth_year)],
    "counted": [duty.pk for duty in Duty.objects.select_related("rule")
                if duty.computations.order_by("pk").last().due_on != duty.due_on],
    "certified": [one.pk for one in DutyComputation.objects.select_related("duty__rule")
                  if one.certificate != one.duty.certificate(calendar).as_json() and one.because == "opened"],
    "receipts": [one.pk for one in Receipt.objects.select_related("petition") if receipts.what_opens(one) is None],
    "letters": Letter.objects.filter(serial__isnull=False).count(),
}, default=str))
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    folder = tmp_path_factory.mktemp("load")
    with ExitStack() as made:

        def place(name: str) -> Place:
            return Place(folder / name, made.enter_context(another(SUITE)) if ON_POSTGRES else "")

        yield place, str(folder / "lives")


def load(place: Place, lives: str, seed: int = 7) -> dict[str, object]:
    place.run(
        "-m", "bench", "load", "--cases", str(CASES), "--seed", str(seed), "--lives", str(LIVES), "--led", lives
    )  # fmt: skip
    return dict(json.loads(place.run("manage.py", "shell", "-v0", "-c", ASKED).splitlines()[-1]))


def test_a_generated_register_is_in_step_proven_and_mixed_as_said(places):
    place, lives = places
    office = place("first")
    said = load(office, lives)

    assert f"{CASES} cases are in step" in office.run("manage.py", "check_alignment")
    assert "✓ Mọi điều kiểm tra được đều đúng." in office.run("manage.py", "audit", "verify")
    wrong = ("broken", "unsaid", "text", "unfound", "counted", "certified", "receipts")
    assert {name: said[name] for name in wrong} == {name: [] for name in wrong}

    # 346 of 3,667 filed away, 76 complaints, 143 denunciations; one in twenty-five still open.
    kinds = said["kinds"]
    assert said["filed"] == round(CASES * 346 / 3667)
    assert kinds["complaint"] + kinds.get("complaint_second", 0) == round(CASES * 76 / 3667)
    assert kinds["denunciation"] == round(CASES * 143 / 3667)
    assert 8 <= said["open"] <= 16
    assert len(said["years"]) >= 9
    assert said["units"] >= 20
    assert said["letters"] > CASES / 10

    again = load(place("again"), lives)
    assert again["register"] == said["register"]
    assert load(place("other"), lives, seed=8)["register"] != said["register"]
    assert "not empty" in office.run("-m", "bench", "load", "--cases", "10", "--led", lives, expect=1)
