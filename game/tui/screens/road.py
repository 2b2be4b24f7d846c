"""The road: the scenes behind, and beside them the doors that stayed closed."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.play import Session, is_whole, road
from game.tui.actions import bindings
from game.tui.screens.house import Sheet
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.long_list import LongList
from game.tui.widgets.road_list import OPEN, SHUT, RoadList


class RoadScreen(Sheet[int]):
    """The road, opened where the player is. Its result is the number of a moment to see in the journal, or None."""

    PLACE = "road"
    HEADING = "The road"
    AUTO_FOCUS = "RoadList"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "road.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("road")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._stays = road(session)

    def compose(self) -> ComposeResult:
        """The road, and what its signs mean."""
        stays, session = self._stays, self._session
        with Vertical(classes="sheet"):
            yield Static(Content(self.HEADING.upper()), classes="sheet-heading")
            yield RoadList(stays, len(stays) - 1, is_over=session.view.is_ending, is_whole=is_whole(session))
            with Container(classes="sheet-foot"):
                yield Static(_legend(sum(len(stay.doors) for stay in stays)), classes="sheet-quiet road-legend")
        yield KeyBar(self.PLACE, self.label_of)

    @property
    def scroller(self) -> Widget:
        """The road scrolls."""
        return self._list

    @property
    def _list(self) -> RoadList:
        return self.query_one(RoadList)

    def on_long_list_taken(self, event: LongList.Taken) -> None:
        """A click on what is lit does what Enter does."""
        self.action_see_journal()

    def action_see_journal(self) -> None:
        """Close, and open the journal at the scene that is lit."""
        self.close_with(self._stays[self._list.lit].moment)

    def action_read_back(self) -> None:
        """A screen up."""
        self._list.page(-1)

    def action_read_down(self) -> None:
        """A screen down."""
        self._list.page(1)

    def action_top(self) -> None:
        """To the beginning of the road."""
        self._list.light(0)

    def action_bottom(self) -> None:
        """To where the player is."""
        self._list.light(len(self._stays) - 1)


def _legend(doors: int) -> Content:
    signs = f"{OPEN} a door you left   {SHUT} a door that was shut"
    if not doors:
        return Content("You have left no door behind you yet.")
    return Content(f"{signs}   {doors} in all" if doors > 1 else signs)
