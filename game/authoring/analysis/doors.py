"""When a choice is open, and what is left of a situation where it is not."""

from __future__ import annotations

from collections.abc import Callable

from game.authoring.analysis.program import Asked, Option, Program, Step
from game.authoring.analysis.space import Situation, Space
from game.authoring.analysis.suppose import Judge


class Doors:
    """Judges the choices of one story."""

    def __init__(self, made: Program, space: Space, judge: Judge) -> None:
        self._made = made
        self._space = space
        self._judge = judge

    def open(
        self, step: Step, option: Option, situation: Situation, ask: Callable[[Asked, Situation], Situation]
    ) -> Situation:
        """What may be held where a choice is open; 0 if it never is. `ask` says what is left if a condition holds."""
        if option.once:
            situation = self._space.test(situation, f"chosen:{option.key}", "==", 0)
        for asked in (option.condition, self.entry_of(step, option)):
            if asked is not None:
                situation = ask(asked, situation)
        if option.fallback and situation:
            for other in step.options:
                if not other.fallback:
                    situation = self.shut(step, other, situation)
        return situation

    def shut(self, step: Step, option: Option, situation: Situation, *, returns: bool = True) -> Situation:
        """What is left of a situation in which a choice is not open.

        `returns`: whether one that leads back from a visit may find that there is none to come back from.
        """
        left = 0
        if option.once:
            left |= self._space.test(situation, f"chosen:{option.key}", ">", 0)
        for asked in (option.condition, self.entry_of(step, option)):
            if asked is not None:
                left |= self._judge.suppose(asked.term, situation, False)
        if returns and any(half.move.kind == "return" for half in option.halves):
            left = situation
        return left

    def entry_of(self, step: Step, option: Option) -> Asked | None:
        """The `when` that hides a choice: that of another scene to which it leads without chance."""
        move = option.halves[0].move
        if option.odds is not None or move.kind not in ("go", "visit"):
            return None
        scene = move.target.split(".")[0]
        return self._made.entries.get(scene) if scene != step.scene.id else None
