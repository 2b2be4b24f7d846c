"""The journal, the road and what is carried: opened, walked through by keys and mouse, and gone back by."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.saves import AUTOSAVE, Store, pack
from game.story import Story
from game.tui.screens.bearings import BearingsScreen
from game.tui.screens.journal import JournalScreen
from game.tui.screens.message import Message
from game.tui.screens.play import PlayScreen
from game.tui.screens.road import RoadScreen
from game.tui.widgets.carried_course import BLOCKS
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.long_list import LongList
from tests.conftest import StoryMaker
from tests.play.playing import play
from tests.play.test_journal import ROAD, without_past
from tests.tui.house import House, app_of, assert_snapshot, house, options, pick, play_screen, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]
ALL_SIZES = [*SIZES, (100, 30), (200, 60)]
LONG = ("count-the-gulls", *ROAD[:2], "go-and-light-the-lamp", "look-for-more-oil", "continue")


def keep(story: Story, folder: Path, *choices: str) -> None:
    """Keep a game after these choices, whose clock is not known, to be opened as 'road'."""
    Store(folder).save("road", pack(play(story, *choices), "road", ""))


def listed(pilot: House) -> LongList:
    """The long list of the screen on top."""
    return pilot.app.screen.query_one(LongList)


async def mouse(pilot: House, words: str, *, click: bool = True) -> None:
    """Move the mouse over these words in the list, and click."""
    top = listed(pilot).region.y
    line = next(number for number, text in enumerate(shown(pilot).splitlines()) if words in text)
    await (pilot.click if click else pilot.hover)(listed(pilot), offset=(20, line - top))
    await pilot.pause()


def reversed_text(pilot: House) -> str:
    """All that is drawn in reverse."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(
        "".join(segment.text for segment in strip if segment.style and segment.style.reverse) for strip in strips
    )


# -- the journal --------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_journal(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road", size=size) as pilot:
        await press(pilot, "f7")
        assert isinstance(pilot.app.screen, JournalScreen)
        assert listed(pilot).lit == len(LONG)
        await press(pilot, *["up"] * 5)
        assert_snapshot(f"journal-{size[0]}x{size[1]}", shown(pilot))


async def test_the_journal_opens_at_the_present_and_goes_nowhere_from_there(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f7")
        assert "You are here." in shown(pilot)
        assert "Go back" not in shown(pilot)
        await press(pilot, "enter", "down", "up", "pageup", "pagedown", "home", "end")
        assert isinstance(pilot.app.screen, JournalScreen)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_going_back_by_the_journal(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(100, 30)) as pilot:
        await pick(pilot, "count-the-gulls")
        page = shown(pilot)
        for choice in ("untie-the-boat", "call", "ask-him-about-the-light"):
            await pick(pilot, choice)
        await press(pilot, "f7", "home", "down")
        assert "Untie the boat." in shown(pilot)
        assert "There are nineteen." in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, Message)
        assert "3 choices are taken back." in shown(pilot)
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, JournalScreen)
        await press(pilot, "enter", "2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)
        assert shown(pilot) == page
        assert options(pilot).has_focus
        app_of(pilot).flush()
        assert [step.choice for step in Store(tmp_path).load(AUTOSAVE).log] == ["count-the-gulls"]
        await pick(pilot, "untie-the-boat")
        assert "~  The sea was kind to me." in shown(pilot)


async def test_marks_are_taken_back_from_the_paper_too(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(100, 30)) as pilot:
        page = shown(pilot)
        await pick(pilot, "untie-the-boat")
        await press(pilot, "f7", "up", "enter")
        assert "One choice is taken back." in shown(pilot)
        await press(pilot, "2")
        await pilot.pause()
        assert shown(pilot) == page


async def test_a_click_asks_and_the_mouse_lights(lantern: Story, tmp_path: Path) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road") as pilot:
        await press(pilot, "f7")
        await mouse(pilot, "Count the gulls.", click=False)
        assert listed(pilot).lit == 0
        await mouse(pilot, "Count the gulls.")
        assert isinstance(pilot.app.screen, Message)
        assert "The Shore" in shown(pilot)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, JournalScreen)
        await mouse(pilot, "The Shore")
        assert isinstance(pilot.app.screen, JournalScreen)


