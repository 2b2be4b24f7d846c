"""Which slots of a story the analysis follows, and into which cells the values of each are parted."""

from __future__ import annotations

from collections import defaultdict

from game.authoring.analysis.bounds import bounds_of
from game.authoring.analysis.program import Passage, Program, read_slots
from game.authoring.analysis.space import NO_END, Interval, Situation, Space, partition
from game.authoring.analysis.terms import Among, Comparison, Constant, Slot, Term, parts
from game.story.expressions import MARKS
from game.story.memory import Value, get

MOST_TIMES = 12  # up to so many times, each number of visits is told from the others
MOST_BYTES = 200_000_000  # what the situations of all beats may take; beyond it, visits and choices are not followed


def space_of(made: Program, *, declared: bool = False) -> tuple[Space, Situation]:
    """The space of a story, and what a new game begins with. `declared`: with the whole range of each number, though no
    game can bring it so far."""
    points, turns, bounds = _points(made), _turns(made), {} if declared else bounds_of(made)
    read = read_slots(made)
    followed = read | turns.keys()
    for step in made.steps.values():
        followed |= {f"chosen:{option.key}" for option in step.options if option.once}
    followed |= {f"seen:{scene.id}" for scene in made.story.scenes.values() if scene.once}
    space = Space()
    for name, (quality, _) in made.files.qualities.items():
        slot = f"quality:{name}"
        if quality.range is not None:
            space.add(slot, partition(*bounds.get(slot, quality.range), [*points[slot], *_written(made, slot)]))
        else:
            space.add(slot, tuple(quality.values) if quality.values is not None else (False, True))
    others = [name for name in made.names.layout.slots if name in followed and not name.startswith("quality:")]
    if "marks" in read:
        others += [name for name in made.names.layout.slots if name.startswith("mark:") and name not in followed]
    for name in others if (space.size + 2 * len(others)) * len(made.steps) < 8 * MOST_BYTES else []:
        kind = name.partition(":")[0]
        if kind == "mark":
            space.add(name, MARKS)
        elif kind in ("line", "achieved"):
            space.add(name, ((0, 0), (1, 1)))
        else:
            space.add(name, _counts([*points[name], turns.get(name, 1)]), counts=True)
    begins = 1
    for name, known in space.fields.items():
        value = get(made.story.initial, made.names.layout.slots[name])
        begins |= known.where("==", value) << known.offset
    return space, begins


def _counts(points: list[int]) -> tuple[Value | Interval, ...]:
    last = min(MOST_TIMES, max(0, *points))
    singles = [(number, number) for number in range(last + 1)]
    above = sorted({point for point in points if last < point < NO_END})
    if not above:
        return (*singles, (last + 1, NO_END))
    return (*singles, *(cell for cell in partition(last + 1, NO_END, above)))


def _points(made: Program) -> defaultdict[str, list[int]]:
    """The numbers that each slot is compared with."""
    found: defaultdict[str, list[int]] = defaultdict(list)

    def note(slot: Term, other: Term) -> None:
        if isinstance(slot, Slot) and isinstance(other, Constant) and not isinstance(other.value, str):
            found[slot.name].append(int(other.value))

    for term in {id(asked.term): asked.term for asked in made.asked}.values():
        for part in parts(term):
            if isinstance(part, Comparison):
                note(part.left, part.right)
                note(part.right, part.left)
            elif isinstance(part, Among):
                for option in part.options:
                    note(part.left, Constant(option))
    return found


def _written(made: Program, slot: str) -> list[int]:
    """The numbers that a quality starts at and is set to."""
    found = [int(get(made.story.initial, made.names.layout.slots[slot]))]
    for change in made.changes:
        if change.slot == slot and change.kind == "put":
            assert isinstance(change.value, int | str)
            found.append(int(change.value))
    return found


def _turns(made: Program) -> dict[str, int]:
    """The beats and choices whose text depends on how often one was there, and how many texts there are."""
    found: dict[str, int] = {}

    def note(slot: str, passages: list[Passage]) -> None:
        for passage in passages:
            if passage.kind != "if":
                found[slot] = max(found.get(slot, 1), len(passage.sides))
            for _, inner in passage.sides:
                note(slot, inner)

    for step in made.steps.values():
        note(f"seen:{step.key}", step.passages)
        for option in step.options:
            for half in option.halves:
                note(f"chosen:{option.key}", half.reply)
    return found
