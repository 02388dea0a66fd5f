"""Every address of the house, asked for by everybody: who is let in stands here, and an address missing here fails."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases import operations as op
from cases.vocabulary import DocumentSource, Status
from organizations.models import Unit
from organizations.vocabulary import Role
from tests.desk.test_pages import PAGES
from tests.moves import acknowledged
from tests.stories import DAY, PDF, Office, a_case

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Asked for without a name: doors, probes and what a citizen reads by the code on the receipt.
PUBLIC = {
    "begin",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "account_inactive",
    "mfa_authenticate",
    "desk:theme",
    "desk:language",
    "desk:link-find",
    "desk:link-ask",
    "desk:link-code",
    "desk:phone-take",
    "portal:follow",
    "portal:say",
    "portal:receipt",
    "portal:receipt-file",
    "portal:keys",
    "portal:supplement",
    "live",
    "ready",
}
# By token, under the same rights: tests/api.
BY_TOKEN = {"api:openapi-json", "api:api-root", "api:cases", "api:case", "api:acknowledge", "metrics"}
# About nobody but whoever asks: tests/accounts.
OWN = {
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "mfa_reauthenticate",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "usersessions_list",
    "desk:home",
}
READERS = {Role.RECEPTIONIST, Role.HANDLER, Role.RECORDS_OFFICER, Role.LEADER, Role.SUPERVISOR, Role.AUDITOR}
AGENCY = {Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD}
OURS, BELOW, SENT, OTHER = (
    "the unit that holds the case",
    "another commune",
    "the agency it was sent to",
    "another agency",
)

# Who reads an address about one case; everybody else is answered as if there were no such case.
ONE_CASE: dict[str, dict[str, set[Role]]] = {
    "desk:case": {OURS: READERS, SENT: AGENCY},
    "desk:letter": {OURS: READERS, SENT: AGENCY},
    "desk:letter-pdf": {OURS: READERS, SENT: AGENCY},
    "desk:letter-docx": {OURS: READERS, SENT: AGENCY},
    "desk:receipt": {OURS: READERS},
    "desk:receipt-pdf": {OURS: READERS},
    "desk:receipt-file": {OURS: READERS},
    "desk:certificate": {OURS: READERS, SENT: AGENCY},
    "desk:certificate-file": {OURS: READERS, SENT: AGENCY},
    "desk:document": {OURS: READERS},
    "desk:page-picture": {OURS: READERS},
    "desk:small-picture": {OURS: READERS},
    "desk:person": {OURS: READERS},
    # Before and after: inside the MTTQ only.
    "desk:changes": {OURS: READERS},
    # An agency reads there how long it held the case itself.
    "desk:holding": {OURS: READERS, SENT: AGENCY},
    "desk:keeping": {OURS: READERS},
    # An agency reads there what was said to itself.
    "desk:told": {OURS: READERS, SENT: AGENCY},
}
# Tried where their own rights are: by move, by task, by row.
ELSEWHERE = {
    "desk:move": "tests/cases/test_permission_matrix.py",
    "desk:screen": "tests/desk/test_screening.py",
    "desk:bulk": "tests/desk/test_bulk.py",
    "desk:batch": "tests/desk/test_bulk.py",
    "desk:export-take": "tests/desk/test_exports.py",
    "desk:export": "tests/desk/test_exports.py",
    "desk:export-fetch": "tests/desk/test_exports.py",
    "desk:save-filter": "tests/desk/test_listing.py",
    "desk:drop-filter": "tests/desk/test_listing.py",
    "desk:peek": "tests/desk/test_listing.py",
    "desk:next-case": "tests/desk/test_listing.py",
    "desk:previous-case": "tests/desk/test_listing.py",
    "desk:take": "tests/desk/test_pages.py",
    "desk:put-back": "tests/desk/test_pages.py",
    "desk:unread-task": "tests/desk/test_unread.py",
    "desk:redacted": "tests/cases/test_sealing.py",
    "desk:reception-session": "tests/desk/test_reception.py",
    "desk:session-act": "tests/desk/test_reception.py",
    "desk:visit-act": "tests/desk/test_reception.py",
    "desk:refusal-act": "tests/desk/test_reception.py",
    "desk:refusal-notice": "tests/desk/test_reception.py",
    "desk:handover": "tests/desk/test_reception.py",
    "desk:earlier": "tests/desk/test_people.py",
    "desk:phone": "tests/desk/test_phones.py",
    "desk:scans": "tests/desk/test_scans.py",
    "desk:draft": "tests/desk/test_drafts.py",
    "desk:intake-clocks": "tests/desk/test_drafts.py",
    "desk:intake-places": "tests/desk/test_intake.py",
    "desk:intake-card": "tests/desk/test_intake.py",
    "desk:merge": "tests/desk/test_people.py",
    "desk:part": "tests/desk/test_people.py",
    "desk:competence-add": "tests/desk/test_competence.py",
    "desk:competence-import": "tests/desk/test_competence.py",
    "desk:competence-export": "tests/desk/test_competence.py",
    "desk:competence-end": "tests/desk/test_competence.py",
    "desk:print-book": "tests/desk/test_books.py",
    "desk:agency-cases": "tests/desk/test_agencies.py",
    "desk:job": "tests/desk/test_jobs.py",
    "desk:late-unit": "tests/desk/test_late.py",
    "desk:receipt-opening": "tests/reports/test_receipts.py",
    "desk:erasure": "tests/desk/test_erasures.py",
    "desk:erasure-act": "tests/desk/test_erasures.py",
    "desk:erasure-pdf": "tests/desk/test_erasures.py",
    "desk:erasure-row": "tests/desk/test_erasures.py",
    "desk:erase-person": "tests/desk/test_erasures.py",
    "desk:dossier": "tests/reports/test_dossier.py",
    "desk:dossier-zip": "tests/reports/test_dossier.py",
    "desk:print-notice": "tests/desk/test_ladder.py",
    "desk:holding-pdf": "tests/desk/test_holding.py",
    "desk:link-incoming": "tests/desk/test_books.py",
    "desk:acknowledge-incoming": "tests/desk/test_books.py",
    "desk:suggestion": "tests/desk/test_competence.py",
    "desk:checkpoint-sheet": "tests/desk/test_checkpoints.py",
    "desk:checkpoint-make": "tests/desk/test_checkpoints.py",
    "desk:sheet-keeper-enter": "tests/desk/test_checkpoints.py",
    "desk:sheet-keeper-remove": "tests/desk/test_checkpoints.py",
    "desk:release": "tests/desk/test_files.py",
    "desk:link-leave": "tests/journeys/test_link_stories.py",
    "desk:staff-person": "tests/desk/test_staff.py",
    "desk:staff-correct": "tests/desk/test_staff.py",
    "desk:staff-way-in": "tests/desk/test_staff.py",
    "desk:staff-second-step": "tests/desk/test_staff.py",
    "desk:staff-close": "tests/desk/test_staff.py",
    "desk:staff-reopen": "tests/desk/test_staff.py",
    "desk:staff-end": "tests/desk/test_staff.py",
    "desk:deputise": "tests/desk/test_deputies.py",
    "desk:end-deputy": "tests/desk/test_deputies.py",
    "desk:unit": "tests/desk/test_units_pages.py",
    "desk:unit-move": "tests/desk/test_units_pages.py",
    "desk:client-revoke": "tests/desk/test_units_pages.py",
    "desk:letter-sample": "tests/desk/test_samples.py",
    "desk:letter-sample-file": "tests/desk/test_samples.py",
    "desk:wording": "tests/desk/test_samples.py",
    "desk:addressee": "tests/desk/test_addressees.py",
    "desk:audit-export": "tests/desk/test_audit.py",
    "desk:audit-readers": "tests/desk/test_audit.py",
    "desk:resend": "tests/desk/test_messages_mail.py",
    "desk:calendar-year": "tests/desk/test_law_calendar.py",
    "desk:opening": "tests/desk/test_opening.py",
    "desk:opening-choose": "tests/desk/test_opening.py",
    "desk:opening-forget": "tests/desk/test_opening.py",
    "desk:opening-refused": "tests/desk/test_opening.py",
    "desk:changeover": "tests/desk/test_changeovers.py",
    "desk:changeover-choose": "tests/desk/test_changeovers.py",
    "desk:changeover-order": "tests/desk/test_changeovers.py",
    "desk:changeover-drop": "tests/desk/test_changeovers.py",
    "desk:left-by": "tests/desk/test_leaving.py",
    "desk:end-role": "tests/desk/test_leaving.py",
    "desk:leaving": "tests/desk/test_leaving.py",
    "desk:give": "tests/desk/test_leaving.py",
    "desk:rule": "tests/desk/test_law.py",
    "desk:rule-propose": "tests/desk/test_law.py",
    "desk:proposal": "tests/desk/test_law.py",
    "desk:message": "tests/desk/test_messages.py",
    "desk:unread": "tests/desk/test_messages.py",
    "desk:bring-up": "tests/desk/test_supervision.py",
    "desk:agenda-pdf": "tests/desk/test_supervision.py",
    "desk:late-statement": "tests/desk/test_late.py",
    "desk:dashboard-cases": "tests/desk/test_dashboard.py",
    "desk:dashboard-brief": "tests/desk/test_dashboard.py",
    "desk:scorecard-sendings": "tests/desk/test_dashboard.py",
    "desk:latest-messages": "tests/desk/test_messages.py",
    "desk:guide-chapter": "tests/desk/test_help.py",
    "desk:guide-picture": "tests/desk/test_help.py",
}


def names(resolver: Any, space: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern):
            yield space + (pattern.name or getattr(pattern.callback, "__name__", ""))


@pytest.fixture
def addresses(office) -> dict[str, str]:
    """A case with an agency, and an address of each kind about it; the paper is the MTTQ's own."""
    case = a_case(office, at=Status.FORWARDED)
    acknowledged(office, case)
    paper = op.attach_document(
        case,
        document=op.NewDocument(title="Phiếu trình.pdf", content=PDF),
        source=DocumentSource.FRONT,
        by=office.actor("handler"),
        on=DAY,
    )
    duty = case.duties.get(rule__key="mttq.answer_asked")
    party = case.matters.get().petition.parties.get()
    about = {
        "desk:letter-pdf": [case.lead.letter.pk],
        "desk:letter-docx": [case.lead.letter.pk],
        "desk:certificate": [case.pk, duty.pk],
        "desk:certificate-file": [case.pk, duty.pk],
        "desk:changes": [case.pk, 1],
        "desk:document": [paper.pk],
        "desk:page-picture": [paper.pk],
        "desk:small-picture": [paper.pk],
        "desk:person": [party.person_id],
    }
    return {name: reverse(name, args=about.get(name, [case.pk])) for name in ONE_CASE}