async def test_the_journal_can_be_opened_at_a_moment(lantern: Story, tmp_path: Path) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road") as pilot:
        live = play_screen(pilot).live
        for at, lit in ((2, 2), (0, 0), (99, len(LONG)), (None, len(LONG))):
            pilot.app.push_screen(JournalScreen(live, at))
            await pilot.pause()
            assert listed(pilot).lit == lit
            await press(pilot, "f10")


async def test_what_cannot_be_gone_back_to_says_why(lantern: Story, tmp_path: Path) -> None:
    game = without_past(lantern, *ROAD[:3])
    Store(tmp_path).save("road", pack(game, "road", ""))
    async with house(lantern, tmp_path, load="road", size=(80, 24)) as pilot:
        await press(pilot, "f7", "up")
        assert "The Shore" in shown(pilot)
        assert "no longer known" in shown(pilot)
        assert "It cannot be gone back to." in " ".join(shown(pilot).split())
        assert "Go back" not in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, JournalScreen)


async def test_a_long_journal_is_paged_through(story_of: StoryMaker, tmp_path: Path) -> None:
    story = story_of({"a": "text: Here.\nchoices: [{text: Again., sticky: true}, {text: Other., sticky: true}]"})
    keep(story, tmp_path, *["again"] * 150)
    async with house(story, tmp_path, load="road", size=(80, 24)) as pilot:
        await press(pilot, "f7")
        seen = [listed(pilot).lit]
        for key in ("pageup", "pageup", "pagedown", "home", "up", "pagedown", "end", "down"):
            await press(pilot, key)
            seen.append(listed(pilot).lit)
            assert f"{min(150, listed(pilot).lit + 1):>5}  Again." in shown(pilot)
        assert seen[0] == seen[-2] == seen[-1] == 150
        assert 150 > seen[1] > seen[2] > 100
        assert seen[2] < seen[3]
        assert seen[4:6] == [0, 0]
        assert 5 < seen[6] < 24


# -- the road -----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_road(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road", size=size) as pilot:
        await press(pilot, "ctrl+r")
        assert isinstance(pilot.app.screen, RoadScreen)
        assert "you are here" in shown(pilot)
        await press(pilot, "home")
        assert_snapshot(f"road-{size[0]}x{size[1]}", shown(pilot))


async def test_the_lit_scene_tells_its_doors_and_no_other_does(lantern: Story, tmp_path: Path) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road") as pilot:
        await press(pilot, "ctrl+r")
        assert "Walk along the shingle." not in shown(pilot)
        await press(pilot, "home")
        assert "▯──┨  Walk along the shingle." in shown(pilot)
        assert "▸ Untie the boat." in shown(pilot)
        await press(pilot, "down")
        assert "Walk along the shingle." not in shown(pilot)
        assert "▸ Go and light the lamp." in shown(pilot)
        await press(pilot, "pageup", "pagedown", "end")
        assert listed(pilot).lit == 3


async def test_the_road_leads_to_the_journal(lantern: Story, tmp_path: Path) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road") as pilot:
        await press(pilot, "ctrl+r", "home", "down", "enter")
        assert isinstance(pilot.app.screen, JournalScreen)
        assert listed(pilot).lit == 3
        await press(pilot, "enter", "2")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)
        assert len(play_screen(pilot).live.session.log) == 3


async def test_the_first_click_lights_the_scene_and_the_second_opens_it(lantern: Story, tmp_path: Path) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road") as pilot:
        await press(pilot, "ctrl+r")
        await mouse(pilot, "The Shore", click=False)
        assert listed(pilot).lit == 3
        await mouse(pilot, "The Shore")
        assert listed(pilot).lit == 0
        await mouse(pilot, "The Shore")
        assert isinstance(pilot.app.screen, JournalScreen)
        assert listed(pilot).lit == 0


async def test_a_road_that_has_not_begun_and_one_whose_beginning_is_lost(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(60, 20)) as pilot:
        await press(pilot, "ctrl+r")
        assert "You have left no door behind you yet." in shown(pilot)
        await press(pilot, "up", "down", "f10")
        assert isinstance(pilot.app.screen, PlayScreen)
    Store(tmp_path).save("road", pack(without_past(lantern, *ROAD[:3]), "road", ""))
    async with house(lantern, tmp_path, load="road", size=(60, 20)) as pilot:
        await press(pilot, "ctrl+r")
        assert "What came before is no longer known." in shown(pilot)


