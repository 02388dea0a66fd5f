"""Who is told of what. Each function answers one kind of event; `config/reactions.py` says which.

They run inside the transaction that marks the dispatch done: inside the house each message exists exactly once.
"""

from collections.abc import Callable, Iterable
from datetime import date

from django.utils.translation import gettext as _

from audit.models import Event
from cases import access, links, recipients
from cases.models import AgendaItem, Case, Duty, Erasure, Hold, Inspection, Letter, ReceptionDuty, Referral, Refusal
from cases.vocabulary import BroughtTo, Helped, LetterForm, PartyRole, RungKind, SentBy, Status
from deadlines.words import late_in_words, nature_in_words
from organizations.capacities import deputies_of, people_with
from organizations.models import Deputisation, User
from organizations.vocabulary import Role

from .filling import LETTER_BY_EMAIL, LINK_CODE, PLACE
from .operations import Addressee, tell_outside, tell_people
from .vocabulary import Recipient
from .wording import REASONS, mark_in_words


def of_new_petition(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "new_petition", _holders(event, case.unit_id, Role.LEADER))
    split_from = event.facts.get("split_from")
    if split_from is None:
        _petitioner(event, case, "receipt")
    else:
        _petitioner(event, case, "matter_split", source=Case.objects.get(pk=split_from).number)


TOLD_TO_THE_HANDLER = {
    "letter.sent_back": "letter_sent_back",
    "screening.confirmed": "screening_confirmed",
    "screening.rejected": "screening_rejected",
    "dispute.settled": "dispute_settled",
    "supplement.received": "supplement_received",
    "supplement.handed_in": "supplement_received",
    "death.recorded": "petitioner_died",
    "death.succeeded": "petitioner_succeeded",
    "case.unsucceeded": "petitioner_unsucceeded",
    "case.partly_withdrawn": "partly_withdrawn",
    "withdrawal.refused": "withdrawal_refused",
    "withdrawal.cleared": "withdrawal_cleared",
    "reopening.declined": "reopening_declined",
    "supplement.waived": "supplement_waived",
}


def handler(event: Event) -> None:
    _handler(event, TOLD_TO_THE_HANDLER.get(event.kind, "handed_to_you"))


def of_missing_handler(event: Event) -> None:
    """Nobody handles the case any more: the leaders hear that they must name somebody."""
    case = _case(event)
    tell_people(event, case, "handler_left", _holders(event, case.unit_id, Role.LEADER))


def of_screening(event: Event) -> None:
    """Where a second person must agree, the leaders hear that they are asked."""
    if event.facts["waits"]:
        case = _case(event)
        tell_people(event, case, "screening_to_confirm", _holders(event, case.unit_id, Role.LEADER))


def of_asked_supplement(event: Event) -> None:
    """The petitioner hears until when, and never what: a mail may be read by others."""
    _petitioner(event, _case(event), "supplement_asked", until=_day(event, "until"))


def handler_and_supervisors(event: Event) -> None:
    """What is withdrawn, or only seemed to be, is known to who handles the matter and who watches over it."""
    case = _case(event)
    told = _once([*_named(event, case), *_supervisors(event, case)])
    tell_people(event, case, TOLD_TO_THE_HANDLER[event.kind], told)


def of_doubted_withdrawal(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "withdrawal_doubted", _holders(event, case.unit_id, Role.LEADER))


def of_asked_reopening(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "reopening_asked", _holders(event, case.unit_id, Role.LEADER))


def of_corrected_day(event: Event) -> None:
    """Limits are counted from another day now: whoever owes them, handles the matter or watches over it hears of it."""
    case = _case(event)
    owed = Duty.objects.filter(pk__in=event.facts["duties"]).exclude(unit=case.unit_id).select_related("unit", "rule")
    told = [*_named(event, case), *_supervisors(event, case)]
    for duty in owed:
        told += _owing(event, case, duty)
    tell_people(event, case, "day_corrected", _once(told))


def of_corrected_act(event: Event) -> None:
    """A paper's number says nothing to anybody; its day, where a limit moved by it."""
    if event.facts["duties"]:
        of_corrected_day(event)


def of_lapsed_supplement(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "supplement_lapsed", _holders(event, case.unit_id, Role.LEADER))


def of_filing_unsupplemented(event: Event) -> None:
    _petitioner(event, _case(event), "case_filed_unsupplemented")


