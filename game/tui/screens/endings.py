"""The ends that were met."""

from __future__ import annotations

from game.tui.screens.house import Sheet


class EndingsScreen(Sheet[None]):
    """The ends that were met."""

    HEADING = "Endings"
