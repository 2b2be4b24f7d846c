"""The title as a poster: paper letters on a red field whose lower edge rises to the right, and a rule along it."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.tui.lettering import HEIGHT, set_in_lines

_BELOW = 11  # lines that a page needs under the poster, unless it says otherwise
_LETTER, _FIELD, _RULE, _GROUND = "#", "r", "-", "."
_BEHIND = {_FIELD, _GROUND}
_STYLES = {_LETTER: "$on-red", _FIELD: "$primary", _RULE: "$foreground", _GROUND: "$background"}


def inset(width: int) -> int:
    """How far from the left edge the title page hangs."""
    return 3 if width < 100 else 6 if width < 140 else 10


class Poster(Widget):
    """A title in block letters, twice the size where there is room. Two points, one above the other, are a cell."""

    DEFAULT_CSS = """
    Poster { height: auto; width: 1fr; }
    Poster:nocolor { text-style: bold; }
    """

    def __init__(self, title: str, *, below: int = _BELOW, falls: bool = False) -> None:
        """`below` is how many lines the page needs under it. Where it `falls`, the edge goes down to the right."""
        super().__init__()
        self._title = title
        self._below = below
        self._falls = falls

    def leave(self, below: int) -> None:
        """Leave so many lines under it, where there are."""
        if below != self._below:
            self._below = below
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the drawing has."""
        return len(self._points(width, viewport.height)) // 2

    def render(self) -> Content:
        """The drawing."""
        points = self._points(self.size.width, self.app.size.height)
        lines = [_cells(upper, lower) for upper, lower in zip(points[::2], points[1::2], strict=True)]
        if not any(_LETTER in row for row in points):
            lines[1] = self._plain_title(self.size.width)
        return Content("\n").join(lines)

    def _plain_title(self, width: int) -> Content:
        """For an alphabet that there are no letters for."""
        spaced = " ".join(self._title.upper())
        left = inset(width)
        line = " " * left + (spaced if len(spaced) + 2 * left <= width else self._title.upper())
        return Content.assemble((f"{line:<{width}}"[:width], "bold $on-red on $primary"))

    def _points(self, width: int, height: int) -> list[str]:
        room = 2 * max(0, height - self._below)
        for scale in (2, 1):
            lines = set_in_lines(self._title, (width - 2 * inset(width)) // scale)
            if lines is not None and (scale == 1 or len(lines) * (HEIGHT + 1) * scale + width // 10 <= room):
                return _draw(lines, width, scale, room, bare=self.app.no_color, falls=self._falls)
        return _draw([], width, 1, room, bare=self.app.no_color, falls=self._falls)


def _draw(lines: list[list[str]], width: int, scale: int, room: int, *, bare: bool, falls: bool) -> list[str]:
    drawn = max(4, len(lines) * (HEIGHT + 1) * scale)
    tight = drawn + 6 >= room
    above = 1 if tight else 2 * scale
    letters = above + drawn
    rise = max(2, min(width // 10, room - letters - 4))
    high = letters + rise + (1 if tight else 2)
    field = _GROUND if bare else _FIELD
    canvas = [[_GROUND] * width for _ in range(high + high % 2)]
    for x in range(width):
        edge = letters + rise * (x if falls else width - 1 - x) // width
        for y in range(edge):
            canvas[y][x] = field
        canvas[edge + 1][x] = _RULE
    left = inset(width)
    for number, rows in enumerate(lines):
        for y, dots in enumerate(rows):
            for down in range(scale):
                row = canvas[above + (number * (HEIGHT + 1) + y) * scale + down]
                for x, dot in enumerate(dots):
                    if dot == _LETTER:
                        row[left + x * scale : left + (x + 1) * scale] = [_LETTER] * scale
    return ["".join(row) for row in canvas]


def _cells(upper: str, lower: str) -> Content:
    """Two rows of points as one of cells. The field is painted behind, so that as text the letters stand alone."""
    parts: list[str | tuple[str, str]] = []
    for above, below in zip(upper, lower, strict=True):
        ground = f" on {_STYLES[_FIELD]}" if _FIELD in (above, below) and _GROUND not in (above, below) else ""
        points = (above not in _BEHIND, below not in _BEHIND)
        if points == (False, False) and {above, below} == _BEHIND:
            parts.append(("▀" if above == _FIELD else "▄", _STYLES[_FIELD]))
        elif points == (False, False):
            parts.append((" ", ground.strip()))
        elif above == below:
            parts.append(("█", _STYLES[above]))
        elif points[0] and points[1]:
            parts.append(("▀", f"{_STYLES[above]} on {_STYLES[below]}"))
        elif points[0]:
            parts.append(("▀", _STYLES[above] + ground))
        else:
            parts.append(("▄", _STYLES[below] + ground))
    return Content.assemble(*parts)
