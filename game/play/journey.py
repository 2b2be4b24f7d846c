"""The road of this life so far: where it was, by date, and where it is. Asking changes nothing.

A story may be told from a later day, and go back to it between the chapters: the day that it leaps
back from is known here as an aside, where the road has not come yet.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from game.play.session import Session
from game.play.view import date, name_at, place
from game.story.dates import Date
from game.story.runtime import Scene, Story


class Stop(Struct, frozen=True):
    """A stay at one place, without a break. `scene` and `date` are those of its beginning.

    `name` is what the place was called then. `position` is its longitude and latitude in degrees,
    None where the story gives none. An aside is a place that the story is told from: no road leads there.
    """

    place: str
    name: str
    position: tuple[float, float] | None
    date: Date | None = None
    scene: str = ""
    chapters: tuple[str, ...] = ()  # the ids of those it was in, the first of them first
    is_here: bool = False
    is_aside: bool = False


class _Moment(Struct, frozen=True):
    scene: Scene
    place: str
    date: Date | None


def journey(session: Session) -> list[Stop]:
    """The stops so far by date, the earliest first; the last is not the present where the story went back in time."""
    moments = list(_moments(session))
    if not moments:
        return []
    asides = {
        (before.place, before.date)
        for before, after in itertools.pairwise(moments)
        if after.scene.flashback and _is_before(after.date, before.date)
    }
    stops: list[tuple[Date | None, Stop]] = []
    for number, moment in enumerate(moments):
        is_here = number == len(moments) - 1 and bool(place(session.story, session.state))
        stop = stop_at(session.story, moment.place, moment.date)
        stop = replace(
            stop,
            scene=moment.scene.title,
            chapters=(moment.scene.chapter.id,),
            is_here=is_here,
            is_aside=(moment.place, moment.date) in asides,
        )
        where = len(stops)
        while where and _is_before(moment.date, stops[where - 1][0]):
            where -= 1
        stops.insert(where, (moment.date, stop))
    joined: list[Stop] = []
    for _, stop in stops:
        if joined and (joined[-1].place, joined[-1].name) == (stop.place, stop.name):
            joined[-1] = _joined(joined[-1], stop)
        else:
            joined.append(stop)
    return joined


def stop_at(story: Story, name: str, when: Date | None = None) -> Stop:
    """A place of the story as a stop, under the name it had on that day."""
    return Stop(name, name_at(story, name, when), position(story, name), when)


def position(story: Story, name: str) -> tuple[float, float] | None:
    """The longitude and latitude of a place in degrees, or None if the story gives none that can be on a map."""
    known = story.codex.places.get(name)
    if known is None:
        return None
    try:
        longitude, latitude = float(known.longitude or ""), float(known.latitude or "")
    except ValueError:
        return None
    is_on_earth = math.isfinite(longitude) and abs(longitude) <= 360 and abs(latitude) <= 90
    return (longitude, latitude) if is_on_earth else None


def of_chapter(stops: Sequence[Stop], chapter: str) -> list[Stop]:
    """The stops of one chapter. The place it is told from is left out, unless the player is there."""
    return [stop for stop in stops if chapter in stop.chapters and (stop.is_here or not stop.is_aside)]


def legs(stops: Sequence[Stop]) -> list[tuple[Stop, Stop]]:
    """The road as pairs of stops that have a position, passing over those that have none or lie aside."""
    on_road = [stop for stop in stops if stop.position is not None and not stop.is_aside]
    return [(start, end) for start, end in itertools.pairwise(on_road) if start.position != end.position]


def _moments(session: Session) -> Iterator[_Moment]:
    """Where and when each moment was; of those that cannot be gone back to, what the log still tells."""
    story = session.story
    where, when = "", None
    for step in session.log[: len(session.log) - session.undoable]:
        beat = story.beats.get(step.beat)
        if beat is not None:
            where, when = beat.scene.place or where, beat.scene.date or when
            if where:
                yield _Moment(beat.scene, where, when)
    for state in session.states:
        where = place(story, state)
        if where:
            yield _Moment(story.beats[state.beat].scene, where, date(story, state)[0])


def _is_before(one: Date | None, other: Date | None) -> bool:
    return one is not None and other is not None and one.is_before(other)


def _joined(first: Stop, then: Stop) -> Stop:
    """Two stays as one. What was only told from there is no part of the road that has come there since."""
    parts = [stop for stop in (first, then) if stop.is_here or not stop.is_aside] or [first, then]
    chapters = tuple(dict.fromkeys(chapter for stop in parts for chapter in stop.chapters))
    is_here, is_aside = first.is_here or then.is_here, first.is_aside and then.is_aside
    return replace(first, chapters=chapters, is_here=is_here, is_aside=is_aside)
