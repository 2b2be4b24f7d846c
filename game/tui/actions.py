"""Every action of the app, once: the key bindings, the command palette, the key bar and the help all read this.

Digits, arrows, Enter, Space and F-keys come first; a letter is only ever an alias, since a Russian
keyboard types others. An action is done by the method `action_<id>` of the screen or widget that binds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from textual.binding import Binding, BindingType

Place = Literal[
    "options", "list", "title", "play", "card", "modal", "paper", "cards", "journal", "road", "bearings", "map", "codex",
    "games", "settings", "keys",
]  # fmt: skip
# Every sheet laid over a page; each closes by the same keys.
SHEETS: tuple[Place, ...] = tuple(
    place for place in get_args(Place) if place not in ("options", "list", "title", "play", "card")
)


@dataclass(frozen=True, slots=True)
class Action:
    """Something the player can do. `bar` is what the key bar calls it ('' keeps it out)."""

    id: str
    keys: tuple[str, ...]
    title: str
    help: str
    places: tuple[Place, ...]
    bar: str = ""
    in_menu: bool = False
    numbered: bool = False  # each key is an action of its own, told its number

    @property
    def key(self) -> str:
        """The first of its keys, or their range, as a keyboard would print it."""
        if self.numbered:
            return f"{self.keys[0]}–{self.keys[-1]}"
        return key_name(self.keys[0])


_NAMES = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "enter": "Enter", "space": "Space", "backspace": "Backspace",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "escape": "Esc", "tab": "Tab", "delete": "Del", "insert": "Ins",
}  # fmt: skip

ACTIONS: tuple[Action, ...] = (
    Action("pick", tuple("123456789"), "Choose", "Take the choice of that number.", ("options",), numbered=True),
    Action("previous", ("up", "k"), "Up", "Go to the choice above, or read further up.", ("options", "list")),
    Action("next", ("down", "j"), "Down", "Go to the choice below, or read further down.", ("options", "list")),
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
    Action("quick_save", ("ctrl+k",), "Quick save", "Keep the game at once, in place of the quick save before.", ("play",), in_menu=True),
    Action("load", ("f6", "l"), "Your games", "Open a kept game.", ("title", "play"), "Games", True),
    Action("journal", ("f7",), "The journal", "What you chose and when; go back to there.", ("play",), "Journal", True),
    Action("map", ("f8", "m"), "The map", "The road so far, on the map.", ("play",), "Map", True),
    Action("codex", ("f9",), "The codex", "People, places and words, to search.", ("title", "play"), "Codex", True),
    Action("road", ("ctrl+r",), "The road", "The scenes you walked through, and the doors you left.", ("play",), in_menu=True),
    Action("sentence_before", ("up", "k"), "The sentence before", "Light the sentence before, and see what marked it.", ("paper",)),
    Action("sentence_after", ("down", "j"), "The sentence after", "Light the next sentence, and see what marked it.", ("paper",)),
    Action("mark_before", ("left",), "The mark before", "Only the sentences of one mark; at the end, all.", ("paper",)),
    Action("mark_after", ("right",), "The next mark", "Only the sentences of one mark; at the end, all.", ("paper",), "One mark"),
    Action("go_there", ("enter",), "Go there", "The moment that marked the lit sentence.", ("paper",), "Go there"),
    Action("columns", ("tab",), "Three columns", "The paper beside your life and the record, and back.", ("paper",), "Columns"),
    Action("undo", ("backspace", "u"), "Take back the last choice", "Go back to where it was made.", ("play",), "Take back", True),
    Action("chapters", ("ctrl+t",), "Chapters", "Begin again where a chapter began.", ("title", "play"), in_menu=True),
    Action("endings", ("ctrl+e",), "Endings", "The ends you have met, and what else you found.", ("title", "play"), in_menu=True),
    Action("settings", ("ctrl+s",), "Settings", "Colours, width, how text appears, keys.", ("title", "play"), in_menu=True),
    Action("credits", ("ctrl+g",), "Credits and sources", "Where it all comes from.", ("title", "play"), in_menu=True),
    Action("theme", ("f12",), "Other colours", "The next theme.", ("title", "play"), in_menu=True),
    Action("dismiss_hint", ("delete",), "Away with the hint", "Put the line over the keys away.", ("play",)),
    Action("commands", ("f11", "ctrl+p"), "All commands", "A list of everything, to search.", ("title", "play")),
    Action("leave", ("ctrl+q",), "Leave", "Out of the game, which is kept as you go.", ("play",), in_menu=True),
    Action("menu", ("f10", "escape"), "Menu", "Every page of the game, and the way out.", ("play",), "Menu"),
    Action("quit", ("f10", "ctrl+q"), "Leave", "Out of the game.", ("title",), "Leave", True),
    Action("earlier", ("left",), "The card before", "The record of the scene before.", ("cards",), "Earlier"),
    Action("later", ("right",), "The card after", "The record of the scene after.", ("cards",), "Later"),
    Action("turn", ("space", "f10", "escape"), "Begin", "From the card of a chapter to its first page.", ("card",), "Begin"),
    Action("value_before", ("left",), "The value before", "Change what is lit, the other way.", ("settings",), "Before"),
    Action("value_after", ("right",), "The next value", "Change what is lit.", ("settings",), "Next"),
    Action("usual_key", ("delete",), "The usual key", "Give what is lit the key it had at first.", ("keys",), "Usual key"),
    Action("go_back", ("enter",), "Go back to there", "Stand again where the choice that is lit was made.", ("journal",), "Go back to there"),
    Action("see_journal", ("enter",), "In the journal", "What was chosen there, in the journal.", ("road",), "In the journal"),
    Action("figures", ("tab",), "Figures", "How much it is in figures, and in words again.", ("bearings",), "Figures"),
    Action("copy_out", ("tab",), "Copy to a file", "Write the lit game to a file of its own.", ("games",), "To a file"),
    Action("take_in", ("insert",), "Take from a file", "Bring a game in from a file.", ("games",), "From a file"),
    Action("delete", ("delete",), "Delete", "Take the lit game off the list. Its file is kept aside.", ("games",), "Delete"),
    Action("this_chapter", ("left",), "This chapter", "The road through this chapter, on the map.", ("map",), "This chapter"),
    Action("whole_road", ("right",), "The whole road", "All of the road so far, on the map.", ("map",), "Whole road"),
    Action("read_entry", ("enter", "right"), "Read the entry", "From the list to what is lit.", ("codex",), "Read"),
    Action("entry_before", ("left",), "The entry before", "Back along the links, then to the list.", ("codex",), "Back"),
    Action("kind", ("tab",), "One kind", "Only people, places or words; then all again.", ("codex",), "Kind"),
    Action("close", ("f10", "escape"), "Close", "Back to where you were.", SHEETS, "Close"),
)  # fmt: skip


def key_name(key: str) -> str:
    """A key as a keyboard prints it."""
    if key in _NAMES:
        return _NAMES[key]
    *held, last = key.split("+")
    name = _NAMES.get(last) or {"question_mark": "?"}.get(last) or last.replace("_", " ")
    return "+".join([*(word.capitalize() for word in held), name if name in _NAMES.values() else name.upper()])


def actions_of(place: Place) -> list[Action]:
    """The actions of one kind of place, in order."""
    return [action for action in ACTIONS if place in action.places]


PAGES = tuple(
    action for action in ACTIONS if action.in_menu and action.keys[0] in {f"f{number}" for number in range(1, 10)}
)


def page_bindings() -> list[BindingType]:
    """The keys of the pages, for the sheets: from one page to another without closing the first."""
    return [Binding(page.keys[0], f"turn_to('{page.id}')", page.title, show=False, id=f"{page.id}.1") for page in PAGES]


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
