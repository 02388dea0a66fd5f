"""A process of the drill: furnishes an office, or comes to its desk with a password (`-m tests.backup.desk …`)."""

import json
import sys

import django

django.setup()

from django.test import Client  # noqa: E402

from audit.models import Event  # noqa: E402
from cases.models import Case  # noqa: E402
from config import alignment  # noqa: E402
from organizations.models import Membership  # noqa: E402
from sealing import keys, signing  # noqa: E402
from tests.kill.clerk import broken_chains, the_office  # noqa: E402
from tests.stories import Status, a_case  # noqa: E402

PASSWORD = "mat-khau-dien-tap-2026"


def furnish() -> None:
    """Make the keys, one case with a letter and papers, and give the one who handles it a password."""
    if keys.is_empty():
        keys.add()
    if signing.is_empty():
        signing.add()
    office = the_office()
    case = a_case(office, at=Status.SUPERVISED)
    person = Membership.objects.get(unit=office.province, role="handler").user
    person.set_password(PASSWORD)
    person.save()
    sys.stdout.write(json.dumps({"case": case.pk, "number": case.number, "name": person.username}))


def visit(name: str, case: str) -> None:
    """Sign in as everybody does and open the case; print what the desk answered."""
    client = Client(headers={"host": "127.0.0.1"})
    signed_in = client.post("/dang-nhap/", {"login": name, "password": PASSWORD})
    page = client.get(f"/vu-viec/{case}/")
    said = {
        "signed_in": signed_in.status_code,
        "page": page.status_code,
        "shows": Case.objects.get(pk=case).number in page.content.decode(),
        "events": Event.objects.count(),
        "broken_chains": broken_chains(),
        "findings": list(alignment.findings()),
    }
    sys.stdout.write(json.dumps(said))


def count() -> None:
    sys.stdout.write(json.dumps({"events": Event.objects.count(), "cases": Case.objects.count()}))


if __name__ == "__main__":
    {"furnish": furnish, "visit": visit, "count": count}[sys.argv[1]](*sys.argv[2:])
