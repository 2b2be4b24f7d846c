"""The stops of a road as a list under the titles of its chapters, drawn as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

from game.play import Stop

TOLD_FROM = "Told from"


class StopList(Widget, can_focus=False):
    """Names at the left, dates at the right; the present place is lit."""

    DEFAULT_CSS = """
    StopList { width: 1fr; height: auto; }
    """

    def __init__(self, stops: Sequence[Stop], titles: Mapping[str, str]) -> None:
        """`titles` are those of the chapters, by their ids."""
        super().__init__()
        self._stops = tuple(stops)
        self._titles = titles
        self._drawn: tuple[int, list[Content], int] = (0, [], 0)

    def show(self, stops: Sequence[Stop]) -> None:
        """Show other stops."""
        self._stops = tuple(stops)
        self._drawn = (0, [], 0)
        self.refresh(layout=True)

    @property
    def line_of_here(self) -> int:
        """The line of the present place, or of the last one."""
        self._lines(self.size.width)
        return self._drawn[2]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn[0] != width:
            lines: list[Content] = []
            lit = -1
            head = ""
            for stop in self._stops:
                over = self._over(stop)
                if over != head:
                    head = over
                    lines += [Content("")] if lines else []
                    lines += Content.styled(over.upper(), "bold $accent").wrap(width)
                if stop.is_here:
                    lit = len(lines)
                lines += self._row(stop, width)
            self._drawn = (width, lines, lit if lit >= 0 else max(0, len(lines) - 1))
        return self._drawn[1]

    def _over(self, stop: Stop) -> str:
        if stop.is_aside and not stop.is_here:
            return TOLD_FROM
        return self._titles.get(stop.chapters[0], "") if stop.chapters else ""

    def _row(self, stop: Stop, width: int) -> list[Content]:
        name = Content.styled(stop.name or stop.scene, "bold")
        when = Content.styled(str(stop.date or ""), "" if stop.is_here else "$quiet")
        gap = width - name.cell_length - when.cell_length - 2
        # An edge of one cell, so that what is lit does not begin at a letter.
        rows = [name + Content(" " * gap) + when] if gap >= 2 else [*name.wrap(max(8, width - 2))]
        if gap < 2 and when.plain:
            rows.append(Content(" " * max(0, width - 2 - when.cell_length)) + when)
        filled = [(Content(" ") + row).pad_right(max(0, width - 1 - row.cell_length)) for row in rows]
        if not stop.is_here:
            return filled
        lit = Style(bold=True, reverse=True) if self.app.no_color else "bold $on-red on $primary"
        return [row.stylize(lit) for row in filled]
