"""The registry of actions: everything in it can be done, and by keys that every keyboard has."""

from __future__ import annotations

from typing import cast, get_args

import pytest
from textual.binding import Binding

from game.tui.actions import ACTIONS, Action, Place, actions_of, bindings
from game.tui.screens.bearings import BearingsScreen
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.codex import CodexScreen
from game.tui.screens.games import GamesScreen
from game.tui.screens.help import HEADINGS
from game.tui.screens.house import Sheet
from game.tui.screens.journal import JournalScreen
from game.tui.screens.keys import KeysScreen
from game.tui.screens.map import MapScreen
from game.tui.screens.paper import PaperScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.record import RecordScreen
from game.tui.screens.road import RoadScreen
from game.tui.screens.settings import SettingsScreen
from game.tui.screens.title import TitleScreen
from game.tui.widgets.long_list import LongList
from game.tui.widgets.options import Options

OWNERS: dict[Place, type[object]] = {
    "options": Options, "title": TitleScreen, "play": PlayScreen, "modal": Sheet, "paper": PaperScreen,
    "settings": SettingsScreen, "keys": KeysScreen, "card": ChapterCard,
    "cards": RecordScreen, "list": LongList, "journal": JournalScreen, "road": RoadScreen, "bearings": BearingsScreen,
    "games": GamesScreen,
    "map": MapScreen,
    "codex": CodexScreen,
}  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_every_action_can_be_done_where_it_applies(action: Action) -> None:
    for place in action.places:
        assert callable(getattr(OWNERS[place], f"action_{action.id}", None))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_no_action_hangs_on_a_letter_or_on_escape_alone(action: Action) -> None:
    assert any(not (key.isalpha() and len(key) == 1) and key != "escape" for key in action.keys)
    assert action.keys[0].isdigit() or len(action.keys[0]) > 1
    assert action.keys[0] != "escape"


@pytest.mark.parametrize("place", get_args(Place))
def test_no_key_means_two_things_in_one_place(place: Place) -> None:
    keys = [cast(Binding, binding).key for binding in bindings(place)]
    if place in ("play", "title"):  # the list stands on these screens and takes its keys first
        keys += [cast(Binding, binding).key for binding in bindings("options")]
    assert len(keys) == len(set(keys))


def test_every_place_has_a_way_out_that_is_not_escape() -> None:
    places: tuple[Place, ...] = ("title", "play", "modal", "paper", "games")
    for place in places:
        assert any("f10" in action.keys for action in actions_of(place))


def test_the_help_has_a_heading_for_every_place() -> None:
    assert set(HEADINGS) == set(get_args(Place))
