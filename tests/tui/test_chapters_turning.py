"""Where a chapter ends and the next begins: the last words on their own sheet, then the card, then a clear sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.saves import AUTOSAVE
from game.story import Story
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.play import PlayScreen
from game.tui.widgets import page_block
from tests.conftest import StoryMaker
from tests.tui.house import House, assert_snapshot, house, options, pick, play_screen, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]
YARD = """
title: The Yard
text: A yard.
date: 1902-05-01
choices:
  - {text: Leave., reply: You shut the gate., go: b}
  - {text: Run., go: b}
"""
ROAD = """
title: The Road
text: A road.
date: 1903-01-01
choices:
  - {text: Walk., reply: It rains., go: w}
"""


@pytest.fixture
def two_chapters(story_of: StoryMaker) -> Story:
    return story_of(
        {"a": YARD},
        files={
            "story.yaml": "title: Made\nstart: a\nchapters: [c, d, e]\n",
            "c/chapter.yaml": "title: Home\nyears: '1902'\n",
            "d/chapter.yaml": "title: Abroad\nyears: '1903'\n",
            "d/b.yaml": ROAD,
            "e/w.yaml": "title: Wet\ntext: Wet through.\nending: true\n",
        },
    )


@pytest.mark.parametrize("size", SIZES)
async def test_what_the_card_looks_like(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=size) as pilot:
        await pick(pilot, "call", through=False)
        assert isinstance(pilot.app.screen, ChapterCard)
        assert_snapshot(f"chapter-card-{size[0]}x{size[1]}", shown(pilot))


async def last_words(pilot: House) -> None:
    await pick(pilot, "leave", through=False)
    assert isinstance(pilot.app.screen, PlayScreen)
    assert options(pilot).open_ids == ["app:turn"]


async def test_the_last_words_are_read_on_the_sheet_of_their_chapter(two_chapters: Story, tmp_path: Path) -> None:
    async with house(two_chapters, tmp_path, scene="a") as pilot:
        await last_words(pilot)
        text = shown(pilot)
        assert "A yard." in text
        assert "You shut the gate." in text
        assert "1903" not in text
        assert "A road." not in text
        await press(pilot, "space")
        assert isinstance(pilot.app.screen, ChapterCard)
        assert "1903" in shown(pilot)
        await press(pilot, "space")
        text = shown(pilot)
        assert "A road." in text
        assert "You shut the gate." not in text
        assert "ABROAD" in text
        assert "1 January 1903" in text


async def test_without_last_words_the_card_comes_at_once(two_chapters: Story, tmp_path: Path) -> None:
    async with house(two_chapters, tmp_path, scene="a") as pilot:
        await pick(pilot, "run", through=False)
        assert isinstance(pilot.app.screen, ChapterCard)


async def test_an_ending_has_no_card(two_chapters: Story, tmp_path: Path) -> None:
    async with house(two_chapters, tmp_path, scene="b") as pilot:
        await pick(pilot, "walk", through=False)
        assert "It rains." in shown(pilot)
        assert "Wet through." not in shown(pilot)
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert "Wet through." in shown(pilot)


async def test_taking_back_leads_over_it(two_chapters: Story, tmp_path: Path) -> None:
    async with house(two_chapters, tmp_path, scene="a") as pilot:
        before = shown(pilot)
        await last_words(pilot)
        await press(pilot, "backspace")
        assert shown(pilot) == before
        await pick(pilot, "leave")
        assert "A road." in shown(pilot)
        await press(pilot, "backspace")
        assert shown(pilot) == before
        assert play_screen(pilot).live.session.undoable == 0


async def test_a_game_kept_at_the_last_words_loses_none_of_them(two_chapters: Story, tmp_path: Path) -> None:
    async with house(two_chapters, tmp_path, scene="a") as pilot:
        await last_words(pilot)
    async with house(two_chapters, tmp_path, load=AUTOSAVE) as pilot:
        text = shown(pilot)
        assert "You shut the gate." in text
        assert "A road." in text


@pytest.mark.parametrize("key", ["space", "enter", "1", "f10", "escape"])
async def test_every_way_on_from_the_card(two_chapters: Story, tmp_path: Path, key: str) -> None:
    async with house(two_chapters, tmp_path) as pilot:
        await pick(pilot, "new", through=False)
        assert isinstance(pilot.app.screen, ChapterCard)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, PlayScreen)
        assert options(pilot).has_focus


async def test_a_story_of_one_chapter_has_no_card(story_of: StoryMaker, tmp_path: Path) -> None:
    async with house(story_of({"a": "text: A.\nchoices: [{text: B.}]"}), tmp_path) as pilot:
        await pick(pilot, "new", through=False)
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_text_appears_when_the_card_is_gone(
    two_chapters: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_block, "_TICK", 60.0)  # the next letter is a minute away
    async with house(two_chapters, tmp_path, appearing="typed") as pilot:
        await pick(pilot, "new", through=False)
        await press(pilot, "enter")
        assert "A yard." not in shown(pilot)
        await press(pilot, "space")
        assert "A yard." in shown(pilot)
