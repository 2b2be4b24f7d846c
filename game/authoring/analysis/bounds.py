"""How high and how low each number can come, by counting what can be added to it at all.

The flow forgets how often something happened once roads meet. What can happen only once, a choice that is gone when
taken or a beat that no way leads back to, can add only once; this bounds a number before the flow is followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from game.authoring.analysis.graph import rings
from game.authoring.analysis.program import Changes, Option, Program, Step
from game.authoring.analysis.space import Interval
from game.authoring.analysis.terms import Constant
from game.story.memory import get

_Sums = defaultdict[str, list[int]]  # slot -> what can be taken away and what can be added, in all


def bounds_of(made: Program) -> dict[str, Interval]:
    """For each number, by its slot: the lowest and the highest that it can come to."""
    free: set[str] = set()  # slots that can be changed any number of times, or by nobody knows how much
    total: _Sums = defaultdict(lambda: [0, 0])
    based: defaultdict[str, list[int]] = defaultdict(list)
    for change in made.changes:
        if change.kind == "put" and isinstance(change.value, int):
            based[change.slot].append(change.value)
        elif change.kind == "set" or not isinstance(change.value, Constant):
            free.add(change.slot)
    again = _come_to_again(made)
    for scene in made.story.scenes.values():
        beats = [beat.key for beat in scene.beats]
        _note(made.enters[scene.id], len(beats), any(key in again for key in beats), total, free)
    for step in made.steps.values():
        _note(step.enter, 1, step.key in again, total, free)
        for option in step.options:
            often = not option.once and (step.key in again or _stays(option))
            _note(option.before, 1, often, total, free)
            for half in option.halves:
                _note(half.changes, 1, often, total, free)
    found: dict[str, Interval] = {}
    for name, (quality, _) in made.files.qualities.items():
        if quality.range is None:
            continue
        slot = f"quality:{name}"
        low, high = quality.range
        if slot not in free:
            values = [int(get(made.story.initial, made.names.layout.slots[slot])), *based[slot]]
            low, high = (
                max(low, min(high, min(values)) + total[slot][0]),
                min(high, max(low, max(values)) + total[slot][1]),
            )
        found[slot] = (low, high)
    return found


def _note(several: Iterable[Changes], times: int, often: bool, total: _Sums, free: set[str]) -> None:
    for changes in several:
        for change in changes.changes:
            if change.kind != "add" or not isinstance(change.value, Constant):
                continue
            amount = int(change.value.value)
            if often and amount:
                free.add(change.slot)
            total[change.slot][amount > 0] += amount * times


def _stays(option: Option) -> bool:
    return any(half.move.kind == "stay" for half in option.halves)


def _come_to_again(made: Program) -> set[str]:
    """The beats that some road leads back to, whatever its conditions are."""
    ways = _ways(made)
    return {key for ring in rings(ways) for key in ring if len(ring) > 1 or key in ways[key]}


def _ways(made: Program) -> dict[str, set[str]]:
    """Every way that is written, and from each return the way back to wherever any visit may come back."""
    ways: dict[str, set[str]] = {key: set() for key in made.steps}
    backs: set[str] = set()
    for step in made.steps.values():
        for option in step.options:
            for half in option.halves:
                move = half.move
                if move.kind in ("go", "visit"):
                    ways[step.key].add(move.target)
                elif move.kind == "draw":
                    ways[step.key] |= {scene.beats[0].key for scene in made.story.decks[move.target].scenes}
                if move.after:
                    ways[step.key].add(move.after)
                if move.kind in ("visit", "draw"):
                    backs.add(move.after or step.key)
    for step in made.steps.values():
        if _returns(step):
            ways[step.key] |= backs
    return ways


def _returns(step: Step) -> bool:
    return any(half.move.kind == "return" for option in step.options for half in option.halves)
