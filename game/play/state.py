"""Where a game stands: everything that the next view and the next choice depend on."""

from __future__ import annotations

from msgspec import Struct

from game.story.memory import Memory


class Return(Struct, frozen=True):
    """Where a visit comes back to. `fresh`: it arrives there, rather than finding itself back.

    `enters`: arriving there enters the scene anew, since the visit did not begin in it.
    """

    beat: str
    fresh: bool
    enters: bool = False
    date: str = ""
    place: str = ""


class Throw(Struct, frozen=True):
    """What chance did: it had `odds` in 100 and threw `rolled` (1 to 100); up to the odds is a success."""

    odds: int
    rolled: int

    @property
    def succeeded(self) -> bool:
        """Whether the throw came off."""
        return self.rolled <= self.odds


class State(Struct, frozen=True):
    """One moment of a game. It never changes; a choice makes another that shares most of its memory."""

    beat: str  # a beat's key
    memory: Memory
    seed: int
    draws: int = 0  # random numbers used so far
    steps: int = 0  # choices made so far
    fresh: bool = True  # the beat's own text is shown, not only what the last choice said
    said: str = ""  # the choice whose reply is shown: its key, with + or - for a throw's outcome
    throw: Throw | None = None
    visits: tuple[Return, ...] = ()
    date_of: str = ""  # the scene that last told the date
    place_of: str = ""  # the scene that last told the place
