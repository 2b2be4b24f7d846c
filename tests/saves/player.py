"""A program that plays and saves, for tests that break in on it: `children.py` starts it and tells it what to do.

Each task comes as a line of JSON and is done in a child that is forked for it, which takes a few milliseconds and not
the third of a second of a new interpreter. What the child tells comes before `ended` and its status.
"""

from __future__ import annotations

import datetime
import errno
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random

import filelock  # here, so that no child has to import it: Store does so at the first save

from game.play import Session, begun_chapter
from game.saves import AUTOSAVE, SavedGame, SaveError, Store, pack, unpack
from game.story import load_story
from tests.building import LANTERN

assert filelock
STORY = load_story(LANTERN)
LONGEST = 300  # seconds after which a child that hangs is ended by the system
FIRST_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
TOUCHING = ("open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "fcntl.flock")


def tell(words: object) -> None:
    """Say a line to the test, in one piece."""
    os.write(1, f"{words}\n".encode())


def numbered(number: int) -> SavedGame:
    """A game that is known by its number: it stands in the place of the seconds played, and makes the date."""
    session = Session.new(STORY, number)
    session.choose("untie-the-boat", str(number))
    return kept(session, "a game", number)


def kept(session: Session, name: str, number: int) -> SavedGame:
    return pack(session, name, (FIRST_DAY + datetime.timedelta(seconds=number)).isoformat(), number)


# -- what a child can be told to do -------------------------------------------------------------------


def play(folder: str, seed: int) -> None:
    """Play for ever, on from the autosave if there is one, and tell the number of each step when it is kept."""
    random, store = Random(seed), Store(Path(folder))
    session, number = Session.new(STORY, seed), 0
    if store.exists(AUTOSAVE):
        saved = store.load(AUTOSAVE)
        session, notes = unpack(saved, STORY)
        number = saved.playtime
        assert not notes, notes
    while True:
        ways = [choice.id for choice in session.view.choices if choice.is_open]
        if not ways:
            store.save(f"An end: {session.view.scene.title}", kept(session, "x", number))
            session = Session.new(STORY, random.getrandbits(32))
            store.set_aside(session.log)
            continue
        session.choose(random.choice(ways))
        number += 1
        store.save(AUTOSAVE, kept(session, AUTOSAVE, number))
        tell(number)
        if begun_chapter(session) is not None:
            store.checkpoint(kept(session, "x", number))


def race(folder: str, who: int, times: int) -> None:
    """Save the slot `one` so many times, as fast as can be, each time like a program that has just started: that is
    when what killed programs have left is cleared away, which must not be what the other is writing."""
    for number in range(1, times + 1):
        Store(Path(folder)).save("one", numbered(who * 1_000_000 + number))
    tell("done")


def claim(folder: str) -> None:
    """Claim an autosave, tell which, and keep it until there is a word from the test."""
    store = Store(Path(folder))
    tell(store.claim())
    os.read(0, 1)


def fill_up(folder: str, most: int) -> None:
    """Save where no file can grow beyond `most` bytes, and tell what comes of it."""
    store = Store(Path(folder))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    tell(trouble(lambda: store.save("one", numbered(99))))


def shut_out(folder: str) -> None:
    """Save, have the folder made read-only, and save again; tell what comes of either."""
    if os.geteuid() == 0:  # nothing is read-only to root
        os.chown(folder, 65534, -1)
        for path in Path(folder).rglob("*"):
            os.chown(path, 65534, -1)
        os.setegid(65534)
        os.seteuid(65534)
    store = Store(Path(folder))
    tell(trouble(lambda: store.save("one", numbered(98))))
    Path(folder).chmod(0o500)
    tell(trouble(lambda: store.save("one", numbered(99))))
    Path(folder).chmod(0o700)


def interrupted(folder: str, action: str, at: int, how: str) -> None:
    """Do something to the games, broken in on at the `at`-th time that the files are touched.

    `how`: `killed` there; that one call `fails once`; or it and every later one `fails`, but for taking files away.
    Tells `whole` if there were not so many calls.
    """
    store = Store(Path(folder))
    calls, armed = 0, False

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal calls
        if not armed or event not in TOUCHING or (event == "open" and not str(arguments[0]).startswith(folder)):
            return
        calls += 1
        if how == "killed" and calls == at:
            os.kill(os.getpid(), signal.SIGKILL)
        if (how == "fails once" and calls == at) or (how == "fails" and calls >= at and event != "os.remove"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sys.addaudithook(hook)
    do = ACTIONS[action](store)
    armed = True
    found = trouble(do)
    armed = False
    tell("whole" if calls < at else "broken")
    tell(found)


def trouble(do: Callable[[], object]) -> str:
    """What the player is told when this is done, '' if all is well."""
    try:
        do()
    except SaveError as error:
        return str(error)
    return ""


def _save_again(store: Store) -> Callable[[], object]:
    store.save("one", numbered(98))
    return lambda: store.save("one", numbered(99))


ACTIONS: dict[str, Callable[[Store], Callable[[], object]]] = {
    "save": lambda store: lambda: store.save("one", numbered(99)),
    "save again": _save_again,
    "save over a damaged one": lambda store: lambda: store.save("bad", numbered(99)),
    "save anew": lambda store: lambda: store.save("new", numbered(99)),
    "checkpoint": lambda store: lambda: store.checkpoint(numbered(99)),
    "rescue": lambda store: lambda: store.rescue("bad"),
    "rename": lambda store: lambda: store.rename("one", "two"),
    "delete": lambda store: lambda: store.delete(store.path("one")),
    "restore": lambda store: lambda: store.restore(store.bin.path("gone")),
    "set aside": lambda store: store.set_aside,
    "keep older": lambda store: lambda: store.keep_older("one"),
}
TASKS: dict[str, Callable[..., None]] = {
    "play": play, "race": race, "claim": claim, "fill up": fill_up, "shut out": shut_out, "interrupted": interrupted,
}  # fmt: skip


def main() -> None:
    """Fork a child for each task until there are no more."""
    for line in iter(sys.stdin.readline, ""):
        task = json.loads(line)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                signal.alarm(LONGEST)
                tell(os.getpid())
                TASKS[task.pop("task")](**task)
                status = 0
            except BaseException:
                traceback.print_exc()
                sys.stderr.flush()
            finally:
                os._exit(status)
        # Its number stays taken until the test has done with it: the test kills by number.
        ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        assert ended is not None
        tell(f"ended {ended.si_status}")
        sys.stdin.readline()
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
