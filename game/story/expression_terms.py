"""The words that the small language is described in: kinds, functions, limits, and its one mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

from game.story.memory import Draft, Memory, Reader, Value
from game.story.model import MARK_SIGNS, Quality

Kind = Literal["number", "flag", "word"]

MOST_CHARACTERS = 400
MOST_NODES = 80
LARGEST = 1_000_000  # a number written in an expression

KIND_NAMES = {"number": "a number", "flag": "a flag (true or false)", "word": "a word"}
MARKS = ("", *MARK_SIGNS)

# name -> what it takes and gives, for messages and for the authors' guide
FUNCTIONS = {
    "seen": "seen('scene') or seen('scene.beat'): true if the player was there",
    "times": "times('scene'): how often the player was there",
    "chosen": "chosen('choice'), chosen('scene.choice') or chosen('scene.beat.choice'): true if it was taken",
    "remembers": "remembers('line'): true if that line was kept for the epilogue",
    "achieved": "achieved('name'): true if that was found",
    "mark": "mark('s24'): the mark at that sentence, '' if there is none",
    "marks": "marks('struck'): how many sentences have that mark",
    "min": "min(a, b): the smaller",
    "max": "max(a, b): the larger",
    "abs": "abs(a): without its sign",
}


class ExpressionError(Exception):
    """An expression that cannot be used: the code, what is wrong, and the column it starts at.

    `about` is the name that was not found, if that is what is wrong.
    """

    def __init__(self, code: str, message: str, column: int = 0, about: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.column = column
        self.about = about


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to run. `read(memory)` gives its value, `say(memory)` how that reads in prose.

    `reads` names the slots it looks at.
    """

    text: str
    kind: Kind
    read: Reader
    reads: frozenset[str]
    constant: Value | None
    say: Callable[[Memory | Draft], str]


class QualityType(NamedTuple):
    """What an expression may know of a quality: its slot, its kind, and for words which there are.

    `labels` says how each word reads in prose.
    """

    slot: int
    kind: Kind
    values: tuple[str, ...] = ()
    labels: Mapping[str, str] = MappingProxyType({})

    @classmethod
    def of(cls, slot: int, declared: Quality) -> QualityType:
        """That of a quality as its author declared it."""
        kind: Kind = "number" if declared.range is not None else "word" if declared.values is not None else "flag"
        return cls(slot, kind, tuple(declared.values or ()), declared.labels)


class Known(Protocol):
    """What an expression can ask the story about."""

    qualities: Mapping[str, QualityType]

    @property
    def lookup(self) -> Callable[[str, str], tuple[int, str]]:
        """The slot behind seen('…') and its like; raises ExpressionError."""

    @property
    def count_marks(self) -> Callable[[str], tuple[int, ...]]:
        """The slots of all sentences that can be marked."""
