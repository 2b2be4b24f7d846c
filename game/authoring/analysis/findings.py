"""What all questions share: the story taken apart, where a game can come, and a place for what is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from game.authoring.analysis.flow import Flow
from game.authoring.analysis.program import Asked, Program
from game.authoring.analysis.space import NO_END, Field, Situation
from game.authoring.analysis.terms import slots_of
from game.story.decode import Path
from game.story.memory import Value
from game.story.problems import Problems
from game.story.yaml_tree import Document

_MOST_NAMED = 4


@dataclass(slots=True)
class Findings:
    """One story's analysis. `explained` has the id() of the expressions about which something was said already."""

    made: Program
    flow: Flow
    problems: Problems
    explained: set[int] = field(default_factory=set)

    def add(self, code: str, document: Document, path: Path, message: str, part: str = "", offset: int = 0) -> None:
        """Report something at a value of a file, or so many letters into `part` of the text that stands there."""
        self.problems.add(code, document.file, document.within(path, part, offset), message)

    def about(self, code: str, asked: Asked, message: str, column: int = 0) -> None:
        """Report something about an expression, once."""
        self.explained.add(id(asked))
        self.add(code, asked.document, asked.path, message, asked.text, column)

    def held(self, asked: Asked, situation: Situation) -> str:
        """What may be held, of all that an expression asks for: `oil is 0 to 2 and boat is moored`; '' if it asks for
        nothing that has few values."""
        return self.values(sorted(slots_of(asked.term)), situation)

    def values(self, slots: Iterable[str], situation: Situation) -> str:
        """What the slots may hold in a situation, in words."""
        fields = [self.flow.space.fields[name] for name in slots if name in self.flow.space.fields]
        told = [f"{_name(known)} {_values(known, self.flow.space.get(situation, known))}" for known in fields]
        if len(told) > _MOST_NAMED:
            told = [*told[:_MOST_NAMED], "so on"]
        return " and ".join([", ".join(told[:-1]), told[-1]]) if len(told) > 1 else "".join(told)


def told(slot: str, value: Value) -> str:
    """One slot and its value in words: `oil is 0`, `the-tower was not seen`."""
    kind, _, name = slot.partition(":")
    match kind:
        case "quality":
            return f"{name} is {str(value).lower() if isinstance(value, bool) else value}"
        case "mark":
            return f"mark('{name}') is '{value}'"
        case "seen":
            return f"{name} was {'seen' if value else 'not seen'}"
        case "chosen":
            return f"{name} was {'chosen' if value else 'not chosen'}"
        case "line":
            return f"the line {name} is {'' if value else 'not '}kept"
    return f"{name} is {'' if value else 'not '}found"


def _name(known: Field) -> str:
    kind, _, name = known.name.partition(":")
    match kind:
        case "quality":
            return name
        case "mark":
            return f"mark('{name}')"
        case "seen":
            return f"the visits to {name}"
        case "chosen":
            return f"the choice {name}"
        case "line":
            return f"the line {name}"
    return f"the find {name}"


def _values(known: Field, bits: int) -> str:
    if known.numeric:
        low, high = known.span(bits)
        if known.name.startswith("quality:"):
            return f"is {low}" if low == high else f"is {low} to {high}"
        if high == 0:
            return {"seen": "are none", "chosen": "was never taken", "line": "is never kept"}.get(
                known.name.partition(":")[0], "is never made"
            )
        if known.name.startswith("seen:"):
            return f"are {low} or more" if high >= NO_END else f"are {low} to {high}" if low < high else f"are {low}"
        if low:
            return {"chosen": "was taken", "line": "is kept"}.get(known.name.partition(":")[0], "is made")
        return {"chosen": "may be taken or not", "line": "may be kept or not"}.get(
            known.name.partition(":")[0], "may be made or not"
        )
    words = [str(value).lower() if isinstance(value, bool) else str(value) or "''" for value in known.values(bits)]
    return f"is {' or '.join(words)}" if len(words) < 5 else f"is one of {len(words)} values"
