"""How far a state is from what a condition asks: 0 where it is so, and more the more there is to change.

The rules are those of search-based testing: two numbers are as far apart as their difference, `and` adds up what both
sides lack, `or` lacks what its nearer side does, and a flag or a word is right or wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TypeAlias

from game.story.expression_parser import parse
from game.story.expressions import Compiled, ExpressionError, Scope
from game.story.memory import Memory, Reader

Nearness: TypeAlias = Callable[[Memory], float]

_OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
}  # fmt: skip
_STEP = 0.9  # a difference of one is nearer than a wrong flag, and any other not much farther


def nearness(scope: Scope, text: str, context: str, wanted: bool = True) -> Nearness:
    """A measure for the condition `text`, or with `wanted` false for its contrary. `context` as for `Scope.compile`.

    Raises ExpressionError if it is none.
    """
    return _Measures(scope, context).of(parse(" ".join(text.split())), wanted)


class _Measures:
    def __init__(self, scope: Scope, context: str) -> None:
        self._scope = scope
        self._context = context

    def of(self, node: ast.expr, wanted: bool) -> Nearness:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self.of(node.operand, not wanted)
        if isinstance(node, ast.BoolOp):
            parts = [self.of(value, wanted) for value in node.values]
            return _all(parts) if isinstance(node.op, ast.And) is wanted else _any(parts)
        if isinstance(node, ast.Compare):
            lefts = [node.left, *node.comparators[:-1]]
            steps = zip(lefts, node.ops, node.comparators, strict=True)
            parts = [self._comparison(left, op, right, wanted) for left, op, right in steps]
            return _all(parts) if wanted else _any(parts)
        return _flag(self._compiled(node).read, wanted)

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr, wanted: bool) -> Nearness:
        kind = type(op) if wanted else _OPPOSITE.get(type(op))
        if kind in _OPPOSITE:
            try:
                first, second = self._compiled(left), self._compiled(right)
            except ExpressionError:  # a bare word, which is one only beside what it is compared with
                pass
            else:
                if first.kind == second.kind == "number":
                    return _numbers(kind, first.read, second.read)
        return _flag(self._compiled(ast.Compare(left, [op], [right])).read, wanted)

    def _compiled(self, node: ast.expr) -> Compiled:
        return self._scope.compile(ast.unparse(node), context=self._context)


def _numbers(kind: type[ast.cmpop] | None, left: Reader, right: Reader) -> Nearness:
    def measure(memory: Memory) -> float:
        difference = int(left(memory)) - int(right(memory))
        lacks = {
            ast.Lt: difference + 1,
            ast.LtE: difference,
            ast.Gt: 1 - difference,
            ast.GtE: -difference,
            ast.Eq: abs(difference),
            ast.NotEq: int(difference == 0),
        }[kind]  # type: ignore[index]
        return max(0, lacks) / (max(0, lacks) + 1) * 2 * _STEP

    return measure


def _flag(read: Reader, wanted: bool) -> Nearness:
    return lambda memory: 0.0 if bool(read(memory)) is wanted else 1.0


def _all(parts: list[Nearness]) -> Nearness:
    return lambda memory: sum(part(memory) for part in parts)


def _any(parts: list[Nearness]) -> Nearness:
    return lambda memory: min(part(memory) for part in parts)
