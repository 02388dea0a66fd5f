"""Tìm mọi thứ: a number leads straight to its case, words to a page in groups; the palette asks the same question."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import finding
from ..addresses import number_in
from ..doors import StaffRequest, staff


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Answer one question; as a post it is the palette's, whose words travel in the body and in no address."""
    today = timezone.localdate()
    if request.method == "POST":
        case_id = number_in(request.POST.get("case", ""))
        found = finding.jump(request.actor, request.POST.get("q", ""), case_id=case_id, on=today)
        answer = render(
            request, "desk/search/_palette.html" if request.htmx else "desk/search/page.html", {"found": found}
        )
    else:
        found = finding.find(request.actor, request.GET.get("q", ""), on=today)
        if found.straight_to:
            return redirect(found.straight_to)
        answer = render(request, "desk/search/page.html", {"found": found, "shortest": finding.SHORTEST})
    answer["Cache-Control"] = "private, no-store"
    return answer
