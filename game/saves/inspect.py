"""Looking into kept games without playing them: which is meant, what it says of itself, whether it is whole.

Nothing here writes. Whatever a file says is taken as words of a stranger: it may be long, and not fit to be printed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from msgspec import Struct

from game.play import Adjustment, Step
from game.saves.files import read_bounded
from game.saves.format import MOST_BYTES, DamagedError, Preview, SavedGame, SavedStory, SaveError, decode, unpack
from game.saves.names import BEFORE, why
from game.saves.rehearsal import Replay, rehearse
from game.saves.store import Slot, Store
from game.story import Story
from game.story.problems import printable

LONGEST_SHOWN = 32  # characters of a name in a list; a file from elsewhere may give one of two thousand
_LONGEST_COMPARED = 80  # characters of names that are compared for likeness; more takes long and helps nobody
_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")

Where = Literal["kept", "chapter", "deleted"]
Finding = Literal["sound", "changes", "other story", "newer", "unreadable", "damaged"]


class Listed(Struct, frozen=True):
    """A game as a list shows it. `trouble` says why it cannot be opened; `earlier` is when the one before it was saved."""

    name: str
    file: str
    saved_at: str = ""
    chapter: str = ""
    scene: str = ""
    date: str = ""
    line: str = ""
    choices: int = 0
    playtime: int = 0
    trouble: str = ""
    earlier: str = ""


class Games(Struct, frozen=True):
    """The games of a folder, as a list shows them."""

    folder: str
    games: list[Listed]


class Told(Struct, frozen=True, kw_only=True):
    """All that a save says of itself, and what this story makes of it.

    `changes` (what opening it would move, default or drop) and `undoable` (how many choices could be taken back) are
    None for a game of another story.
    """

    name: str
    file: str
    story: SavedStory
    is_this_story: bool
    is_unchanged: bool  # the story's files are, byte for byte, those of when the game was saved
    format: int
    has_checksum: bool
    saved_at: str
    playtime: int
    preview: Preview
    began: str
    beat: str
    seed: int
    draws: int
    choices: int
    qualities: dict[str, int | bool | str]
    marks: int
    changes: list[Adjustment] | None
    undoable: int | None
    log: list[Step] | None = None
    replay: Replay | None = None


class Check(Struct, frozen=True):
    """What was found of one file: a game, or (`earlier`) the one that was in its slot before it."""

    name: str
    where: Where
    earlier: bool
    file: str
    finding: Finding
    sentence: str = ""
    changes: list[Adjustment] = []

    @property
    def is_wrong(self) -> bool:
        """Whether the game cannot be opened here. One that only changes with the story can."""
        return self.finding not in ("sound", "changes")


class Verified(Struct, frozen=True):
    """What was found of all files that were asked about: how many change on opening, and how many cannot be opened."""

    folder: str
    files: int
    changing: int
    wrong: int
    checks: list[Check]


# -- which game is meant --------------------------------------------------------------------------


def shown_name(name: str) -> str:
    """A name on one line of a list: short, with nothing that a terminal would obey, and never empty."""
    shown = printable(name)
    if shown != shown.strip() or not shown:
        shown = f"'{shown}'"
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[: LONGEST_SHOWN - 1]}…"


def find(slots: Sequence[Slot], name: str) -> Slot:
    """The slot that is meant: by its name, its file's name, or its name as a list shows it. Raises SaveError."""
    ways = (
        [slot for slot in slots if slot.name == name],
        [slot for slot in slots if slot.path.name == name],
        [slot for slot in slots if name in (printable(slot.name), shown_name(slot.name))],
    )
    meant = next((found for found in ways if found), [])
    if len(meant) > 1:
        files = ", ".join(slot.path.name for slot in meant)
        raise SaveError(f"{len(meant)} games are called {quoted(name)}. Give the name of a file instead: {files}.")
    if not meant:
        raise SaveError(f"There is no game called {quoted(name)}.{_instead(name, slots)}")
    return meant[0]


def _instead(wanted: str, slots: Sequence[Slot]) -> str:
    known = {slot.name.casefold()[:_LONGEST_COMPARED]: slot.name for slot in slots}
    if not known:
        return " None is kept there."
    near = get_close_matches(wanted.casefold()[:_LONGEST_COMPARED], known, n=3, cutoff=0.5)
    if near:
        return f" Did you mean {' or '.join(quoted(known[name]) for name in near)}?"
    return " `trotsky saves list` prints the names."


def quoted(name: str) -> str:
    """A name as it is shown, for the middle of a sentence: between quotes, unless it is shown in them already."""
    shown = shown_name(name)
    return shown if shown.startswith("'") and shown.endswith("'") else f"'{shown}'"


def is_alone(slot: Slot, slots: Sequence[Slot]) -> bool:
    """Whether no other game has the name of this one, so that the name alone tells which is meant."""
    return sum(other.name == slot.name for other in slots) == 1


