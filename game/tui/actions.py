"""Every action of the app, once: the key bindings, the command palette, the key bar and the help all read this.

Digits, arrows, Enter, Space and F-keys come first; a letter is only ever an alias, since a Russian
keyboard types others. An action is done by the method `action_<id>` of the screen or widget that binds it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from textual.binding import Binding, BindingType

Place = Literal["options", "title", "play", "modal", "paper", "cards", "codex"]


@dataclass(frozen=True, slots=True)
class Action:
    """Something the player can do. `bar` is what the key bar calls it ('' keeps it out)."""

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    places: tuple[Place, ...]
    bar: str = ""
    palette: bool = False
    numbered: bool = False  # each key is an action of its own, told its number

    @property
    def key(self) -> str:
        """The first of its keys, or their range, as a keyboard would print it."""
        if self.numbered:
            return f"{self.keys[0]}–{self.keys[-1]}"
        return key_name(self.keys[0])


_NAMES = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "space": "Space", "backspace": "Backspace",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "escape": "Esc", "tab": "Tab",
}  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    Action("pick", tuple("123456789"), "Choose", "Take the choice of that number.", ("options",), numbered=True),
    Action("previous", ("up", "k"), "Up", "Go to the choice above, or read further up.", ("options",)),
    Action("next", ("down", "j"), "Down", "Go to the choice below, or read further down.", ("options",)),
    Action("take", ("enter",), "Take it", "Take the choice that is lit.", ("options",)),
    Action("read_on", ("space",), "Go on", "Read on; at the end, go on if there is one way.", ("play",)),
    Action("read_back", ("pageup",), "Read back", "A screen up, through the whole chapter.", ("play", "modal")),
    Action("read_down", ("pagedown",), "Read down", "A screen down.", ("play", "modal")),
    Action("top", ("home",), "To the top", "The beginning of what can be read here.", ("play", "modal")),
    Action("bottom", ("end",), "To the end", "The choices, or the end of the page.", ("play", "modal")),
    Action("help", ("f1", "question_mark"), "Help", "The keys, and what the marks mean.", ("title", "play"), "Help", True),
    Action("paper", ("f2", "p"), "The paper", "The whole source, with your marks in its margin.", ("title", "play"), "Paper", True),
    Action("three_columns", ("tab",), "Three columns", "At the last page: the paper beside your life and the record.", ("play",), "Columns", True),
    Action("record", ("f3", "r"), "The record", "What history says of the scenes behind you.", ("play",), "Record", True),
    Action("bearings", ("f4", "c"), "What you carry", "The day, the place, what you carry.", ("play",), "You", True),
    Action("save", ("f5", "s"), "Save", "Keep the game under a name.", ("play",), "Save", True),
    Action("load", ("f6", "l"), "Your games", "Open a kept game.", ("title", "play"), "Games", True),
    Action("journal", ("f7",), "The journal", "What you chose and when; go back to there.", ("play",), "Journal", True),
    Action("map", ("f8", "m"), "The map", "The road so far, on the map.", ("play",), "Map", True),
    Action("codex", ("f9",), "The codex", "People, places and words, to search.", ("title", "play"), "Codex", True),
    Action("road", ("ctrl+r",), "The road", "The scenes you walked through, and the doors you left.", ("play",), palette=True),
    Action("columns", ("tab", "f7"), "Three columns", "The paper beside your life and the record, and back.", ("paper",), "Columns"),
    Action("undo", ("backspace", "u"), "Take back the last choice", "Go back to where it was made.", ("play",), "Take back", True),
    Action("chapters", ("ctrl+t",), "Chapters", "Begin again where a chapter began.", ("title", "play"), palette=True),
    Action("endings", ("ctrl+e",), "Endings", "The ends you have met, and what else you found.", ("title", "play"), palette=True),
    Action("settings", ("ctrl+s",), "Settings", "Colours, width, how text appears, keys.", ("title", "play"), palette=True),
    Action("credits", ("ctrl+g",), "Credits and sources", "Where it all comes from.", ("title", "play"), palette=True),
    Action("theme", ("f12",), "Other colours", "The next theme.", ("title", "play"), palette=True),
    Action("commands", ("f11", "ctrl+p"), "All commands", "A list of everything, to search.", ("title", "play")),
    Action("leave", ("ctrl+q",), "Leave", "Out of the game, which is kept as you go.", ("play",), palette=True),
    Action("menu", ("f10", "escape"), "Menu", "Every page of the game, and the way out.", ("play",), "Menu"),
    Action("quit", ("f10", "ctrl+q"), "Leave", "Out of the game.", ("title",), "Leave", True),
    Action("earlier", ("left",), "The card before", "The record of the scene before.", ("cards",), "Earlier"),
    Action("later", ("right",), "The card after", "The record of the scene after.", ("cards",), "Later"),
    Action("read_entry", ("enter", "right"), "Read the entry", "From the list to what is lit.", ("codex",), "Read"),
    Action("entry_before", ("left",), "The entry before", "Back along the links, then to the list.", ("codex",), "Back"),
    Action("kind", ("f9",), "One kind", "Only people, places or words; then all again.", ("codex",), "Kind"),
    Action("close", ("f10", "escape", "backspace"), "Close", "Back to where you were.", ("modal", "paper", "codex"), "Close"),
)  # fmt: skip


def key_name(key: str) -> str:
    """A key as a keyboard prints it."""
    if key in _NAMES:
        return _NAMES[key]
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return {"question_mark": "?"}.get(key, key.upper())


def actions_of(place: Place) -> list[Action]:
    """The actions of one kind of place, in order."""
    return [action for action in ACTIONS if place in action.places]


def bindings(place: Place) -> list[BindingType]:
    """The key bindings of one kind of place, for its BINDINGS."""
    found: list[BindingType] = []
    for action in actions_of(place):
        for number, key in enumerate(action.keys, 1):
            call = f"{action.id}({number})" if action.numbered else action.id
            # The id lets a keymap of the player's rebind it.
            name = f"{action.id}.{number}"
            found.append(Binding(key, call, action.title, show=bool(action.bar) and number == 1, id=name))
    return found


def keymap(changed: Mapping[str, str]) -> dict[str, str]:
    """Textual's keymap for the actions whose main key the player has changed."""
    return {f"{name}.1": key for name, key in changed.items()}
