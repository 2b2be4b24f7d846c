"""Whether the files of a story have changed. Looked at a few times a second: a watcher of the system's would be a
compiled package that every player had to install."""

from __future__ import annotations

import os
from pathlib import Path

Fingerprint = frozenset[tuple[str, int, int]]
_MOST_FILES = 200_000


def fingerprint(folder: Path) -> Fingerprint:
    """Each file of the folder, and of the `seeds` beside it, with its size and the moment it was last written."""
    found: set[tuple[str, int, int]] = set()
    waiting = [folder, folder.resolve().parent / "seeds"]
    while waiting and len(found) < _MOST_FILES:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):  # an editor's own files
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    else:
                        about = entry.stat()
                        found.add((entry.path, about.st_size, about.st_mtime_ns))
        except OSError:  # gone while we looked: the next look will tell
            continue
    return frozenset(found)
