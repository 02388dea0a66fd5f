"""Every kind by every road: what it counts as, which clocks start, which letter sends it, what cannot be true."""

from datetime import date, timedelta
from itertools import product

import pytest

from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.kinds import KINDS, standing
from cases.models import Case
from cases.vocabulary import Intake, Kind, Signing, Standing, Status
from config.checks import kinds_are_whole, missing_of
from deadlines.vocabulary import DutyState
from tests.stories import DAY, Office, a_petition, delivered, forwarded, in_hand, instructed

pytestmark = pytest.mark.django_db
OPEN_KINDS = [kind for kind in Kind if not KINDS[kind].sealed]
SENT_UNSIGNED = {Intake.EMAIL, Intake.TELEPHONE, Intake.PORTAL}


def running(case: Case) -> set[str]:
    return set(case.duties.filter(state=DutyState.RUNNING).values_list("rule__key", flat=True))


def about(**changes: object) -> op.NewContested:
    return op.NewContested(**({"number": "12/QĐ-UBND", "decided_on": DAY - timedelta(days=20)} | changes))


def facts_of(kind: str) -> dict[str, object]:
    if kind == Kind.COMPLAINT_SECOND:
        return {"kind": kind, "contested": about(first_number="05/QĐ-UBND")}
    return {"kind": kind}


COMPLAINTS = (Kind.COMPLAINT, Kind.COMPLAINT_SECOND, Kind.COMPLAINT_DISCIPLINE)
ANYBODY_MAY_SAY_IT = {Kind.PROPOSAL, Kind.FEEDBACK, Kind.CORRUPTION, Kind.CADRE, Kind.VOTER, Kind.OPINION}


def test_a_kind_counts_by_the_road_it_came_and_by_its_signature():
    for kind, intake in product(Kind, Intake):
        signed = intake not in SENT_UNSIGNED
        said = standing(kind, intake, signed=signed)
        if kind == Kind.DENUNCIATION and intake == Intake.ONLINE:
            assert said == Standing.NOT_THIS_WAY
            assert standing(kind, intake, signed=True, waived=True) == Standing.FULL
        elif signed or kind in ANYBODY_MAY_SAY_IT:
            assert said == Standing.FULL, (kind, intake)
        elif kind == Kind.DENUNCIATION:
            assert said == Standing.INFORMATION, intake
        else:
            assert said == Standing.SIGN_FIRST, (kind, intake)


@pytest.mark.parametrize("kind", OPEN_KINDS)
def test_each_kind_starts_its_own_clocks_and_is_sent_by_its_own_letter(office: Office, kind):
    case = a_petition(office, **facts_of(kind))
    assert running(case) == set(KINDS[kind].own_rules)
    for step in (instructed, in_hand, forwarded, delivered):
        step(office, case)
        case = Case.objects.get(pk=case.pk)
    assert case.status == Status.FORWARDED
    assert case.letter.form == KINDS[kind].letter_form
    # The people's committee of the commune is asked: for the boards' recommendations the law gives it 15 days.
    by_law = {
        Kind.CORRUPTION: {"pctn.answer_mttq"},
        Kind.INSPECTION_BOARD: {"bttnd.answer"},
        Kind.INVESTMENT_BOARD: {"bgsdtcd.answer"},
        **{complaint: {"kn.accept.old"} for complaint in COMPLAINTS},
    }
    assert running(case) == {"mttq.answer_asked"} | by_law.get(kind, set())
    for duty in case.duties.filter(rule__key__in=by_law.get(kind, set()) - {"kn.accept.old"}):
        assert duty.due_on >= DAY + timedelta(days=15)


def test_the_limit_for_boards_binds_only_the_peoples_committee():
    facts = KINDS[Kind.INSPECTION_BOARD]
    assert facts.limits_of("peoples_committee") == ("bttnd.answer",)
    assert facts.limits_of("department") == ()


def test_an_unsigned_complaint_waits_for_the_signature_and_then_its_limit_runs_from_that_day(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, intake=Intake.EMAIL)
    assert running(case) == {"tt36.own_processing"}
    later = DAY + timedelta(days=4)
    with pytest.raises(Unusable) as refused:
        op.record_signature(case, signed_on=DAY - timedelta(days=1), by=office.actor("receptionist"), on=later)
    assert refused.value.field == "signed_on"
    op.record_signature(case, signed_on=later, by=office.actor("receptionist"), on=later)
    case = Case.objects.get(pk=case.pk)
    assert running(case) == {"tt36.own_processing", "tcd.result_notice_to_citizen"}
    assert case.duties.get(rule__key="tcd.result_notice_to_citizen").started_on == later
    with pytest.raises(NotAllowedNow):
        op.record_signature(case, signed_on=later, by=office.actor("receptionist"), on=later)


