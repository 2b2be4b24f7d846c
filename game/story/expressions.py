"""The small language of conditions and amounts: parsed, type-checked, compiled to closures.

What is in it: whole numbers, 'words', true and false; the names of qualities; `+ - * // %`;
`== != < <= > >=` and chains of them; `in` and `not in` a list in parentheses; `and or not`;
`A if CONDITION else B`; and the functions of `expression_terms.FUNCTIONS`. Length, nesting and the
size of numbers are bounded, so that no expression can hang or exhaust the process.

`expression_parser.py` reads the text, `expression_compiler.py` makes it run; this is their door.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from game.story.expression_compiler import Compiler
from game.story.expression_parser import parse
from game.story.expression_terms import (
    FUNCTIONS,
    LARGEST,
    MARKS,
    MOST_CHARACTERS,
    MOST_NODES,
    Compiled,
    ExpressionError,
    Kind,
    QualityType,
)

__all__ = [
    "LARGEST", "MARKS", "MOST_CHARACTERS", "MOST_NODES", "Compiled", "ExpressionError", "Kind", "QualityType",
    "Scope", "function_names",
]  # fmt: skip

_LINE_BREAKS = str.maketrans("\t\n", "  ")  # an expression may go over several lines


class Scope:
    """The names that expressions of one story can use.

    `lookup(function, argument)` finds the slot behind seen('…') and its like, or raises ExpressionError.
    """

    def __init__(
        self,
        qualities: Mapping[str, QualityType],
        lookup: Callable[[str, str], tuple[int, str]],
        count_marks: Callable[[str], tuple[int, ...]] = lambda mark: (),
    ) -> None:
        self.qualities = qualities
        self.lookup = lookup
        self.count_marks = count_marks
        self._cache: dict[tuple[str, str], Compiled] = {}

    def compile(self, text: str, *, context: str = "") -> Compiled:
        """The expression, checked; from the cache if the same text was compiled before.

        `context` is what relative references depend on (a beat's key). Raises ExpressionError.
        """
        key = (text, context if "(" in text else "")
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._compile(text, context)
        return found

    def _compile(self, text: str, context: str) -> Compiled:
        trimmed = text.translate(_LINE_BREAKS).strip()
        try:
            return Compiler(self, context, text).run(parse(trimmed))
        except ExpressionError as mistake:
            before = trimmed.encode("utf-8", "replace")[: mistake.column].decode("utf-8", "ignore")
            indent = len(text) - len(text.lstrip())
            raise ExpressionError(mistake.code, mistake.message, indent + len(before), mistake.about) from None


def function_names() -> Iterable[str]:
    """The functions of the language, for the authors' guide and its test."""
    return FUNCTIONS
