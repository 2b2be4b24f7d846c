"""The game being played: its session, the clock beside it, and where it is kept."""

from __future__ import annotations

import datetime
import time
from collections.abc import Sequence

from game.play import Session, Step, arrived, begun_chapter, endings
from game.saves import AUTOSAVE, LONGEST_THOUGHT, QUICK, DiscoveriesFile, SavedGame, SaveError, Store, open_game, pack
from game.story import Story
from game.tui.autosave import Autosaver


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
        self._discoveries = DiscoveriesFile(store.folder)
        self._ended: set[str] = set()  # the endings of this game; the file may not know them yet
        self.notice = ""  # what the player is to be told when the first page is there
        if store.claim() != AUTOSAVE:
            self.notice = f"Another game is being played here; this one is kept as «{store.autosave}»."
        self.first_met = ""  # how many endings are met, if the last choice came to one for the first time
        self._is_kept = True  # not yet, where choices were made again and none since

    @classmethod
    def new(cls, story: Story, store: Store, autosaver: Autosaver, seed: int, at: str | None = None) -> LiveGame:
        """A game at its beginning, or at a scene.

        Raises ChoiceError if there is no such place.
        """
        session = Session.new(story, seed, at=at)
        autosaver.flush()
        live = cls(session, store, autosaver)
        live._set_aside()
        live._keep_milestones()
        return live

    @classmethod
    def open(
        cls, story: Story, store: Store, autosaver: Autosaver, name: str, source: Store | None = None
    ) -> tuple[LiveGame, list[str]]:
        """A kept game, and what could not be kept of it. `source` is where it lies, if not in `store`. Raises SaveError."""
        autosaver.flush()
        session, playtime, report = open_game(story, source or store, name)
        live = cls(session, store, autosaver, playtime)
        if source is not None or name != store.autosave:
            live._set_aside()
            live._autosave()  # at once: where the player leaves off is here now
        return live, report

    @classmethod
    def again(cls, session: Session, store: Store, autosaver: Autosaver) -> LiveGame:
        """A game whose choices were made again by a machine; it is not kept before the player has made one."""
        live = cls(session, store, autosaver)
        live._is_kept = False
        live.notice = f"{live.notice} Choices made again: {len(session.log):,}. Kept from your next one on.".lstrip()
        return live

    def _set_aside(self, log: Sequence[Step] | None = None) -> None:
        """Keep the autosave of another game before this one's takes its place, and have the player told."""
        kept, trouble = self._store.set_aside(self.session.log if log is None else log)
        if trouble or kept:
            self.notice = " ".join(filter(None, (self.notice, trouble or f"Your last game is kept as «{kept}».")))

    def packed(self) -> SavedGame:
        """The game as it stands, to be written anywhere."""
        self._tick()
        return pack(self.session, "", now(), int(self._playtime))

    def choose(self, choice_id: str) -> None:
        """Make a choice. Raises ChoiceError if it cannot be made."""
        self._tick()
        before = self.session.log
        self.session.choose(choice_id, now())
        self._begin_keeping(before)
        self._autosave()
        self._keep_milestones()

    def _begin_keeping(self, log: Sequence[Step]) -> None:
        """From the player's own first choice on, a game whose choices were made again takes the autosave."""
        if not self._is_kept:
            self._is_kept = True
            self._set_aside(log)

    def undo(self, steps: int = 1) -> bool:
        """Take the last choices back; False, and nothing changed, if there are not so many."""
        self._tick()
        done = self.session.undo(steps)
        if done:
            self.first_met = ""
            self._autosave()
        return done

    def keep(self, name: str) -> None:
        """Keep the game under a name. Raises SaveError."""
        self._tick()
        self._store.save(name, pack(self.session, name, now(), int(self._playtime)))

    def keep_quickly(self) -> str:
        """Keep the game in the one slot for this, and name it. Raises SaveError."""
        self.keep(QUICK)
        return QUICK

    def _tick(self) -> None:
        moment = time.monotonic()
        self._playtime += min(moment - self._since, LONGEST_THOUGHT)
        self._since = moment

    def _autosave(self) -> None:
        if not self._is_kept:
            return
        still, moment, playtime = self._still(), now(), int(self._playtime)

        def job() -> SavedGame:
            return pack(still, self._store.autosave, moment, playtime)

        self._autosaver.offer(job)

    def _still(self) -> Session:
        """The present moment. The player goes on while the thread writes: it gets this, not the session."""
        session = self.session
        return Session(session.story, [session.state], list(session.log), session.began)

    def _keep_milestones(self) -> None:
        """Have the beginning of a chapter kept, and an ending and whatever else was found."""
        self.first_met = ""
        chapter, moment = begun_chapter(self.session), now()
        if chapter is not None:
            still, playtime, name = self._still(), int(self._playtime), chapter.id

            def keep_beginning() -> None:
                game = pack(still, name, moment, playtime)
                self._store.chapters.save(name, game)
                self._store.checkpoint(game)

            self._autosaver.have_done(f"chapter {name}", keep_beginning)
        found = arrived(self.session)
        if not (found.ending or found.achievements):
            return
        if found.ending:
            self._count(found.ending)
        self._autosaver.have_done(
            f"found {found}",
            lambda: self._discoveries.add(moment, ending=found.ending, achievements=list(found.achievements)),
        )

    def _count(self, ending: str) -> None:
        try:
            known = self._ended | set(self._discoveries.load().endings)
        except SaveError:  # it is said when the thread comes to write there
            return
        self._ended.add(ending)
        if ending not in known:
            there_are = [scene.id for scene in endings(self.session.story)]
            self.first_met = f"{sum(name == ending or name in known for name in there_are)} of {len(there_are)}"
