"""Follow a petition by its code: the same answer for every miss, and a limit on guessing."""

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

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
    return render(request, "portal/standing.html", {"standings": found})


def _too_many_tries(request: HttpRequest) -> bool:
    key = f"portal-tries-{request.META.get('REMOTE_ADDR', '')}"
    if cache.add(key, 1, WITHIN_SECONDS):
        return False
    try:
        return cache.incr(key) > MOST_TRIES
    except ValueError:
        # The ten minutes ended between the two looks.
        return False