def of_rung(event: Event) -> None:
    """Whose turn it is to chase an agency: the handler's with a letter, at the end the leaders'."""
    case = _case(event)
    if event.facts["kind"] == RungKind.LEADERSHIP:
        tell_people(event, case, "rung_before_leadership", _holders(event, case.unit_id, Role.LEADER))
    else:
        tell_people(event, case, "rung_reached", _named(event, case) or _holders(event, case.unit_id, Role.LEADER))


def of_superior(event: Event) -> None:
    """What the superior decided, answered or ordered: the handler hears it, of an order the agency as well."""
    template = event.kind.replace(".", "_")
    _handler(event, template)
    if event.kind == "superior.ordered":
        _agency(event, _case(event), template, _of_event(event))


def of_report(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "reported_at_once", _holders(event, case.unit_id, Role.LEADER))


def of_letter_to_sign(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "letter_to_sign", _holders(event, case.unit_id, Role.LEADER))


def of_letter_to_issue(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "letter_to_issue", _holders(event, case.unit_id, Role.RECORDS_OFFICER))


def agency_and_petitioner(event: Event) -> None:
    case = _case(event)
    referral = Referral.objects.select_related("agency").get(pk=event.facts["referral"])
    _agency(event, case, "letter_for_agency", referral, by_letter=_sent_by_email(event))
    _petitioner(event, case, "forwarded_to", agency=referral.agency.name, answer_by=f"{referral.answer_by:%d/%m/%Y}")


def of_refusal(event: Event) -> None:
    _handler(event, "agency_refused")


def of_recall(event: Event) -> None:
    """The agency that was to answer hears that it need not."""
    _agency(event, _case(event), "referral_recalled", _of_event(event))


def of_other_letter(event: Event) -> None:
    """Whoever is asked to help, or to bring more, hears of it; what was sent by e-mail goes to its addressee."""
    case, by_email = _case(event), _sent_by_email(event)
    if "supplement" in event.facts and not by_email:
        of_asked_supplement(event)
    if "referral" in event.facts:
        _agency(event, case, "request_for_agency", _of_event(event), by_letter=by_email)
    elif by_email:
        letter = Letter.objects.select_related("to_unit", "referral").get(pk=event.facts["letter"])
        letter.case = case
        to = recipients.addressee_of(letter)
        if to is not None:
            tell_outside(event, case, LETTER_BY_EMAIL, Recipient.UNIT, to.pk, _of_letter(letter))
        else:
            _petitioner(event, case, LETTER_BY_EMAIL, **_of_letter(letter)())


def of_link(event: Event) -> None:
    """The code goes to the registered address and to nobody else; its words are filled in when it leaves."""
    referral = _of_event(event)
    address = links.address_of(referral.letter.handle)
    tell_outside(
        event, _case(event), LINK_CODE, Recipient.UNIT, referral.agency_id, lambda: {"code": PLACE, "address": address}
    )


def of_stopped_letter(event: Event) -> None:
    """A letter did not leave: the leaders hear it, who alone may let it go."""
    case = _case(event)
    tell_people(event, case, "letter_stopped", _holders(event, case.unit_id, Role.LEADER))


def of_cleared_letter(event: Event) -> None:
    case = _case(event)
    tell_people(event, case, "letter_cleared", _holders(event, case.unit_id, Role.RECORDS_OFFICER))


def of_fallen_letter(event: Event) -> None:
    """What waited did not leave after all: whoever sent it hears it."""
    held = Hold.objects.select_related("sender").get(pk=event.facts["hold"])
    tell_people(event, _case(event), "letter_not_sent", [Addressee(held.sender)])


def of_withdrawal(event: Event) -> None:
    """Every agency that was to answer, or to help, hears that the petitioner has withdrawn."""
    case = _case(event)
    ended = list(Referral.objects.select_related("agency").filter(pk__in=event.facts.get("requests_ended", [])))
    lead = [case.lead] if case.lead is not None and case.lead.sent_on is not None else []
    for referral in {one.agency_id: one for one in [*ended, *lead]}.values():
        _agency(event, case, "petition_withdrawn", referral)


def _sent_by_email(event: Event) -> bool:
    return bool(event.facts.get("sent_by") == SentBy.EMAIL)


def _of_letter(letter: Letter) -> Callable[[], dict[str, str]]:
    return lambda: {"letter": letter.number}


