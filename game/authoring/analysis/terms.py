"""Expressions as trees of our own, with every name resolved to the slot of memory that it reads.

A compiled expression is a closure that tells nothing of itself; these trees can be asked. They are made only of
expressions that loaded without a mistake, so nothing is checked here again.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from game.story.expression_parser import parse
from game.story.memory import Value

Lookup: TypeAlias = Callable[[str, str], tuple[int, str]]

_LINE_BREAKS = str.maketrans("\t\n", "  ")
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A value that stands in the expression as it is."""

    value: Value


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """The value of a slot. `positive`: whether that value is more than nothing, as seen() and its like ask."""

    name: str
    positive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """How many sentences have a mark."""

    mark: str


@dataclass(frozen=True, slots=True, eq=False)
class Not:
    """The opposite of a flag."""

    part: Term


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """Flags joined by `and`, or else by `or`."""

    is_and: bool
    parts: tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """One comparison of two values. `text` is its words and `column` where they begin, from 0."""

    operator: str
    left: Term
    right: Term
    text: str
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Among:
    """Whether a value is one of several. `text` and `column` as in Comparison."""

    left: Term
    options: frozenset[Value]
    text: str
    column: int


@dataclass(frozen=True, slots=True, eq=False)
class Either:
    """One value or another, by a condition."""

    test: Term
    yes: Term
    no: Term


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """A number made of others: + - * // %, or min, max, abs, or neg for a sign."""

    operator: str
    parts: tuple[Term, ...]


Term: TypeAlias = Constant | Slot | Marks | Not | Joined | Comparison | Among | Either | Arithmetic


class Resolver:
    """Makes the trees of one story; the same text in the same place gives the same tree."""

    def __init__(self, qualities: Collection[str], lookup: Lookup) -> None:
        self._qualities = qualities
        self._lookup = lookup
        self._known: dict[tuple[str, str], Term] = {}

    def term(self, text: str, context: str) -> Term:
        """The tree of an expression that is known to be right; `context` is the beat that names start from."""
        key = (text, context if "(" in text else "")
        found = self._known.get(key)
        if found is None:
            trimmed = text.translate(_LINE_BREAKS).strip()
            indent = len(text) - len(text.lstrip())
            found = self._known[key] = _Reading(self._qualities, self._lookup, context, trimmed, indent).of(
                parse(trimmed)
            )
        return found


class _Reading:
    def __init__(self, qualities: Collection[str], lookup: Lookup, context: str, text: str, indent: int) -> None:
        self._qualities = qualities
        self._lookup = lookup
        self._context = context
        self._text = text
        self._indent = indent

    def of(self, node: ast.expr) -> Term:
        match node:
            case ast.Constant(value=value):
                assert isinstance(value, int | str)
                return Constant(value)
            case ast.Name(id=name):
                return self._name(name)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.of(operand))
            case ast.UnaryOp(op=operator, operand=operand):
                return _signed(isinstance(operator, ast.USub), self.of(operand))
            case ast.BoolOp(op=operator, values=values):
                return Joined(isinstance(operator, ast.And), tuple(self.of(value) for value in values))
            case ast.BinOp(left=left, op=operator, right=right):
                return Arithmetic(_OPERATORS[type(operator)], (self.of(left), self.of(right)))
            case ast.IfExp(test=test, body=body, orelse=other):
                return Either(self.of(test), self.of(body), self.of(other))
            case ast.Compare():
                return self._compare(node)
            case ast.Call(func=ast.Name(id=function), args=arguments):
                return self._call(function, arguments)
        raise AssertionError(f"{type(node).__name__} is not in the language")

    def _name(self, name: str) -> Term:
        if name in self._qualities:
            return Slot(f"quality:{name}")
        return Constant(name == "true" if name in ("true", "false") else name)

    def _compare(self, node: ast.Compare) -> Term:
        steps: list[Term] = []
        left_node = node.left
        for operator, right_node in zip(node.ops, node.comparators, strict=True):
            left = self.of(left_node)
            text = f"{self._words(left_node)} {_NAMES[type(operator)]} {self._words(right_node)}"
            column = self._column(left_node)
            if isinstance(operator, ast.In | ast.NotIn):
                assert isinstance(right_node, ast.Tuple | ast.List)
                options = [self.of(item) for item in right_node.elts]
                allowed = frozenset(option.value for option in options if isinstance(option, Constant))
                among = Among(left, allowed, text, column)
                steps.append(Not(among) if isinstance(operator, ast.NotIn) else among)
            else:
                steps.append(Comparison(_OPERATORS[type(operator)], left, self.of(right_node), text, column))
            left_node = right_node
        return steps[0] if len(steps) == 1 else Joined(True, tuple(steps))

    def _call(self, function: str, arguments: list[ast.expr]) -> Term:
        if function in ("min", "max", "abs"):
            return Arithmetic(function, tuple(self.of(argument) for argument in arguments))
        (argument,) = arguments
        assert isinstance(argument, ast.Constant)
        assert isinstance(argument.value, str)
        if function == "marks":
            return Marks(argument.value)
        _, slot = self._lookup(function, f"{self._context}|{argument.value}")
        return Slot(slot, positive=function not in ("times", "mark"))

    def _words(self, node: ast.expr) -> str:
        return ast.get_source_segment(self._text, node) or ast.unparse(node)

    def _column(self, node: ast.expr) -> int:
        return self._indent + len(self._text.encode()[: node.col_offset].decode("utf-8", "ignore"))


_NAMES: dict[type[ast.AST], str] = {**_OPERATORS, ast.In: "in", ast.NotIn: "not in"}


def _signed(negative: bool, part: Term) -> Term:
    if not negative:
        return part
    if isinstance(part, Constant):
        return Constant(-int(part.value))
    return Arithmetic("neg", (part,))


def parts(term: Term) -> Iterator[Term]:
    """The term and every term in it."""
    yield term
    match term:
        case Not(part=part):
            yield from parts(part)
        case Joined(parts=several) | Arithmetic(parts=several):
            for part in several:
                yield from parts(part)
        case Comparison(left=left, right=right):
            yield from parts(left)
            yield from parts(right)
        case Among(left=left):
            yield from parts(left)
        case Either(test=test, yes=yes, no=no):
            for part in (test, yes, no):
                yield from parts(part)
        case _:
            return


def slots_of(term: Term) -> frozenset[str]:
    """The names of the slots that the term reads; `marks` where it counts those."""
    names = [part.name if isinstance(part, Slot) else "marks" for part in parts(term) if isinstance(part, Slot | Marks)]
    return frozenset(names)
