"""Follow a petition by its code: the same answer for every miss, and a limit on guessing."""

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cases import public

MOST_TRIES = 20
WITHIN_SECONDS = 600


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã tra cứu"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Ông/bà nhập mã tra cứu in trên giấy biên nhận.")},
    )

    def clean_code(self) -> str:
        """Accept a code as people type it: small letters, without or with other separators."""
        typed = "".join(letter for letter in self.cleaned_data["code"].upper() if letter.isalnum())
        return "-".join(typed[start : start + 4] for start in range(0, len(typed), 4))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Show where the petition is. The code travels in the body, never in an address or a log."""
    form = CodeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "portal/follow.html", {"form": form})
    if _too_many_tries(request):
        return render(request, "portal/follow.html", {"form": form, "too_many": True}, status=429)
    found = public.standing(form.cleaned_data["code"])
    if found is None:
        form.add_error("code", _("Không tìm thấy đơn với mã này. Ông/bà kiểm tra lại từng ký tự trên giấy biên nhận."))
        return render(request, "portal/follow.html", {"form": form})
    return _standing(request, form.cleaned_data["code"], found)


def _standing(
    request: HttpRequest, code: str, found: list[public.Standing], *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"standings": found, "code": code, "answers": public.ANSWERS, **more}
    return render(request, "portal/standing.html", context, status=status)


class SayForm(CodeForm):
    """Whether it helped, with the code in the body like everything here."""

    number = forms.CharField(max_length=40)
    helped = forms.ChoiceField(
        choices=public.ANSWERS, error_messages={"required": _("Ông/bà chọn kết quả có thỏa đáng không.")}
    )
    text = forms.CharField(
        max_length=4000,
        required=False,
        error_messages={"max_length": _("Ý kiến dài quá; ông/bà viết gọn trong 4.000 ký tự.")},
    )


@never_cache
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Keep what the petitioner says of the result, and show the petition again."""
    form = SayForm(request.POST)
    if _too_many_tries(request):
        return render(request, "portal/follow.html", {"form": CodeForm(), "too_many": True}, status=429)
    usable = form.is_valid()
    code = form.cleaned_data.get("code", "")
    found = public.standing(code) if code else None
    if found is None:
        return render(request, "portal/follow.html", {"form": CodeForm()}, status=422)
    typed = request.POST.get("text", "")
    if not usable:
        problem = next(iter(form.errors.values()))[0]
        about = request.POST.get("number", "")
        return _standing(request, code, found, status=422, problem=problem, typed=typed, about_number=about)
    said = form.cleaned_data
    kept = public.say(code, said["number"], helped=said["helped"], text=said["text"], on=timezone.localdate())
    return _standing(request, code, public.standing(code) or [], thanked=said["number"] if kept else "")


def _too_many_tries(request: HttpRequest) -> bool:
    key = f"portal-tries-{request.META.get('REMOTE_ADDR', '')}"
    if cache.add(key, 1, WITHIN_SECONDS):
        return False
    try:
        return cache.incr(key) > MOST_TRIES
    except ValueError:
        # The ten minutes ended between the two looks.
        return False
