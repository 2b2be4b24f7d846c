"""The author's editor, opened at a line of a file."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

_GOTO = {"code", "codium", "vscodium", "cursor", "windsurf", "code-insiders"}
_COLON = {"subl", "hx", "helix", "zed", "zeditor", "kak"}


class EditorError(Exception):
    """The editor cannot be opened. The message is a sentence."""


def command(editor: str, path: Path, line: int, column: int) -> list[str]:
    """The words that open `path` at a line: as the editor has it, else as vi, nano, emacs and most others do."""
    words = shlex.split(editor)
    name = Path(words[0]).stem.lower() if words else ""
    if name in _GOTO:
        return [*words, "--goto", f"{path}:{line}:{column}"]
    if name in _COLON:
        return [*words, f"{path}:{line}:{column}"]
    return [*words, f"+{line}", str(path)]


def wanted() -> str:
    """The editor that the author has named. Raises EditorError if there is none."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor.strip():
        raise EditorError("No editor is named. Set EDITOR, as in `export EDITOR=nano`, and start the preview again.")
    return editor


def edit(path: Path, line: int, column: int = 1) -> None:
    """Open the editor and wait until it is closed. Raises EditorError."""
    editor = wanted()
    try:
        subprocess.run(command(editor, path, line, column), check=False)
    except (OSError, ValueError) as error:
        raise EditorError(
            f"The editor '{editor}' cannot be started ({error}). Set EDITOR to one that is there."
        ) from None
