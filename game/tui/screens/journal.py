"""The journal: every choice under its scene, what was read there, and the way back to it."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.play import Entry, journal, steps_back
from game.tui.actions import ACTIONS, bindings
from game.tui.live import LiveGame
from game.tui.screens.house import Sheet
from game.tui.screens.message import Message
from game.tui.widgets.journal_list import JournalList, Moment
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.long_list import LongList


class JournalScreen(Sheet[int]):
    """The journal, opened at the present, or at the moment `at` (a number as Page.number).

    Its result is how many choices are to be taken back; None or 0 leaves all as it is.
    """

    PLACE = "journal"
    HEADING = "The journal"
    PAGE = "journal"
    AUTO_FOCUS = "JournalList"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "journal.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("journal")

    def __init__(self, live: LiveGame, at: int | None = None) -> None:
        super().__init__()
        self._session = live.session
        self._entries = journal(live.session)
        lit = next((row for row, entry in enumerate(self._entries) if at is not None and entry.moment == at), None)
        self._first = len(self._entries) if lit is None else lit

    def compose(self) -> ComposeResult:
        """The list, and beside or under it the moment that is lit."""
        with Vertical(classes="sheet"):
            yield Static(Content(self.HEADING.upper()), classes="sheet-heading")
            with Container(classes="journal-body"):
                yield JournalList(self._session, self._entries, self._first)
                with Container(classes="journal-moment"):
                    yield Moment(self._session)
            yield Container(classes="sheet-foot")
        yield KeyBar(self.PLACE, self.label_of)

    def on_mount(self) -> None:
        """Show what is lit."""
        self._show(self._first)

    @property
    def scroller(self) -> Widget:
        """The list scrolls."""
        return self._list

    @property
    def _list(self) -> JournalList:
        return self.query_one(JournalList)

    def _entry(self, row: int) -> Entry | None:
        return self._entries[row] if row < len(self._entries) else None

    def _show(self, row: int) -> None:
        self.query_one(Moment).show(self._entry(row))
        self.refresh_keys()

    def on_long_list_lit(self, event: LongList.Lit) -> None:
        """Show its moment."""
        self._show(event.row)

    def on_long_list_taken(self, event: LongList.Taken) -> None:
        """A click asks as Enter does."""
        if self.is_on_top:
            self.action_go_back()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no way to the present, nor to what the story no longer has."""
        if not super().check_action(action, parameters):
            return False
        if action == "go_back":
            entry = self._entry(self._list.lit) if self.query(JournalList) else None
            return entry is not None and entry.is_open
        return True

    def action_go_back(self) -> None:
        """Ask, and go back to the moment that is lit."""
        entry = self._entry(self._list.lit)
        if entry is None or entry.moment is None or entry.scene is None:
            return
        steps = steps_back(self._session, entry.moment)
        where = f"«{entry.scene.title}»" + (f", {entry.date}" if entry.date is not None else "")
        taken = "One choice is taken back." if steps == 1 else f"{steps} choices are taken back."

        def answered(answer: str | None) -> None:
            if answer == "back":
                self.close_with(steps)

        sentences = [where, f"You stand there before you chose. {taken}"]
        if steps > 1:
            save = next(action for action in ACTIONS if action.id == "save")
            key = self.game_app.key_of(save)
            sentences.append(f"To keep this road as well, save the game first, with {key}.")
        answers = {"stay": "Stay where you are", "back": "Go back to there"}
        self.app.push_screen(Message("Go back to there?", sentences, answers), answered)

    def action_read_back(self) -> None:
        """A screen up."""
        self._list.page(-1)

    def action_read_down(self) -> None:
        """A screen down."""
        self._list.page(1)

    def action_top(self) -> None:
        """To the first choice."""
        self._list.light(0)

    def action_bottom(self) -> None:
        """To the present."""
        self._list.light(len(self._entries))
