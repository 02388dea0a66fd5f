"""Follow a petition by its code, say whether it helped, send what was asked for, check a receipt."""

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import public
from cases.errors import Unusable
from cases.receipts import NO_PROMISE
from files.fields import ManyFilesField
from files.handing import handed
from files.vocabulary import JSON
from reports.receipts import LONGEST, NotAReceipt, judge, keys_file
from reports.receipts import receipt_file as file_of

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


def _petition_of(request: HttpRequest, form: CodeForm) -> list[public.Standing] | HttpResponse:
    """Return what stands behind the code; the page that asks for it where it was tried too often or is unknown."""
    if _too_many_tries(request):
        return render(request, "portal/follow.html", {"form": CodeForm(), "too_many": True}, status=429)
    form.is_valid()
    code = form.cleaned_data.get("code", "")
    found = public.standing(code) if code else None
    return render(request, "portal/follow.html", {"form": CodeForm()}, status=422) if found is None else found


def _standing(
    request: HttpRequest, code: str, found: list[public.Standing], *, status: int = 200, **more: object
) -> HttpResponse:
    signed = public.receipt_by(code) is not None
    context = {"standings": found, "code": code, "answers": public.ANSWERS, "files": ManyFilesField()}
    context |= {"signed": signed, **more}
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
    found = _petition_of(request, form)
    if isinstance(found, HttpResponse):
        return found
    code = form.cleaned_data["code"]
    typed = request.POST.get("text", "")
    if not form.is_valid():
        problem = next(iter(form.errors.values()))[0]
        about = request.POST.get("number", "")
        return _standing(request, code, found, status=422, problem=problem, typed=typed, about_number=about)
    said = form.cleaned_data
    kept = public.say(code, said["number"], helped=said["helped"], text=said["text"], on=timezone.localdate())
    return _standing(request, code, public.standing(code) or [], thanked=said["number"] if kept else "")


class SupplementForm(CodeForm):
    """Words and papers; the code travels in the body like everywhere here."""

    number = forms.CharField(max_length=40)
    text = forms.CharField(required=False)
    documents = ManyFilesField(required=False)


@never_cache
@require_POST
def supplement(request: HttpRequest) -> HttpResponse:
    """Take what the petitioner was asked for, and show the petition again; refused, the words stay where they are."""
    form = SupplementForm(request.POST, request.FILES)
    found = _petition_of(request, form)
    if isinstance(found, HttpResponse):
        return found
    code = form.cleaned_data["code"]
    number, problem = request.POST.get("number", ""), ""
    if form.is_valid():
        said = form.cleaned_data
        files = [(one.name, one.read()) for one in said["documents"]]
        try:
            kept = public.supplement(code, number, text=said["text"], files=files, on=timezone.localdate())
        except Unusable as refusal:
            problem = str(refusal.reason)
        else:
            after = public.standing(code) or []
            return _standing(request, code, after, received=number if kept else "", not_awaited="" if kept else number)
    refused = {
        "supplement_problem": problem or next(iter(form.errors.values()))[0],
        "supplement_typed": request.POST.get("text", ""),
        "about_number": number,
        "files_lost": bool(request.FILES),
    }
    return _standing(request, code, found, status=422, **refused)


class ReceiptForm(forms.Form):
    """The code on a slip, or the file: nothing of it is kept."""

    said = forms.CharField(
        label=_("Mã trên giấy biên nhận"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = forms.FileField(label=_("Tệp biên nhận"), required=False)

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            if file.size > LONGEST:
                raise forms.ValidationError(_("Tệp quá lớn nên không phải là biên nhận."))
            cleaned["text"] = file.read().decode("utf-8", errors="replace")
        else:
            cleaned["text"] = cleaned.get("said", "")
        if not str(cleaned["text"]).strip():
            raise forms.ValidationError(_("Ông/bà dán mã đọc từ mã QR, hoặc chọn tệp biên nhận."))
        return cleaned


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Check a receipt: without account, and telling nothing that whoever brought it did not bring."""
    form = ReceiptForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "portal/receipt.html", {"form": form})
    if _too_many_tries(request):
        return render(request, "portal/receipt.html", {"form": form, "too_many": True}, status=429)
    if form.is_valid():
        try:
            return render(request, "portal/receipt.html", {"form": form, "judged": judge(form.cleaned_data["text"])})
        except NotAReceipt as trouble:
            form.add_error(None, str(trouble))
    return render(request, "portal/receipt.html", {"form": form}, status=422)


@never_cache
@require_POST
def receipt_file(request: HttpRequest) -> HttpResponse:
    """Hand the signed receipt to whoever has the code."""
    form = CodeForm(request.POST)
    found = _petition_of(request, form)
    if isinstance(found, HttpResponse):
        return found
    code = form.cleaned_data["code"]
    promised = public.receipt_by(code)
    if promised is None:
        return _standing(request, code, found, status=422, no_receipt=NO_PROMISE)
    return handed(file_of(promised), name="bien-nhan.json", kind=JSON)


@never_cache
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Hand out the public keys: with them and the code on a slip the signature is checked without us."""
    return handed(keys_file(), name="khoa-cong-khai.json", kind=JSON)


def _too_many_tries(request: HttpRequest) -> bool:
    key = f"portal-tries-{request.META.get('REMOTE_ADDR', '')}"
    if cache.add(key, 1, WITHIN_SECONDS):
        return False
    try:
        return cache.incr(key) > MOST_TRIES
    except ValueError:
        # The ten minutes ended between the two looks.
        return False
