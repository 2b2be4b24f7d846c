"""People, places and words."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game.tui.screens.house import Sheet


class CodexScreen(Sheet[None]):
    """The codex, at an entry if one is named."""

    HEADING = "The codex"

    def __init__(self, entry: str = "") -> None:
        super().__init__()
        self._entry = entry

    def body(self) -> ComposeResult:
        """The entry."""
        codex = self.game_app.story.codex
        entry = codex.terms.get(self._entry) or codex.people.get(self._entry) or codex.places.get(self._entry)
        if entry is not None:
            yield Static(Content(entry.name), classes="sheet-term")
            yield Static(Content(entry.text))
