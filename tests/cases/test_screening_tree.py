"""The tree of screening: whatever is answered, one question follows or one leaf of the MTTQ, and never both."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.kinds import DENUNCIATIONS
from cases.screening import FAMILIES, SEVERAL, TREE, leaf, needs_second_person, road
from cases.vocabulary import Kind, ScreenedTo
from deadlines.law.convert import convert
from deadlines.law.leaf_terms import MORE
from deadlines.law.leaves import OUTCOMES, leaf_row, shipped_leaves
from deadlines.law.reading import WrongRow
from letters.catalogue import MTTQ, form

VALUES = {
    key: sorted({option.value for question in TREE.values() if question.key == key for option in question.options})
    for key in {question.key for question in TREE.values()}
}


def ends(place: str) -> Iterator[str]:
    """Yield every leaf under a place of the tree."""
    if place.startswith("="):
        yield place[1:]
    else:
        for option in TREE[place].options:
            yield from ends(option.then)


@given(
    st.fixed_dictionaries({}, optional={key: st.sampled_from([*values, "nonsense"]) for key, values in VALUES.items()})
)
def test_any_answers_lead_to_one_question_or_to_one_leaf_that_is_the_mttqs(answers):
    found = road(answers)
    assert (found.asks is None) != (found.leaf is None)
    assert set(found.answers.items()) <= set(answers.items())
    if found.leaf is not None:
        assert found.leaf.row.at_mttq
        assert found.leaf.outcome in ScreenedTo
        assert road(found.answers) == found, "answers that were not asked for change nothing"
    else:
        assert found.asks.key not in found.answers, "nothing is asked twice"


@given(st.fixed_dictionaries({key: st.sampled_from(values) for key, values in VALUES.items()}))
def test_who_answers_everything_always_comes_to_a_leaf_or_to_a_choice_that_this_road_does_not_have(answers):
    found = road(answers)
    assert found.leaf is not None or answers[found.asks.key] not in {one.value for one in found.asks.options}


def test_every_leaf_of_the_mttq_is_reached_and_no_leaf_of_anybody_else():
    roots = {"complaint.urgent", "denunciation.crime", "plain.urgent", "several.urgent", "corruption.urgent"}
    reached = {key for place in roots | {"cadre.urgent"} for key in ends(place)}
    assert reached == {key for key, row in shipped_leaves().items() if row.at_mttq}


def test_every_place_of_the_tree_leads_on_to_a_place_or_a_leaf_that_exists():
    for question in TREE.values():
        for option in question.options:
            assert option.then in TREE or option.then[1:] in shipped_leaves(), option
        assert len({option.value for option in question.options}) == len(question.options)


def test_each_kind_has_its_questions_by_content():
    first = TREE["kind"]
    assert [option.value for option in first.options] == [*Kind.values, SEVERAL]
    for option in first.options[:-1]:
        assert option.then.split(".")[0] == FAMILIES.get(option.value, "plain")


def test_the_words_of_the_leaves_are_those_of_the_vocabulary():
    assert set(ScreenedTo.values) == OUTCOMES


def test_a_leaf_that_sends_a_paper_names_a_form_we_have():
    with_paper = {row.key: row.form for row in shipped_leaves().values() if row.form}
    assert {"kn_group", "kn_not_competent", "mixed_contents", "tc_crime_signs", "knpa_not_competent"} <= set(with_paper)
    for name in with_paper.values():
        assert form(MTTQ, name).title


def test_marks_of_doubt_stay_with_their_leaf():
    leaves = shipped_leaves()
    unsure = {key for key, row in leaves.items() if row.at_mttq and not row.is_sure}
    assert unsure == {"duplicate", "kn_not_competent", "kn_incomplete", "knpa_not_competent", "mass_or_sensitive"}
    assert leaves["ineligible"].retention_years == 1
    assert not any(leaves[key].at_mttq for key in ("kn_competent", "kn_refuse", "tc_lower_overdue", "kn_lower_overdue"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "propose_acceptance"},
        {"citation": " "},
        {"when": ""},
        {"confidence": "sure"},
        {"nobody": "knows"},
    ],
)
def test_a_leaf_that_cannot_be_meant_is_refused_by_name(wrong):
    row = {
        "key": "kn_thu", "when": "Thử", "outcome": "guide", "form": "", "paper": "", "retention_years": None,
        "at_mttq": True, "citation": "Thử", "confidence": "V",
    }  # fmt: skip
    assert leaf_row(row).outcome == "guide"
    with pytest.raises(WrongRow, match="kn_thu"):
        leaf_row(row | wrong)


def test_the_leaves_are_made_from_the_shared_table():
    rows = [
        {"key": "ineligible", "when": "…", "outcome": "store", "document": None, "retention_years": 1,
         "citation": "TT 05/2021 Điều 6, 28", "confidence": "Vs"},
    ]  # fmt: skip
    made = convert({"deadline_rules": [], "public_holidays": [], "classification_outcomes": rows})["leaves.yaml"]
    assert "outcome: file_away" in made
    assert "retention_years: 1" in made
    assert all(one["key"] in made for one in MORE)
    with pytest.raises(KeyError):
        convert({"deadline_rules": [], "public_holidays": [], "classification_outcomes": [rows[0] | {"key": "new"}]})


def test_a_second_person_is_needed_for_denunciations_and_refusals_but_never_before_a_report():
    assert {to for to in ScreenedTo if needs_second_person(Kind.PROPOSAL, to)} == {
        ScreenedTo.FILE_AWAY,
        ScreenedTo.RETURN,
    }
    for kind in DENUNCIATIONS:
        assert {to for to in ScreenedTo if not needs_second_person(kind, to)} == {ScreenedTo.REPORT}


def test_a_plain_letter_that_lacks_nothing_is_sent_on():
    answers = {"kind": "proposal", "urgent": "no", "same_open": "no", "named": "yes", "signed": "yes", "dated": "yes"}
    assert road(answers).asks.key == "vietnamese"
    answers |= {"vietnamese": "yes", "sent_also": "no", "guided": "no", "crime": "yes"}
    assert road(answers).leaf == leaf("knpa_not_competent")
    assert "crime" not in road(answers).answers
    assert road(answers | {"guided": "yes"}).leaf == leaf("ineligible")
    assert road({"kind": SEVERAL, "urgent": "no", "same_open": "no"}).leaf == leaf("mixed_contents")
