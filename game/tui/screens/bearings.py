"""What you carry: the day and the place, each thing carried with its meaning and its course over the years, the paper."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from game.play import Session, course
from game.tui.actions import bindings
from game.tui.facts import facts
from game.tui.screens.house import Sheet
from game.tui.widgets.carried_course import CarriedCourse
from game.tui.widgets.panel import Panel


class BearingsScreen(Sheet[None]):
    """The panel, whole. Figures are told where the settings say so, and on request."""

    PLACE = "bearings"
    HEADING = "What you carry"
    PAGE = "bearings"
    BINDINGS: ClassVar[list[BindingType]] = bindings("bearings")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._figures = False

    def body(self) -> ComposeResult:
        """The panel."""
        yield Panel(CarriedCourse(course(self._session)))

    def on_mount(self) -> None:
        """Fill it."""
        self._figures = self.game_app.settings.figures == "numbers"
        self._show()

    def _show(self) -> None:
        self.query_one(Panel).show(facts(self._session, figures=self._figures), self.game_app.trouble)

    def action_figures(self) -> None:
        """In figures, or in words again."""
        self._figures = not self._figures
        self._show()
        self.fit_body()
