"""A search through a story for every choice and every paragraph: plays that start where the nearest one stood.

The first plays are random ones that prefer what was never chosen. Then each play has an aim, something not reached
yet: it starts from a state kept before that lacks least of what the aim needs, and makes for the beat where it can be
met. Some make the choices of such a play again with another seed, so that chance has its say. Every state kept is one
that a player can come to by its seed and its choices, and everything is drawn from the search's own seed: as far as
the budget is one of plays or steps, the same search finds the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from game.authoring.passages import passages
from game.authoring.random_game import Reader, game_seed
from game.authoring.targets import Target, distances, moves, ways
from game.play import ChoiceError, State, View, choose, line_of, start, view
from game.play.chance import below
from game.play.view import written
from game.story import Story

_LONGEST = 300  # choices of a play that has an aim
_KEPT = 5  # states of a beat
_WARM_UP = 3  # random plays for each beat, at most half of what is allowed, before there are aims
_TRIED = 6  # of the best starts of an aim


@dataclass(frozen=True, slots=True)
class Budget:
    """How long a search may take: in seconds, in plays, or in choices made; what is None does not bound it."""

    seconds: float | None = None
    games: int | None = None
    steps: int | None = None


@dataclass(slots=True)
class Trail:
    """How a state came about: the choice, and the trail before it; at a game's beginning there is the seed."""

    seed: int
    before: Trail | None = None
    choice: str = ""

    def choices(self) -> list[str]:
        """The choices from the game's beginning."""
        found = []
        here: Trail | None = self
        while here is not None and here.before is not None:
            found.append(here.choice)
            here = here.before
        return found[::-1]

    @property
    def line(self) -> str:
        """The game so far in one line."""
        return line_of(self.seed, self.choices())


