"""What was chosen, and when."""

from __future__ import annotations

from game.tui.live import LiveGame
from game.tui.screens.house import Sheet


class JournalScreen(Sheet[int]):
    """What was chosen, and when."""

    HEADING = "The journal"

    def __init__(self, live: LiveGame, at: int | None = None) -> None:
        super().__init__()
        self._live = live
        self._at = at
