"""What files are called: a slot's by the name a player gave it, and the one that a player means by what was typed."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from pathlib import Path
from urllib.parse import quote, unquote

from game.saves.format import SaveError

AUTOSAVE = "autosave"
PREVIOUS = "the game before"  # the autosave of the game that was played before this one
# Of several games before, each has a slot; the oldest gives way, into the bin.
ALL_PREVIOUS = (PREVIOUS, *(f"{PREVIOUS} {number}" for number in range(2, 11)))
QUICK = "quick save"
# The beginnings of chapters; the oldest is replaced.
CHECKPOINTS = tuple(f"checkpoint {number}" for number in range(1, 11))
PREFIX, SUFFIX = "game-", ".json"
BEFORE = ".before"  # behind a slot's file: the game that was in it before this one
_LONGEST = 100  # characters of a name in a file's name; file systems take 255 bytes


def is_ours(name: str) -> bool:
    """Whether the program keeps a game under this name by itself, so that no player should; capitals do not matter."""
    return re.fullmatch(rf"(?:{AUTOSAVE}|checkpoint|{PREVIOUS})(?: [0-9]+)?", name.strip().casefold()) is not None


def is_autosave(name: str) -> bool:
    """Whether the slot is written after every choice. A second game that runs at the same time has one of its own."""
    return re.fullmatch(rf"{AUTOSAVE}(?: [0-9]+)?", name) is not None


def slot_file(name: str) -> str:
    """The file name of a slot. Any name will do: what a file system could misread is written %XX."""
    raw = name.encode("utf-8", "surrogatepass")
    safe = quote(raw, safe=" ").replace(".", "%2E").replace("~", "%7E")
    # Capitals too: on many machines A.json and a.json are one file.
    safe = re.sub(r"(%..)|([A-Z])", lambda found: found[1] or f"%{ord(found[2]):02X}", safe)
    if len(safe) > _LONGEST:
        safe = safe[:60] + "~" + hashlib.sha256(raw).hexdigest()[:16]
    return f"{PREFIX}{safe}{SUFFIX}"


def name_in(path: Path) -> str:
    """The slot's name as its file's name tells it, for a file that cannot be read."""
    return unquote(path.name.removesuffix(BEFORE).removeprefix(PREFIX).removesuffix(SUFFIX))


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
        raise SaveError(f"{target} cannot be written ({why(error)}).") from error
    return target


def file_name(name: str) -> str:
    """A sensible file name for a game of this name: its letters and digits, and no more than eighty of them."""
    kept = "".join(letter if letter.isalnum() or letter in " ,()-_" else "-" for letter in name)
    short = kept.encode("utf-8", "replace").decode()[:80].encode()[:200].decode("utf-8", "ignore")
    return f"{short.strip(' -') or 'game'}{SUFFIX}"


def free_path(path: Path) -> Path:
    """The path itself, or with a number in its name if there is something already."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in itertools.count(2))
    return next(one for one in itertools.chain([path], numbered) if not is_taken(one))


def is_taken(path: Path) -> bool:
    """Whether there is a file, or at least the one before it."""
    return os.path.lexists(path) or os.path.lexists(f"{path}{BEFORE}")


def newer_path(path: Path) -> Path:
    """Where the file of a newer program is put out of the way: a slot of its own, which that program will list."""
    return free_path(path.with_name(slot_file(f"{name_in(path)}, from a newer program")))


def damaged_path(path: Path) -> Path:
    """Where a damaged file is set aside: its name with the next free number behind it."""
    free = (path.with_name(f"{path.name}.damaged-{number}") for number in itertools.count(1))
    return next(one for one in free if not os.path.lexists(one))


def why(error: Exception) -> str:
    """What went wrong, in the system's own words."""
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
