"""Games as each format wrote them, kept for good: a program that reads a format today reads it for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play import Session
from game.saves import Store, unpack
from game.saves.format import FORMAT, decode
from game.story import Story

GOLDEN = Path(__file__).parent / "golden"
ROAD = (
    "count-the-gulls", "untie-the-boat", "walk-along-the-shingle", "continue", "try-the-door-of-the-tower", "call",
    "ask-him-about-the-light", "did-it-ever-fail", "look-for-more-oil",
)  # fmt: skip


def test_every_format_has_a_game() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [
        f"format-{number}.json" for number in range(1, FORMAT + 1)
    ]


@pytest.mark.parametrize("number", range(1, FORMAT + 1))
def test_a_game_of_every_format_opens_as_it_was_played(lantern: Story, tmp_path: Path, number: int) -> None:
    played = Session.new(lantern, 3)
    for choice in ROAD:
        played.choose(choice)
    saved = decode((GOLDEN / f"format-{number}.json").read_bytes())
    assert saved.format == number
    assert (saved.name, saved.playtime, saved.preview.scene) == ("Before the lamp", 118, "The Cellar")
    game, notes = unpack(saved, lantern)
    assert [str(note) for note in notes] == []
    assert game.state == played.state
    assert game.view == played.view
    assert [(step.beat, step.choice) for step in game.log] == [(step.beat, step.choice) for step in played.log]
    assert game.undoable == len(ROAD)
    # Kept again, it is of the format of today, and still the same game.
    store = Store(tmp_path)
    store.save(saved.name, saved)
    assert store.load(saved.name).format == FORMAT
    assert unpack(store.load(saved.name), lantern)[0].state == played.state
