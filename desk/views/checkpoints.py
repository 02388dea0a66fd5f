"""Điểm kiểm soát: which were made, how old the newest is, its sheet to take away, and one more on demand."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from kombu.exceptions import OperationalError as BrokerAway

from audit import checkpoints as kept
from audit import tasks
from audit.models import Checkpoint
from cases.errors import Unusable
from files.handing import handed
from files.vocabulary import JSON
from notifications import operations
from notifications.addresses import bad_among
from notifications.keepers import MAY_NAME_KEEPERS, keepers_for, naming_role
from organizations.vocabulary import Role
from sealing import signing

from ..doors import StaffRequest, for_roles
from ..forms.checkpoints import KeeperForm
from ..forms.refusing import refuse
from ..paging import page_before

PAGE = 50
JUST_NOW = timedelta(minutes=1)
WATCHES = (Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR)


@for_roles(*WATCHES)
@require_safe
def checkpoints(request: StaffRequest) -> HttpResponse:
    """List the checkpoints, the newest first, with the keys that sign them and who keeps their sheets."""
    return _page(request, KeeperForm())


def _page(request: StaffRequest, form: KeeperForm) -> HttpResponse:
    rows, older = page_before(request, Checkpoint.objects.all(), size=PAGE, by="number")
    newest = kept.newest()
    context: dict[str, object] = {
        "rows": [{"checkpoint": one, "root": kept.root_to_read(one), "keys": _keys_of(one)} for one in rows],
        "older": older,
        "newest": newest,
        "newest_root": kept.root_to_read(newest) if newest else "",
        "late": kept.overdue_since(at=timezone.now()),
        "keys": list(signing.public_keys()),
        "receipt_keys": list(signing.public_keys(place=signing.receipts())),
    }
    if naming_role(request.actor) is not None:
        keepers = list(keepers_for(request.actor))
        bad = bad_among(one.email for one in keepers)
        context |= {"form": form, "refused": bool(form.errors), "keepers": keepers, "bad": bad}
    return render(request, "desk/checkpoints/page.html", context, status=422 if form.errors else 200)


def _keys_of(one: Checkpoint) -> list[str]:
    return [signature.key for signature in kept.signatures_of(one)]


@for_roles(*WATCHES)
@require_safe
def sheet(request: StaffRequest, number: int) -> HttpResponse:
    """Hand the sheet over: it holds names of chains and hashes, nobody's words."""
    found = Checkpoint.objects.filter(number=number).first()
    if found is None:
        raise Http404(number)
    return handed(kept.sheet_of(found), name=kept.name_of(found), kind=JSON)


@for_roles(*WATCHES)
@require_POST
def make_now(request: StaffRequest) -> HttpResponse:
    """Ask the worker for one more: it holds the key, the web server need not."""
    now, last = timezone.now(), kept.newest()
    if last is not None and now - last.made_at < JUST_NOW:
        messages.info(request, _("Vừa lập điểm kiểm soát số %(number)s, chưa đến một phút.") % {"number": last.number})
        return redirect("desk:checkpoints")
    try:
        tasks.checkpoint_asked.delay(now.isoformat())
    except BrokerAway:
        messages.error(request, _("Chưa nhờ lập được vì dịch vụ nền không trả lời. Điểm kiểm soát mỗi giờ vẫn tự lập."))
    else:
        messages.success(request, _("Đã nhờ lập một điểm kiểm soát; vài giây nữa tải lại trang để thấy."))
    return redirect("desk:checkpoints")


@for_roles(*MAY_NAME_KEEPERS)
@require_POST
def enter_keeper(request: StaffRequest) -> HttpResponse:
    """Let one more address have the daily sheet; what was typed stays where it cannot be one."""
    form = KeeperForm(request.POST)
    if form.is_valid():
        try:
            operations.enter_sheet_keeper(by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi địa chỉ. Phiếu gửi từ 17 giờ mỗi ngày, sau điểm kiểm soát của giờ ấy."))
            return redirect("desk:checkpoints")
    return _page(request, form)


@for_roles(*MAY_NAME_KEEPERS)
@require_POST
def remove_keeper(request: StaffRequest, keeper_id: int) -> HttpResponse:
    operations.remove_sheet_keeper(keeper_id, by=request.actor, on=timezone.localdate())
    messages.success(request, _("Đã bỏ địa chỉ; nơi ấy không nhận phiếu nữa."))
    return redirect("desk:checkpoints")
