"""What of a case may be contested before the superior, and who that superior is."""

from organizations.models import Unit

from .asked import latest_answer
from .kinds import KINDS
from .models import Answer, Case, Proceeding, Referral
from .vocabulary import ProceedingFact

# A decision, a conclusion, a termination and a refusal always (Luật Khiếu nại Điều 66.2); more time or a stop only
# where it goes against the law.
ALWAYS = frozenset({ProceedingFact.DECIDED, ProceedingFact.TERMINATED, ProceedingFact.REFUSED})


def contestable(case: Case) -> list[Proceeding | Answer]:
    """Return what the agency in charge did that a superior may be asked to judge, the last first."""
    if case.lead_id is None:
        return []
    acts = [one for one in case.proceedings.filter(referral=case.lead_id).order_by("-pk") if may_be_contested(one)]
    answer = latest_answer(case)
    # The notice of non-acceptance is the answer: said once.
    if answer is None or (answer.rests_on is not None and answer.number == answer.rests_on.number):
        return list(acts)
    return [*acts, answer]


def may_be_contested(act: Proceeding) -> bool:
    return act.what in ALWAYS or bool(act.breach)


def superior_of(referral: Referral) -> Unit | None:
    """Return the body above the agency as the tree of units knows it; where it does not, somebody has to say."""
    above = referral.agency.parent
    return above if above is not None and not above.is_front else None


def counts_from_its_decision(case: Case) -> str:
    """Return the rule by which the superior owes the MTTQ an answer after its own decision; empty without one."""
    chain = KINDS[case.kind].chain
    return chain.superior if chain is not None else ""


def named(contested: Proceeding | Answer | None) -> str:
    """Name in a letter what is contested: kind of act, number, day. In Vietnamese, whatever its author reads."""
    if contested is None:
        return ""
    if isinstance(contested, Answer):
        by_number = f" số {contested.number}" if contested.number else ""
        day = contested.dated_on or contested.answered_on
        return f"Văn bản trả lời{by_number} ngày {day:%d/%m/%Y}"
    return f"{PAPERS[ProceedingFact(contested.what)]} số {contested.number} ngày {contested.dated_on:%d/%m/%Y}"


PAPERS: dict[ProceedingFact, str] = {
    ProceedingFact.DECIDED: "Quyết định giải quyết, kết luận",
    ProceedingFact.TERMINATED: "Quyết định đình chỉ giải quyết",
    ProceedingFact.REFUSED: "Thông báo không thụ lý",
    ProceedingFact.EXTENDED: "Quyết định gia hạn giải quyết",
    ProceedingFact.SUSPENDED: "Quyết định tạm đình chỉ giải quyết",
}
