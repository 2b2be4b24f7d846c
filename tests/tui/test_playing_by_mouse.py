"""Playing with the mouse alone."""

from __future__ import annotations

from pathlib import Path

from game.story import Story
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.codex import CodexScreen
from game.tui.screens.paper import PaperScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen
from tests.tui.house import House, house, options, play_screen, press, shown


async def click(pilot: House, words: str) -> None:
    """Click the last place on the screen where these words stand."""
    lines = shown(pilot).splitlines()
    y = max(number for number, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[y].index(words) + 1, y))
    await pilot.pause()


async def test_lantern_is_played_to_its_ending_by_mouse_alone(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, size=(100, 40)) as pilot:
        for words in (
            "New game",
            "Begin",
            "Count the gulls.",
            "Call for the keeper.",
            "Begin",
            "Go and light",
            "Light it.",
        ):
            await click(pilot, words)
        assert play_screen(pilot).live.session.view.is_ending
        await click(pilot, "Look at the paper")
        assert isinstance(pilot.app.screen, PaperScreen)
        await click(pilot, "F10 Close")
        assert isinstance(pilot.app.screen, PlayScreen)
        await click(pilot, "To the title page")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_the_last_words_of_a_chapter_are_passed_by_clicks(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, size=(80, 24), seed=2) as pilot:
        for words in ("New game", "Begin", "Try the door"):
            await click(pilot, words)
        assert "It gives." in shown(pilot)
        await click(pilot, "Go on.")
        assert isinstance(pilot.app.screen, ChapterCard)
        for words in ("1  Begin", "Go and light", "Light it."):
            await click(pilot, words)
        assert play_screen(pilot).live.session.view.is_ending


async def test_the_mouse_lights_what_it_is_over(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        listed = options(pilot)
        await pilot.hover(listed, offset=(6, 2))
        assert listed.lit == "try-the-door-of-the-tower"


async def test_a_link_in_prose_opens_the_codex(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await click(pilot, "lens at the top")
        assert isinstance(pilot.app.screen, CodexScreen)
        assert "Fresnel lens" in shown(pilot)
        assert "A lens in rings." in shown(pilot)


async def test_prose_can_be_selected_and_copied(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        y = next(number for number, line in enumerate(shown(pilot).splitlines()) if "The tide has gone out" in line)
        x = shown(pilot).splitlines()[y].index("The tide")
        await pilot.mouse_down(offset=(x, y))
        await pilot.hover(offset=(x + 12, y))
        await pilot.mouse_up(offset=(x + 12, y))
        await pilot.pause()
        assert "The tide has" in (pilot.app.screen.get_selected_text() or "")
        await press(pilot, "ctrl+c")
        assert "The tide has" in pilot.app.clipboard
        assert play_screen(pilot).live.session.undoable == 0
