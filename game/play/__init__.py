"""What playing is. Pure: no terminal, no clock, no files."""

from game.play.columns import Maker, Row, makers, three_columns
from game.play.engine import ChoiceError, choose, start
from game.play.journey import Stop, journey, legs, of_chapter, stop_at
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
    "Carried", "ChoiceError", "Maker", "Page", "Row", "Session", "Snapshot", "State", "Step", "Stop", "Throw", "View",
    "achievements", "carried", "choose", "date", "historical_choice", "journey", "legs", "makers", "marks", "of_chapter",
    "place", "place_name", "remembered", "replay", "restore", "snapshot", "start", "stop_at", "three_columns", "view",
]  # fmt: skip
