"""The source in three columns: what it says, what made this life's mark at it, and what history says. Asking changes nothing."""

from __future__ import annotations

from msgspec import Struct

from game.play.engine import effects
from game.play.session import Session
from game.play.view import date, marks
from game.story.dates import Date
from game.story.memory import get
from game.story.model import Sentence
from game.story.runtime import Scene


class Maker(Struct, frozen=True):
    """What made a mark: the choice of those words, in that scene and on that day; or arriving there, where `choice` is ''.

    `number` is the moment it was made at, as in `Session.page`: where the choice was still open, or the arrival.
    """

    scene: Scene
    date: Date | None
    number: int
    choice: str = ""

    @property
    def where(self) -> str:
        """The date and the scene's title."""
        return f"{self.date}, {self.scene.title}" if self.date is not None else self.scene.title


class Row(Struct, frozen=True):
    """One sentence of the source. `mark` is '' where this life has not met it.

    `maker` is None where there is no mark, or where the moment that made it is no longer known.
    """

    name: str
    sentence: Sentence
    mark: str
    maker: Maker | None
    is_told: bool  # whether its record may be shown: before the mark it would give history away


def three_columns(session: Session) -> list[Row]:
    """A row for each sentence, in the order of the source; none if the story has no source."""
    if session.story.source is None:
        return []
    made, known, is_over = marks(session.story, session.state), makers(session), session.view.is_ending
    return [
        Row(name, sentence, made.get(name, ""), known.get(name), is_over or name in made)
        for name, sentence in session.story.source.sentences.items()
    ]


def makers(session: Session) -> dict[str, Maker]:
    """What made each of the marks that stand now.

    Marks from before the first moment that can be gone back to are left out: a game whose story
    has changed since it was kept may have no way back to the choices of its log.
    """
    last = {name: number for number in range(session.undoable + 1) for name in session.marked_at(number)}
    return {name: _maker(session, name, number) for name, number in last.items()}


def _maker(session: Session, name: str, number: int) -> Maker:
    story, states = session.story, session.states
    here = states[number]
    if number:
        before, step = states[number - 1], session.log[number - 1 - session.undoable]
        beat, slot = story.beats[before.beat], story.layout.slots[f"mark:{name}"]
        choice = beat.by_id[step.choice]
        changed, _, _ = effects(choice, before)
        # The mark changed in this step; what the choice had not done yet, arriving did.
        if get(changed, slot) == get(here.memory, slot):
            return Maker(beat.scene, date(story, before)[0], number - 1, choice.label.fill(before.memory))
    return Maker(story.beats[here.beat].scene, date(story, here)[0], number)
