"""The line over the keys that tells a first-time player one thing. A click or its key puts it away."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.tui.widgets.hanging import hang


class HintLine(Widget, can_focus=False):
    """Nothing, or a hint."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    HintLine { dock: bottom; height: auto; padding: 0 1; margin: 0 0 1 0; background: $surface; color: $foreground; display: none; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self._key = ""

    def show(self, words: str, key: str) -> None:
        """Say this; '' says nothing. `key` puts it away."""
        self._words, self._key = words, key
        self.display = bool(words)
        self.refresh(layout=True)

    @property
    def words(self) -> str:
        """What is said, or ''."""
        return self._words

    def _lines(self, width: int) -> list[Content]:
        said = Content.assemble(self._words, "  ", (f"{self._key} ×", "$quiet"))
        return hang(Content.styled("▌", "$accent"), said, width, 2)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the hint needs at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The hint."""
        return Content("\n").join(self._lines(self.size.width))

    async def on_click(self) -> None:
        """Away with it."""
        await self.screen.run_action("dismiss_hint")
