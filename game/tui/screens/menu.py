"""The menu: every page that can be opened from the game, and the way out. Its result is the action that was taken."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from game.tui.actions import ACTIONS
from game.tui.keys import keys_of
from game.tui.screens.house import House, Sheet
from game.tui.widgets.options import Option, Options

_NAMES = 26  # cells for the names; the keys stand after
_LEFT_OUT = {"theme", "leave"}  # the settings have the one; the menu says the other in its own words


class MenuScreen(Sheet[str]):
    """The menu of a screen."""

    HEADING = "Menu"

    def __init__(self, under: House[None]) -> None:
        super().__init__()
        self._offered = [
            action
            for action in ACTIONS
            if action.in_menu
            and under.PLACE in action.places
            and action.id not in _LEFT_OUT
            and under.check_action(action.id, ()) is True
        ]

    def body(self) -> ComposeResult:
        """The pages, each with its key."""
        rows = [
            Option("", Content("Go on playing")),
            Option("title", Content("To the title page")),
            Option(
                "leave_now",
                Content("Leave the game"),
                "it is NOT kept" if self.game_app.trouble else "it is kept as you go",
            ),
        ]
        for action in self._offered:
            rows.append(Option(action.id, Content(f"{action.title:<{_NAMES}}"), self.game_app.key_of(action)))
        yield Options(rows, alone=True)

    # A key is seen here on its way up, before any of the bindings is asked.
    def on_key(self, event: events.Key) -> None:
        """The keys that stand in the menu do there what they do on the page."""
        for action in self._offered:
            if (
                event.key in keys_of(action, self.game_app.settings.keys)
                and not event.is_printable
                and event.key != "backspace"
            ):
                event.stop()
                event.prevent_default()
                self.close_with(action.id)
                return

    def on_options_taken(self, event: Options.Taken) -> None:
        """Close, and have it done."""
        self.close_with(event.option_id)
