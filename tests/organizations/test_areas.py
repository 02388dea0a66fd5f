"""Areas and fields: dated data, and finding a ward by what somebody types."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from organizations.folding import fold
from organizations.loading import load_areas, load_fields
from organizations.models import Area, Field
from organizations.models.in_force import in_force
from organizations.operations import create_unit
from organizations.queries import areas_like
from organizations.vocabulary import COMMUNE_KINDS, AreaKind, Level, UnitKind

from .conftest import TODAY, House

pytestmark = pytest.mark.django_db
LAST_DAY_OF_DISTRICTS, FIRST_DAY_WITHOUT = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture
def areas(db: None) -> None:
    load_areas()


@pytest.mark.usefixtures("areas")
class TestTheList:
    def test_there_are_34_provinces_and_3321_communes_since_july_2025(self) -> None:
        today = Area.objects.filter(in_force(FIRST_DAY_WITHOUT))
        assert today.filter(kind=AreaKind.PROVINCE).count() == 34
        assert today.filter(kind__in=COMMUNE_KINDS).count() == 3321
        assert today.count() == 34 + 3321

    def test_before_that_day_there_were_63_provinces_with_696_districts(self) -> None:
        before = Area.objects.filter(in_force(LAST_DAY_OF_DISTRICTS))
        assert before.filter(kind=AreaKind.PROVINCE).count() == 63
        assert before.filter(kind=AreaKind.DISTRICT_OLD).count() == 696
        assert before.count() == 63 + 696

    def test_numbers_keep_their_zeros_and_an_old_number_is_not_mistaken_for_the_new_one(self) -> None:
        hoan_kiem = Area.objects.get(code="00070")
        assert (hoan_kiem.full_name, hoan_kiem.parent_id) == ("Phường Hoàn Kiếm, Thành phố Hà Nội", "01")
        assert hoan_kiem.path == "/01/00070/"
        assert Area.objects.get(code="15").name == "Tỉnh Lào Cai"
        assert Area.objects.get(code="15-cu").name == "Tỉnh Yên Bái"
        assert Area.objects.get(name="Thành phố Yên Bái").parent_id == "15-cu"

    def test_loading_again_changes_nothing_and_mends_what_was_spoilt(self) -> None:
        assert load_areas().written == 0
        Area.objects.filter(code="00070").update(name="Hỏng")
        assert load_areas().written == 1
        assert Area.objects.get(code="00070").name == "Phường Hoàn Kiếm"


@pytest.mark.usefixtures("areas")
class TestThePicker:
    def test_a_ward_is_found_without_marks_and_by_its_province(self) -> None:
        assert areas_like("phuong hoan kiem", on=TODAY)[0].code == "00070"
        assert areas_like("hoan kiem ha noi", on=TODAY)[0].code == "00070"
        assert areas_like("hoan kiem", on=TODAY, within="79") == []

    def test_the_letter_d_with_a_bar_is_found_by_a_plain_d(self) -> None:
        assert "Phường Đống Đa" in {area.name for area in areas_like("dong da", on=TODAY)}

    def test_who_types_marks_sees_that_spelling_first(self) -> None:
        names = [area.name for area in areas_like("đông sơn", on=TODAY, limit=50)]
        exact = ["đông sơn" in name.lower() for name in names]
        assert exact[0]
        assert exact == sorted(exact, reverse=True)
        assert not all(exact)

    def test_an_old_district_is_found_on_a_day_when_there_were_districts(self) -> None:
        kinds = [AreaKind.DISTRICT_OLD]
        assert areas_like("ba dinh", on=LAST_DAY_OF_DISTRICTS, kinds=kinds)[0].name == "Quận Ba Đình"
        assert areas_like("ba dinh", on=FIRST_DAY_WITHOUT, kinds=kinds) == []


@pytest.mark.usefixtures("areas")
def test_the_mttq_keeps_the_agencies_of_its_own_area_in_the_directory(house: House) -> None:
    house.commune.area = Area.objects.get(code="00070")
    house.commune.save()
    by = house.administrator("xa", house.commune)
    committee = {
        "kind": UnitKind.PEOPLES_COMMITTEE,
        "level": Level.COMMUNE,
        "name": "Ủy ban nhân dân phường",
        "by": by,
        "on": TODAY,
    }
    assert create_unit(**committee, area=house.commune.area).pk
    with pytest.raises(PermissionDenied):
        create_unit(**committee, area=Area.objects.get(code="00004"))
    with pytest.raises(PermissionDenied):
        create_unit(**committee)


def test_fields_come_in_two_levels_and_an_office_that_retired_one_keeps_it_so() -> None:
    load_fields()
    assert load_fields().written == 0
    assert Field.objects.get(key="land.compensation").parent_id == "land"
    assert not Field.objects.filter(parent__parent__isnull=False).exists()
    Field.objects.filter(key="other").update(in_force_to=TODAY)
    load_fields()
    assert Field.objects.get(key="other").in_force_to == TODAY


def test_the_command_says_what_it_loaded(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_areas")
    assert "Địa bàn: 4114, cập nhật 4114." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Phường  Đống Đa", "phuong dong da"), ("ĐƯỜNG Ỷ Lan", "duong y lan"), ("Hòa / Hoà", "hoa / hoa"), ("", "")],
)
def test_folding_drops_all_marks_and_the_bar_of_the_d(text: str, folded: str) -> None:
    assert fold(text) == folded
