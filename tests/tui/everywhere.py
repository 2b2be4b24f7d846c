"""Every screen of the app, once: the game it is shown in, the keys that lead to it, and where its way out leads."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from game.play import Session
from game.saves import DiscoveriesFile, Store, pack
from game.story import Story, load_story
from game.tui.screens.bearings import BearingsScreen
from game.tui.screens.chapter_card import ChapterCard
from game.tui.screens.chapters import ChaptersScreen
from game.tui.screens.codex import CodexScreen
from game.tui.screens.credits import CreditsScreen
from game.tui.screens.endings import EndingsScreen
from game.tui.screens.games import GamesScreen
from game.tui.screens.help import HelpScreen
from game.tui.screens.journal import JournalScreen
from game.tui.screens.keys import KeysScreen
from game.tui.screens.map import MapScreen
from game.tui.screens.menu import MenuScreen
from game.tui.screens.message import Message, QuitScreen
from game.tui.screens.paper import PaperScreen
from game.tui.screens.path import PathScreen
from game.tui.screens.play import PlayScreen
from game.tui.screens.record import RecordScreen
from game.tui.screens.road import RoadScreen
from game.tui.screens.settings import SettingsScreen
from game.tui.screens.title import TitleScreen
from tests.building import LANTERN
from tests.play.playing import play
from tests.play.test_journal import ROAD
from tests.tui.house import House, house, press

Start = Literal["title", "shore", "road", "ending", "lost"]
SAVES = Path("saves")
DAY = "2026-03-01T19:03:00+00:00"
LONG = ("count-the-gulls", *ROAD[:2], "go-and-light-the-lamp", "look-for-more-oil", "continue")
LEFT = None  # out of the app


@dataclass(frozen=True, slots=True)
class Seen:
    """One screen. `out` is the way out its page names, `back` what it leads to; a `lit` one lights a line of a list."""

    name: str
    kind: type[Any]
    start: Start
    keys: tuple[str, ...] = ()
    back: type[Any] | None = PlayScreen
    out: str = "f10"
    lit: str = ""
    drawn: bool = True  # whether its looks are kept here; others are kept beside the tests of their own


SCREENS = (
    Seen("title", TitleScreen, "title", back=LEFT, lit="New game"),
    Seen("card", ChapterCard, "title", ("1",), lit="Begin", drawn=False),
    Seen("play", PlayScreen, "road", back=MenuScreen, lit="Light it."),
    Seen("hint", PlayScreen, "shore", back=MenuScreen, lit="Count the gulls.", drawn=False),
    Seen("ending", PlayScreen, "ending", ("end",), back=MenuScreen, lit="Look at the paper"),
    Seen("paper", PaperScreen, "road", ("f2",), drawn=False),
    Seen("paper-before-a-game", PaperScreen, "title", ("f2",), back=TitleScreen),
    Seen("columns", PaperScreen, "road", ("f2", "tab"), drawn=False),
    Seen("columns-at-the-end", PaperScreen, "ending", ("tab",), drawn=False),
    Seen("record", RecordScreen, "road", ("f3",)),
    Seen("record-none", RecordScreen, "shore", ("f3",)),
    Seen("carried", BearingsScreen, "road", ("f4",), drawn=False),
    Seen("carried-figures", BearingsScreen, "road", ("f4", "tab")),
    Seen("save", GamesScreen, "road", ("f5",), lit="Keep it under a new name…", drawn=False),
    Seen("save-name", GamesScreen, "road", ("f5", "1")),
    Seen("save-over", Message, "road", ("f5", "2"), back=GamesScreen, lit="Keep the old game"),
    Seen("games", GamesScreen, "road", ("f6",), lit="Where you left off", drawn=False),
    Seen("games-delete", Message, "road", ("f6", "down", "delete"), back=GamesScreen, lit="Keep the game", drawn=False),
    Seen("games-to-a-file", PathScreen, "road", ("f6", "down", "tab"), back=GamesScreen),
    Seen("games-from-a-file", PathScreen, "road", ("f6", "insert"), back=GamesScreen, drawn=False),
    Seen("journal", JournalScreen, "road", ("f7",), lit="You are here.", drawn=False),
    Seen("journal-go-back", Message, "road", ("f7", "up", "enter"), back=JournalScreen, lit="Stay where you are"),
    Seen("map", MapScreen, "road", ("f8",), lit="The whole road"),
    Seen("map-chapter", MapScreen, "road", ("f8", "left"), lit="This chapter"),
    Seen("codex", CodexScreen, "road", ("f9",), lit="All", drawn=False),
    Seen("codex-entry", CodexScreen, "road", ("f9", "enter"), drawn=False),
    Seen("codex-nothing-found", CodexScreen, "road", ("f9", *"йцу")),
    Seen("road", RoadScreen, "road", ("ctrl+r",), lit="The Tower", drawn=False),
    Seen("menu", MenuScreen, "road", ("f10",), lit="Go on playing"),
    Seen("help", HelpScreen, "road", ("f1",)),
    Seen("help-further", HelpScreen, "road", ("f1", "pagedown")),
    Seen("endings", EndingsScreen, "road", ("ctrl+e",), drawn=False),
    Seen("chapters", ChaptersScreen, "road", ("ctrl+t",), lit="The Shore", drawn=False),
    Seen("chapters-leave", Message, "road", ("ctrl+t", "1"), back=ChaptersScreen, lit="Stay in this game"),
    Seen("settings", SettingsScreen, "road", ("ctrl+s",), lit="Colours", drawn=False),
    Seen("settings-reset", Message, "road", ("ctrl+s", "up", "end", "9"), back=SettingsScreen, lit="Leave them"),
    Seen("keys", KeysScreen, "road", ("ctrl+s", "8"), back=SettingsScreen, lit="Up", drawn=False),
    Seen("keys-waiting", KeysScreen, "road", ("ctrl+s", "8", "enter"), KeysScreen, "escape", lit="Up"),
    Seen("credits", CreditsScreen, "road", ("ctrl+g",), drawn=False),
    Seen("quit", QuitScreen, "road", ("ctrl+q",), lit="Go on playing"),
    Seen("message", Message, "lost", back=TitleScreen, lit="Go on"),
)  # fmt: skip


def with_the_tower_on_the_map(folder: Path) -> Story:
    """The Lantern, with a road that can be drawn: its second place has a longitude too."""
    shutil.copytree(LANTERN, folder)
    places = folder / "codex" / "places.yaml"
    text = places.read_text(encoding="utf-8")
    where = 'longitude: "-9.14", latitude: "38.71"'
    places.write_text(text.replace("Ninety-one steps.", f"Ninety-one steps., {where}"), encoding="utf-8")
    return load_story(folder)


def keep(story: Story) -> None:
    """The games that the screens are shown in, and what was found before."""
    store = Store(SAVES)
    for name, session in {"road": play(story, *LONG), "ending": play(story, *ROAD)}.items():
        store.save(name, pack(session, name, DAY, 300))
    store.chapters.save("1-shore", pack(Session.new(story, 1), "1-shore", DAY))
    DiscoveriesFile(SAVES).add(DAY, ending="lit", achievements=["gull-watcher"])


@asynccontextmanager
async def at(story: Story, seen: Seen, size: tuple[int, int]) -> AsyncIterator[House]:
    """The app at one of the screens."""
    async with begun(story, seen.start, size=size, hints=seen.name == "hint") as pilot:
        await press(pilot, *seen.keys)
        await pilot.pause()
        yield pilot


@asynccontextmanager
async def begun(story: Story, start: Start, **wanted: Any) -> AsyncIterator[House]:
    """The app at the page that the keys begin from."""
    keep(story)
    where: dict[str, Any] = {
        "title": {}, "shore": {"scene": "the-shore"}, "road": {"load": "road"}, "ending": {"load": "ending"},
        "lost": {"load": "nothing"},
    }[start]  # fmt: skip
    async with house(story, SAVES, **where, **wanted) as pilot:
        yield pilot
