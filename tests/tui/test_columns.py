"""Three columns: the paper beside the player's life and the record, by one key and back by the same."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from game.saves import Store, pack
from game.story import Story
from game.tui.screens.paper import PaperScreen
from game.tui.screens.play import PlayScreen
from game.tui.widgets.columns import ColumnsRow
from tests.conftest import StoryMaker
from tests.play.playing import play
from tests.tui.house import House, assert_snapshot, house, pick, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]
ROAD = ("untie-the-boat", "call", "ask-him-about-the-light", "did-it-ever-fail", "light-it")


async def choose(pilot: House, *choices: str) -> None:
    for choice in choices:
        await pick(pilot, choice)


@pytest.mark.parametrize("size", SIZES)
async def test_the_paper_turns_to_three_columns_and_back(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=size) as pilot:
        await choose(pilot, "untie-the-boat")
        await press(pilot, "f2")
        page = shown(pilot)
        assert "Tab Columns" in page
        await press(pilot, "tab")
        assert_snapshot(f"columns-{size[0]}x{size[1]}", shown(pilot))
        await press(pilot, "tab")
        assert shown(pilot) == page


@pytest.mark.parametrize("size", SIZES)
async def test_the_last_page_turns_to_three_columns_and_back(
    lantern: Story, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=size) as pilot:
        await choose(pilot, *ROAD)
        page = shown(pilot)
        await press(pilot, "tab")
        assert_snapshot(f"columns-ending-{size[0]}x{size[1]}", shown(pilot))
        await press(pilot, "tab")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert shown(pilot) == page


async def test_tab_and_a_click_on_the_key_bar_do_it_too(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(80, 24)) as pilot:
        await press(pilot, "f2", "tab")
        assert "YOUR LIFE" in shown(pilot)
        await pilot.click(offset=(shown(pilot).splitlines()[-1].index("Paper"), 23))
        await pilot.pause()
        assert "YOUR LIFE" not in shown(pilot)


async def test_there_are_no_rows_before_they_are_asked_for(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f2")
        assert len(pilot.app.screen.query(ColumnsRow)) == 0
        await press(pilot, "tab", "tab", "tab")
        assert len(pilot.app.screen.query(ColumnsRow)) == 5


async def test_only_where_there_is_a_life_and_the_whole_paper(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "f2")
        assert "Columns" not in shown(pilot)
        await press(pilot, "tab")
        assert "YOUR LIFE" not in shown(pilot)
        await press(pilot, "f10")
        await pick(pilot, "new")
        assert "Columns" not in shown(pilot)
        await press(pilot, "tab")
        assert isinstance(pilot.app.screen, PlayScreen)
        await choose(pilot, *ROAD)
        assert "Tab Columns" in shown(pilot)
        await press(pilot, "backspace")
        assert "Columns" not in shown(pilot)


async def test_a_story_without_a_paper_has_no_columns(story_of: StoryMaker, tmp_path: Path) -> None:
    async with house(story_of({"a": "text: Over.\nending: true\npage: true"}), tmp_path, scene="a") as pilot:
        await press(pilot, "tab")
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_the_record_is_not_told_before_the_mark(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(120, 40)) as pilot:
        await press(pilot, "f2", "tab")
        assert "The harbour book" not in shown(pilot)
        assert "an opinion" not in shown(pilot)
        await press(pilot, "f10")
        await choose(pilot, "untie-the-boat")
        await press(pilot, "f2", "tab")
        assert "an opinion" in shown(pilot)
        assert "The harbour book" not in shown(pilot)


@pytest.mark.parametrize(("width", "abreast"), [(99, False), (100, True)])
async def test_a_hundred_columns_are_enough_to_stand_side_by_side(
    lantern: Story, tmp_path: Path, width: int, abreast: bool
) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(width, 30)) as pilot:
        await press(pilot, "f2", "tab")
        assert any("THE PAPER " in line and "YOUR LIFE" in line for line in shown(pilot).splitlines()) is abreast
        await pilot.resize_terminal(199 - width, 30)
        await pilot.pause()
        assert any("THE PAPER " in line and "YOUR LIFE" in line for line in shown(pilot).splitlines()) is not abreast


async def test_a_mark_whose_maker_is_gone_stands_alone(lantern: Story, tmp_path: Path) -> None:
    store, game = Store(tmp_path), play(lantern, "untie-the-boat", "call")
    saved = pack(game, "old", "")
    saved.log[0] = type(saved.log[0])(saved.log[0].beat, "gone")
    store.save("old", saved)
    async with house(lantern, tmp_path, load="old", size=(120, 40)) as pilot:
        await press(pilot, "f2", "tab")
        assert "~ strained" in shown(pilot)
        assert "▸" not in shown(pilot)


async def test_the_sentence_that_was_being_read_stays_in_sight(story_of: StoryMaker, tmp_path: Path) -> None:
    text = " ".join(f"Sentence number {n} is short." for n in range(60))
    sentences = "".join(f"  s{n:02}: {{text: Sentence number {n} is short.}}\n" for n in range(60))
    story = story_of(
        {"a": "text: A.\nchoices: [{text: B.}]"},
        story="source: log.yaml\n",
        files={
            "log.yaml": f"document: log.txt\nsha256: {hashlib.sha256(text.encode()).hexdigest()}\nsentences:\n{sentences}",
            "seeds/log.txt": text,
        },
    )
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        await press(pilot, "f2", "space")
        page = shown(pilot)
        reading = (
            next(line for line in page.splitlines() if "Sentence number" in line)
            .split("Sentence number ")[1]
            .split()[0]
        )
        await press(pilot, "tab")
        assert f"  Sentence number {reading} is short." in shown(pilot).splitlines()[4]
        await press(pilot, "tab", "tab")
        assert f"  Sentence number {reading} is short." in shown(pilot).splitlines()[4]
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_closing_leads_back_from_either(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f2", "tab", "f10")
        assert isinstance(pilot.app.screen, PlayScreen)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, PaperScreen)
        assert "YOUR LIFE" not in shown(pilot)
