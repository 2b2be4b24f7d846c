"""The page of the game with the author's line over it: what was read, what is wrong, and the bench."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from game.story.problems import printable
from game.tui.live import LiveGame
from game.tui.screens.play import PlayScreen

if TYPE_CHECKING:
    from game.preview.app import PreviewApp

_KEYS = "Ctrl+O what is here · Ctrl+N qualities · Ctrl+L scenes"
_MOST = 4  # problems that are shown; the first are the ones to mend first


class PreviewScreen(PlayScreen):
    """The page. Mistakes in the files stand over it; the game under them stays as it was before them."""

    CSS_PATH = "../tui/screens/play.tcss"
    DEFAULT_CSS = """
    PreviewScreen #preview { dock: top; height: auto; max-height: 8; padding: 0 1; background: $panel; color: $quiet; }
    PreviewScreen #preview.-wrong { background: $surface; color: $foreground; border-bottom: outer $primary; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "bench('here')", "What is here"),
        Binding("ctrl+n", "bench('qualities')", "Qualities"),
        Binding("ctrl+l", "bench('scenes')", "Scenes"),
    ]

    def __init__(self, live: LiveGame) -> None:
        super().__init__(live)
        self._said: list[str] = []

    def compose(self) -> ComposeResult:
        """The author's line over the page."""
        yield Static(id="preview")
        yield from super().compose()

    @on(events.Mount)
    def _begin(self) -> None:
        self._tell()

    @property
    def preview(self) -> PreviewApp:
        """The app, by its own type."""
        return cast("PreviewApp", self.app)

    async def take_up(self, said: list[str]) -> None:
        """Show the game in the story as it is now, or what is wrong with it."""
        self._said = said
        if self.query("#preview"):
            self._tell()
        if self.preview.problems is None:
            reading = self.column.scroll_y
            await self.show_again()
            self.column.scroll_to(y=reading, animate=False)

    def _tell(self) -> None:
        problems = self.preview.problems
        line = self.query_one("#preview", Static)
        line.set_class(problems is not None, "-wrong")
        if problems is None:
            words = [f"PREVIEW  {_KEYS}", *self._said]
        else:
            found = problems.errors
            words = [printable(str(problem)) for problem in found[:_MOST]]
            if len(found) > _MOST:
                words.append(f"… and {len(found) - _MOST} more.")
            words.append("The game stands as it was before. Save the file again when it is mended.")
        line.update(Content("\n").join(Content(word) for word in words))

    def action_bench(self, view: str) -> None:
        """What is here, what is carried, or every scene."""
        from game.preview.bench import BenchScreen

        self.app.push_screen(BenchScreen(self, view))
