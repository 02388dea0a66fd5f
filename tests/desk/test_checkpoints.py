"""Who watches the register sees how old the newest checkpoint is, and takes its sheet away."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

import verify
from audit.checkpoints import LATE, make, make_unless_since, overdue_since, read_sheet, root_to_read
from audit.models import Checkpoint, Event
from audit.tasks import checkpoint_asked
from audit.verifying import check_sheet
from notifications.models import SheetKeeper
from notifications.operations import enter_sheet_keeper
from organizations.vocabulary import Role
from sealing import signing
from tests.factories import the_law

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor(client, office):
    client.force_login(office.person(Role.SUPERVISOR))
    return client


def test_the_page_lists_them_with_their_roots_and_hands_the_sheet_over(supervisor, django_assert_max_num_queries):
    made = [make(at=timezone.now()) for _n in range(3)]
    with django_assert_max_num_queries(30):
        page = supervisor.get(reverse("desk:checkpoints")).content.decode()
    assert all(root_to_read(one) in page for one in made)
    assert root_to_read(made[0]).replace(" ", "") == json.loads(made[0].body)["root"]
    assert all(key in page for key in signing.public_keys())
    assert all(key in page for key in signing.public_keys(place=signing.receipts()))
    answer = supervisor.get(reverse("desk:checkpoint-sheet", args=[3]))
    assert answer["Content-Disposition"].startswith('attachment; filename="0000003-')
    assert check_sheet(read_sheet(answer.content.decode())).ok
    assert json.loads(answer.content)["what"] == verify.SHEET
    assert supervisor.get(reverse("desk:checkpoint-sheet", args=[4])).status_code == 404


def test_older_ones_stand_on_the_next_page(supervisor, monkeypatch):
    monkeypatch.setattr("desk.views.checkpoints.PAGE", 2)
    roots = [json.loads(make(at=timezone.now()).body)["number"] for _n in range(3)]
    first = supervisor.get(reverse("desk:checkpoints"))
    assert [row["checkpoint"].number for row in first.context["rows"]] == [3, 2]
    second = supervisor.get(reverse("desk:checkpoints"), {"truoc": first.context["older"]})
    assert [row["checkpoint"].number for row in second.context["rows"]] == roots[:1]
    assert second.context["older"] is None


def test_one_more_is_asked_of_the_worker(supervisor):
    answer = supervisor.post(reverse("desk:checkpoint-make"), follow=True)
    assert "Đã nhờ lập một điểm kiểm soát" in answer.content.decode()
    assert supervisor.get(reverse("desk:checkpoint-make")).status_code == 405


def test_whoever_presses_twice_gets_one(supervisor, settings, tmp_path):
    settings.CHECKPOINTS_DIR = tmp_path
    asked_at = timezone.now()
    for _press in range(2):
        checkpoint_asked(asked_at.isoformat())
    assert Checkpoint.objects.count() == len(list(tmp_path.iterdir())) == 1
    answer = supervisor.post(reverse("desk:checkpoint-make"), follow=True).content.decode()
    assert "Vừa lập điểm kiểm soát số 1" in answer
    assert "Đã nhờ lập" not in answer


def test_one_begun_before_somebody_asked_does_not_answer_them():
    first = make(at=timezone.now())
    assert make_unless_since(first.made_at, at=timezone.now()) is None
    second = make_unless_since(first.made_at + timedelta(seconds=1), at=timezone.now())
    assert second is not None
    assert second.number == 2


def test_an_address_is_entered_seen_and_removed(supervisor, office, django_assert_max_num_queries):
    answer = supervisor.post(reverse("desk:sheet-keeper-enter"), {"email": "khong phai dia chi"})
    assert answer.status_code == 422
    assert "khong phai dia chi" in answer.content.decode()
    assert "cần ghi dạng" in answer.content.decode()
    answer = supervisor.post(reverse("desk:sheet-keeper-enter"), {"email": "kiemtra@tinh.example"}, follow=True)
    assert "kiemtra@tinh.example" in answer.content.decode()
    again = supervisor.post(reverse("desk:sheet-keeper-enter"), {"email": " KiemTra@tinh.example"})
    assert again.status_code == 422
    assert "đang nhận phiếu hằng ngày rồi" in again.content.decode()
    for number in range(10):
        enter_sheet_keeper(email=f"noi{number}@tinh.example", by=office.actor(Role.SUPERVISOR), on=timezone.localdate())
    with django_assert_max_num_queries(30):
        supervisor.get(reverse("desk:checkpoints"))
    keeper = SheetKeeper.objects.order_by("pk").first()
    page = supervisor.post(reverse("desk:sheet-keeper-remove", args=[keeper.pk]), follow=True).content.decode()
    assert "Đã bỏ địa chỉ" in page
    assert "kiemtra@tinh.example" not in page
    assert supervisor.post(reverse("desk:sheet-keeper-remove", args=[keeper.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.RECEPTIONIST, Role.AGENCY_OFFICER])
def test_nobody_else_names_a_keeper_or_reads_an_address(client, office, role):
    entered = enter_sheet_keeper(
        email="kiemtra@tinh.example", by=office.actor(Role.SUPERVISOR), on=timezone.localdate()
    )
    client.force_login(office.person(role))
    assert client.post(reverse("desk:sheet-keeper-enter"), {"email": "toi@tinh.example"}).status_code == 403
    assert client.post(reverse("desk:sheet-keeper-remove", args=[entered.pk])).status_code == 403
    assert "kiemtra@" not in client.get(reverse("desk:checkpoints")).content.decode()
    assert SheetKeeper.objects.get().email == "kiemtra@tinh.example"


def test_after_three_hours_without_one_the_doors_of_who_watches_say_so(client, office):
    said = "chưa được ký thêm điểm kiểm soát nào"
    make(at=timezone.now() - LATE + timedelta(minutes=5))
    for role, door, told in (
        (Role.SUPERVISOR, "register", True),
        (Role.AUDITOR, "supervision", True),
        (Role.ADMINISTRATOR, "checkpoints", True),
        (Role.HANDLER, "register", False),
    ):
        client.force_login(office.person(role))
        page = reverse(f"desk:{door}")
        assert said not in client.get(page).content.decode()
        with pytest.MonkeyPatch.context() as later:
            later.setattr("audit.checkpoints.LATE", timedelta(hours=2))
            assert (said in client.get(page).content.decode()) == told


def test_a_fresh_office_is_late_only_when_something_happened_three_hours_ago(db):
    the_law()
    first = Event.objects.order_by("pk").first()
    assert overdue_since(at=first.recorded_at + timedelta(hours=1)) is None
    assert overdue_since(at=first.recorded_at + timedelta(hours=4)) == first.recorded_at


@pytest.mark.parametrize("role", [Role.RECEPTIONIST, Role.AGENCY_OFFICER])
def test_nobody_else_takes_a_sheet_or_asks_for_one(client, office, role):
    make(at=timezone.now())
    client.force_login(office.person(role))
    assert client.get(reverse("desk:checkpoint-sheet", args=[1])).status_code == 403
    assert client.post(reverse("desk:checkpoint-make")).status_code == 403
