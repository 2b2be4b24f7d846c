"""Where things are: the story that comes with the game, and the folder that games are kept in."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def checkout() -> Path | None:
    """The folder of the source checkout that this runs from, or None for an installed copy."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "scenes").is_dir() else None


def own_story() -> Path:
    """The folder of *No War, No Peace*."""
    root = checkout()
    return root / "scenes" if root is not None else _PACKAGE / "_bundled" / "scenes"


def saves_folder(chosen: str | None, story_id: str) -> Path:
    """The folder for games: `chosen`, else TROTSKY_SAVES, else saves/ of a checkout, else the user's data.

    Each story has a folder of its own inside, so that two stories never share an autosave.
    """
    name = "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in story_id)[:80] or "story"
    folder = chosen or os.environ.get("TROTSKY_SAVES")
    if folder:
        return Path(folder).expanduser() / name
    root = checkout()
    if root is not None and os.access(root, os.W_OK):
        return root / "saves" / name
    from platformdirs import user_data_path

    return user_data_path("no-war-no-peace", appauthor=False) / "saves" / name
