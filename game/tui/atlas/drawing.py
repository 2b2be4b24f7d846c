"""A map as signs in cells: which part of the earth is shown, what is drawn where, and which names there is room for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

from rich.cells import cell_len, set_cell_size

from game.play import Stop, legs
from game.tui.atlas.canvas import Canvas
from game.tui.atlas.coast import coasts
from game.tui.atlas.projection import Flat, flat, kilometres, meridian_amid, turned

Kind: TypeAlias = Literal["coast", "road", "stop", "name", "here"]
Cell: TypeAlias = tuple[int, int]  # column and row
STOP, HERE = "■", "◆"
_NEAREST = 8.0  # kilometres to a dot: nearer, the coast would be a few straight lines
_NARROWEST = 1000.0  # kilometres from edge to edge: what lies around a single place
_WELL_KNOWN = 1.5  # cells of coast to a column: enough to tell where in the world one is
_COSTS: dict[Kind | None, int] = {"road": 3, "coast": 1}  # of hiding it under a name
_ASIDE: dict[Kind, int] = {"name": 4, "here": 20}  # of not standing in the line of the mark
_EDGE = 0.08  # of the width and height, left free around the places


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the earth that a map shows. A cell is as high as two are wide, with two dots across and four down."""

    middle: Flat
    scale: float  # degrees of the flat map to a dot
    columns: int
    rows: int

    def cell(self, position: tuple[float, float]) -> tuple[float, float]:
        """Where a longitude and latitude is, in columns and rows from the upper left corner."""
        return self.placed(flat(turned(position[0], self.middle[0]), position[1]))

    def placed(self, point: Flat) -> tuple[float, float]:
        """Where a point of the flat map is."""
        across, up = (point[0] - self.middle[0]) / self.scale, (point[1] - self.middle[1]) / self.scale
        return self.columns / 2 + across / 2, self.rows / 2 - up / 4

    def wider(self) -> Frame:
        """The same frame a step farther off."""
        return replace(self, scale=self.scale * 1.25)


def frame(positions: Sequence[tuple[float, float]], columns: int, rows: int) -> Frame:
    """The nearest frame with all these places in it that has room around them."""
    meridian = meridian_amid(longitude for longitude, _ in positions)
    points = [flat(turned(longitude, meridian), latitude) for longitude, latitude in positions]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    dots_across, dots_down = max(2, 2 * columns), max(4, 4 * rows)
    nearest = max(_NEAREST, _NARROWEST / min(dots_across, dots_down)) / kilometres(middle[1])
    room = 1 - 2 * _EDGE
    scale = max(nearest, (max(xs) - min(xs)) / (dots_across * room), (max(ys) - min(ys)) / (dots_down * room))
    return Frame(middle, scale, columns, rows)


@dataclass(slots=True)
class Drawing:
    """What is in the cells; the sea and the land are empty. A wide sign takes its own cell and the next."""

    columns: int
    rows: int
    cells: dict[Cell, tuple[str, Kind]] = field(default_factory=dict)

    def runs(self, row: int) -> list[tuple[str, Kind | None]]:
        """A row as texts of one kind each, exactly as wide as the drawing."""
        found: list[tuple[str, Kind | None]] = []
        column = 0
        while column < self.columns:
            text, kind = self.cells.get((column, row), (" ", None))
            if found and found[-1][1] == kind:
                found[-1] = (found[-1][0] + text, kind)
            else:
                found.append((text, kind))
            column += max(1, cell_len(text))
        return found

    def text(self) -> str:
        """The drawing without its styles."""
        return "\n".join("".join(text for text, _ in self.runs(row)).rstrip() for row in range(self.rows))


