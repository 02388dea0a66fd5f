"""Mẫu văn bản and Mẫu thông báo: every form and every wording is shown as it would be sent, and could pass for none."""

import ast
import inspect
import io

import pypdf
import pytest
from django.urls import reverse

from desk.views.letter_samples import HANDLES
from letters.catalogue import FORMS
from notifications import samples, tell
from notifications.vocabulary import Group
from notifications.wording import WORDINGS
from organizations.vocabulary import Role
from tests.letters.test_render import words_of_docx

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.once
def test_every_version_of_a_form_is_drawn_as_a_draft_of_nobody(as_role, office):
    client = as_role(Role.ADMINISTRATOR)
    for handle, key in HANDLES.items():
        page = client.get(reverse("desk:letter-sample", args=[handle])).content.decode()
        for one in FORMS[key].versions:
            address = reverse("desk:letter-sample-file", args=[handle, one.number, "pdf"])
            assert address in page
            pages = pypdf.PdfReader(io.BytesIO(client.get(address).content)).pages
            text = " ".join(page.extract_text() for page in pages)
            assert "DỰ THẢO" in text, address
            assert "MẪU" in text, address
        typed = client.get(reverse("desk:letter-sample-file", args=[handle, one.number, "docx"])).content
        assert {"THẢO", "MẪU"} <= {word.strip(":;,.-") for word in words_of_docx(typed)}, handle


def test_what_is_no_form_no_version_and_no_kind_of_file_is_not_there(as_role, office):
    client = as_role(Role.ADMINISTRATOR)
    assert client.get(reverse("desk:letter-sample", args=["mttq-nothing"])).status_code == 404
    for number, kind in ((99, "pdf"), (1, "exe")):
        assert client.get(reverse("desk:letter-sample-file", args=["mttq-reminder", number, kind])).status_code == 404
    assert client.get(reverse("desk:wording", args=["nothing"])).status_code == 404
    assert client.get(reverse("desk:wordings"), {"nhom": "nothing"}).status_code == 404


def test_every_wording_is_shown_whole_in_every_language_it_leaves_in(as_role, office):
    client, listed = as_role(Role.ADMINISTRATOR), ""
    for group in Group:
        listed += client.get(reverse("desk:wordings"), {"nhom": group}).content.decode()
    for name in WORDINGS:
        address = reverse("desk:wording", args=[name])
        assert address in listed
        page = client.get(address).content.decode()
        assert "%(" not in page, name
        leaves = samples.hearer_of(name) in {samples.Hearer.PETITIONER, samples.Hearer.KEEPER}
        only_mail = leaves or name in {"link_code", "letter_by_email"}
        assert ('id="mau-en"' in page) != only_mail, name


def test_what_is_said_to_agencies_is_what_the_telling_says_to_them():
    """The page must not call a message internal that leaves for an agency: read from the code that sends it."""
    found = set()
    for call in ast.walk(ast.parse(inspect.getsource(tell))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
            continue
        about = call.args[2] if len(call.args) > 2 else None
        to_unit = call.func.id == "tell_outside" and "UNIT" in ast.unparse(call.args[3])
        if call.func.id == "_agency" or to_unit:
            name = ast.unparse(about).strip("'\"") if about is not None else ""
            found |= {getattr(tell, name, name)} if name.isidentifier() else set()
            if isinstance(about, ast.JoinedStr):
                found |= {name for name in WORDINGS if name.endswith("_agency")}
    assert found & set(WORDINGS) <= samples.TO_AGENCIES
    assert set(WORDINGS) >= samples.TO_AGENCIES
    assert found & set(WORDINGS) >= samples.TO_AGENCIES - {"letter_by_email"}


def test_only_administrators_try_them(as_role, office):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client = as_role(role, office.agency if role.startswith("agency") else None)
        assert client.get(reverse("desk:letter-sample", args=["mttq-reminder"])).status_code == 403
        assert client.get(reverse("desk:letter-sample-file", args=["mttq-reminder", 1, "pdf"])).status_code == 403
        assert client.get(reverse("desk:wording", args=["receipt"])).status_code == 403
