"""Who is competent: the most specific row answers, says why, and two rows never answer for the same matter at once."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from audit.models import Event
from organizations import directory
from organizations.competence import resolve, who_is_competent
from organizations.models import Area, Competence, Field, Unit
from organizations.operations import (
    NewCompetence,
    add_competence,
    add_competences,
    end_competence,
    trial_of,
)
from organizations.vocabulary import Confidence, Level, UnitKind
from tests.factories import a_province
from tests.organizations.conftest import COMMAND, SINCE, TODAY, a_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def land() -> dict[str, Field]:
    top, _ = Field.objects.get_or_create(key="land", defaults={"name": "Đất đai", "folded": "dat dai"})
    part, _ = Field.objects.get_or_create(
        key="land.use", defaults={"name": "Quy hoạch", "folded": "quy hoach", "parent": top}
    )
    return {"top": top, "part": part}


@pytest.fixture
def places() -> dict[str, Area]:
    province = a_province()
    communes = Area.objects.filter(parent=province).order_by("pk")
    return {"province": province, "commune": communes[0], "other": communes[1]}


@pytest.fixture
def agencies(places) -> dict[str, Unit]:
    return {
        "department": a_unit("Sở Nông nghiệp", kind=UnitKind.DEPARTMENT, area=places["province"]),
        "office": a_unit("Thanh tra tỉnh", kind=UnitKind.DEPARTMENT, area=places["province"]),
        "committee": a_unit(
            "UBND xã Hòa Bình", kind=UnitKind.PEOPLES_COMMITTEE, level=Level.COMMUNE, area=places["commune"]
        ),
    }


def a_row(**changes) -> NewCompetence:
    new = NewCompetence(basis="Luật Đất đai 2024, Điều 236", confidence=Confidence.CHECKED, in_force_from=SINCE)
    return replace(new, **changes)


def enter(**changes) -> Competence:
    return add_competence(a_row(**changes), by=COMMAND, on=SINCE)


BY_KIND = {"agency_kind": UnitKind.PEOPLES_COMMITTEE, "agency_level": Level.COMMUNE}


def test_the_most_specific_row_answers_first(land, places, agencies):
    rows = [
        enter(**BY_KIND),
        enter(field=land["top"], agency=agencies["office"]),
        enter(field=land["top"], area=places["commune"], **BY_KIND),
        enter(field=land["part"], area=places["province"], agency=agencies["department"]),
        enter(field=land["part"], area=places["commune"], agency=agencies["office"]),
        enter(field=land["part"], area=places["commune"], kind="proposal", agency=agencies["department"]),
    ]
    found = {
        kind: [
            one.row
            for one in who_is_competent(field=land["part"], area=places["commune"], kind=kind, on=TODAY).suggestions
        ]
        for kind in ("proposal", "feedback")
    }
    anywhere, top, top_here, part_province, part_here, for_proposals = rows
    assert found["proposal"] == [for_proposals, part_here, top_here]
    assert found["feedback"] == [part_here, part_province, top_here]
    whole = who_is_competent(field=land["part"], area=places["commune"], kind="proposal", on=TODAY)
    assert {one.row for one in whole.passed_over} == {part_province, top, anywhere}
    assert who_is_competent(field=land["top"], area=None, kind="", on=TODAY).first.row == top


def test_an_answer_says_what_it_rests_on(land, places, agencies):
    enter(field=land["part"], area=places["province"], agency=agencies["department"])
    why = who_is_competent(field=land["part"], area=places["commune"], kind="proposal", on=TODAY).first.why
    for said in ("Quy hoạch", "Tỉnh Nam Thành", "Luật Đất đai 2024, Điều 236", "đã đối chiếu văn bản"):
        assert said in why


def test_an_agency_named_by_what_it_is_is_the_one_where_it_happened(land, places, agencies):
    enter(field=land["top"], **BY_KIND)
    here = who_is_competent(field=land["part"], area=places["commune"], kind="proposal", on=TODAY)
    assert here.first.agency == agencies["committee"]
    for area, said in (
        (None, "Cần chọn xã, phường"),
        (places["province"], "Cần chọn xã, phường"),
        (places["other"], "chưa có cơ quan loại này"),
    ):
        nowhere = who_is_competent(field=land["part"], area=area, kind="proposal", on=TODAY)
        assert nowhere.first is None
        assert said in nowhere.passed_over[0].why


def test_a_row_answers_only_while_it_and_its_agency_are_in_force(land, agencies):
    row = enter(field=land["part"], agency=agencies["department"], in_force_to=date(2026, 3, 31))
    for on, first in ((date(2026, 3, 31), row), (date(2026, 4, 1), None), (date(2025, 6, 30), None)):
        found = who_is_competent(field=land["part"], area=None, kind="proposal", on=on)
        assert (found.first.row if found.first else None) == first
    Unit.objects.filter(pk=agencies["department"].pk).update(in_force_to=date(2026, 2, 28))
    found = who_is_competent(field=land["part"], area=None, kind="proposal", on=date(2026, 3, 1))
    assert "không còn hoạt động" in found.passed_over[0].why


def test_resolving_asks_the_database_nothing(land, places, agencies, django_assert_num_queries):
    enter(field=land["part"], area=places["province"], agency=agencies["department"])
    rows = list(Competence.objects.select_related("field", "area", "agency"))
    with django_assert_num_queries(0):
        found = resolve(rows, fields=[land["part"]], places=[places["province"]], units=[], kind="proposal", on=TODAY)
    assert found.first.agency == agencies["department"]
    with django_assert_num_queries(4):
        who_is_competent(field=land["part"], area=places["commune"], kind="proposal", on=TODAY)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"basis": "  ", **BY_KIND}, "basis"),
        ({}, "agency"),
        ({"agency_kind": UnitKind.POLICE}, "agency_level"),
        ({"agency_kind": "king", "agency_level": Level.COMMUNE}, "agency_kind"),
        ({"confidence": "certain", **BY_KIND}, "confidence"),
        ({"in_force_to": date(2020, 1, 1), **BY_KIND}, "in_force_to"),
    ],
    ids=["no basis", "no agency", "half a kind", "an unknown kind", "unknown confidence", "ends before it begins"],
)
def test_a_row_that_cannot_be_meant_is_refused_at_its_field(changes, field):
    with pytest.raises(ValidationError) as refusal:
        enter(**changes)
    assert list(refusal.value.message_dict) == [field]
    assert not Competence.objects.exists()


def test_the_front_is_never_the_competent_agency(house, agencies):
    for changes in ({"agency": house.province}, {"agency": agencies["office"], **BY_KIND}):
        with pytest.raises(ValidationError, match="agency"):
            enter(**changes)


OVERLAPS = [
    (date(2026, 1, 1), None, True),
    (date(2020, 1, 1), date(2025, 7, 1), True),
    (date(2025, 8, 1), date(2025, 9, 1), True),
    (date(2026, 3, 31), None, True),
    (date(2026, 4, 1), None, False),
    (date(2020, 1, 1), date(2025, 6, 30), False),
]


@pytest.mark.parametrize(("begins", "ends", "refused"), OVERLAPS)
def test_two_rows_never_answer_for_the_same_matter_at_once(land, agencies, begins, ends, refused):
    enter(field=land["part"], **BY_KIND, in_force_to=date(2026, 3, 31))
    new = {"field": land["part"], **BY_KIND, "in_force_from": begins, "in_force_to": ends}
    bare = Competence(**new, basis="x", confidence=Confidence.CHECKED)
    if not refused:
        enter(**new)
        return
    with pytest.raises(ValidationError, match="cùng lĩnh vực"):
        enter(**new)
    # The database refuses as well what did not come through the operation.
    with pytest.raises(IntegrityError), transaction.atomic():
        bare.save()
    # Another field, place or kind is another matter.
    for other in ({"kind": "proposal"}, {"field": land["top"]}, {"field": None}):
        enter(**(new | other))


def test_the_database_refuses_an_overlap_by_a_change_too(land, agencies):
    there = {"field": land["part"], "agency": agencies["department"]}
    first = enter(**there, in_force_to=date(2026, 3, 31))
    enter(**there, in_force_from=date(2026, 4, 1))
    first.in_force_to = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_a_row_is_ended_and_never_written_over(land, agencies):
    row = enter(field=land["part"], agency=agencies["department"])
    for last_on in (date(2025, 6, 30),):
        with pytest.raises(ValidationError):
            end_competence(row, last_on=last_on, by=COMMAND, on=TODAY)
    end_competence(row, last_on=date(2026, 3, 31), by=COMMAND, on=TODAY)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        end_competence(row, last_on=date(2026, 4, 30), by=COMMAND, on=TODAY)
    kinds = Event.objects.filter(subject_type="organizations.competence").values_list("kind", flat=True)
    assert list(kinds.order_by("sequence")) == ["competence.added", "competence.ended"]


def test_only_who_keeps_the_area_writes_its_directory(house, land, places, agencies):
    Unit.objects.filter(pk=house.province.pk).update(area=places["province"])
    Unit.objects.filter(pk=house.commune.pk).update(area=places["commune"])
    province = house.administrator("tinh", house.province)
    commune = house.administrator("xa", house.commune)
    named = {"field": land["part"], "agency": agencies["department"]}
    tries = {
        (province, None): True,
        (province, places["commune"]): True,
        (commune, places["commune"]): True,
        (commune, places["other"]): False,
        (commune, None): False,
        (replace(province, roles=frozenset({"leader"})), places["province"]): False,
    }
    for (actor, area), allowed in tries.items():
        with transaction.atomic():
            if allowed:
                row = add_competence(a_row(**named, area=area), by=actor, on=TODAY)
                end_competence(row, last_on=TODAY, by=actor, on=TODAY)
            else:
                with pytest.raises(PermissionDenied):
                    add_competence(a_row(**named, area=area), by=actor, on=TODAY)
            transaction.set_rollback(True)


def test_the_table_goes_out_and_comes_in_again(land, places, agencies):
    enter(field=land["part"], area=places["province"], agency=agencies["department"], note="=HYPERLINK(1)")
    enter(field=land["top"], kind="proposal", in_force_to=date(2026, 3, 31), **BY_KIND)
    before = list(Competence.objects.order_by("pk").values())
    text = directory.write(Competence.objects.select_related("agency").order_by("pk"))
    assert ",'=HYPERLINK(1)" in text
    Competence.objects.all().delete()
    lines = directory.read(text)
    assert [line.mistakes for line in lines] == [[], []]
    add_competences([line.new for line in lines], by=COMMAND, on=TODAY)
    after = list(Competence.objects.order_by("pk").values())
    for row in (*before, *after):
        del row["id"]
    assert after == before
    semicolons = directory.read(text.replace("2024, Điều", "2024 Điều").replace(",", ";"))
    assert [line.new.agency_kind for line in semicolons] == [line.new.agency_kind for line in lines]


def test_every_row_in_error_is_named_and_nothing_is_entered(land, agencies):
    good = "land.use,,,Thanh tra tỉnh,,,Luật,checked,01/01/2026,,"
    table = "\n".join(
        [
            ",".join(directory.COLUMNS),
            good,
            "moon,,,Sở Mặt trăng,,,Luật,sure,soon,later,",
            "",
            good,
            "land,,,,,,Luật,checked,2026-01-01,,",
        ]
    )
    lines = directory.read(table)
    assert [line.number for line in lines] == [2, 3, 5, 6]
    said = " ".join(lines[1].mistakes)
    for word in ("“moon”", "“Sở Mặt trăng”", "“sure”", "“soon”", "“later”"):
        assert word in said
    whole = [line.new for line in lines if line.new]
    tried = trial_of(whole, by=COMMAND, on=TODAY)
    assert [bool(mistakes) for mistakes in tried] == [False, True, True]
    with pytest.raises(ValidationError):
        add_competences(whole, by=COMMAND, on=TODAY)
    assert not Competence.objects.exists()
    assert not Event.objects.filter(kind="competence.added").exists()


def test_what_is_no_table_of_ours_is_refused_with_its_columns(db):
    for text in ("", "a,b\n1,2", "\0"):
        with pytest.raises(directory.NotATable, match="agency_kind"):
            directory.read(text)
    with pytest.raises(directory.NotATable, match="5000"):
        directory.read(",".join(directory.COLUMNS) + "\nx" * (directory.MOST_ROWS + 1))
