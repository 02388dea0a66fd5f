"""What leaves the house as a file leaves by one door, with a name that any browser reads and no copy on the way."""

from pathlib import Path

import pytest

from files.handing import handed, handed_in_parts
from files.vocabulary import CSV, JSON, PDF

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]


def test_a_file_is_a_download_that_nobody_keeps():
    answer = handed(b"{}", name="bien-nhan.json", kind=JSON)
    assert answer.content == b"{}" and answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="bien-nhan.json"'
    assert answer["Cache-Control"] == "private, no-store"


def test_a_paper_to_be_printed_opens_in_the_browser():
    answer = handed(b"%PDF", name="Công văn.pdf", kind=PDF, inline=True)
    assert answer["Content-Disposition"] == "inline; filename*=utf-8''C%C3%B4ng%20v%C4%83n.pdf"


def test_a_long_table_is_sent_while_it_is_written():
    answer = handed_in_parts(iter(["a;b\n", "c;d\n"]), name="so.csv", kind=CSV)
    assert answer.streaming and b"".join(answer) == b"a;b\nc;d\n"  # type: ignore[arg-type]
    assert (answer["Content-Disposition"], answer["Cache-Control"]) == (
        'attachment; filename="so.csv"',
        "private, no-store",
    )


def test_no_page_labels_a_file_by_itself():
    rooms = [ROOT / room for room in ("api", "desk", "portal", "reports")]
    own = [file for room in rooms for file in room.rglob("*.py") if "Content-Disposition" in file.read_text()]
    assert own == []
