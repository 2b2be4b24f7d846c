"""The text of an expression to a syntax tree in which nothing stands that the language does not have.

Python's own parser reads the text; then every node must be on a white list, so that nothing of a
file ever runs as Python. Columns of mistakes are in bytes of UTF-8 here, as `ast` counts them.
"""

from __future__ import annotations

import ast
import re
import warnings

from game.story.expression_terms import LARGEST, MOST_CHARACTERS, MOST_NODES, ExpressionError

_NODES = (
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.FloorDiv, ast.Mod, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn,
    ast.keyword, ast.Name, ast.Constant, ast.Tuple, ast.List, ast.Call, ast.IfExp, ast.Load,
)  # fmt: skip

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_REFUSED_ANYWHERE = re.compile(r"[\\\x00-\x08\x0b-\x1f\ud800-\udfff]")
_REFUSED_OUTSIDE_QUOTES = re.compile(r"#|\b[0-9]+[A-Za-z_]|\b[rbuf]['\"]|[\"']{3}", re.IGNORECASE)


def parse(text: str) -> ast.expr:
    """The tree of `text`, which has no white space around it. Raises ExpressionError."""
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(
            "E405",
            f"An expression has at most {MOST_CHARACTERS} characters, this one {len(text)}. Split it, or keep the result in a quality.",
        )
    if not text:
        raise ExpressionError("E401", "The expression is empty. Write one, or leave the key out.")
    _refuse_characters(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        column = len(text[: max(0, (error.offset or 1) - 1)].encode())
        raise ExpressionError("E401", f"'{short(text)}' cannot be read.{_advice(text)}", column) from None
    except (ValueError, MemoryError, RecursionError):
        raise ExpressionError(
            "E405", "The expression nests too deeply. Split it, or keep the result in a quality."
        ) from None
    _refuse_nodes(tree)
    return tree


def short(text: str) -> str:
    """Enough of a text to know it by."""
    return text if len(text) <= 60 else text[:57] + "…"


def _refuse_characters(text: str) -> None:
    """What Python would read and the language does not have: comments, escapes, 0x1f, f'…'."""
    without_words = _QUOTED.sub(lambda found: found[0][0] + " " * (len(found[0]) - 2) + found[0][0], text)
    refused = _REFUSED_ANYWHERE.search(text) or _REFUSED_OUTSIDE_QUOTES.search(without_words)
    if refused is not None:
        found = refused.group()
        shown = found if found.isprintable() else f"a character that cannot be printed (number {ord(found)})"
        raise ExpressionError(
            "E401",
            f"{shown} cannot stand in an expression. Use names, whole numbers and words in 'quotes'.",
            len(text[: refused.start()].encode("utf-8", "replace")),
        )


def _advice(text: str) -> str:
    without_words = _QUOTED.sub("''", text)
    if "&&" in without_words or "||" in without_words or "!" in without_words.replace("!=", ""):
        return " Write and, or, not in words."
    if re.search(r"[^=!<>]=[^=]", without_words):
        return " To compare, write == and not =."
    return " Look for a missing quote, bracket or word."


def _refuse_nodes(tree: ast.expr) -> None:
    count = 0
    for node in ast.walk(tree):
        count += 1
        if not isinstance(node, _NODES):
            raise ExpressionError("E404", _not_in_language(node), getattr(node, "col_offset", 0))
        if isinstance(node, ast.Constant):
            _refuse_constant(node)
    if count > MOST_NODES * 2:  # ast counts operators and contexts as nodes too
        raise ExpressionError("E405", "The expression has too many parts. Split it, or keep the result in a quality.")


def _refuse_constant(node: ast.Constant) -> None:
    value = node.value
    if isinstance(value, float):
        raise ExpressionError(
            "E404", f"{value!r} is no whole number, and there are no others here. Round it.", node.col_offset
        )
    if not isinstance(value, int | str):
        raise ExpressionError(
            "E404", f"'{ast.unparse(node)}' is no whole number, no word and not true or false. Use one of them.", node.col_offset
        )  # fmt: skip
    if isinstance(value, int) and value > LARGEST:
        raise ExpressionError(
            "E405", f"Numbers in expressions go up to {LARGEST:,}. Write a smaller one.", node.col_offset
        )


def _not_in_language(node: ast.AST) -> str:
    if isinstance(node, ast.Pow):
        return "There is no power (**) in expressions. Multiply instead."
    if isinstance(node, ast.Div):
        return "There is no / in expressions. Write // (whole numbers, rounded down)."
    if isinstance(node, ast.Attribute):
        return "A dot has no meaning in expressions. Put names of scenes in quotes, as in seen('scene.beat')."
    if isinstance(node, ast.Is | ast.IsNot):
        return "Write == and != instead of `is`."
    what = f"'{short(ast.unparse(node))}'" if isinstance(node, ast.expr) else "Something here"
    return f"{what} is not in the language of expressions. Use numbers, 'words', qualities, == != < <= > >=, + - * // %, and, or, not, in, and the functions of the authors' guide."
