"""Your games: what is in each, deleting one aside, writing one to a file and taking one in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.saves import AUTOSAVE, DELETED, Store, pack
from game.story import Story
from game.tui.screens.games import GamesScreen
from game.tui.screens.message import Message
from game.tui.screens.path import PathScreen
from tests.conftest import StoryMaker
from tests.play.playing import play
from tests.tui.house import House, app_of, assert_snapshot, house, pick, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.fixture(autouse=True)
def at_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Times of day are the same wherever the tests run."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def keep(story: Story, folder: Path) -> Store:
    """Three games in a folder."""
    store = Store(folder)
    for number, (name, choices) in enumerate(
        {"The first evening": ["untie-the-boat"], "At the door": ["untie-the-boat", "call"], AUTOSAVE: []}.items(), 1
    ):
        store.save(name, pack(play(story, *choices), name, f"2026-03-0{number}T19:03:00+00:00", 61 * number))
    return store


def names(store: Store) -> list[str]:
    return [slot.name for slot in store.slots()]


async def write(pilot: House, text: str) -> None:
    """Write on the line in place of what stands there, by pasting."""
    field = pilot.app.screen.query_one("Input")
    field.value = ""  # type: ignore[attr-defined]
    field.insert_text_at_cursor(text)  # type: ignore[attr-defined]
    await press(pilot, "enter")


@pytest.mark.parametrize("size", SIZES)
async def test_the_pages(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(lantern, Path("saves"))
    name = f"{size[0]}x{size[1]}"
    async with house(lantern, Path("saves"), size=size) as pilot:
        await press(pilot, "f6", "down")
        assert_snapshot(f"games-{name}", shown(pilot))
        await press(pilot, "delete")
        assert_snapshot(f"games-delete-{name}", shown(pilot))
        await press(pilot, "escape", "insert")
        await write(pilot, "/nowhere/lost.json")
        assert_snapshot(f"games-from-a-file-{name}", shown(pilot))
    async with house(lantern, Path("saves"), size=size, scene="the-shore") as pilot:
        await press(pilot, "f5")
        assert_snapshot(f"games-save-{name}", shown(pilot))


async def test_a_game_is_deleted_when_told_twice_and_kept_aside(lantern: Story, tmp_path: Path) -> None:
    store = keep(lantern, tmp_path)
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "f6", "down", "delete")
        assert isinstance(pilot.app.screen, Message)
        await press(pilot, "1")
        assert len(names(store)) == 3
        await press(pilot, "delete", "2")
        assert names(store) == [AUTOSAVE, "The first evening"]
        assert (tmp_path / DELETED / store.path("At the door").name).is_file()
        assert "At the door" not in shown(pilot)
        assert "The first evening" in shown(pilot)
        for _ in range(2):
            await press(pilot, "delete", "2")
        assert names(store) == []
        assert "No game is kept under a name yet." in shown(pilot)
        assert "F8" not in shown(pilot)
        await press(pilot, "delete", "tab")
        assert isinstance(pilot.app.screen, GamesScreen)


async def test_the_game_that_is_played_is_not_deleted(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        app_of(pilot).flush()
        await press(pilot, "f6")
        assert "Where you left off" in shown(pilot)
        assert "F8" not in shown(pilot)
        await press(pilot, "delete", "delete")
        assert isinstance(pilot.app.screen, GamesScreen)


async def test_a_game_goes_to_a_file_and_comes_back(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    store = keep(lantern, tmp_path / "saves")
    file = home / "At the door.json"
    async with house(lantern, tmp_path / "saves") as pilot:
        await press(pilot, "f6", "down", "tab", "enter")
        assert file.read_bytes() == store.path("At the door").read_bytes()
        assert isinstance(pilot.app.screen, GamesScreen)
        file.write_text("something else")
        await press(pilot, "tab", "enter", "1")
        assert file.read_text() == "something else"
        await press(pilot, "tab", "enter", "2")
        assert file.read_bytes() == store.path("At the door").read_bytes()
        await press(pilot, "insert")
        await write(pilot, "~/At the door.json")
        assert isinstance(pilot.app.screen, GamesScreen)
        assert "At the door (2)" in names(store)
        assert "At the door (2)" in shown(pilot)


async def test_what_will_not_do_is_said_and_can_be_mended(lantern: Story, story_of: StoryMaker, tmp_path: Path) -> None:
    store = keep(lantern, tmp_path / "saves")
    other = story_of({"a": "text: Over.\nending: true"})
    Store(tmp_path / "others").save("one", pack(play(other), "one", ""))
    (tmp_path / "bad.json").write_text("{")
    wrong = {
        "": "Write where the file is", str(tmp_path): "is a folder", str(tmp_path / "bad.json"): "damaged",
        str(tmp_path / "none.json"): "There is no file", str(tmp_path / "others" / "game-one.json"): "another story",
    }  # fmt: skip
    async with house(lantern, tmp_path / "saves", size=(200, 40)) as pilot:
        await press(pilot, "f6", "insert")
        for text, sentence in wrong.items():
            await write(pilot, text)
            assert isinstance(pilot.app.screen, PathScreen)
            assert sentence.rsplit(" ")[-1] in shown(pilot)
        await write(pilot, str(store.path("At the door")))
        assert isinstance(pilot.app.screen, GamesScreen)
        await press(pilot, "tab")
        await write(pilot, str(tmp_path / "nowhere" / "x.json"))
        assert "There is no folder" in shown(pilot)
        await press(pilot, "escape", "escape")
    assert len(names(store)) == 4


async def test_on_the_save_page_the_new_game_is_shown_as_it_would_be_kept(lantern: Story, tmp_path: Path) -> None:
    keep(lantern, tmp_path)
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f5")
        assert "The Shore · 1 May 1902" in shown(pilot)
        assert "From a file" not in shown(pilot)
        await press(pilot, "down")
        assert "2 choices" in shown(pilot)
        assert "2 Mar 2026, 19:03" in shown(pilot)
