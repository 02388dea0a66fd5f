"""What the file already says to the questions of screening, and from where: shown as answered, open to change."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from audit.models import Event

from .kinds import DENUNCIATIONS
from .models import Case, Petition
from .transfers import earlier_transfers, guided_before, open_with_the_same_content
from .vocabulary import STAND_BEHIND, Authority, Intake, PartyRole, Signing

WITHOUT_PAPER = frozenset({Intake.EMAIL, Intake.TELEPHONE, Intake.PORTAL})


@dataclass(frozen=True)
class Known:
    value: str
    source: str | Promise


def known_of(case: Case) -> dict[str, Known]:
    """Return what is known, by question. What is not here is asked."""
    petition = Petition.objects.filter(matters__case=case).prefetch_related("parties").order_by("pk").first()
    assert petition is not None, "a case is opened by a petition"
    found = {"kind": Known(case.kind, _("Loại ghi khi vào sổ; xét lại theo nội dung."))}
    found |= _signing(petition)
    found |= _before(case)
    found |= _represented(petition)
    reported = Event.objects.filter(
        subject_type="cases.case", subject_id=case.pk, kind="case.reported_to_head"
    ).order_by("-sequence")
    if last := reported.first():
        found["urgent"] = Known("reported", _("Đã báo cáo lãnh đạo ngày %(day)s.") % {"day": _day(last.happened_on)})
    return found


def _signing(petition: Petition) -> dict[str, Known]:
    how = {"how": petition.get_intake_display(), "signing": petition.get_signing_display()}
    if petition.signing != Signing.NAMED:
        source = _("Ghi khi vào sổ: %(signing)s.") % how
        return {"named": Known("no", source), "signed": Known("no", source)}
    named = any(party.stands_behind and party.name and party.address for party in petition.parties.all())
    found = {"named": Known("yes", _("Sổ có ghi họ tên và địa chỉ người nộp."))} if named else {}
    if petition.signed:
        found["signed"] = Known("yes", _("Ghi khi vào sổ: đơn đã ký."))
    elif petition.intake in WITHOUT_PAPER:
        # law.md §14 point 20: an e-mail, a call or a web form bears no signature.
        found["signed"] = Known("spoken", _("Nhận qua %(how)s, chưa có chữ ký.") % how)
    else:
        found["signed"] = Known("no", _("Ghi khi vào sổ: đơn chưa ký."))
    return found


def _before(case: Case) -> dict[str, Known]:
    open_cases = [one.number for one in open_with_the_same_content(case)]
    same = (
        Known("yes", _("Cùng nội dung với vụ việc đang mở: %(numbers)s.") % {"numbers": ", ".join(open_cases)})
        if open_cases
        else Known("no", _("Sổ đơn không có vụ việc đang mở nào cùng nội dung."))
    )
    return {"same_open": same, "guided": _guided(case)}


def _guided(case: Case) -> Known:
    before = guided_before(case)
    if before is not None and before.dispatched_on is not None:
        said = {"day": _day(before.dispatched_on), "number": before.case.number}
        return Known("yes", _("Đã gửi phiếu hướng dẫn ngày %(day)s, vụ việc %(number)s.") % said)
    sent = [one.referral for one in earlier_transfers(case) if one.same_content]
    if sent and case.kind in DENUNCIATIONS and sent[0].sent_on is not None:
        said = {"agency": sent[0].agency.name, "day": _day(sent[0].sent_on)}
        return Known("transferred", _("Đã chuyển đến %(agency)s ngày %(day)s.") % said)
    return Known("no", _("Sổ không ghi lần hướng dẫn nào về nội dung này."))


def _represented(petition: Petition) -> dict[str, Known]:
    if petition.signers == 1:
        return {"represented": Known("single", _("Sổ ghi một người ký."))}
    standing = [party for party in petition.parties.all() if party.role in STAND_BEHIND]
    appointed = any(
        party.role == PartyRole.REPRESENTATIVE and party.authority == Authority.APPOINTED for party in standing
    )
    source = _("Sổ ghi %(count)d người ký.") % {"count": petition.signers}
    return {"represented": Known("appointed" if appointed else "missing", source)}


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}"
