"""Answering without an account: ask for a code, type it, leave. These pages know nothing and tell nothing."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases import operations
from cases.links import HANDLE_LENGTH
from cases.operations import NotOpenedByCode

from ..accounts.lockout import address_of
from ..doors import StaffRequest, for_anybody, staff_or_link
from ..links import COOKIE, let_in

CODE = {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}


class CodeForm(forms.Form):
    code = forms.CharField(
        label=gettext_lazy("Mã trong thư"),
        max_length=20,
        widget=forms.TextInput(attrs=CODE | {"class": "num"}),
        error_messages={"required": gettext_lazy("Cần nhập mã trong thư gửi đến địa chỉ của cơ quan.")},
    )


class HandleForm(forms.Form):
    handle = forms.RegexField(
        f"^[A-Za-z0-9]{{{HANDLE_LENGTH}}}$",
        label=gettext_lazy("Mười ký tự cuối của địa chỉ in trên công văn"),
        max_length=HANDLE_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={
            "required": gettext_lazy("Cần nhập mười ký tự cuối của địa chỉ in trên công văn."),
            "invalid": gettext_lazy("Địa chỉ trên công văn kết thúc bằng mười chữ và số, không có dấu."),
        },
    )


@for_anybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for what the letter says, of whoever does not come by its QR code."""
    form = HandleForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return redirect("desk:link-ask", form.cleaned_data["handle"].upper())
    return render(request, "desk/link/find.html", {"form": form, "refused": form.is_bound})


@for_anybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """Send a code to the registered address, if this is a letter that waits for one; the answer is the same for all."""
    if request.method == "POST":
        operations.ask_for_code(handle, who=address_of(request) or "", on=timezone.localdate(), at=timezone.now())
        messages.info(
            request,
            _(
                "Nếu địa chỉ này đúng và việc còn chờ cơ quan, mã vừa được gửi đến địa chỉ thư điện tử đã đăng ký của "
                "cơ quan. Không thấy thư sau mười phút thì liên hệ nơi gửi công văn."
            ),
        )
        return redirect("desk:link-code", handle)
    return render(request, "desk/link/ask.html", {"handle": handle})


@for_anybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, handle: str) -> HttpResponse:
    """Let in whoever types the code; it travels in the body, never in an address or a log."""
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            session, referral = operations.open_link(
                handle,
                form.cleaned_data["code"],
                who=address_of(request) or "",
                on=timezone.localdate(),
                at=timezone.now(),
            )
        except NotOpenedByCode as refusal:
            form.add_error("code", refusal.reason)
        else:
            return let_in(redirect("desk:case", referral.case_id), session)
    context = {"form": form, "handle": handle, "refused": form.is_bound}
    return render(request, "desk/link/code.html", context, status=422 if form.is_bound else 200)


@staff_or_link
@require_POST
def leave(request: StaffRequest) -> HttpResponse:
    """Go: on a machine that others use, the session must not stay open."""
    if request.link is not None:
        operations.leave_link(request.link, on=timezone.localdate())
    messages.success(request, _("Đã thoát. Muốn vào lại thì xin mã mới."))
    response = redirect("desk:link-find")
    response.delete_cookie(COOKIE)
    return response
