"""What each of an office does all day: looks, searches, registers, gives, takes. Each round is a few requests."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote
from uuid import UUID

from organizations.vocabulary import Role

from .browser import Browser, form_in

CASE = re.compile(r'href="/vu-viec/(\d+)/"')
INSTRUCT = re.compile(r'href="/vu-viec/(\d+)/instruct/"')
TAKE = re.compile(r'action="/viec/(\d+)/nhan/"')
WORDS = ("duong thon", "o nhiem", "Nguyễn Thị", "bồi thường", "cho", "2026-1", "ben do vuon trau", "zzzz")
NAMES = ("Nguyễn Thị Hoa", "Trần Văn Nam", "Lê Thị Lụa", "Phạm Văn Bình", "Giàng Thị Mỷ", "Đặng Thị Kim Vinh")
MATTERS = ("Đường liên thôn hư hỏng", "Ô nhiễm từ trại chăn nuôi", "Chậm chi trả bồi thường", "Cột điện nghiêng")


@dataclass
class Person:
    """Somebody of the office before a browser."""

    role: str
    browser: Browser
    chance: random.Random
    done: int = 0
    form: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)

    def round(self) -> None:
        ROUNDS[self.role](self)
        self.done += 1

    def page_of_a_case(self, page: str) -> None:
        if found := CASE.findall(page):
            self.browser.get("open a case", f"/vu-viec/{self.chance.choice(found)}/")


def reception(who: Person) -> None:
    """A petition over the counter: the form, the look at who was here before, the petition, the receipt."""
    open_form(who)
    name = who.chance.choice(NAMES)
    before = {"csrfmiddlewaretoken": who.form["csrfmiddlewaretoken"], "name": name, "birth_year": "", "phone": ""}
    who.browser.send("earlier petitions while typing", "/tiep-nhan/don-truoc/", before, wanted=200)
    register(who, name)
    page = who.browser.get("open the register", "/so-don/?tab=all")
    who.page_of_a_case(page)


def open_form(who: Person) -> None:
    page = who.browser.get("open the form", "/tiep-nhan/")
    who.form, who.offered = form_in(page, holding="form_token")


def register(who: Person, name: str) -> None:
    what = who.chance.choice(MATTERS)
    who.form["form_token"] = _token(who.chance)
    typed = {
        **who.form,
        "kind": "proposal",
        "name": name,
        "summary": f"{what}, lần {who.chance.randrange(10**6)}",
        "text": f"{what}. Đề nghị xem xét, trả lời.",
        "field": who.chance.choice([one for one in who.offered["field"] if one]),
        "again": "on",
    }
    who.browser.send("register a petition", "/tiep-nhan/", typed)


def handler(who: Person) -> None:
    """Takes up what was given, reads, searches."""
    page = who.browser.get("open my inbox", "/viec/")
    who.page_of_a_case(page)
    given = CASE.findall(who.browser.get("filter my inbox", "/viec/?tab=mine&step=take_up"))
    if given:
        address = f"/vu-viec/{given[0]}/take_up/"
        typed, _offered = form_in(who.browser.get("open a move", address), holding="csrfmiddlewaretoken")
        who.browser.send("one move", address, typed)
    search(who)
    who.browser.get("filter the register", "/so-don/?tab=open&kind=proposal&sort=due")


def search(who: Person) -> None:
    words = who.chance.choice(WORDS).replace(" ", "+")
    who.browser.get("search", f"/so-don/?tab=all&q={_quoted(words)}")


def leader(who: Person) -> None:
    """Gives what came in to somebody."""
    page = who.browser.get("leader's list", "/lanh-dao/?nhom=instruct")
    if waiting := INSTRUCT.findall(page):
        address = f"/vu-viec/{waiting[0]}/instruct/"
        typed, offered = form_in(who.browser.get("open a move", address), holding="handler")
        typed["handler"] = who.chance.choice([one for one in offered["handler"] if one])
        who.browser.send("instruct", address, typed)
    who.browser.get("open the dashboard", "/bao-cao/")
    search(who)


def records(who: Person) -> None:
    who.browser.get("records officer's list", "/van-thu/")
    take_and_put_back(who)
    who.browser.get("incoming letters", "/van-ban-den/")


def take_and_put_back(who: Person) -> None:
    page = who.browser.get("open the inbox of my unit", "/viec/?tab=pool")
    if not (waiting := TAKE.findall(page)):
        return
    task = who.chance.choice(waiting)
    typed, _offered = form_in(page, holding="csrfmiddlewaretoken")
    token = {"csrfmiddlewaretoken": typed["csrfmiddlewaretoken"]}
    who.browser.send("take a task", f"/viec/{task}/nhan/", token)
    who.browser.send("put a task back", f"/viec/{task}/tra/", token)


def supervisor(who: Person) -> None:
    page = who.browser.get("supervisor's tabs", "/giam-sat/")
    who.page_of_a_case(page)
    who.browser.get("agency scorecard", "/giam-sat/co-quan/")
    who.browser.get("open the dashboard", "/bao-cao/")


def agency(who: Person) -> None:
    page = who.browser.get("agency's list", "/co-quan/")
    who.page_of_a_case(page)
    who.browser.get("open my inbox", "/viec/")


ROUNDS: dict[str, Callable[[Person], None]] = {
    Role.RECEPTIONIST: reception,
    Role.HANDLER: handler,
    Role.LEADER: leader,
    Role.RECORDS_OFFICER: records,
    Role.SUPERVISOR: supervisor,
    Role.AGENCY_OFFICER: agency,
}
OFFICE = (
    *(Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER),
    *(Role.SUPERVISOR, Role.AGENCY_OFFICER, Role.HANDLER, Role.RECEPTIONIST),
)


def _token(chance: random.Random) -> str:
    return str(UUID(int=chance.getrandbits(128), version=4))


def _quoted(words: str) -> str:
    return quote(words, safe="+")
