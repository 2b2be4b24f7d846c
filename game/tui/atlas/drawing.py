"""A map as signs in cells: which part of the earth is shown, what is drawn where, and which names there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, TypeAlias

from rich.cells import cell_len, set_cell_size

from game.play import Stop, legs
from game.tui.atlas.canvas import Canvas
from game.tui.atlas.coast import coasts
from game.tui.atlas.projection import EARTH, Projection, dot, middle_of, upright

Kind: TypeAlias = Literal["coast", "road", "stop", "name", "here"]
Cell: TypeAlias = tuple[int, int]  # column and row
STOP, HERE = "■", "◆"
_NEAREST = 8.0  # kilometres to a dot: nearer, the coast would be a few straight lines
_NARROWEST = 1000.0  # kilometres from edge to edge: what lies around a single place
_WELL_KNOWN = 30  # cells of coast that tell where in the world one is
_COSTS: dict[Kind | None, int] = {"road": 3, "coast": 1}  # of hiding it under a name
_EDGE = 0.1  # of the width and height, left free around the places


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the earth that a map shows. A cell is as high as two are wide, with two dots across and four down."""

    projection: Projection
    middle: tuple[float, float]  # of the frame, in the projection's kilometres
    scale: float  # kilometres to a dot
    columns: int
    rows: int

    def cell(self, position: tuple[float, float]) -> tuple[float, float] | None:
        """Where a longitude and latitude is, in columns and rows from the upper left corner."""
        flat = self.projection.flat(upright(*position))
        return self.placed(flat) if flat is not None else None

    def placed(self, flat: tuple[float, float]) -> tuple[float, float]:
        """Where a point of the projection is."""
        across, up = (flat[0] - self.middle[0]) / self.scale, (flat[1] - self.middle[1]) / self.scale
        return self.columns / 2 + across / 2, self.rows / 2 - up / 4


def frame(positions: Sequence[tuple[float, float]], columns: int, rows: int) -> Frame:
    """The nearest frame with all these places in it that has room around them."""
    points = [upright(*position) for position in positions]
    projection = Projection.around(middle_of(points))
    flat = [found for point in points if (found := projection.flat(point)) is not None]
    xs, ys = [x for x, _ in flat], [y for _, y in flat]
    dots_across, dots_down = max(2, 2 * columns), max(4, 4 * rows)
    room = 1 - 2 * _EDGE
    scale = max(
        _NEAREST,
        _NARROWEST / min(dots_across, dots_down),
        (max(xs) - min(xs)) / (dots_across * room),
        (max(ys) - min(ys)) / (dots_down * room),
    )
    middle = ((max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2)
    return Frame(projection, middle, scale, columns, rows)


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
    while len(coast) < _WELL_KNOWN and shown.scale < EARTH / columns:
        # In the middle of a continent there is no line at all: step back until there is one to know it by.
        shown = Frame(shown.projection, shown.middle, shown.scale * 1.25, columns, rows)
        coast = _coast(shown)
    drawn.cells |= {cell: (sign, "coast") for cell, sign in coast.items()}
    road = Canvas(columns, rows, "heavy")
    for start, end in legs(stops):
        begins, ends = (shown.cell(stop.position) if stop.position else None for stop in (start, end))
        if begins is not None and ends is not None:
            road.line(begins, ends)
    drawn.cells |= {cell: (sign, "road") for cell, sign in road.drawn.items()}
    _places(drawn, shown, stops)
    return drawn


def _coast(shown: Frame) -> dict[Cell, str]:
    canvas = Canvas(shown.columns, shown.rows, "fine")
    projection, columns, rows = shown.projection, shown.columns, shown.rows
    for coast in coasts():
        middle = projection.flat(coast.middle)
        if middle is None or dot(coast.middle, projection.middle) < -0.8:
            continue  # the other side of the earth, drawn out along the rim
        column, row = shown.placed(middle)
        # The projection draws lengths out, the more the farther off; three times is more than it does up to there.
        reach = 3 * coast.reach * EARTH / shown.scale
        if not (-reach / 2 <= column <= columns + reach / 2 and -reach / 4 <= row <= rows + reach / 4):
            continue
        before = None
        for point in coast.points:
            flat = projection.flat(point)
            here = shown.placed(flat) if flat is not None else None
            if before is not None and here is not None:
                canvas.line(before, here)
            before = here
    return canvas.drawn


def _places(drawn: Drawing, shown: Frame, stops: tuple[Stop, ...]) -> None:
    marks: dict[Cell, Stop] = {}  # the latest stop in each cell, and before all others the present one
    for stop in (*stops, *(stop for stop in stops if stop.is_here)):
        place = shown.cell(stop.position) if stop.position is not None else None
        if place is not None:
            cell = (min(int(place[0]), drawn.columns - 1), min(int(place[1]), drawn.rows - 1))
            marks.pop(cell, None)
            marks[cell] = stop
    for cell, stop in marks.items():
        drawn.cells[cell] = (HERE, "here") if stop.is_here else (STOP, "stop")
    taken = set(marks)
    for cell, stop in reversed(marks.items()):
        _name(drawn, taken, cell, f" {stop.name} " if stop.is_here else stop.name, "here" if stop.is_here else "name")


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
        if left < 0 or left + width > drawn.columns or not 0 <= line < drawn.rows:
            continue
        if any((at, line) in taken for at in range(left - 1, left + width + 1) if (at, line) != mark):
            continue
        hidden = sum(
            _COSTS.get(drawn.cells.get((at, line), ("", None))[1], 0) for at in range(left - 1, left + width + 1)
        )
        if best is None or hidden < fewest:
            best, fewest = cells, hidden
    if best is None:
        return
    for beside in ((best[0][0] - 1, best[0][1]), (best[-1][0] + 1, best[0][1])):
        if drawn.cells.get(beside, ("", None))[1] == "coast":
            del drawn.cells[beside]
    at = 0
    for sign in name:
        if cell_len(sign):
            drawn.cells[best[at]] = (sign, kind)
            at += cell_len(sign)
        elif at:  # an accent of its own belongs to the letter before it
            drawn.cells[best[at - 1]] = (drawn.cells[best[at - 1]][0] + sign, kind)
    taken.update(best)
