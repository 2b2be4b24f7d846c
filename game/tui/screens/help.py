"""The help: every action with its keys, out of the registry, and what the marks mean."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game.tui.actions import ACTIONS, Place
from game.tui.screens.house import Sheet
from game.tui.words import MEANINGS, SIGNS

_HEADINGS: dict[Place, str] = {"options": "Choosing", "play": "Playing", "modal": "In a sheet like this"}
_WIDTH = 22


class HelpScreen(Sheet[None]):
    """The help."""

    HEADING = "Help"

    def body(self) -> ComposeResult:
        """The keys by place, then the marks."""
        for place, heading in _HEADINGS.items():
            yield Static(Content(heading), classes="help-heading sheet-term")
            for action in ACTIONS:
                if place in action.places:
                    keys = f"{action.all_keys:<{_WIDTH}}"
                    yield Static(
                        Content.assemble((keys, "bold"), f"{action.title}. ", (action.help, "$quiet")),
                        classes="help-line",
                    )
        yield Static(Content("Marks in the margin of the paper"), classes="help-heading sheet-term")
        for mark, meaning in MEANINGS.items():
            yield Static(Content.assemble((f"{SIGNS[mark]}  ", "bold $accent"), meaning), classes="help-line")
