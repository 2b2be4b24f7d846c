"""Where the games of a story are kept: what makes way for what, one autosave for each running game, and moving games."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from game.play import Step
from game.saves.files import read_bounded, write_whole
from game.saves.folder import Folder, Slot, put_aside
from game.saves.format import MOST_BYTES, MOST_TEXT, SavedGame, SaveError, decode, encode
from game.saves.locks import Claim, written_alone
from game.saves.names import (
    ALL_PREVIOUS,
    AUTOSAVE,
    BEFORE,
    CHECKPOINTS,
    PREFIX,
    PREVIOUS,
    SUFFIX,
    free_path,
    is_autosave,
    is_ours,
    is_taken,
    name_in,
    why,
)  # fmt: skip

__all__ = ["DELETED", "OLDER", "Slot", "Store"]

DELETED = "deleted"  # the folder, beside the games, of those that the player has deleted
OLDER = "older"  # the folder of games as they were before they went on in a changed story


class Aside(NamedTuple):
    """What became of the autosave of another game: the name it is kept under, and what went wrong."""

    kept: str = ""
    trouble: str = ""


class Store(Folder):
    """The games of one story, and what the program does with them by itself.

    `autosave` is the slot that this program writes after every choice.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.autosave = AUTOSAVE
        self._claim = Claim()

    @property
    def chapters(self) -> Store:
        """Beside these games, those that stand where a chapter began, each under the chapter's id."""
        return Store(self.folder / "chapters")

    @property
    def bin(self) -> Store:
        """The games that the player has deleted."""
        return Store(self.folder / DELETED)

    def checkpoint(self, game: SavedGame) -> None:
        """Keep the beginning of a chapter, in place of the oldest of the ten that are kept. Raises SaveError."""
        kept: list[tuple[str, str]] = []
        for name in CHECKPOINTS:
            try:
                there = self.load(name)
            except SaveError:  # free, or of no use
                kept.append(("", name))
                continue
            if there.log == game.log:
                return
            kept.append((there.saved_at, name))
        self.save(min(kept, key=lambda item: (item[0], CHECKPOINTS.index(item[1])))[1], game)

    # -- what cannot be opened, and what must not be written over ------------------------------------

    def rescue(self, name: str) -> Path | None:
        """Set the file of a slot aside and put the game before it in its place; where the file is now, None if there
        was none. A sound one goes into the bin. Raises SaveError if there is no game before it or nothing can be
        written."""
        path = self.path(name)
        before = self.earlier(name)
        if before is None:
            raise SaveError(f"There is no earlier game to put in the place of '{name}'.")
        kept: Path | None = None
        try:
            with written_alone(path):
                if os.path.lexists(path):
                    kept = self._out_of_the_way(path, name)
                write_whole(path, encode(before))
        except OSError as error:
            raise SaveError(f"The game could not be put back ({why(error)}).") from error
        return kept

    def _out_of_the_way(self, path: Path, name: str) -> Path:
        try:
            self._read(path, name)
        except SaveError as error:
            return put_aside(path, error)
        self.bin.folder.mkdir(parents=True, exist_ok=True)
        kept = free_path(self.bin.folder / path.name)
        path.rename(kept)
        return kept

    def set_aside(self, log: Sequence[Step] = ()) -> Aside:
        """Keep the autosave of another game before this one's takes its place: in a slot for games before, or, if it
        cannot be opened, under a name of its own beside it, since nothing is deleted but by the player; then the
        game that was in the slot before it is kept as one before.

        `log` is that of the game which is about to begin: if it goes on from the autosave, nothing
        needs keeping.
        """
        aside = Aside()
        game: SavedGame | None
        try:
            game = self.load(self.autosave)
        except SaveError as error:
            game = self.earlier(self.autosave)
            if os.path.lexists(self.path(self.autosave)):
                aside = self._set_unopened_aside(error)
        if game is None or not game.log or _goes_on(game.log, log):
            return aside
        try:
            kept = self._free_previous(game)
            self.save(kept, game)
        except SaveError as error:
            return Aside(aside.kept, f"{aside.trouble} {error}".lstrip())
        if aside.trouble:
            return Aside(aside.kept, f"{aside.trouble} The game before it is kept as '{kept}'.")
        return Aside(kept=kept)

    def _free_previous(self, game: SavedGame) -> str:
        """The slot for a game before: its own if it had one, else a free one; the oldest goes into the bin for it."""
        found: list[tuple[str, str]] = []
        for name in ALL_PREVIOUS:
            try:
                there = self.load(name)
            except SaveError:
                continue
            if there.began == game.began and there.state.seed == game.state.seed and _goes_on(there.log, game.log):
                return name
            found.append((there.saved_at, name))
        free = next((name for name in ALL_PREVIOUS if not is_taken(self.path(name))), None)
        if free is None:
            free = min(found)[1] if found else PREVIOUS
            self.delete(self.path(free))
        return free

    def _set_unopened_aside(self, error: SaveError) -> Aside:
        try:
            kept = put_aside(self.path(self.autosave), error)
        except OSError as failure:
            return Aside(trouble=f"{error} It could not be moved out of the way ({why(failure)}).")
        return Aside(kept.name, f"The last game cannot be opened. {error} It is kept as {kept.name}.")

    def latest_autosave(self) -> str:
        """The autosave that was written last, of this program's or of others', by its file alone: none is read."""
        try:
            paths = [path for path in self.folder.glob(f"{PREFIX}{AUTOSAVE}*{SUFFIX}") if is_autosave(name_in(path))]
            return name_in(max(paths, key=lambda path: path.stat().st_mtime_ns)) if paths else self.autosave
        except OSError:
            return self.autosave

    def keep_older(self, name: str) -> Path:
        """Copy the file of a slot aside before the game goes on in a changed story; where it is then. Raises SaveError."""
        path = self.path(name)
        content = self.content(path, path.name)
        folder = self.folder / OLDER
        target = folder / f"{path.stem}-{decode(content).story.hash[:8]}{SUFFIX}"
        try:
            if not target.exists() or read_bounded(target, MOST_BYTES) != content:
                target = free_path(target)
                write_whole(target, content)
        except OSError as error:
            raise SaveError(f"The game as it was could not be kept in {folder} ({why(error)}).") from error
        return target

    # -- one autosave for each running game --------------------------------------------------------

    def claim(self) -> str:
        """Take an autosave that no other running game writes, and name it: `autosave` is that until it is released."""
        if self._claim.is_held:
            return self.autosave
        numbered = (f"{AUTOSAVE} {number}" for number in itertools.count(2))
        self.autosave = next(name for name in (AUTOSAVE, *itertools.islice(numbered, 98)) if self._claims(name))
        return self.autosave

    def _claims(self, name: str) -> bool:
        return self._claim.take(self.path(name)) or name == f"{AUTOSAVE} 99"

    def release(self) -> None:
        """Let the autosave go, for another program to claim."""
        self._claim.release()

    # -- moving games -----------------------------------------------------------------------------

    def delete(self, path: Path) -> Path:
        """Move the file of a slot, and the one before it, into the folder of deleted games; where it is then.

        Raises SaveError.
        """
        if path.parent != self.folder:
            raise SaveError(f"{path} is no game of this folder.")
        self._must_not_be_played(name_in(path))
        try:
            self.bin.folder.mkdir(parents=True, exist_ok=True)
            with written_alone(path):
                return _move(path, self.bin.folder)
        except OSError as error:
            raise SaveError(f"The game could not be deleted ({why(error)}).") from error

    def restore(self, path: Path) -> str:
        """Bring a deleted game back; the name it is kept under, with a number if there is such a game by now.

        Raises SaveError.
        """
        if path.parent != self.bin.folder:
            raise SaveError(f"{path} is no deleted game of this folder.")
        game, before = decode(self.content(path, path.name)), self._earlier_at(path)
        name = self._free_name(game.name)
        self._save_both(name, before, game)
        with contextlib.suppress(OSError):  # it is in its place again; what is left in the bin does no harm
            path.unlink()
            if before is not None and self.earlier(name) is not None:
                Path(f"{path}{BEFORE}").unlink()
        return name

    def rename(self, name: str, wanted: str) -> None:
        """Keep the game of a slot under another name. Raises SaveError if there is such a game, or it cannot be done."""
        if is_taken(self.path(wanted)):
            raise SaveError(f"There is a game called '{wanted}' already.")
        self._must_not_be_played(name)
        game, before = self.load(name), self.earlier(name)
        self._save_both(wanted, before, game)
        old = self.path(name)
        try:
            with written_alone(old):
                old.unlink()
                if before is not None and self.earlier(wanted) is not None:
                    Path(f"{old}{BEFORE}").unlink()
        except OSError as error:
            raise SaveError(f"The game is kept as '{wanted}', and also under its old name ({why(error)}).") from error

    def _must_not_be_played(self, name: str) -> None:
        if is_autosave(name) and not (self._claim.is_held and name == self.autosave):
            asking = Claim()
            if not asking.take(self.path(name)):
                raise SaveError("This game is being played in another window. Leave it there first.")
            asking.release()

    def _save_both(self, name: str, before: SavedGame | None, game: SavedGame) -> None:
        """Keep a game, and behind it the one before it, in a slot that is free: both get its name."""
        if before is not None:
            self.save(name, before)
        self.save(name, game)

    def export_to(self, path: Path, target: Path) -> None:
        """Write the game of a slot to a file anywhere else, over what is there. Raises SaveError."""
        content = self.content(path, path.name)
        decode(content)
        self._export(content, target)

    def export(self, game: SavedGame, target: Path) -> None:
        """Write a game that may be kept nowhere to a file anywhere else, over what is there. Raises SaveError."""
        self._export(encode(game), target)

    def _export(self, content: bytes, target: Path) -> None:
        if Path(os.path.realpath(target)).is_relative_to(os.path.realpath(self.folder)):
            raise SaveError(f"{target} lies among the games themselves. Choose another place.")
        try:
            write_whole(target, content)
        except (OSError, ValueError) as error:
            raise SaveError(f"The game could not be written to {target} ({why(error)}).") from error

    def import_from(self, source: Path, story_id: str) -> str:
        """Take in a game from a file, and give the name it is kept under: its own, or that with a number
        behind it if there is such a game already. Raises SaveError."""
        game = decode(self.content(source, str(source)))
        if game.story.id != story_id:
            raise SaveError(f"It is a game of another story, «{game.story.title}».")
        name = self._free_name(source.stem if not game.name or is_ours(game.name) else game.name)
        self.save(name, game)
        return name

    def _free_name(self, wanted: str) -> str:
        # Under a name of the program's own it would be written over without a word.
        wanted = (wanted if wanted and not is_ours(wanted) else "A game").encode("utf-8", "replace").decode()
        names = itertools.chain([wanted], (f"{wanted[: MOST_TEXT - 20]} ({number})" for number in itertools.count(2)))
        return next(name for name in names if not is_taken(self.path(name)))


def _goes_on(log: Sequence[Step], longer: Sequence[Step]) -> bool:
    """Whether the second log goes on from the first, or is the same."""
    return list(log) == list(longer[: len(log)])


def _move(path: Path, folder: Path) -> Path:
    moved = free_path(folder / path.name)
    before = Path(f"{path}{BEFORE}")
    if os.path.lexists(path) or not before.exists():
        path.rename(moved)
    if before.exists():
        before.rename(f"{moved}{BEFORE}")
    return moved
