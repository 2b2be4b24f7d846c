"""What playing is. Pure: no terminal, no clock, no files."""

from game.play.columns import Maker, Row, makers, three_columns
from game.play.course import Course, Point, changed, course
from game.play.engine import ChoiceError, choose, outcomes, start
from game.play.journal import Entry, journal, steps_back
from game.play.journey import Stop, journey, legs, of_chapter, stop_at
from game.play.line import LineError, line_of, play_line
from game.play.milestones import Arrived, arrived, begun_chapter, chapters, endings
from game.play.road import Door, Stay, is_whole, road
from game.play.session import Page, Session, Step, replay
from game.play.sieve import ALL, UNMET, just_marked, nearest, sift, tally, turn
from game.play.snapshot import Adjustment, Snapshot, restore, snapshot
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
    "ALL",
    "UNMET",
    "Adjustment",
    "Arrived",
    "Carried",
    "ChoiceError",
    "Course",
    "Door",
    "Entry",
    "LineError",
    "Maker",
    "Page",
    "Point",
    "Row",
    "Session",
    "Snapshot",
    "State",
    "Stay",
    "Step",
    "Stop",
    "Throw",
    "View",
    "achievements",
    "arrived",
    "begun_chapter",
    "carried",
    "changed",
    "chapters",
    "choose",
    "course",
    "date",
    "endings",
    "historical_choice",
    "is_whole",
    "journal",
    "journey",
    "just_marked",
    "legs",
    "line_of",
    "makers",
    "marks",
    "nearest",
    "of_chapter",
    "outcomes",
    "place",
    "place_name",
    "play_line",
    "remembered",
    "replay",
    "restore",
    "road",
    "sift",
    "snapshot",
    "start",
    "steps_back",
    "stop_at",
    "tally",
    "three_columns",
    "turn",
    "view",
]  # fmt: skip
