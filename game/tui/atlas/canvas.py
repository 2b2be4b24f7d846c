"""Lines as the dots of a terminal's cells: eight to a cell for what is fine, four for what is heavy."""

from __future__ import annotations

from math import ceil
from typing import Literal

_BRAILLE_BITS = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)  # of the dots of a cell, row by row
_BLOCKS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"  # by the quarters that are filled, row by row


class Canvas:
    """A field of cells. `fine` has two dots across each and four down; `heavy`, two and two."""

    def __init__(self, columns: int, rows: int, kind: Literal["fine", "heavy"]) -> None:
        self.columns, self.rows = columns, rows
        self._down = 4 if kind == "fine" else 2
        self._bits = _BRAILLE_BITS if kind == "fine" else (1, 2, 4, 8)
        self._is_fine = kind == "fine"
        self._cells: dict[tuple[int, int], int] = {}

    def line(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a line; places are in columns and rows of cells from the upper left corner. What is outside is cut."""
        inside = cut(start, end, self.columns, self.rows)
        if inside is None:
            return
        (x, y), (x_end, y_end) = [(2 * x, self._down * y) for x, y in inside]
        steps = max(1, ceil(max(abs(x_end - x), abs(y_end - y))))  # rounded up, so that no dot is left out
        across, down = (x_end - x) / steps, (y_end - y) / steps
        for step in range(steps + 1):
            self._dot(int(x + step * across), int(y + step * down))

    def _dot(self, x: int, y: int) -> None:
        cell = (x // 2, y // self._down)
        if 0 <= cell[0] < self.columns and 0 <= cell[1] < self.rows:
            bit = self._bits[2 * (y % self._down) + x % 2]
            self._cells[cell] = self._cells.get(cell, 0) | bit

    @property
    def drawn(self) -> dict[tuple[int, int], str]:
        """The sign in each cell, by column and row, that anything is drawn in."""
        if self._is_fine:
            return {cell: chr(0x2800 + bits) for cell, bits in self._cells.items()}
        return {cell: _BLOCKS[bits] for cell, bits in self._cells.items()}


def cut(
    start: tuple[float, float], end: tuple[float, float], width: float, height: float
) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """The part of a line that lies within a field from the corner 0, 0; None if none does (Liang and Barsky)."""
    across, down = end[0] - start[0], end[1] - start[1]
    first, last = 0.0, 1.0
    for step, room in ((-across, start[0]), (across, width - start[0]), (-down, start[1]), (down, height - start[1])):
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    return (
        (start[0] + first * across, start[1] + first * down),
        (start[0] + last * across, start[1] + last * down),
    )
