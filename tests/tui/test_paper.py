"""The paper answers: a lit sentence, what marked it, one mark alone, and the way to the moment."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.story import Story
from game.tui.screens.journal import JournalScreen
from game.tui.screens.paper import PaperScreen
from game.tui.screens.play import PlayScreen
from tests.tui.house import House, app_of, assert_snapshot, house, pick, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]
ROAD = ("untie-the-boat", "call", "ask-him-about-the-light", "did-it-ever-fail")


async def at_the_paper(pilot: House, *choices: str) -> None:
    for choice in choices or ROAD:
        await pick(pilot, choice)
    await press(pilot, "f2")


def sheet(pilot: House) -> str:
    """The lines of the sheet, without what lies underneath."""
    return shown(pilot).split("▀▀▀▀", 1)[1].split("▄▄▄▄", 1)[0]


def lit_lines(pilot: House) -> list[str]:
    """What stands beside the bar."""
    return [line.split("┃ ", 1)[1].strip(" ▌") for line in shown(pilot).splitlines() if "┃ " in line]


async def click_on(pilot: House, words: str) -> None:
    lines = shown(pilot).splitlines()
    first = next(number for number, line in enumerate(lines) if "▀▀▀▀" in line)
    y = next(number for number, line in enumerate(lines) if words in line and number > first)
    x = lines[y].index(words)
    widget, region = pilot.app.screen.get_widget_at(x, y)
    await pilot.click(widget, offset=(x - region.x, y - region.y))
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_a_sentence_is_lit_and_one_mark_shown_alone(
    lantern: Story, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=size) as pilot:
        await at_the_paper(pilot)
        assert_snapshot(f"paper-lit-{size[0]}x{size[1]}", shown(pilot))
        await press(pilot, "left", "left")
        assert_snapshot(f"paper-one-mark-{size[0]}x{size[1]}", shown(pilot))
        assert all(len(line) <= size[0] for line in shown(pilot).splitlines())


async def test_the_arrows_go_from_sentence_to_sentence_without_moving_a_word(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await at_the_paper(pilot)
        texts = set()
        for key in ("up", "up", "down", "down", "down", "down"):
            await press(pilot, key)
            texts.add("\n".join(shown(pilot).split("────")[0].replace("┃", "│").splitlines()[4:]))
        assert len(texts) == 1
        assert lit_lines(pilot)
        assert "not met" in shown(pilot)


async def test_the_answer_names_the_choice_and_the_day(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await at_the_paper(pilot)
        text = shown(pilot)
        assert "▸ Did it ever fail?" in text
        assert "2 May 1902, The Tower" in text
        await press(pilot, "down")
        assert "~ strained: true words, false picture" in shown(pilot)
        assert "▸ Untie the boat." in shown(pilot)
        await press(pilot, "down")
        assert "Your life has not come to this." in shown(pilot)
        assert "Enter" not in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PaperScreen)


async def test_a_mark_shown_alone_leaves_the_others_out_in_both_ways(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await at_the_paper(pilot)
        await click_on(pilot, "~ strained 1")
        text = sheet(pilot)
        assert "… The sea was kind to me. …" in text
        assert "eleven years" not in text
        await press(pilot, "tab")
        assert "The sea was kind to me." in sheet(pilot)
        assert "eleven years" not in sheet(pilot)
        await click_on(pilot, "all 5")
        assert "eleven years" in sheet(pilot)
        await click_on(pilot, "? unlived 0")
        assert "eleven years" in sheet(pilot)


async def test_a_click_lights_and_the_line_below_goes_there(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await at_the_paper(pilot)
        await click_on(pilot, "was kind")
        assert "▸ Untie the boat." in shown(pilot)
        await click_on(pilot, "Go there")
        assert isinstance(pilot.app.screen, JournalScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, PaperScreen)
        assert "▸ Untie the boat." in shown(pilot)


async def test_going_back_from_there_takes_the_choices_back(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await at_the_paper(pilot)
        await press(pilot, "down", "enter")
        journal = pilot.app.screen
        assert isinstance(journal, JournalScreen)
        journal.dismiss(4)
        for _ in range(3):
            await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)
        live = app_of(pilot).live
        assert live is not None
        assert live.session.undoable == 0
        assert "The tide has gone out" in shown(pilot)


async def test_before_the_first_mark_the_page_says_how_it_is_read(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(60, 20)) as pilot:
        await press(pilot, "f2")
        assert "sentence by sentence" in shown(pilot)
        assert not lit_lines(pilot)
        await press(pilot, "down")
        assert lit_lines(pilot) == ["The Keeper's Log"]


async def test_without_a_game_the_arrows_read(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, size=(60, 20)) as pilot:
        await press(pilot, "f2", "down", "right", "enter", "up", "left")
        assert isinstance(pilot.app.screen, PaperScreen)
        assert not lit_lines(pilot)
        assert "One mark" not in shown(pilot)


async def test_what_is_lit_stays_in_sight_when_the_window_changes(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(120, 40)) as pilot:
        await at_the_paper(pilot)
        await press(pilot, "tab", "down", "down", "down")
        before = lit_lines(pilot)
        await pilot.resize_terminal(60, 20)
        for _ in range(3):
            await pilot.pause()
        assert before
        assert any("No ship was lost" in line for line in lit_lines(pilot))


async def test_without_colour_the_lit_sentence_is_reversed(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await at_the_paper(pilot)
        for _ in range(2):
            strips = pilot.app.screen._compositor.render_strips()
            reversed_text = "".join(
                segment.text for strip in strips for segment in strip if segment.style and segment.style.reverse
            )
            assert "I kept the light" in reversed_text
            assert "The sea was kind" not in reversed_text
            await press(pilot, "tab")
