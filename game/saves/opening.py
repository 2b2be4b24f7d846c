"""Opening a kept game in the story as it is now, and telling the player what could not stay as it was."""

from __future__ import annotations

from typing import NamedTuple

from game.play import Session
from game.saves.format import SavedGame, SaveError, unpack
from game.saves.store import Store
from game.story import Story

_ORDER = ("moved", "defaulted", "dropped")


class Opened(NamedTuple):
    """A game that goes on, the seconds it was played, and the report on it in sentences: none if nothing was lost."""

    session: Session
    playtime: int
    report: list[str]


def open_game(story: Story, store: Store, name: str) -> Opened:
    """The game of a slot. If the story has changed under it, the file as it was is kept aside first.

    Raises SaveError: DamagedError if another game may be in the slot behind it (`store.earlier`).
    """
    saved = store.load(name)
    session, adjustments = unpack(saved, story)
    report = [str(adjustment) for kind in _ORDER for adjustment in adjustments if adjustment.kind == kind]
    if saved.story.hash != story.hash and session.undoable < len(saved.log):
        report.append("The choices made before now cannot be taken back: in the changed story they lead elsewhere.")
    if report:
        report.append(_keep(store, name, saved))
    return Opened(session, saved.playtime, report)


def _keep(store: Store, name: str, saved: SavedGame) -> str:
    try:
        kept = store.keep_older(name)
    except SaveError as error:
        return str(error)
    version = f", of version {saved.story.version} of the story," if saved.story.version else ""
    return f"The game as it was{version} is kept in {kept}."