# -- what it says of itself -----------------------------------------------------------------------


def games(store: Store) -> Games:
    """All games of a folder."""
    return Games(_whole_characters(str(store.folder)), [listed(slot) for slot in store.slots()])


def listed(slot: Slot) -> Listed:
    """A slot as a list shows it."""
    name, file = _whole_characters(slot.name), _whole_characters(str(slot.path))
    if slot.game is None:
        earlier = slot.earlier.saved_at if slot.earlier is not None else ""
        return Listed(name, file, trouble=_whole_characters(slot.trouble), earlier=earlier)
    game, seen = slot.game, slot.game.preview
    return Listed(
        name, file, game.saved_at, seen.chapter, seen.scene, seen.date, seen.line, len(game.log), game.playtime
    )


def tell(game: SavedGame, path: Path, story: Story, *, log: bool = False, replay: bool = False) -> Told:
    """All that a save says of itself, and what `story` makes of it. Raises SaveError if it cannot be replayed there."""
    changes, undoable, replayed = None, None, None
    is_this_story = True
    try:
        session, notes = unpack(game, story)
    except SaveError:
        is_this_story = False
        if replay:
            raise
    else:
        changes, undoable = notes, session.undoable
        replayed = rehearse(story, game, session.state) if replay else None
    return Told(
        name=game.name, file=_whole_characters(str(path)), story=game.story,
        is_this_story=is_this_story, is_unchanged=is_this_story and game.story.hash == story.hash,
        format=game.format, has_checksum=bool(game.checksum), saved_at=game.saved_at, playtime=game.playtime,
        preview=game.preview, began=game.began, beat=game.state.beat, seed=game.state.seed, draws=game.state.draws,
        choices=len(game.log), qualities=game.state.qualities, marks=len(game.state.marks),
        changes=changes, undoable=undoable, log=game.log if log else None, replay=replayed,
    )  # fmt: skip


def _whole_characters(text: str) -> str:
    # A file's name may hold bytes that are no text; JSON has no place for what Python makes of them.
    return _HALF_CHARACTERS.sub("\ufffd", text)


# -- whether it is whole --------------------------------------------------------------------------


def verify(store: Store, story: Story, only: str | None = None) -> Verified:
    """Check every kept game, the beginnings of chapters and the deleted ones, each with the game before it; `only`
    those of one name. Raises SaveError if there is none of that name."""
    checks = list(_checks(store, story, only))
    changing, wrong = sum(check.finding == "changes" for check in checks), sum(check.is_wrong for check in checks)
    return Verified(_whole_characters(str(store.folder)), len(checks), changing, wrong, checks)


def _checks(store: Store, story: Story, only: str | None) -> Iterator[Check]:
    places: list[tuple[Where, list[Slot]]] = [
        ("kept", store.slots()), ("chapter", store.chapters.slots()), ("deleted", store.bin.slots())
    ]  # fmt: skip
    if only is not None:
        places = _only(only, places)
    for where, slots in places:
        for slot in slots:
            before = Path(f"{slot.path}{BEFORE}")
            if os.path.lexists(slot.path):
                yield _check(slot.name, where, slot.path, story)
            else:
                words = "The game itself is gone; only the one before it is there."
                yield Check(
                    _whole_characters(slot.name), where, False, _whole_characters(str(slot.path)), "damaged", words
                )
            if os.path.lexists(before):
                yield _check(slot.name, where, before, story, earlier=True)


def _only(name: str, places: list[tuple[Where, list[Slot]]]) -> list[tuple[Where, list[Slot]]]:
    found = [
        (where, [slot for slot in slots if name in (slot.name, slot.path.name, printable(slot.name), shown_name(slot.name))])
        for where, slots in places
    ]  # fmt: skip
    if not any(slots for _, slots in found):
        find([slot for _, slots in places for slot in slots], name)
    return found


def _check(name: str, where: Where, path: Path, story: Story, *, earlier: bool = False) -> Check:
    finding, sentence, changes = _finding(path, story)
    return Check(
        _whole_characters(name), where, earlier, _whole_characters(str(path)), finding, _whole_characters(sentence), changes
    )  # fmt: skip


def _finding(path: Path, story: Story) -> tuple[Finding, str, list[Adjustment]]:
    try:
        if not path.is_file():  # a device or a pipe might never end
            return "damaged", "There is something that is no file.", []
        game = decode(read_bounded(path, MOST_BYTES))
    except OSError as error:
        return "unreadable", f"It cannot be read ({why(error)}).", []
    except DamagedError as error:
        return "damaged", str(error), []
    except SaveError as error:
        return "newer", str(error), []
    try:
        _, notes = unpack(game, story)
    except SaveError as error:
        return "other story", str(error), []
    unsummed = "" if game.checksum else "It has no checksum."
    return ("changes" if notes else "sound"), unsummed, notes
