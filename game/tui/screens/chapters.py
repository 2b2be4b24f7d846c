"""Where each chapter began."""

from __future__ import annotations

from game.tui.screens.house import Sheet


class ChaptersScreen(Sheet[None]):
    """Where each chapter began."""

    HEADING = "Chapters"