def of_reply(event: Event) -> None:
    """Whoever was asked to help has answered or refuses: the handler reads it."""
    _handler(event, "reply_of_helper")


def of_ended_request(event: Event) -> None:
    _agency(event, _case(event), "request_ended", _of_event(event))


def _of_event(event: Event) -> Referral:
    referral: Referral = Referral.objects.select_related("agency").get(pk=event.facts["referral"])
    return referral


def of_dispute(event: Event) -> None:
    """A draft that sends a petition round is laid before the leaders."""
    if "dispute" in event.facts:
        case = _case(event)
        tell_people(event, case, "petition_goes_round", _holders(event, case.unit_id, Role.LEADER))


TOLD_OF_PROCEEDINGS = {
    "proceeding.accepted": "agency_accepted",
    "proceeding.refused": "agency_did_not_accept",
    "proceeding.extended": "agency_extended",
    "proceeding.suspended": "agency_suspended",
    "proceeding.resumed": "agency_resumed",
    "proceeding.decided": "agency_decided",
}


def of_proceeding(event: Event) -> None:
    """The handler hears of each step of the competent body, and of one that goes against the law."""
    breach = event.facts.get("breach")
    _handler(event, "agency_extended_unlawfully" if breach else TOLD_OF_PROCEEDINGS[event.kind])


def of_answer(event: Event) -> None:
    _handler(event, "agency_answered")


def of_clarification(event: Event) -> None:
    referral = Referral.objects.select_related("agency").get(pk=event.facts["referral"])
    _agency(event, _case(event), "clarification_asked", referral)


def of_acceptance(event: Event) -> None:
    """The petitioner hears the answer (Luật TCD Điều 28.2); whoever acts next hears that they must."""
    case = _case(event)
    if event.facts["commitments"]:
        tell_people(event, case, "commitments_to_follow", _supervisors(event, case))
    elif not case.owes_relay:
        tell_people(event, case, "ready_to_close", _holders(event, case.unit_id, Role.LEADER))
    _petitioner(event, case, "answer_relayed", agency=case.lead.agency.name if case.lead else "")


def of_settled_commitments(event: Event) -> None:
    case = _case(event)
    if not case.has_unsettled_commitments and not case.owes_relay:
        tell_people(event, case, "ready_to_close", _holders(event, case.unit_id, Role.LEADER))


def of_inspection(event: Event) -> None:
    """Whoever is to go hears the day; the agency whose promises are looked at hears it as well, and no more."""
    _of_inspection(event, event.kind.replace(".", "_"))


def of_dropped_inspection(event: Event) -> None:
    """The case went another way, and nobody goes there any more: who was to go must not set out."""
    if "inspection" in event.facts:
        _of_inspection(event, "inspection_called_off", agency=event.kind != "case.withdrawn")


def _of_inspection(event: Event, template: str, *, agency: bool = True) -> None:
    case, planned = _case(event), _inspection(event)
    day = _day(event, "held_on") if "held_on" in event.facts else f"{planned.held_on:%d/%m/%Y}"
    tell_people(event, case, template, _goers(event, case, planned), lambda: {"day": day})
    looked_at = [look.commitment_id for look in planned.looks]
    asked = Referral.objects.filter(answers__commitments__in=looked_at, sent_on__isnull=False)
    # An agency that hears of the withdrawal knows that nobody comes.
    for referral in asked.select_related("agency").distinct().order_by("pk") if agency else ():
        _agency(event, case, f"{template}_agency", referral, day=day)


def of_regrouped_inspection(event: Event) -> None:
    """Whoever goes from now on hears the day; whoever goes no longer hears that."""
    case, planned = _case(event), _inspection(event)
    day = f"{planned.held_on:%d/%m/%Y}"
    tell_people(event, case, "inspection_planned", _goers(event, case, planned), lambda: {"day": day})
    freed = User.objects.filter(pk__in=set(event.facts["was"]) - set(event.facts["people"]), is_active=True)
    tell_people(event, case, "inspection_without_you", [Addressee(one) for one in freed], lambda: {"day": day})


def of_inspection_without_leader(event: Event) -> None:
    """Whoever was to lead it has left: the supervisors hear that they must name another."""
    if event.facts["without_leader"]:
        case, planned = _case(event), _inspection(event)
        day = f"{planned.held_on:%d/%m/%Y}"
        tell_people(event, case, "inspection_without_leader", _supervisors(event, case), lambda: {"day": day})


