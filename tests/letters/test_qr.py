"""What a telephone reads from the slip is what was meant."""

import io

import pytest
import segno
from PIL import Image

from tests import qr

pytestmark = pytest.mark.once


def drawn(said):
    drawing = io.BytesIO()
    code = segno.make(said, error="m", micro=False, boost_error=False, mode="byte")
    code.save(drawing, kind="png", scale=4, border=4)
    return Image.open(drawing)


@pytest.mark.parametrize("length", [5, 60, 150, 230, 350])
def test_our_reader_reads_what_the_drawer_drew(length):
    said = ("https://mattran.example/" + "aB3-" * length)[:length]
    assert qr.read_from(drawn(said)) == said


def test_a_turned_module_is_not_read_as_if_nothing_had_happened():
    matrix = qr.matrix_of(drawn("b" * 40).convert("L"))
    assert qr.text_of(matrix) == "b" * 40
    matrix[-9][-1] = not matrix[-9][-1]
    assert qr.text_of(matrix) != "b" * 40
