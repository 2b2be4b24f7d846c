"""The road so far, on the map."""

from __future__ import annotations

from game.play import Session
from game.tui.screens.house import Sheet


class MapScreen(Sheet[None]):
    """The road so far, on the map."""

    HEADING = "The map"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
