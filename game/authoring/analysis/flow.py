"""Where a game can come, and what it may hold there: the story followed from its beginning along every way.

For each beat this finds a situation (see `space.py`) that allows for whatever a game may hold when the player
chooses there. Where it must be inexact it allows too much: a beat without a situation can never be reached, and a
condition that always fails in its situation can never hold. Visits are followed to where they come back to; what
is carried back may be that of another visit to the same scene.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from game.authoring.analysis.doors import Doors
from game.authoring.analysis.layout import MOST_BYTES, space_of
from game.authoring.analysis.program import Asked, Changes, Half, Program, Step
from game.authoring.analysis.space import Field, Situation, Space
from game.authoring.analysis.suppose import Judge
from game.authoring.analysis.terms import Constant, Term
from game.authoring.analysis.visits import Visits
from game.story.memory import Value

PATIENCE = 24  # so often a beat's situation may grow step by step; then its numbers are let go
MOST_WAYS = 3_000_000  # ways followed before giving up: then nothing is found that depends on this
MOST_WORK = 20_000_000_000  # bytes of situations that these may handle


class TooLargeError(Exception):
    """The story is too tangled to be followed within bounds."""


@dataclass(slots=True)
class Met:
    """What a condition may give in all the places where it is asked, and what may be held there."""

    holds: bool = False
    fails: bool = False
    where: Situation = 0


@dataclass(slots=True, eq=False)
class Flow:
    """What was found. `at` maps beats to their situations; a beat that cannot be reached is not among them.

    `taken` maps the keys of choices that can be open to what may be held then; `ways` maps a beat to the beats that it
    leads to. By their id(): `met` has the conditions of choices, changes and entries that are asked at all, `halves` what
    may be held after the changes of each half of a choice that can come about, `replies` what when its reply is read.
    `anywhere` is what may be held at any moment at all.
    """

    made: Program
    space: Space
    judge: Judge
    doors: Doors
    begins: Situation
    at: dict[str, Situation] = field(default_factory=dict)
    taken: dict[str, Situation] = field(default_factory=dict)
    halves: dict[int, Situation] = field(default_factory=dict)
    ways: dict[str, set[str]] = field(default_factory=dict)
    met: dict[int, Met] = field(default_factory=dict)
    replies: dict[int, Situation] = field(default_factory=dict)
    anywhere: Situation = 0


def follow(made: Program) -> Flow:
    """Follow the story. Raises TooLargeError."""
    return _Walk(made).run()


class _Walk:
    def __init__(self, made: Program) -> None:
        self._made = made
        space, begins = space_of(made)
        self._space = space
        self._judge = Judge(space)
        self._flow = Flow(made, space, self._judge, Doors(made, space, self._judge), begins)
        self._order = _order(made)
        self._keys = list(self._order)
        self._waiting: list[int] = []
        self._is_waiting: set[str] = set()
        self._grown: defaultdict[str, int] = defaultdict(int)
        size = space.size // 8 + 100
        if size * len(made.steps) > 2 * MOST_BYTES:
            raise TooLargeError
        self._ways_left = min(MOST_WAYS, MOST_WORK // size)
        self._watching = False
        self._visits = Visits(made)
        self._doors = self._flow.doors

    def run(self) -> Flow:
        """To the point where nothing more can be reached, and once more to write down what is asked where."""
        story, flow = self._made.story, self._flow
        self._arrive(story.start, "", flow.begins)
        while self._waiting:
            key = self._keys[heapq.heappop(self._waiting)]
            self._is_waiting.discard(key)
            self._leave(self._made.steps[key])
        self._watching = True
        self._arrive(story.start, "", flow.begins)
        for key in list(flow.at):
            self._leave(self._made.steps[key])
        flow.anywhere |= flow.begins
        for situation in flow.at.values():
            flow.anywhere |= situation
        return flow

    # -- arriving and leaving ---------------------------------------------------------------------

    def _join(self, key: str, situation: Situation) -> None:
        """Let a beat also have this situation."""
        if not situation:
            return
        before = self._flow.at.get(key, 0)
        after = before | situation
        if after == before:
            return
        self._grown[key] += 1
        if self._grown[key] > PATIENCE:
            after = self._space.widened(before, after)
        self._flow.at[key] = after
        if key not in self._is_waiting:
            self._is_waiting.add(key)
            heapq.heappush(self._waiting, self._order[key])

    def _arrive(self, key: str, origin: str, situation: Situation) -> Situation:
        """Come to a beat from another, and say what holds there then."""
        self._ways_left -= 1
        if self._ways_left < 0:
            raise TooLargeError
        step = self._made.steps[key]
        scene = step.scene
        situation = self._count(f"seen:{key}", situation)
        if not origin or self._made.steps[origin].scene is not scene or key == scene.beats[0].key:
            situation = self._count(f"seen:{scene.id}", situation)
            situation = self._change(self._made.enters[scene.id], situation)
        situation = self._change(step.enter, situation)
        self._join(key, situation)
        return situation

    def _leave(self, step: Step) -> None:
        """Take every way on of a beat."""
        here = self._flow.at[step.key]
        for option in step.options:
            situation = self._doors.open(step, option, here, self._ask)
            if not situation:
                continue
            if self._watching:
                self._flow.taken[option.key] = situation
            low, high = (0, 0) if option.odds is None else self._judge.interval(option.odds.term, situation)
            situation = self._count(f"chosen:{option.key}", situation)
            if option.odds is None:
                self._half(step, option.halves[0], situation)
                continue
            after = self._change(option.before, situation)
            if high > 0:
                self._half(step, option.halves[0], after)
            if low < 100:
                self._half(step, option.halves[1], after)

    def _half(self, step: Step, half: Half, situation: Situation) -> None:
        situation = self._change(half.changes, situation)
        if not situation:
            return
        replied = 0
        move = half.move
        if self._watching:
            self._flow.halves[id(half)] = situation
        match move.kind:
            case "stay":
                replied = self._resume(step.key, situation, step.key)
            case "go":
                replied = self._go(step.key, move.target, situation)
            case "visit":
                self._visits.note(move.target, step.key, move.after)
                replied = self._go(step.key, move.target, situation)
            case "draw":
                replied = self._draw(step, move.target, move.after, situation)
            case "return":
                replied = self._return(step.key, situation)
        if self._visits.changed:  # somewhere a visit can come back to a place that it could not before
            for key in self._visits.news():
                if key in self._flow.at and key not in self._is_waiting:
                    self._is_waiting.add(key)
                    heapq.heappush(self._waiting, self._order[key])
        if self._watching:
            self._flow.replies[id(half)] = self._flow.replies.get(id(half), 0) | replied

    def _go(self, origin: str, target: str, situation: Situation) -> Situation:
        self._visits.way(origin, target)
        if self._watching:
            self._flow.ways.setdefault(origin, set()).add(target)
        return self._arrive(target, origin, situation)

    def _resume(self, key: str, situation: Situation, origin: str) -> Situation:
        """Be back at a beat without arriving there."""
        if self._watching and key != origin:
            self._flow.ways.setdefault(origin, set()).add(key)
        self._join(key, situation)
        return situation

    def _draw(self, step: Step, name: str, after: str, situation: Situation) -> Situation:
        replied, certain = 0, None
        for scene in self._made.story.decks[name].scenes:
            if scene.entry is None and not scene.once and not scene.cooling:
                certain = max(scene.priority, certain if certain is not None else scene.priority)
        for scene in self._made.story.decks[name].scenes:
            if certain is not None and scene.priority < certain:
                continue
            left = situation
            if scene.once:
                left = self._space.test(left, f"seen:{scene.id}", "==", 0)
            entry = self._made.entries.get(scene.id)
            if entry is not None:
                left = self._ask(entry, left)
            if left:
                target = scene.beats[0].key
                self._visits.note(target, step.key, after)
                replied |= self._go(step.key, target, left)
        if certain is None:
            if after:
                replied |= self._go(step.key, after, situation)
            else:
                replied |= self._resume(step.key, situation, step.key)
        return replied

    def _return(self, key: str, situation: Situation) -> Situation:
        replied = 0
        for origin, after in self._visits.backs(key):
            if after:
                if self._watching:
                    self._flow.ways.setdefault(key, set()).add(after)
                replied |= self._arrive(after, origin, situation)
            else:
                replied |= self._resume(origin, situation, key)
        return replied

    # -- situations -------------------------------------------------------------------------------

    def _ask(self, asked: Asked, situation: Situation) -> Situation:
        """What is left of a situation where a condition holds."""
        found = self._judge.suppose(asked.term, situation, True)
        if self._watching and situation:
            met = self._flow.met.setdefault(id(asked), Met())
            met.holds = met.holds or found != 0
            met.fails = met.fails or self._judge.may(asked.term, situation, False)
            met.where |= situation
            self._flow.anywhere |= situation
        return found

    def _count(self, slot: str, situation: Situation) -> Situation:
        known = self._space.fields.get(slot)
        if known is None or not situation:
            return situation
        return self._space.put(situation, known, known.plus(self._space.get(situation, known), 1, 1))

    def _change(self, several: Iterable[Changes], situation: Situation) -> Situation:
        for changes in several:
            if changes.condition is None:
                situation = self._changed(changes, situation)
                continue
            holding = self._ask(changes.condition, situation)
            failing = self._judge.suppose(changes.condition.term, situation, False)
            situation = self._changed(changes, holding) | failing
        return situation

    def _changed(self, changes: Changes, situation: Situation) -> Situation:
        if not situation:
            return 0
        for change in changes.changes:
            known = self._space.fields.get(change.slot)
            if known is not None:
                situation = self._space.put(situation, known, self._after(known, change.kind, change.value, situation))
                if self._watching:
                    self._flow.anywhere |= situation
        return situation

    def _after(self, known: Field, kind: str, value: Value | Term, situation: Situation) -> int:
        """The bits of a field after a change."""
        if kind == "put":
            assert isinstance(value, int | str)
            return known.within(int(value), int(value)) if known.numeric else known.where("==", value)
        assert not isinstance(value, int | str)
        if not known.numeric:
            return sum(known.where("==", holds) for holds in (True, False) if self._judge.may(value, situation, holds))
        if kind == "set":
            return known.within(*self._judge.interval(value, situation))
        if isinstance(value, Constant):
            low = high = int(value.value)
        else:
            low, high = self._judge.interval(value, situation)
        return known.plus(self._space.get(situation, known), low, high)


def _order(made: Program) -> dict[str, int]:
    """The beats, numbered so that a way mostly leads to a higher number: the story is followed in that order."""
    found: list[str] = []
    known: set[str] = set()
    stack: list[tuple[str, list[str]]] = []

    def open_beat(key: str) -> None:
        known.add(key)
        stack.append((key, [there for there in _leads(made, made.steps[key]) if there not in known]))

    for key in [made.story.start, *made.steps]:
        if key in known:
            continue
        open_beat(key)
        while stack:
            here, targets = stack[-1]
            while targets and targets[-1] in known:
                targets.pop()
            if targets:
                open_beat(targets.pop())
            else:
                found.append(here)
                stack.pop()
    return {key: number for number, key in enumerate(reversed(found))}


def _leads(made: Program, step: Step) -> list[str]:
    found: list[str] = []
    for option in step.options:
        for half in option.halves:
            move = half.move
            if move.kind in ("go", "visit"):
                found.append(move.target)
            elif move.kind == "draw":
                found += [scene.beats[0].key for scene in made.story.decks[move.target].scenes]
            if move.after:
                found.append(move.after)
    return found
