"""The scenes behind, and the doors beside them."""

from __future__ import annotations

from game.play import Session
from game.tui.screens.house import Sheet


class RoadScreen(Sheet[None]):
    """The scenes behind, and the doors beside them."""

    HEADING = "The road"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
