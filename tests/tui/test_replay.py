"""A game made again by a machine, opened in the app: it stands where its choices led, and is kept from the next one on."""

from __future__ import annotations

from pathlib import Path

from game.play import play_line
from game.saves import Store
from game.saves.names import PREVIOUS
from game.story import Story
from tests.tui.house import app_of, house, options, pick, play_screen, press, shown


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.json") if path.name != "settings.json")


async def test_it_is_kept_from_the_next_choice_on(lantern: Story, tmp_path: Path) -> None:
    line = "7:" + next(choice.id for choice in play_line(lantern, "7:").view.choices if choice.is_open)
    async with house(lantern, tmp_path, again=play_line(lantern, line)) as pilot:
        session = play_screen(pilot).live.session
        assert (session.state.seed, session.undoable) == (7, 1)
        assert "Choices made again: 1." in shown(pilot)
        await press(pilot, "backspace")
        assert session.undoable == 0
        app_of(pilot).flush()
        assert kept(tmp_path) == []
        await pick(pilot, options(pilot).open_ids[0])
        app_of(pilot).flush()
        assert "game-autosave.json" in kept(tmp_path)
    assert len(Store(tmp_path).load("autosave").log) == 1


async def test_the_game_before_is_set_aside_with_the_first_choice(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await pick(pilot, "new")
        await pick(pilot, options(pilot).open_ids[0])
    before = Store(tmp_path).load("autosave").state
    async with house(lantern, tmp_path, again=play_line(lantern, "7:")) as pilot:
        assert Store(tmp_path).load("autosave").state == before
        await pick(pilot, options(pilot).open_ids[0])
    assert Store(tmp_path).load(PREVIOUS).state == before
    assert Store(tmp_path).load("autosave").state.seed == 7