@lru_cache(maxsize=8)
def drawing(stops: tuple[Stop, ...], columns: int, rows: int) -> Drawing:
    """The map of these stops, with the road between them; empty where none of them is on the earth."""
    drawn = Drawing(columns, rows)
    positions = [stop.position for stop in stops if stop.position is not None]
    if not positions or columns < 4 or rows < 2:
        return drawn
    shown = frame(positions, columns, rows)
    coast = _coast(shown)
    while len(coast) < _WELL_KNOWN * columns and shown.scale * columns < 180:
        # In the middle of a continent there is no line at all: step back until there is one to know it by.
        shown = shown.wider()
        coast = _coast(shown)
    drawn.cells |= {cell: (sign, "coast") for cell, sign in coast.items()}
    road = Canvas(columns, rows, "heavy")
    for start, end in legs(stops):
        if start.position is not None and end.position is not None:
            road.line(shown.cell(start.position), shown.cell(end.position))
    drawn.cells |= {cell: (sign, "road") for cell, sign in road.drawn.items()}
    _places(drawn, shown, stops)
    return drawn


def _coast(shown: Frame) -> dict[Cell, str]:
    canvas = Canvas(shown.columns, shown.rows, "fine")
    (x, y), wide, high = shown.middle, shown.scale * shown.columns, shown.scale * 2 * shown.rows
    for coast in coasts():
        if coast.top < y - high or coast.bottom > y + high:
            continue
        for turn in (-360, 0, 360):
            if x - wide <= coast.right + turn and coast.left + turn <= x + wide:
                line = [shown.placed((across + turn, up)) for across, up in coast.points]
                for start, end in pairwise(line):
                    canvas.line(start, end)
    return canvas.drawn


def _places(drawn: Drawing, shown: Frame, stops: tuple[Stop, ...]) -> None:
    marks: dict[Cell, list[Stop]] = {}  # the stops in each cell; the cell that was come to last is the last
    for stop in (*stops, *(stop for stop in stops if stop.is_here)):
        if stop.position is not None:
            place = shown.cell(stop.position)
            cell = (min(int(place[0]), drawn.columns - 1), min(int(place[1]), drawn.rows - 1))
            marks[cell] = [*marks.pop(cell, []), stop]
    for cell, there in marks.items():
        drawn.cells[cell] = (HERE, "here") if there[-1].is_here else (STOP, "stop")
    taken = set(marks)
    for cell, there in reversed(marks.items()):
        if there[-1].is_here:
            _name(drawn, taken, cell, f" {there[-1].name} ", "here")
        else:
            # A town of many stops on one mark goes by the name it had most often, the last of those.
            often = Counter(stop.name for stop in reversed(there))
            _name(drawn, taken, cell, often.most_common(1)[0][0], "name")


def _name(drawn: Drawing, taken: set[Cell], mark: Cell, name: str, kind: Kind) -> None:
    """Write a name beside its mark, where it hides least; nowhere, where it would be on another."""
    name = set_cell_size(name, min(cell_len(name), drawn.columns - 2))
    width, (column, row) = cell_len(name), mark
    gap = 1 if kind == "here" else 2
    centred = max(0, min(drawn.columns - width, column - width // 2))
    corners = [
        (column + gap, row),
        (column - gap + 1 - width, row),
        (column + 1, row - 1), (column + 1, row + 1),
        (column - width, row - 1), (column - width, row + 1),
        (centred, row - 1), (centred, row + 1),
    ]  # fmt: skip
    best: list[Cell] | None = None
    fewest = 0
    for left, line in corners:
        cells = [(left + number, line) for number in range(width)]
        around = [(at, line) for at in range(left - 1, left + width + 1)]
        if left < 0 or left + width > drawn.columns or not 0 <= line < drawn.rows:
            continue
        if any(cell in taken for cell in around if cell != mark):
            continue
        hidden = sum(_COSTS.get(drawn.cells.get(cell, ("", None))[1], 0) for cell in around)
        hidden += 0 if line == row else _ASIDE[kind]
        if best is None or hidden < fewest:
            best, fewest = cells, hidden
    if best is None:
        return
    for beside in ((best[0][0] - 1, best[0][1]), (best[-1][0] + 1, best[0][1])):
        if kind == "name" and drawn.cells.get(beside, ("", None))[1] in ("coast", "road"):
            del drawn.cells[beside]
    at = 0
    for sign in name:
        if cell_len(sign):
            drawn.cells[best[at]] = (sign, kind)
            at += cell_len(sign)
        elif at:  # an accent of its own belongs to the letter before it
            drawn.cells[best[at - 1]] = (drawn.cells[best[at - 1]][0] + sign, kind)
    taken.update(best)
