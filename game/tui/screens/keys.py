"""The keys: every action with its main key, and another for it if the player likes."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from game.tui.actions import Action, bindings, key_name
from game.tui.keys import changeable, why_not
from game.tui.screens.house import Sheet
from game.tui.widgets.options import Option, Options

_NAMES = 30


class KeysScreen(Sheet[None]):
    """The list. Taking a row asks for the new key; it is not the new key until another is pressed."""

    PLACE = "keys"
    HEADING = "Keys"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("keys")

    def __init__(self) -> None:
        super().__init__()
        self._actions = {action.id: action for action in changeable()}
        self._waiting: Action | None = None  # for this one's key
        self._said = ""

    def body(self) -> ComposeResult:
        """A row for each."""
        yield Options(self._rows(), alone=True)

    def foot(self) -> ComposeResult:
        """What the lit one does, or why a key was not taken."""
        yield Static(id="keys-about", classes="sheet-quiet")

    def on_mount(self) -> None:
        """Say what the first does."""
        self._explain()

    def _rows(self) -> list[Option]:
        changed = self.game_app.settings.keys
        rows = []
        for action in self._actions.values():
            key = self.game_app.key_of(action)
            usual = f"   at first {key_name(action.keys[0])}" if action.id in changed else ""
            rows.append(Option(action.id, Content(f"{action.title:<{_NAMES}}"), key + usual))
        return rows

    def label_of(self, action: Action) -> tuple[str, str]:
        """While a key is waited for, any but Esc may be the one."""
        if self._waiting is not None and action.id == "close":
            return key_name("escape"), "Leave it"
        return super().label_of(action)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a key is waited for, there is nothing else to do."""
        if action == "usual_key" and self._waiting is not None:
            return False
        return super().check_action(action, parameters)

    def action_close(self) -> None:
        """Leave the key as it is, if one is waited for; else back to the settings."""
        if self._waiting is None:
            super().action_close()
        self._waiting = None
        self._explain()

    def _explain(self) -> None:
        lit = self._actions.get(self.query_one(Options).lit)
        if self._waiting is not None:
            line = f"Press the new key for «{self._waiting.title}». Esc leaves it as it is."
        else:
            line = self._said or (f"{lit.help} Enter gives it another key." if lit else "")
        shown = Content.styled(line, "bold $accent" if self._waiting or self._said else "")
        self.query_one("#keys-about", Static).update(shown)
        self.refresh_keys()
        self.fit_body()

    def on_options_lit(self) -> None:
        """Say what it does."""
        self._said = ""
        self._explain()

    def on_options_taken(self, event: Options.Taken) -> None:
        """Wait for its key."""
        if self.is_on_top:
            self._said, self._waiting = "", self._actions[event.option_id]
            self._explain()

    # A key is seen here on its way up, before any of the bindings is asked.
    def on_key(self, event: events.Key) -> None:
        """The key that was waited for."""
        action = self._waiting
        if action is None:
            return
        event.stop()
        event.prevent_default()
        self._waiting = None
        keys = self.game_app.settings.keys
        if event.key != "escape":
            self._said = why_not(action, event.key, keys)
            if not self._said:
                others = {name: key for name, key in keys.items() if name != action.id}
                self._keep(others if event.key == action.keys[0] else {**others, action.id: event.key})
        self._explain()

    def action_usual_key(self) -> None:
        """Give the lit action the key that it had at first."""
        action = self._actions.get(self.query_one(Options).lit)
        keys = self.game_app.settings.keys
        if action is None or action.id not in keys:
            return
        self._said = why_not(action, action.keys[0], keys)
        if not self._said:
            self._keep({name: key for name, key in keys.items() if name != action.id})
        self._explain()

    def _keep(self, keys: dict[str, str]) -> None:
        self.game_app.change(keys=keys)
        listed = self.query_one(Options)
        lit = listed.lit
        listed.show(self._rows())
        listed.light_id(lit)
