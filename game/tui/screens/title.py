"""The title page: the story's name drawn large, and what can be done before a game."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.saves import DamagedError, SaveError
from game.tui.actions import bindings
from game.tui.screens.house import House
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.options import Option, Options
from game.tui.widgets.poster import Poster

_AROUND_MENU, _AROUND_IF_TALL = 6, 8  # lines: what the story is about, blank ones, the keys


class TitleScreen(House[None]):
    """The title page."""

    PLACE = "title"
    BINDINGS: ClassVar[list[BindingType]] = bindings("title")

    def compose(self) -> ComposeResult:
        """The poster, the sentence about the story, the menu."""
        story = self.game_app.story
        with VerticalScroll(id="title-page", can_focus=False):
            yield Poster(story.title)
            yield Static(Content(story.about), id="title-about")
            with Vertical(id="title-menu"):
                yield Options(id="menu")
            yield Static(Content(story.author), id="title-author")
        yield KeyBar(self.PLACE, self.label_of)

    def on_mount(self) -> None:
        """See what can be continued."""
        self._offer()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """A game may have been kept since."""
        if self.is_mounted:
            self._offer()

    def _offer(self) -> None:
        rows = [Option("new", Content("New game"))]
        if not self.game_app.chapters.is_empty:
            rows.append(Option("chapters", Content("Chapters")))
        rows.append(Option("load", Content("Your games")))
        if self.game_app.story.source is not None:
            rows.append(Option("paper", Content("The paper")))
        rows += [Option("endings", Content("Endings")), Option("settings", Content("Settings"))]
        if self.has_class("-tall"):  # elsewhere the list would push the title off the screen; the keys remain
            rows += [Option("codex", Content("The codex")), Option("credits", Content("Credits and sources"))]
        rows.append(Option("quit", Content("Leave")))
        rows = [*self._continue(), *rows]
        self.query_one(Options).show(rows)
        self.query_one(Poster).leave(len(rows) + (_AROUND_IF_TALL if self.has_class("-tall") else _AROUND_MENU))

    def _continue(self) -> list[Option]:
        store, story = self.game_app.store, self.game_app.story
        self._last = store.latest_autosave()
        if not store.exists(self._last) and store.earlier(self._last) is None:
            return []
        try:
            game = store.load(self._last)
        except SaveError as error:
            earlier = "; the one before it is here" if store.earlier(self._last) is not None else ""
            what = "damaged" if isinstance(error, DamagedError) else "it cannot be opened"
            return [Option("continue", Content("Continue"), what + earlier)]
        if game.story.id != story.id:
            return []
        return [
            Option("continue", Content("Continue"), " · ".join(filter(None, (game.preview.scene, game.preview.date))))
        ]

    _last = ""  # the autosave that Continue goes on with

    async def on_options_taken(self, event: Options.Taken) -> None:
        """Do what was taken."""
        if not self.is_on_top:
            return
        match event.option_id:
            case "continue":
                self.game_app.open_game(self._last)
            case "new":
                self.game_app.new_game()
            case action:
                await self.run_action(action)

    def on_options_beyond(self, event: Options.Beyond) -> None:
        """The arrow reads on where the page is longer than the screen."""
        self.query_one("#title-page").scroll_relative(y=3 * event.direction, animate=False)

    def action_quit(self) -> None:
        """Out of the game."""
        self.app.exit()
