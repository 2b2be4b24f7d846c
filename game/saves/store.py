"""Where games are kept: a folder with one file a slot, each written whole or not at all."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from game.play import Step
from game.saves.files import read_bounded, write_whole
from game.saves.format import MOST_BYTES, MOST_TEXT, SavedGame, SaveError, decode, encode

AUTOSAVE = "autosave"
PREVIOUS = "the game before"  # the autosave of the game that was played before this one
DELETED = "deleted"  # the folder, beside the games, of those that the player has deleted
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

    def _content(self, path: Path, name: str) -> bytes:
        try:
            if path.is_dir():
                raise SaveError(f"{name} is a folder.")
            if path.exists() and not path.is_file():  # a device or a pipe might never end
                raise SaveError(f"{name} is no ordinary file.")
            return read_bounded(path, MOST_BYTES)
        except FileNotFoundError:
            raise SaveError(f"There is no file {name}.") from None
        except (OSError, ValueError) as error:
            raise SaveError(f"{name} cannot be read ({_why(error)}).") from error

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

    def delete(self, path: Path) -> Path:
        """Move the file of a slot into the folder of deleted games; where it is then. Raises SaveError."""
        if path.parent != self.folder:
            raise SaveError(f"{path} is no game of this folder.")
        aside = self.folder / DELETED
        try:
            aside.mkdir(exist_ok=True)
            moved = _free(aside / path.name)
            path.rename(moved)
        except OSError as error:
            raise SaveError(f"The game could not be deleted ({error.strerror or error}).") from error
        return moved

    def export_to(self, path: Path, target: Path) -> None:
        """Write the game of a slot to a file anywhere, over what is there. Raises SaveError."""
        content = self._content(path, path.name)
        decode(content)
        try:
            write_whole(target, content)
        except (OSError, ValueError) as error:
            raise SaveError(f"The game could not be written to {target} ({_why(error)}).") from error

    def import_from(self, source: Path, story_id: str) -> str:
        """Take in a game from a file, and give the name it is kept under: its own, or that with a number
        behind it if there is such a game already. Raises SaveError."""
        game = decode(self._content(source, str(source)))
        if game.story.id != story_id:
            raise SaveError(f"It is a game of another story, «{game.story.title}».")
        name = self._free_name(source.stem if game.name in ("", AUTOSAVE) else game.name)
        self.save(name, game)
        return name

    def _free_name(self, wanted: str) -> str:
        wanted = (wanted if wanted != AUTOSAVE else "A game").encode("utf-8", "replace").decode()
        names = itertools.chain([wanted], (f"{wanted[: MOST_TEXT - 20]} ({number})" for number in itertools.count(2)))
        return next(name for name in names if not os.path.lexists(self.path(name)))

    def exists(self, name: str) -> bool:
        """Whether the slot holds a file."""
        return self.path(name).is_file()


def path_of(text: str, folder: Path) -> Path:
    """The file that a player means by what was written or pasted: `~` is home, and other names are in `folder`.

    Raises SaveError if nothing is meant.
    """
    plain = text.strip()
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "'\"":  # as a file dragged to a terminal comes
        plain = plain[1:-1]
    if not plain:
        raise SaveError("Write where the file is to be found.")
    try:
        return folder / Path(plain).expanduser()
    except (RuntimeError, ValueError):
        raise SaveError(f"There is no such place as {plain}.") from None


def target_of(text: str, folder: Path, name: str) -> Path:
    """The file that a game is to be written to; in a folder that was named, the file `name`. Raises SaveError."""
    target = path_of(text, folder)
    try:
        if target.is_dir():
            target = target / name
        if not target.parent.is_dir():
            raise SaveError(f"There is no folder {target.parent}.")
        if target.exists() and not target.is_file():
            raise SaveError(f"{target} is no ordinary file.")
    except (OSError, ValueError) as error:
        raise SaveError(f"{target} cannot be written ({_why(error)}).") from error
    return target


def file_name(name: str) -> str:
    """A sensible file name for a game of this name: its letters and digits, and no more than eighty of them."""
    kept = "".join(letter if letter.isalnum() or letter in " ,()-_" else "-" for letter in name)
    short = kept.encode("utf-8", "replace").decode()[:80].encode()[:200].decode("utf-8", "ignore")
    return f"{short.strip(' -') or 'game'}{_SUFFIX}"


def _free(path: Path) -> Path:
    """The path itself, or with a number in its name if there is something already."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(2))
    return next(one for one in itertools.chain([path], numbered) if not os.path.lexists(one))


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
