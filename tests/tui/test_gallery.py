"""What lasts beyond one game: endings and discoveries, the beginnings of chapters; and the credits."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from game.play import Session
from game.saves import AUTOSAVE, PREVIOUS, Discoveries, DiscoveriesFile, Store, pack
from game.story import Story
from game.tui import software
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.chapters import ChaptersScreen
from game.tui.screens.endings import EndingsScreen
from game.tui.screens.message import Message
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen
from game.tui.widgets.options import Options
from tests.conftest import StoryMaker
from tests.play.playing import play
from tests.tui.house import House, app_of, assert_snapshot, house, options, pick, press, shown, turn

SIZES = [(60, 20), (80, 24), (120, 40)]
DAY = "2026-05-03T12:00:00"  # of no time zone: the same day everywhere
TO_THE_END = ("call", "go-and-light-the-lamp", "light-it")


def found(folder: Path) -> Discoveries:
    return DiscoveriesFile(folder).load()


async def choose(pilot: House, *choices: str) -> None:
    for choice in choices:
        await pick(pilot, choice)


@pytest.mark.parametrize("size", SIZES)
async def test_the_gallery(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    DiscoveriesFile(tmp_path).add(DAY, ending="lit", achievements=["gull-watcher"])
    async with house(lantern, tmp_path, size=size) as pilot:
        await press(pilot, "ctrl+e")
        assert_snapshot(f"endings-{size[0]}x{size[1]}", shown(pilot))


async def test_what_was_not_met_is_not_named(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+e")
        text = shown(pilot)
        assert text.count("▯ not met yet") == 2
        assert "▯ not found yet" in text
        assert "Gull" not in text
        assert "Lit" not in text
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_an_ending_is_noted_once_and_offers_the_gallery(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await choose(pilot, "count-the-gulls", *TO_THE_END)
        assert "Endings: 1 of 2 met" in shown(pilot)
        await pick(pilot, "app:endings")
        assert isinstance(pilot.app.screen, EndingsScreen)
        assert "1 of 2 met" in shown(pilot)
        assert "▮ Lit" in shown(pilot)
        assert "▮ Gull watcher" in shown(pilot)
        first = found(tmp_path)
        await press(pilot, "f10")
        await pick(pilot, "app:undo")
        await pick(pilot, "light-it")
        assert "app:endings" not in options(pilot).open_ids
        app_of(pilot).flush()
        assert found(tmp_path) == first
        assert set(first.endings) == {"lit"}
        assert set(first.achievements) == {"gull-watcher"}


async def test_a_list_that_cannot_be_read_is_said_and_left_alone(lantern: Story, tmp_path: Path) -> None:
    path = DiscoveriesFile(tmp_path).path
    path.write_text("{")
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await choose(pilot, *TO_THE_END)
        app_of(pilot).flush()
        await pilot.pause()
        assert "is damaged" in app_of(pilot).trouble
        assert "app:endings" not in options(pilot).open_ids
        await press(pilot, "ctrl+e")
        assert "damaged. Move it away" in shown(pilot)
        assert path.read_text() == "{"
        await press(pilot, "f10")
        path.unlink()
        await pick(pilot, "app:undo")  # with the next thing to keep, what was not kept is tried again
        app_of(pilot).flush()
        await pilot.pause()
        assert app_of(pilot).trouble == ""
        assert set(found(tmp_path).endings) == {"lit"}


async def test_each_chapter_is_kept_where_it_begins(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        assert "chapters" not in options(pilot).open_ids
        await pick(pilot, "new")
        await choose(pilot, "count-the-gulls", "call")
        app_of(pilot).flush()
        kept = Store(tmp_path).chapters
        assert [len(kept.load(name).log) for name in ("1-shore", "2-light")] == [0, 2]
        await choose(pilot, "go-and-light-the-lamp")
        app_of(pilot).flush()
        assert len(kept.load("2-light").log) == 2


async def test_a_scene_shown_to_its_author_begins_no_chapter(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-tower") as pilot:
        app_of(pilot).flush()
        assert Store(tmp_path).chapters.slots() == []


def keep_chapter(story: Story, folder: Path, name: str, *choices: str) -> None:
    Store(folder).chapters.save(name, pack(play(story, *choices), name, DAY))


@pytest.mark.parametrize("size", SIZES)
async def test_the_chapters(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    keep_chapter(lantern, tmp_path, "1-shore")
    async with house(lantern, tmp_path, size=size) as pilot:
        await pick(pilot, "chapters")
        assert_snapshot(f"chapters-{size[0]}x{size[1]}", shown(pilot))
        assert options(pilot).open_ids == ["1-shore"]


async def test_nothing_is_open_before_the_first_game(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+t")
        assert shown(pilot).count("not yet") == 2
        assert "A chapter opens here" in shown(pilot)
        await press(pilot, "1", "enter", "f10")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_a_chapter_opens_where_it_began(lantern: Story, tmp_path: Path) -> None:
    keep_chapter(lantern, tmp_path, "1-shore")
    keep_chapter(lantern, tmp_path, "2-light", "count-the-gulls", "call")
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+t", "down")
        assert "after 2 choices" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ChapterCard)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlayScreen)
        live = app_of(pilot).live
        assert live is not None
        assert [step.choice for step in live.session.log] == ["count-the-gulls", "call"]


async def test_the_present_game_is_kept_and_the_player_asked(lantern: Story, tmp_path: Path) -> None:
    keep_chapter(lantern, tmp_path, "2-light", "count-the-gulls", "call")
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await choose(pilot, "untie-the-boat")
        await press(pilot, "ctrl+t", "1")
        assert isinstance(pilot.app.screen, Message)
        assert PREVIOUS in shown(pilot)
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, ChaptersScreen)
        await press(pilot, "1", "2")
        await turn(pilot)
        assert isinstance(pilot.app.screen, PlayScreen)
        assert [step.choice for step in Store(tmp_path).load(PREVIOUS).log] == ["untie-the-boat"]
        live = app_of(pilot).live
        assert live is not None
        assert live.session.view.scene.id == "the-tower"
        await choose(pilot, "go-and-light-the-lamp")
        app_of(pilot).flush()
        assert len(Store(tmp_path).load(AUTOSAVE).log) == 3


async def test_a_chapter_that_cannot_be_opened_says_why(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path).chapters
    game = pack(Session.new(lantern, 1), "1-shore", DAY)
    store.save("1-shore", replace(game, story=replace(game.story, id="other", title="Other")))
    store.path("2-light").write_text("{")
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+t")
        assert "a game of «Other»" in shown(pilot)
        assert "damaged" in shown(pilot)
        assert pilot.app.screen.query_one(Options).open_ids == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_credits(
    story_of: StoryMaker, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    made_with = [software.Library("textual", "8.2", "MIT"), software.Library("rich", "15.0", "")]
    monkeypatch.setattr(software, "libraries", lambda: made_with)
    monkeypatch.setattr("game.tui.screens.credits.__version__", "0.1.0")
    sources = "['Deutscher, The Prophet Armed', 'Trotsky, My Life, ch. 19']"
    story = story_of(
        {"a": f"text: Over.\nending: true\nsources: {sources}"}, source=True, story="author: The makers\nversion: 3\n"
    )
    async with house(story, tmp_path / "games", size=size) as pilot:
        await press(pilot, "ctrl+g")
        assert_snapshot(f"credits-{size[0]}x{size[1]}", shown(pilot))
        await press(pilot, "end")
        assert "MIT licence" in shown(pilot)


def test_every_library_says_its_licence() -> None:
    found = {library.name.casefold(): library for library in software.libraries()}
    assert set(found) == {"textual", "rich", "pyyaml", "msgspec", "click", "platformdirs"}
    assert all(library.licence and library.version for library in found.values())
