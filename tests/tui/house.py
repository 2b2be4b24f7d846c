"""Walking about in the terminal app: what is on the screen, and playing without sleeping."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widget import Widget

from game.saves import Store
from game.story import Story
from game.tui.app import GameApp
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.play import PlayScreen
from game.tui.widgets.options import Options

SNAPSHOTS = Path(__file__).parent / "snapshots"
UPDATE = "UPDATE_GOLDENS"
House = Pilot[Any]
Found = TypeVar("Found", bound=Widget)


@asynccontextmanager
async def house(
    story: Story, folder: Path, *, size: tuple[int, int] = (100, 30), **wanted: Any
) -> AsyncIterator[Pilot[Any]]:
    """The app on a terminal of this size, with its games in `folder`; seed 1 unless another is given.

    Text appears a page at once, unless an `appearing` is wanted; first hints only where `hints` are wanted.
    """
    appearing, hints = wanted.pop("appearing", ""), wanted.pop("hints", False)
    app = GameApp(story, Store(folder), **{"seed": 1, **wanted})
    app.animation_level = "full" if appearing else "none"
    app.settings = replace(app.settings, show_hints=hints, **({"appearing": appearing} if appearing else {}))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot
    app.flush()


def app_of(pilot: House) -> GameApp:
    """The app, by its own type."""
    assert isinstance(pilot.app, GameApp)
    return pilot.app


async def press(pilot: House, *keys: str) -> None:
    """Press keys, each answered before the next."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def shown(pilot: House) -> str:
    """The screen as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip() + "\n"


def play_screen(pilot: House) -> PlayScreen:
    """The play screen, wherever it is in the stack."""
    return next(screen for screen in pilot.app.screen_stack if isinstance(screen, PlayScreen))


def options(pilot: House) -> Options:
    """The list of the screen on top."""
    return pilot.app.screen.query_one(Options)


async def pick(pilot: House, option_id: str, *, through: bool = True) -> None:
    """Take an option by the digit it shows, bringing it into view first as a player would.

    Where it ends a chapter, go `through` to the first page of the next.
    """
    listed = options(pilot)
    number = listed.number_of(option_id)
    assert number, f"'{option_id}' is not open; there is {listed.open_ids}"
    if not listed.in_view():
        await press(pilot, "end")
    await press(pilot, str(number))
    if through:
        await turn(pilot)


async def turn(pilot: House) -> None:
    """Past the last words of a chapter and the card of the next, if that is what is on the screen."""
    if isinstance(pilot.app.screen, PlayScreen) and options(pilot).open_ids == ["app:turn"]:
        await press(pilot, "end", "enter")
    if isinstance(pilot.app.screen, ChapterCard):
        await press(pilot, "enter")


async def begin(pilot: House) -> None:
    """From the title page to the first page of a new game."""
    await pick(pilot, "new")


def assert_snapshot(name: str, text: str) -> None:
    """Compare with the text kept under this name; UPDATE_GOLDENS=1 keeps the new one."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get(UPDATE):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"There is no snapshot {path.name}: look at the screen and run with {UPDATE}=1."
    assert text == path.read_text(encoding="utf-8"), f"{path.name} has changed: if it should, run with {UPDATE}=1."
