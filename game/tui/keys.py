"""The player's own keys: which key an action has now, and whether another key is free for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from game.tui.actions import ACTIONS, Action, Place, key_name

RESERVED = {
    "ctrl+c": "Ctrl+C copies what is selected",
    "ctrl+q": "Ctrl+Q leaves the game everywhere",
    "ctrl+z": "Ctrl+Z puts the game in the background",
    "escape": "Esc closes what is open",
    "f10": "F10 is the way out everywhere",
}
_OVER_EVERYTHING: set[Place] = {"options"}  # a list may stand on any page, and takes its keys first
_PAGES: set[Place] = {"title", "play"}


def keymap(changed: Mapping[str, str]) -> dict[str, str]:
    """Textual's keymap for the actions whose main key the player has changed."""
    return {f"{name}.1": key for name, key in changed.items()}


def keys_of(action: Action, changed: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of an action, its main one first. A main key that was changed is no longer among them."""
    new = changed.get(action.id)
    return (new, *action.keys[1:]) if new else action.keys


def printed(action: Action, changed: Mapping[str, str]) -> str:
    """The main key of an action as a keyboard prints it."""
    return action.key if action.numbered else key_name(keys_of(action, changed)[0])


def all_printed(action: Action, changed: Mapping[str, str]) -> str:
    """Every key of an action, as the help prints them."""
    return action.key if action.numbered else ", ".join(key_name(key) for key in keys_of(action, changed))


def changeable() -> list[Action]:
    """The actions whose main key a player may change: all but the digits and the ways out, which must hold everywhere."""
    return [action for action in ACTIONS if not action.numbered and not RESERVED.keys() & {action.keys[0]}]


def why_not(action: Action, key: str, changed: Mapping[str, str]) -> str:
    """Why a key cannot be the main key of an action: a sentence, or '' if it can."""
    if key in RESERVED:
        return f"{RESERVED[key]}. Choose another key."
    if len(key) == 1 and not key.isascii():
        return "A letter of this alphabet is not on every keyboard. Choose another key."
    for other in ACTIONS:
        # What two actions shared at first (↑ in a list and in the paper) they may share again.
        is_shared = key in action.keys and key in other.keys
        is_theirs = other.id != action.id and key in keys_of(other, changed)
        if is_theirs and not is_shared and _meet(action.places, other.places):
            return f"{key_name(key)} is the key for «{other.title}». Choose another, or change that one first."
    return ""


def _meet(some: Iterable[Place], others: Iterable[Place]) -> bool:
    """Whether two actions can be asked for in one place."""
    here, there = set(some), set(others)
    if here & there or (here | there) & _OVER_EVERYTHING:
        return True
    return bool(here - _PAGES) and bool(there - _PAGES)  # sheets of every kind share the keys of a sheet
