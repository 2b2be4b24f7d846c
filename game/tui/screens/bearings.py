"""Where you stand: the panel as a sheet, for screens too narrow to show it beside the prose."""

from __future__ import annotations

from textual.app import ComposeResult

from game.play import Session
from game.tui.facts import facts
from game.tui.screens.house import Sheet
from game.tui.widgets.panel import Panel


class BearingsScreen(Sheet[None]):
    """The panel, whole."""

    HEADING = "Where you stand"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def body(self) -> ComposeResult:
        """The panel."""
        yield Panel()

    def on_mount(self) -> None:
        """Fill it."""
        self.query_one(Panel).show(facts(self._session), self.game_app.trouble)