# -- what is carried ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_what_you_carry(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road", size=size) as pilot:
        await press(pilot, "f4")
        assert_snapshot(f"carried-{size[0]}x{size[1]}", shown(pilot))
        assert any(block in shown(pilot) for block in BLOCKS)
        assert "what is left in the can" in shown(pilot)


async def test_figures_on_request(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-tower") as pilot:
        await press(pilot, "f4")
        words = shown(pilot)
        assert "a little" in words
        assert "a little · 2 of 5" not in words
        await press(pilot, "tab")
        assert "a little · 2 of 5" in shown(pilot)
        await press(pilot, "tab")
        assert shown(pilot) == words
        await pilot.click(KeyBar, offset=(3, 0))
        await pilot.pause()
        assert "a little · 2 of 5" in shown(pilot)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, PlayScreen)
        assert "a little · 2" not in shown(pilot)


async def test_figures_from_the_start_where_the_settings_say_so(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-tower") as pilot:
        assert "a little · 2" not in shown(pilot)
        await press(pilot, "f1")
        app_of(pilot).change(figures="numbers")
        await press(pilot, "f10")
        await pilot.pause()
        assert "a little · 2" in shown(pilot)
        await press(pilot, "f4")
        assert isinstance(pilot.app.screen, BearingsScreen)
        assert "a little · 2 of 5" in shown(pilot)


@pytest.mark.parametrize("no_color", ["", "1"])
async def test_a_changed_word_is_reversed_until_the_next_choice(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_color: str
) -> None:
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    async with house(lantern, tmp_path, scene="the-tower.lamp", size=(100, 30)) as pilot:
        assert "a little" not in reversed_text(pilot)
        await pick(pilot, "light-it")
        await press(pilot, "backspace", "f7", "f10")
        assert "none" not in reversed_text(pilot)
        await pick(pilot, "light-it")
        assert "none" in reversed_text(pilot)
        assert "Courage" not in reversed_text(pilot)


# -- all three ----------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ALL_SIZES)
@pytest.mark.parametrize("key", ["f7", "ctrl+r", "f4"])
async def test_no_line_is_wider_than_the_terminal(
    story_of: StoryMaker, tmp_path: Path, key: str, size: tuple[int, int]
) -> None:
    words = "'" + "a very long way of saying something quite short " * 4 + "'"
    story = story_of(
        {
            "a": f"title: {words}\ndate: 1917-09-30\ntext: {words}\nchoices: [{{text: {words}, id: go, go: b}}, {{text: {words}, id: x}}]",
            "b": f"title: {words}\ndate: 1918\ntext: {words}\nending: true",
        },
        qualities=f"q: {{name: {words}, meaning: {words}, range: [-3, 3], words: {{-3: {words}}}, shown: true}}",
        chapter=f"title: {words}\nyears: 1917 to 1918",
    )
    keep(story, tmp_path, "go")
    async with house(story, tmp_path, load="road", size=size) as pilot:
        await press(pilot, key, "home", "tab")
        assert all(len(line) <= size[0] for line in shown(pilot).splitlines())
        page = shown(pilot)
        for other in ((100, 30), (60, 20), (140, 50), size):
            await pilot.resize_terminal(*other)
            await pilot.pause()
            assert all(len(line) <= other[0] for line in shown(pilot).splitlines())
        await pilot.pause()
        assert shown(pilot) == page


@pytest.mark.parametrize("key", ["f7", "ctrl+r", "f4"])
async def test_without_colour_what_is_lit_is_reversed(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road", size=(80, 24)) as pilot:
        await press(pilot, key)
        if key != "f4":
            await press(pilot, "home")
            assert ("Count the gulls." if key == "f7" else "The Shore") in reversed_text(pilot)
        for strip in pilot.app.screen._compositor.render_strips():
            for segment in strip:
                style = segment.style
                assert style is None or all(color is None or color.is_default for color in (style.color, style.bgcolor))


@pytest.mark.parametrize("key", ["f7", "ctrl+r", "f4"])
async def test_sixteen_colours_are_the_terminals_own(lantern: Story, tmp_path: Path, key: str) -> None:
    keep(lantern, tmp_path, *LONG)
    async with house(lantern, tmp_path, load="road", size=(120, 40)) as pilot:
        pilot.app.theme = "terminal"
        await press(pilot, key)
        for strip in pilot.app.screen._compositor.render_strips():
            for style in {segment.style for segment in strip if segment.style}:
                assert all(color is None or not color.triplet for color in (style.color, style.bgcolor))
