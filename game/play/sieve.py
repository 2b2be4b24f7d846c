"""The paper sifted by mark: how many sentences have each, which of them are shown, and where one goes from there."""

from __future__ import annotations

from collections.abc import Sequence

from game.play.columns import Row
from game.play.session import Session
from game.story.model import MARK_SIGNS

ALL = "all"
UNMET = "unmet"  # the sentences that this life has not come to


def tally(rows: Sequence[Row]) -> dict[str, int]:
    """How many sentences there are: all of them, those of each mark, and those without one."""
    counts = {ALL: len(rows)} | dict.fromkeys([*MARK_SIGNS, UNMET], 0)
    for row in rows:
        counts[row.mark or UNMET] += 1
    return counts


def sift(rows: Sequence[Row], only: str) -> list[str]:
    """The sentences that pass: those of one mark, those without (UNMET), or ALL; in the order of the source."""
    return [row.name for row in rows if only == ALL or (row.mark or UNMET) == only]


def turn(counts: dict[str, int], only: str, direction: int) -> str:
    """The next sieve in a direction (1 or -1), round and round. One that nothing passes is left out."""
    sieves = list(counts)
    here = sieves.index(only)
    around = [sieves[(here + direction * step) % len(sieves)] for step in range(1, len(sieves))]
    return next((name for name in around if counts[name]), only)


def nearest(rows: Sequence[Row], shown: Sequence[str], name: str) -> str:
    """The sentence itself if it is shown; else the next that is, or the last before it. '' if none is shown."""
    order = [row.name for row in rows]
    passed = set(shown)
    here = order.index(name) if name in order else 0
    after = (other for other in order[here:] if other in passed)
    before = (other for other in reversed(order[:here]) if other in passed)
    return next(after, next(before, ""))


def just_marked(session: Session) -> str:
    """The sentence that the last choice marked, the first if there are several; '' if it marked none.

    At an ending too: the paper is read from its top then.
    """
    if session.view.is_ending or not session.undoable:
        return ""
    new = session.marked_at(session.undoable)
    source = session.story.source
    order = source.sentences if source is not None else {}
    return next((name for name in order if name in new), "")
