"""What went before about the same: found by the words, by the papers handed in, and by who stands behind it."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from audit.actor import Actor

from .models import Case, Document, Findable, Letter, Matter, Petition, Referral
from .models.case import CaseQuerySet
from .vocabulary import RETURNED, DisputeGround, DocumentSource, LetterForm, MatterOrigin, ReferralRole

MOST_EARLIER = 20
# After so many agencies have passed a petition on, where it goes is decided by the leader: a rule of the house.
MOST_HANDS = 2


@dataclass(frozen=True)
class EarlierTransfer:
    """A transfer that went before, and why it is shown here."""

    referral: Referral
    why: str
    same_content: bool


def earlier_transfers(case: Case) -> list[EarlierTransfer]:
    """Return what the unit sent before about the same: this case, the same content, the same person in the same field.

    Thông tư 05/2021 Điều 14.1 for denunciations, and sense for the rest: one content is transferred once.
    """
    same = _cases_with_the_same_content(case)
    alike = _cases_of_the_same_person(case)
    sent = Referral.objects.filter(role=ReferralRole.LEAD, sent_on__isnull=False, case__unit=case.unit_id)
    found = sent.filter(Q(case=case) | Q(case__in=same) | Q(case__in=alike)).order_by("-sent_on", "-pk")
    shown = list(found.select_related("case", "agency", "letter")[:MOST_EARLIER])
    same_content = set(same.filter(pk__in=[one.case_id for one in shown]).values_list("pk", flat=True)) | {case.pk}
    return [EarlierTransfer(one, _why_earlier(one, case, same_content), one.case_id in same_content) for one in shown]


@dataclass(frozen=True)
class Alike:
    """A case that may be about the same matter, and why it looks so."""

    case: Case
    why: str


def look_the_same(actor: Actor, case: Case) -> list[Alike]:
    """Return the open cases of the unit that this one may be joined to: the same content first, then the same person.

    A case that is joined itself is not offered; the one that leads is found by its own content, or typed by number.
    """
    same, alike = _cases_with_the_same_content(case), _cases_of_the_same_person(case)
    seen = Case.objects.visible_to(actor).open().filter(unit=case.unit_id)
    found = seen.filter(Q(pk__in=same) | Q(pk__in=alike)).distinct().order_by("-pk")[:MOST_EARLIER]
    shown = list(found)
    certain = set(same.filter(pk__in=[one.pk for one in shown]).values_list("pk", flat=True))
    reasons = (_("Cùng nội dung"), _("Cùng người nộp, cùng lĩnh vực"))
    rows = [Alike(one, reasons[one.pk not in certain]) for one in shown]
    return sorted(rows, key=lambda one: one.case.pk not in certain)


def sent_before(case: Case, agency: int) -> list[Referral]:
    """Return the transfers of the same content to the same agency, this case's own among them."""
    transfers = Referral.objects.filter(role=ReferralRole.LEAD, sent_on__isnull=False)
    sent = transfers.filter(case__unit=case.unit_id, agency=agency)
    found = sent.filter(Q(case=case) | Q(case__in=_cases_with_the_same_content(case)))
    return list(found.select_related("case").order_by("-sent_on", "-pk")[:MOST_EARLIER])


def came_back(case: Case) -> list[Referral]:
    """Return the transfers of this case that came back without an answer, the first first."""
    sent = case.referrals.filter(role=ReferralRole.LEAD, sent_on__isnull=False, status__in=RETURNED)
    return list(sent.order_by("pk"))


def goes_round(case: Case, agency: int) -> str:
    """Say why a transfer to this agency would send the petition round; nothing when it would not.

    One agency after the other counts, not one letter after the other: what was taken back from an agency and sent to
    it again in better words has not gone anywhere.
    """
    hands: list[int] = []
    for one in came_back(case):
        if not hands or hands[-1] != one.agency_id:
            hands.append(one.agency_id)
    if len(hands) < MOST_HANDS or hands[-1] == agency:
        return ""
    return str(DisputeGround.BACK_AGAIN if agency in hands else DisputeGround.THIRD_TRANSFER)


def guided_before(case: Case) -> Letter | None:
    """Return the guidance that was sent on the same content, in this case or another: it is given once."""
    given = Letter.objects.filter(form=LetterForm.GUIDANCE, dispatched_on__isnull=False, case__unit=case.unit_id)
    found = given.filter(Q(case=case) | Q(case__in=_cases_with_the_same_content(case)))
    before: Letter | None = found.select_related("case").order_by("-dispatched_on", "-pk").first()
    return before


def open_with_the_same_content(case: Case) -> list[Case]:
    """Return the unit's open cases that say the same."""
    return list(_cases_with_the_same_content(case).open().order_by("pk")[:MOST_EARLIER])


def _cases_with_the_same_content(case: Case) -> CaseQuerySet:
    """The same words, or the same paper handed in with them."""
    texts = Petition.objects.filter(matters__case=case).exclude(content_digest="").values("content_digest")
    papers = Document.objects.filter(case=case, source=DocumentSource.PETITIONER).values("blob")
    said = Matter.objects.filter(petition__content_digest__in=texts).values("case")
    brought = Document.objects.filter(source=DocumentSource.PETITIONER, blob__in=papers).values("case")
    found: CaseQuerySet = Case.objects.filter(Q(pk__in=said) | Q(pk__in=brought), unit=case.unit_id)
    # An open case says nothing of sealed ones; a sealed one is read by who may read, and knows those of its kind.
    found = found.filter(kind=case.kind) if case.sealed else found.filter(sealed=False)
    # Another matter of one petition says the same on paper and is about something else.
    opened = Matter.objects.exclude(origin=MatterOrigin.JOINED)
    own = opened.filter(case=case).values("petition")
    return found.exclude(pk=case.pk).exclude(pk__in=opened.filter(petition__in=own).values("case"))


def _cases_of_the_same_person(case: Case) -> CaseQuerySet:
    """The same number on the identity card or telephone, or the same name and year of birth, in the same field."""
    mine = Findable.objects.filter(petition__matters__case=case)
    alike = Q(pk__in=[])
    for one in mine:
        if one.identity_digest:
            alike |= Q(identity_digest=one.identity_digest)
        if one.phone_digest:
            alike |= Q(phone_digest=one.phone_digest)
        if one.birth_year:
            alike |= Q(folded=one.folded, birth_year=one.birth_year)
    theirs = Matter.objects.filter(petition__findable__in=Findable.objects.filter(alike)).values("case")
    found: CaseQuerySet = Case.objects.filter(pk__in=theirs, unit=case.unit_id, field=case.field_id, sealed=False)
    return found.exclude(pk=case.pk)


def _why_earlier(referral: Referral, case: Case, same_content: set[int]) -> str:
    if referral.case_id == case.pk:
        return _("Chính vụ việc này")
    return _("Cùng nội dung") if referral.case_id in same_content else _("Cùng người nộp, cùng lĩnh vực")
