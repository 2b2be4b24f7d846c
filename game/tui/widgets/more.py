"""The line under the prose: whether there is more to read, and which key shows it."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget


class More(Widget, can_focus=False):
    """Empty when all has been seen. A click reads on."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    More { height: 1; width: 1fr; padding: 0 3; color: $accent; text-style: bold; text-align: center; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines = 0

    def show(self, lines: int) -> None:
        """Say how many lines there are below."""
        if lines != self._lines:
            self._lines = lines
            self.refresh()

    def render(self) -> Content:
        """The line."""
        if not self._lines:
            return Content("")
        count = f"{self._lines} more line{'' if self._lines == 1 else 's'}"
        return Content.assemble(f"▼  {count}  ", ("Space", "reverse"), "  ▼")

    async def on_click(self, event: events.Click) -> None:
        """Read on."""
        await self.screen.run_action("read_on")
