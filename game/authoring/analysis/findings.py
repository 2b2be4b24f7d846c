"""What all questions share: the story taken apart, a place for what is found, and where a game can come."""

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
    problems: Problems
    explained: set[int] = field(default_factory=set)

    def add(self, code: str, document: Document, path: Path, message: str, part: str = "", offset: int = 0) -> None:
        """Report something at a value of a file, or so many letters into `part` of the text that stands there."""
        self.problems.add(code, document.file, document.within(path, part, offset), message)

    def about(self, code: str, asked: Asked, message: str, column: int = 0) -> None:
        """Report something about an expression, once."""
        self.explained.add(id(asked))
        self.add(code, asked.document, asked.path, message, asked.text, column)


@dataclass(slots=True)
class Followed(Findings):
    """The same for a story that was followed along every way."""

    flow: Flow = field(kw_only=True)

    def held(self, asked: Asked, situation: Situation) -> str:
        """What may be held, of all that an expression asks for: `oil is 0 to 2 and boat is moored`; '' if it asks for
        nothing that has few values."""
        return self.values(sorted(slots_of(asked.term)), situation)

    def values(self, slots: Iterable[str], situation: Situation) -> str:
        """What the slots may hold in a situation, in words."""
        fields = [self.flow.space.fields[name] for name in slots if name in self.flow.space.fields]
        phrases = [_told(known, self.flow.space.get(situation, known)) for known in fields]
        if len(phrases) > _MOST_NAMED:
            phrases = [*phrases[:_MOST_NAMED], "so on"]
        return " and ".join([", ".join(phrases[:-1]), phrases[-1]]) if len(phrases) > 1 else "".join(phrases)


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


_DONE = {"chosen": "taken", "line": "kept", "achieved": "made"}
_NOUNS = {"chosen": "the choice ", "line": "the line ", "achieved": "the find "}


def _told(known: Field, bits: int) -> str:
    """What a field may hold, in words."""
    kind, _, name = known.name.partition(":")
    if not known.numeric:
        words = [str(value).lower() if isinstance(value, bool) else str(value) or "''" for value in known.values(bits)]
        held = f"is {' or '.join(words)}" if len(words) < 5 else f"is one of {len(words)} values"
        return f"mark('{name}') {held}" if kind == "mark" else f"{name} {held}"
    low, high = known.span(bits)
    if kind == "quality":
        return f"{name} is {low}" if low == high else f"{name} is {low} to {high}"
    if kind == "seen":
        often = "" if (low, high) == (1, NO_END) or high == 1 else f" {low} to {high} times" if high < NO_END else f" {low} times or more"  # fmt: skip
        return (
            f"{name} was never seen"
            if high == 0
            else f"{name} was seen{often}"
            if low
            else f"{name} may have been seen"
        )
    said = f"{_NOUNS.get(kind, '')}{name}"
    done = _DONE.get(kind, "made")
    return f"{said} was never {done}" if high == 0 else f"{said} was {done}" if low else f"{said} may have been {done}"
