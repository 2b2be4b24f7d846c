"""The settings: how the game looks and behaves. Each row is one of them; what it is changes at once and is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from game.saves import APPEARING, FIGURES, WIDTHS, Settings
from game.tui.actions import bindings
from game.tui.screens.house import Sheet
from game.tui.screens.message import Message
from game.tui.themes import TITLES
from game.tui.widgets.options import Option, Options

_NAMES = 24  # cells for the names of the settings; what they are stands after


@dataclass(frozen=True, slots=True)
class Setting:
    """One row: a field of Settings, the values it goes through, and how they are said."""

    field: str
    name: str
    about: str
    values: tuple[Any, ...]
    say: Callable[[Any], str]


_APPEARING = {
    "page": "a page at once",
    "paragraphs": "paragraph by paragraph",
    "typed": "as if typed, 30 letters a second",
    "typed-fast": "as if typed, 90 letters a second",
}
_SETTINGS = (
    Setting("width", "Width of the prose", "Letters in a line, at most; a narrow window has room for fewer.", WIDTHS, str),
    Setting(
        "appearing", "Text appears", "Any key shows the rest of a page at once.", APPEARING, lambda value: _APPEARING[value]
    ),
    Setting(
        "reduced_motion",
        "Movement",
        "With none, nothing on the screen moves by itself, and text appears a page at once.",
        (False, True),
        lambda value: "none" if value else "a little",
    ),
    Setting(
        "figures", "What you carry", "How the sheet of what you carry, and the panel, say it.", FIGURES, lambda value: f"in {value}"
    ),
    Setting(
        "show_hints",
        "First hints",
        "A line that explains a thing when it first comes up. Turned off and on, they begin anew.",
        (True, False),
        lambda value: "once each" if value else "none",
    ),
    Setting(
        "confirm_leaving",
        "Leaving the game",
        "The game is kept as you go, whichever it is.",
        (True, False),
        lambda value: "asks first" if value else "at once",
    ),
)  # fmt: skip


class SettingsScreen(Sheet[None]):
    """The settings."""

    PLACE = "settings"
    HEADING = "Settings"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "settings.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")

    def body(self) -> ComposeResult:
        """A row for each."""
        yield Options(self._rows(), alone=True)

    def foot(self) -> ComposeResult:
        """What the lit one is about."""
        yield Static(id="settings-about", classes="sheet-quiet")

    def on_mount(self) -> None:
        """Say what the first is about."""
        self._explain()

    def _themes(self) -> Setting:
        own = tuple(TITLES)
        others = tuple(name for name in sorted(self.app.available_themes) if name not in TITLES)
        about = "Four are our own; the rest come with the library that draws the screens."
        return Setting("theme", "Colours", about, own + others, lambda name: TITLES.get(name, name))

    def _all(self) -> dict[str, Setting]:
        return {setting.field: setting for setting in (self._themes(), *_SETTINGS)}

    def _value(self, setting: Setting) -> Any:
        return self.app.theme if setting.field == "theme" else getattr(self.game_app.settings, setting.field)

    def _rows(self) -> list[Option]:
        rows = [
            Option(setting.field, Content(f"{setting.name:<{_NAMES}}"), setting.say(self._value(setting)))
            for setting in self._all().values()
        ]
        changed = len(self.game_app.settings.keys)
        rows.append(
            Option("keys", Content(f"{'Keys':<{_NAMES}}"), f"{changed} changed" if changed else "the usual ones")
        )
        rows.append(Option("reset", Content("Everything as at first")))
        return rows

    def _explain(self) -> None:
        setting = self._all().get(self.query_one(Options).lit)
        others = {
            "keys": "Every page and action, and the key that asks for it.",
            "reset": "All settings and keys. Kept games are not touched.",
        }
        about = setting.about if setting else others.get(self.query_one(Options).lit, "")
        self.query_one("#settings-about", Static).update(Content(about))
        self.fit_body()

    def on_options_lit(self) -> None:
        """Say what it is about."""
        self._explain()

    def on_options_taken(self, event: Options.Taken) -> None:
        """Change it, or open what it stands for."""
        if not self.is_on_top:
            return
        match event.option_id:
            case "keys":
                from game.tui.screens.keys import KeysScreen

                self.app.push_screen(KeysScreen(), lambda _: self._show())
            case "reset":
                self._ask_reset()
            case field:
                self._turn(field, 1)

    def _ask_reset(self) -> None:
        answers = {"leave": "Leave them as they are", "reset": "As at first"}

        def answered(answer: str | None) -> None:
            if answer == "reset":
                usual = Settings()
                self.game_app.change(**{name: getattr(usual, name) for name in Settings.__struct_fields__})
                self._show()

        self.app.push_screen(
            Message("Everything as at first?", ["All settings and keys are undone."], answers), answered
        )

    def _turn(self, field: str, step: int) -> None:
        setting = self._all().get(field)
        if setting is None:
            return
        value = self._value(setting)
        place = setting.values.index(value) if value in setting.values else 0
        changed = {field: setting.values[(place + step) % len(setting.values)]}
        if field == "show_hints":
            changed["hints"] = []
        self.game_app.change(**changed)
        self._show()

    def _show(self) -> None:
        listed = self.query_one(Options)
        lit = listed.lit
        listed.show(self._rows())
        listed.light_id(lit)
        self._explain()

    def action_value_before(self) -> None:
        """The value before, of what is lit."""
        self._turn(self.query_one(Options).lit, -1)

    def action_value_after(self) -> None:
        """The next value, of what is lit."""
        self._turn(self.query_one(Options).lit, 1)
