"""Who is told of what. Each function answers one kind of event; `config/reactions.py` says which.

They run inside the transaction that marks the dispatch done: inside the house each message exists exactly once.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from audit.models import Event
from cases.models import Case, Duty, Petition, Referral
from cases.vocabulary import PartyRole
from organizations.capacities import people_with
from organizations.models import User
from organizations.vocabulary import Role

from .channels import enqueue
from .models import Channel, Message, Recipient
from .wording import WORDINGS


def of_new_petition(event: Event) -> None:
    case = _case(event)
    _people(event, case, "new_petition", people_with(Role.LEADER, unit_id=case.unit_id, on=event.happened_on))
    _petitioner(event, case, "receipt")


def handler(event: Event) -> None:
    template = "letter_sent_back" if event.kind == "letter.sent_back" else "handed_to_you"
    _handler(event, template)


def of_letter_to_sign(event: Event) -> None:
    case = _case(event)
    _people(event, case, "letter_to_sign", people_with(Role.LEADER, unit_id=case.unit_id, on=event.happened_on))


def of_letter_to_issue(event: Event) -> None:
    case = _case(event)
    people = people_with(Role.RECORDS_OFFICER, unit_id=case.unit_id, on=event.happened_on)
    _people(event, case, "letter_to_issue", people)


def agency_and_petitioner(event: Event) -> None:
    case = _case(event)
    referral = Referral.objects.select_related("agency").get(pk=event.facts["referral"])
    _agency(event, case, "letter_for_agency", referral)
    _petitioner(event, case, "forwarded_to", agency=referral.agency.name, answer_by=f"{referral.answer_by:%d/%m/%Y}")


def of_refusal(event: Event) -> None:
    _handler(event, "agency_refused")


def of_answer(event: Event) -> None:
    _handler(event, "agency_answered")


def of_clarification(event: Event) -> None:
    referral = Referral.objects.select_related("agency").get(pk=event.facts["referral"])
    _agency(event, _case(event), "clarification_asked", referral)


def of_acceptance(event: Event) -> None:
    """The petitioner hears the answer (Luật TCD Điều 28.2); whoever acts next hears that they must."""
    case = _case(event)
    day = event.happened_on
    if event.facts["commitments"]:
        people = people_with(Role.SUPERVISOR, unit_id=case.unit_id, on=day)
        _people(event, case, "commitments_to_follow", people)
    else:
        _people(event, case, "ready_to_close", people_with(Role.LEADER, unit_id=case.unit_id, on=day))
    _petitioner(event, case, "answer_relayed", agency=case.lead.agency.name if case.lead else "")


def of_settled_commitments(event: Event) -> None:
    case = _case(event)
    if not case.has_unsettled_commitments:
        people = people_with(Role.LEADER, unit_id=case.unit_id, on=event.happened_on)
        _people(event, case, "ready_to_close", people)


def of_closing(event: Event) -> None:
    _petitioner(event, _case(event), "case_closed")


def of_threshold(event: Event) -> None:
    """Whoever owes it is told; when it is late, the supervisors of the MTTQ too."""
    case = _case(event)
    duty = Duty.objects.select_related("unit").get(pk=event.facts["duty"])
    day = event.happened_on
    template = event.kind.replace(".", "_")
    owing: Iterable[User]
    if duty.unit_id == case.unit_id:
        owing = [case.handler] if case.handler else people_with(Role.LEADER, unit_id=case.unit_id, on=day)
    else:
        owing = people_with(Role.AGENCY_OFFICER, unit_id=duty.unit_id, on=day)
    due_on = f"{duty.due_on:%d/%m/%Y}"
    _people(event, case, template, owing, due_on=due_on)
    if event.kind == "duty.overdue":
        supervisors = people_with(Role.SUPERVISOR, unit_id=case.unit_id, on=day)
        _people(event, case, template, supervisors, due_on=due_on)


def _case(event: Event) -> Case:
    case: Case = Case.objects.select_related("handler", "lead__agency").get(pk=event.subject_id)
    return case


def _handler(event: Event, template: str) -> None:
    case = _case(event)
    if case.handler is not None:
        _people(event, case, template, [case.handler])


def _agency(event: Event, case: Case, template: str, referral: Referral) -> None:
    officers = set(people_with(Role.AGENCY_OFFICER, unit_id=referral.agency_id, on=event.happened_on))
    officers |= set(people_with(Role.AGENCY_LEADER, unit_id=referral.agency_id, on=event.happened_on))
    _people(event, case, template, officers)
    if referral.agency.email:
        _say(event, case, template, Channel.EMAIL, Recipient.UNIT, referral.agency_id)


def _people(event: Event, case: Case, template: str, people: Iterable[User], **facts: str) -> None:
    """Tell people on the system, and by e-mail those who gave an address. Nobody is told of what they did."""
    for person in people:
        if event.actor_kind == "person" and str(person.pk) == event.actor_key:
            continue
        _say(event, case, template, Channel.IN_APP, Recipient.PERSON, person.pk, **facts)
        if person.email:
            _say(event, case, template, Channel.EMAIL, Recipient.PERSON, person.pk, **facts)


def _petitioner(event: Event, case: Case, template: str, **facts: str) -> None:
    petition = Petition.objects.filter(matters__case=case).order_by("pk").first()
    assert petition is not None, "a case is opened by a petition"
    for party in petition.parties.filter(role=PartyRole.PETITIONER).exclude(email=""):
        code = petition.tracking_code
        _say(event, case, template, Channel.EMAIL, Recipient.PETITIONER, party.pk, code=code, **facts)


def _say(
    event: Event, case: Case, template: str, channel: str, recipient: str, recipient_id: int, **facts: str
) -> None:
    wording = WORDINGS[template]
    said = {"number": case.number, **facts}
    message, new = Message.objects.get_or_create(
        event_id=event.pk,
        template=template,
        channel=channel,
        recipient=recipient,
        recipient_id=recipient_id,
        defaults={
            "user_id": recipient_id if recipient == Recipient.PERSON else None,
            "case": case,
            "subject": str(wording.subject) % said,
            "body": str(wording.body) % said,
            "not_before": timezone.now(),
        },
    )
    if new and channel == Channel.EMAIL:
        transaction.on_commit(lambda: enqueue(message.pk), robust=True)
