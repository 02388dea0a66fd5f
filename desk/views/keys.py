"""What opens one person's account: a link to set the password, the second step, the lock, and what the account says."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from organizations import operations
from organizations.access import may_administer_person
from organizations.models import User
from organizations.vocabulary import Role

from ..accounts.way_in import DAYS, way_in
from ..doors import StaffRequest, for_roles
from ..forms.refusing import refuse
from ..forms.staff import CorrectPersonForm, ReasonForm
from .staff import person_named


@for_roles(Role.ADMINISTRATOR)
@never_cache
@require_POST
def give(request: StaffRequest, user_id: int) -> HttpResponse:
    """Show the link once, on the answer itself: it stands in no table, no log and no address of ours."""
    who = _theirs(request, user_id)
    try:
        operations.give_way_in(who, by=request.actor, on=timezone.localdate())
    except ValidationError as refusal:
        context = {"who": who, "refused": True, "sentences": refusal.messages}
        return render(request, "desk/staff/way_in.html", context, status=422)
    context = {"who": who, "link": request.build_absolute_uri(way_in(who)), "days": DAYS}
    return render(request, "desk/staff/way_in.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def second_step(request: StaffRequest, user_id: int) -> HttpResponse:
    return _with_reason(
        request,
        _theirs(request, user_id),
        operations.take_second_step,
        title=_("Tắt xác thực hai bước"),
        said=_(
            "Chỉ làm khi người ấy mất điện thoại và mã dự phòng, và bạn đã nhận ra chính người ấy. Sự việc vào sổ "
            "sự kiện và người ấy được báo. Ai đã cấp đường dẫn đặt mật khẩu cho tài khoản này thì không tắt được."
        ),
        done=_("Đã tắt xác thực hai bước; hãy nhắc người ấy bật lại."),
    )


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: StaffRequest, user_id: int) -> HttpResponse:
    return _with_reason(
        request,
        _theirs(request, user_id),
        operations.deactivate_person,
        title=_("Khóa tài khoản"),
        said=_(
            "Người này ra khỏi hệ thống ngay, không đăng nhập và không làm thay ai được nữa. Việc đang mở về lãnh "
            "đạo đơn vị. Tên và việc đã làm còn trong lịch sử; mở lại được."
        ),
        done=_("Đã khóa tài khoản."),
    )


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: StaffRequest, user_id: int) -> HttpResponse:
    return _with_reason(
        request,
        _theirs(request, user_id),
        operations.reopen_person,
        title=_("Mở lại tài khoản"),
        said=_("Các vai trò chưa kết thúc có hiệu lực trở lại; mật khẩu và xác thực hai bước như trước khi khóa."),
        done=_("Đã mở lại tài khoản."),
    )


@for_roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: StaffRequest, user_id: int) -> HttpResponse:
    who = _theirs(request, user_id)
    initial = {name: getattr(who, name) for name in CorrectPersonForm.base_fields}
    form = CorrectPersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            operations.correct_person(who, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("Đã ghi thông tin mới."))
            return redirect("desk:staff-person", who.pk)
    return _asked(request, who, form, title=_("Sửa thông tin"), button=_("Ghi"))


def _theirs(request: StaffRequest, user_id: int) -> User:
    """Only of whom one administers altogether: who also works elsewhere is let in and out there too."""
    who = person_named(request, user_id)
    if not may_administer_person(request.actor, who, on=timezone.localdate()):
        raise PermissionDenied
    return who


def _with_reason(
    request: StaffRequest, who: User, act: Callable[..., User], *, title: str, said: str, done: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            act(who, by=request.actor, on=timezone.localdate(), reason=form.cleaned_data["reason"])
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, done)
            return redirect("desk:staff-person", who.pk)
    return _asked(request, who, form, title=title, button=title, said=said)


def _asked(
    request: StaffRequest, who: User, form: forms.Form, *, title: str, button: str, said: str = ""
) -> HttpResponse:
    context = {"who": who, "form": form, "title": title, "button": button, "said": said}
    context["refused"] = request.method == "POST"
    return render(request, "desk/staff/key.html", context, status=422 if form.errors else 200)
