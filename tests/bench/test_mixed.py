"""A load that goes wrong says so: a server that fails, one that is not there, a form that comes back."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.mixed.browser import Browser, Failed, form_in
from bench.mixed.load import a_day, registering, somebody
from bench.mixed.serving import free_port

FORM = """<form action="/tim/"><input name="q" value="x"></form>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="token"><input name="form_token" value="1">
<select name="field"><option value="">Chọn</option><option value="land">Đất đai</option></select>
<input type="checkbox" name="again"><input type="radio" name="kind" value="complaint">
<input type="radio" name="kind" value="proposal" checked><textarea name="text"></textarea></form>"""


@contextmanager
def a_server(answers: dict[str, int]) -> Iterator[tuple[str, list[str]]]:
    """Answer each method with one status, whatever is asked; remember which cookies came."""
    cookies: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            cookies.append(self.headers["Cookie"])
            body = FORM.encode()
            self.send_response(answers[self.command])
            self.send_header("Set-Cookie", "csrftoken=secret; Path=/")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", cookies
    finally:
        server.shutdown()
        server.server_close()


def errors_of(url: str, role: str = "agency_officer") -> tuple[dict, list]:
    told = a_day([somebody(role, url, "session", 1)], 0.3)
    return told["overall"], told["errors"]


def test_a_server_that_fails_is_an_error_with_its_status():
    with a_server({"GET": 500, "POST": 500}) as (url, _cookies):
        overall, errors = errors_of(url)
    assert overall["errors"] == overall["requests"] > 0
    assert [(one["name"], one["status"]) for one in errors] == [("agency's list", 500)]
    assert errors[0]["times"] == overall["errors"]


def test_a_server_that_is_not_there_is_an_error():
    overall, errors = errors_of(f"http://127.0.0.1:{free_port()}")
    assert overall["errors"] > 0
    assert errors[0]["status"] == "no answer"


@pytest.mark.parametrize(("status", "wrong"), [(302, False), (200, True), (409, True)])
def test_a_petition_counts_only_when_the_form_does_not_come_back(status, wrong):
    with a_server({"GET": 200, "POST": status}) as (url, _cookies):
        counted = registering([somebody("receptionist", url, "session", number) for number in range(2)], 0.2, rounds=1)
    assert (counted["one_a_second"] == 0) is wrong
    assert [(one["name"], one["status"]) for one in counted["errors"]] == (
        [("register a petition", status)] if wrong else []
    )


def test_a_browser_keeps_its_cookies_and_sends_what_stands_in_the_form():
    with a_server({"GET": 200, "POST": 302}) as (url, cookies):
        browser = Browser(url, "session")
        typed, offered = form_in(browser.get("x", "/"), holding="form_token")
        browser.send("y", "/", typed)
        with pytest.raises(Failed):
            browser.send("z", "/", typed, wanted=200)
    assert cookies[1] == "sessionid=session; csrftoken=secret"
    assert typed == {"csrfmiddlewaretoken": "token", "form_token": "1", "kind": "proposal", "text": ""}
    assert offered == {"field": ["", "land"]}
    assert [one.failed for one in browser.asked] == [False, False, True]


def test_somebody_reads_before_each_request_as_long_as_chance_says():
    read: list[float] = []

    def pause() -> float:
        read.append(0.01)
        return read[-1]

    with a_server({"GET": 200, "POST": 302}) as (url, _cookies):
        browser = Browser(url, "session", pause=pause)
        browser.get("look", "/")
        browser.send("send", "/", {"csrfmiddlewaretoken": "token"})
    assert len(read) == len(browser.asked) == 2
    assert browser.asked[1].began - (browser.asked[0].began + browser.asked[0].seconds) >= read[1]


def test_the_pauses_of_one_person_are_their_own_and_average_what_was_asked_for():
    one, again, other = (somebody("agency_officer", "http://127.0.0.1:1", "", seed, pause=2) for seed in (1, 1, 2))
    pauses = [one.browser.pause() for _ in range(2000)]
    assert pauses == [again.browser.pause() for _ in range(2000)] != [other.browser.pause() for _ in range(2000)]
    assert 1.8 < sum(pauses) / len(pauses) < 2.2
    assert somebody("agency_officer", "http://127.0.0.1:1", "", 1).browser.pause() == 0
