"""People come to a session of reception: what is written down, what is owed, who is told, what stands in the book."""

from datetime import date
from io import BytesIO

import pypdf
import pytest

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases import papers
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, ReceptionDuty, Visit
from cases.reception_words import CameOf, Manner
from cases.vocabulary import Authority, Intake, LetterForm, Move, Outcome, PartyRole, SentBy, Status
from deadlines.vocabulary import DutyState
from notifications.models import Message
from reports.registers import BOOKS
from tests import stories
from tests.notifications.hearing import deliver_all
from tests.reception import DAY, a_refusal, a_visit, an_open_session, moment, planned, somebody
from tests.stories import PDF, Office, a_case, a_petition

pytestmark = pytest.mark.django_db

FRIDAY = date(2026, 9, 25)
LONG = "Công Tằng Tôn Nữ Nguyễn Phước Bảo Ngọc Quỳnh Hương Thị Đặng Trần Lệ Thủy"
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))


def handed_in(office: Office, visit: Visit, **changes: object) -> Case:
    facts = {"visit": visit, "parties": [somebody()], "received_on": visit.session.held_on, "on": visit.session.held_on}
    return a_petition(office, **(facts | changes))


def reception_book(office: Office) -> list[dict[str, str]]:
    head = [column.label for column in BOOKS["reception"].head()]
    rows = BOOKS["reception"].lines(office.province, *SEPTEMBER, most=100)
    return [dict(zip(head, row, strict=True)) for row in rows]


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def test_somebody_comes_to_the_session_and_hands_in_a_petition_with_originals(office):
    session = planned(office, FRIDAY)
    receptionist = office.actor("receptionist")
    op.post_schedule([session], posted_on=DAY, by=receptionist, on=DAY)
    op.open_session(session, by=receptionist, on=FRIDAY, at=moment(FRIDAY))
    visit = a_visit(office, session, handled_by="Ủy ban nhân dân xã Hòa Bình, Công văn 12/UBND")
    case = handed_in(office, visit, handled_by="Ủy ban nhân dân xã Hòa Bình, Công văn 12/UBND")
    visit.refresh_from_db()
    assert (visit.came_of, visit.ended_on) == (CameOf.PETITION, FRIDAY)
    assert case.matters.get().petition.visit == visit
    party = case.matters.get().petition.parties.get()
    papers_in = [
        op.NewPaper(title="Giấy chứng nhận quyền sử dụng đất số CK 118234", is_original=True, pages=4),
        op.NewPaper(title="Giấy hẹn trả kết quả", pages=1),
    ]
    handover = op.receive_papers(case, party=party, papers=papers_in, by=receptionist, on=FRIDAY)
    said = words_of(papers.handover_receipt(handover))
    for words in ("GIẤY BIÊN NHẬN", "CK 118234", "Bản gốc", "Bản sao", party.name):
        assert words in said
    op.end_session(session, by=receptionist, on=FRIDAY, at=moment(FRIDAY, 12))

    assert list(case.duties.values_list("rule__key", flat=True).order_by("rule__key")) == [
        "tcd.result_notice_to_citizen",
        "tt36.own_processing",
    ]
    assert not ReceptionDuty.objects.filter(state=DutyState.RUNNING).exists()
    assert list(Event.objects.filter(subject_type="cases.case").order_by("pk").values_list("kind", flat=True)) == [
        "case.registered",
        "papers.received",
    ]
    assert case.assignments.get(ended_at=None).step == "instruct"
    [row] = reception_book(office)
    assert row["Cơ quan đã giải quyết"] == "Ủy ban nhân dân xã Hòa Bình, Công văn 12/UBND"
    assert row["Họ tên, địa chỉ"] == "H’Liên Niê Kđăm, Thôn 4, xã Hòa Bình"
    assert row["Phân loại đơn"] == "Kiến nghị"
    assert row["Ghi chú"] == "Lượt 01/2026/TCD"


