"""What comes in is opened for a trial and scanned by the worker; nothing of it can bring the worker down."""

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image, TiffImagePlugin

from audit.actor import system
from audit.models import Event
from files import drawing, examination, look, operations, scanner, store
from files.models import Blob
from files.vocabulary import Condition, Scan
from tests.files.clamd import EICAR, a_scanner
from tests.files.samples import DOCX, PDF, PNG, picture
from tests.stories import PDF as BROKEN_PDF

pytestmark = pytest.mark.slow

BY, ON, AT = system("files"), date(2026, 3, 2), datetime(2026, 3, 2, 3, tzinfo=UTC)
PROTECTED_PDF = Path(__file__).with_name("protected.pdf").read_bytes()


def examine(at: datetime = AT) -> int:
    return examination.examine_waiting(by=BY, on=ON, at=at)


@pytest.fixture
def scanned(settings):
    with a_scanner() as (url, clamd):
        settings.CLAMAV_URL = url
        yield clamd


def test_a_scanner_is_asked_over_tcp_and_over_a_path(tmp_path):
    for path in ("", str(tmp_path / "clamd.ctl")):
        with a_scanner(path=path) as (url, clamd):
            assert scanner.threat_in(PDF * 400, url=url) == ""
            assert scanner.threat_in(PDF + EICAR, url=url) == "Win.Test.EICAR_HDB-1"
            assert clamd.asked == 2


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK", b"", b"\0"])
def test_an_answer_that_is_none_leaves_the_file_unscanned(answer):
    with a_scanner(answer=answer) as (url, _clamd), pytest.raises(scanner.ScannerAway):
        scanner.threat_in(PDF, url=url)


def test_nobody_there_is_no_clean_bill(tmp_path):
    for url in (f"unix://{tmp_path}/none.ctl", "tcp://127.0.0.1:9"):
        with pytest.raises(scanner.ScannerAway):
            scanner.threat_in(PDF, url=url)


LOOKS = {
    "a scan": (PDF, "application/pdf", Condition.SOUND, 1),
    "a scan cut off": (BROKEN_PDF, "application/pdf", Condition.BROKEN, None),
    "a scan with a password": (PROTECTED_PDF, "application/pdf", Condition.PROTECTED, None),
    "a picture": (PNG, "image/png", Condition.SOUND, None),
    "a photo": (picture("JPEG", (3000, 2000)), "image/jpeg", Condition.SOUND, None),
    "a fax": (picture("TIFF"), "image/tiff", Condition.SOUND, 1),
    "half a photo": (picture("JPEG", (300, 200))[:200], "image/jpeg", Condition.BROKEN, None),
    "a bomb": (picture("PNG", (16000, 16000)), "image/png", Condition.BROKEN, None),
}


@pytest.mark.parametrize(("content", "media_type", "condition", "pages"), LOOKS.values(), ids=LOOKS)
def test_a_file_is_opened_in_a_process_of_its_own(content, media_type, condition, pages):
    seen = look.look_at(content, media_type)
    assert (seen.condition, seen.pages) == (condition, pages)
    if condition != Condition.SOUND:
        assert not seen.page
        return
    page, small = Image.open(io.BytesIO(seen.page)), Image.open(io.BytesIO(seen.small))
    assert page.width <= drawing.WIDE
    assert page.height <= drawing.TALL
    assert max(small.size) <= drawing.SMALL
    assert (page.format, len(page.convert("RGB").getcolors(maxcolors=1_000_000)) > 0) == ("PNG", True)


def test_a_file_that_holds_the_process_up_is_given_up(monkeypatch):
    monkeypatch.setattr(look, "PATIENCE", 0.01)
    assert look.look_at(PDF, "application/pdf") == look.Look(Condition.BROKEN)


def test_a_picture_is_upright_and_says_nothing_of_the_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: turn a quarter
    exif[0x8825] = {1: "N", 2: (TiffImagePlugin.IFDRational(21), 0, 0)}
    content = picture("JPEG", (400, 200), exif=exif)
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    page = Image.open(io.BytesIO(look.look_at(content, "image/jpeg").page))
    assert page.size == (200, 400)
    assert not page.getexif()
    assert "exif" not in page.info


def test_what_comes_in_is_looked_at_once(db, settings):
    settings.CLAMAV_URL = ""
    scan, word = operations.keep(PDF, name="a.pdf"), operations.keep(DOCX, name="b.docx")
    assert examine() == 2
    assert examine(AT + timedelta(hours=1)) == 0
    scan.refresh_from_db()
    word.refresh_from_db()
    assert (scan.condition, scan.pages, scan.has_picture, scan.scan) == (Condition.SOUND, 1, True, Scan.NOT_SCANNED)
    assert (word.condition, word.has_picture, word.looked_on) == (Condition.SOUND, False, ON)
    assert store.picture(scan.digest, store.SMALL).startswith(b"\x89PNG")
    assert [event.kind for event in Event.objects.filter(subject_type="files.blob")] == ["file.looked_at"] * 2


def test_a_scanner_that_comes_later_scans_what_lies_there(db, settings):
    settings.CLAMAV_URL = ""
    blob = operations.keep(PDF, name="a.pdf")
    examine()
    with a_scanner() as (url, _clamd):
        settings.CLAMAV_URL = url
        assert examine(AT + timedelta(hours=1)) == 1
    blob.refresh_from_db()
    assert (blob.scan, blob.scanned_on) == (Scan.CLEAN, ON)


def test_what_is_infected_is_named_and_never_opened(db, scanned):
    blob = operations.keep(PDF + EICAR, name="a.pdf")
    examine()
    examine(AT + timedelta(hours=1))
    blob.refresh_from_db()
    assert (blob.scan, blob.threat, blob.looked_on) == (Scan.INFECTED, "Win.Test.EICAR_HDB-1", None)
    assert store.picture(blob.digest, store.PAGE) is None
    assert scanned.asked == 1
    assert Event.objects.get(subject_type="files.blob").facts == {"threat": "Win.Test.EICAR_HDB-1"}


def test_a_scanner_that_is_away_delays_and_forgets_nothing(db, settings):
    settings.CLAMAV_URL = "tcp://127.0.0.1:9"
    blob = operations.keep(PDF, name="a.pdf")
    examine()
    blob.refresh_from_db()
    assert (blob.scan, blob.looked_on) == (Scan.NOT_SCANNED, ON)
    assert examine(AT + timedelta(minutes=1)) == 0
    with a_scanner() as (url, _clamd):
        settings.CLAMAV_URL = url
        assert examine(AT + timedelta(minutes=6)) == 1
    assert Blob.objects.get().scan == Scan.CLEAN


def test_two_workers_take_different_files(db):
    for content in (PDF, PNG):
        operations.keep(content, name="a")
    first = operations.take_waiting(most=1, scanning=False, at=AT)
    second = operations.take_waiting(most=5, scanning=False, at=AT)
    assert {blob.pk for blob in first}.isdisjoint(blob.pk for blob in second)
    assert operations.take_waiting(most=5, scanning=False, at=AT) == []
    assert len(operations.take_waiting(most=5, scanning=False, at=AT + timedelta(minutes=6))) == 2


def test_a_damaged_file_does_not_keep_the_others_waiting(db, settings):
    settings.CLAMAV_URL = ""
    lost, there = operations.keep(PDF, name="a.pdf"), operations.keep(PNG, name="b.png")
    store._storage().delete(store.address(lost.digest))
    examine()
    there.refresh_from_db()
    lost.refresh_from_db()
    assert there.looked_on == ON
    assert lost.looked_on is None