def of_reported_inspection(event: Event) -> None:
    """The handler hears what came of it; where the last promise is settled, the leaders that the case may be closed."""
    case = _case(event)
    tell_people(event, case, "inspection_reported", _named(event, case))
    if event.facts["verified"]:
        of_settled_commitments(event)


def _inspection(event: Event) -> Inspection:
    planned: Inspection = Inspection.objects.get(pk=event.facts["inspection"])
    return planned


def _goers(event: Event, case: Case, planned: Inspection) -> list[Addressee]:
    """Who goes, and who stands in for the supervisor or leader that leads it."""
    role = Role.LEADER if case.kind in access.NEED_TO_KNOW else Role.SUPERVISOR
    return _once(_with_deputies(event, [one.person for one in planned.goers], role, case.unit_id))


def of_verdict(event: Event) -> None:
    """It did not help: the supervisors hear that somebody has to look into it."""
    if event.facts["helped"] == Helped.NO:
        case = _case(event)
        tell_people(event, case, "petitioner_dissatisfied", _supervisors(event, case))


def of_brought_up(event: Event) -> None:
    """A supervisor reports a case that does not move: the leaders of the unit on whose list it stands hear of it.

    Of the other lists nobody is told.
    """
    if event.facts["to"] == BroughtTo.LEADER:
        item = AgendaItem.objects.get(pk=event.facts["agenda"])
        tell_people(event, _case(event), "brought_before_leader", _holders(event, item.unit_id, Role.LEADER))


def of_told(event: Event) -> None:
    """The petitioner knows the result: where nothing else is open, the leaders hear that the case may be closed."""
    case = _case(event)
    by_letter = event.facts.get("form") == LetterForm.NOTICE_RESULT
    if case.status == Status.SUPERVISED and (by_letter or event.kind == "petitioner.told"):
        of_settled_commitments(event)


def of_closing(event: Event) -> None:
    _petitioner(event, _case(event), "case_closed")


def of_joining(event: Event) -> None:
    """Whoever handed the petition in hears under which number it goes on; the handler of that case hears of it too."""
    lead = Case.objects.select_related("handler").get(pk=event.facts["into"])
    _petitioner(event, _case(event), "case_joined", lead=lead.number)
    tell_people(event, lead, "petition_joined", _named(event, lead))


def of_unjoining(event: Event) -> None:
    case = _case(event)
    _petitioner(event, case, "case_unjoined")
    tell_people(event, case, "case_in_hand_again", _named(event, case) or _holders(event, case.unit_id, Role.LEADER))


def of_unsplitting(event: Event) -> None:
    """The matter's own link has ended: who handed it in is found through the case it went back to."""
    source = Case.objects.get(pk=event.facts["back_into"])
    _petitioner(event, source, "matter_returned", part=_case(event).number)


def of_voiding(event: Event) -> None:
    _petitioner(event, _case(event), "case_voided")


def of_threshold(event: Event) -> None:
    """Whoever owes it is told; when it is late, the supervisors of the MTTQ too."""
    case = _case(event)
    duty = Duty.objects.select_related("unit", "rule").get(pk=event.facts["duty"])
    owing = _owing(event, case, duty)

    def facts() -> dict[str, str]:
        late = event.kind == "duty.overdue"
        heading = late_in_words(duty.rule) if late else _("sắp đến hạn, %(nature)s") % _of_duty(event, duty)
        return {
            **_of_duty(event, duty),
            "heading": heading,
            "late": late_in_words(duty.rule),
            "mark": mark_in_words(event.facts.get("threshold", ""), duty.rule),
            "unit": duty.unit.name,
        }

    tell_people(event, case, event.kind.replace(".", "_"), owing, facts)
    if event.kind == "duty.overdue":
        told = {one.user.pk for one in owing}
        watching = [one for one in _supervisors(event, case) if one.user.pk not in told]
        tell_people(event, case, "duty_overdue_watched", watching, facts)


