"""Programs that play beside a test and can be killed at any moment. What they do is in `player.py`."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ENDED = "ended "
KILLED = int(signal.SIGKILL)


class Player:
    """One program, which does one task at a time, each in a child of its own."""

    def __init__(self, to: IO[str], told: IO[str]) -> None:
        self._to, self._told = to, told
        self.child = 0

    def begin(self, task: str, **arguments: object) -> None:
        """Have a child begin a task."""
        self.say(json.dumps({"task": task, **arguments}))
        self.child = int(self.line())

    def do(self, task: str, **arguments: object) -> tuple[list[str], int]:
        """Have a task done: what the child told, and the status it ended with."""
        self.begin(task, **arguments)
        return self.end()

    def line(self) -> str:
        """The next thing the child tells."""
        line = self._told.readline()
        assert line, "The player has ended; what it said is among the errors."
        return line.removesuffix("\n")

    def say(self, words: str = "") -> None:
        """Give the child its word."""
        self._to.write(f"{words}\n")
        self._to.flush()

    def kill(self) -> None:
        """End the child where it stands."""
        os.kill(self.child, signal.SIGKILL)

    def end(self) -> tuple[list[str], int]:
        """Wait until the child has ended: what it told that was not read yet, and its status or the signal."""
        lines: list[str] = []
        while not (line := self.line()).startswith(ENDED):
            lines.append(line)
        self.child = 0
        self.say()  # its number may go to another process now
        return lines, int(line.removeprefix(ENDED))


@contextmanager
def playing() -> Iterator[Player]:
    """A program that plays, until the test is over."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.saves.player"],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        player = Player(program.stdin, program.stdout)
        try:
            yield player
        finally:
            if player.child:
                player.kill()
            program.kill()
