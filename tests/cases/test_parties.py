"""Who may stand behind a petition and in what way: signed, under a pen name, unsigned, by others, by many."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Event
from cases import operations as op
from cases import papers
from cases.errors import Unusable
from cases.models import Case, Party, Petition
from cases.vocabulary import Authority, PartyRole, Signing
from tests import stories
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db
GIANG = op.NewParty(name="Hồ Thị Giáng", identity_number="038190012345")


def speaker(number=1, **changes) -> op.NewParty:
    facts = {"authority": Authority.APPOINTED, "paper": "Văn bản cử ngày 01/3/2026, 12 chữ ký"}
    return op.NewParty(role=PartyRole.REPRESENTATIVE, name=f"Lò Văn Chung {number}", **facts | changes)


def parties_of(case: Case) -> list[Party]:
    return list(case.matters.get().petition.parties.order_by("pk"))


def refused(office, field, words, **changes):
    before = Petition.objects.count(), Event.objects.count()
    with pytest.raises(Unusable, match=words) as refusal:
        a_petition(office, **changes)
    assert refusal.value.field == field
    assert (Petition.objects.count(), Event.objects.count()) == before


def test_an_anonymous_petition_has_nobody_behind_it_and_goes_its_way(office):
    case = a_petition(office, parties=[], signing=Signing.ANONYMOUS)
    assert parties_of(case) == []
    assert Event.objects.get(kind="case.registered").facts["signing"] == "anonymous"
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.forwarded(office, case)
    assert Case.objects.get(pk=case.pk).lead.letter.number
    pdf = papers.receipt(
        case,
        tracking_url="http://localhost/",
        check_url="https://mattran.example/bien-nhan/",
        received_by="Nguyễn Thị Thử",
    )
    assert pdf.startswith(b"%PDF")


def test_two_anonymous_petitions_of_one_day_are_two(office):
    for _ in range(2):
        a_petition(office, parties=[], signing=Signing.ANONYMOUS)
    assert Case.objects.count() == 2


@pytest.mark.parametrize("party", [GIANG, op.NewParty(phone="0912 777 666"), op.NewParty(address="Thôn Đông")])
def test_an_anonymous_petition_names_nobody(office, party):
    refused(office, "name", "Không ghi tên|không ghi tên", parties=[party], signing=Signing.ANONYMOUS)


def test_a_pen_name_is_written_down_and_has_no_identity_number(office):
    case = a_petition(office, parties=[op.NewParty(name="Người Dân Xóm Núi")], signing=Signing.PEN_NAME)
    assert [party.name for party in parties_of(case)] == ["Người Dân Xóm Núi"]
    refused(office, "identity_number", "bút danh", parties=[GIANG], signing=Signing.PEN_NAME)
    refused(office, "name", "bút danh", parties=[], signing=Signing.PEN_NAME)


@pytest.mark.parametrize("parties", [[], [op.NewParty(name="  ")], [speaker()]])
def test_a_signed_petition_has_a_petitioner(office, parties):
    refused(office, "name", "Cần ghi họ và tên", parties=parties)


def test_somebody_else_hands_in_by_authorisation(office):
    paper = "Giấy ủy quyền số 12, ngày 01/3/2026, chứng thực tại UBND xã"
    case = a_petition(office, parties=[GIANG, speaker(authority=Authority.AUTHORISED, paper=paper)])
    petitioner, representative = parties_of(case)
    assert (petitioner.authority, petitioner.paper) == ("", "")
    assert (representative.authority, representative.paper) == (Authority.AUTHORISED, paper)
    assert paper not in "".join(Event.objects.values_list("body", flat=True))


@pytest.mark.parametrize("authority", [Authority.AUTHORISED, Authority.APPOINTED])
def test_a_paper_that_is_there_has_a_number_and_a_day(office, authority):
    refused(office, "paper", "số, ngày", parties=[GIANG, speaker(authority=authority, paper=" ")], signers=6)


def test_a_representative_whose_papers_are_missing_is_written_down_as_such(office):
    case = a_petition(office, parties=[GIANG, op.NewParty(role=PartyRole.REPRESENTATIVE, name="Lò Văn Chung")])
    assert parties_of(case)[1].authority == Authority.MISSING


def test_one_person_alone_appoints_nobody_for_a_group(office):
    refused(office, "authority", "đơn nhiều người", parties=[GIANG, speaker()], signers=1)


@pytest.mark.parametrize(("signers", "most"), [(1, 1), (2, 2), (5, 2), (10, 2), (11, 5), (400, 5)])
def test_so_many_people_send_so_many_representatives(office, signers, most):
    authority = {"authority": Authority.MISSING, "paper": ""}
    people = [speaker(number, **authority) for number in range(most + 1)]
    case = a_petition(office, parties=[GIANG, *people[:most]], signers=signers)
    assert len(parties_of(case)) == most + 1
    refused(office, "representatives", f"nhiều nhất {most}", parties=[GIANG, *people], signers=signers, again=True)


def test_two_people_never_have_one_identity_number(office):
    same = speaker(identity_number="038 190 012 345")
    refused(office, "identity_number", "cùng một số căn cước", parties=[GIANG, same], signers=6)


def test_whom_it_is_about_may_be_a_person_or_a_body_of_the_directory(office):
    about = [
        op.NewParty(role=PartyRole.RESPONDENT, unit=office.agency),
        op.NewParty(role=PartyRole.RESPONDENT, name="Trần Văn Cán"),
        op.NewParty(role=PartyRole.RELATED, name="Hàng xóm"),
    ]
    case = a_petition(office, parties=[GIANG, *about])
    assert [(party.role, party.name, party.unit) for party in parties_of(case)[1:]] == [
        ("respondent", office.agency.name, office.agency),
        ("respondent", "Trần Văn Cán", None),
        ("related", "Hàng xóm", None),
    ]
    refused(office, "parties", "Cần ghi họ tên người", parties=[GIANG, op.NewParty(role="related")], again=True)


def test_whom_a_petition_is_about_is_not_asked_whether_it_is_the_same_letter(office):
    about = op.NewParty(role=PartyRole.RESPONDENT, name="Trần Văn Cán")
    a_petition(office, parties=[GIANG, about])
    a_petition(office, parties=[op.NewParty(name="Lò Văn Chung"), about])
    a_petition(office, parties=[op.NewParty(name="Trần Văn Cán")])
    assert Case.objects.count() == 3


def test_the_database_refuses_authority_without_representing(office):
    party = parties_of(a_petition(office))[0]
    for changes in ({"authority": Authority.BY_LAW}, {"role": PartyRole.REPRESENTATIVE}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.filter(pk=party.pk).update(**changes)


def test_the_case_page_shows_who_speaks_for_whom(client, office):
    case = a_petition(
        office,
        parties=[GIANG, speaker(), op.NewParty(role=PartyRole.RESPONDENT, name="Trần Văn Cán")],
        signers=6,
    )
    client.force_login(office.person("handler"))
    page = client.get(f"/vu-viec/{case.pk}/").content.decode()
    for words in ("Văn bản cử người đại diện", "12 chữ ký", "Trần Văn Cán", "Người, cơ quan bị nêu trong đơn"):
        assert words in page, words
    assert page.count("Đơn khác của người này") == 2, "nobody is led from whom it is about to other petitions"


def test_people_of_a_case_are_shown_to_no_agency(client, office):
    case = a_case(office, at="forwarded")
    client.force_login(office.person("agency_officer"))
    assert parties_of(case)[0].name not in client.get(f"/vu-viec/{case.pk}/").content.decode()