@dataclass(slots=True)
class Found:
    """What a search came to. `nearest` is, for each target not reached, the game that lacked least of it."""

    open: list[Target] = field(default_factory=list)
    reached: int = 0
    games: int = 0
    steps: int = 0
    seconds: float = 0.0
    beats: set[str] = field(default_factory=set)
    nearest: dict[Target, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def cover(
    story: Story, aims: list[Target], seed: int, budget: Budget, after: Callable[[float], None] = lambda share: None
) -> Found:
    """Search for `aims`. `after` is told from time to time which share of the budget is used, from 0 to 1."""
    return _Search(story, aims, seed, budget, after).run()


class _Search:
    def __init__(
        self, story: Story, aims: list[Target], seed: int, budget: Budget, after: Callable[[float], None]
    ) -> None:
        self._story = story
        self._seed = seed
        self._budget = budget
        self._after = after
        self._began = time.monotonic()
        self._found = Found()
        self._drawn = 0
        self._most_steps = float("inf") if budget.steps is None else budget.steps
        self._open = dict.fromkeys(aims)
        self._all = len(aims)
        self._by_choice = {aim.name: aim for aim in aims if aim.kind == "choice"}
        self._by_scene = {aim.name: aim for aim in aims if aim.kind == "storylet"}
        numbers = {aim.name: aim for aim in aims if aim.kind == "paragraph"}
        parts = [passage.part for passage in passages(story)]
        self._by_part = {id(part.fixed or part): numbers[n] for n, part in enumerate(parts) if n in numbers}
        self._filled = Reader(story).filled
        self._at_home: dict[str, dict[Target, None]] = {}
        for aim in aims:
            for home in aim.homes:
                self._at_home.setdefault(home, {})[aim] = None
        self._ways = ways(story)
        self._far: dict[frozenset[str], dict[str, int]] = {}
        self._kept: dict[str, list[tuple[State, Trail]]] = {}
        self._met: dict[str, int] = {}
        self._best: dict[Target, dict[str, tuple[float, State, Trail]]] = {}
        self._nearest: dict[Target, Trail] = {}

    def run(self) -> Found:
        found = self._found
        warm = len(self._story.beats) * _WARM_UP
        while self._open and not self._is_spent():
            if found.games < warm and self._share() < 0.5:
                self._random_play()
            else:
                self._aimed_play()
            found.games += 1
            self._after(self._share())
        found.open = list(self._open)
        found.reached = self._all - len(self._open)
        found.seconds = time.monotonic() - self._began
        found.nearest = {aim: trail.line for aim, trail in self._nearest.items() if aim in self._open}
        return found

    def _share(self) -> float:
        budget, found = self._budget, self._found
        shares = [0.0]
        if budget.seconds is not None:
            shares.append((time.monotonic() - self._began) / max(budget.seconds, 1e-9))
        if budget.games is not None:
            shares.append(found.games / max(1, budget.games))
        if budget.steps is not None:
            shares.append(found.steps / max(1, budget.steps))
        return min(1.0, max(shares))

    def _is_spent(self) -> bool:
        return self._share() >= 1

    def _below(self, end: int) -> int:
        self._drawn += 1
        return below(self._seed, self._drawn, end)

    # -- plays ------------------------------------------------------------------------------------

    def _random_play(self) -> None:
        self._play(self._begin(), None)

    def _begin(self) -> tuple[State, Trail]:
        seed = game_seed(self._seed, self._found.games)
        return start(self._story, seed), Trail(seed)

    def _aimed_play(self) -> None:
        waiting = list(self._open)
        aim = waiting[self._found.games % len(waiting)]
        starts = self._starts(aim)
        lot = self._below(8)
        if not starts or lot == 0:
            self._play(self._begin(), aim)
            return
        among = min(len(starts), _TRIED) if self._below(2) else len(starts)  # the nearest may be a dead end
        _, state, trail = starts[self._below(among)]
        if lot == 1:
            state, trail = self._again(trail)
        self._play((state, trail), aim)

    def _starts(self, aim: Target) -> list[tuple[float, State, Trail]]:
        """The states to set out from, the most promising first."""
        far, best = self._distances(aim), self._best.get(aim)
        if best is None:
            best = self._best[aim] = {}
            for beat, kept in self._kept.items():
                if beat in far:
                    for state, trail in kept:
                        self._keep_for(aim, state, trail)
        return sorted(best.values(), key=lambda one: (one[0], far[one[1].beat], one[1].steps))

    def _keep_for(self, aim: Target, state: State, trail: Trail) -> None:
        lacks, best = aim.lacks(state.memory), self._best[aim]
        known = best.get(state.beat)
        if known is None or lacks < known[0] or (lacks == known[0] and self._below(4) == 0):
            best[state.beat] = (lacks, state, trail)

    def _distances(self, aim: Target) -> dict[str, int]:
        if aim.homes not in self._far:
            self._far[aim.homes] = distances(self._ways, aim.homes)
        return self._far[aim.homes]

    def _again(self, trail: Trail) -> tuple[State, Trail]:
        """The same choices with another seed, as far as they can be made."""
        state, new = self._begin()
        for choice in trail.choices():
            self._look(state, new, view(self._story, state))
            try:
                state = self._take(state, choice)
            except ChoiceError:
                break
            new = Trail(new.seed, new, choice)
        return state, new

    def _play(self, begin: tuple[State, Trail], aim: Target | None) -> None:
        state, trail = begin
        try:
            for _ in range(_LONGEST):
                seen = view(self._story, state)
                self._look(state, trail, seen)
                if aim is not None and aim in self._open and aim in self._best and state.beat in self._distances(aim):
                    self._keep_for(aim, state, trail)
                offered = [choice.id for choice in seen.choices if not choice.reason]
                if not offered or self._found.steps >= self._most_steps:
                    return
                self._keep(state, trail)
                picked = self._pick(state, seen, offered, aim)
                trail = Trail(trail.seed, trail, picked)
                state = self._take(state, picked)
        except Exception as error:  # the author must learn by which choices it came about
            self._found.faults.append(f"{type(error).__name__}: {error}  {trail.line}")

    def _pick(self, state: State, seen: View, offered: list[str], aim: Target | None) -> str:
        new = [choice for choice in offered if self._by_choice.get(f"{state.beat}.{choice}") in self._open]
        if new and (aim is None or self._below(2)):
            return new[self._below(len(new))]
        if aim is not None and len(offered) > 1 and self._below(2):
            if state.beat in aim.homes and (own := str(aim.owner or aim.name).rpartition(".")[2]) in offered:
                return own
            far = self._distances(aim)
            there = {choice: self._nearest_by(seen, choice, far) for choice in offered}
            least = min(there.values())
            offered = [choice for choice in offered if there[choice] == least]
        return offered[self._below(len(offered))]

    def _nearest_by(self, seen: View, choice: str, far: dict[str, int]) -> float:
        found = [
            far.get(target, float("inf"))
            for move in moves(seen.beat.by_id[choice])
            for target in (move.target if move.kind in ("go", "visit") else "", move.after)
            if target
        ]
        return min(found, default=float("inf"))

    def _take(self, state: State, choice: str) -> State:
        after = choose(self._story, state, choice)
        self._found.steps += 1
        aim = self._by_choice.get(f"{state.beat}.{choice}")
        if aim is not None:
            self._close(aim)
        return after

    # -- what is met ------------------------------------------------------------------------------

    def _look(self, state: State, trail: Trail, seen: View) -> None:
        """Note all that a state shows, and how near it is to what is wanted there."""
        self._found.beats.add(state.beat)
        reached = [self._by_part.get(id(paragraph)) for paragraph in (*seen.said, *seen.paragraphs)]
        if self._filled and (state.beat in self._filled or state.said in self._filled):
            reached += [self._by_part.get(id(part)) for part in written(self._story, state, seen)]
        if state.fresh and seen.scene.deck:
            reached.append(self._by_scene.get(seen.scene.id))
        for aim in reached:
            if aim is not None:
                self._close(aim)
        for aim in self._at_home.get(state.beat, ()):
            aim.visits += 1
            lacks = sum(need.note(state.memory) for need in aim.needs)
            if lacks < aim.best:
                aim.best = lacks
                self._nearest[aim] = trail

    def _close(self, aim: Target) -> None:
        if aim in self._open:
            del self._open[aim]
            self._best.pop(aim, None)
            for home in aim.homes:
                del self._at_home[home][aim]

    def _keep(self, state: State, trail: Trail) -> None:
        """Keep a few of the states of each beat, any of them as likely as another."""
        kept = self._kept.setdefault(state.beat, [])
        met = self._met[state.beat] = self._met.get(state.beat, 0) + 1
        if len(kept) < _KEPT:
            kept.append((state, trail))
        elif (place := self._below(met)) < _KEPT:
            kept[place] = (state, trail)
