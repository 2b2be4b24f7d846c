"""Writing a file whole or not at all: for games, settings and discoveries alike."""

from __future__ import annotations

import contextlib
import glob
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

_UNFINISHED = ".part"


def write_whole(path: Path, content: bytes, *, before: Callable[[], None] | None = None) -> None:
    """Write aside, flush, and put in place in one step: a crash leaves the old file or the new.

    `before` is called when the new file is on the disk and the old one is still in its place. The folder is made if
    it is not there. Raises OSError, with the old file untouched, if it cannot be done.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if before is not None:
            before()
        os.replace(aside, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(aside)
        raise
    _flush_folder(path.parent)


def clear_unfinished(path: Path) -> None:
    """Take away what programs that were killed while they wrote this file have left beside it.

    Only for who knows that nobody is writing it now.
    """
    with contextlib.suppress(OSError):
        for left in path.parent.glob(f".{glob.escape(path.name)}.*{_UNFINISHED}"):
            left.unlink()


def _flush_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):  # Windows has no handle for a folder
        return
    with contextlib.suppress(OSError):  # the file is in place; not every file system can flush a folder
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read_bounded(path: Path, most: int) -> bytes:
    """The file's bytes, `most` and one more at the highest: who decodes them can tell a file that is too large.

    Raises OSError.
    """
    with path.open("rb") as file:
        return file.read(most + 1)
