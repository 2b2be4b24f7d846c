"""How what is carried rose and fell over the years: a value for each scene that was left. Asking changes nothing."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from game.play.session import Session
from game.play.state import State
from game.play.view import Carried, carried, date
from game.story.dates import Date


class Point(Struct, frozen=True):
    """What the panel showed when a scene was left, by the quality's id; only the qualities that are numbers."""

    date: Date | None
    values: dict[str, int]


class Course(Struct, frozen=True):
    """The points in the order of the story's days, and the lowest and the highest value each quality can have."""

    points: tuple[Point, ...]
    ranges: dict[str, tuple[int, int]]

    @property
    def years(self) -> tuple[int, int] | None:
        """The first year and the last; None where the story has no dates."""
        first, last = self.points[0].date, self.points[-1].date
        return (first.year, last.year) if first is not None and last is not None else None

    def levels(self, quality: str, length: int) -> list[float | None]:
        """`length` heights between 0 and 1, each for an equal part of the time; None where it was not shown.

        A height is that of the last point in its part of the time; a part without one stands where the part before did.
        """
        low, high = self.ranges[quality]
        heights: list[float | None] = [None] * length
        for place, point in zip(self._places(length), self.points, strict=True):
            value = point.values.get(quality)
            height = None if value is None else (value - low) / max(1, high - low)
            heights[place:] = [height] * (length - place)
        return heights

    def _places(self, length: int) -> list[int]:
        """In which part of the time each point is: by its day, or in equal steps where there are no days."""
        times = [_time(point.date) if point.date is not None else float(n) for n, point in enumerate(self.points)]
        span = times[-1] - times[0]
        if span <= 0:
            return [0] * len(times)
        # A day known only by its year may seem to lie beyond the others.
        return [max(0, min(length - 1, round((time - times[0]) / span * (length - 1)))) for time in times]


def course(session: Session) -> Course:
    """The course of what is shown now. Scenes from which the story went back in time are left out.

    So a tale told by an old man begins where his tale begins, not at his table.
    """
    ranges = {item.id: item.range for item in carried(session.story, session.state) if item.range is not None}
    points = [_point(session, state, ranges) for state in _ends(session)]
    return Course(_in_order(points), ranges)


def changed(session: Session, *, figures: bool = False) -> frozenset[str]:
    """The qualities whose word in the panel the last choice changed, or brought there; with `figures`, whose value."""
    if session.undoable == 0:
        return frozenset()
    story = session.story
    before, now = ({item.id: _said(item, figures) for item in carried(story, state)} for state in session.states[-2:])
    return frozenset(name for name, said in now.items() if before.get(name) != said)


def _said(item: Carried, figures: bool) -> tuple[str, ...]:
    words = item.words or str(item.value)
    return (words, str(item.value)) if figures else (words,)


def _ends(session: Session) -> list[State]:
    """The last state of each stay in a scene; the present is one."""
    beats, states = session.story.beats, session.states
    ends = [state for state, after in pairwise(states) if beats[state.beat].scene is not beats[after.beat].scene]
    return [*ends, session.state]


def _point(session: Session, state: State, ranges: dict[str, tuple[int, int]]) -> Point:
    shown = {item.id: int(item.value) for item in carried(session.story, state) if item.id in ranges}
    return Point(date(session.story, state)[0], shown)


def _in_order(points: list[Point]) -> tuple[Point, ...]:
    """The points whose days run forward, the last with what is carried now."""
    dated = [point for point in points if point.date is not None]
    if not dated:
        return tuple(points)
    kept: list[Point] = []
    left: set[Date] = set()  # the days from which the story went back: where it is told from
    for point in dated:
        while kept and _is_after(kept[-1], point):
            left.add(_day(kept.pop()))
        if _day(point) not in left:
            kept.append(point)
    kept = kept or dated[-1:]
    return (*kept[:-1], Point(kept[-1].date, points[-1].values))


def _is_after(one: Point, other: Point) -> bool:
    return one.date is not None and other.date is not None and other.date.is_before(one.date)


def _day(point: Point) -> Date:
    return point.date or Date(0)


def _time(day: Date) -> float:
    """A day as a number of years; a month or a year alone counts from its middle."""
    month = (day.month - 1 if day.month else 6) + ((day.day - 1) / 31 if day.day else 0.5 if day.month else 0)
    return day.year + month / 12
