"""The map: where the player has been, the chapter's road and the whole, at every width."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.color import Color

from game.saves import Store, pack
from game.story import Story
from game.tui.screens.map import MapScreen
from game.tui.screens.play import PlayScreen
from game.tui.widgets.chart import Chart
from tests.conftest import StoryMaker
from tests.play.playing import play
from tests.tui.house import app_of, assert_snapshot, house, pick, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]
PLACES = """
almaty: {name: Almaty, text: A town., longitude: "76.95", latitude: "43.25"}
vienna: {name: Vienna, text: A town., longitude: "16.37", latitude: "48.21"}
paris: {name: Paris, text: A town., longitude: "2.35", latitude: "48.83"}
cadiz: {name: Cádiz, text: A port., longitude: "-6.29", latitude: "36.53"}
york: {name: New York, text: A port., longitude: "-73.89", latitude: "40.84"}
halifax: {name: Halifax, text: A port., longitude: "-63.57", latitude: "44.65"}
nowhere: {name: Nowhere, text: A town.}
"""
STAYS = [
    ("c", "almaty", "1928-12-17", ""), ("c", "vienna", "1914-08-03", "!"), ("c", "paris", "1914-11-19", ""),
    ("c", "cadiz", "1916-11-13", ""), ("d", "almaty", "1928-12-17", ""), ("d", "york", "1917-01-15", "!"),
    ("d", "halifax", "1917-04-03", ""),
]  # fmt: skip


@pytest.fixture
def road(story_of: StoryMaker) -> Story:
    """Two chapters, told from a third place."""
    files = {"codex/places.yaml": PLACES, "d/chapter.yaml": "title: The Crossing\nyears: '1917'\n"}
    scenes = {}
    for number, (chapter, place, date, leaps) in enumerate(STAYS):
        onward = f"go: s{number + 1}" if number + 1 < len(STAYS) else "choices: [{text: Stay.}]"
        text = f"title: Scene {number}\nplace: {place}\ndate: {date}\ntext: Here.\n{onward}\n"
        text += "flashback: true\n" if leaps else ""
        if chapter == "c":
            scenes[f"s{number}"] = text
        else:
            files[f"d/s{number}.yaml"] = text
    made = {"story.yaml": "title: Made\nstart: s0\nchapters: [c, d]\n"}
    return story_of(scenes, chapter="title: The War\nyears: 1914–1916\n", files={**files, **made})


def kept(story: Story, folder: Path, choices: int) -> str:
    """A game of so many choices, on disk."""
    session = play(story)
    for _ in range(choices):
        session.choose(session.view.choices[0].id)
    Store(folder).save("kept", pack(session, "kept", ""))
    return "kept"


@pytest.mark.parametrize("size", SIZES)
async def test_the_chapters_road_and_the_whole(road: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(road, tmp_path, load=kept(road, tmp_path, 6), size=size) as pilot:
        await press(pilot, "f8")
        chapter = shown(pilot)
        assert_snapshot(f"map-chapter-{size[0]}x{size[1]}", chapter)
        assert "New York" in chapter
        assert "Paris" not in chapter
        await press(pilot, "right")
        assert_snapshot(f"map-whole-{size[0]}x{size[1]}", shown(pilot))
        assert "Cádiz" in shown(pilot)
        await press(pilot, "right", "left")
        assert shown(pilot) == chapter


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (200, 60)])
async def test_no_line_is_wider_than_the_screen(road: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(road, tmp_path, load=kept(road, tmp_path, 6), size=size) as pilot:
        for key in ("f8", "right"):
            await press(pilot, key)
            assert all(len(line) <= size[0] for line in shown(pilot).splitlines())
            assert app_of(pilot).screen.query_one(Chart).size.height >= size[1] // 2


async def test_a_click_turns_the_view(road: Story, tmp_path: Path) -> None:
    async with house(road, tmp_path, load=kept(road, tmp_path, 6), size=(100, 30)) as pilot:
        await press(pilot, "f8")
        views = pilot.app.screen.query_one(".map-views")
        await pilot.click(views, offset=(20, 0))
        await pilot.pause()
        assert "THE WAR" in shown(pilot)
        await pilot.click(views, offset=(3, 0))
        await pilot.pause()
        assert "THE WAR" not in shown(pilot)
        await pilot.click(offset=(20, 29))
        await pilot.pause()
        assert "THE WAR" in shown(pilot)


@pytest.mark.parametrize("closing", ["f10", "escape"])
async def test_it_closes_by_every_way_out(road: Story, tmp_path: Path, closing: str) -> None:
    async with house(road, tmp_path, size=(80, 24), scene="s0") as pilot:
        await press(pilot, "f8")
        assert isinstance(pilot.app.screen, MapScreen)
        await press(pilot, closing)
        assert isinstance(pilot.app.screen, PlayScreen)
        assert "Here." in shown(pilot)


async def test_only_what_was_visited_is_told(road: Story, tmp_path: Path) -> None:
    async with house(road, tmp_path, size=(120, 40)) as pilot:
        await pick(pilot, "new")
        await press(pilot, "f8")
        text = shown(pilot)
        assert "◆ Almaty" in text
        assert not any(name in text for name in ("Vienna", "Paris", "York", "This chapter", "Told from"))
        await press(pilot, "f10", "1", "f8", "right")
        text = shown(pilot)
        assert "TOLD FROM" in text
        assert "◆ Vienna" in text
        assert "Paris" not in text


async def test_a_chapter_that_has_only_begun_shows_the_whole(road: Story, tmp_path: Path) -> None:
    async with house(road, tmp_path, load=kept(road, tmp_path, 5), size=(100, 30)) as pilot:
        await press(pilot, "f8")
        assert "Vienna" in shown(pilot)
        await press(pilot, "left")
        assert "Vienna" not in shown(pilot)
        assert "New York ◆" in shown(pilot)


async def test_a_live_resize_moves_the_list(road: Story, tmp_path: Path) -> None:
    async with house(road, tmp_path, load=kept(road, tmp_path, 6), size=(80, 24)) as pilot:
        await press(pilot, "f8", "right")
        narrow = shown(pilot)
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert "THE WAR" in shown(pilot)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert shown(pilot) == narrow


async def test_the_list_can_be_read_from_end_to_end(road: Story, tmp_path: Path) -> None:
    async with house(road, tmp_path, load=kept(road, tmp_path, 6), size=(60, 20)) as pilot:
        await press(pilot, "f8", "right", "home")
        assert "3 August 1914" in shown(pilot)
        assert shown(pilot).count("3 April 1917") == 1  # in the heading
        seen = ""
        for _ in range(8):
            seen += "".join(shown(pilot).splitlines()[-6:])
            await press(pilot, "down")
        assert all(date in seen for date in ("19 November 1914", "15 January 1917", "3 April 1917"))
        await press(pilot, "up", "pageup", "space", "end")
        assert "17 December 1928" in shown(pilot)


async def test_a_story_without_a_map_says_so(story_of: StoryMaker, tmp_path: Path) -> None:
    files = {"codex/places.yaml": PLACES}
    story = story_of({"a": "text: A.\nplace: nowhere\ndate: '1914'\nchoices: [{text: B.}]"}, files=files)
    async with house(story, tmp_path, scene="a", size=(60, 20)) as pilot:
        await press(pilot, "f8")
        assert "Nowhere you have been is on the map." in shown(pilot)
        assert "1914" in shown(pilot)
        await press(pilot, "left", "right", "end", "f10")
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_a_story_without_places_has_an_empty_list(story_of: StoryMaker, tmp_path: Path) -> None:
    async with house(story_of({"a": "text: A.\nchoices: [{text: B.}]"}), tmp_path, scene="a", size=(120, 40)) as pilot:
        await press(pilot, "f8", "down", "end")
        assert "Nowhere you have been is on the map." in shown(pilot)


async def test_without_colour_the_present_place_is_reversed(
    road: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with house(road, tmp_path, load=kept(road, tmp_path, 6), size=(100, 30)) as pilot:
        await press(pilot, "f8")
        segments = [segment for strip in pilot.app.screen._compositor.render_strips() for segment in strip]
        lit = " ".join(segment.text for segment in segments if segment.style and segment.style.reverse)
        assert "Halifax" in lit
        assert "This chapter" in lit
        assert "New York" not in lit
        styles = [segment.style for segment in segments if segment.style]
        assert all({style.color, style.bgcolor} <= {None, Color.default()} for style in styles)


async def test_sixteen_colours_are_the_terminals_own(road: Story, tmp_path: Path) -> None:
    async with house(road, tmp_path, load=kept(road, tmp_path, 6), size=(100, 30)) as pilot:
        pilot.app.theme = "terminal"
        await press(pilot, "f8")
        for strip in pilot.app.screen._compositor.render_strips():
            for segment in strip:
                if segment.style:
                    assert all(
                        not colour or not colour.triplet for colour in (segment.style.color, segment.style.bgcolor)
                    )


async def test_the_lantern_has_its_shore_on_the_map(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(80, 24)) as pilot:
        await press(pilot, "f8")
        assert "The shore ◆" in shown(pilot)
        await press(pilot, "f10")
        await pick(pilot, "call")
        await press(pilot, "f8")
        text = shown(pilot)
        assert "■" in text
        assert "◆" not in text  # nobody knows where the tower is
        assert "This chapter" not in text
        assert "The Light".upper() in text
