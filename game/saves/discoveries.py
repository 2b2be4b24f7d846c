"""What a player has found in a story over all games: endings and achievements, each with the day it was first met."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.structs import replace

from game.saves.files import read_bounded, write_whole
from game.saves.format import SaveError

DISCOVERIES_FILE = "discoveries.json"
_MOST_BYTES = 1_000_000
_Dates = Annotated[dict[str, str], Meta(max_length=10_000)]


class Discoveries(Struct, frozen=True, forbid_unknown_fields=True):
    """By id of the ending's scene or of the achievement, the moment (ISO 8601) it was first found."""

    endings: _Dates = {}
    achievements: _Dates = {}


class DiscoveriesFile:
    """The file, in the folder of the story's games."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / DISCOVERIES_FILE

    def load(self) -> Discoveries:
        """What was found. Raises SaveError if the file is there and cannot be read."""
        try:
            content = read_bounded(self.path, _MOST_BYTES)
            if len(content) > _MOST_BYTES:
                raise SaveError(f"{self.path} is larger than any list of what was found; it was not opened.")
            return msgspec.json.decode(content, type=Discoveries)
        except FileNotFoundError:
            return Discoveries()
        except OSError as error:
            raise SaveError(f"What was found is in {self.path}, which cannot be read ({error.strerror}).") from error
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            raise SaveError(f"{self.path} is damaged. Move it away to begin the list anew.") from None

    def add(self, at: str, *, ending: str = "", achievements: list[str] | None = None) -> list[str]:
        """Note what was found at this moment; the ids that are new. Raises SaveError.

        Nothing is written where nothing is new.
        """
        known = self.load()
        endings, found = dict(known.endings), dict(known.achievements)
        new = [ending] if ending and ending not in endings else []
        endings.update(dict.fromkeys(new, at))
        fresh = [name for name in achievements or [] if name not in found]
        found.update(dict.fromkeys(fresh, at))
        if new or fresh:
            self._write(replace(known, endings=endings, achievements=found))
        return new + fresh

    def _write(self, discoveries: Discoveries) -> None:
        try:
            write_whole(self.path, msgspec.json.format(msgspec.json.encode(discoveries), indent=1) + b"\n")
        except OSError as error:
            raise SaveError(f"What was found could not be kept in {self.path} ({error.strerror or error}).") from error
