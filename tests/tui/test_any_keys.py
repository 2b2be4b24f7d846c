"""Keys at random, with the window changing size meanwhile: whatever is pressed, the app lives."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from game.story import Story
from game.tui.screens.menu import MenuScreen
from game.tui.screens.title import TitleScreen
from tests.tui.house import app_of, house

KEYS = (  # noqa: SIM905  (a list this long is easier to read as words)
    "1 2 3 4 5 up down left right enter enter space space backspace pageup pagedown home end "
    "f1 f2 f3 f4 f5 f6 f7 f7 f8 f9 f10 escape escape u s l k j a"
).split()
SIZES = [(50, 15), (60, 20), (80, 24), (100, 30), (150, 40)]


@pytest.mark.parametrize("seed", [3, 8])
async def test_any_keys_at_all(lantern: Story, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    async with house(lantern, tmp_path, size=(80, 24)) as pilot:
        for _ in range(80):
            key = draw.choice(KEYS)
            if isinstance(pilot.app.screen, TitleScreen | MenuScreen) and key in ("3", "4", "5", "enter", "f10"):
                key = "1"  # not out of the game
            await pilot.press(key)
            if draw.random() < 0.06:
                await pilot.resize_terminal(*draw.choice(SIZES))
        assert app_of(pilot)._exception is None
