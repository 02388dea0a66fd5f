"""Who comes again is recognised while the receptionist types."""

import pytest

from cases import operations as op
from cases.models import Case
from tests.stories import a_petition

pytestmark = pytest.mark.browser
ID, NAME = "038190012345", "Hồ Thị Giáng"


def test_earlier_petitions_come_up_while_typing_and_two_persons_become_one(office, visitor):
    for _ in range(2):
        a_petition(office, parties=[op.NewParty(name=NAME, identity_number=ID, phone="0912 777 666")], again=True)
    someone = visitor(office.person("receptionist"))
    page = someone.goes("/tiep-nhan/").page
    page.fill("#id_name", NAME)
    page.fill("#id_identity_number", ID)
    page.keyboard.press("Tab")
    page.get_by_text("Cùng số căn cước").first.wait_for()
    someone.looks()
    assert ID not in page.url
    page.get_by_role("radio", name="Đúng là người này").first.check()
    page.fill("#id_phone", "0912 777 666")
    page.keyboard.press("Tab")
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("radio", name="Đúng là người này").first.is_checked(), "the choice outlives more typing"

    first = Case.objects.order_by("pk").first()
    someone.goes(f"/vu-viec/{first.pk}/").presses("Đơn khác của người này").sees("Có thể là cùng một người")
    someone.presses("Gộp")
    page.fill("#id_because", "Đã đối chiếu căn cước.")
    someone.presses("Gộp làm một").sees("Đã đối chiếu căn cước.")


def test_the_panel_and_the_pages_of_a_person_fit_a_telephone(office, visitor):
    parties = [
        a_petition(office, parties=[op.NewParty(name=NAME, identity_number=ID)], again=True).matters.get().petition
        for _ in range(2)
    ]
    one, other = (petition.parties.get().person_id for petition in parties)
    someone = visitor(office.person("receptionist"), width=360)
    someone.goes(f"/nguoi-nop-don/{one}/").goes(f"/nguoi-nop-don/{one}/gop/{other}/").goes("/tiep-nhan/")
    someone.page.fill("#id_identity_number", ID)
    someone.presses("Tìm").sees("Cùng số căn cước")


@pytest.mark.parametrize("width", [1280, 360])
def test_representatives_and_whom_it_is_about_are_asked_for_when_wanted(office, visitor, width):
    someone = visitor(office.person("receptionist"), width=width)
    page = someone.goes("/tiep-nhan/").page
    assert not page.get_by_label("Căn cứ đại diện").is_visible()
    page.get_by_text("Người đại diện, người được ủy quyền").click()
    page.get_by_text("Người, cơ quan bị nêu trong đơn; người có liên quan").click()
    someone.sees("Căn cứ đại diện")
    # At its end, where the bar with the button lies over nothing.
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    someone.looks()
