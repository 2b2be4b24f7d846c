"""One game from its beginning: every state it went through, so that any choice can be taken back.

States share almost all of their memory, so keeping them all costs little. A session knows no clock
and no files: whoever plays it says what time it is, and whoever saves it asks for `log` and `state`.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from game.play.engine import choose, start
from game.play.state import State
from game.play.view import View, marks, view
from game.story.runtime import Scene, Story


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """A choice that was made: at which beat, which one, and when (ISO 8601, or '' if nobody said)."""

    beat: str
    choice: str
    at: str = ""


class Page(Struct, frozen=True):
    """One moment of the past: what was seen, and the words of the choice that was made then.

    `chosen` is '' for the present. `marked` are the marks that arriving here made or changed.
    """

    number: int
    view: View
    chosen: str
    marked: dict[str, str]


class Session:
    """A game being played."""

    def __init__(self, story: Story, states: list[State], log: list[Step], began: str = "") -> None:
        if len(states) != len(log) + 1 and len(states) != 1:
            raise ValueError("A session has one state more than it has choices, or only the last.")
        self.story = story
        self.began = began  # where it began, '' for the story's own beginning
        self._states = states
        self._log = log
        self._view: View | None = None

    @classmethod
    def new(cls, story: Story, seed: int, *, at: str | None = None) -> Session:
        """A game at its first moment. Raises ChoiceError if there is no place `at`."""
        return cls(story, [start(story, seed, at=at)], [], at or "")

    @classmethod
    def resume(cls, story: Story, state: State, log: Sequence[Step], began: str = "") -> Session:
        """A saved game. Its past is played again from the log; where that does not lead to `state`
        (the story has changed), the game goes on from `state` and can only be taken back so far."""
        states = replay(story, state.seed, log, began)
        if states is None or states[-1] != state:
            return cls(story, [state], list(log), began)
        return cls(story, states, list(log), began)

    @property
    def state(self) -> State:
        """The present."""
        return self._states[-1]

    @property
    def log(self) -> tuple[Step, ...]:
        """Every choice made, oldest first."""
        return tuple(self._log)

    @property
    def states(self) -> tuple[State, ...]:
        """Every moment that can be gone back to, oldest first, and the present."""
        return tuple(self._states)

    @property
    def view(self) -> View:
        """What the player sees now."""
        if self._view is None:
            self._view = view(self.story, self.state)
        return self._view

    @property
    def undoable(self) -> int:
        """How many choices can be taken back."""
        return len(self._states) - 1

    def choose(self, choice_id: str, at: str = "") -> View:
        """Take a choice. Raises ChoiceError, and changes nothing, if it cannot be taken."""
        before = self.state
        after = choose(self.story, before, choice_id)
        self._states.append(after)
        self._log.append(Step(before.beat, choice_id, at))
        self._view = None
        return self.view

    def go_on_from(self, state: State, what: str) -> View:
        """Go on from a state that no choice led to, made by `what`: what an author may do. It can be taken back."""
        self._log.append(Step(self.state.beat, what))
        self._states.append(state)
        self._view = None
        return self.view

    def undo(self, steps: int = 1) -> bool:
        """Take back the last choices. False, and nothing changed, if there are not so many."""
        if not 1 <= steps <= self.undoable:
            return False
        del self._states[-steps:], self._log[-steps:]
        self._view = None
        return True

    def pages(self, first: int = 0) -> list[Page]:
        """The past and the present as they were seen, from the `first`-th moment on."""
        return [self.page(number) for number in range(first, len(self._states))]

    def page(self, number: int) -> Page:
        """The `number`-th moment, from 0, of those that can be gone back to."""
        state = self._states[number]
        seen = self.view if state is self.state else view(self.story, state)
        marked = self.marked_at(number)
        if state is self.state:
            return Page(number, seen, "", marked)
        step = self._log[len(self._log) - self.undoable + number]
        words = next((choice.text for choice in seen.choices if choice.id == step.choice), step.choice)
        return Page(number, seen, words, marked)

    def scenes_behind(self) -> list[Scene]:
        """The scenes that the player has left, each once, the latest last; at an ending, that one too.

        Only of these may the record be told: before a choice it would give history's away.
        """
        passed = [self.story.beats[step.beat].scene for step in self._log if step.beat in self.story.beats]
        here = self.view.scene
        behind = dict.fromkeys(scene for scene in reversed(passed) if scene is not here)
        return [*reversed(behind), *([here] if self.view.is_ending else [])]

    def marked_at(self, number: int) -> dict[str, str]:
        """The marks that stand at the `number`-th moment and did not, or stood otherwise, before it.

        None for the first moment of a game that was opened without its past: which are new is not known.
        """
        now = marks(self.story, self._states[number])
        if number == 0:
            return {} if len(self._log) > self.undoable else now
        before = marks(self.story, self._states[number - 1])
        return {name: mark for name, mark in now.items() if before.get(name) != mark}


def replay(story: Story, seed: int, log: Sequence[Step], began: str = "") -> list[State] | None:
    """Every state from the beginning through `log`, or None where a choice cannot be made again."""
    try:
        states = [start(story, seed, at=began or None)]
        for step in log:
            if states[-1].beat != step.beat:
                return None
            states.append(choose(story, states[-1], step.choice))
    except ValueError:
        return None
    return states
