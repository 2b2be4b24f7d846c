"""What a game remembers: one value per slot, in pages that states share.

Every quality, seen-count, mark and remembered line of a story has a slot, numbered when the story
is loaded. A memory is a tuple of pages, each a tuple of up to 64 values: reading is two index
operations, and a change copies one page and the list of pages and shares all the others with the
memory it came from. (The persistent maps on the registry were measured and either take 1.4 µs a
change, against 0.5 µs here, or have no wheel for every Python that we support.)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Value: TypeAlias = int | str | bool
Page: TypeAlias = tuple[Value, ...]
Memory: TypeAlias = tuple[Page, ...]
Draft: TypeAlias = list[Page]  # a memory being changed: `list(memory)`, then `tuple(draft)`
Reader: TypeAlias = Callable[[Memory | Draft], Value]

PAGE = 64


class Layout:
    """Which slot holds what, and what a new game starts with.

    Slots are named by kind and name: `quality:voice`, `seen:the-parcel`, `mark:s24`.
    """

    def __init__(self) -> None:
        self.slots: dict[str, int] = {}
        self._starts: list[Value] = []

    def add(self, name: str, start: Value) -> int:
        """Give `name` the next slot; the same name twice keeps its first slot."""
        slot = self.slots.get(name)
        if slot is None:
            slot = self.slots[name] = len(self._starts)
            self._starts.append(start)
        return slot

    def all_of(self, kind: str) -> tuple[int, ...]:
        """The slots of everything of one kind, in the order they were given."""
        return tuple(slot for name, slot in self.slots.items() if name.startswith(f"{kind}:"))

    def initial(self) -> Memory:
        """The memory of a new game."""
        starts = self._starts
        return tuple(tuple(starts[first : first + PAGE]) for first in range(0, len(starts), PAGE))


def get(memory: Memory | Draft, slot: int) -> Value:
    """What stands in `slot`."""
    return memory[slot // PAGE][slot % PAGE]


def put(draft: Draft, slot: int, value: Value) -> None:
    """Change one slot of a draft; the page is copied, so no memory that shares it changes."""
    number, offset = divmod(slot, PAGE)
    page = list(draft[number])
    page[offset] = value
    draft[number] = tuple(page)


def count(draft: Draft, slot: int) -> None:
    """Add one to a slot that holds a number."""
    number, offset = divmod(slot, PAGE)
    page = list(draft[number])
    page[offset] += 1  # type: ignore[operator]
    draft[number] = tuple(page)
