"""Keys faster than the screen: none is lost on a screen that is not there, and nothing is begun twice."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest
from textual import events

from game.story import Story
from game.tui.screens.help import HelpScreen
from game.tui.screens.play import PlayScreen
from tests.tui.house import House, app_of, house, play_screen

KEYS = "1 1 2 3 4 enter space down up backspace escape home end pageup f1 f2 f3 f4 f5 f6 f7 f8 left right".split()  # noqa: SIM905


async def burst(pilot: House, *keys: str) -> None:
    """Have keys arrive at once, as from a key held down on a slow line."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(6):
        await pilot.pause()


async def test_a_digit_held_down_on_the_title_begins_one_game(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await burst(pilot, *["1"] * 50)
        assert sum(isinstance(screen, PlayScreen) for screen in pilot.app.screen_stack) == 1
        assert app_of(pilot).failure is None


async def test_a_digit_held_down_in_the_list_of_games_opens_one(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await burst(pilot, "1", "f6", *["1"] * 20)
        assert sum(isinstance(screen, PlayScreen) for screen in pilot.app.screen_stack) == 1


async def test_nothing_can_be_done_on_a_screen_that_is_not_there_yet(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        game, sheet = PlayScreen(play_screen(pilot).live), HelpScreen()
        assert not game.check_action("read_on", ())
        assert not sheet.check_action("read_down", ())


async def test_nothing_is_taken_before_it_is_on_the_screen(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        screen = play_screen(pilot)
        listed = screen.column.options
        listed.show(screen._options(), ready=False)
        listed.action_pick(1)
        listed.action_take()
        await pilot.pause()
        assert screen.live.session.undoable == 0
        listed.ready()
        listed.action_pick(1)
        await pilot.pause()
        assert screen.live.session.undoable == 1


@pytest.mark.parametrize("seed", range(6))
async def test_bursts_of_any_keys_with_a_changing_window(lantern: Story, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    async with house(lantern, tmp_path, size=(80, 24)) as pilot:
        for _ in range(12):
            await burst(pilot, *draw.choices(KEYS, k=draw.randrange(1, 30)))
            if draw.random() < 0.4:
                await pilot.resize_terminal(*draw.choice([(30, 8), (60, 20), (100, 30), (5, 2), (200, 60)]))
            if app_of(pilot)._exit:
                break
        assert app_of(pilot).failure is None
        await asyncio.sleep(0)
