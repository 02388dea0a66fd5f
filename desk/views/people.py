"""Người nộp đơn: what one person handed in, who else it might be, and the two put together or taken apart."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import access, people
from cases.errors import Unusable
from cases.models import Case, Matter, Party
from cases.operations import people as acts
from organizations.vocabulary import Role

from ..doors import StaffRequest, for_roles, staff
from ..forms.refusing import refuse


class MergeForm(forms.Form):
    because = forms.CharField(
        label=_("Vì sao biết đây là cùng một người"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Cần ghi vì sao biết đây là cùng một người.")},
    )


@staff
@require_safe
def person(request: StaffRequest, person_id: int) -> HttpResponse:
    """Show the petitions of one person, among the cases this reader may see."""
    parties = people.parties_of(request.actor, person_id)
    context = {
        "parties": parties,
        "handed_in": _with_cases(request, parties),
        "alike": people.alike(request.actor, parties),
        "mergers": people.mergers_of(person_id),
        "may_erase": access.may_prepare_erasures(request.actor, request.capacity.unit.pk) is not None,
        "may_merge": access.may_register(request.actor, request.capacity.unit.pk) is not None,
    }
    return render(request, "desk/people/page.html", context)


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: StaffRequest, person_id: int, other_id: int) -> HttpResponse:
    """Show the two beside each other and ask why they are one; then put them together."""
    both = [people.parties_of(request.actor, pk) for pk in (person_id, other_id)]
    form = MergeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            acts.merge(person_id, other_id, by=request.actor, on=timezone.localdate(), **form.cleaned_data)
        except Unusable as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, gettext("Đã gộp hai người làm một."))
            return redirect("desk:person", person_id)
    context = {"both": both, "form": form, "refused": form.is_bound}
    return render(request, "desk/people/merge.html", context, status=422 if form.is_bound else 200)


@for_roles(Role.RECEPTIONIST, Role.HANDLER)
@require_POST
def part(request: StaffRequest, person_id: int, merger_id: int) -> HttpResponse:
    """Take a merger back."""
    merger = people.mergers_of(person_id).filter(pk=merger_id).first()
    if merger is None:
        raise Http404(merger_id)
    acts.part(merger, by=request.actor, on=timezone.localdate())
    messages.success(request, gettext("Đã hoàn lại việc gộp."))
    return redirect("desk:person", person_id)


def _with_cases(request: StaffRequest, parties: Iterable[Party]) -> list[tuple[Party, list[Case]]]:
    visible = Case.objects.visible_to(request.actor).values("pk")
    petitions = [party.petition_id for party in parties]
    cases: dict[int, list[Case]] = {}
    for matter in Matter.objects.filter(petition__in=petitions, case__in=visible).select_related("case").order_by("pk"):
        cases.setdefault(matter.petition_id, []).append(matter.case)
    return [(party, cases.get(party.petition_id, [])) for party in parties]
