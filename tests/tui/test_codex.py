"""The codex: searched by typing anywhere, read, and walked through by its links."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from game.story import Story
from game.tui.screens.codex import CodexScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen
from game.tui.widgets.entry_list import EntryList
from tests.conftest import StoryMaker
from tests.tui.house import House, assert_snapshot, house, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]
PEOPLE = """
jules: {name: Jules Martov, text: "He limped, and edited [Golos](golos) in [Paris](paris).", born: 1873, died: 1923}
kuhl: {name: Richard von Kühlmann, text: A calm man with a scar.}
"""
PLACES = """
petrograd: {name: Petrograd, text: The capital., names: {1703: St Petersburg, 1914: Petrograd, 1924: Leningrad}}
paris: {name: Paris, text: "Where [Martov](jules) and [the rest](kuhl) sat in cafés. [red]Not[/red] a colour."}
"""
TERMS = "golos: {name: Golos, text: A paper in Paris.}"


@pytest.fixture
def story(story_of: StoryMaker) -> Story:
    return story_of(
        {"a": "text: You meet [Martov](jules) on the stair.\nchoices: [{text: Go up.}]"},
        files={"codex/people.yaml": PEOPLE, "codex/places.yaml": PLACES, "codex/terms.yaml": TERMS},
    )


def codex(pilot: House) -> CodexScreen:
    assert isinstance(pilot.app.screen, CodexScreen)
    return pilot.app.screen


def lit(pilot: House) -> str:
    entry = codex(pilot).query_one(EntryList).lit
    return entry.id if entry else ""


@pytest.mark.parametrize("size", SIZES)
async def test_what_it_looks_like(story: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(story, tmp_path / "games", size=size) as pilot:
        await press(pilot, "f9")
        assert_snapshot(f"codex-{size[0]}x{size[1]}", shown(pilot))
        await press(pilot, *"mart", "enter")
        assert_snapshot(f"codex-entry-{size[0]}x{size[1]}", shown(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_a_link_of_the_prose_opens_its_entry_and_any_way_out_leads_back(
    story: Story, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with house(story, tmp_path / "games", scene="a", size=size) as pilot:
        for key in ("f10", "escape", "f9"):
            await pilot.app.screen.run_action("entry('jules')")
            await pilot.pause()
            assert "He limped" in shown(pilot)
            assert "1873–1923" in shown(pilot)
            await press(pilot, key)
            assert isinstance(pilot.app.screen, PlayScreen)


async def test_typing_searches_from_wherever_the_player_is(story: Story, tmp_path: Path) -> None:
    async with house(story, tmp_path / "games", size=(100, 30)) as pilot:
        await press(pilot, "f9", *"kuhl")
        assert lit(pilot) == "kuhl"
        assert "A calm man" in shown(pilot)
        await press(pilot, *["backspace"] * 6)
        assert codex(pilot).query_one(Input).value == ""
        await press(pilot, *"golos", "enter", *"leningrad")
        assert codex(pilot).query_one(Input).value == "leningrad"
        assert lit(pilot) == "petrograd"
        await press(pilot, *"xyz")
        assert "Nothing by that name." in shown(pilot)
        await press(pilot, "enter", "down", "f10")
        assert isinstance(pilot.app.screen, TitleScreen)


@pytest.mark.parametrize("size", SIZES)
async def test_links_are_followed_by_digits_and_by_arrows_and_left_leads_back(
    story: Story, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with house(story, tmp_path / "games", size=size) as pilot:
        await press(pilot, "f9", *"mart", "enter", "2")
        assert lit(pilot) == "paris"
        assert "[red]Not[/red]" in shown(pilot)
        await press(pilot, "down", "enter")
        assert lit(pilot) == "kuhl"
        await press(pilot, "left")
        assert lit(pilot) == "paris"
        await press(pilot, "left")
        assert "He limped" in shown(pilot)
        await press(pilot, "left", "left")
        assert not codex(pilot).is_reading
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_the_arrows_go_through_the_list_and_wide_shows_what_is_lit(story: Story, tmp_path: Path) -> None:
    async with house(story, tmp_path / "games", size=(100, 30)) as pilot:
        await press(pilot, "f9")
        assert "A paper in Paris." in shown(pilot)
        await press(pilot, "down")
        assert "He limped" in shown(pilot)
        await press(pilot, "end")
        assert lit(pilot) == "kuhl"
        await press(pilot, "down", "home", "up")
        assert lit(pilot) == "golos"
        await press(pilot, "pagedown")
        assert lit(pilot) == "kuhl"
        await press(pilot, "pageup")
        assert lit(pilot) == "golos"


async def test_one_kind_by_key_and_by_click(story: Story, tmp_path: Path) -> None:
    async with house(story, tmp_path / "games", size=(80, 24)) as pilot:
        await press(pilot, "f9", "tab")
        assert "Martov" in shown(pilot)
        assert "Golos" not in shown(pilot)
        line = next(n for n, text in enumerate(shown(pilot).splitlines()) if "Words 1" in text)
        await pilot.click(offset=(shown(pilot).splitlines()[line].index("Words"), line))
        await pilot.pause()
        assert "Golos" in shown(pilot)
        assert "Martov" not in shown(pilot)
        # A link to what the list leaves out shows the whole list again.
        await press(pilot, "tab", *"mart", "enter", "1", "left", "left")
        assert lit(pilot) == "jules"


@pytest.mark.parametrize("size", SIZES)
async def test_everything_by_mouse(story: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(story, tmp_path / "games", size=size) as pilot:
        await press(pilot, "f9")
        await pilot.click(EntryList, offset=(4, 1))
        await pilot.pause()
        assert "He limped" in shown(pilot)
        line = next(n for n, text in enumerate(shown(pilot).splitlines()) if "edited Golos" in text)
        await pilot.click(offset=(shown(pilot).splitlines()[line].index("Golos in") + 1, line))
        await pilot.pause()
        assert lit(pilot) == "golos"
        assert "A paper in Paris." in shown(pilot)
        bar = shown(pilot).splitlines()[-1]
        await pilot.click(offset=(bar.index("Back"), size[1] - 1))
        await pilot.pause()
        assert "He limped" in shown(pilot)


async def test_a_live_resize_keeps_what_is_read(story: Story, tmp_path: Path) -> None:
    async with house(story, tmp_path / "games", size=(120, 40)) as pilot:
        await press(pilot, "f9", *"mart")
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert "He limped" not in shown(pilot)
        await press(pilot, "enter")
        assert "He limped" in shown(pilot)
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert "He limped" in shown(pilot)
        assert "▸ Jules Martov" in shown(pilot)
        assert all(len(line) <= 100 for line in shown(pilot).splitlines())


async def test_a_story_without_a_codex_says_so(story_of: StoryMaker, tmp_path: Path) -> None:
    async with house(story_of({"a": "text: Over.\nending: true"}), tmp_path / "games", size=(60, 20)) as pilot:
        await press(pilot, "f9")
        assert "This story has no codex." in shown(pilot)
        await press(pilot, "x", "down", "enter", "tab", "f10")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_without_colours_the_lit_row_is_reversed(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with house(story, tmp_path / "games", size=(80, 24)) as pilot:
        await press(pilot, "f9")
        strips = pilot.app.screen._compositor.render_strips()
        reversed_text = "".join(
            segment.text for strip in strips for segment in strip if segment.style and segment.style.reverse
        )
        assert "Golos" in reversed_text
        assert "All 5" in reversed_text
        assert "Martov" not in reversed_text
