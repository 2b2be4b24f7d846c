"""Every action of the registry, at every place it has: done by its first key, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.command import CommandPalette

from game.story import Story
from game.tui.actions import ACTIONS, Action, Place
from game.tui.screens.bearings import BearingsScreen
from game.tui.screens.chapters import ChaptersScreen
from game.tui.screens.codex import CodexScreen
from game.tui.screens.credits import CreditsScreen
from game.tui.screens.endings import EndingsScreen
from game.tui.screens.games import GamesScreen
from game.tui.screens.help import HelpScreen
from game.tui.screens.journal import JournalScreen
from game.tui.screens.map import MapScreen
from game.tui.screens.menu import MenuScreen
from game.tui.screens.message import Message, QuitScreen
from game.tui.screens.paper import PaperScreen
from game.tui.screens.path import PathScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.record import RecordScreen
from game.tui.screens.road import RoadScreen
from game.tui.screens.settings import SettingsScreen
from tests.tui.everywhere import LONG, Start, begun
from tests.tui.house import House, app_of, options, play_screen, press, shown
from tests.tui.test_looking_back import listed

IsSo = Callable[[House], bool]


@dataclass(frozen=True, slots=True)
class Done:
    """Where it is done, how the player came there, and what is so afterwards and was not before."""

    start: Start
    keys: tuple[str, ...]
    so: IsSo


def on(kind: type[object]) -> IsSo:
    """This screen is on top."""
    return lambda pilot: isinstance(pilot.app.screen, kind)


def says(words: str) -> IsSo:
    """The words are on the screen."""
    return lambda pilot: words in shown(pilot)


def no_more(words: str) -> IsSo:
    """They are not."""
    return lambda pilot: words not in shown(pilot)


def lit(option: str) -> IsSo:
    """This option is lit."""
    return lambda pilot: options(pilot).lit == option


def row(number: int) -> IsSo:
    """This row of a long list is lit."""
    return lambda pilot: listed(pilot).lit == number


def theme(name: str) -> IsSo:
    """These colours are in force."""
    return lambda pilot: pilot.app.theme == name


def is_reading(pilot: House) -> bool:
    """An entry of the codex has the keys."""
    return isinstance(pilot.app.screen, CodexScreen) and pilot.app.screen.is_reading


def scrolled(pilot: House) -> int:
    """How far the page is scrolled."""
    return round(play_screen(pilot).column.scroll_y)


def in_the_tower(pilot: House) -> bool:
    """The game stands there."""
    return play_screen(pilot).live.session.view.scene.id == "the-tower"


PAGES = {
    "help": HelpScreen, "paper": PaperScreen, "load": GamesScreen, "codex": CodexScreen, "chapters": ChaptersScreen,
    "endings": EndingsScreen, "settings": SettingsScreen, "credits": CreditsScreen,
}  # fmt: skip
PAGES_OF_A_GAME = {
    "record": RecordScreen, "bearings": BearingsScreen, "save": GamesScreen, "journal": JournalScreen, "map": MapScreen,
    "road": RoadScreen, "leave": QuitScreen, "menu": MenuScreen,
}  # fmt: skip
WAYS: dict[Place, tuple[str, ...]] = {
    "modal": ("f1",), "paper": ("f2",), "cards": ("f3",), "bearings": ("f4",), "games": ("f6",), "journal": ("f7",),
    "map": ("f8",), "codex": ("f9",), "road": ("ctrl+r",), "settings": ("ctrl+s",), "keys": ("ctrl+s", "8"),
}  # fmt: skip
CASES: dict[tuple[str, Place], Done] = {
    ("pick", "options"): Done("shore", (), says("nineteen")),
    ("previous", "options"): Done("shore", ("down",), lit("count-the-gulls")),
    ("previous", "list"): Done("road", ("f7",), row(len(LONG) - 1)),
    ("next", "options"): Done("shore", (), lit("untie-the-boat")),
    ("next", "list"): Done("road", ("f7", "home"), row(1)),
    ("take", "options"): Done("shore", (), says("nineteen")),
    ("read_on", "play"): Done("road", ("2",), in_the_tower),
    ("read_back", "play"): Done("road", (), says("Go and light the lamp.")),
    ("read_back", "modal"): Done("road", ("f1", "end"), no_more("The usual key")),
    ("read_down", "play"): Done("road", ("home",), lambda pilot: scrolled(pilot) > 0),
    ("read_down", "modal"): Done("road", ("f1",), no_more("unlived")),
    ("top", "play"): Done("road", (), lambda pilot: scrolled(pilot) == 0),
    ("top", "modal"): Done("road", ("f1", "end"), says("unlived")),
    ("bottom", "play"): Done("road", ("home",), says("1  Light it.")),
    ("bottom", "modal"): Done("road", ("f1",), says("The usual key")),
    ("three_columns", "play"): Done("ending", (), says("THREE COLUMNS")),
    ("sentence_before", "paper"): Done("road", ("f2", *["down"] * 4), says("▸ Untie the boat.")),
    ("sentence_after", "paper"): Done("road", ("f2", "down", "down"), says("▸ Untie the boat.")),
    ("mark_before", "paper"): Done("road", ("f2", "right"), says("He rowed")),
    ("mark_after", "paper"): Done("road", ("f2",), no_more("He rowed")),
    ("go_there", "paper"): Done("road", ("f2", "right"), on(JournalScreen)),
    ("columns", "paper"): Done("road", ("f2",), says("THREE COLUMNS")),
    ("undo", "play"): Done("road", (), lambda pilot: play_screen(pilot).live.session.undoable == len(LONG) - 1),
    ("quick_save", "play"): Done("road", (), says("Kept as «quick save».")),
    ("theme", "title"): Done("title", (), theme("newsprint")),
    ("theme", "play"): Done("road", (), theme("newsprint")),
    ("dismiss_hint", "play"): Done("shore", (), no_more("Space reads on")),
    ("commands", "title"): Done("title", (), on(CommandPalette)),
    ("commands", "play"): Done("road", (), on(CommandPalette)),
    ("quit", "title"): Done("title", (), lambda pilot: pilot.app._exit),
    ("earlier", "cards"): Done("ending", ("f3",), says("1 of 2")),
    ("later", "cards"): Done("ending", ("f3", "left"), says("2 of 2")),
    ("turn", "card"): Done("title", ("1",), on(PlayScreen)),
    ("value_before", "settings"): Done("road", ("ctrl+s", "right"), theme("poster")),
    ("value_after", "settings"): Done("road", ("ctrl+s",), theme("newsprint")),
    ("usual_key", "keys"): Done(
        "road", ("ctrl+s", "8", "enter", "ctrl+b"), lambda pilot: not app_of(pilot).settings.keys
    ),
    ("go_back", "journal"): Done("road", ("f7", "up"), on(Message)),
    ("see_journal", "road"): Done("road", ("ctrl+r",), on(JournalScreen)),
    ("figures", "bearings"): Done("road", ("f4",), says("2 of 5")),
    ("copy_out", "games"): Done("road", ("f6",), on(PathScreen)),
    ("take_in", "games"): Done("road", ("f6",), on(PathScreen)),
    ("delete", "games"): Done("road", ("f6", "down"), on(Message)),
    ("this_chapter", "map"): Done("road", ("f8",), no_more("The shore")),
    ("whole_road", "map"): Done("road", ("f8", "left"), says("The shore")),
    ("read_entry", "codex"): Done("road", ("f9",), is_reading),
    ("entry_before", "codex"): Done("road", ("f9", "enter"), lambda pilot: not is_reading(pilot)),
    ("kind", "codex"): Done("road", ("f9",), no_more("Fresnel lens")),
}  # fmt: skip
for _name, _kind in PAGES.items():
    CASES[_name, "title"] = Done("title", (), on(_kind))
    CASES[_name, "play"] = Done("road", (), on(_kind))
for _name, _kind in PAGES_OF_A_GAME.items():
    CASES[_name, "play"] = Done("road", (), on(_kind))
for _place, _keys in WAYS.items():
    CASES["close", _place] = Done("road", _keys, on(SettingsScreen if _place == "keys" else PlayScreen))


@pytest.mark.parametrize(
    ("action", "place"),
    [(action, place) for action in ACTIONS for place in action.places],
    ids=lambda value: value.id if isinstance(value, Action) else value,
)
async def test_it_is_done(charted: Story, somewhere: Path, action: Action, place: Place) -> None:
    case = CASES[action.id, place]  # an action that is missing there has no proof yet
    async with begun(charted, case.start, size=(60, 20), hints=case.start == "shore") as pilot:
        await press(pilot, *case.keys)
        await pilot.pause()
        assert not case.so(pilot)
        await press(pilot, action.keys[0])
        await pilot.pause()
        assert case.so(pilot)
        await pilot.app.workers.wait_for_complete()


def test_nothing_is_proved_that_is_not_in_the_registry() -> None:
    assert {(action.id, place) for action in ACTIONS for place in action.places} == CASES.keys()
