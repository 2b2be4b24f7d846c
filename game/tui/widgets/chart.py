"""A map of stops: the coast, the road between them, and their names. It fills whatever room it is given."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from game.play import Stop
from game.tui.atlas.drawing import Kind, drawing

# Without colour the kinds differ by their signs: fine dots, blocks, squares, and what is reversed.
_STYLES: dict[Kind, str] = {
    "coast": "$quiet",
    "road": "$primary",
    "stop": "bold $foreground",
    "name": "bold $foreground",
    "here": "bold $on-red on $primary",
}


class Chart(Widget, can_focus=False):
    """The map. Of one stop, it shows where in the world that is. Its height is the screen's to give."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Chart { width: 1fr; height: 1fr; }
    """

    def __init__(self, stops: Sequence[Stop], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._stops = tuple(stops)

    def show(self, stops: Sequence[Stop]) -> None:
        """Show the map of other stops."""
        self._stops = tuple(stops)
        self.refresh()

    def render(self) -> Content:
        """The map."""
        drawn = drawing(self._stops, self.size.width, self.size.height)
        here = Style(bold=True, reverse=True) if self.app.no_color else _STYLES["here"]
        lines = []
        for row in range(drawn.rows):
            parts = [
                (text, here if kind == "here" else _STYLES[kind] if kind else "") for text, kind in drawn.runs(row)
            ]
            lines.append(Content.assemble(*parts))
        return Content("\n").join(lines)
