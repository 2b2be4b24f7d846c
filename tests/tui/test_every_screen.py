"""Every screen: how it looks at each size, that it keeps within the terminal, needs no colour, and can be left."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.story import Story
from game.tui.screens.small import SmallScreen
from game.tui.widgets.key_bar import KeyBar
from tests.tui.everywhere import LEFT, SCREENS, Seen, at, begun
from tests.tui.house import House, app_of, assert_snapshot, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]
every_screen = pytest.mark.parametrize("seen", SCREENS, ids=lambda seen: seen.name)


def keeps_within(pilot: House) -> None:
    """No line is longer than the terminal is wide, and nothing reaches over its edges."""
    width = pilot.app.size.width
    assert all(len(line) <= width for line in shown(pilot).splitlines())
    for widget in pilot.app.screen.walk_children():
        region = getattr(widget, "region", None)
        if region:
            assert region.x >= 0, widget
            assert region.right <= width, f"{widget} reaches to {region.right} of {width}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("seen", [seen for seen in SCREENS if seen.drawn], ids=lambda seen: seen.name)
async def test_what_it_looks_like(charted: Story, somewhere: Path, seen: Seen, size: tuple[int, int]) -> None:
    async with at(charted, seen, size) as pilot:
        assert_snapshot(f"screen-{seen.name}-{size[0]}x{size[1]}", shown(pilot))


@every_screen
async def test_it_needs_no_colour_and_its_way_out_leads_back(
    charted: Story, somewhere: Path, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with at(charted, seen, (80, 24)) as pilot:
        assert seen.lit in without_colour(pilot)
        await press(pilot, seen.out)
        has_come_back(pilot, seen.back)


def without_colour(pilot: House) -> str:
    """What is drawn in reverse, on a screen that has no colour at all."""
    reversed_text = ""
    for strip in pilot.app.screen._compositor.render_strips():
        for segment in strip:
            style = segment.style
            colours = [style.color, style.bgcolor] if style else []
            assert all(colour is None or colour.is_default for colour in colours), segment
            reversed_text += segment.text if style and style.reverse else ""
        reversed_text += "\n"
    return reversed_text


@every_screen
async def test_it_keeps_within_sixty_columns_and_a_click_on_the_last_of_its_keys_leads_back(
    charted: Story, somewhere: Path, seen: Seen
) -> None:
    async with at(charted, seen, (60, 20)) as pilot:
        assert isinstance(pilot.app.screen, seen.kind)
        keeps_within(pilot)
        await pilot.resize_terminal(61, 20)
        await pilot.pause()
        keeps_within(pilot)
        bar = pilot.app.screen.query_one(KeyBar)
        await pilot.click(bar, offset=(bar.render().cell_length, 0))  # the line begins in the second cell
        await pilot.pause()
        has_come_back(pilot, seen.back)


def has_come_back(pilot: House, wanted: type[object] | None) -> None:
    if wanted is LEFT:
        assert pilot.app._exit
    else:
        assert isinstance(pilot.app.screen, wanted)
        assert not pilot.app._exit


@pytest.mark.parametrize("size", [(59, 19), (30, 8)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("no_color", ["", "1"], ids=["colour", "no-colour"])
async def test_a_window_that_is_too_small(
    charted: Story, somewhere: Path, size: tuple[int, int], no_color: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    async with begun(charted, "road", size=size) as pilot:
        assert isinstance(pilot.app.screen, SmallScreen)
        assert_snapshot(f"screen-too-small-{size[0]}x{size[1]}", shown(pilot))
        assert "trotsky play --plain" in shown(pilot)
        keeps_within(pilot)
        if no_color:
            without_colour(pilot)
        await press(pilot, "f10")
        assert pilot.app._exit
        assert app_of(pilot).failure is None
