"""Units: a dated tree, and what becomes of them."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audit.models import Event
from organizations.capacities import capacities_of, unit_and_below
from organizations.models import Membership, Succession, Unit
from organizations.operations import create_unit, move_unit, rename_unit, succeed_unit
from organizations.queries import units_like
from organizations.vocabulary import Level, Role, UnitKind

from .conftest import COMMAND, SINCE, TODAY, House, a_unit


def test_a_unit_reaches_all_units_below_it_and_no_others(house: House) -> None:
    board = a_unit("Ban Công tác Mặt trận thôn Đông", level=Level.AREA, parent=house.commune)
    assert set(unit_and_below(house.province.pk)) == {house.province.pk, house.commune.pk, board.pk}
    assert set(unit_and_below(house.commune.pk)) == {house.commune.pk, board.pk}
    assert list(unit_and_below(987_654)) == []


def test_a_unit_whose_number_begins_like_another_is_not_below_it(house: House) -> None:
    units = [a_unit(f"Đơn vị {n}") for n in range(10)]
    for unit in units:
        assert list(unit_and_below(unit.pk)) == [unit.pk]


def test_entering_a_unit_writes_one_event_and_one_row_of_history(house: House) -> None:
    unit = a_unit("Ủy ban nhân dân xã Đồng Xuân", kind=UnitKind.PEOPLES_COMMITTEE)
    event = Event.objects.get(kind="unit.created", subject_id=unit.pk)
    row = unit.history.get()
    assert row.path == unit.path == f"/{unit.pk}/"
    assert row.operation == event.operation


def test_all_that_is_wrong_with_a_new_unit_is_said_at_once(house: House) -> None:
    with pytest.raises(ValidationError) as refused:
        create_unit(kind="castle", level="moon", name=" ", code="H01", by=COMMAND, on=SINCE)
    assert set(refused.value.message_dict) == {"kind", "level", "name", "code"}


def test_a_unit_of_the_mttq_does_not_hang_under_an_agency(house: House) -> None:
    with pytest.raises(ValidationError) as refused:
        a_unit("Ủy ban Mặt trận Tổ quốc xã Tây", parent=house.agency)
    assert set(refused.value.message_dict) == {"parent"}


@pytest.mark.parametrize(
    "columns", [{"in_force_from": SINCE, "in_force_to": SINCE}, {"in_force_from": SINCE, "code": "H01"}]
)
def test_the_database_itself_refuses_impossible_dates_and_a_second_code(
    house: House, columns: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(name="Hỏng", kind=UnitKind.OTHER, level=Level.PROVINCE, path="/x/", **columns)


def test_units_without_a_code_do_not_stand_in_each_others_way(house: House) -> None:
    assert a_unit("Thứ nhất").code == a_unit("Thứ hai").code == ""


def test_a_renamed_unit_goes_on_and_keeps_its_old_name_in_the_edge(house: House) -> None:
    edge = rename_unit(house.agency, name="Sở Nông nghiệp", by=COMMAND, on=TODAY, basis="Nghị quyết 05/NQ-HĐND")
    assert house.agency.name == "Sở Nông nghiệp"
    assert (edge.before, edge.after, edge.name_before) == (house.agency, house.agency, "Sở Nông nghiệp và Môi trường")
    assert units_like("nong nghiep", on=TODAY) == [house.agency]
    assert Event.objects.filter(kind="unit.renamed", subject_id=house.agency.pk).count() == 1


def test_a_moved_unit_takes_all_below_it_along(house: House) -> None:
    board = a_unit("Ban Công tác Mặt trận thôn Đông", level=Level.AREA, parent=house.commune)
    other = a_unit("Ủy ban Mặt trận Tổ quốc tỉnh Bình Hải")
    move_unit(house.commune, parent=other, by=COMMAND, on=TODAY, basis="Nghị quyết")
    assert set(unit_and_below(other.pk)) == {other.pk, house.commune.pk, board.pk}
    assert list(unit_and_below(house.province.pk)) == [house.province.pk]


def test_a_unit_cannot_be_put_below_itself(house: House) -> None:
    with pytest.raises(ValidationError) as refused:
        move_unit(house.province, parent=house.commune, by=COMMAND, on=TODAY, basis="Nghị quyết")
    assert set(refused.value.message_dict) == {"parent"}


def test_a_merged_unit_ends_the_day_before_and_its_units_come_under_the_successor(house: House) -> None:
    board = a_unit("Ban Công tác Mặt trận thôn Đông", level=Level.AREA, parent=house.commune)
    handler = house.member("xuan", Role.HANDLER, house.commune)
    heir = a_unit("Ủy ban Mặt trận Tổ quốc xã Đồng Tâm", level=Level.COMMUNE, parent=house.province)
    succeed_unit(house.commune, into=[heir], how="merged", on=TODAY, basis="Nghị quyết 12", by=COMMAND)
    assert house.commune.in_force_to == TODAY - timedelta(days=1)
    assert board.pk in unit_and_below(heir.pk)
    assert Membership.objects.get(user=handler).to_on == TODAY - timedelta(days=1)
    assert capacities_of(handler, on=TODAY - timedelta(days=1))
    assert capacities_of(handler, on=TODAY) == []
    assert Succession.objects.get(before=house.commune).after == heir
    assert Event.objects.get(kind="unit.succeeded").facts["into"] == [heir.pk]


def test_a_unit_is_split_only_when_the_units_below_it_have_been_moved(house: House) -> None:
    board = a_unit("Ban Công tác Mặt trận thôn Đông", level=Level.AREA, parent=house.commune)
    heirs = [a_unit(f"Xã Đồng Xuân {n}", level=Level.COMMUNE, parent=house.province) for n in (1, 2)]
    split = {"into": heirs, "how": "split", "on": TODAY, "basis": "Nghị quyết 12", "by": COMMAND}
    with pytest.raises(ValidationError) as refused:
        succeed_unit(house.commune, **split)
    assert set(refused.value.message_dict) == {"how"}
    move_unit(board, parent=heirs[0], by=COMMAND, on=TODAY, basis="Nghị quyết 12")
    assert len(succeed_unit(house.commune, **split)) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"how": "split"}, "into"),
        ({"how": "renamed"}, "how"),
        ({"on": SINCE}, "on"),
        ({"on": date(2025, 7, 2)}, "on"),
        ({"basis": " "}, "basis"),
    ],
)
def test_a_succession_that_makes_no_sense_is_refused(house: House, changes: dict[str, object], field: str) -> None:
    heir = a_unit("Ủy ban Mặt trận Tổ quốc xã Đồng Tâm", parent=house.province)
    facts = {"into": [heir], "how": "merged", "on": TODAY, "basis": "Nghị quyết", "by": COMMAND} | changes
    with pytest.raises(ValidationError) as refused:
        succeed_unit(house.commune, **facts)
    assert field in refused.value.message_dict
    assert not Succession.objects.exists()


def test_an_agency_does_not_inherit_from_the_mttq(house: House) -> None:
    with pytest.raises(ValidationError) as refused:
        succeed_unit(house.commune, into=[house.agency], how="merged", on=TODAY, basis="Nghị quyết", by=COMMAND)
    assert set(refused.value.message_dict) == {"into"}


def test_a_unit_is_found_without_marks_and_an_exact_spelling_comes_first(house: House) -> None:
    other = a_unit("Ủy ban Mặt trận Tổ quốc xã Đông Xuân", level=Level.COMMUNE, parent=house.province)
    assert set(units_like("dong xuan", on=TODAY, below=house.province.pk)) == {house.commune, other}
    assert units_like("đông xuân", on=TODAY)[0] == other
    assert units_like("đồng xuân", on=TODAY)[0] == house.commune
    assert units_like("dong xuan", on=TODAY, kinds=[UnitKind.DEPARTMENT]) == []
    assert units_like("MTTQ-BTT", on=TODAY) == [house.province]
