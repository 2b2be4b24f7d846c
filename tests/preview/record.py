"""Records a session of the preview, for `asciinema play .github/preview.cast`: `uv run python -m tests.preview.record`.

A real terminal program in a pseudo-terminal, played and edited by a script: a sentence is changed, then a mistake made
and mended, the bench opened, a quality set. What it prints is kept with its times, as asciicast version 2. POSIX only.
"""

from __future__ import annotations

import fcntl
import json
import os
import pty
import select
import shutil
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable
from pathlib import Path

from game.paths import own_story

CAST = Path(__file__).parents[2] / ".github" / "preview.cast"
COLUMNS, LINES = 100, 30
QUIET = 1.2  # seconds without a letter from the program: it has answered
LONGEST = 20.0  # seconds for an answer
SCENE = "4-brest/the-tenth.yaml"


class Recorder:
    """A program in a terminal of its own, and all that it prints, with the seconds since it began."""

    def __init__(self, words: list[str], folder: Path) -> None:
        child, self._handle = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", TROTSKY_SAVES=str(folder / "saves"))
            os.execvp(words[0], words)
        size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
        fcntl.ioctl(self._handle, termios.TIOCSWINSZ, size)
        self._begun = time.monotonic()
        self.events: list[tuple[float, str, str]] = []

    def listen(self) -> None:
        """Until it has nothing more to say."""
        end = time.monotonic() + LONGEST
        while time.monotonic() < end and select.select([self._handle], [], [], QUIET)[0]:
            try:
                said = os.read(self._handle, 65536)
            except OSError:  # it has gone
                return
            if not said:
                return
            moment = round(time.monotonic() - self._begun, 3)
            self.events.append((moment, "o", said.decode("utf-8", "replace")))

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._handle, keys.encode())
        self.listen()


def main() -> None:
    """Record."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copytree(own_story(), folder / "scenes")
        shutil.copytree(own_story().parent / "seeds", folder / "seeds")
        scene = folder / "scenes" / SCENE

        def edit(change: Callable[[str], str]) -> None:
            scene.write_text(change(scene.read_text(encoding="utf-8")), encoding="utf-8")
            recorder.listen()

        recorder = Recorder([sys.executable, "-m", "game", "preview", "scenes", "--scene", "the-tenth"], folder)
        recorder.listen()
        edit(lambda text: text.replace("You have been home in between.", "You have been home in between, and slept."))
        edit(lambda text: text.replace("go: the-abstention", "go: the-abstentio", 1))
        edit(lambda text: text.replace("go: the-abstentio\n", "go: the-abstention\n", 1))
        recorder.press("\x0f")  # Ctrl+O: what is here
        for _ in range(9):
            recorder.press("\x1b[B")
        recorder.press("\t")
        for letter in "brest:":
            recorder.press(letter)
        recorder.press("\r")
        recorder.press("\x15sign")
        recorder.press("\r")
        recorder.press("\x1b[21~")  # F10: back to the page, which is another now
        recorder.press("\x7f")  # a step back
        recorder.press("\x11")  # Ctrl+Q
        recorder.press("3")
    header = {
        "version": 2,
        "width": COLUMNS,
        "height": LINES,
        "title": "trotsky preview",
        "env": {"TERM": "xterm-256color"},
    }
    lines = [json.dumps(header), *(json.dumps(event, ensure_ascii=False) for event in recorder.events)]
    CAST.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(recorder.events)} pieces in {recorder.events[-1][0]:.0f} seconds, {CAST.stat().st_size:,} bytes.")


if __name__ == "__main__":
    main()
