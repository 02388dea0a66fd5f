"""Every page says what it is, what can be done and what follows; the guide behind it is there; first steps by role."""

import pytest
from django.urls import get_resolver, reverse

from desk import guide
from desk.first_steps import steps_for
from desk.help import BY_PAGE
from organizations.vocabulary import Role
from tests.desk.test_addresses import names

pytestmark = pytest.mark.django_db

# No page with the shell around it: files, parts of pages, what is only posted, what leads elsewhere, the link's own.
NO_PAGE = {
    "home", "take", "put-back", "unread-task", "draft", "intake-clocks", "suggestion", "earlier", "receipt-pdf",
    "receipt-file", "receipt-opening", "reception-schedule-pdf", "refusal-notice", "handover", "part", "print-book",
    "letter", "letter-pdf", "letter-docx", "certificate-file", "dossier-zip", "holding-pdf", "redacted", "document",
    "page-picture", "small-picture", "competence-export", "calendar-empty-table", "checkpoint-make",
    "sheet-keeper-enter", "sheet-keeper-remove", "checkpoint-sheet", "opening-form", "opening-choose",
    "opening-forget", "opening-refused", "changeover-choose", "changeover-order", "changeover-drop", "erasure-pdf",
    "print-notice", "audit-export", "theme", "language", "unread", "latest-messages", "resend", "guide-picture",
    "link-find", "link-leave", "link-ask", "link-code", "agenda-pdf", "bring-up", "client-revoke", "dashboard-brief",
    "drop-filter", "save-filter", "export-fetch", "export-take", "intake-card", "intake-places", "letter-sample-file",
    "next-case", "previous-case", "peek", "late-statement", "phone", "phone-take", "scans",
}  # fmt: skip


def test_every_page_says_what_it_is_and_where_the_guide_says_more():
    pages = {name.removeprefix("desk:") for name in names(get_resolver()) if name.startswith("desk:")}
    missing = pages - NO_PAGE - set(BY_PAGE)
    assert not missing, f"two lines for each in desk/help.py, or NO_PAGE here: {sorted(missing)}"
    assert set(BY_PAGE) <= pages - NO_PAGE
    for entry in BY_PAGE.values():
        chapter, heading = entry.place.split("#")
        assert heading in dict(guide.chapter(chapter).headings), entry.place


def test_the_lines_stand_behind_the_question_mark_of_their_page(as_role):
    page = as_role(Role.HANDLER).get(reverse("desk:register")).content.decode()
    entry = BY_PAGE["register"]
    assert str(entry.what) in page
    assert str(entry.then) in page
    assert f'href="{entry.address}"' in page


def test_the_guide_is_read_inside_and_knows_its_own_way(as_role, settings, tmp_path, monkeypatch):
    client = as_role(Role.AGENCY_OFFICER)
    first = client.get(reverse("desk:guide")).context["mine"]
    assert [chapter.name for chapter in first] == ["bat-dau", "co-quan"]
    for name in guide.CHAPTERS:
        page = client.get(reverse("desk:guide-chapter", args=[name]))
        assert page.status_code == 200
        for mark in ("**", "](", "![", "\n- "):
            assert mark not in guide.chapter(name).html, (name, mark)
    assert client.get(reverse("desk:guide-chapter", args=["README"])).status_code == 404
    shown = reverse("desk:guide-picture", args=["intake"])
    assert shown in guide.chapter("tiep-nhan").html
    assert client.get(shown).headers["Content-Type"] == "image/png"
    monkeypatch.setattr(guide, "PICTURES", tmp_path)
    (tmp_path / "inbox.png").write_bytes(b"png")
    said = guide.rendered("![Việc <của> tôi](../screens/inbox.png)\n\n![Không](../screens/khong-co.png)")
    assert reverse("desk:guide-picture", args=["inbox"]) in said
    assert "&lt;của&gt;" in said
    assert "khong-co" not in said
    assert client.get(reverse("desk:guide-picture", args=["inbox"])).status_code == 200
    assert client.get(reverse("desk:guide-picture", args=["khong-co"])).status_code == 404


def test_nothing_in_the_guide_becomes_markup_that_was_not_meant():
    said = guide.rendered("Gõ <script>alert(1)</script> và [đây](javascript:alert) hoặc `<b>`")
    assert "<script" not in said
    assert "href" not in said
    assert "<code>&lt;b&gt;</code>" in said


@pytest.mark.parametrize("role", list(Role))
def test_first_steps_are_few_and_each_leads_where_the_role_may_go(as_role, office, role):
    client = as_role(role)
    steps = client.get(reverse("desk:first-steps")).context["steps"]
    assert 3 <= len(steps) <= 5
    for step in steps:
        assert client.get(step.address).status_code == 200, (role, step.page)
    everything = steps_for(office.actor(role))
    assert [step.page for step in everything] == [step.page for step in steps]


def test_first_steps_are_offered_until_put_away_and_can_be_seen_again(as_role, client):
    steps, inbox = reverse("desk:first-steps"), reverse("desk:inbox")
    offer = "Lần đầu dùng Cầu Nối?"
    assert offer in as_role(Role.HANDLER).get(inbox).content.decode()
    assert client.post(steps).status_code == 302
    assert client.post(steps).status_code == 302, "twice is once"
    assert offer not in client.get(inbox).content.decode()
    assert client.get(steps).status_code == 200
    assert offer in as_role(Role.LEADER).get(inbox).content.decode(), "everybody puts away their own"
