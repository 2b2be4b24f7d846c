"""The paper: the whole source, with the marks that this life has put in its margin; or in three columns."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.play import ALL, Maker, Row, just_marked, nearest, sift, tally, three_columns, turn
from game.tui.actions import ACTIONS, Action, bindings
from game.tui.screens.house import Sheet
from game.tui.widgets.answer import Answer, Legend
from game.tui.widgets.columns import ColumnHeadings, Columns
from game.tui.widgets.paper import Paper
from game.tui.widgets.sentences import Sentences, scrolled_to

_IN_COLUMNS = "Three columns"  # the heading then
_OF_A_LIFE = {"sentence_before", "sentence_after", "mark_before", "mark_after", "columns"}
_GO_THERE = next(action for action in ACTIONS if action.id == "go_there")


class PaperScreen(Sheet[int]):
    """The paper. Opened `in_columns` from a page that shows the whole of it already, the same key goes back to that page.

    Its result is how many choices are to be taken back, if the player went to where a mark was made.
    """

    PLACE = "paper"
    HEADING = "The paper"
    PAGE = "paper"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "paper.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("paper")

    def __init__(self, *, in_columns: bool = False) -> None:
        super().__init__(classes="-columns" if in_columns else "")
        self._began_in_columns = in_columns
        self._rows: dict[str, Row] = {}  # by sentence, in order; none without a game
        self._counts: dict[str, int] = {}
        self._only = ALL
        self._names: list[str] = []  # the sentences that are shown
        self._lit = ""
        self._is_unseen = False  # whether the next layout is to bring what is lit on the screen
        if in_columns:
            self.HEADING = _IN_COLUMNS

    def body(self) -> ComposeResult:
        """The source."""
        live, story = self.game_app.live, self.game_app.story
        if live is not None:
            self._rows = {row.name: row for row in three_columns(live.session)}
            self._counts = tally(list(self._rows.values()))
            self._names = list(self._rows)
        if story.source is None:
            yield Static(Content("This story is built on no paper."))
        elif self._rows and self._began_in_columns:
            yield ColumnHeadings()
            yield Columns(self._rows.values())
        else:
            yield Paper(live.session if live else None, story)

    def foot(self) -> ComposeResult:
        """What answered the sentence that is lit, and what the signs mean."""
        if self._rows:
            yield Answer()
            yield Legend(self._counts)

    def on_mount(self) -> None:
        """Light what the last choice marked, if it marked anything."""
        live = self.game_app.live
        self.screen_layout_refresh_signal.subscribe(self, self._laid_out)
        if self._rows and live is not None:
            self._light(just_marked(live.session))

    @property
    def _maker(self) -> Maker | None:
        """What marked the sentence that is lit, if that is known."""
        row = self._rows.get(self._lit)
        return row.maker if row is not None else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a game there is no life to set beside the paper."""
        if action in _OF_A_LIFE and not self._rows:
            return False
        if action == "go_there" and self._maker is None:
            return False
        return super().check_action(action, parameters)

    def label_of(self, action: Action) -> tuple[str, str]:
        """The key that shows the columns leads back from them too."""
        key, word = super().label_of(action)
        return key, "Paper" if action.id == "columns" and self.has_class("-columns") else word

    @property
    def _shown(self) -> Paper | Columns:
        return self.query_one(Columns) if self.has_class("-columns") else self.query_one(Paper)

    @property
    def _room(self) -> int:
        """How many lines of sentences are seen."""
        headings = sum(heading.outer_size.height for heading in self.query(ColumnHeadings) if heading.display)
        return max(1, self.scroller.size.height - headings)

    def _light(self, name: str) -> None:
        self._lit = name
        self._shown.light(name)
        self.query_one(Answer).show(self._rows.get(name), self.game_app.key_of(_GO_THERE))
        self.refresh_keys()
        self.call_after_refresh(self._reveal)

    def _reveal(self) -> None:
        if not self.is_attached or not self.query(Sentences):
            return
        span = self._shown.spans().get(self._lit)
        if span is not None:
            y = scrolled_to(span, round(self.scroller.scroll_y), self._room)
            self.scroller.scroll_to(y=y, animate=False)

    def _in_sight(self) -> list[str]:
        """The sentences of which something is on the screen."""
        top = round(self.scroller.scroll_y)
        end = top + self._room
        spans = self._shown.spans()
        return [name for name in self._names if name in spans and spans[name][0] < end and spans[name][1] > top]

    def _step(self, direction: int) -> None:
        """From sentence to sentence; where the lit one has been scrolled away, what is on the screen comes first."""
        seen = self._in_sight()
        if self._lit in seen:
            place = self._names.index(self._lit) + direction
            if 0 <= place < len(self._names):
                self._light(self._names[place])
            else:
                self.scroller.scroll_relative(y=2 * direction, animate=False)
        elif seen:
            self._light(seen[0] if direction > 0 else seen[-1])

    def action_sentence_before(self) -> None:
        """The sentence before."""
        self._step(-1)

    def action_sentence_after(self) -> None:
        """The next sentence."""
        self._step(1)

    def key_up(self) -> None:
        """A line up, where nothing can be lit."""
        if not self._rows:
            super().key_up()

    def key_down(self) -> None:
        """A line down, where nothing can be lit."""
        if not self._rows:
            super().key_down()

    def on_sentences_clicked(self, event: Sentences.Clicked) -> None:
        """Light it."""
        if self._rows:
            self._light(event.name)

    def action_mark_before(self) -> None:
        """Only the sentences of the mark before."""
        self._show_only(turn(self._counts, self._only, -1))

    def action_mark_after(self) -> None:
        """Only the sentences of the next mark."""
        self._show_only(turn(self._counts, self._only, 1))

    def on_legend_picked(self, event: Legend.Picked) -> None:
        """Only those; the same again, all."""
        self._show_only(ALL if event.only == self._only else event.only)

    def _show_only(self, only: str) -> None:
        self._only = only
        rows = list(self._rows.values())
        self._names = sift(rows, only)
        with self.app.batch_update():
            self._shown.show_only(self._names)
            self.query_one(Legend).show(only)
            self._light(nearest(rows, self._names, self._lit) if self._lit or only != ALL else "")

    def action_go_there(self) -> None:
        """Open the journal at the moment that made the mark."""
        from game.tui.screens.journal import JournalScreen

        live, maker = self.game_app.live, self._maker
        if live is not None and maker is not None:
            self.app.push_screen(JournalScreen(live, at=maker.number), self._gone_back)

    def on_answer_wanted(self) -> None:
        """The line under the paper was clicked."""
        self.action_go_there()

    def _gone_back(self, steps: int | None) -> None:
        if steps:
            self.close_with(steps)

    async def action_columns(self) -> None:
        """The other way of showing the paper, at the sentence that was being read."""
        if self._began_in_columns:
            self.action_close()
            return
        scroller = self.query_one(".sheet-body", VerticalScroll)
        top = round(scroller.scroll_y)
        reading = self._lit if self._lit in self._in_sight() else self._shown.name_at(top)
        # The one that is lit stays about where it stood; what was read without being lit begins the page.
        below = max(0, self._shown.spans()[reading][0] - top) if reading == self._lit and self._lit else 0
        with self.app.batch_update():
            if not self.query(Columns):
                await scroller.mount_all([ColumnHeadings(), Columns(self._rows.values())])
            self.toggle_class("-columns")
            heading = _IN_COLUMNS if self.has_class("-columns") else self.HEADING
            self.query_one(".sheet-heading", Static).update(heading.upper())
            self._shown.light(self._lit)
            self._shown.show_only(self._names)
        self.refresh_keys()
        self.fit_body()  # the columns have no answer under them
        self.call_after_refresh(self._return_to, reading, below)

    def _return_to(self, reading: str, below: int) -> None:
        if self.is_attached and self.query(Sentences):
            first = self._shown.spans().get(reading, (0, 0))[0]
            self.scroller.scroll_to(y=max(0, first - below), animate=False)
            self.call_after_refresh(self._reveal)

    def fitted(self) -> None:
        """What is lit is to stay in sight when the sheet opens and when the window changes."""
        self._is_unseen = bool(self._lit)

    def _laid_out(self, _: object) -> None:
        # Before the body is fitted it is as high as all it holds, and nothing can be scrolled.
        if self._is_unseen and self.scroller.size.height < self.app.size.height:
            self._is_unseen = False
            self._reveal()
