"""A table that leaves for a spreadsheet holds no formula, and comes back as it went."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.tables import MARK, as_csv, as_text, from_text

pytestmark = pytest.mark.once


@pytest.mark.parametrize("cell", ["=1+1", "+84", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_looks_like_a_formula_stands_behind_a_quote(cell):
    assert as_text(cell) == f"'{cell}"


@given(st.text().filter(lambda cell: not cell.startswith("'")))
def test_a_cell_comes_back_as_it_went(cell):
    assert from_text(as_text(cell)) == cell


def test_a_table_is_written_line_by_line_under_its_head():
    lines = as_csv(["Họ tên", "Ghi chú"], iter([["Lò Thị Mai", "=A1; rồi"], ["Quàng Văn Chung", ""]]))
    assert next(lines) == f"{MARK}Họ tên;Ghi chú\r\n"
    assert list(csv.reader(io.StringIO("".join(lines)), delimiter=";")) == [
        ["Lò Thị Mai", "'=A1; rồi"],
        ["Quàng Văn Chung", ""],
    ]
