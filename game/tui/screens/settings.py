"""How the game looks and behaves."""

from __future__ import annotations

from game.tui.screens.house import Sheet


class SettingsScreen(Sheet[None]):
    """How the game looks and behaves."""

    HEADING = "Settings"