def test_originals_go_back_against_a_receipt_and_are_missed_when_the_case_closes(office):
    case = a_case(office, at=Status.SUPERVISED, promises=0)
    party = case.matters.get().petition.parties.get()
    receptionist = office.actor("receptionist")
    two = [op.NewPaper(title=title, is_original=True) for title in ("Sổ đỏ", "Hợp đồng")]
    op.receive_papers(case, party=party, papers=two, by=receptionist, on=DAY)
    book, contract = case.papers.all()
    scan = op.NewDocument(title="Giấy giao trả đã ký.pdf", content=PDF)
    handover = op.return_papers(case, party=party, papers=[book], by=receptionist, on=DAY, scan=scan)
    assert "GIẤY GIAO TRẢ BẢN GỐC" in words_of(papers.handover_receipt(handover))
    assert handover.scan.title == "Giấy giao trả đã ký.pdf"
    with pytest.raises(Unusable, match="bản đã giao trả"):
        op.return_papers(case, party=party, papers=[book], by=receptionist, on=DAY)
    # Closing is not refused: it says what is still here, and it goes back afterwards.
    op.close(case, outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=DAY)
    assert Event.objects.get(kind="case.closed").facts["originals_here"] == 1
    op.return_papers(case, party=party, papers=[contract], by=receptionist, on=DAY)
    assert Event.objects.filter(kind="papers.returned").latest("pk").facts["left"] == 0
    with pytest.raises(NotAllowedNow, match="Không còn bản gốc"):
        op.return_papers(case, party=party, papers=[contract], by=receptionist, on=DAY)


def test_papers_are_handed_over_by_people_of_the_petition_only(office):
    case, other = a_petition(office), a_petition(office)
    stranger = other.matters.get().petition.parties.get()
    paper = [op.NewPaper(title="Sổ đỏ", is_original=True)]
    with pytest.raises(Unusable, match="người nộp đơn hoặc người đại diện"):
        op.receive_papers(case, party=stranger, papers=paper, by=office.actor("receptionist"), on=DAY)
    mine = case.matters.get().petition.parties.get()
    for wrong in ([], [op.NewPaper(title=" ")], [op.NewPaper(title="Đơn", pages=0)], paper * 101):
        with pytest.raises(Unusable):
            op.receive_papers(case, party=mine, papers=wrong, by=office.actor("receptionist"), on=DAY)
    assert not case.papers.exists()
    assert not Event.objects.filter(kind="papers.received").exists()


def test_somebody_is_refused_with_the_ground_and_gets_the_notice_in_time(office):
    session = an_open_session(office)
    visit = a_visit(office, session, parties=[somebody(name=LONG)])
    refusal = a_refusal(office, visit)
    deliver_all()
    waiting = Message.objects.filter(template="refusal_to_confirm", channel="in_app")
    assert [message.user_id for message in waiting] == [office.person("leader").pk]
    op.confirm_refusal(refusal, by=office.actor("leader"), on=DAY)
    deliver_all()
    to_issue = Message.objects.get(template="refusal_notice_to_issue", channel="in_app")
    assert to_issue.user == office.person("records_officer")
    assert LONG not in to_issue.body
    records = office.actor("records_officer")
    notice = op.issue_notice(refusal, by=records, on=DAY)
    said = words_of(op.notice_pdf(notice))
    for words in (
        "từ chối tiếp công dân",
        "ngày 05/01/2026 của Ủy ban nhân dân xã Hòa Bình",
        "Điểm h khoản 1 Điều 4",
        "01/MTTQ-BTT",
        visit.number,
    ):
        assert words in said
    assert LONG in said
    op.dispatch_notice(refusal, sent_by=SentBy.POST, by=records, on=date(2026, 9, 8))
    duty = ReceptionDuty.objects.get(rule__key="tcd.refusal_notice")
    assert (duty.due_on, duty.met_on) == (date(2026, 9, 10), date(2026, 9, 8))
    op.sweep(by=system("sweep"), on=date(2026, 9, 30))
    assert not Event.objects.filter(kind="reception_duty.overdue").exists()
    [row] = reception_book(office)
    assert row["Theo dõi kết quả"] == "Từ chối tiếp"
    assert row["Ghi chú"].endswith("điểm h; thông báo số 01/MTTQ-BTT")
    outgoing = BOOKS["outgoing"].lines(office.province, *SEPTEMBER, most=10)
    assert [(line[0], line[4]) for line in outgoing] == [("01/MTTQ-BTT", "Công dân, lượt tiếp 01/2026/TCD")]


