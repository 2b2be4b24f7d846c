"""The game being played: its session, the clock beside it, and where it is kept."""

from __future__ import annotations

import datetime
import time

from game.play import Session
from game.saves import AUTOSAVE, SavedGame, Store, pack, unpack
from game.story import Story
from game.tui.autosave import Autosaver

_LONGEST_THOUGHT = 600  # seconds between two choices that count as play; beyond, the player was away


def now() -> str:
    """This moment as saves write it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


class LiveGame:
    """One game in progress. Every choice goes through here, and is kept as it is made."""

    def __init__(self, session: Session, store: Store, autosaver: Autosaver, playtime: int = 0) -> None:
        self.session = session
        self._store = store
        self._autosaver = autosaver
        self._playtime = float(playtime)
        self._since = time.monotonic()

    @classmethod
    def new(
        cls, story: Story, store: Store, autosaver: Autosaver, seed: int, at: str | None = None
    ) -> tuple[LiveGame, str]:
        """A game at its beginning, or at a scene, and what was wrong with the game before it, or ''.

        Raises ChoiceError if there is no such place.
        """
        session = Session.new(story, seed, at=at)
        autosaver.flush()
        return cls(session, store, autosaver), store.set_aside(session.log).trouble

    @classmethod
    def open(
        cls, story: Story, store: Store, autosaver: Autosaver, name: str, source: Store | None = None
    ) -> tuple[LiveGame, list[str]]:
        """A kept game, and what could not be kept of it. `source` is where it lies, if not in `store`. Raises SaveError."""
        autosaver.flush()
        saved = (source or store).load(name)
        session, notes = unpack(saved, story)
        if source is not None or name != AUTOSAVE:
            trouble = store.set_aside(session.log).trouble
            notes += [trouble] if trouble else []
        return cls(session, store, autosaver, saved.playtime), notes

    def choose(self, choice_id: str) -> None:
        """Make a choice. Raises ChoiceError if it cannot be made."""
        self._tick()
        self.session.choose(choice_id, now())
        self._autosave()

    def undo(self, steps: int = 1) -> bool:
        """Take the last choices back; False, and nothing changed, if there are not so many."""
        self._tick()
        done = self.session.undo(steps)
        if done:
            self._autosave()
        return done

    def keep(self, name: str) -> None:
        """Keep the game under a name. Raises SaveError."""
        self._tick()
        self._store.save(name, pack(self.session, name, now(), int(self._playtime)))

    def _tick(self) -> None:
        moment = time.monotonic()
        self._playtime += min(moment - self._since, _LONGEST_THOUGHT)
        self._since = moment

    def _autosave(self) -> None:
        session, moment, playtime = self.session, now(), int(self._playtime)
        # The player goes on while the thread writes: it gets the present moment, not the session.
        still = Session(session.story, [session.state], list(session.log), session.began)

        def job() -> SavedGame:
            return pack(still, AUTOSAVE, moment, playtime)

        self._autosaver.offer(job)
