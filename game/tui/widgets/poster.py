"""The title, drawn: paper letters on black, and a red wedge driven into them from the right."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.tui.lettering import HEIGHT, set_in_lines

_INK, _RED = "#", "r"
_BELOW = 13  # lines that the page needs under the poster
_EDGE = 2  # columns kept free at the right
_STYLES = {_INK: "$foreground", _RED: "$primary"}


class Poster(Widget):
    """A title in block letters, twice the size where there is room. Two points make one cell."""

    DEFAULT_CSS = """
    Poster { height: auto; width: 1fr; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the page can spare."""
        return len(self._points(width, viewport.height)) // 2 or 3

    def render(self) -> Content:
        """The letters and the wedge; the plain title where it cannot be drawn."""
        points = self._points(self.size.width, self.app.size.height)
        if not points:
            spaced = " ".join(self._title.upper())
            return Content.assemble("\n", (spaced if len(spaced) <= self.size.width else self._title.upper(), "bold"))
        lines = [_cells(upper, lower) for upper, lower in zip(points[::2], points[1::2], strict=True)]
        return Content("\n").join(lines)

    def _points(self, width: int, height: int) -> list[str]:
        spare = 2 * max(0, height - _BELOW)
        for scale in (2, 1):
            lines = set_in_lines(self._title, (width - _EDGE) // scale)
            if lines is None:
                continue
            high = (len(lines) * (HEIGHT + 1) - 1) * scale
            if scale == 1 or high + 4 <= spare:
                room = max(high + high % 2, min(spare, high * 2, width // 2) // 2 * 2)
                return self._canvas(lines, width, room, scale)
        return []

    def _canvas(self, lines: list[list[str]], width: int, high: int, scale: int) -> list[str]:
        canvas = [["."] * width for _ in range(high)]
        drawn = max(len(rows[0]) for rows in lines) * scale
        if not self.app.no_color:
            _drive_wedge(canvas, tip=min(drawn - 4 * scale, width * 3 // 4))
        top = (high - (len(lines) * (HEIGHT + 1) - 1) * scale) // 2
        for number, rows in enumerate(lines):
            for y, dots in enumerate(rows):
                for down in range(scale):
                    row = canvas[top + (number * (HEIGHT + 1) + y) * scale + down]
                    for x, dot in enumerate(dots):
                        if dot == _INK:
                            row[x * scale : (x + 1) * scale] = [_INK] * scale
        return ["".join(row) for row in canvas]


def _drive_wedge(canvas: list[list[str]], tip: int) -> None:
    """A triangle whose base is the right edge and whose point is at `tip`, half way down."""
    width, high = len(canvas[0]), len(canvas)
    for y, row in enumerate(canvas):
        start = tip + (width - tip) * abs(2 * y + 1 - high) // high
        row[start:] = [_RED] * (width - start)


def _cells(upper: str, lower: str) -> Content:
    parts: list[str | tuple[str, str]] = []
    for above, below in zip(upper, lower, strict=True):
        if above == below == ".":
            parts.append(" ")
        elif above == below:
            parts.append(("█", _STYLES[above]))
        elif below == ".":
            parts.append(("▀", _STYLES[above]))
        elif above == ".":
            parts.append(("▄", _STYLES[below]))
        else:
            parts.append(("▀", f"{_STYLES[above]} on {_STYLES[below]}"))
    return Content.assemble(*parts)
