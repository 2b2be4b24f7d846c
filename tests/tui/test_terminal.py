"""In a real terminal: however the app ends, the terminal is as it was and the player has a sentence."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.saves import AUTOSAVE, Store
from tests.building import LANTERN

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import fcntl
import pty
import struct
import termios

ROOT = Path(__file__).parents[2]


class Terminal:
    """`trotsky` on a pseudo-terminal of 80×24; `before` is Python that runs first."""

    def __init__(self, saves: Path, *words: str, before: str = "", env: dict[str, str] | None = None) -> None:
        self.ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.theirs = theirs
        self.was = termios.tcgetattr(theirs)
        code = f"{before}\nimport sys\nsys.argv = {['trotsky', str(LANTERN), '--saves', str(saves), *words]!r}\n"
        self.process = subprocess.Popen(
            [sys.executable, "-c", code + "from game.cli import main\nmain()"],
            stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "TMPDIR": str(saves.parent), **(env or {})},
        )  # fmt: skip
        self.seen = ""

    def read_until(self, words: str, seconds: float = 20) -> None:
        """Read what is drawn until these words are."""
        until = time.monotonic() + seconds
        while words not in self.seen:
            assert time.monotonic() < until, f"{words!r} never came:\n{self.seen[-2000:]}"
            self._read(0.2)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self.ours], [], [], seconds)
        if ready:
            self.seen += os.read(self.ours, 65536).decode("utf-8", "replace")
        return bool(ready)

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self.ours, text.encode())

    def end(self) -> int:
        """Wait for the end, and give the status."""
        until = time.monotonic() + 20
        while self.process.poll() is None and time.monotonic() < until:
            self._read(0.1)
        while self._read(0.1):
            pass
        return self.process.wait(1)

    def is_as_it_was(self) -> bool:
        """Whether lines are edited and echoed again, on the screen that was there before."""
        left = self.seen.rfind("\x1b[?1049l")
        return termios.tcgetattr(self.theirs) == self.was and left > self.seen.rfind("\x1b[?1049h")


@pytest.fixture
def saves(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "saves"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_keeps_the_game_and_gives_the_terminal_back(saves: Path, number: signal.Signals) -> None:
    terminal = Terminal(saves, "--scene", "the-shore")
    terminal.read_until("Count the gulls")
    terminal.type("1")
    terminal.read_until("nineteen")
    terminal.process.send_signal(number)
    assert terminal.end() == 128 + number
    assert terminal.is_as_it_was()
    assert "Traceback" not in terminal.seen
    assert len(Store(saves / "lantern").load(AUTOSAVE).log) == 1


def test_a_digit_held_down_harms_nothing(saves: Path) -> None:
    terminal = Terminal(saves)
    terminal.read_until("New game")
    terminal.type("1" * 50)
    terminal.read_until("Begin")
    terminal.type("1" * 50)
    terminal.read_until("Menu")
    terminal.type("\x1b[21~")  # F10
    terminal.read_until("Leave the game")
    terminal.type("3")
    assert terminal.end() == 0
    assert terminal.is_as_it_was()


FAULTS = {
    "drawing": "import game.tui.widgets.options as o\ndef fail(self): raise RuntimeError('a fault [/] of ours')\no.Options.render = fail",
    "a key": "import game.tui.screens.play as p\nasync def fail(self, event): raise RuntimeError('a fault [/] of ours')\np.PlayScreen.on_options_taken = fail",
    "mounting": "import game.tui.widgets.page_block as b\ndef fail(self): raise RuntimeError('a fault [/] of ours')\nb.PageBlock.compose = fail",
    "the start": "import game.tui.app as a\ndef fail(self): raise RuntimeError('a fault [/] of ours')\na.GameApp.get_default_screen = fail",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_ours_is_a_sentence_and_status_2(saves: Path, fault: str) -> None:
    terminal = Terminal(saves, "--scene", "the-shore", before=FAULTS[fault])
    if fault == "a key":
        terminal.read_until("Count the gulls")
        terminal.type("1")
    assert terminal.end() == 2
    assert terminal.is_as_it_was() or "\x1b[?1049h" not in terminal.seen
    assert "The program itself failed: RuntimeError: a fault [/] of ours" in terminal.seen
    assert "Traceback" not in terminal.seen
    assert "─ locals ─" not in terminal.seen
    logs = list(saves.parent.glob("trotsky-*.log"))
    assert len(logs) == 1
    assert "Traceback" in logs[0].read_text()


def test_control_z_stops_and_comes_back(saves: Path) -> None:
    terminal = Terminal(saves, "--scene", "the-shore")
    terminal.read_until("Count the gulls")
    terminal.type("\x1a")
    until = time.monotonic() + 10
    state = ""
    while state != "T" and time.monotonic() < until:
        state = Path(f"/proc/{terminal.process.pid}/stat").read_text().rpartition(") ")[2][:1]
        terminal._read(0.1)
    if not Path("/proc").exists():
        pytest.skip("needs /proc")
    stopped, attributes = state, termios.tcgetattr(terminal.theirs)
    terminal.seen = ""
    terminal.process.send_signal(signal.SIGCONT)
    terminal.read_until("Count the gulls")
    terminal.process.send_signal(signal.SIGTERM)
    terminal.end()
    assert stopped == "T"
    assert attributes == terminal.was
