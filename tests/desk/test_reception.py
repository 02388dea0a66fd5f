"""Tiếp công dân on the desk: who sees what, what one presses, and what the intake page begins with."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import operations as op
from cases.models import Case, ReceptionSession, Refusal, Visit
from cases.reception_words import CameOf, Manner, SessionStatus
from cases.vocabulary import Kind
from organizations.vocabulary import Role
from tests.reception import DAY, a_refusal, a_visit, an_open_session, planned, somebody
from tests.stories import a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SEES = {Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR, Role.AUDITOR}
AT_THE_COUNTER = {Role.RECEPTIONIST, Role.LEADER}
MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel("2026-09-07 09:00:00+07:00", tick=False):
        yield


def test_a_session_and_its_acts_are_for_whom_they_concern(as_role, office):
    session = an_open_session(office)
    visit = a_visit(office, session)
    refusal = a_refusal(office, a_visit(office, session))
    readers = {
        reverse("desk:reception-session", args=[session.pk]): SEES,
        reverse("desk:session-act", args=[session.pk, "add_visit"]): AT_THE_COUNTER,
        reverse("desk:visit-act", args=[visit.pk, "refuse_visit"]): AT_THE_COUNTER,
        reverse("desk:refusal-act", args=[refusal.pk, "confirm_refusal"]): {Role.LEADER},
        reverse("desk:refusal-notice", args=[refusal.pk]): {*AT_THE_COUNTER, Role.RECORDS_OFFICER},
    }
    for address, allowed in readers.items():
        for role in Role:
            assert (as_role(role).get(address).status_code == 200) is (role in allowed), (address, role)
        assert as_role(Role.RECEPTIONIST, office.commune).get(address).status_code == 404, address
    assert as_role(Role.LEADER).get(reverse("desk:session-act", args=[session.pk, "close"])).status_code == 404


def test_a_receipt_is_read_by_the_office_that_holds_the_case(as_role, office):
    case = a_petition(office)
    party = case.matters.get().petition.parties.get()
    paper = [op.NewPaper(title="Sổ đỏ", is_original=True)]
    handover = op.receive_papers(case, party=party, papers=paper, by=office.actor("receptionist"), on=DAY)
    address = reverse("desk:handover", args=[handover.pk])
    for role in Role:
        assert (as_role(role).get(address).status_code == 200) is (role in SEES), role
    assert as_role(Role.RECEPTIONIST, office.commune).get(address).status_code == 404
    page = as_role(Role.RECEPTIONIST).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Bản gốc, đang ở đơn vị" in page


def test_papers_are_listed_and_given_back_by_the_move_pages(as_role, office):
    case = a_petition(office)
    party = case.matters.get().petition.parties.get()
    client = as_role(Role.RECEPTIONIST)
    address = reverse("desk:move", args=[case.pk, "receive_papers"])
    nameless = client.post(address, {"party": party.pk, "pages_1": "4"})
    assert nameless.status_code == 422
    assert "Mỗi giấy tờ cần có tên" in nameless.content.decode()
    typed = {"party": party.pk, "title_1": "Sổ đỏ", "pages_1": "4", "original_1": "on", "title_2": "Đơn"}
    assert client.post(address, typed).status_code == 302
    assert list(case.papers.values_list("pages", "is_original")) == [(4, True), (None, False)]
    back = reverse("desk:move", args=[case.pk, "return_papers"])
    assert client.post(back, {"party": party.pk, "papers": [case.papers.first().pk]}).status_code == 302
    assert not Case.objects.get(pk=case.pk).has_originals


def test_the_days_pages_take_few_queries_however_many_came(as_role, office):
    session = an_open_session(office)
    for n in range(6):
        visit = a_visit(office, session, parties=[somebody(identity_number=f"06618500{n:04d}")])
    a_refusal(office, visit)
    planned(office, DAY, online=True)
    for name in ("reception", "reception-schedule", "reception-history", "reception-refusals"):
        client = as_role(Role.LEADER)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse(f"desk:{name}"))
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES, (name, len(queries))


def test_names_stand_at_the_counter_and_a_denouncer_nowhere(as_role, office):
    session = an_open_session(office)
    a_visit(office, session, parties=[somebody(name="Lò Thị Mai")])
    a_visit(office, session, kind=Kind.DENUNCIATION, about="", parties=[somebody(name="Giàng A Páo")])
    for address in (reverse("desk:reception"), reverse("desk:reception-session", args=[session.pk])):
        page = as_role(Role.RECEPTIONIST).get(address).content.decode()
        assert "Lò Thị Mai" in page
        assert "Giàng A Páo" not in page
        assert "Giữ bí mật danh tính" in page
        assert "Lò Thị Mai" not in as_role(Role.AUDITOR).get(address).content.decode()


def test_a_visit_whose_petition_was_sealed_afterwards_names_nobody_any_more(as_role, office):
    session = an_open_session(office)
    visit = a_visit(office, session, parties=[somebody(name="Lò Thị Mai")], about="Trưởng thôn nhận tiền")
    case = a_petition(office, visit=visit, received_on=DAY, on=DAY)
    Case.objects.filter(pk=case.pk).update(sealed=True)
    page = as_role(Role.RECEPTIONIST).get(reverse("desk:reception")).content.decode()
    assert "Lò Thị Mai" not in page
    assert "Trưởng thôn nhận tiền" not in page


def test_from_a_visit_one_goes_on_to_the_intake_page_which_knows_it(as_role, office):
    session = an_open_session(office)
    visit = a_visit(office, session, handled_by="Thanh tra tỉnh")
    client = as_role(Role.RECEPTIONIST)
    page = client.get(reverse("desk:intake"), {"luot": visit.pk})
    assert page.context["form"]["intake"].value() == "in_person"
    for words in ("H’Liên Niê Kđăm", "Thanh tra tỉnh", visit.number):
        assert words in page.content.decode()
    form = page.context["form"]
    typed = {field.html_name: field.value() or "" for field in form if field.html_name not in {"documents", "again"}}
    typed |= {"kind": "proposal", "more_kind": "", "text": "Bốn lần hẹn lại.", "field": office.field.pk}
    typed |= {"received_on": "2026-09-07", "secrecy_waived": "", "first_overdue": "", "wants_secrecy": "on"}
    answer = client.post(reverse("desk:intake"), {k: v for k, v in typed.items() if v not in ("", None, False)})
    assert answer.status_code == 302, answer.context["form"].errors
    petition = Case.objects.get().matters.get().petition
    assert (petition.visit, petition.handled_by, petition.wants_secrecy) == (visit, "Thanh tra tỉnh", True)
    assert Visit.objects.get().came_of == CameOf.PETITION
    assert visit.number in client.get(reverse("desk:case", args=[Case.objects.get().pk])).content.decode()


def test_what_a_denouncer_left_begins_the_form_only_for_who_wrote_it(as_role, office):
    visit = a_visit(office, an_open_session(office), kind=Kind.DENUNCIATION, about="")
    seen = as_role(Role.RECEPTIONIST).get(reverse("desk:intake"), {"luot": visit.pk}).content.decode()
    assert "H’Liên Niê Kđăm" in seen
    other = as_role(Role.HANDLER).get(reverse("desk:intake"), {"luot": visit.pk}).content.decode()
    assert "H’Liên Niê Kđăm" not in other
    commune = as_role(Role.RECEPTIONIST, office.commune).get(reverse("desk:intake"), {"luot": visit.pk})
    assert commune.status_code == 404


def test_a_session_is_planned_posted_opened_and_ended_by_its_pages(as_role, office):
    client = as_role(Role.RECEPTIONIST)
    typed = {"kind": "regular", "day": "2026-09-25", "weeks": "3", "begins_at": "08:00", "ends_at": "11:30"}
    typed |= {"place": "Phòng 1", "receiver": office.person("receptionist").pk}
    wrong = client.post(reverse("desk:reception-plan"), typed | {"day": "2026-09-01"})
    assert wrong.status_code == 422
    assert "Ngày tiếp không thể trước hôm nay." in wrong.content.decode()
    assert client.post(reverse("desk:reception-plan"), typed).status_code == 302
    assert ReceptionSession.objects.count() == 3
    assert client.post(reverse("desk:reception-schedule"), {"posted_on": "2026-09-07"}).status_code == 302
    assert not ReceptionSession.objects.filter(posted_on=None).exists()
    assert as_role(Role.HANDLER).post(reverse("desk:reception-schedule"), {}).status_code == 403
    client = as_role(Role.RECEPTIONIST)
    now = typed | {"kind": "ad_hoc", "day": "2026-09-07", "weeks": "1", "now": "on"}
    assert client.post(reverse("desk:reception-plan"), now).url == reverse("desk:reception")
    session = ReceptionSession.objects.get(status=SessionStatus.OPEN)
    group = {"kind": "feedback", "about": "Bụi đường", "manner": "group", "count": "12"}
    act = reverse("desk:session-act", args=[session.pk, "add_visit"])
    speakerless = client.post(act, group)
    assert speakerless.status_code == 422
    assert "cử người đại diện" in speakerless.content.decode()
    assert client.post(act, group | {"speaker_1": "Lò Thị Mai", "paper": "Văn bản cử"}).status_code == 302
    visit = Visit.objects.get()
    assert (visit.manner, visit.visitors.get().speaks_for_others) == (Manner.GROUP, True)
    end = reverse("desk:session-act", args=[session.pk, "end_session"])
    assert client.post(end).status_code == 409
    assert client.post(reverse("desk:visit-act", args=[visit.pk, "end_visit"]), {"came_of": "left"}).status_code == 302
    assert client.post(end).status_code == 302
    assert str(session.pk) in client.get(reverse("desk:reception-history")).content.decode()


def test_a_refusal_goes_from_the_counter_to_the_post_by_its_pages(as_role, office):
    visit = a_visit(office, an_open_session(office))
    refuse = reverse("desk:visit-act", args=[visit.pk, "refuse_visit"])
    typed = {"ground": "nd154_4_1_h", "said": "Đã giải thích."}
    assert as_role(Role.RECEPTIONIST).post(refuse, typed).status_code == 422
    assert as_role(Role.RECEPTIONIST).post(refuse, typed | {"settled_by": "TB 18"}).status_code == 302
    refusal = Refusal.objects.get()

    def do(role, name, **facts):
        return as_role(role).post(reverse("desk:refusal-act", args=[refusal.pk, name]), facts).status_code

    assert do(Role.RECORDS_OFFICER, "issue_notice") == 409
    assert "chờ lãnh đạo xác nhận" in as_role(Role.LEADER).get(reverse("desk:reception")).content.decode()
    assert do(Role.LEADER, "confirm_refusal") == 302
    assert do(Role.RECORDS_OFFICER, "issue_notice") == 302
    assert do(Role.RECORDS_OFFICER, "dispatch_notice", sent_by="post") == 302
    assert op.notice_of(refusal).status == "dispatched"


def test_somebody_who_comes_for_another_is_a_representative(as_role, office):
    session = an_open_session(office)
    act = reverse("desk:session-act", args=[session.pk, "add_visit"])
    typed = {"kind": "feedback", "about": "Bụi đường", "manner": "for_others", "count": "1", "name": "Lò Thị Mai"}
    assert as_role(Role.RECEPTIONIST).post(act, typed | {"paper": "Giấy ủy quyền số 5"}).status_code == 302
    assert Visit.objects.get().visitors.get().speaks_for_others
