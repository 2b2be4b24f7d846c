"""How long keeping and opening a long game takes: uv run python -m tests.benchmarks.saves [CHOICES]

Plays a game of 5,000 choices on the made story of `speed.py`, and measures a save (locked, flushed to the disk, the
game before kept behind it) and opening it with all that can be taken back, beside a bare write and flush of as many
bytes. Medians. Not collected by pytest: figures depend on the machine.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from game.play import Session
from game.saves import Store, open_game, pack
from game.story import load_story
from tests.benchmarks.speed import write

RUNS = 30
AIM_TIME, AIM_SIZE = 20.0, 1_000_000  # milliseconds and bytes, for a game of 5,000 choices
NOW = "2026-03-01T19:02:11+00:00"


def median(work: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def bare_write(path: Path, content: bytes) -> None:
    """What no save can be quicker than."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def main() -> None:
    """Print the figures."""
    choices = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder, "story"), 1_000)
        story = load_story(Path(folder, "story"))
        session = Session.new(story, 1)
        for _ in range(choices):
            session.choose(chance.choice([choice.id for choice in session.view.choices if not choice.reason]), NOW)
        store = Store(Path(folder, "saves"))
        saving = median(lambda: store.save("long", pack(session, "long", NOW)))
        content = store.path("long").read_bytes()
        bare = median(lambda: bare_write(Path(folder, "bare"), content))
        opening = median(lambda: open_game(story, store, "long"))
        back = open_game(story, store, "long").session.undoable
    print(f"A game of {choices:,} choices: {len(content):,} bytes (aim: under {AIM_SIZE:,} for 5,000).")
    print(
        f"Kept in {saving:.1f} ms (aim: under {AIM_TIME:.0f}), {saving / bare:.1f} times a bare write of {bare:.1f} ms."
    )
    print(f"Opened in {opening:.1f} ms; {back:,} choices can be taken back.")


if __name__ == "__main__":
    main()
