"""What an answer has to say: the lines of the letter it answers, or of the last request to make it clear."""

from .models import Answer, Case


def asked_of(given: Answer) -> list[str]:
    """Return each thing that was asked, one a line, as the handler wrote it."""
    before = Answer.objects.filter(referral=given.referral_id, pk__lt=given.pk).exclude(clarification_asked="")
    last = before.order_by("-pk").first()
    words = last.clarification_asked if last is not None else given.referral.asked
    return [line.strip() for line in words.splitlines() if line.strip()]


def latest_answer(case: Case) -> Answer | None:
    found: Answer | None = (
        Answer.objects.select_related("referral__agency").filter(referral=case.lead_id).order_by("-pk").first()
    )
    return found
