"""Where games are kept: a folder with one file a slot, each written whole or not at all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from game.play import Step
from game.saves.files import read_bounded, write_whole
from game.saves.format import MOST_BYTES, SavedGame, SaveError, decode, encode

AUTOSAVE = "autosave"
PREVIOUS = "the game before"  # the autosave of the game that was played before this one
_PREFIX, _SUFFIX = "game-", ".json"


@dataclass(frozen=True, slots=True)
class Slot:
    """A kept game, or the sentence that says why it cannot be opened."""

    name: str
    path: Path
    game: SavedGame | None
    trouble: str = ""


class Aside(NamedTuple):
    """What became of the autosave of another game: the name it is kept under, and what went wrong."""

    kept: str = ""
    trouble: str = ""


class Store:
    """The games in one folder. The folder is made when the first game is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def chapters(self) -> Store:
        """Beside these games, those that stand where a chapter began, each under the chapter's id."""
        return Store(self.folder / "chapters")

    def path(self, name: str) -> Path:
        """The file of a slot. Any name will do: what a file system could misread is written %XX."""
        raw = name.encode("utf-8", "surrogatepass")
        safe = quote(raw, safe=" ").replace(".", "%2E").replace("~", "%7E")
        # Capitals too: on many machines A.json and a.json are one file.
        safe = re.sub(r"(%..)|([A-Z])", lambda found: found[1] or f"%{ord(found[2]):02X}", safe)
        if len(safe) > 100:
            safe = safe[:60] + "~" + hashlib.sha256(raw).hexdigest()[:16]
        return self.folder / f"{_PREFIX}{safe}{_SUFFIX}"

    def save(self, name: str, game: SavedGame) -> None:
        """Keep a game: written aside, flushed and put in place in one step, so that a crash leaves
        the old one or the new. Raises SaveError, with the old one untouched, if it cannot be done."""
        content = encode(replace(game, name=name))
        try:
            write_whole(self.path(name), content)
        except OSError as error:
            raise SaveError(f"The game could not be saved in {self.folder} ({error.strerror or error}).") from error

    def load(self, name: str) -> SavedGame:
        """The game in a slot. Raises SaveError if there is none or it cannot be read."""
        return self._read(self.path(name), name)

    def _read(self, path: Path, name: str) -> SavedGame:
        if path.exists() and not path.is_file():
            raise SaveError(f"Where the saved game '{name}' should be, there is something that is no file: {path}.")
        try:
            content = read_bounded(path, MOST_BYTES)
        except FileNotFoundError:
            raise SaveError(f"There is no saved game '{name}' in {self.folder}.") from None
        except OSError as error:
            raise SaveError(f"The saved game '{name}' cannot be read ({error.strerror or error}).") from error
        return decode(content)

    def slots(self) -> list[Slot]:
        """Every kept game, the latest first; those that cannot be opened come last, with the reason."""
        good: list[Slot] = []
        bad: list[Slot] = []
        try:
            paths = sorted(self.folder.glob(f"{_PREFIX}*{_SUFFIX}"))
        except OSError:
            return []
        for path in paths:
            name = path.name[len(_PREFIX) : -len(_SUFFIX)]
            try:
                game = self._read(path, name)
                good.append(Slot(game.name, path, game))
            except SaveError as error:
                bad.append(Slot(name, path, None, str(error)))
        good.sort(key=lambda slot: slot.game.saved_at if slot.game else "", reverse=True)
        return good + bad

    def set_aside(self, log: Sequence[Step] = ()) -> Aside:
        """Keep the autosave of another game before this one's takes its place: as PREVIOUS, or, if it
        cannot be opened, under a name of its own beside it, since nothing is deleted but by the player.

        `log` is that of the game which is about to begin: if it goes on from the autosave, nothing
        needs keeping.
        """
        if not self.exists(AUTOSAVE):
            return Aside()
        try:
            game = self.load(AUTOSAVE)
        except SaveError as error:
            return self._set_damaged_aside(str(error))
        if not game.log or list(game.log) == list(log[: len(game.log)]):
            return Aside()
        try:
            self.save(PREVIOUS, game)
        except SaveError as error:
            return Aside(trouble=str(error))
        return Aside(kept=PREVIOUS)

    def _set_damaged_aside(self, why: str) -> Aside:
        path = self.path(AUTOSAVE)
        free = (path.with_name(f"{path.name}.damaged-{number}") for number in range(1, 1_000_000))
        kept = next(name for name in free if not name.exists())
        try:
            path.rename(kept)
        except OSError as error:
            return Aside(trouble=f"{why} It could not be moved out of the way ({error.strerror or error}).")
        return Aside(kept.name, f"The last game cannot be opened. {why} It is kept as {kept.name}.")

    def exists(self, name: str) -> bool:
        """Whether the slot holds a file."""
        return self.path(name).is_file()
