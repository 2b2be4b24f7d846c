"""The card of a chapter: its title drawn large, its years, the sentence of the source that it is about, and where it begins."""

from __future__ import annotations

from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from game.play import Session, date, place, stop_at
from game.tui.actions import bindings
from game.tui.screens.house import House
from game.tui.widgets.chart import Chart
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.options import Option, Options
from game.tui.widgets.poster import Poster

_BELOW, _BELOW_IF_TALL = 12, 19  # lines for the years, a sentence of some lines, the way on; and for a map beside them


def _is_in_its_own_time(session: Session) -> bool:
    """Whether the chapter opens at its beginning, and not at the later day that its story is told from."""
    opening = date(session.story, session.state)[0]
    chapter = session.view.scene.chapter
    dates = [
        scene.date for scene in session.story.scenes.values() if scene.chapter is chapter and scene.date is not None
    ]
    return opening is not None and all(opening.year <= other.year for other in dates)


class ChapterCard(House[None], ModalScreen[None]):
    """The card. Any of its keys, or a click, begins the chapter."""

    PLACE = "card"
    CSS_PATH = "chapter_card.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("card")
    _is_closing = False

    def __init__(self, session: Session) -> None:
        """The card of the chapter that a game is in."""
        super().__init__()
        self._chapter = session.view.scene.chapter
        here = place(session.story, session.state) if _is_in_its_own_time(session) else ""
        self._here = (
            replace(stop_at(session.story, here, date(session.story, session.state)[0]), is_here=True) if here else None
        )

    def compose(self) -> ComposeResult:
        """The title, the years, the sentence, the way on; and where there is room, the place on the map."""
        source = self.game_app.story.source
        with VerticalScroll(id="card-page", can_focus=False):
            yield Poster(self._chapter.title, below=_BELOW, falls=True)
            with Horizontal(id="card-body"):
                with Vertical(id="card-words"):
                    yield Static(Content(self._chapter.years), id="card-years")
                    for name in self._chapter.quotes:
                        sentence = source.sentences.get(name) if source else None
                        if sentence is not None:
                            yield Static(Content(sentence.text), classes="card-quote")
                    yield Options([Option("turn", Content("Begin"))])
                if self._here is not None and self._here.position is not None:
                    yield Chart([self._here])
        yield KeyBar(self.PLACE, self.label_of)

    def on_resize(self) -> None:
        """Leave room for the map where it is shown."""
        has_map = self.has_class("-tall") and self.has_class("-wide") and bool(self.query(Chart))
        self.query_one(Poster).leave(_BELOW_IF_TALL if has_map else _BELOW)

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
