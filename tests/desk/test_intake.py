"""Quicker at the counter: a card, a commune by its old name, what went before taken in, the same person again."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from audit.models import Event
from cases import people
from cases.errors import Unusable
from cases.id_cards import read_card
from cases.models import Case, Party, Personal
from cases.vocabulary import Outcome
from desk.personal.models import Draft
from organizations.models import Area, FormerCommune
from organizations.vocabulary import Role
from tests.factories import a_province
from tests.stories import a_denunciation, a_petition, instructed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CARD = "038190012345|171234567|HỒ THỊ GIÁNG|05031968|Nữ|Thôn 4, Ea Rông, Krông Bình, Đắk Lắk|22112021"
TEXT = "Cầu qua suối ở thôn Đông hỏng nặng từ tháng trước, học sinh phải lội qua khi nước lớn."


@pytest.fixture
def places(db: None) -> Area:
    province = a_province()
    for number, name, district, now, in_part in (
        ("24001", "Xã Ea Rông", "Huyện Krông Bình", "98001", False),
        ("24002", "Thị trấn Đông Hà", "Huyện Krông Bình", "98001", True),
        ("24002", "Thị trấn Đông Hà", "Huyện Krông Bình", "98002", True),
    ):
        old = FormerCommune(number=number, name=name, district=district, province="Tỉnh Đắk Lắk", now_id=now)
        old.in_part = in_part
        old.fold()
        old.save()
    return province


def form(office, **changes):
    return {
        "form_token": str(uuid4()),
        "kind": "proposal",
        "intake": "in_person",
        "received_on": "2026-03-02",
        "name": "Hồ Thị Giáng",
        "signers": "1",
        "summary": "Cầu qua suối ở thôn Đông hỏng nặng",
        "text": TEXT,
        "field": office.field.pk,
    } | changes


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (CARD, ("038190012345", "Hồ Thị Giáng", 1968)),
        (CARD.replace("171234567", ""), ("038190012345", "Hồ Thị Giáng", 1968)),
        (CARD.replace("|171234567", "") + "|||\n", ("038190012345", "Hồ Thị Giáng", 1968)),
        (CARD.replace("HỒ THỊ GIÁNG", "H'LIÊN NIÊ KĐĂM"), ("038190012345", "H'Liên Niê Kđăm", 1968)),
        (CARD.replace("05031968", "1968"), ("038190012345", "Hồ Thị Giáng", None)),
    ],
)  # fmt: skip
def test_a_card_is_read_however_old_it_is(line, said):
    card = read_card(line)
    assert (card.identity_number, card.name, card.birth_year) == said
    assert card.address == "Thôn 4, Ea Rông, Krông Bình, Đắk Lắk"
    assert "Giáng" not in repr(card)


@pytest.mark.parametrize("line", ["", "038190012345", "1|2|3|4|5|6|7", CARD.replace("0381", "38"), "a|b|c|d|e|f|g"])
def test_what_is_no_card_is_refused_in_words(line):
    with pytest.raises(Unusable, match="Không đọc được mã QR"):
        read_card(line)


def test_a_card_fills_the_form_with_the_commune_of_today_and_is_kept_nowhere(as_role, office, places, today):
    client = as_role(Role.RECEPTIONIST)
    filled = client.post(reverse("desk:intake-card"), {"card": CARD}).content.decode()
    assert 'data-fill="name" value="Hồ Thị Giáng"' in filled
    assert 'data-fill="home" value="98001"' in filled
    assert 'data-fill="address" value="Thôn 4"' in filled
    # Without scripts the same line, sent by whatever button, comes back in the form and registers nothing.
    typed = form(office, name="", card=CARD, phone="0912 777 666")
    answer = client.post(reverse("desk:intake"), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert all(
        said in page
        for said in ('value="Hồ Thị Giáng"', 'value="98001"', "Xã Hòa Bình, Tỉnh Nam Thành", "0912 777 666")
    )
    assert "171234567" not in page
    client.post(reverse("desk:draft"), typed)
    assert "card" not in Draft.objects.get().typed
    wrong = client.post(reverse("desk:intake"), typed | {"card": "https://example.vn"}).content.decode()
    assert "Không đọc được mã QR" in wrong
    assert "0912 777 666" in wrong
    assert not Case.objects.exists()
    registered = client.post(reverse("desk:intake"), form(office, address="Thôn 4", home_typed="ea rong krong binh"))
    assert registered.status_code == 302, registered.context["form"].errors
    party = Party.objects.get()
    assert (party.address, party.identity.area_id) == ("Thôn 4, Xã Hòa Bình, Tỉnh Nam Thành", "98001")


def test_only_who_registers_asks_the_page_for_cards_and_communes(as_role, office):
    for role in set(Role) - {Role.RECEPTIONIST, Role.HANDLER}:
        client = as_role(role)
        assert client.post(reverse("desk:intake-card"), {"card": CARD}).status_code == 403, role
        assert client.post(reverse("desk:intake-places"), {"home_typed": "hoa binh"}).status_code == 403, role
    assert as_role(Role.RECEPTIONIST).get(reverse("desk:intake-card"), {"card": CARD}).status_code == 405


def test_a_commune_that_may_be_several_is_asked_about_and_nothing_is_lost(as_role, office, places, today):
    client = as_role(Role.RECEPTIONIST)
    offered = client.post(reverse("desk:intake-places"), {"area_typed": "dong ha"}).content.decode()
    assert 'data-value="98001"' in offered
    assert "một phần Thị trấn Đông Hà, Huyện Krông Bình, Tỉnh Đắk Lắk" in offered
    assert client.post(reverse("desk:intake-places"), {"name": "dong ha"}).status_code == 400
    typed = form(office, area_typed="tt Đông Hà")
    asked = client.post(reverse("desk:intake"), typed)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert page.count('type="radio" name="area"') == 3
    assert 'value="tt Đông Hà"' in page
    assert client.post(reverse("desk:intake"), typed | {"area": "98002"}).status_code == 302
    assert Case.objects.get().area_id == "98002"
    # A choice made for other words does not answer for these.
    moved = form(office, area="98002", area_typed="Xã Hòa Bình, Tỉnh Nam Thành", again="on")
    assert client.post(reverse("desk:intake"), moved).status_code == 302
    assert Case.objects.latest("pk").area_id == "98001"


def test_what_says_the_same_is_shown_with_its_holder_and_a_denunciation_sees_and_shows_nothing(as_role, office, today):
    same = a_petition(office, text=TEXT, summary="Cầu qua suối thôn Đông hỏng")
    other = a_petition(office, summary="Rác ở chợ xã", text="Rác ở chợ xã không ai thu gom đã ba tháng nay.")
    sealed = a_denunciation(office, text=TEXT)
    instructed(office, same)
    client = as_role(Role.RECEPTIONIST)
    typed = {"kind": "proposal", "summary": "cau qua suoi o thon dong hong nang", "text": ""}
    shown = client.post(reverse("desk:earlier"), typed).content.decode()
    assert same.number in shown
    assert office.person("handler").full_name in shown
    assert other.number not in shown
    assert sealed.number not in shown
    silent = client.post(reverse("desk:earlier"), typed | {"kind": "denunciation"}).content.decode()
    assert same.number not in silent
    assert "không tra đơn trước" in silent
    elsewhere = as_role(Role.RECEPTIONIST, office.commune).post(reverse("desk:earlier"), typed).content.decode()
    assert same.number not in elsewhere


def test_a_letter_is_taken_into_a_case_or_linked_to_it_once(as_role, office, today):
    lead = a_petition(office, text=TEXT)
    client = as_role(Role.RECEPTIONIST)
    typed = form(office, tie=f"join:{lead.pk}")
    assert client.post(reverse("desk:intake"), typed).status_code == 302
    joined = Case.objects.latest("pk")
    assert (joined.outcome, joined.joinings.get().into) == (Outcome.JOINED, lead)
    assert joined.joinings.get().because == "Người tiếp nhận thấy khi ghi đơn: Cùng nội dung."
    assert lead.matters.count() == 2
    again = client.post(reverse("desk:intake"), typed, follow=True)
    assert f"nhập vào vụ việc {lead.number}" in again.content.decode()
    assert Case.objects.count() == 2
    assert client.post(reverse("desk:intake"), form(office, tie=f"link:{lead.pk}", again="on")).status_code == 302
    assert Case.objects.latest("pk").opening_petition.previous == lead
    # What cannot lead leaves nothing in the book, not even a number.
    events = Event.objects.count()
    refused = client.post(reverse("desk:intake"), form(office, tie=f"join:{joined.pk}", again="on"))
    assert refused.status_code == 422
    hidden = a_denunciation(office)
    unseen = client.post(reverse("desk:intake"), form(office, tie=f"join:{hidden.pk}", again="on"))
    assert "không còn xem được" in unseen.content.decode()
    assert Case.objects.count() == 4
    assert Event.objects.filter(kind="case.registered").count() == 4 <= events


def test_the_same_person_comes_with_more_than_one_thing(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    typed = form(office, identity_number="038190012345", phone="0912 777 666", more="on")
    answer = client.post(reverse("desk:intake"), typed, follow=True)
    page = answer.content.decode()
    first = Case.objects.get()
    assert f"Việc khác của người nộp đơn {first.number}" in page
    assert all(said in page for said in ('value="Hồ Thị Giáng"', 'value="038190012345"', 'value="0912 777 666"'))
    assert TEXT not in page
    sealed = a_denunciation(office)
    assert client.get(reverse("desk:intake"), {"cung-nguoi": sealed.pk}).status_code == 404
    assert as_role(Role.RECEPTIONIST, office.commune).get(f"/tiep-nhan/?cung-nguoi={first.pk}").status_code == 404


def test_what_is_incomplete_is_registered_and_spoken_of(as_role, office, today):
    """A number that could be read in part keeps nobody waiting, and nobody is recognised by it."""
    client = as_role(Role.RECEPTIONIST)
    answer = client.post(reverse("desk:intake"), form(office, identity_number="03819001"), follow=True)
    page = answer.content.decode()
    case = Case.objects.get()
    assert case.opening_petition.parties.get().who.identity_number == "03819001"
    assert "Số căn cước chưa đủ 12 chữ số" in page
    assert "chưa biết báo kết quả đến đâu" in page
    seen = people.earlier(office.actor(Role.RECEPTIONIST), Personal(identity_number="03819001"))
    assert list(seen) == []
    whole = form(office, name="Lò Thị Mai", identity_number="038190012345", phone="0912 777 666")
    page = client.post(reverse("desk:intake"), whole, follow=True).content.decode()
    assert Case.objects.count() == 2
    assert "chưa đủ" not in page
    assert "báo kết quả đến đâu" not in page
    assert (
        "chỉ gồm chữ số và chữ cái"
        in client.post(reverse("desk:intake"), form(office, identity_number="?")).content.decode()
    )


def test_an_original_that_is_kept_stands_on_a_receipt_of_its_own(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    kept = {"kept_title_1": "Giấy chứng nhận quyền sử dụng đất BK 118", "kept_pages_1": "4"}
    token = str(uuid4())
    for _again in range(2):
        page = client.post(reverse("desk:intake"), form(office, form_token=token, **kept), follow=True).content.decode()
    case = Case.objects.get()
    paper = case.papers.get()
    assert (paper.title, paper.pages, paper.is_original, paper.returned) == (kept["kept_title_1"], 4, True, None)
    assert [event.kind for event in Event.objects.filter(kind="papers.received")] == ["papers.received"]
    assert "In biên nhận bản gốc" in page
    receipt = client.get(reverse("desk:handover", args=[paper.received_id]))
    assert receipt["Content-Type"] == "application/pdf"


def test_an_original_without_a_name_or_without_its_owner_is_not_kept(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    nameless = client.post(reverse("desk:intake"), form(office, kept_pages_1="2"))
    assert "Mỗi giấy tờ cần có tên" in nameless.content.decode()
    facts = {"kept_title_1": "Sổ đỏ"}
    whose = client.post(reverse("desk:intake"), form(office, name="", signing="anonymous", **facts))
    assert "không biết giao trả cho ai" in whose.content.decode()
    sealed = client.post(reverse("desk:intake"), form(office, kind="denunciation", **facts))
    assert "do người được giao vụ việc nhận" in sealed.content.decode()
    assert not Case.objects.exists()


def test_the_clock_says_how_long_and_what_it_leaves_out(as_role, office):
    said = {"kind": "complaint", "intake": "in_person", "received_on": str(date(2026, 12, 30))}
    page = as_role(Role.RECEPTIONIST).get(reverse("desk:intake-clocks"), said).content.decode()
    assert "ngày làm việc" in page
    assert "Điều 28 khoản 1" in page
    assert "01/01" in page


def test_the_register_of_the_day_is_one_press_from_the_reception_page_for_who_may_print_it(as_role, office, today):
    address = "?book=reception&amp;first=2026-03-02&amp;last=2026-03-02"
    leader = as_role(Role.LEADER)
    assert address in leader.get(reverse("desk:reception")).content.decode()
    assert "Mẫu số 03/TCD" in leader.get(reverse("desk:books") + address.replace("&amp;", "&")).content.decode()
    assert address not in as_role(Role.RECEPTIONIST).get(reverse("desk:reception")).content.decode()
