"""Stories of erasing: a person whose every value can be looked for, a case of theirs with everything in it, its end."""

from datetime import date

from audit.actor import system
from cases import operations as op
from cases.models import Case, Erasure, Person
from cases.vocabulary import AnswerResult, DocumentSource, Kind, SentBy
from tests import stories
from tests.stories import DAY, Office, a_petition

YEARS_LATER = date(2042, 3, 4)
WORKER = system("erasures")
WHO = {
    "name": "Tạ Thị Huyền Trân",
    "birth_year": 1968,
    "identity_number": "034168007788",
    "phone": "0966 112 358",
    "email": "tran.huyen@nguoidan.example",
    "address": "Số 31 ngõ Cây Gạo, xã Hòa Bình",
}
TEXT = "Tôi là Tạ Thị Huyền Trân, ở ngõ Cây Gạo, cống trước nhà số 31 vỡ từ tháng Chạp."
SUMMARY = "Bà Trân phản ánh cống vỡ ở ngõ Cây Gạo"
NOTE = "Đã gọi cho bà Huyền Trân, số 0966112358"
SCAN = "Toi la Ta Thi Huyen Tran viet tay la don nay"
TITLE = "Don cua ba Ta Thi Huyen Tran.txt"
ANSWERED = "Đã cử thợ đến nhà bà Tạ Thị Huyền Trân lát lại cống."
PROMISED = "Lát lại cống trước nhà bà Huyền Trân"
BASIS = "Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15"
ASKED = "Bà Tạ Thị Huyền Trân, đơn ngày 02/01/2042"
# Every value of hers, as somebody would look for it.
VALUES = (
    *(str(WHO[name]) for name in ("name", "identity_number", "phone", "email", "address")),
    "Huyền Trân",
    "ngõ Cây Gạo",
    "cống trước nhà số 31 vỡ",
    SCAN,
    PROMISED,
)


def her_petition(office: Office, **changes: object) -> Case:
    facts: dict[str, object] = {
        "parties": [op.NewParty(**WHO)],  # type: ignore[arg-type]
        "kind": Kind.FEEDBACK,
        "text": TEXT,
        "asked": "Lát lại cống trước nhà bà Huyền Trân.",
        "summary": SUMMARY,
        "documents": [op.NewDocument(title=TITLE, content=SCAN.encode())],
    }
    return a_petition(office, **(facts | changes))


def her_case(office: Office, **changes: object) -> Case:
    """Her petition, seen through to its end, with her name in everything that anybody writes."""
    case = her_petition(office, **changes)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    handler = office.actor("handler")
    op.add_note(case, text=NOTE, by=handler, on=DAY)
    scan = op.NewDocument(title="Biên bản làm việc với bà Huyền Trân.txt", content=f"Bien ban: {TEXT}".encode())
    op.attach_document(case, document=scan, source=DocumentSource.FRONT, by=handler, on=DAY)
    stories.forwarded(office, case)
    notice = stories.other_issued(office, case, subject=f"Về đơn của bà {WHO['name']}", body=TEXT)
    op.dispatch_other(case, letter=notice, sent_by=SentBy.POST, by=office.actor("records_officer"), on=DAY)
    stories.delivered(office, case)
    agency = office.actor("agency_officer")
    op.acknowledge_referral(case, by=agency, on=DAY)
    op.answer(
        case,
        result=AnswerResult.AGREED,
        text=ANSWERED,
        number="41/UBND-KT",
        dated_on=DAY,
        documents=[op.NewDocument(title="Trả lời bà Huyền Trân.txt", content=ANSWERED.encode())],
        promises=[op.Promise(what=PROMISED, who="Đội thoát nước", due_on=stories.PROMISED_BY)],
        by=agency,
        on=DAY,
    )
    stories.supervised(office, case)
    stories.closed(office, case)
    return Case.objects.get(pk=case.pk)


def filed(office: Office, **changes: object) -> Case:
    """Her petition is filed away: it is kept a year."""
    case = her_petition(office, **({"kind": Kind.PROPOSAL} | changes))
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.filing_confirmed(office, case)
    op.file_away(case, by=office.actor("handler"), on=DAY)
    return Case.objects.get(pk=case.pk)


def person_of(case: Case) -> Person:
    found: Person = case.matters.order_by("pk")[0].petition.parties.order_by("pk")[0].person
    return found


def asked_for(office: Office, *cases: Case, **changes: object) -> Erasure:
    """The records officer enters what the person asks."""
    facts: dict[str, object] = {"basis": BASIS, "asked": ASKED, "by": office.actor("records_officer")}
    facts |= {"on": YEARS_LATER}
    return op.prepare_for_person(person_of(cases[0]), cases, **(facts | changes))  # type: ignore[arg-type]


def approved(office: Office, erasure: Erasure) -> Erasure:
    op.propose_erasure(erasure, by=office.actor("records_officer"), on=YEARS_LATER)
    op.approve_erasure(erasure, by=office.actor("leader"), on=YEARS_LATER)
    return Erasure.objects.get(pk=erasure.pk)


def carried_out(office: Office, erasure: Erasure) -> Erasure:
    approved(office, erasure)
    op.carry_erasures_on(by=WORKER, on=YEARS_LATER)
    return Erasure.objects.get(pk=erasure.pk)
