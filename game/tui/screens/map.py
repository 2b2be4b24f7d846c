"""The road so far, on the map: that of the chapter, or the whole of it."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from game.play import Session, Stop, journey, of_chapter
from game.tui.actions import bindings
from game.tui.facts import facts
from game.tui.screens.house import Sheet
from game.tui.widgets.chart import Chart
from game.tui.widgets.key_bar import KeyBar
from game.tui.widgets.stop_list import StopList

_VIEWS = {"this_chapter": "This chapter", "whole_road": "The whole road"}  # by the actions that show them


class MapScreen(Sheet[None]):
    """The map, with the stops beside it or, on a narrow screen, below it. Only where the player has been is on it."""

    PLACE = "map"
    HEADING = "The map"
    PAGE = "map"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "map.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("map")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._where = facts(session).when_and_where
        self._titles = {chapter.id: chapter.title for chapter in session.story.chapters}
        self._road = journey(session)
        self._chapter = of_chapter(self._road, session.view.scene.chapter.id)
        is_on_map = any(stop.position is not None for stop in self._chapter)
        self._has_views = is_on_map and self._chapter != self._road
        # One place alone is no road: where a chapter has only begun, the whole says more.
        self._is_whole = not self._has_views or len(self._chapter) < 2

    def compose(self) -> ComposeResult:
        """The sheet: what is shown, the map, the stops."""
        stops = self._stops
        with Vertical(classes="sheet"):
            heading = Content.assemble((self.HEADING.upper(), "bold $accent"), f"   {self._where}")
            yield Static(heading, classes="map-heading")
            if self._has_views:
                yield Static(self._views(), classes="map-views")
            with Container(classes="map-body"):
                if any(stop.position is not None for stop in self._road):
                    yield Chart(stops)
                else:
                    yield Static("Nowhere you have been is on the map.", classes="map-none")
                with VerticalScroll(classes="map-stops", can_focus=False):
                    yield StopList(stops, self._titles)
        yield KeyBar(self.PLACE, self.label_of)

    def on_mount(self) -> None:
        """Begin at the present."""
        self._find_here()

    def on_resize(self) -> None:
        """Keep the present in sight."""
        self._find_here()

    @property
    def scroller(self) -> Widget:
        """The list: the map has no more than what is seen."""
        return self.query_one(".map-stops")

    @property
    def _stops(self) -> list[Stop]:
        return self._road if self._is_whole else self._chapter

    def _views(self) -> Content:
        lit = Style(bold=True, reverse=True) if self.app.no_color else Style.parse("bold $on-red on $primary")
        shown = "whole_road" if self._is_whole else "this_chapter"
        parts = []
        for action, title in _VIEWS.items():
            click = Style.from_meta({"@click": f"screen.{action}"})
            parts.append(Content.styled(f" {title} ", lit if action == shown else click))
        return Content("  ").join(parts)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to turn to in the first chapter."""
        if action in _VIEWS and not self._has_views:
            return False
        return super().check_action(action, parameters)

    def action_this_chapter(self) -> None:
        """The road through this chapter."""
        self._show(whole=False)

    def action_whole_road(self) -> None:
        """All of the road so far."""
        self._show(whole=True)

    def _show(self, *, whole: bool) -> None:
        if whole == self._is_whole:
            return
        self._is_whole = whole
        with self.app.batch_update():
            self.query_one(".map-views", Static).update(self._views())
            for chart in self.query(Chart):
                chart.show(self._stops)
            self.query_one(StopList).show(self._stops)
        self._find_here()

    def _find_here(self) -> None:
        def find() -> None:
            if self.is_attached and not self._is_closing:
                middle = self.query_one(StopList).line_of_here - self.scroller.size.height // 2
                self.scroller.scroll_to(y=middle, animate=False)

        self.call_after_refresh(find)
