"""The first hints: one at a time, each once, and put away by a key or a click."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.paths import own_story
from game.play import Session, historical_choice
from game.story import Story, load_story
from game.tui.actions import ACTIONS
from game.tui.hints import HINTS, next_hint
from game.tui.widgets.hint_line import HintLine
from tests.tui.house import House, app_of, assert_snapshot, house, pick, play_screen, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]


def hint(pilot: House) -> str:
    """What is told now."""
    return play_screen(pilot).query_one(HintLine).words


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_page_tells_how_to_choose(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=size, hints=True) as pilot:
        assert_snapshot(f"hint-{size[0]}x{size[1]}", shown(pilot))


async def test_each_is_told_once_and_the_next_choice_puts_it_away(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", hints=True) as pilot:
        assert hint(pilot).startswith("Space reads on")
        await pick(pilot, "untie-the-boat")
        assert "put a mark" in hint(pilot)
        assert "F2" in hint(pilot)
    async with house(lantern, tmp_path, scene="the-shore", hints=True) as pilot:
        assert "Space reads on" not in hint(pilot)
        for _ in HINTS:
            await pick(pilot, "count-the-gulls")
            await press(pilot, "backspace")
        await pick(pilot, "count-the-gulls")
        assert hint(pilot) == ""


async def test_delete_and_a_click_put_it_away(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", hints=True) as pilot:
        await press(pilot, "delete")
        assert hint(pilot) == ""
        await pick(pilot, "untie-the-boat")
        await pilot.click(HintLine, offset=(3, 0))
        await pilot.pause()
        assert hint(pilot) == ""


async def test_it_names_the_players_own_keys(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, hints=True) as pilot:
        app_of(pilot).change(keys={"help": "ctrl+b"})
        await pick(pilot, "new")
        assert "Ctrl+B: every key" in hint(pilot)


async def test_none_where_none_are_wanted(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        assert hint(pilot) == ""
        assert app_of(pilot).settings.hints == []


@pytest.mark.parametrize("one", HINTS, ids=lambda hint: hint.id)
def test_every_hint_can_be_said(one: object) -> None:
    hint = next(hint for hint in HINTS if hint is one)
    words = hint.words({action.id: action.key for action in ACTIONS}.__getitem__)
    assert "{" not in words
    assert len(words) <= 100  # two lines at sixty columns


def test_every_hint_has_its_time_in_the_story_that_comes_with_the_game() -> None:
    """Along history's road from its beginning."""
    story = load_story(own_story())
    session, read = Session.new(story, 1), set[str]()
    for _ in range(60):
        found = next_hint(session, read)
        if found is not None:
            read.add(found.id)
        step = historical_choice(story, session.state)
        if step is None:
            break
        session.choose(step)
    assert {"choose", "mark", "undo", "codex", "record", "journal"} <= read
