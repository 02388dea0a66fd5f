"""A browser as far as the server can tell: cookies, the form's own token, what was chosen in the form; and a clock."""

import http.client
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

PATIENCE = 60
NO_ANSWER = 0
"""Stands where a status would."""
BY_CHOICE = {"checkbox", "radio", "file"}


@dataclass(frozen=True)
class Asked:
    """One request: what somebody wanted, when it began, how long it took and what was answered."""

    kind: str
    began: float
    seconds: float
    status: int
    wanted: tuple[int, ...]

    @property
    def failed(self) -> bool:
        return self.status not in self.wanted


class Failed(RuntimeError):
    """The answer was none that somebody could go on from."""


@dataclass
class Browser:
    url: str
    session: str
    asked: list[Asked] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None
    token: str = ""
    """The cookie that the form's token is compared with."""
    pause: Callable[[], float] = field(default=lambda: 0.0)
    """Seconds that somebody reads before they ask for the next page; not counted."""

    def get(self, kind: str, address: str) -> str:
        return self._ask(kind, "GET", address, None, wanted=(200,))

    def send(self, kind: str, address: str, typed: dict[str, str], *, wanted: int = 302) -> str:
        """Send a form. Whoever gets it back, with what was wrong in it, did not do what they wanted."""
        return self._ask(kind, "POST", address, typed, wanted=(wanted,))

    def _ask(
        self, kind: str, method: str, address: str, typed: dict[str, str] | None, *, wanted: tuple[int, ...]
    ) -> str:
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.token}", "Accept-Language": "vi"}
        if typed is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        time.sleep(self.pause())
        began = time.perf_counter()
        try:
            status, text = self._answer(method, address, urlencode(typed) if typed is not None else None, headers)
        except (OSError, http.client.HTTPException) as trouble:
            self.leave()
            self.asked.append(Asked(kind, began, time.perf_counter() - began, NO_ANSWER, wanted))
            raise Failed(kind) from trouble
        said = Asked(kind, began, time.perf_counter() - began, status, wanted)
        self.asked.append(said)
        if said.failed:
            raise Failed(f"{kind}: {status}")
        return text

    def _answer(self, method: str, address: str, body: str | None, headers: dict[str, str]) -> tuple[int, str]:
        if self.connection is None:
            place = urlsplit(self.url)
            self.connection = http.client.HTTPConnection(place.hostname or "", place.port or 80, timeout=PATIENCE)
        self.connection.request(method, address, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            if name == "csrftoken":
                self.token = value
        return answer.status, text

    def leave(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class _Reader(HTMLParser):
    def __init__(self, holding: str) -> None:
        super().__init__()
        self.holding, self.typed, self.choices = holding, {}, {}
        self._form: dict[str, str] | None = None
        self._select = ""

    typed: dict[str, str]
    choices: dict[str, list[str]]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = {}
        elif self._form is None:
            return
        elif tag == "select":
            self._select = said.get("name", "")
            self.choices[self._select] = []
        elif tag == "option" and self._select:
            self.choices[self._select].append(said.get("value", ""))
            if "selected" in said:
                self._form[self._select] = said.get("value", "")
        elif tag == "textarea":
            self._form.setdefault(said.get("name", ""), "")
        elif tag == "input" and (said.get("type") not in BY_CHOICE or "checked" in said):
            self._form[said.get("name", "")] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "form" and self._form is not None:
            if self.holding in self._form or self.holding in self.choices:
                self.typed = self.typed or self._form
            self._form = None


def form_in(page: str, *, holding: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return what the first form with such a field would send as it stands, and what its lists offer."""
    reader = _Reader(holding)
    reader.feed(page)
    return reader.typed, reader.choices
