"""Reads a QR picture back from a drawn page: a decoder of our own, which shares nothing with the drawer.

It finds the three corners, samples the modules, takes the mask off and reads the bytes. It mends no damage.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

# Codewords for error correction in a block, and (blocks, data codewords) of level M (ISO/IEC 18004, table 9).
LEVEL_M: dict[int, list[tuple[int, int]]] = {
    1: [(1, 16)],
    2: [(1, 28)],
    3: [(1, 44)],
    4: [(2, 32)],
    5: [(2, 43)],
    6: [(4, 27)],
    7: [(4, 31)],
    8: [(2, 38), (2, 39)],
    9: [(3, 36), (2, 37)],
    10: [(4, 43), (1, 44)],
    11: [(1, 50), (4, 51)],
    12: [(6, 36), (2, 37)],
    13: [(8, 37), (1, 38)],
    14: [(4, 40), (5, 41)],
}
ALIGNED = {
    1: [],
    2: [6, 18],
    3: [6, 22],
    4: [6, 26],
    5: [6, 30],
    6: [6, 34],
    7: [6, 22, 38],
    8: [6, 24, 42],
    9: [6, 26, 46],
    10: [6, 28, 50],
    11: [6, 30, 54],
    12: [6, 32, 58],
    13: [6, 34, 62],
    14: [6, 26, 46, 66],
}
MASKS: list[Callable[[int, int], bool]] = [
    lambda i, j: (i + j) % 2 == 0,
    lambda i, j: i % 2 == 0,
    lambda i, j: j % 3 == 0,
    lambda i, j: (i + j) % 3 == 0,
    lambda i, j: (i // 2 + j // 3) % 2 == 0,
    lambda i, j: i * j % 2 + i * j % 3 == 0,
    lambda i, j: (i * j % 2 + i * j % 3) % 2 == 0,
    lambda i, j: ((i + j) % 2 + i * j % 3) % 2 == 0,
]
Matrix = list[list[bool]]


def read_from(picture: Any) -> str:
    """Return what the one QR code in a picture (Pillow, any mode) says."""
    return text_of(matrix_of(picture.convert("L")))


def matrix_of(picture: Any) -> Matrix:
    """Find the three corners (1:1:3:1:1) and sample every module between them."""
    wide, high = picture.size
    pixels = picture.load()
    dark = [[pixels[x, y] < 128 for x in range(wide)] for y in range(high)]
    corners: list[tuple[float, float, float]] = []
    for y in range(high):
        for x, unit in _finders(dark[y]):
            column = [dark[row][int(x)] for row in range(high)]
            for centre, height in _finders(column):
                if abs(centre - y) < unit and abs(height - unit) < unit / 2:
                    corners.append((x, centre, unit))
    spots: list[list[tuple[float, float, float]]] = []
    for corner in corners:
        near = next((spot for spot in spots if abs(spot[0][0] - corner[0]) + abs(spot[0][1] - corner[1]) < 20), None)
        if near is None:
            spots.append([corner])
        else:
            near.append(corner)
    # Data and words may look like a corner in one line; a corner does in all lines through its middle.
    spots = sorted(spots, key=len, reverse=True)[:3]
    middles = [tuple(sum(one[n] for one in spot) / len(spot) for n in range(3)) for spot in spots]
    assert len(middles) == 3, f"{len(middles)} corners"
    left, top = min(x for x, _y, _u in middles), min(y for _x, y, _u in middles)
    span = max(x for x, _y, _u in middles) - left
    unit = sum(u for _x, _y, u in middles) / 3
    size = round((span / unit + 7 - 17) / 4) * 4 + 17
    step = span / (size - 7)
    return [
        [dark[round(top + (row - 3) * step)][round(left + (column - 3) * step)] for column in range(size)]
        for row in range(size)
    ]


def _finders(line: list[bool]) -> list[tuple[float, float]]:
    """Return middle and module of every run dark-light-dark-light-dark in the proportion 1:1:3:1:1."""
    starts = [0, *(at for at in range(1, len(line)) if line[at] != line[at - 1]), len(line)]
    runs = [(start, end - start, line[start]) for start, end in pairwise(starts)]
    found = []
    for five in zip(runs, runs[1:], runs[2:], runs[3:], runs[4:], strict=False):
        unit = sum(length for _s, length, _d in five) / 7
        if five[0][2] and unit >= 2:
            wanted = (1, 1, 3, 1, 1)
            if all(abs(run[1] - unit * n) < unit * 0.5 for run, n in zip(five, wanted, strict=True)):
                found.append((five[2][0] + five[2][1] / 2 - 0.5, unit))
    return found


def text_of(matrix: Matrix) -> str:
    size = len(matrix)
    version = (size - 17) // 4
    mask = MASKS[_format(matrix) & 7]
    bits = [matrix[row][column] ^ mask(row, column) for row, column in _order(size, version)]
    words = [sum(bit << 7 - n for n, bit in enumerate(bits[at : at + 8])) for at in range(0, len(bits) - 7, 8)]
    data = _in_blocks(words, LEVEL_M[version])
    stream = "".join(f"{word:08b}" for word in data)
    assert stream[:4] == "0100", "written as bytes"
    count = 8 if version < 10 else 16
    length = int(stream[4 : 4 + count], 2)
    start = 4 + count
    return bytes(int(stream[start + 8 * n : start + 8 * n + 8], 2) for n in range(length)).decode()


def _format(matrix: Matrix) -> int:
    """Read level and mask beside the first corner; the level must be M."""
    places = [*((8, n) for n in range(6)), (8, 7), (8, 8), (7, 8), *((14 - n, 8) for n in range(9, 15))]
    said = 0
    for row, column in places:
        said = said << 1 | matrix[row][column]
    said ^= 0b101010000010010
    level, mask = said >> 13, said >> 10 & 7
    assert level == 0, "level M"
    return mask


def _order(size: int, version: int) -> list[tuple[int, int]]:
    """Return the places of the data in the order they are read: two columns at a time, up and down."""
    taken = _taken(size, version)
    order, upwards, right = [], True, size - 1
    while right > 0:
        if right == 6:
            right -= 1
        for row in range(size - 1, -1, -1) if upwards else range(size):
            order += [(row, column) for column in (right, right - 1) if (row, column) not in taken]
        upwards, right = not upwards, right - 2
    return order


def _taken(size: int, version: int) -> set[tuple[int, int]]:
    taken = {(6, n) for n in range(size)} | {(n, 6) for n in range(size)}
    for row, column in ((0, 0), (0, size - 8), (size - 8, 0)):
        taken |= {(row + i, column + j) for i in range(8) for j in range(8)}
    taken |= {(8, n) for n in range(9)} | {(n, 8) for n in range(9)}
    taken |= {(8, size - 1 - n) for n in range(8)} | {(size - 1 - n, 8) for n in range(8)}
    middles = ALIGNED[version]
    for row in middles:
        for column in middles:
            if (row, column) not in {(6, 6), (6, middles[-1]), (middles[-1], 6)}:
                taken |= {(row + i, column + j) for i in range(-2, 3) for j in range(-2, 3)}
    if version >= 7:
        taken |= {(i, size - 11 + j) for i in range(6) for j in range(3)}
        taken |= {(size - 11 + j, i) for i in range(6) for j in range(3)}
    return taken


def _in_blocks(words: list[int], shape: list[tuple[int, int]]) -> list[int]:
    """Put the words of interleaved blocks back in their order; those for error correction stay behind."""
    lengths = [length for count, length in shape for _n in range(count)]
    blocks: list[list[int]] = [[] for _length in lengths]
    rest = iter(words)
    for at in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if at < length:
                block.append(next(rest))
    return [word for block in blocks for word in block]