def of_changed_duty(event: Event) -> None:
    """A date moved or stands still: whoever owes it and the handler hear the old one and the new one.

    No petitioner is told: the law has the competent body write to the parties (Luật Tố cáo Điều 30.4).
    """
    if event.facts.get("was") == event.facts["due_on"]:
        return
    case = _case(event)
    duty = Duty.objects.select_related("unit", "rule").get(pk=event.facts["duty"])
    owing = _owing(event, case, duty)
    if duty.unit_id != case.unit_id:
        owing += _holders(event, duty.unit_id, Role.AGENCY_HEAD if case.sealed else Role.AGENCY_LEADER)

    def facts() -> dict[str, str]:
        said = {name: _day(event, name) for name in ("was", "first_on", "last_on") if name in event.facts}
        said["heading"] = _("thời hạn thay đổi, %(nature)s") % _of_duty(event, duty)
        if "reason" in event.facts:
            said["reason"] = str(REASONS[event.facts["reason"]])
        return {**_of_duty(event, duty), **said}

    tell_people(event, case, event.kind.replace(".", "_"), _once([*owing, *_named(event, case)]), facts)


def of_refusal_to_confirm(event: Event) -> None:
    """Somebody was turned away: a leader decides whether the office stands for it."""
    refusal = _refusal(event)
    leaders = _holders(event, refusal.visit.session.unit_id, Role.LEADER)
    tell_people(event, None, "refusal_to_confirm", leaders, lambda: {"number": refusal.visit.number})


def of_notice_to_issue(event: Event) -> None:
    refusal = _refusal(event)
    if event.facts["written"]:
        officers = _holders(event, refusal.visit.session.unit_id, Role.RECORDS_OFFICER)
        tell_people(event, None, "refusal_notice_to_issue", officers, lambda: {"number": refusal.visit.number})


def of_overturned_refusal(event: Event) -> None:
    refusal = _refusal(event)
    who = [Addressee(refusal.refused_by)]
    tell_people(event, None, "refusal_overturned", who, lambda: {"number": refusal.visit.number})


def of_turned_key(event: Event) -> None:
    """Whose account an administrator opened a way into hears of it: nobody is let into it behind their back."""
    person = User.objects.get(pk=event.subject_id)
    template = TURNED_KEYS[event.kind]
    tell_people(event, None, template, [Addressee(person)], lambda: {"number": person.username})


TURNED_KEYS = {
    "person.way_in_given": "way_in_given",
    "person.second_step_taken": "second_step_taken",
    "person.email_changed": "person_email_changed",
}


def of_deputy(event: Event) -> None:
    """Who is to stand in hears for whom and how long; and when it is taken back."""
    given = Deputisation.objects.select_related("deputy", "membership__user").get(pk=event.subject_id)
    facts = {
        "number": given.membership.user.full_name,
        "first_on": f"{given.from_on:%d/%m/%Y}",
        "last_on": f"{given.to_on:%d/%m/%Y}",
    }
    template = "stands_in" if event.kind == "deputisation.begun" else "stands_in_no_more"
    tell_people(event, None, template, [Addressee(given.deputy)], lambda: facts)


def of_erasure(event: Event) -> None:
    """A list of files to erase: the leaders hear that they are asked, whoever prepared it what became of it."""
    erasure = Erasure.objects.select_related("prepared_by").get(pk=event.subject_id)
    if event.kind == "erasure.proposed":
        who = _holders(event, erasure.unit_id, Role.LEADER)
    else:
        who = [Addressee(erasure.prepared_by)] if erasure.prepared_by is not None else []
    tell_people(event, None, event.kind.replace(".", "_"), who, lambda: {"number": str(erasure.pk)})


def of_reception_threshold(event: Event) -> None:
    """A date about a session or a refusal nears or has passed: reception and the leader hear it, each once."""
    duty = ReceptionDuty.objects.select_related("rule", "session", "refusal__visit").get(pk=event.facts["duty"])
    owing = _holders(event, duty.unit_id, Role.RECEPTIONIST, Role.LEADER)

    def facts() -> dict[str, str]:
        late = event.kind == "reception_duty.overdue"
        nature = nature_in_words(duty.rule)
        said = {
            "what": duty.rule.title,
            "nature": nature,
            "due_on": _day(event, "due_on"),
            "about": _about(duty),
            "late": late_in_words(duty.rule),
            "heading": late_in_words(duty.rule) if late else _("sắp đến hạn, %(nature)s") % {"nature": nature},
            "mark": mark_in_words(event.facts.get("threshold", ""), duty.rule),
        }
        return said | {"was": _day(event, "was")} if "was" in event.facts else said

    tell_people(event, None, event.kind.replace(".", "_"), owing, facts)


