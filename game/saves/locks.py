"""Locks between running programs: one is held while a slot is written, one as long as a game keeps an autosave.

The system lets a lock go when its program ends, however it ends. Where a folder cannot hold locks (it is read-only,
or far away), there are none: writing is still whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from game.saves.format import SaveError

_PATIENCE = 10.0  # seconds that a slot may be written by another program


@contextmanager
def written_alone(path: Path) -> Iterator[None]:
    """While a slot is written, no other program writes it. Raises SaveError if another does not finish."""
    from filelock import FileLock, Timeout  # here: it takes as long to import as all the rest

    try:
        lock = FileLock(_lock_of(path, "lock"))
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise SaveError(f"Another program has been writing {path.name} for {_PATIENCE:.0f} seconds.") from None
    except (OSError, NotImplementedError):
        yield
        return
    try:
        yield
    finally:
        lock.release()


class Claim:
    """A slot that one running game keeps for itself."""

    def __init__(self) -> None:
        self._lock: object = None

    @property
    def is_held(self) -> bool:
        """Whether there is a slot that is ours."""
        return self._lock is not None

    def take(self, path: Path) -> bool:
        """Whether the slot is ours now; False if a game that runs elsewhere has it."""
        from filelock import FileLock, Timeout

        self.release()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(_lock_of(path, "claim"))
            lock.acquire(timeout=0)
        except Timeout:
            return False
        except (OSError, NotImplementedError):
            return True
        self._lock = lock
        return True

    def release(self) -> None:
        """Let the slot go."""
        from filelock import FileLock

        if isinstance(self._lock, FileLock):
            self._lock.release()
        self._lock = None


def _lock_of(path: Path, kind: str) -> Path:
    folder = path.parent / ".locks"
    folder.mkdir(exist_ok=True)
    return folder / f"{path.name}.{kind}"
