"""What the screens look like, as text, at every size they are made for; and without colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color

from game.story import Story
from game.tui.screens.play import PlayScreen
from game.tui.widgets.panel import Panel
from tests.conftest import StoryMaker
from tests.tui.house import assert_snapshot, begin, house, options, pick, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_title_page(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(lantern, tmp_path, size=size) as pilot:
        assert_snapshot(f"title-{size[0]}x{size[1]}", shown(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_the_game(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(lantern, tmp_path, size=size) as pilot:
        await begin(pilot)
        assert_snapshot(f"play-{size[0]}x{size[1]}", shown(pilot))
        await pick(pilot, "untie-the-boat")
        assert_snapshot(f"play-marked-{size[0]}x{size[1]}", shown(pilot))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)])
async def test_prose_is_never_wider_than_72_and_no_line_than_the_screen(
    story_of: StoryMaker, tmp_path: Path, size: tuple[int, int]
) -> None:
    story = story_of({"a": f"text: {'word ' * 80}\nchoices: [{{text: {'choice ' * 40}}}]"})
    async with house(story, tmp_path, scene="a", size=size) as pilot:
        lines = shown(pilot).splitlines()
        assert all(len(line) <= size[0] for line in lines)
        assert max(len(line.strip("▌ █▎▊").rstrip()) for line in lines if "word" in line) <= 72


async def test_live_resize_moves_the_panel(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(120, 40)) as pilot:
        assert pilot.app.screen.query_one(Panel).display
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not pilot.app.screen.query_one(Panel).display
        assert shown(pilot).startswith("  1 May 1902 · evening · The shore")
        await press(pilot, "f2")
        await pilot.resize_terminal(120, 40)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert pilot.app.screen.query_one(Panel).display


async def test_without_colour_there_is_none_and_the_lit_choice_is_reversed(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with house(lantern, tmp_path, size=(80, 24)) as pilot:
        for keys in ([], ["1"], ["1"], ["1"], ["f2"], ["tab"], ["f10", "f3"]):
            await press(pilot, *keys)
            for strip in pilot.app.screen._compositor.render_strips():
                for segment in strip:
                    style = segment.style
                    assert style is None or {style.color, style.bgcolor} <= {None, Color.default()}
            assert shown(pilot)
        await press(pilot, "f10")
        lit = options(pilot)
        strips = pilot.app.screen._compositor.render_strips()
        reversed_text = "".join(
            segment.text for strip in strips for segment in strip if segment.style and segment.style.reverse
        )
        assert lit.lit == "untie-the-boat"
        assert "Untie the boat." in reversed_text
        assert "Walk along" not in reversed_text


async def test_an_authors_brackets_are_words(story_of: StoryMaker, tmp_path: Path) -> None:
    text = "text: 'A [red]word[/red], [@click=app.exit]a trap[/], $primary and \\[more.'\nchoices: [{text: 'Go [b]on'}]"
    async with house(story_of({"a": text}), tmp_path, scene="a") as pilot:
        assert "A [red]word[/red], [@click=app.exit]a trap[/], $primary and" in shown(pilot)
        assert "Go [b]on" in shown(pilot)


async def test_a_title_in_letters_that_are_not_drawn_is_still_a_title(story_of: StoryMaker, tmp_path: Path) -> None:
    for title in ("Ни войны, ни мира", "A" * 90, "X"):
        story = story_of({"a": "text: Over.\nending: true"})
        story.title = title
        async with house(story, tmp_path, size=(60, 20)) as pilot:
            assert "1  New game" in shown(pilot)


async def test_nothing_runs_while_the_player_thinks(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        screen = pilot.app.screen
        running = [timer for node in [pilot.app, *screen.walk_children(with_self=True)] for timer in node._timers]
        assert not [timer for timer in running if timer._active.is_set()]


async def test_sixteen_colours_are_the_terminals_own(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(120, 40)) as pilot:
        pilot.app.theme = "terminal"
        await pick(pilot, "untie-the-boat")
        for key in ("f1", "f10", "f2", "tab", "f10"):
            await press(pilot, key)
            for strip in pilot.app.screen._compositor.render_strips():
                for style in {segment.style for segment in strip if segment.style}:
                    assert all(
                        color is None or color.number is None or color.number < 16
                        for color in (style.color, style.bgcolor)
                    )
                    assert all(color is None or not color.triplet for color in (style.color, style.bgcolor))
