"""What playing is. Pure: no terminal, no clock, no files."""

from game.play.columns import Maker, Row, makers, three_columns
from game.play.engine import ChoiceError, choose, start
from game.play.milestones import Arrived, arrived, begun_chapter, chapters, endings
from game.play.session import Page, Session, Step, replay
from game.play.snapshot import Snapshot, restore, snapshot
from game.play.state import State, Throw
from game.play.view import (
    Carried,
    View,
    achievements,
    carried,
    date,
    historical_choice,
    marks,
    place,
    place_name,
    remembered,
    view,
)

__all__ = [
    "Arrived", "Carried", "ChoiceError", "Maker", "Page", "Row", "Session", "Snapshot", "State", "Step", "Throw", "View",
    "achievements", "arrived", "begun_chapter", "carried", "chapters", "choose", "date", "endings", "historical_choice",
    "makers", "marks", "place", "place_name", "remembered", "replay", "restore", "snapshot", "start", "three_columns", "view",
]  # fmt: skip