def _about(duty: ReceptionDuty) -> str:
    if duty.session is not None:
        return _("buổi tiếp công dân ngày %(day)s") % {"day": f"{duty.session.held_on:%d/%m/%Y}"}
    assert duty.refusal is not None, "a constraint says so"
    return _("lượt tiếp số %(number)s") % {"number": duty.refusal.visit.number}


def _refusal(event: Event) -> Refusal:
    refusal: Refusal = Refusal.objects.select_related("visit__session", "refused_by").get(pk=event.subject_id)
    return refusal


def _of_duty(event: Event, duty: Duty) -> dict[str, str]:
    return {
        "what": duty.rule.title,
        "nature": nature_in_words(duty.rule),
        "due_on": _day(event, "due_on"),
    }


def _day(event: Event, name: str) -> str:
    return f"{date.fromisoformat(event.facts[name]):%d/%m/%Y}"


def _case(event: Event) -> Case:
    case: Case = Case.objects.select_related("handler", "lead__agency").get(pk=event.subject_id)
    return case


def _owing(event: Event, case: Case, duty: Duty) -> list[Addressee]:
    if duty.unit_id != case.unit_id:
        return _holders(event, duty.unit_id, Role.AGENCY_HEAD if case.sealed else Role.AGENCY_OFFICER)
    return _named(event, case) or _holders(event, case.unit_id, Role.LEADER)


def _handler(event: Event, template: str) -> None:
    case = _case(event)
    tell_people(event, case, template, _named(event, case))


def _agency(
    event: Event, case: Case, template: str, referral: Referral, *, by_letter: bool = False, **said: str
) -> None:
    # What is sealed goes to the head alone, never to the ordinary accounts or the common mailbox (law.md §14 point 21).
    roles = (Role.AGENCY_HEAD,) if case.sealed else access.AT_THE_AGENCY
    tell_people(event, case, template, _holders(event, referral.agency_id, *roles), said.copy)
    if referral.agency.email and not case.sealed:
        # The letter itself, where it was sent by e-mail, instead of word that it comes.
        facts = _of_letter(referral.letter) if by_letter else said.copy
        outside = LETTER_BY_EMAIL if by_letter else template
        tell_outside(event, case, outside, Recipient.UNIT, referral.agency_id, facts)


def _petitioner(event: Event, case: Case, template: str, **facts: str) -> None:
    """Everybody whose petition is followed in the case, each under their own code."""
    if case.sealed:
        return  # a mail to the denouncer lies in a mailbox that others may open
    for matter in case.matters.current().select_related("petition").order_by("pk"):
        said = {"code": matter.petition.tracking_code, **facts}
        for party in matter.petition.parties.filter(role=PartyRole.PETITIONER):
            if party.email:
                tell_outside(event, case, template, Recipient.PETITIONER, party.pk, said.copy)


def _holders(event: Event, unit_id: int, *roles: str) -> list[Addressee]:
    """Everybody who holds one of the roles in the unit on the day, and who stands in for them."""
    found: list[Addressee] = []
    for role in roles:
        people = people_with(role, unit_id=unit_id, on=event.happened_on)
        found += _with_deputies(event, people, role, unit_id)
    return _once(found)


def _named(event: Event, case: Case) -> list[Addressee]:
    """The handler of the case, and who stands in for them; nobody before there is one."""
    if case.handler is None:
        return []
    return _once(_with_deputies(event, [case.handler], Role.HANDLER, case.unit_id))


def _with_deputies(event: Event, people: Iterable[User], role: str, unit_id: int) -> list[Addressee]:
    present = list(people)
    away = deputies_of(present, role, unit_id=unit_id, on=event.happened_on)
    standing_in = [Addressee(one.deputy, on_behalf_of=one.membership.user) for one in away]
    return [Addressee(person) for person in present] + standing_in


def _supervisors(event: Event, case: Case) -> list[Addressee]:
    """The supervisors of the unit; of what they do not know of, the leaders themselves."""
    role = Role.LEADER if case.kind in access.NEED_TO_KNOW else Role.SUPERVISOR
    return _holders(event, case.unit_id, role)


def _once(found: list[Addressee]) -> list[Addressee]:
    """Who is told in their own right is not told again for somebody else."""
    first: dict[int, Addressee] = {}
    for one in sorted(found, key=lambda one: one.on_behalf_of is not None):
        first.setdefault(one.user.pk, one)
    return list(first.values())
