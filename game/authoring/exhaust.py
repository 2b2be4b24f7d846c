"""Every state of a story, or of one chapter of it, as far as a bound allows: where it ends, and where it cannot.

Chance is no obstacle: of a throw both outcomes are followed, and of a draw each storylet that may come then
(`game.play.outcomes`), so that what is found holds for every seed. Two states are one here if nothing that can still
happen in the region tells them apart: the beat, the visits under way, and of the memory what its conditions, amounts
and decks read. What only texts read does not count, since no text opens a way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from game.authoring.reads import WrittenStory
from game.authoring.targets import moves
from game.play import State, choose, line_of, outcomes, start, view
from game.story import Story
from game.story.decode import Path as Keys
from game.story.memory import PAGE, Memory, Value

Key: TypeAlias = tuple[object, ...]
_SEEDS = 200  # tried for a game in which chance falls as it did here
_TEXTS = ("text", "reply", "record", "locked")
_NAMES_FOLLOW = ("beats", "set", "add", "mark", "remember")


@dataclass(frozen=True, slots=True)
class Opening:
    """A state to set out from, and the game that came there."""

    state: State
    seed: int
    choices: tuple[str, ...] = ()


@dataclass(slots=True)
class Node:
    """A state that was found: the opening it was found from, the node before it and the choice between them.

    `goal` is `ending:` or `chapter:` with a name where the search is at its end; `cut` says that not all that follows
    was looked at.
    """

    state: State
    opening: int
    before: int = -1
    choice: str = ""
    goal: str = ""
    cut: bool = False
    is_stuck: bool = False
    sources: list[int] = field(default_factory=list)  # the nodes that lead here


class Region:
    """A part of a story: the scenes of some chapters, and every ending. It knows which states are one."""

    def __init__(self, story: Story, written: WrittenStory, chapters: Iterable[str]) -> None:
        self.story = story
        wanted = set(chapters)
        self.scenes = {scene.id for scene in story.scenes.values() if scene.chapter.id in wanted or scene.ending}
        self._slots, self._cooling = _Relevant(story, written, self.scenes).found()

    def key(self, state: State) -> Key:
        """What tells a state from others here."""
        return (
            state.beat,
            tuple([(back.beat, back.fresh, back.enters) for back in state.visits]),
            *[_capped(state.memory[page][place], cap) for page, place, cap in self._slots],
            *[self._rest(state.memory, deck, drawn, cooling) for deck, drawn, cooling in self._cooling],
        )

    @staticmethod
    def _rest(memory: Memory, deck: int, drawn: int, cooling: int) -> int:
        """How many draws a storylet still rests."""
        last, turn = int(memory[drawn // PAGE][drawn % PAGE]), int(memory[deck // PAGE][deck % PAGE])
        return max(0, cooling - (turn - last)) if last else 0


def _capped(value: Value, cap: bool) -> Value:
    return min(value, 1) if cap and isinstance(value, int) else value


class _Relevant:
    """Finds what of the memory can matter in some scenes."""

    def __init__(self, story: Story, written: WrittenStory, scenes: set[str]) -> None:
        self._story = story
        self._written = written
        self._scenes = scenes
        self._whole: set[int] = set()  # slots whose value matters
        self._flags: set[int] = set()  # slots of which it matters whether they are 0
        self._cooling: list[tuple[int, int, int]] = []

    def found(self) -> tuple[list[tuple[int, int, bool]], list[tuple[int, int, int]]]:
        story = self._story
        doors: set[str] = set()
        decks: set[str] = set()
        for beat in story.beats.values():
            if beat.scene.id not in self._scenes:
                continue
            for choice in beat.choices:
                if choice.once:
                    self._flags.add(choice.slot)
                for move in moves(choice):
                    if move.kind == "draw":
                        decks.add(move.target)
                    elif move.target:
                        doors.add(move.target.partition(".")[0])
        for name in decks:
            deck = story.decks[name]
            for scene in deck.scenes:
                doors.add(scene.id)
                if scene.once:
                    self._flags.add(scene.slot)
                if scene.cooling:
                    self._cooling.append((deck.slot, scene.drawn_slot, scene.cooling))
        files = {story.scenes[scene].file for scene in self._scenes}
        entries = {story.scenes[scene].file for scene in doors}
        for (file, path), compiled in self._written.expressions.items():
            if (file in files and not _is_of_text(path)) or (file in entries and path == ("when",)):
                self._reads(compiled.reads, "times" in compiled.text)
        slots = [(*divmod(slot, PAGE), False) for slot in sorted(self._whole)]
        slots += [(*divmod(slot, PAGE), True) for slot in sorted(self._flags - self._whole)]
        return slots, self._cooling

    def _reads(self, names: Iterable[str], counts: bool) -> None:
        slots = self._story.layout.slots
        for name in names:
            kind = name.partition(":")[0]
            if name == "marks":
                self._whole |= {slot for other, slot in slots.items() if other.startswith("mark:")}
            elif kind in ("quality", "mark") or counts:
                self._whole.add(slots[name])
            else:
                self._flags.add(slots[name])


def _is_of_text(path: Keys) -> bool:
    """Whether an expression stands in a text: it says what is read, and changes nothing."""
    before: object = ""
    for step in path:
        if step in _TEXTS and before not in _NAMES_FOLLOW:
            return True
        before = "" if before in _NAMES_FOLLOW else step
    return False


class Search:
    """The states of a region that can be come to from some openings, at most so many."""

    def __init__(self, region: Region, openings: list[Opening], most: int) -> None:
        self.region = region
        self.nodes: list[Node] = []
        self.openings: list[Opening] = []
        self._known: dict[Key, int] = {}
        self._most = most
        self.left_out = 0  # openings that the bound left no room for
        for opening in openings:
            key = region.key(opening.state)
            if key in self._known:
                continue
            if len(self.nodes) >= most:
                self.left_out += 1
                continue
            self._known[key] = len(self.nodes)
            self.nodes.append(Node(opening.state, len(self.openings)))
            self.openings.append(opening)

    def run(self, after: Callable[[int], None] = lambda states: None) -> None:
        """Look at every node, the oldest first. `after` is told how many more were looked at."""
        waiting = deque(range(len(self.nodes)))
        told = 0
        while waiting:
            number = waiting.popleft()
            waiting.extend(self._expand(number))
            told += 1
            if told % 1000 == 0:
                after(1000)

    def _expand(self, number: int) -> list[int]:
        story, node = self.region.story, self.nodes[number]
        here = story.beats[node.state.beat].scene
        if here.id not in self.region.scenes:
            node.goal = f"chapter:{here.chapter.id}"
            return []
        seen = view(story, node.state)
        if seen.is_ending:
            node.goal = f"ending:{here.id}"
            return []
        node.is_stuck = seen.is_stuck
        new = []
        for choice in seen.choices:
            if not choice.is_open:
                continue
            for state in outcomes(story, node.state, choice.id):
                key = self.region.key(state)
                known = self._known.get(key)
                if known is None:
                    if len(self.nodes) >= self._most:
                        node.cut = True
                        continue
                    known = self._known[key] = len(self.nodes)
                    self.nodes.append(Node(state, node.opening, number, choice.id))
                    new.append(known)
                self.nodes[known].sources.append(number)
        return new

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return not self.left_out and not any(node.cut for node in self.nodes)

    def leading_to(self, ends: Iterable[int]) -> set[int]:
        """The nodes from which any of `ends` can be come to, these among them."""
        found = set(ends)
        waiting = list(found)
        for number in waiting:
            for source in self.nodes[number].sources:
                if source not in found:
                    found.add(source)
                    waiting.append(source)
        return found

    def path(self, number: int) -> tuple[Opening, list[str]]:
        """The opening that a node was found from, and the choices from there."""
        choices = []
        node = self.nodes[number]
        opening = self.openings[node.opening]
        while node.before >= 0:
            choices.append(node.choice)
            node = self.nodes[node.before]
        return opening, choices[::-1]

    def line(self, number: int) -> str:
        """A game in one line that comes to a node, if a seed is soon found with which chance falls so; else ''."""
        opening, choices = self.path(number)
        whole = [*opening.choices, *choices]
        wanted = self.region.key(self.nodes[number].state)
        for seed in (opening.seed, *range(_SEEDS)):
            try:
                state = start(self.region.story, seed)
                for choice in whole:
                    state = choose(self.region.story, state, choice)
            except ValueError:  # with this seed, one of them cannot be made
                continue
            if self.region.key(state) == wanted:
                return line_of(seed, whole)
        return ""
