"""How a player wants the game to look and behave: one file for all stories, and what is wrong in it is left out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, get_args

import msgspec
from msgspec import Meta, Struct

from game.saves.files import read_bounded, write_whole
from game.saves.format import SaveError

SETTINGS_FILE = "settings.json"
_MOST_BYTES = 100_000
Appearing = Literal["page", "paragraphs", "typed", "typed-fast"]
Figures = Literal["words", "numbers"]
WIDTHS = (48, 56, 64, 72)
_Name = Annotated[str, Meta(max_length=80)]


class Settings(Struct, frozen=True, omit_defaults=False):
    """Every setting, each with what it is before the player says otherwise.

    `theme` is '' for the theme that suits the terminal. `width` is that of the column of prose, in cells.
    `keys` gives an action's main key where the player has changed it; `hints` are the hints already read.
    """

    theme: _Name = ""
    width: int = 72
    appearing: Appearing = "paragraphs"
    reduced_motion: bool = False
    figures: Figures = "words"
    confirm_leaving: bool = True
    show_hints: bool = True
    keys: Annotated[dict[_Name, _Name], Meta(max_length=200)] = {}
    hints: Annotated[list[_Name], Meta(max_length=200)] = []


class SettingsFile:
    """The file. It is made when a setting is first changed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def load(self) -> tuple[Settings, str]:
        """The settings, and a sentence about what could not be read, or ''. A bad value gives way to its default."""
        try:
            content = read_bounded(self.path, _MOST_BYTES)
        except FileNotFoundError:
            return Settings(), ""
        except OSError as error:
            return Settings(), f"The settings in {self.path} cannot be read ({error.strerror or error})."
        try:
            found = msgspec.json.decode(content if len(content) <= _MOST_BYTES else b"", type=dict[str, object])
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return Settings(), f"The settings in {self.path} are damaged. The usual ones are in force."
        good, bad = _sift(found)
        trouble = f"In {self.path}, {' and '.join(bad)} cannot be used; the usual value is in force." if bad else ""
        return good, trouble

    def save(self, settings: Settings) -> None:
        """Keep the settings. Raises SaveError."""
        try:
            write_whole(self.path, msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n")
        except OSError as error:
            raise SaveError(f"The settings could not be kept in {self.path} ({error.strerror or error}).") from error


def _sift(found: dict[str, object]) -> tuple[Settings, list[str]]:
    """What of these values can be used, and the names of those that cannot; names of a later version are passed over."""
    good: dict[str, object] = {}
    bad: list[str] = []
    for name in Settings.__struct_fields__:
        if name not in found:
            continue
        try:
            one = msgspec.convert({name: found[name]}, Settings)
        except msgspec.ValidationError:
            bad.append(f"'{name}'")
            continue
        if name == "width" and one.width not in WIDTHS:
            bad.append(f"'{name}'")
            continue
        good[name] = getattr(one, name)
    return msgspec.convert(good, Settings), bad


APPEARING: tuple[Appearing, ...] = get_args(Appearing)
FIGURES: tuple[Figures, ...] = get_args(Figures)
