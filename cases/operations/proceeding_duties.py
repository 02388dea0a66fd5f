"""The competent body's clock: each recorded fact meets the running duty and opens the next (law.md §14 point 17)."""

from datetime import date

from deadlines.refusals import NoRuleInForce
from deadlines.rules import rule
from deadlines.vocabulary import DutyState

from ..kinds import KINDS, Chain
from ..models import Case, Duty, Referral
from .duties import owe


def open_chain(case: Case, referral: Referral, *, start: date, on: date) -> None:
    """It has arrived at the competent body: the time to accept or refuse it runs."""
    chain = KINDS[case.kind].chain
    # Who only cooperates neither accepts nor decides.
    if chain is not None and referral.pk == case.lead_id:
        owe(case, _in_force(chain.accept, start), start=start, unit=referral.agency, referral=referral, on=on)


def chain_of(case: Case) -> Chain:
    chain = KINDS[case.kind].chain
    assert chain is not None, "the lifecycle allows these moves only where the law has a chain"
    return chain


def open_duty(case: Case, *keys: str) -> Duty | None:
    """Return the duty under one of these rules that is not ended yet."""
    states = [DutyState.RUNNING, DutyState.PAUSED]
    of_the_lead = case.duties.select_related("rule").filter(referral=case.lead_id, rule__key__in=keys)
    found: Duty | None = of_the_lead.filter(state__in=states).first()
    return found


def meet_duty(case: Case, *keys: str, on: date) -> Duty | None:
    """Meet the one duty under these rules, and return it."""
    duty = open_duty(case, *keys)
    if duty is not None:
        duty.meet(on=on)
        duty.save()
    return duty


def _in_force(keys: tuple[str, ...], on: date) -> str:
    """The law gave the same step a new key in 2026: return the one a clock goes by that starts on this day."""
    for key in keys[:-1]:
        try:
            rule(key, on=on)
        except NoRuleInForce:
            continue
        return key
    return keys[-1]