def test_a_notice_nobody_sends_is_told_to_the_leader(office):
    a_refusal(office, a_visit(office, an_open_session(office)))
    op.sweep(by=system("sweep"), on=date(2026, 9, 11))
    deliver_all()
    told = Message.objects.filter(template="reception_duty_overdue", channel="in_app").order_by("user")
    assert {message.user for message in told} == {office.person("leader"), office.person("receptionist")}
    assert all("01/2026/TCD" in message.body and message.case_id is None for message in told)


def test_a_group_of_twelve_speaks_through_five_and_hands_in_one_petition(office):
    session = an_open_session(office)
    speakers = [
        somebody(name=f"Đại diện {n}", identity_number=f"06618500{n:04d}", role=PartyRole.REPRESENTATIVE)
        for n in range(1, 6)
    ]
    visit = a_visit(office, session, manner=Manner.GROUP, count=12, parties=speakers)
    parties = [
        op.NewParty(name="Tập thể 12 hộ thôn Đông"),
        *(
            op.NewParty(
                name=one.name,
                role=PartyRole.REPRESENTATIVE,
                authority=Authority.APPOINTED,
                paper="Văn bản cử 01/9/2026",
            )
            for one in speakers
        ),
    ]
    case = handed_in(office, visit, parties=parties, signers=12)
    assert case.matters.get().petition.parties.filter(role=PartyRole.REPRESENTATIVE).count() == 5
    [row] = reception_book(office)
    assert row["Số người cùng nội dung"] == "12"
    assert row["Họ tên, địa chỉ"].count("Đại diện") == 5


def test_an_online_session_is_announced_tested_held_and_its_recording_kept(office):
    session = planned(office, FRIDAY, online=True)
    receptionist = office.actor("receptionist")
    due = dict(ReceptionDuty.objects.values_list("rule__key", "due_on"))
    assert due == {
        "tcd.post_schedule": date(2026, 9, 18),
        "tcd.online_notice": date(2026, 9, 18),
        "tcd.online_test": date(2026, 9, 24),
    }
    with pytest.raises(NotAllowedNow) as refused:
        op.open_session(session, by=receptionist, on=FRIDAY, at=moment(FRIDAY))
    assert len(refused.value.reasons) == 2
    op.post_schedule([session], posted_on=DAY, by=receptionist, on=DAY)
    op.note_online_notice(session, announced_on=DAY, by=receptionist, on=DAY)
    op.note_connection_test(session, tested_on=date(2026, 9, 24), by=receptionist, on=date(2026, 9, 24))
    op.open_session(session, by=receptionist, on=FRIDAY, at=moment(FRIDAY))
    visit = a_visit(office, session)
    op.end_visit(visit, came_of=CameOf.EXPLAINED, said="Đã giải thích trình tự cấp đổi.", by=receptionist, on=FRIDAY)
    with pytest.raises(Unusable, match="bản ghi lưu ở đâu"):
        op.end_session(session, by=receptionist, on=FRIDAY, at=moment(FRIDAY, 12))
    op.end_session(session, by=receptionist, on=FRIDAY, at=moment(FRIDAY, 12), recording="Kho số, buổi 25/9")
    assert not ReceptionDuty.objects.exclude(state=DutyState.MET).exists()
    [row] = reception_book(office)
    assert row["Ghi chú"] == "Lượt 01/2026/TCD; trực tuyến"
    assert row["Theo dõi kết quả"] == "Giải thích tại chỗ"


