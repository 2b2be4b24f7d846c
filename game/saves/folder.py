"""A folder of games: one file a slot, each written whole or not at all, and behind it the one before."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from game.saves.files import clear_unfinished, read_bounded, write_whole
from game.saves.format import MOST_BYTES, DamagedError, NewerError, SavedGame, SaveError, decode, encode
from game.saves.locks import written_alone
from game.saves.names import (
    BEFORE,
    CHECKPOINTS,
    PREFIX,
    SUFFIX,
    damaged_path,
    is_autosave,
    name_in,
    newer_path,
    slot_file,
    why,
)
from game.story.suggest import nearest

_Fingerprint = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Slot:
    """A kept game; or the sentence that says why it cannot be opened, and the game that was in the slot before it."""

    name: str
    path: Path
    game: SavedGame | None
    trouble: str = ""
    earlier: SavedGame | None = None


class Folder:
    """The games in one folder. The folder is made when the first game is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._good: dict[Path, _Fingerprint] = {}  # the files that stand as this program wrote them

    def path(self, name: str) -> Path:
        """The file of a slot."""
        return self.folder / slot_file(name)

    # -- writing ----------------------------------------------------------------------------------

    def save(self, name: str, game: SavedGame) -> None:
        """Keep a game: written aside, flushed and put in place in one step, so that a crash leaves the old one or the
        new; the old one stays behind it. Raises SaveError, with the old one untouched, if it cannot be done."""
        content = encode(replace(game, name=name))
        path = self.path(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with written_alone(path):
                if path not in self._good:
                    clear_unfinished(path)
                write_whole(path, content, before=lambda: self._step_back(path))
                self._good[path] = _fingerprint(path)
        except OSError as error:
            raise SaveError(f"The game could not be saved in {self.folder} ({why(error)}).") from error

    def _step_back(self, path: Path) -> None:
        """Make the file of a slot the one before. What is damaged is set aside instead: the one before is better."""
        if not os.path.lexists(path):
            return
        if not path.is_file():
            path.rename(damaged_path(path))
            return
        if self._good.get(path) != _fingerprint(path):
            try:
                decode(read_bounded(path, MOST_BYTES))
            except SaveError as error:
                put_aside(path, error)
                return
        with contextlib.suppress(OSError):
            _copy(path, Path(f"{path}{BEFORE}"))

    # -- reading ----------------------------------------------------------------------------------

    def load(self, name: str) -> SavedGame:
        """The game in a slot. Raises SaveError if there is none or it cannot be read: DamagedError if it is damaged."""
        return self._read(self.path(name), name)

    def earlier(self, name: str) -> SavedGame | None:
        """The game that was in the slot before this one, if it can be opened."""
        try:
            return self._read(Path(f"{self.path(name)}{BEFORE}"), name)
        except SaveError:
            return None

    def _read(self, path: Path, name: str) -> SavedGame:
        try:
            if path.exists() and not path.is_file():  # a device or a pipe might never end
                raise DamagedError(
                    f"Where the saved game '{name}' should be, there is something that is no file: {path}."
                )
            return decode(read_bounded(path, MOST_BYTES))
        except FileNotFoundError:
            raise SaveError(f"There is no saved game '{name}' in {self.folder}.{self._instead(name)}") from None
        except OSError as error:
            raise SaveError(f"The saved game '{name}' cannot be read ({why(error)}).") from error

    def _instead(self, name: str) -> str:
        try:
            names = [name_in(path) for path in self.folder.glob(f"{PREFIX}*{SUFFIX}")]
        except OSError:
            return ""
        match = nearest(name, names)
        return f" Did you mean '{match}'?" if match is not None else ""

    def slots(self) -> list[Slot]:
        """Every kept game, the latest first and the beginnings of chapters after them; those that cannot be opened
        come last, with the reason."""
        good: list[Slot] = []
        bad: list[Slot] = []
        try:
            found = {path.with_name(path.name.removesuffix(BEFORE)) for path in self.folder.glob(f"{PREFIX}*{SUFFIX}*")}
        except OSError:
            return []
        for path in sorted(path for path in found if path.suffix == SUFFIX):
            name = name_in(path)
            try:
                game = self._read(path, name)
                good.append(Slot(game.name, path, game))
            except SaveError as error:
                earlier = self._earlier_at(path)
                if earlier is not None or os.path.lexists(path):
                    bad.append(Slot(earlier.name if earlier else name, path, None, str(error), earlier))
        good.sort(key=lambda slot: (slot.game.saved_at if slot.game else "", is_autosave(slot.name)), reverse=True)
        good.sort(key=lambda slot: slot.name in CHECKPOINTS)
        return good + bad

    def _earlier_at(self, path: Path) -> SavedGame | None:
        try:
            return self._read(Path(f"{path}{BEFORE}"), path.name)
        except SaveError:
            return None

    @property
    def is_empty(self) -> bool:
        """Whether no game is kept there; none is read for it."""
        try:
            return not any(self.folder.glob(f"{PREFIX}*{SUFFIX}"))
        except OSError:
            return True

    def exists(self, name: str) -> bool:
        """Whether the slot holds a file."""
        return self.path(name).is_file()

    def content(self, path: Path, name: str) -> bytes:
        """What is in a file, as much of it as a game can be. Raises SaveError, with the file by this name."""
        try:
            if path.is_dir():
                raise SaveError(f"{name} is a folder.")
            if path.exists() and not path.is_file():
                raise SaveError(f"{name} is no ordinary file.")
            return read_bounded(path, MOST_BYTES)
        except FileNotFoundError:
            raise SaveError(f"There is no file {name}.") from None
        except (OSError, ValueError) as error:
            raise SaveError(f"{name} cannot be read ({why(error)}).") from error


def _fingerprint(path: Path) -> _Fingerprint:
    """What changes when a file does."""
    found = path.stat()
    return (found.st_ino, found.st_size, found.st_mtime_ns)


def put_aside(path: Path, error: SaveError) -> Path:
    """Move a file that cannot be opened out of the way; where it is then."""
    kept = newer_path(path) if isinstance(error, NewerError) else damaged_path(path)
    path.rename(kept)
    return kept


def _copy(path: Path, target: Path) -> None:
    """The same file under a second name, in one step; where there are no second names, a copy."""
    aside = target.with_name(f".{target.name}.part")
    with contextlib.suppress(FileNotFoundError):
        aside.unlink()
    try:
        os.link(path, aside)
    except OSError:
        write_whole(target, path.read_bytes())
        return
    try:
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)  # it stays where the target is this same file already
