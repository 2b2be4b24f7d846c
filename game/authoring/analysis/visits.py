"""Which visits and draws a story makes, and from which beats each can come back."""

from __future__ import annotations

from collections import defaultdict

from game.authoring.analysis.program import Program


class Visits:
    """Which visits there are, and from which beats each can come back."""

    def __init__(self, made: Program) -> None:
        self._ways: defaultdict[str, set[str]] = defaultdict(set)
        self._notes: dict[str, set[tuple[str, str]]] = {}
        self._inside: dict[str, set[str]] = {}
        self._returns = {
            step.key for step in made.steps.values() if any(half.move.kind == "return" for option in step.options for half in option.halves)
        }  # fmt: skip
        self.changed = False

    def note(self, target: str, origin: str, after: str) -> None:
        """A visit to `target` that begins at `origin` and comes back there, or arrives at `after`."""
        notes = self._notes.setdefault(target, set())
        if (origin, after) not in notes:
            notes.add((origin, after))
            self.changed = True

    def way(self, origin: str, target: str) -> None:
        """A way that was found."""
        if target not in self._ways[origin]:
            self._ways[origin].add(target)
            if self._notes:
                self.changed = True

    def news(self) -> set[str]:
        """The beats with a return that have to be looked at again."""
        self.changed = False
        self._inside = {}
        return self._returns

    def backs(self, key: str) -> list[tuple[str, str]]:
        """Every visit that may come back from a beat: (where it began, where it arrives or '')."""
        if not self._inside:
            self._inside = {target: self._reach(target) for target in self._notes}
        return [note for target, notes in self._notes.items() if key in self._inside[target] for note in sorted(notes)]

    def _reach(self, target: str) -> set[str]:
        """The beats that a visit may be at. Those of visits within it are among them, since beyond 64 visits inside
        each other the outer ones are forgotten."""
        found, waiting = {target}, [target]
        while waiting:
            here = waiting.pop()
            afters = {after for notes in self._notes.values() for origin, after in notes if origin == here and after}
            for there in self._ways[here] | afters:
                if there not in found:
                    found.add(there)
                    waiting.append(there)
        return found
