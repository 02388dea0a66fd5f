"""Hướng dẫn: the guide chapter by chapter, its pictures, and the first steps of one's own roles."""

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from .. import guide as written
from ..doors import StaffRequest, staff
from ..first_steps import steps_for
from ..personal import operations as own


@staff
@require_safe
def guide(request: StaffRequest) -> HttpResponse:
    """List the chapters, one's own first."""
    chapters = written.chapters()
    mine = [one for one in chapters if written.CHAPTERS[one.name] & request.actor.roles]
    others = [one for one in chapters if one not in mine]
    return render(request, "desk/guide/page.html", {"mine": mine, "others": others})


@staff
@require_safe
def chapter(request: StaffRequest, name: str) -> HttpResponse:
    try:
        found = written.chapter(name)
    except KeyError:
        raise Http404(name) from None
    return render(request, "desk/guide/chapter.html", {"chapter": found})


@staff
@require_safe
def picture(request: StaffRequest, name: str) -> HttpResponseBase:
    """Hand over how a screen looks; the names of the demo office are all that stands on it."""
    file = written.picture(name)
    if file is None:
        raise Http404(name)
    answer = FileResponse(file.open("rb"), content_type="image/png")
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def first_steps(request: StaffRequest) -> HttpResponse:
    """Show the first steps of one's roles; a post puts them away for good, the ? of every page leads back here."""
    if request.method == "POST":
        own.put_tour_away(request.user, on=timezone.localdate())
        return redirect("desk:home")
    return render(request, "desk/guide/first_steps.html", {"steps": steps_for(request.actor)})
