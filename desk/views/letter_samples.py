"""Mẫu văn bản: every official form, its versions and what it states; drawn with invented facts, changed by nobody."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cases.kinds import KINDS
from cases.letter_forms import CASE_LETTERS, To
from cases.vocabulary import Kind, LetterForm
from deadlines.models import Rule
from files.handing import handed
from files.vocabulary import PDF, WORD
from letters.catalogue import FORMS, MTTQ, ND154, Form, FormKey, NoSuchForm, version
from letters.editable import render_docx
from letters.render import render_pdf
from letters.samples import DAY, facts_of
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles

INSTRUMENTS = {
    MTTQ: gettext_lazy("Mẫu của Mặt trận (Thông tri 36 để đơn vị tự đặt)"),
    ND154: gettext_lazy("Nghị định 154/2026/NĐ-CP về tiếp công dân"),
}
SENT_TO = {
    To.PETITIONER: gettext_lazy("Gửi người nộp đơn"),
    To.AGENCY_IN_CHARGE: gettext_lazy("Gửi cơ quan đang giải quyết"),
    To.NAMED_UNIT: gettext_lazy("Gửi cơ quan được chọn"),
}
AT_THE_COUNTER = gettext_lazy("Trao tại nơi tiếp công dân, nhận đơn")
INSIDE = gettext_lazy("Dùng trong nội bộ Mặt trận")
ON_TRANSFER = gettext_lazy("Chuyển đơn đến cơ quan có thẩm quyền")
HANDLES = {f"{key.instrument}-{key.form}".replace("/", "-"): key for key in FORMS}


@for_roles(Role.ADMINISTRATOR)
@require_safe
def forms(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = [(handle, FORMS[key], _used(key), _in_force(FORMS[key], today)) for handle, key in HANDLES.items()]
    return render(request, "desk/letter_samples/list.html", {"rows": rows})


@for_roles(Role.ADMINISTRATOR)
@require_safe
def form(request: StaffRequest, handle: str) -> HttpResponse:
    of = _form(handle)
    case_letter = CASE_LETTERS.get(LetterForm(of.key.form)) if of.key.form in LetterForm.values else None
    met = case_letter.meets if case_letter else ()
    kinds = [(Kind(kind).label, facts.basis) for kind, facts in KINDS.items() if _sends(facts.letter_form, of.key)]
    context = {
        "handle": handle,
        "form": of,
        "used": _used(of.key),
        "instrument": INSTRUMENTS[of.key.instrument],
        "kinds": kinds,
        "duties": Rule.objects.filter(key__in=met, in_force_to=None).order_by("key"),
        "now": _in_force(of, timezone.localdate()),
        "versions": list(reversed(of.versions)),
        "stated": [(fact.label, fact.required) for fact in of.fields.values()],
    }
    return render(request, "desk/letter_samples/form.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def preview(request: StaffRequest, handle: str, number: int, kind: str) -> HttpResponse:
    """Draw one version with invented facts, always as a draft: it can be mistaken for no letter."""
    of = _form(handle)
    try:
        words = version(of, number=number)
    except NoSuchForm as unknown:
        raise Http404(str(unknown)) from unknown
    name = f"mau-{handle}-{number}.{kind}"
    if kind == "pdf":
        return handed(render_pdf(of, words, facts_of(of), signed_on=DAY), name=name, kind=PDF, inline=True)
    if kind == "docx":
        return handed(render_docx(of, words, facts_of(of), signed_on=DAY), name=name, kind=WORD)
    raise Http404(kind)


def _form(handle: str) -> Form:
    if handle not in HANDLES:
        raise Http404(handle)
    return FORMS[HANDLES[handle]]


def _in_force(of: Form, on: date) -> int | None:
    try:
        return version(of, on=on).number
    except NoSuchForm:
        return None


def _sends(letter_form: str, key: FormKey) -> bool:
    return key == FormKey(MTTQ, letter_form)


def _used(key: FormKey) -> Promise:
    if any(_sends(facts.letter_form, key) for facts in KINDS.values()):
        return ON_TRANSFER
    if key.form in LetterForm.values:
        return SENT_TO[CASE_LETTERS[LetterForm(key.form)].to]
    return INSIDE if key.form == "redacted_copy" else AT_THE_COUNTER
