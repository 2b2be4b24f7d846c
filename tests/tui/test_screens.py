"""The sheets over the game: each opens by its key, says what it should, and closes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from game.saves import AUTOSAVE, Store
from game.story import Story
from game.tui.actions import ACTIONS
from game.tui.screens.bearings import BearingsScreen
from game.tui.screens.chapters import ChaptersScreen
from game.tui.screens.codex import CodexScreen
from game.tui.screens.credits import CreditsScreen
from game.tui.screens.endings import EndingsScreen
from game.tui.screens.games import GamesScreen
from game.tui.screens.help import HelpScreen
from game.tui.screens.menu import MenuScreen
from game.tui.screens.message import Message, QuitScreen
from game.tui.screens.paper import PaperScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.record import RecordScreen
from game.tui.screens.small import SmallScreen
from game.tui.screens.title import TitleScreen
from game.tui.themes import THEMES
from tests.conftest import StoryMaker
from tests.tui.house import House, app_of, house, options, pick, press, shown

SHEETS = {
    "f1": HelpScreen, "f2": PaperScreen, "f3": RecordScreen, "f4": BearingsScreen,
    "f5": GamesScreen, "f6": GamesScreen, "f9": CodexScreen, "f10": MenuScreen, "ctrl+t": ChaptersScreen,
    "ctrl+e": EndingsScreen, "ctrl+g": CreditsScreen,
}  # fmt: skip


@pytest.mark.parametrize(("key", "kind"), SHEETS.items())
@pytest.mark.parametrize("closing", ["f10", "escape"])
async def test_each_sheet_opens_and_closes(
    lantern: Story, tmp_path: Path, key: str, kind: type[object], closing: str
) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(80, 24)) as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, kind)
        await press(pilot, closing)
        assert isinstance(pilot.app.screen, PlayScreen)
        assert options(pilot).has_focus


@pytest.mark.parametrize(("key", "kind"), [("f1", HelpScreen), ("f2", PaperScreen), ("f6", GamesScreen)])
async def test_the_title_page_opens_them_too(lantern: Story, tmp_path: Path, key: str, kind: type[object]) -> None:
    async with house(lantern, tmp_path) as pilot:
        await press(pilot, key)
        assert isinstance(pilot.app.screen, kind)
        await press(pilot, "f10")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_the_title_page_leaves(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        await pick(pilot, "quit")
        assert not pilot.app.is_running or pilot.app._exit


async def test_help_lists_every_action_of_the_registry(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, size=(120, 260)) as pilot:
        await press(pilot, "f1")
        text = shown(pilot)
        for action in ACTIONS:
            assert action.title in text
        assert "✗" in text


async def test_the_paper_has_the_marks_in_its_margin(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "untie-the-boat")
        await press(pilot, "f2")
        text = shown(pilot)
        assert "The Keeper's Log" in text
        assert "~ ┃ I kept the light for eleven years and never once let it fail. The sea" in text


async def test_the_record_tells_of_scenes_left_behind_and_no_others(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f3")
        assert "is told when you have left it" in shown(pilot)
        await press(pilot, "f10")
        await pick(pilot, "call")
        await press(pilot, "f3")
        assert "The keeper was at home that night." in shown(pilot)
        assert "This is invented" in shown(pilot)
        assert "eleven years" not in shown(pilot)
        await press(pilot, "f10")
        await pick(pilot, "go-and-light-the-lamp")
        await pick(pilot, "light-it")
        await press(pilot, "f3")
        assert "The paper: Says the light never failed." in shown(pilot)
        assert "2 of 2" in shown(pilot)
        await press(pilot, "left")
        assert "The keeper was at home that night." in shown(pilot)
        await press(pilot, "left", "right", "right")
        assert "2 of 2" in shown(pilot)


async def test_a_game_is_kept_under_a_name_and_opened_again(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        await press(pilot, "f5", "1")
        assert "The Shore, 1 May 1902" in shown(pilot)
        await press(pilot, *"ты!", "enter")
        assert Store(tmp_path).exists("ты!")
        await pick(pilot, "call")
        await press(pilot, "f6")
        text = shown(pilot)
        assert "ты!" in text
        assert "Where you left off" in text
        await press(pilot, str(_number(pilot, "ты!")))
        assert isinstance(pilot.app.screen, PlayScreen)
        assert "There are nineteen." in shown(pilot)


def _number(pilot: House, name: str) -> int:
    listed = options(pilot)
    return next(listed.number_of(key) for key in listed.open_ids if key.endswith(Store(Path()).path(name).name))


async def test_an_old_game_is_replaced_only_when_told_twice(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f5", "1", *"one", "enter")
        before = Store(tmp_path).load("one")
        await pick(pilot, "count-the-gulls")
        await press(pilot, "f5", str(2))
        assert isinstance(pilot.app.screen, Message)
        await press(pilot, "1", "2", "2")
        assert len(Store(tmp_path).load("one").log) == len(before.log) + 1


async def test_keeping_the_old_game_keeps_it(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f5", "1", *"one", "enter")
        before = Store(tmp_path).load("one")
        await press(pilot, "f5", "1", *"one", "enter", "1")
        assert Store(tmp_path).load("one") == before
        assert isinstance(pilot.app.screen, GamesScreen)


async def test_a_save_that_cannot_be_written_is_said(lantern: Story, tmp_path: Path) -> None:
    folder = tmp_path / "games"
    async with house(lantern, folder, scene="the-shore") as pilot:
        await press(pilot, "f5", "1")
        shutil.rmtree(folder)
        folder.write_text("in the way")
        await press(pilot, "enter")
        assert "could not be saved" in shown(pilot)


async def test_a_damaged_game_stands_in_the_list_with_its_reason(lantern: Story, tmp_path: Path) -> None:
    tmp_path.joinpath("game-bad.json").write_text("{")
    tmp_path.joinpath("game-autosave.json").write_text("{")
    async with house(lantern, tmp_path) as pilot:
        assert "1  Continue  damaged" in shown(pilot)
        await press(pilot, "1")
        assert "The file is damaged" in shown(pilot)
        assert "The other games are under «Your games»" in shown(pilot)
        await press(pilot, "enter", "f6")
        assert "bad  cannot be opened" in shown(pilot)
        await press(pilot, "2")
        assert "The file is damaged" in shown(pilot)


async def test_a_game_of_another_story_is_shown_and_shut(lantern: Story, story_of: StoryMaker, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
    other = story_of({"a": "text: Over.\nending: true"})
    async with house(other, tmp_path) as pilot:
        assert options(pilot).open_ids[0] == "new"
        await press(pilot, "f6")
        assert "a game of «The Lantern»" in shown(pilot)


async def test_notes_of_a_changed_story_are_shown(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
    path = Store(tmp_path).path(AUTOSAVE)
    text = re.sub(r',\s*"checksum": "\w+"', "", path.read_text())  # as a person leaves it who changed something
    path.write_text(text.replace('"beat": "the-shore', '"beat": "the-strand'))
    async with house(lantern, tmp_path, load=AUTOSAVE) as pilot:
        assert isinstance(pilot.app.screen, Message)
        assert "the-strand" in shown(pilot)
        assert "The game as it was" in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, PlayScreen)
    assert [kept.read_text() for kept in tmp_path.joinpath("older").iterdir()] == [
        text.replace('"beat": "the-shore', '"beat": "the-strand')
    ]


async def test_a_damaged_game_gives_way_to_the_one_before_it(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        pilot.app.flush()  # type: ignore[attr-defined]
        await pick(pilot, "untie-the-boat")
    Store(tmp_path).path(AUTOSAVE).write_text("{")
    async with house(lantern, tmp_path) as pilot:
        assert "Continue  damaged; the one before it is here" in shown(pilot)
        await pick(pilot, "continue")
        assert isinstance(pilot.app.screen, Message)
        await press(pilot, "1")
        assert Store(tmp_path).path(AUTOSAVE).read_text() == "{"  # left as it was
        await press(pilot, "f6")
        assert "Before it: The Shore · The Shore · 1 May 1902" in " ".join(shown(pilot).split())
        await press(pilot, "1", "2")
        assert "The file that could not be opened is kept as game-autosave.json.damaged-1." in shown(pilot)
        await press(pilot, "enter")
        assert "There are nineteen." in shown(pilot)
    assert tmp_path.joinpath("game-autosave.json.damaged-1").read_text() == "{"


async def test_two_games_at_once_keep_an_autosave_each(lantern: Story, tmp_path: Path) -> None:
    other = Store(tmp_path)
    assert other.claim() == AUTOSAVE
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        assert "kept as «autosave 2»" in " ".join(shown(pilot).split())
        await pick(pilot, "count-the-gulls")
    assert [slot.name for slot in Store(tmp_path).slots()] == ["autosave 2"]
    other.release()


async def test_a_quick_save_asks_nothing(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        await press(pilot, "ctrl+k")
        assert "Kept as «quick save»." in shown(pilot)
        await pick(pilot, "call")
        await press(pilot, "ctrl+k", "f6")
        assert "Quick save" in shown(pilot)
    store = Store(tmp_path)
    earlier = store.earlier("quick save")
    assert earlier is not None
    assert (len(earlier.log), len(store.load("quick save").log)) == (1, 2)


async def test_leaving_the_game(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f10", "1")
        assert isinstance(pilot.app.screen, PlayScreen)
        await press(pilot, "f10", "2")
        assert isinstance(pilot.app.screen, TitleScreen)
        assert app_of(pilot).live is None


async def test_a_window_that_is_too_small_says_so_until_it_grows(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore", size=(59, 20)) as pilot:
        assert isinstance(pilot.app.screen, SmallScreen)
        assert "trotsky play --plain" in shown(pilot)
        await press(pilot, "1")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert isinstance(pilot.app.screen, PlayScreen)
        assert "The tide has gone out" in shown(pilot)
        await pilot.resize_terminal(80, 19)
        await pilot.pause()
        assert isinstance(pilot.app.screen, SmallScreen)


async def test_the_palette_does_what_the_registry_says(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        commands = {command.title for command in app_of(pilot).get_system_commands(pilot.app.screen)}
        assert {"The paper", "Save", "Help"} <= commands
        assert "Take back the last choice" not in commands
        await press(pilot, "f11", *"record")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, RecordScreen)


async def test_the_palette_opens_over_a_sheet_too_and_has_what_can_be_done_there(
    lantern: Story, tmp_path: Path
) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f2")
        commands = {command.title for command in app_of(pilot).get_system_commands(pilot.app.screen)}
        assert {"Three columns", "Close", "To the top"} <= commands
        assert "Save" not in commands
        await press(pilot, "f11", *"columns")
        await pilot.app.workers.wait_for_complete()
        await press(pilot, "enter", "enter")
        assert "YOUR LIFE" in shown(pilot)


async def test_what_was_kept_is_said_until_the_next_choice(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f5", "1", *"one", "enter")
        assert "one»." in shown(pilot)
        assert not app_of(pilot)._notifications
        await pick(pilot, "count-the-gulls")
        assert "Kept as" not in shown(pilot)


async def test_dark_and_light(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path) as pilot:
        assert pilot.app.theme == "poster"
        await press(pilot, "f12")
        assert pilot.app.theme == "newsprint"
        await press(pilot, *["f12"] * (len(THEMES) - 1))
        assert pilot.app.theme == "poster"


async def test_a_long_message_scrolls_and_its_answers_stay_in_sight(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, size=(60, 20)) as pilot:
        app_of(pilot).say("Much to say", [f"Sentence {number}." for number in range(40)])
        await pilot.pause()
        await pilot.pause()
        assert "1  Go on" in shown(pilot)
        assert "Sentence 0." in shown(pilot)
        await press(pilot, *["down"] * 5)
        assert "Sentence 0." not in shown(pilot)
        await press(pilot, "end")
        assert "Sentence 39." in shown(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, TitleScreen)


async def test_the_help_scrolls_by_arrows_and_space(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, size=(60, 20)) as pilot:
        await press(pilot, "f1")
        assert "unlived" in shown(pilot)
        await press(pilot, *["down"] * 5)
        assert "unlived" not in shown(pilot)
        await press(pilot, *["space"] * 12)
        assert "The usual key" in shown(pilot)
        await press(pilot, *["up"] * 3, "home")
        assert "unlived" in shown(pilot)


async def test_where_you_stand_is_a_sheet_on_a_narrow_screen(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-tower", size=(60, 20)) as pilot:
        await press(pilot, "f4")
        text = shown(pilot)
        await press(pilot, "end")
        text += shown(pilot)
        for words in ("2 May 1902", "[19 April] Old Style", "Oil", "No ship was lost on these rocks in my time."):
            assert words in text


@pytest.mark.parametrize(
    ("key", "kind"), [(key, kind) for key, kind in SHEETS.items() if key[0] == "f" and key != "f10"]
)
async def test_from_one_page_straight_to_another(lantern: Story, tmp_path: Path, key: str, kind: type[object]) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "f8", key)
        assert isinstance(pilot.app.screen, kind)
        assert len(pilot.app.screen_stack) == 3
        await press(pilot, key)
        assert isinstance(pilot.app.screen, PlayScreen)


async def test_a_question_is_not_left_by_a_page_key(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await press(pilot, "ctrl+q", "f2")
        assert isinstance(pilot.app.screen, QuitScreen)


async def test_the_keys_in_the_menu_do_what_they_say(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        for key, kind in (("f2", PaperScreen), ("ctrl+e", EndingsScreen), ("f9", CodexScreen)):
            await press(pilot, "f10", key)
            assert isinstance(pilot.app.screen, kind)
            await press(pilot, "f10")
            assert isinstance(pilot.app.screen, PlayScreen)


async def test_backspace_held_down_in_a_sheet_takes_nothing_back(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        for key in ("f1", "f2", "f7", "f9"):
            await press(pilot, key, *["backspace"] * 5, "f10")
        live = app_of(pilot).live
        assert live is not None
        assert live.session.undoable == 1


async def test_a_game_that_cannot_be_kept_is_not_left_without_a_word(lantern: Story, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    async with house(lantern, tmp_path / "file" / "games", scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        app_of(pilot).flush()
        await pilot.pause()
        await press(pilot, "f10")
        assert "it is NOT kept" in shown(pilot)
        await press(pilot, "3")
        assert "what you leave now is lost" in shown(pilot)
        await press(pilot, "1", "f5", "tab")
        await press(pilot, *["backspace"] * 200, *str(tmp_path / "mine.json"), "enter")
        assert "Written to" in shown(pilot)
    assert len(Store(tmp_path / "games").slots()) == 0
    assert Store(tmp_path / "new").import_from(tmp_path / "mine.json", lantern.id) == "mine"


async def test_the_player_is_told_where_the_last_game_is(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        assert "Your last game is kept as «the game before»." in shown(pilot)


async def test_a_game_that_was_only_looked_at_is_where_the_player_left_off(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        await press(pilot, "f5", "1", *" mine", "enter")
        await pick(pilot, "untie-the-boat")
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "call")
    async with house(lantern, tmp_path, load="the game before") as pilot:
        assert "adrift" in shown(pilot)
    roads = {slot.name: [step.choice for step in slot.game.log] for slot in Store(tmp_path).slots() if slot.game}
    assert roads[AUTOSAVE] == roads["the game before"] == ["count-the-gulls", "untie-the-boat"]
    assert roads["the game before 2"] == ["call"]


async def test_the_game_before_one_whose_file_is_gone_can_be_continued(lantern: Story, tmp_path: Path) -> None:
    async with house(lantern, tmp_path, scene="the-shore") as pilot:
        await pick(pilot, "count-the-gulls")
        app_of(pilot).flush()
        await pick(pilot, "untie-the-boat")
    Store(tmp_path).path(AUTOSAVE).unlink()
    async with house(lantern, tmp_path) as pilot:
        assert "1  Continue  it cannot be opened; the one before it is here" in shown(pilot)
        await press(pilot, "1", "2")
        assert "There are nineteen." in shown(pilot)
