"""Mẫu thông báo: what each message says, in both languages, who hears it and through what; changed by nobody here."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from notifications.samples import Hearer, hearer_of, said
from notifications.vocabulary import NEEDED, Channel, Group
from notifications.wording import WORDINGS
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))


@for_roles(Role.ADMINISTRATOR)
@require_safe
def wordings(request: StaffRequest) -> HttpResponse:
    """List every message by what it is about."""
    group = request.GET.get("nhom", Group.WORK)
    if group not in Group.values:
        raise Http404(group)
    mine = [name for name, wording in WORDINGS.items() if wording.group == group]
    context = {
        "tabs": [(one.label, one.value, one.value == group) for one in Group],
        "rows": [(name, said(name, language=_language())[0], hearer_of(name)) for name in mine],
    }
    return render(request, "desk/wordings/list.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_safe
def wording(request: StaffRequest, name: str) -> HttpResponse:
    """Show one message as it is read inside the house and in a mail, with what is filled in."""
    found = WORDINGS.get(name)
    if found is None:
        raise Http404(name)
    hearer = hearer_of(name)
    outside_only = hearer in {Hearer.PETITIONER, Hearer.KEEPER} or name in {"link_code", "letter_by_email"}
    context = {
        "wording": found,
        "hearer": hearer,
        "samples": [
            (code, label, *said(name, language=code))
            # Whoever is outside is written to in Vietnamese.
            for code, label in (LANGUAGES[:1] if outside_only else LANGUAGES)
        ],
        "channels": [Channel.EMAIL] if outside_only else list(Channel),
        "needed": found.group in NEEDED and not outside_only,
        "chosen": not outside_only,
    }
    return render(request, "desk/wordings/wording.html", context)


def _language() -> str:
    return (get_language() or "vi")[:2]
