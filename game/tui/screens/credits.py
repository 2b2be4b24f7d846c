"""Where it all comes from."""

from __future__ import annotations

from game.tui.screens.house import Sheet


class CreditsScreen(Sheet[None]):
    """Where it all comes from."""

    HEADING = "Credits and sources"
