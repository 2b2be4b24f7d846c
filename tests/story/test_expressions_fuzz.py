"""Expressions without end: valid ones give what Python gives, and no text at all does harm."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import game
from game.story.expressions import Compiled, ExpressionError, Scope
from tests.story.test_expressions import SCOPE as KNOWN

NUMBERS = ("oil", "courage")
FLAGS = ("lit", "met")
BOATS = ("moored", "adrift")


def fresh() -> Scope:
    return Scope(KNOWN.qualities, KNOWN.lookup, KNOWN.count_marks)


# -- valid expressions, with a reference: Python itself --------------------------------------------


def numbers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "//", "%"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        inner.map(lambda a: f"(-{a})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
        inner.map(lambda a: f"abs({a})"),
    )


NUMBER = st.recursive(st.sampled_from(NUMBERS) | st.integers(0, 12).map(str), numbers, max_leaves=4)
WORD = st.sampled_from(["boat", "'moored'", "'adrift'"])
COMPARISON = st.one_of(
    st.tuples(NUMBER, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), NUMBER).map(" ".join),
    st.tuples(NUMBER, st.sampled_from(["<", "<=", ">"]), NUMBER, st.sampled_from(["<", ">="]), NUMBER).map(" ".join),
    st.tuples(WORD, st.sampled_from(["==", "!="]), WORD).map(" ".join),
    st.tuples(NUMBER, st.sampled_from(["in", "not in"]), st.lists(st.integers(-3, 9), max_size=3)).map(
        lambda p: f"{p[0]} {p[1]} ({''.join(f'{number}, ' for number in p[2])})"
    ),
)
FLAG = st.recursive(
    st.sampled_from(FLAGS) | st.sampled_from(["true", "false"]) | COMPARISON,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} and {p[1]} and {p[2]})"),
        inner.map(lambda a: f"(not {a})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
    ),
    max_leaves=4,
)


def reference(text: str, names: dict[str, Any]) -> Any:
    """The value by Python's own rules, walking the tree; only division by zero is ours."""

    def value(node: ast.expr) -> Any:
        match node:
            case ast.Constant():
                return node.value
            case ast.Name():
                return {"true": True, "false": False}.get(node.id, names.get(node.id))
            case ast.BinOp(left, op, right):
                a, b = value(left), value(right)
                if isinstance(op, ast.FloorDiv | ast.Mod) and b == 0:
                    return 0
                tree = ast.Expression(ast.BinOp(ast.Constant(a), op, ast.Constant(b)))
            case ast.UnaryOp(op, operand):
                tree = ast.Expression(ast.UnaryOp(op, ast.Constant(value(operand))))
            case ast.BoolOp(op, values):
                tree = ast.Expression(ast.BoolOp(op, [ast.Constant(value(part)) for part in values]))
            case ast.IfExp(test, body, orelse):
                return value(body) if value(test) else value(orelse)
            case ast.Compare(left, ops, comparators):
                found: list[ast.expr] = [
                    ast.Constant(value(part)) if not isinstance(part, ast.Tuple) else part for part in comparators
                ]
                tree = ast.Expression(ast.Compare(ast.Constant(value(left)), ops, found))
            case ast.Call(ast.Name(name), args):
                functions: dict[str, Callable[..., int]] = {"min": min, "max": max, "abs": abs}
                return functions[name](*[value(part) for part in args])
            case _:
                raise AssertionError(ast.dump(node))
        return eval(compile(ast.fix_missing_locations(tree), "reference", "eval"), {})

    return value(ast.parse(text, mode="eval").body)


@given(FLAG | NUMBER, st.integers(-9, 9), st.integers(-9, 9), st.booleans(), st.booleans(), st.sampled_from(BOATS))
def test_a_valid_expression_gives_what_python_gives(
    text: str, oil: int, courage: int, lit: bool, met: bool, boat: str
) -> None:
    names = {"oil": oil, "courage": courage, "lit": lit, "met": met, "boat": boat}
    compiled = compiled_or_mistake(text)
    if isinstance(compiled, ExpressionError):
        assert compiled.code == "E405"  # too long, or too many parts
        return
    found = compiled.read(((oil, courage, lit, met, boat, "calm", 0, "", ""),))
    assert found == reference(text, names)
    assert type(found) is {"number": int, "flag": bool, "word": str}[compiled.kind]


