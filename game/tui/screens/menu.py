"""The menu: every page that can be opened from the game, and the way out. Its result is the action that was taken."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content

from game.tui.actions import ACTIONS
from game.tui.screens.house import House, Sheet
from game.tui.widgets.options import Option, Options

_NAMES = 26  # cells for the names; the keys stand after
_LEFT_OUT = {"theme", "leave"}  # the settings have the one; the menu says the other in its own words


class MenuScreen(Sheet[str]):
    """The menu of a screen."""

    HEADING = "Menu"

    def __init__(self, under: House[None]) -> None:
        super().__init__()
        self._under = under

    def body(self) -> ComposeResult:
        """The pages, each with its key."""
        rows = [
            Option("", Content("Go on playing")),
            Option("title", Content("To the title page")),
            Option("leave_now", Content("Leave the game"), "it is kept as you go"),
        ]
        for action in ACTIONS:
            offered = action.in_menu and self._under.PLACE in action.places and action.id not in _LEFT_OUT
            if offered and self._under.check_action(action.id, ()) is True:
                rows.append(Option(action.id, Content(f"{action.title:<{_NAMES}}"), self.game_app.key_of(action)))
        yield Options(rows, alone=True)

    def on_options_taken(self, event: Options.Taken) -> None:
        """Close, and have it done."""
        self.close_with(event.option_id)
