"""How text appears: bit by bit in a place that is kept for it, all at once by any key, and never against the settings."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from game.story import Story
from game.tui.screens.help import HelpScreen
from game.tui.widgets import page_block
from tests.tui.house import House, app_of, house, options, pick, play_screen, press, shown


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next letter is a minute away, however slow the machine."""
    monkeypatch.setattr(page_block, "_TICK", 60.0)


LAST = "The lens at the top of the tower is dark."


async def wait_for(pilot: House, words: str) -> None:
    """Until these words are on the screen."""
    until = time.monotonic() + 20
    while words not in shown(pilot):
        assert time.monotonic() < until, f"{words!r} never came."
        await pilot.pause(0.01)


async def test_paragraphs_come_by_themselves_and_the_choices_after_them(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="paragraphs") as pilot:
        first = shown(pilot)
        assert "Count the gulls" not in first
        await wait_for(pilot, "Count the gulls")
        assert LAST in shown(pilot)
        await wait_for(pilot, "Call for the keeper.")
        assert not play_screen(pilot).column.hurry()


async def test_a_digit_shows_the_rest_of_the_paragraphs_and_chooses(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="paragraphs") as pilot:
        await press(pilot, "1")
        assert play_screen(pilot).live.session.undoable == 1


@pytest.mark.usefixtures("slow")
@pytest.mark.parametrize("key", ["1", "enter", "down", "space", "f1", "q"])
async def test_any_key_shows_the_rest_of_what_is_typed_and_does_no_more(
    lantern: Story, tmp_path: Path, key: str
) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="typed") as pilot:
        assert LAST not in shown(pilot)
        await press(pilot, key)
        text = shown(pilot)
        assert LAST in text
        assert "Count the gulls" in text
        assert play_screen(pilot).live.session.undoable == 0
        assert options(pilot).lit == options(pilot).open_ids[0]
        await press(pilot, "1")
        assert play_screen(pilot).live.session.undoable == 1


@pytest.mark.usefixtures("slow")
async def test_a_click_shows_the_rest_and_does_no_more(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="typed") as pilot:
        await pilot.click(options(pilot), offset=(6, 0))
        await pilot.pause()
        assert LAST in shown(pilot)
        assert play_screen(pilot).live.session.undoable == 0


async def test_nothing_jumps(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="typed") as pilot:
        before = shown(pilot).splitlines()
        await wait_for(pilot, "The tide")
        during = shown(pilot).splitlines()
        await press(pilot, "q")
        after = shown(pilot).splitlines()
        assert len(before) == len(during) == len(after)
        for early, late in ((before, during), (during, after)):
            for one, other in zip(early, late, strict=True):
                assert all(a in (b, " ") for a, b in zip(one.split("▌")[0], other.split("▌")[0], strict=False))


@pytest.mark.usefixtures("slow")
async def test_a_reply_appears_too_and_what_was_read_stays(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="typed") as pilot:
        await press(pilot, "q", "1")
        assert LAST in shown(pilot)
        assert "nineteen" not in shown(pilot)
        await press(pilot, "q")
        assert "nineteen" in shown(pilot)


async def test_a_sheet_over_the_page_and_taking_back_leave_nothing_half_shown(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="paragraphs") as pilot:
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "f10")
        assert LAST in shown(pilot)
        await press(pilot, "1", "backspace")
        assert "Count the gulls" in shown(pilot)


async def test_with_no_movement_a_page_is_there_at_once(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, appearing="typed") as pilot:
        app_of(pilot).change(reduced_motion=True)
        await pick(pilot, "new")
        await pilot.pause()
        assert LAST in shown(pilot)


async def test_no_timer_is_left_running(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", appearing="typed") as pilot:
        await press(pilot, "q")
        nodes = [pilot.app, *pilot.app.screen.walk_children(with_self=True)]
        assert not [timer for node in nodes for timer in node._timers if timer._active.is_set() and timer._task]
