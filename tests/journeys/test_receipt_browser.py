"""From the QR code on the slip to the check, and where the sheets of checkpoints go, in a real browser."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.checkpoints import make
from cases import papers
from cases.receipts import code_of
from notifications.models import SheetKeeper
from tests.stories import a_petition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str, width: int) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_the_code_behind_the_address_fills_the_form_and_is_checked(office, visitor, width):
    case = a_petition(office)
    make(at=timezone.now())
    code = code_of(papers.petition_of(case).receipt)
    citizen = visitor(width=width)
    citizen.goes(f"/theo-doi/bien-nhan/#{code}")
    assert citizen.page.input_value("textarea[name=said]") == code
    assert citizen.page.url.endswith("/theo-doi/bien-nhan/"), "a telephone handed on shows no code in its address"
    picture(citizen, "code", width)
    citizen.presses("Kiểm").sees("Mọi điều kiểm được đều đúng").sees(case.number)
    picture(citizen, "checked", width)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_supervisor_sends_the_sheets_to_an_address_and_takes_it_off_again(office, visitor, width):
    make(at=timezone.now())
    someone = visitor(office.person("supervisor"), width=width).goes(reverse("desk:checkpoints"))
    someone.page.fill("#id_email", "khong phai dia chi")
    someone.presses("Ghi địa chỉ").sees("cần ghi dạng")
    picture(someone, "checkpoint-refused", width)
    someone.page.fill("#id_email", "kiemtra@tinh.example")
    someone.presses("Ghi địa chỉ").sees("Đã ghi địa chỉ").sees("kiemtra@tinh.example")
    picture(someone, "checkpoint", width)
    someone.presses("Bỏ địa chỉ kiemtra@tinh.example").sees("Đã bỏ địa chỉ")
    assert not SheetKeeper.objects.exclude(email="").exists()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_slip_after_registration(office, visitor, width):
    case = a_petition(office)
    someone = visitor(office.person("receptionist"), width=width).goes(reverse("desk:receipt", args=[case.pk]))
    someone.sees(case.number)
    picture(someone, "slip", width)
