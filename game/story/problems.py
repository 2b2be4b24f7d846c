"""What is wrong with a story: one problem, the list of them, and how each reads on a line.

A problem is data: a code from the table in `codes.py`, a place, a sentence that proposes the fix.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from game.story.codes import CODES

_NEEDS_THE_WHOLE = {"F601", "F602", "F604", "W801", "R308"}  # what is missing may be what was left out
LINES = "the lines"  # stands in `Problems.broken` for the lines of scenes that could not be read whole
SOURCE = "the source"  # stands in `Problems.broken` for the file of sentences and its document
Severity = Literal["error", "warning", "hint"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake, with the place where an editor should put the cursor.

    `file` is relative to the story's folder; `line` and `column` count from 1.
    """

    file: str
    line: int
    column: int
    code: str
    message: str

    @property
    def severity(self) -> Severity:
        """How much it matters: an error stops the story from opening, the others do not."""
        return CODES[self.code].severity

    def __str__(self) -> str:
        weight = "" if self.severity == "error" else f"{self.severity}: "
        return f"{self.file}:{self.line}:{self.column}  {self.code}  {weight}{self.message}"


@dataclass(slots=True)
class Problems:
    """Every problem found so far, in the order of finding; `sorted()` gives reading order."""

    found: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)  # names of what is there, but could not be read
    partial: set[str] = field(default_factory=set)  # files of which only a part could be read

    def add(self, code: str, file: str, position: tuple[int, int], message: str, about: str = "") -> None:
        """Note one problem. `code` must stand in the table, else KeyError: a bug of ours.

        `about` is the name that something else was missed by; if that is `broken`, its own mistake
        is noted already, and a second one that follows from it would only mislead.
        """
        CODES[code]
        if about and about in self.broken:
            return
        if file in self.partial and code in _NEEDS_THE_WHOLE:
            return
        self.found.append(Problem(printable(file), position[0], position[1], code, printable(message)))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.sorted())

    def __len__(self) -> int:
        return len(self.found)

    def sorted(self) -> list[Problem]:
        """By file, line and column, each problem once."""
        return sorted(set(self.found))

    @property
    def errors(self) -> list[Problem]:
        """Those that stop the story from opening."""
        return self.of("error")

    def of(self, severity: Severity) -> list[Problem]:
        """Those of one weight, in reading order."""
        return [problem for problem in self.sorted() if problem.severity == severity]


def printable(text: str) -> str:
    """The text on one line, without what a terminal would obey or cannot write."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else " " if character.isspace() else "\ufffd" for character in text
    )


class StoryError(Exception):
    """A story that cannot be opened. `problems` says all that is wrong with it."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
