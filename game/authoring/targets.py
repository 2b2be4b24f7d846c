"""What a search through a story looks for: every choice, every paragraph and every storylet, with what each needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from game.authoring.nearness import Nearness, nearness
from game.authoring.passages import Guard, passages, written_passages
from game.authoring.reads import WrittenStory
from game.story import Story
from game.story.decode import Path as Keys
from game.story.memory import Memory, Value, get
from game.story.names import ChoiceName
from game.story.runtime import Choice, Move
from game.story.yaml_tree import Document

_MOST_VALUES = 12  # of a quality, remembered of the places where something was wanted


@dataclass(slots=True)
class Need:
    """A condition that has to hold, or (`wanted` false) not to hold, where it stands, and what was seen of it.

    `held` counts the states in which it was so; `seen` are the values of what it reads, at the places of its target.
    """

    text: str
    wanted: bool
    file: str
    line: int
    measure: Nearness
    slots: tuple[tuple[str, int], ...]
    held: int = 0
    seen: dict[str, set[Value]] = field(default_factory=dict)

    def note(self, memory: Memory) -> float:
        """Look at a state that stands where the target could be met; how far it is from what is needed."""
        lacks = self.measure(memory)
        self.held += lacks == 0
        for name, slot in self.slots:
            values = self.seen.setdefault(name, set())
            if len(values) < _MOST_VALUES or isinstance(get(memory, slot), int):
                values.add(get(memory, slot))
        return lacks


@dataclass(slots=True, eq=False)
class Target:
    """Something to be reached. `name` is a choice's key, a scene's id, or a paragraph's number in `passages`.

    `homes` are the beats where it can be met; `owner` is the choice whose reply it is, '' for none; `why` says what it
    takes beside its needs. `visits` counts the states at its homes, `best` is the least that any of them lacked.
    """

    kind: str
    name: str | int
    words: str
    file: str
    line: int
    column: int
    homes: frozenset[str]
    needs: list[Need]
    owner: str = ""
    why: str = ""
    visits: int = 0
    best: float = float("inf")

    def lacks(self, memory: Memory) -> float:
        """How far a state's memory is from meeting all its needs."""
        return sum(need.measure(memory) for need in self.needs)


def targets(story: Story, written: WrittenStory) -> list[Target]:
    """Everything that can be reached, in the order of the story."""
    return list(_Aiming(story, written).all())