def test_who_signs_what_came_without_a_name_says_who_they_are(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, signing=Signing.ANONYMOUS, parties=[])
    assert case.awaits_signature
    with pytest.raises(Unusable) as refused:
        op.record_signature(case, signed_on=DAY, by=office.actor("receptionist"), on=DAY)
    assert refused.value.field == "name"
    who = op.NewParty(name="Hoàng Văn Thụ")
    op.record_signature(case, signed_on=DAY, petitioner=who, by=office.actor("receptionist"), on=DAY)
    petition = Case.objects.get(pk=case.pk).matters.get().petition
    assert (petition.signing, petition.signed) == (Signing.NAMED, True)
    assert petition.parties.get().name == "Hoàng Văn Thụ"


IMPOSSIBLE = [
    ("decided_on", Kind.COMPLAINT, {"decided_on": DAY + timedelta(days=1)}),
    ("known_on", Kind.COMPLAINT, {"known_on": DAY + timedelta(days=1)}),
    ("known_on", Kind.COMPLAINT, {"known_on": DAY - timedelta(days=40)}),
    ("first_number", Kind.COMPLAINT_SECOND, {}),
    ("first_decided_on", Kind.COMPLAINT_SECOND, {"first_decided_on": DAY - timedelta(days=30)}),
    ("kind", Kind.COMPLAINT, {"first_number": "05/QĐ-UBND"}),
    ("what", Kind.COMPLAINT, {"what": "weather"}),
    ("kind", Kind.PROPOSAL, {}),
]


@pytest.mark.parametrize(("field", "kind", "facts"), IMPOSSIBLE)
def test_what_cannot_be_true_of_a_complaint_is_refused_at_its_field(office: Office, field, kind, facts):
    with pytest.raises(Unusable) as refused:
        a_petition(office, kind=kind, contested=about(**facts))
    assert refused.value.field == field
    assert not Case.objects.exists()


def test_a_second_complaint_needs_no_first_decision_when_its_time_ran_out(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT_SECOND, contested=about(first_overdue=True))
    assert case.contested.first_overdue


def test_a_stranger_cannot_withdraw_nor_one_of_many_for_all(office: Office):
    alone = a_petition(office)
    stranger = a_petition(office).matters.get().petition.parties.get()
    by = office.actor("receptionist")
    with pytest.raises(Unusable) as refused:
        op.withdraw(alone, party=stranger.pk, by=by, on=DAY)
    assert refused.value.field == "party"
    many = a_petition(office, signers=7)
    with pytest.raises(Unusable) as refused:
        op.withdraw(many, by=by, on=DAY)
    assert refused.value.field == "all_signed"
    op.withdraw(many, all_signed=True, by=by, on=DAY)
    nameless = a_petition(office, signing=Signing.ANONYMOUS, parties=[])
    with pytest.raises(Unusable):
        op.withdraw(nameless, by=by, on=DAY)
    assert Case.objects.get(pk=many.pk).status == Status.CLOSED
    assert Case.objects.get(pk=alone.pk).status == Case.objects.get(pk=nameless.pk).status == Status.REGISTERED


def test_the_system_check_names_what_a_kind_lacks():
    assert kinds_are_whole() == []
    assert list(missing_of("new", None, set())) == ["new has no row"]
    facts = KINDS[Kind.COMPLAINT]
    assert "new: the law has no rule 'kn.limitation'" in list(missing_of("new", facts, {"mttq.answer_asked"}))


def test_the_time_bar_of_a_complaint_is_counted_and_shown_but_never_owed(office: Office, client):
    case = a_petition(office, kind=Kind.COMPLAINT, contested=about(known_on=date(2026, 2, 20)))
    assert not case.duties.filter(rule__key="kn.limitation").exists()
    client.force_login(office.person("handler"))
    page = client.get(f"/vu-viec/{case.pk}/").content.decode()
    assert "21/05/2026" in page
    assert "12/QĐ-UBND" in page
