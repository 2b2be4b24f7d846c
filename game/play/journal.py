"""The choices of a life, one after another: what was chosen, where, on which day, and what came of it. Asking changes nothing."""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct

from game.play.session import Session
from game.play.state import Throw
from game.play.view import date
from game.story.dates import Date
from game.story.runtime import Scene


class Entry(Struct, frozen=True):
    """One choice. `number` counts all choices of the game from 1; `at` is the clock's time it was made at, '' if unknown.

    `moment` is the number of the page it was made on, as Page.number, or None where that page cannot be
    gone back to: then its words and its day are not known either, and perhaps not even its scene.
    """

    number: int
    scene: Scene | None
    at: str = ""
    moment: int | None = None
    date: Date | None = None
    words: str = ""
    marked: dict[str, str] = {}  # what it made or changed, by the id of the sentence
    throw: Throw | None = None

    @property
    def is_open(self) -> bool:
        """Whether the moment can be gone back to."""
        return self.moment is not None


def journal(session: Session) -> list[Entry]:
    """An entry for each choice of the game, oldest first."""
    forgotten = len(session.log) - session.undoable
    beats = session.story.beats
    lost = [
        Entry(number, beats[step.beat].scene if step.beat in beats else None, step.at)
        for number, step in enumerate(session.log[:forgotten], 1)
    ]
    return [*lost, *_known(session, forgotten)]


def steps_back(session: Session, moment: int) -> int:
    """How many choices are taken back by going back to a moment."""
    return session.undoable - moment


def _known(session: Session, forgotten: int) -> list[Entry]:
    pages = session.pages()
    return [
        Entry(
            number=forgotten + page.number + 1,
            scene=page.view.scene,
            at=session.log[forgotten + page.number].at,
            moment=page.number,
            date=date(session.story, session.states[page.number])[0],
            words=page.chosen,
            marked=after.marked,
            throw=after.view.throw,
        )
        for page, after in pairwise(pages)
    ]
