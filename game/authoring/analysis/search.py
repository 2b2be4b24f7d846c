"""A real game that comes to a certain state, looked for on the engine itself within bounds.

What the flow allows may still not happen. So where a finding says that something can happen, a game is looked for in
which it does, and if none is found, nothing is said. The search is the same every time.
"""

from __future__ import annotations

import heapq
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from itertools import count
from typing import TypeAlias

from game.authoring.analysis.findings import Followed
from game.play import State, choose, start, view
from game.story import Story

Goal: TypeAlias = Callable[[State], bool]

SEEDS = (1, 2, 3)
MOST_STATES = 3_000  # looked at for one goal
MOST_STATES_IN_ALL = 15_000  # in a story of up to 1,000 slots of memory; the larger, the fewer


class Search:
    """Looks for states of one story, as long as its patience lasts."""

    def __init__(self, found: Followed) -> None:
        self._story: Story = found.made.story
        self._left = MOST_STATES_IN_ALL * 1000 // max(1000, len(found.made.names.layout.slots))
        self._backward: defaultdict[str, set[str]] = defaultdict(set)
        for here, targets in found.flow.ways.items():
            for there in targets:
                self._backward[there].add(here)

    def find(self, beat: str, goal: Goal) -> State | None:
        """A state at a beat that fulfils `goal`, or None if none was found."""
        far = self._distances(beat)
        expanded: defaultdict[str, int] = defaultdict(int)
        order = count()
        waiting: list[tuple[int, int, int, State]] = []
        known: set[object] = set()

        def add(state: State) -> None:
            if state.beat not in far:
                return
            mark = (state.beat, state.memory, state.visits)
            if mark not in known:
                known.add(mark)
                heapq.heappush(waiting, (expanded[state.beat], far[state.beat], next(order), state))

        for seed in SEEDS:
            add(start(self._story, seed))
        budget = min(MOST_STATES, self._left)
        while waiting and budget:
            *_, state = heapq.heappop(waiting)
            if state.beat == beat and goal(state):
                return state
            budget -= 1
            self._left -= 1
            expanded[state.beat] += 1
            for choice in view(self._story, state).choices:
                if choice.is_open:
                    add(choose(self._story, state, choice.id))
        return None

    def _distances(self, beat: str) -> Mapping[str, int]:
        """How many ways at least lie between each beat and this one; beats that do not lead there are not among them."""
        far = {beat: 0}
        waiting = deque([beat])
        while waiting:
            here = waiting.popleft()
            for before in self._backward[here]:
                if before not in far:
                    far[before] = far[here] + 1
                    waiting.append(before)
        return far
