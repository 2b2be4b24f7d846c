"""Keeping the game after every choice without making the player wait for the disk."""

from __future__ import annotations

import threading
from collections.abc import Callable

from game.saves import AUTOSAVE, SavedGame, SaveError, Store

Job = Callable[[], SavedGame]
Report = Callable[[str], None]


class Autosaver:
    """Writes the latest game in a thread of its own; what comes while it writes replaces what waits.

    `report` is called in that thread after each write, with '' or the sentence that says what went wrong.
    """

    def __init__(self, store: Store, report: Report) -> None:
        self._store = store
        self._report = report
        self._lock = threading.Lock()
        self._waiting: Job | None = None
        self._thread: threading.Thread | None = None

    def offer(self, job: Job) -> None:
        """Have the game that `job` makes written soon. Returns at once."""
        with self._lock:
            self._waiting = job
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
                job, self._waiting = self._waiting, None
                if job is None:
                    self._thread = None
                    return
            try:
                self._store.save(AUTOSAVE, job())
                trouble = ""
            except SaveError as error:
                trouble = str(error)
            except Exception as error:  # a fault of ours must not silence the thread for good
                trouble = f"The game could not be saved ({error})."
            self._report(trouble)
