"""What each slot of memory may hold at some place of the story, as the bits of one whole number.

A slot's values are parted into cells: each value of a flag, an enumeration or a short range is a cell of its own;
a wide range is parted at the numbers that the story compares with or sets. A situation has one bit for each cell
of each slot, set if the slot may hold such a value there. To join two situations is `|`. Whatever can happen is
among what a situation allows; not all that it allows can happen. Situation 0 is one that never comes about.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from game.story.memory import Value

Situation: TypeAlias = int
Interval: TypeAlias = tuple[int, int]

MOST_SINGLE = 41  # a range of up to so many numbers has a cell for each
NO_END = 1_000_000_000  # counts have no upper end

OPERATORS: dict[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


@dataclass(eq=False)
class Field:
    """A slot, and where its bits are. `cells` are values; for a number each is (lowest, highest)."""

    name: str
    cells: tuple[Value | Interval, ...]
    offset: int
    numeric: bool
    counts: bool = False
    _tests: dict[tuple[str, Value], int] = field(default_factory=dict)
    _sums: dict[tuple[int, int, int], int] = field(default_factory=dict)

    @cached_property
    def every(self) -> int:
        """All bits, not yet shifted."""
        return (1 << len(self.cells)) - 1

    @property
    def bounds(self) -> Interval:
        """The lowest and the highest number that a game can bring it to."""
        return self.intervals[0][0], self.intervals[-1][1]

    def holding(self, test: Callable[[Value], bool]) -> int:
        """The bits of the values that pass; for a number, of the cells one end of which passes."""
        found = 0
        for index, cell in enumerate(self.cells):
            ends = cell if isinstance(cell, tuple) else (cell,)
            if any(test(end) for end in ends):
                found |= 1 << index
        return found

    def where(self, compare: str, value: Value) -> int:
        """The bits of the values for which a comparison with a constant may hold."""
        key = (compare, value)
        found = self._tests.get(key)
        if found is None:
            if compare in ("==", "!=") and self.numeric:
                found = self._equal(int(value)) if compare == "==" else self._unequal(int(value))
            else:
                test = OPERATORS[compare]
                found = self.holding(lambda held: test(held, value))
            self._tests[key] = found
        return found

    def _equal(self, value: int) -> int:
        return sum(1 << index for index, (low, high) in enumerate(self.intervals) if low <= value <= high)

    def _unequal(self, value: int) -> int:
        return sum(1 << index for index, (low, high) in enumerate(self.intervals) if (low, high) != (value, value))

    @cached_property
    def intervals(self) -> list[Interval]:
        """The cells of a number."""
        return [cell for cell in self.cells if isinstance(cell, tuple)]

    def span(self, bits: int) -> Interval:
        """The lowest and the highest number that the bits allow."""
        lowest, highest = (bits & -bits).bit_length() - 1, bits.bit_length() - 1
        return self.intervals[lowest][0], self.intervals[highest][1]

    def values(self, bits: int) -> list[Value | Interval]:
        """The cells that the bits allow."""
        return [cell for index, cell in enumerate(self.cells) if bits >> index & 1]

    def within(self, low: int, high: int) -> int:
        """The bits of the cells that hold any number from `low` to `high`; beyond the bounds, those of their end."""
        first, last = self.bounds
        low, high = max(first, min(last, low)), max(first, min(last, high))
        return sum(1 << index for index, (start, end) in enumerate(self.intervals) if start <= high and end >= low)

    def plus(self, bits: int, low: int, high: int) -> int:
        """The bits after adding something from `low` to `high`, kept inside the range."""
        key = (bits, low, high)
        found = self._sums.get(key)
        if found is None:
            found = 0
            for index, (start, end) in enumerate(self.intervals):
                if bits >> index & 1:
                    found |= self.within(start + low, end + high)
            self._sums[key] = found
        return found


def partition(low: int, high: int, points: Iterable[int]) -> tuple[Interval, ...]:
    """A range in cells: each of `points` alone, and what lies between them; each number alone if there are few."""
    if high - low < MOST_SINGLE:
        return tuple((number, number) for number in range(low, high + 1))
    singles = sorted({low, high, *(point for point in points if low < point < high)})
    cells: list[Interval] = []
    for number in singles:
        if cells and cells[-1][1] + 1 < number:
            cells.append((cells[-1][1] + 1, number - 1))
        cells.append((number, number))
    return tuple(cells)


class Space:
    """The fields of a story. A slot that has none may hold anything."""

    def __init__(self) -> None:
        self.fields: dict[str, Field] = {}
        self._size = 1  # the lowest bit is set in every situation that can come about, even where no field is

    def add(self, name: str, cells: tuple[Value | Interval, ...], *, counts: bool = False) -> None:
        """Give a slot its bits."""
        numeric = isinstance(cells[0], tuple)
        self.fields[name] = Field(name, cells, self._size, numeric, counts)
        self._size += len(cells)

    @property
    def size(self) -> int:
        """How many bits a situation has."""
        return self._size

    def get(self, situation: Situation, known: Field) -> int:
        """The bits of one field."""
        return situation >> known.offset & known.every

    def put(self, situation: Situation, known: Field, bits: int) -> Situation:
        """The situation in which one field has these bits; none at all if there are none."""
        if not bits:
            return 0
        return situation & ~(known.every << known.offset) | bits << known.offset

    def only(self, situation: Situation, known: Field, bits: int) -> Situation:
        """The situation in which one field has at most these bits."""
        return self.put(situation, known, self.get(situation, known) & bits)

    def test(self, situation: Situation, slot: str, compare: str, value: Value) -> Situation:
        """What is left of a situation where a slot compares so; all of it if the slot is not followed."""
        known = self.fields.get(slot)
        return situation if known is None else self.only(situation, known, known.where(compare, value))

    @cached_property
    def anything(self) -> Situation:
        """The situation in which every field may hold every value that is declared."""
        return (1 << self._size) - 1

    @cached_property
    def _by_offset(self) -> tuple[list[int], list[Field]]:
        fields = list(self.fields.values())
        return [known.offset for known in fields], fields

    def widened(self, before: Situation, after: Situation) -> Situation:
        """`after`, with every number that may hold more than before free to hold anything."""
        offsets, fields = self._by_offset
        grown = after & ~before
        while grown:
            position = (grown & -grown).bit_length() - 1
            index = bisect_left(offsets, position + 1) - 1
            known = fields[index]
            bits = known.every << known.offset
            if known.numeric:
                after |= bits
            grown &= ~bits
        return after
