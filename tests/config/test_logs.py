"""What stands in the log: each request with how it was answered, each error with its place, and nothing of anybody."""

import io
import json
import logging
import logging.config
import re

import pytest
from django.conf import settings as configured
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, reverse

from cases.models import Party
from config.logs import JsonLines
from organizations.vocabulary import Role
from tests.cases.leaks import leaks
from tests.stories import a_petition

pytestmark = pytest.mark.django_db
NAME, PHONE = "Quách Thị Ngọc Điệp", "0977654321"


def stumble(request: HttpRequest, who: str) -> HttpResponse:
    """A page of the tests that meets what nobody thought of: the error repeats what was typed, as errors do."""
    try:
        int(request.POST.get("name", who))
    except ValueError as error:
        raise LookupError(f"no {request.POST.get('phone')}") from error
    return HttpResponse()


urlpatterns = [path("vap/<str:who>/", stumble, name="stumble"), path("", include("config.urls"))]
handler500 = "desk.refusals.broken"


@pytest.fixture
def written():
    """The log as production writes it, by the settings' own table."""
    stream = io.StringIO()
    table = configured.LOGGING
    handler = {**table["handlers"]["stream"], "stream": stream, "formatter": "json"}
    before = logging.getLogger().handlers[:]
    logging.config.dictConfig({**table, "handlers": {"stream": handler}, "incremental": False})

    def lines() -> list[dict]:
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    lines.text = stream.getvalue
    yield lines
    logging.config.dictConfig(table)
    logging.getLogger().handlers[:] = before


def test_a_request_is_one_line_that_says_how_it_went(client, office, written):
    case = a_petition(office)
    client.force_login(office.person(Role.HANDLER))
    answer = client.get(reverse("desk:case", args=[case.pk]))
    (line,) = written()
    assert line["request"] == answer["X-Request-ID"]
    assert line["ms"] > 0
    assert line["queries"] > 10
    kept = {name: line[name] for name in ("from", "level", "method", "view", "status", "actor")}
    assert kept == {
        "from": "cau_noi.requests",
        "level": "info",
        "method": "GET",
        "view": "desk:case",
        "status": 200,
        "actor": "person",
    }
    assert set(line) == {*kept, "at", "request", "ms", "queries"}


@pytest.mark.parametrize(("address", "view", "status"), [("/khong-co/", "none", 404), ("/healthz/live", "live", 200)])
def test_what_leads_to_no_page_of_the_desk_is_a_line_as_well(client, written, office, address, view, status):
    answer = client.get(address)
    (line,) = written()
    assert (line["view"], line["status"], line["actor"]) == (view, status, "nobody")
    assert line["request"] == answer["X-Request-ID"]


def test_nothing_that_was_typed_sent_or_searched_for_is_in_the_log(client, office, written):
    """In the address, in the form, in a header, in the method and in an error that repeats it."""
    client.raise_request_exception = False
    typed = {"name": NAME, "phone": PHONE, "q": NAME, "text": f"{NAME} {PHONE}", "parties-0-name": NAME}
    client.get(f"/tim/{NAME}/", {"q": PHONE})
    client.get("/healthz/live", headers={"host": f"{PHONE}.example.vn", "user-agent": NAME, "referer": NAME})
    client.generic(f"M{PHONE}", "/healthz/live")
    client.post(reverse("account_login"), {"login": NAME, "password": PHONE})
    client.force_login(office.person(Role.RECEPTIONIST))
    client.post(reverse("desk:intake"), typed)
    client.get(reverse("desk:search"), typed)
    client.post(reverse("desk:earlier"), typed)
    client.post("/api/v1/cases", typed, headers={"authorization": f"Bearer {PHONE}"})
    logging.getLogger("elsewhere").error("could not read %s", NAME)
    logging.getLogger("elsewhere").error(f"could not read {NAME}")
    assert len(written()) >= 10
    assert leaks([NAME, PHONE], [("log", written.text())]) == []
    assert {"could not read %s"} == {line["message"] for line in written() if "message" in line}


@pytest.mark.urls("tests.config.test_logs")
def test_of_an_error_the_log_says_what_and_where_and_not_about_whom(client, office, written):
    client.raise_request_exception = False
    client.force_login(office.person(Role.RECEPTIONIST))
    answer = client.post(f"/vap/{NAME}/", {"name": NAME, "phone": PHONE})
    assert answer.status_code == 500
    lines = written()
    assert leaks([NAME, PHONE], [("log", written.text())]) == []
    assert {line["request"] for line in lines} == {answer["X-Request-ID"]}
    (error,) = [line for line in lines if "error" in line]
    assert error["error"] == ["LookupError", "ValueError"]
    assert re.fullmatch(r"tests/config/test_logs\.py:\d+ stumble", error["trace"][-1])
    assert str(configured.BASE_DIR) not in written.text()
    (line,) = [line for line in lines if line["from"] == "cau_noi.requests"]
    assert (line["view"], line["status"]) == ("stumble", 500)
    assert [line["message"].split()[0] for line in lines if line["from"] == "desk.refusals"] == ["incident"]


def test_a_whole_registration_leaves_nothing_of_the_petitioner_in_the_log(office, written):
    case = a_petition(office)
    names = [one.who.name for one in Party.objects.filter(petition__matters__case=case)]
    assert names
    assert leaks([*names, case.number], [("log", written.text())]) == []


def test_the_test_of_leaks_would_find_one():
    record = logging.LogRecord("cases", logging.ERROR, __file__, 1, "refused: %s", (NAME,), None)
    assert leaks([NAME], [("log", JsonLines(configured.BASE_DIR).format(record))]) == ["log"]
