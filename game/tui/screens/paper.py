"""The paper: the whole source, with the marks that this life has put in its margin."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game.story.model import MARK_SIGNS
from game.tui.screens.house import Sheet
from game.tui.widgets.paper import Paper
from game.tui.words import MEANINGS


class PaperScreen(Sheet[None]):
    """The paper."""

    HEADING = "The paper"

    def body(self) -> ComposeResult:
        """The source."""
        live, story = self.game_app.live, self.game_app.story
        if story.source is None:
            yield Static(Content("This story is built on no paper."))
        else:
            yield Paper(live.session if live else None, story)

    def foot(self) -> ComposeResult:
        """What the signs mean."""
        if self.game_app.live is not None and self.game_app.story.source is not None:
            legend = "   ".join(f"{MARK_SIGNS[mark]} {mark}" for mark in MEANINGS)
            yield Static(Content(legend), classes="sheet-quiet paper-legend")