def test_what_is_handed_in_without_a_session_stands_in_the_book_as_well(office):
    a_petition(office, received_on=DAY, on=DAY, handled_by="Thanh tra tỉnh")
    a_petition(office, received_on=DAY, on=DAY, intake=Intake.POST)
    a_visit(office, an_open_session(office))
    rows = reception_book(office)
    assert [row["Số thứ tự"] for row in rows] == ["1", "2"]
    assert [row["Cơ quan đã giải quyết"] for row in rows] == ["", "Thanh tra tỉnh"]
    assert BOOKS["reception"].count(office.province, *SEPTEMBER) == 2


def test_one_visit_brings_two_petitions_and_no_other_result(office):
    visit = a_visit(office, an_open_session(office))
    handed_in(office, visit)
    handed_in(office, visit, text="Đề nghị lắp đèn đường ở ngã ba thôn Đông, trẻ em đi học về tối.", again=True)
    assert visit.petitions.count() == 2
    assert Event.objects.filter(kind="visit.ended").count() == 1
    with pytest.raises(NotAllowedNow):
        op.end_visit(visit, came_of=CameOf.LEFT, by=office.actor("receptionist"), on=DAY)


def test_a_petition_is_not_tied_to_the_visit_of_another_unit_nor_to_one_that_was_refused(office):
    visit = a_visit(office, an_open_session(office))
    with pytest.raises(NotYoursToSee):
        handed_in(office, visit, unit=office.commune, by=office.actor("receptionist", office.commune))
    a_refusal(office, visit)
    with pytest.raises(Unusable, match="kết quả khác"):
        handed_in(office, visit)
    assert not Case.objects.exists()


def test_a_citizen_is_invited_to_a_session_by_a_letter_that_goes_its_way(office):
    case = a_case(office, at=Status.IN_HAND)
    session = planned(office, FRIDAY)
    letter = stories.other_issued(
        office,
        case,
        form=LetterForm.INVITATION,
        subject="Mời làm việc về đường liên thôn",
        session=session,
        to_bring="Căn cước\nGiấy chứng nhận quyền sử dụng đất",
    )
    said = words_of(op.letter_pdf(letter.__class__.objects.get(pk=letter.pk)))
    for words in ("GIẤY MỜI", "08 giờ 00, ngày 25/09/2026", "12 Lê Lợi", "Giấy chứng nhận quyền sử dụng đất"):
        assert words in said
    assert session.invitations.get() == letter


def test_an_invitation_without_time_and_place_is_not_written(office):
    case = a_case(office, at=Status.IN_HAND)
    with pytest.raises(Unusable, match="Thời gian, Địa điểm"):
        stories.other_drafted(office, case, form=LetterForm.INVITATION)
    over = an_open_session(office, stories.DAY)
    with pytest.raises(Unusable) as refused:
        stories.other_drafted(office, case, form=LetterForm.INVITATION, session=over)
    assert refused.value.field == "session"


def test_whoever_asks_that_their_name_be_kept_is_not_named_to_the_agency(office):
    open_case, kept = a_petition(office), a_petition(office, wants_secrecy=True)
    for case, named in ((open_case, True), (kept, False)):
        stories.instructed(office, case)
        stories.in_hand(office, case)
        stories.drafted(office, case)
        case.refresh_from_db()
        name = case.matters.get().petition.parties.get().name
        assert (name in words_of(op.preview_letter(case))) is named


def test_closing_says_how_many_originals_are_still_here(office, client):
    case = a_case(office, at=Status.SUPERVISED, promises=0)
    party = case.matters.get().petition.parties.get()
    paper = [op.NewPaper(title="Sổ đỏ", is_original=True)]
    op.receive_papers(case, party=party, papers=paper, by=office.actor("receptionist"), on=DAY)
    client.force_login(office.person("leader"))
    page = client.get(f"/vu-viec/{case.pk}/{Move.CLOSE}/").content.decode()
    assert "Còn 1 bản gốc của công dân ở đơn vị" in page
