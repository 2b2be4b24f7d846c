"""Keeping things after every choice without making the player wait for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable

from game.saves import SavedGame, SaveError, Store

Job = Callable[[], SavedGame]
Work = Callable[[], object]
Report = Callable[[str], None]
_GAME = ""  # the name under which the game itself waits to be written


class Autosaver:
    """Writes the latest game, and what else is to be kept, in a thread of its own.

    What comes while it writes replaces what waits under the same name. What failed is tried again with the next
    thing to keep. `report` is called in that thread after each piece of work, with '' or the sentence that says
    what went wrong and is not mended yet.
    """

    def __init__(self, store: Store, report: Report) -> None:
        self._store = store
        self._report = report
        self._lock = threading.Lock()
        self._waiting: dict[str, Work] = {}
        self._failed: dict[str, Work] = {}
        self._troubles: dict[str, str] = {}
        self._thread: threading.Thread | None = None

    def offer(self, job: Job) -> None:
        """Have the game that `job` makes written soon. Returns at once."""
        self.have_done(_GAME, lambda: self._store.save(self._store.autosave, job()))

    def have_done(self, name: str, work: Work) -> None:
        """Have something else kept soon, in place of what waits under this name. Returns at once."""
        with self._lock:
            self._waiting = {**self._failed, **self._waiting, name: work}
            self._failed = {}
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="autosave")
                self._thread.start()

    def flush(self) -> None:
        """Wait until nothing is left to write."""
        with self._lock:
            thread = self._thread
        if thread is not None:
            thread.join()

    def _write(self) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                name = next(iter(self._waiting))
                work = self._waiting.pop(name)
            trouble = _do(work)
            with self._lock:
                self._troubles.pop(name, None)
                if trouble:
                    self._troubles[name] = trouble
                    # The game comes again with the next choice; nothing else does.
                    if name != _GAME and name not in self._waiting:
                        self._failed[name] = work
                standing = next(iter(self._troubles.values()), "")
            self._report(standing)


def _do(work: Work) -> str:
    """Do it, and say what went wrong, or ''."""
    try:
        work()
    except SaveError as error:
        return str(error)
    except Exception as error:  # a fault of ours must not silence the thread for good
        return f"The game could not be saved ({error})."
    return ""