class _Aiming:
    def __init__(self, story: Story, written: WrittenStory) -> None:
        self._story = story
        self._written = written

    def all(self) -> Iterator[Target]:
        names = self._written.names
        for beat in self._story.beats.values():
            document = names.scenes[beat.scene.id].document
            for choice in beat.choices:
                yield self._choice(choice, beat.key, document)
        yield from self._passages()
        for deck in self._story.decks.values():
            homes = frozenset(
                beat.key
                for beat in self._story.beats.values()
                for choice in beat.choices
                for move in moves(choice)
                if move.kind == "draw" and move.target == deck.id
            )
            for scene in deck.scenes:
                document = names.scenes[scene.id].document
                line, column = document.at(("deck",))
                why = f"a storylet of the deck '{deck.id}', drawn by priority and weight"
                yield Target(
                    "storylet", scene.id, scene.id, scene.file, line, column, homes, self._entry(scene.id), "", why
                )

    def _choice(self, choice: Choice, beat: str, document: Document) -> Target:
        name = self._written.names.choices.get(choice.key)
        path = name.path if name is not None else self._written.names.beats[beat].path
        line, column = document.at(path)
        needs = self._needs_of(choice, beat, name, document)
        why = "a fallback, open only while nothing else is" if choice.fallback else ""
        return Target("choice", choice.key, choice.key, document.file, line, column, frozenset([beat]), needs, "", why)

    def _needs_of(self, choice: Choice, beat: str, name: ChoiceName | None, document: Document) -> list[Need]:
        needs = []
        if name is not None and name.authored.if_ is not None:
            needs.append(self._need(document, (*name.path, "if"), _text(name.authored.if_), beat))
        if choice.entry is not None:
            needs += self._entry(choice.outcome.move.target.partition(".")[0])
        return needs

    def _entry(self, scene: str) -> list[Need]:
        """The condition under which a scene may be come into."""
        name = self._written.names.scenes[scene]
        when = name.authored.when
        return [] if when is None else [self._need(name.document, ("when",), _text(when), f"{scene}.")]

    def _passages(self) -> Iterator[Target]:
        pairs = zip(passages(self._story), written_passages(self._story, self._written), strict=True)
        for number, (passage, told) in enumerate(pairs):
            needs, why, owner = [], [], ""
            if passage.said:
                owner = passage.said.rstrip("+-")
                choice = self._story.beats[passage.beat].by_id[owner.rpartition(".")[2]]
                needs += self._needs_of(choice, passage.beat, self._written.names.choices[owner], told.document)
                if passage.said != owner:
                    why.append("the throw comes off" if passage.said.endswith("+") else "the throw fails")
            for guard in told.guards:
                if guard.path:
                    needs.append(self._guard(told.document, guard, passage.beat))
                else:
                    why.append(guard.visits)
            line, column = told.place
            homes = frozenset([passage.beat])
            file, words = told.document.file, told.words
            yield Target("paragraph", number, words, file, line, column, homes, needs, owner, ", ".join(why))

    def _guard(self, document: Document, guard: Guard, beat: str) -> Need:
        written = document.value
        for step in guard.path:
            written = written[step]
        return self._need(document, guard.path, _text(written), beat, guard.holds)

    def _need(self, document: Document, path: Keys, text: str, context: str, wanted: bool = True) -> Need:
        slots = self._story.layout.slots
        reads = sorted(self._written.scope.compile(text, context=context).reads)
        return Need(
            " ".join(text.split()), wanted, document.file, document.at(path)[0],
            nearness(self._written.scope, text, context, wanted),
            tuple((name, slots[name]) for name in reads if name in slots),
        )  # fmt: skip


def _text(written: str | int | bool) -> str:
    return written if isinstance(written, str) else str(written).lower()


def moves(choice: Choice) -> list[Move]:
    """Every way that a choice can lead."""
    if choice.chance is None:
        return [choice.outcome.move]
    return [choice.chance.then.move, choice.chance.otherwise.move]


def ways(story: Story) -> dict[str, frozenset[str]]:
    """From each beat, the beats that its choices can lead to, whatever is carried.

    A visit leads to what is visited and to where it comes back; where a `return` leads depends on the game, so that
    the scenes come back to are those of the visits.
    """
    found: dict[str, set[str]] = {beat: set() for beat in story.beats}
    backs: set[str] = set()
    for beat in story.beats.values():
        for choice in beat.choices:
            for move in moves(choice):
                if move.kind in ("go", "visit"):
                    found[beat.key].add(move.target)
                if move.kind == "draw":
                    found[beat.key].update(scene.beats[0].key for scene in story.decks[move.target].scenes)
                if move.kind in ("visit", "draw"):
                    backs.add(move.after or beat.key)
    for beat in story.beats.values():
        if any(move.kind == "return" for choice in beat.choices for move in moves(choice)):
            found[beat.key] |= backs
    return {beat: frozenset(there) for beat, there in found.items()}


def distances(onward: dict[str, frozenset[str]], homes: frozenset[str]) -> dict[str, int]:
    """From each beat, the fewest choices to any of `homes`; a beat from which there is no way is left out."""
    before: dict[str, list[str]] = {}
    for here, there in onward.items():
        for target in there:
            before.setdefault(target, []).append(here)
    found = dict.fromkeys(homes, 0)
    waiting = list(homes)
    for beat in waiting:
        for earlier in before.get(beat, ()):
            if earlier not in found:
                found[earlier] = found[beat] + 1
                waiting.append(earlier)
    return found
