"""The story's chapters: the game can be begun again where one of them began."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game.play import chapters
from game.saves import PREVIOUS, Slot
from game.story.runtime import Chapter
from game.tui.screens.house import Sheet
from game.tui.screens.message import Message
from game.tui.widgets.options import Option, Options
from game.tui.words import local_time


class ChaptersScreen(Sheet[None]):
    """The list, and under it which game it was that came to the chapter that is lit."""

    HEADING = "Chapters"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "chapters.tcss"]

    def body(self) -> ComposeResult:
        """The chapters; those that no game has come to are shut."""
        self.game_app.flush()  # a chapter that has just begun may still be on its way to the disk
        self._kept = {slot.name: slot for slot in self.game_app.chapters.slots()}
        yield Options([self._row(chapter) for chapter in chapters(self.game_app.story)])

    def foot(self) -> ComposeResult:
        """What is kept of the one that is lit."""
        yield Static(id="chapters-preview", classes="sheet-quiet")

    def on_mount(self) -> None:
        """Show the first."""
        self._preview(self.query_one(Options).lit)

    def _row(self, chapter: Chapter) -> Option:
        return Option(chapter.id, Content(chapter.title), chapter.years, self._shut(self._kept.get(chapter.id)))

    def _shut(self, slot: Slot | None) -> str:
        if slot is None:
            return "not yet"
        if slot.game is None:
            return slot.trouble
        return "" if slot.game.story.id == self.game_app.story.id else f"a game of «{slot.game.story.title}»"

    def _preview(self, chapter: str) -> None:
        slot = self._kept.get(chapter)
        game = slot.game if slot is not None else None
        words = Content("A chapter opens here when a game of yours comes to it.")
        if game is not None:
            count = len(game.log)
            after = "" if not count else ", after one choice" if count == 1 else f", after {count} choices"
            head = " · ".join(part for part in (game.preview.scene, game.preview.date) if part)
            words = Content.assemble((head, "bold"), f"\nReached {local_time(game.saved_at)}{after}.")
        self.query_one("#chapters-preview", Static).update(words)
        self.fit_body()

    def on_options_lit(self, event: Options.Lit) -> None:
        """Show what is kept of it."""
        self._preview(event.option_id)

    def on_options_taken(self, event: Options.Taken) -> None:
        """Go there; if a game is being played, ask first."""
        if not self.is_on_top:
            return
        live, chapter = self.game_app.live, event.option_id
        if live is None or not live.session.log:
            self._open(chapter)
            return

        def answered(answer: str | None) -> None:
            if answer == "go":
                self._open(chapter)

        title = next(found.title for found in self.game_app.story.chapters if found.id == chapter)
        said = f"Your present game is kept: you find it among your games, as «{PREVIOUS}»."
        answers = {"stay": "Stay in this game", "go": f"Begin again at «{title}»"}
        self.app.push_screen(Message("Leave this game?", [said], answers), answered)

    def _open(self, chapter: str) -> None:
        self.close_with()
        self.app.call_later(self.game_app.open_game, chapter, self.game_app.chapters)
