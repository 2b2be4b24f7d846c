"""The settings and the keys: what is changed holds at once, holds the next time, and a bad file does no harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.saves import SETTINGS_FILE, WIDTHS, Settings, SettingsFile
from game.story import Story
from game.tui.actions import Action
from game.tui.keys import changeable, why_not
from game.tui.screens.help import HelpScreen
from game.tui.screens.keys import KeysScreen
from game.tui.screens.message import Message, QuitScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.settings import SettingsScreen
from game.tui.themes import NEWSPRINT, POSTER
from tests.tui.house import House, app_of, assert_snapshot, house, options, pick, press, shown

SIZES = [(60, 20), (80, 24), (120, 40)]


async def light(pilot: House, option_id: str) -> None:
    """Go down to a row by the arrows."""
    for _ in range(60):
        if options(pilot).lit == option_id:
            return
        await press(pilot, "down")
    raise AssertionError(f"The arrows never came to {option_id}.")


@pytest.mark.parametrize("size", SIZES)
async def test_what_they_look_like(lantern: Story, tmp_path: Path, size: tuple[int, int]) -> None:
    async with house(lantern, tmp_path, size=size) as pilot:
        await press(pilot, "ctrl+s")
        assert_snapshot(f"settings-{size[0]}x{size[1]}", shown(pilot))
        await pick(pilot, "keys")
        assert_snapshot(f"keys-{size[0]}x{size[1]}", shown(pilot))


async def test_a_setting_goes_through_its_values_both_ways(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await press(pilot, "right")
        assert pilot.app.theme == NEWSPRINT.name
        await press(pilot, "left")
        assert pilot.app.theme == POSTER.name
        await light(pilot, "width")
        for width in [*WIDTHS[-2::-1], WIDTHS[-1]]:
            await press(pilot, "left")
            assert app_of(pilot).settings.width == width
        await press(pilot, "enter")
        assert app_of(pilot).settings.width == WIDTHS[0]
        assert options(pilot).lit == "width"


async def test_the_width_is_that_of_the_prose(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(120, 40)) as pilot:
        app_of(pilot).change(width=48)
        await pilot.pause()
        prose = [line for line in shown(pilot).splitlines() if "The tide has gone" in line]
        assert prose
        assert len(prose[0].partition("▌")[0].rstrip().lstrip()) <= 48


async def test_what_was_changed_holds_the_next_time(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+s", "enter")
        await light(pilot, "figures")
        await press(pilot, "right")
    async with house(lantern, tmp_path) as pilot:
        assert pilot.app.theme == NEWSPRINT.name
        assert app_of(pilot).settings.figures == "numbers"
        await press(pilot, "ctrl+s")
        await pick(pilot, "reset")
        assert isinstance(pilot.app.screen, Message)
        await press(pilot, "1")
        assert pilot.app.theme == NEWSPRINT.name
        await pick(pilot, "reset")
        await press(pilot, "2")
        assert app_of(pilot).settings == Settings()
        assert pilot.app.theme == POSTER.name


async def test_the_mouse_changes_a_setting(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await pilot.click(options(pilot), offset=(8, 0))
        await pilot.pause()
        assert pilot.app.theme == NEWSPRINT.name
        assert isinstance(pilot.app.screen, SettingsScreen)


async def test_leaving_asks_unless_told_not_to(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "ctrl+q")
        assert isinstance(pilot.app.screen, QuitScreen)
        await press(pilot, "1")
        assert isinstance(pilot.app.screen, PlayScreen)
        app_of(pilot).change(confirm_leaving=False)
        await press(pilot, "ctrl+q")
        assert pilot.app._exit


async def test_a_key_is_changed_and_changed_back(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await pick(pilot, "keys")
        await light(pilot, "help")
        await press(pilot, "enter", "ctrl+b")
        assert "Ctrl+B" in shown(pilot)
        await press(pilot, "f10", "f10")
        assert "Ctrl+B Help" in shown(pilot)
        await press(pilot, "f1")
        assert not isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "ctrl+b")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Ctrl+B, ?" in shown(pilot)
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "ctrl+b")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "f10", "ctrl+s")
        await pick(pilot, "keys")
        await light(pilot, "help")
        await press(pilot, "delete", "f10", "f10", "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert app_of(pilot).settings.keys == {}


async def test_a_key_that_is_taken_is_refused_with_its_owner(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, "ctrl+s")
        await pick(pilot, "keys")
        await light(pilot, "help")
        await press(pilot, "enter")
        assert "Press the new key" in shown(pilot)
        await press(pilot, "f2")
        assert "F2 is the key for «The paper»." in shown(pilot)
        assert isinstance(pilot.app.screen, KeysScreen)
        await press(pilot, "enter", "f10")
        assert "the way out" in shown(pilot)
        await press(pilot, "enter", "escape")
        assert app_of(pilot).settings.keys == {}
        assert isinstance(pilot.app.screen, KeysScreen)


@pytest.mark.parametrize("action", changeable(), ids=lambda action: action.id)
def test_every_action_can_have_another_key(action: Action) -> None:
    assert why_not(action, "ctrl+y", {}) == ""


@pytest.mark.parametrize("action", changeable(), ids=lambda action: action.id)
def test_every_action_can_have_its_first_key_back(action: Action) -> None:
    assert why_not(action, action.keys[0], {action.id: "ctrl+y"}) == ""


@pytest.mark.parametrize("key", ["f10", "escape", "ctrl+q", "ctrl+c", "1", "enter", "down", "ы"])
def test_some_keys_stay_what_they_are(key: str) -> None:
    assert why_not(next(action for action in changeable() if action.id == "help"), key, {})


def test_a_key_given_up_is_free() -> None:
    found = {action.id: action for action in changeable()}
    assert why_not(found["paper"], "f1", {})
    assert not why_not(found["paper"], "f1", {"help": "ctrl+b"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{", "damaged"),
        ("[]", "damaged"),
        ('{"width": 7, "appearing": "shouted", "figures": "numbers", "later": 1}', "'width' and 'appearing'"),
    ],
)
async def test_a_bad_file_is_said_and_the_usual_holds(lantern: Story, tmp_path: Path, text: str, names: str) -> None:
    tmp_path.joinpath(SETTINGS_FILE).write_text(text)
    async with house(lantern, tmp_path) as pilot:
        assert isinstance(pilot.app.screen, Message)
        assert names in " ".join(shown(pilot).split())
        assert app_of(pilot).settings.width == Settings().width
        assert (app_of(pilot).settings.figures == "numbers") is ("later" in text)


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    settings = Settings(theme="newsprint", width=56, appearing="typed", keys={"help": "f13"}, hints=["a"])
    file = SettingsFile(tmp_path / "deep" / SETTINGS_FILE)
    file.save(settings)
    assert file.load() == (settings, "")


async def test_settings_that_cannot_be_kept_are_said(lantern: Story, tmp_path: Path) -> None:
    folder = tmp_path / "games"
    async with house(lantern, folder) as pilot:
        folder.write_text("in the way")
        await press(pilot, "f12")
        assert any("could not be kept" in notice.message for notice in app_of(pilot)._notifications)
        assert pilot.app.theme == NEWSPRINT.name
