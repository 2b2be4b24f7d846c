"""The card of a chapter: its title drawn large, its years, and the sentence of the source that it is about."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from game.story.runtime import Chapter
from game.tui.actions import bindings
from game.tui.screens.house import House
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.options import Option, Options
from game.tui.widgets.poster import Poster

_BELOW = 12  # lines for the years, a sentence of some lines, and the way on


class ChapterCard(House[None], ModalScreen[None]):
    """The card. Any of its keys, or a click, begins the chapter."""

    PLACE = "card"
    CSS_PATH = "chapter_card.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("card")
    _is_closing = False

    def __init__(self, chapter: Chapter) -> None:
        super().__init__()
        self._chapter = chapter

    def compose(self) -> ComposeResult:
        """The title, the years, the sentence, the way on."""
        source = self.game_app.story.source
        with VerticalScroll(id="card-page", can_focus=False):
            yield Poster(self._chapter.title, below=_BELOW, falls=True)
            with Vertical(id="card-words"):
                yield Static(Content(self._chapter.years), id="card-years")
                for name in self._chapter.quotes:
                    sentence = source.sentences.get(name) if source else None
                    if sentence is not None:
                        yield Static(Content(sentence.text), classes="card-quote")
                yield Options([Option("turn", Content("Begin"))])
        yield KeyBar(self.PLACE, self.game_app.key_of)

    def on_options_taken(self) -> None:
        """Begin."""
        self.action_turn()

    def on_click(self) -> None:
        """Begin."""
        self.action_turn()

    def action_turn(self) -> None:
        """Begin, once."""
        if not self._is_closing and self.app.screen is self:
            self._is_closing = True
            self.dismiss()