# -- any text at all -------------------------------------------------------------------------------


def compiled_or_mistake(text: str) -> Compiled | ExpressionError:
    """What becomes of a text; anything but these two, or a long wait, is a fault."""
    began = time.process_time()
    result: Compiled | ExpressionError
    try:
        result = fresh().compile(text)
    except ExpressionError as mistake:
        result = mistake
    assert time.process_time() - began < 1
    if isinstance(result, ExpressionError):
        assert result.message.endswith((".", "?"))
        assert 0 <= result.column <= len(text)
    return result


MEMORY = ((3, -2, True, False, "moored", "calm", 2, "struck", ""),)
PIECES = st.sampled_from(
    ["oil", "lit", "boat", "moored", "'moored'", "seen('here')", "3", "1000000", "9" * 50, "0", " ", "and", "or", "not", "in", "if", "else", "==", "!=", "<", ">=",
     "+", "-", "*", "**", "//", "%", "/", "@", "<<", "~", "(", ")", "[", "]", "{", "}", ",", ":", ":=", "=", ".", "...", "!", "lambda", "lambda:", "for", "x", "await", "yield", "None", "True",
     "__class__", ".__class__", "__import__", "('os')", "().__class__.__mro__", "f'{oil}'", "b'a'", "r'a'", "'''", '"', "'", "\\", "\x00", "\n", "\t", "\u00a0", "#", "ﬁx", "ⅴ", "𝐨𝐢𝐥", "ж", "\u202e", "\ud800",
     "*oil", "**oil", "k=1", "is", "print", "eval", "exec", "open", "min", "max(", "abs(", "marks('struck')", "times(", "0x1f", "1e999", "1j", "1_0", ";", "import os", "@", "->", "|", "&", "^"]
)  # fmt: skip
SOUP = st.lists(PIECES | st.text(max_size=3), max_size=30).map(" ".join) | st.lists(PIECES, max_size=40).map("".join)


@given(st.text(max_size=500) | SOUP)
def test_any_text_is_an_expression_or_a_mistake(text: str) -> None:
    result = compiled_or_mistake(text)
    if isinstance(result, Compiled):
        assert isinstance(result.read(MEMORY), {"number": int, "flag": bool, "word": str}[result.kind])
        assert isinstance(result.say(MEMORY), str)


@given(FLAG | NUMBER, st.data())
def test_a_damaged_expression_is_an_expression_or_a_mistake(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    result = compiled_or_mistake(text[:place] + data.draw(PIECES) + text[place + data.draw(st.integers(0, 3)) :])
    if isinstance(result, Compiled):
        result.read(MEMORY)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 400, "(" * 200 + ")" * 200, "[" * 399, "-" * 399 + "1", "not " * 99 + "lit", "1" + "*1000000" * 44, "1000000 ** 1000000",
        "9" * 400, "oil if " * 50 + "lit", "a." * 199 + "a", "x" * 400, "((" * 90 + "1" + "),)" * 90, "lambda " * 50, "f'" * 100, "'" * 399,
        "max(" * 90 + "1" + ", 1)" * 60, "oil" + "()" * 190, "oil" + "[0]" * 130, "{" * 399, "oil < " * 60 + "1", "1 if lit else " * 28 + "1", "é" * 400,
    ],
)  # fmt: skip
def test_deep_and_long_ones_cost_nothing(text: str) -> None:
    result = compiled_or_mistake(text)
    if isinstance(result, Compiled):
        result.read(MEMORY)


# -- and nothing in the game runs text as a program ------------------------------------------------

SOURCES = sorted(Path(game.__file__).parent.rglob("*.py"))
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "execfile"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "code", "codeop", "runpy", "subprocess"}
ALLOWED = {"preview/editor.py": {"subprocess"}}  # the author's own editor, named by the author, and no shell


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SOURCES[0].parent)))
def test_nothing_of_a_file_can_run(path: Path) -> None:
    forbidden = FORBIDDEN_MODULES - ALLOWED.get(path.relative_to(Path(game.__file__).parent).as_posix(), set())
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"{path}:{node.lineno}"
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & forbidden, f"{path}:{node.lineno}"
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in forbidden, f"{path}:{node.lineno}"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "yaml":
            assert not node.attr.endswith(("load", "load_all", "Loader")), f"{path}:{node.lineno}"
