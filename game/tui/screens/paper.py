"""The paper: the whole source, with the marks that this life has put in its margin; or in three columns."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.story.model import MARK_SIGNS
from game.tui.actions import bindings
from game.tui.screens.house import Sheet
from game.tui.widgets.columns import ColumnHeadings, Columns
from game.tui.widgets.paper import Paper
from game.tui.words import MEANINGS

_IN_COLUMNS = "Three columns"  # the heading then


class PaperScreen(Sheet[None]):
    """The paper. Opened `in_columns` from a page that shows the whole of it already, the same key goes back to that page."""

    PLACE = "paper"
    HEADING = "The paper"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "paper.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("paper")

    def __init__(self, *, in_columns: bool = False) -> None:
        super().__init__(classes="-columns" if in_columns else "")
        self._began_in_columns = in_columns
        if in_columns:
            self.HEADING = _IN_COLUMNS

    def body(self) -> ComposeResult:
        """The source."""
        live, story = self.game_app.live, self.game_app.story
        if story.source is None:
            yield Static(Content("This story is built on no paper."))
        elif live is not None and self._began_in_columns:
            yield ColumnHeadings()
            yield Columns(live.session)
        else:
            yield Paper(live.session if live else None, story)

    def foot(self) -> ComposeResult:
        """What the signs mean."""
        if self.game_app.live is not None and self.game_app.story.source is not None:
            legend = "   ".join(f"{MARK_SIGNS[mark]} {mark}" for mark in MEANINGS)
            yield Static(Content(legend), classes="sheet-quiet paper-legend")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a game there is no life to set beside the paper."""
        if action == "columns" and (self.game_app.live is None or self.game_app.story.source is None):
            return False
        return super().check_action(action, parameters)

    async def action_columns(self) -> None:
        """The other way of showing the paper, at the sentence that was being read."""
        live = self.game_app.live
        if self._began_in_columns or live is None:
            self.action_close()
            return
        scroller = self.query_one(".sheet-body", VerticalScroll)
        reading = self._shown.name_at(round(scroller.scroll_y))
        with self.app.batch_update():
            if not self.query(Columns):
                await scroller.mount_all([ColumnHeadings(), Columns(live.session)])
            self.toggle_class("-columns")
            heading = _IN_COLUMNS if self.has_class("-columns") else self.HEADING
            self.query_one(".sheet-heading", Static).update(heading.upper())
        self.call_after_refresh(lambda: scroller.scroll_to(y=self._shown.line_of(reading), animate=False))

    @property
    def _shown(self) -> Paper | Columns:
        return self.query_one(Columns) if self.has_class("-columns") else self.query_one(Paper)