def seats(office: Office) -> Iterator[tuple[str, Role, Unit]]:
    for role in Role:
        for where, unit in (
            (OURS, office.province),
            (BELOW, office.commune),
            (SENT, office.agency),
            (OTHER, office.other_agency),
        ):
            if (unit.pk, role.value) in office.people:
                yield where, role, unit


def test_every_address_is_asked_for_by_everybody_somewhere():
    known = PUBLIC | BY_TOKEN | OWN | set(PAGES) | set(ONE_CASE) | set(ELSEWHERE)
    assert set(names(get_resolver())) == known


@pytest.mark.parametrize("name", ONE_CASE)
def test_an_address_about_a_case_is_read_by_whom_it_concerns_and_exists_for_nobody_else(
    client, office, addresses, name
):
    wanted, found = {}, {}
    for where, role, unit in seats(office):
        client.force_login(office.person(role, unit))
        seat = f"{role}, {where}"
        wanted[seat] = role in ONE_CASE[name].get(where, set())
        # A picture that is not drawn yet is no picture to anybody; what matters is who is told so.
        status = client.get(addresses[name]).status_code
        found[seat] = status == 200
        assert status in {200, 404}, (seat, status)
    if not name.endswith("picture"):
        assert found == wanted
    else:
        assert not any(found[seat] for seat in found if not wanted[seat])


@pytest.mark.parametrize("name", [*PAGES, *ONE_CASE, *sorted(OWN)])
def test_nobody_comes_in_without_a_name(client, addresses, name):
    answer = client.get(addresses.get(name) or reverse(name), follow=True)
    last = answer.redirect_chain[-1][0]
    assert last.startswith(reverse("account_login")), last
