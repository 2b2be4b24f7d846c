"""The help: every action with its keys, out of the registry, and what the marks mean."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game.story.model import MARK_SIGNS, VERDICT_WORDS
from game.tui.actions import ACTIONS, Place
from game.tui.screens.house import Sheet
from game.tui.widgets.hanging import Hanging
from game.tui.words import MEANINGS

HEADINGS: dict[Place, str] = {
    "options": "Choosing", "play": "Playing", "title": "On the title page", "card": "On the card of a chapter",
    "modal": "In a sheet like this", "list": "In a long list", "paper": "In the paper", "cards": "In the record",
    "bearings": "In what you carry", "journal": "In the journal", "road": "On the road", "map": "On the map",
    "codex": "In the codex", "games": "In your games", "settings": "In the settings",
    "keys": "In the list of keys",
}  # fmt: skip
_WIDTH = 16


class HelpScreen(Sheet[None]):
    """The help."""

    HEADING = "Help"
    PAGE = "help"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "help.tcss"]

    def body(self) -> ComposeResult:
        """The marks, then the keys by place."""
        yield Static(Content("Marks in the margin of the paper"), classes="sheet-term")
        for mark, meaning in MEANINGS.items():
            yield Hanging(Content.styled(MARK_SIGNS[mark], "bold $accent"), Content(meaning), 3)
        verdicts = ", ".join(dict.fromkeys(VERDICT_WORDS.values()))
        yield Static(Content(f"The record has a word of its own for each sentence, which is history’s: {verdicts}."))
        told: set[str] = set()
        for place, heading in HEADINGS.items():
            actions = [action for action in ACTIONS if place in action.places and action.id not in told]
            told |= {action.id for action in actions}
            if actions:
                yield Static(Content(heading), classes="sheet-term")
            for action in actions:
                words = Content.assemble(f"{action.title}. ", (action.help, "$quiet"))
                yield Hanging(Content.styled(f"{self.game_app.keys_of(action)} ", "bold"), words, _WIDTH)
