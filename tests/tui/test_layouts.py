"""A Russian keyboard: no key types a Latin letter, and no letter is needed for anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from game.story import Story
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.codex import CodexScreen
from game.tui.screens.endings import EndingsScreen
from game.tui.screens.menu import MenuScreen
from game.tui.screens.message import QuitScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.title import TitleScreen
from tests.tui.everywhere import begun
from tests.tui.house import House, app_of, house, options, play_screen, press, shown

LATIN, RUSSIAN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.", "йцукенгшщзхъфывапролджэячсмитьбю"
LETTERS = dict(zip(LATIN, RUSSIAN, strict=True))
NAMED = {"up", "down", "left", "right", "enter", "space", "backspace", "home", "end", "pageup", "pagedown", "tab"}
STILL = {"leave_now", "title", "undo", "quick_save"}  # of the menu: what opens no page


async def typed(pilot: House, *keys: str) -> None:
    """Press keys of a Russian keyboard: where a Latin letter is engraved, the Russian one beside it is typed."""
    for key in keys:
        is_plain = key in NAMED or key in "123456789" or (key[0] == "f" and key[1:].isdigit())
        await press(pilot, key if is_plain else LETTERS[key])


async def from_the_menu(pilot: House, option: str) -> None:
    """Take something from the menu by the arrows."""
    await typed(pilot, "f10")
    assert isinstance(pilot.app.screen, MenuScreen)
    for _ in options(pilot).open_ids:
        if options(pilot).lit == option:
            break
        await typed(pilot, "down")
    assert options(pilot).lit == option
    await typed(pilot, "enter")


async def test_every_page_opens_from_the_menu_and_no_letter_disturbs_it(charted: Story, somewhere: Path) -> None:
    async with begun(charted, "road", size=(80, 24)) as pilot:
        before = play_screen(pilot).live.session.log
        await typed(pilot, "f10")
        pages = [option for option in options(pilot).open_ids if option and option not in STILL]
        await typed(pilot, "f10")
        assert {"paper", "record", "map", "journal", "codex", "settings", "endings", "chapters"} <= set(pages)
        for page in pages:
            await from_the_menu(pilot, page)
            assert not isinstance(pilot.app.screen, PlayScreen | MenuScreen), page
            await typed(pilot, *"qwertyuiop[]asdfghjkl;'zxcvbnm,.")
            await typed(pilot, "down", "up", "pagedown", "home", "f10")
            assert isinstance(pilot.app.screen, PlayScreen), page
        await typed(pilot, *LATIN)
        assert isinstance(pilot.app.screen, PlayScreen)
        assert play_screen(pilot).live.session.log == before
        assert app_of(pilot).failure is None


@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_the_codex_is_searched_in_cyrillic(charted: Story, somewhere: Path, size: tuple[int, int]) -> None:
    async with begun(charted, "road", size=size) as pilot:
        await typed(pilot, "f9", *"nhjwrbq")  # троцкий
        assert isinstance(pilot.app.screen, CodexScreen)
        assert pilot.app.screen.query_one(Input).value == "троцкий"
        assert "Nothing by that name." in shown(pilot)
        await typed(pilot, *["backspace"] * 7, "tab", "enter")
        assert "An old man who keeps the light." in shown(pilot)
        await typed(pilot, "f10")
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_the_game_is_played_to_its_ending_and_left(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, size=(60, 20), seed=2) as pilot:
        await typed(pilot, "y", "n", "q", "1")
        assert isinstance(pilot.app.screen, ChapterCard)
        await typed(pilot, *"qwerty")
        assert isinstance(pilot.app.screen, ChapterCard)
        await typed(pilot, "space", *LATIN)
        assert play_screen(pilot).live.session.undoable == 0
        await typed(pilot, "end", "3")  # try the door: it gives
        assert options(pilot).open_ids == ["app:turn"]
        assert "It gives." in shown(pilot)
        await typed(pilot, *LATIN, "end", "space")
        assert isinstance(pilot.app.screen, ChapterCard)
        await typed(pilot, "enter", "f5", "1", *"hfp", "enter")  # kept under a name: раз
        assert app_of(pilot).store.exists("раз")
        await typed(pilot, "end", "2", "end", "1")
        assert play_screen(pilot).live.session.view.is_ending
        await typed(pilot, "end", "2")
        assert isinstance(pilot.app.screen, EndingsScreen)
        await typed(pilot, "f10")
        await from_the_menu(pilot, "leave_now")
        assert pilot.app._exit


async def test_the_title_page_opens_everything_and_the_question_is_answered(charted: Story, somewhere: Path) -> None:
    async with begun(charted, "title", size=(60, 20)) as pilot:
        for number in "23456":
            await typed(pilot, number)
            assert not isinstance(pilot.app.screen, TitleScreen)
            await typed(pilot, *"qwerty", "f10")
            assert isinstance(pilot.app.screen, TitleScreen)
        await typed(pilot, "1", "enter", "1")
        await pilot.app.run_action("quit")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuitScreen)
        await typed(pilot, *LATIN, "2")
        assert isinstance(pilot.app.screen, TitleScreen)
