"""What playing is. Pure: no terminal, no clock, no files."""

from game.play.columns import Maker, Row, makers, three_columns
from game.play.engine import ChoiceError, choose, start
from game.play.session import Page, Session, Step, replay
from game.play.sieve import ALL, UNMET, just_marked, nearest, sift, tally, turn
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
    "ALL", "UNMET", "Carried", "ChoiceError", "Maker", "Page", "Row", "Session", "Snapshot", "State", "Step", "Throw", "View",
    "achievements", "carried", "choose", "date", "historical_choice", "just_marked", "makers", "marks", "nearest", "place",
    "place_name", "remembered", "replay", "restore", "sift", "snapshot", "start", "tally", "three_columns", "turn", "view",
]  # fmt: skip
