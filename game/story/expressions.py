"""The small language of conditions and amounts: parsed, type-checked, compiled to closures.

What is in it: whole numbers, 'words', true and false; the names of qualities; `+ - * // %`;
`== != < <= > >=` and chains of them; `in` and `not in` a list in parentheses; `and or not`;
`A if CONDITION else B`; and the functions of `_FUNCTIONS`. Text is parsed by Python's own `ast` and
every node must be on a white list, so nothing of the file ever runs as Python. Length, nesting and
the size of numbers are bounded, so that no expression can hang or exhaust the process.
"""

from __future__ import annotations

import ast
import operator
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from game.story.memory import PAGE, Draft, Memory, Reader, Value
from game.story.suggest import did_you_mean

Kind = Literal["number", "flag", "word"]

MOST_CHARACTERS = 400
MOST_NODES = 80
LARGEST = 1_000_000  # a number written in an expression

_KIND_NAMES = {"number": "a number", "flag": "a flag (true or false)", "word": "a word"}


class ExpressionError(Exception):
    """An expression that cannot be used: the code, what is wrong, and the column it starts at."""

    def __init__(self, code: str, message: str, column: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.column = column


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to run: `read(memory)` gives its value. `reads` names the slots it looks at."""

    text: str
    kind: Kind
    read: Reader
    reads: frozenset[str]
    constant: Value | None = None


class QualityType(NamedTuple):
    """What an expression may know of a quality: its slot, its kind, and for words which there are."""

    slot: int
    kind: Kind
    values: tuple[str, ...] = ()


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
            found = self._cache[key] = _compile(text, self, context)
        return found


MARKS = ("", "stands", "strained", "struck", "unlived")

# name -> what it takes and gives, for messages and for the authors' guide
_FUNCTIONS = {
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

_NODES = (
    ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.USub, ast.UAdd, ast.BinOp, ast.Add, ast.Sub, ast.Mult,
    ast.FloorDiv, ast.Mod, ast.Compare, ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.In, ast.NotIn,
    ast.Name, ast.Constant, ast.Tuple, ast.List, ast.Call, ast.IfExp, ast.Load,
)  # fmt: skip

_REFUSED_TEXT = re.compile(r"[\\\x00-\x08\x0b-\x1f]|\b[0-9]+[A-Za-z_]|\b[rbuf]['\"]|[\"']{3}", re.IGNORECASE)

_COMPARE: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt,
    ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip


def _compile(text: str, scope: Scope, context: str) -> Compiled:
    tree = _parse(text)
    return _Compiler(scope, context, text).run(tree)


def _parse(text: str) -> ast.expr:
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(
            "E405",
            f"An expression has at most {MOST_CHARACTERS} characters, this one {len(text)}. Split it, or keep the result in a quality.",
        )
    if not text.strip():
        raise ExpressionError("E401", "The condition is empty. Write one, or leave the key out.")
    refused = _REFUSED_TEXT.search(text)
    if refused is not None:
        raise ExpressionError(
            "E401",
            f"'{refused.group()}' cannot stand in an expression. Use names, whole numbers and 'words'.",
            refused.start(),
        )
    stripped = text.strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(stripped, mode="eval").body
    except SyntaxError as error:
        column = max(0, (error.offset or 1) - 1)
        hint = " To compare, write == and not =." if re.search(r"[^=!<>]=[^=]", text) else ""
        if "&&" in text or "||" in text or "!" in text.replace("!=", ""):
            hint = " Write and, or, not in words."
        raise ExpressionError(
            "E401",
            f"'{_short(stripped)}' cannot be read as an expression.{hint or ' Look for a missing quote, bracket or word.'}",
            column,
        ) from None
    except (ValueError, MemoryError, RecursionError):
        raise ExpressionError(
            "E405", "The expression nests too deeply. Split it, or keep the result in a quality."
        ) from None
    count = 0
    for node in ast.walk(tree):
        count += 1
        if not isinstance(node, _NODES):
            raise ExpressionError("E404", _not_in_language(node), getattr(node, "col_offset", 0))
    if count > MOST_NODES * 2:  # ast counts operators and contexts as nodes too
        raise ExpressionError("E405", "The expression has too many parts. Split it, or keep the result in a quality.")
    return tree


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


def _not_in_language(node: ast.AST) -> str:
    if isinstance(node, ast.Pow):
        return "There is no power (**) in expressions. Multiply instead."
    if isinstance(node, ast.Div):
        return "There is no / in expressions, only // (whole numbers, rounded down)."
    if isinstance(node, ast.Attribute):
        return "A dot has no meaning in expressions. Put names of scenes in quotes: seen('scene.beat')."
    if isinstance(node, ast.Is | ast.IsNot):
        return "Write == and != instead of `is`."
    return f"Expressions have no such thing ({type(node).__name__}). They have numbers, words, qualities, comparison, arithmetic, and/or/not, in, and a few functions."


class _Part(NamedTuple):
    """A compiled piece: its kind, the words it can be (if known), its reader, its constant."""

    kind: Kind
    values: tuple[str, ...] | None
    read: Reader
    constant: Value | None


class _Compiler:
    def __init__(self, scope: Scope, context: str, text: str) -> None:
        self._scope = scope
        self._context = context
        self._text = text
        self._reads: set[str] = set()

    def run(self, tree: ast.expr) -> Compiled:
        part = self._part(tree)
        return Compiled(self._text, part.kind, part.read, frozenset(self._reads), part.constant)

    def _part(self, node: ast.expr, words: tuple[str, ...] | None = None) -> _Part:
        """Compile one node. `words`: the values of the enumeration it is compared with, if any."""
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Name):
            return self._name(node, words)
        if isinstance(node, ast.BoolOp):
            return self._bool(node)
        if isinstance(node, ast.UnaryOp):
            return self._unary(node)
        if isinstance(node, ast.BinOp):
            return self._binary(node)
        if isinstance(node, ast.Compare):
            return self._compare(node)
        if isinstance(node, ast.IfExp):
            return self._choice(node, words)
        if isinstance(node, ast.Call):
            return self._call(node)
        raise ExpressionError("E404", "A list can only stand after `in`.", node.col_offset)

    def _constant(self, node: ast.Constant) -> _Part:
        value = node.value
        if isinstance(value, bool):
            return _Part("flag", None, lambda memory: value, value)
        if isinstance(value, int):
            if value > LARGEST:
                raise ExpressionError("E405", f"Numbers in expressions go up to {LARGEST:,}.", node.col_offset)
            return _Part("number", None, lambda memory: value, value)
        if isinstance(value, str):
            return _Part("word", (value,), lambda memory: value, value)
        raise ExpressionError("E404", f"{value!r} is no whole number, word or true/false.", node.col_offset)

    def _name(self, node: ast.Name, words: tuple[str, ...] | None) -> _Part:
        name = node.id
        quality = self._scope.qualities.get(name)
        if quality is not None:
            self._reads.add(f"quality:{name}")
            return _Part(quality.kind, quality.values or None, _reader(quality.slot), None)
        if name in ("true", "false"):
            value = name == "true"
            return _Part("flag", None, lambda memory: value, value)
        if words is not None and name in words:
            return _Part("word", (name,), lambda memory: name, name)
        if words is not None:
            raise ExpressionError(
                "E406", f"'{name}' is not among the values compared with.{did_you_mean(name, words)}", node.col_offset
            )
        if name in _FUNCTIONS:
            raise ExpressionError("E407", f"'{name}' is a function: {_FUNCTIONS[name]}.", node.col_offset)
        hint = did_you_mean(
            name, self._scope.qualities, otherwise="Declare it under `qualities`, or put a word in quotes."
        )
        raise ExpressionError("E402", f"There is no quality '{name}'.{hint}", node.col_offset)

    def _needs(self, part: _Part, kind: Kind, node: ast.expr, where: str) -> None:
        if part.kind != kind:
            advice = " Compare it with something, as in `x >= 1`." if kind == "flag" and part.kind == "number" else ""
            if kind == "flag" and part.kind == "word":
                advice = " Compare it with a word, as in `x == 'done'`."
            if kind == "number" and part.kind == "flag":
                advice = " A flag stands alone: write its name, or `not` and its name."
            raise ExpressionError(
                "E403",
                f"{where} takes {_KIND_NAMES[kind]}, but '{ast.unparse(node)}' is {_KIND_NAMES[part.kind]}.{advice}",
                node.col_offset,
            )

    def _bool(self, node: ast.BoolOp) -> _Part:
        is_and = isinstance(node.op, ast.And)
        parts = [self._part(value) for value in node.values]
        for part, value in zip(parts, node.values, strict=True):
            self._needs(part, "flag", value, "`and`" if is_and else "`or`")
        first, second = parts[0].read, parts[1].read
        if len(parts) == 2:
            if is_and:
                return _Part("flag", None, lambda memory: first(memory) and second(memory), None)
            return _Part("flag", None, lambda memory: first(memory) or second(memory), None)
        reads = tuple(part.read for part in parts)
        if is_and:
            return _Part("flag", None, lambda memory: all(read(memory) for read in reads), None)
        return _Part("flag", None, lambda memory: any(read(memory) for read in reads), None)

    def _unary(self, node: ast.UnaryOp) -> _Part:
        part = self._part(node.operand)
        read = part.read
        if isinstance(node.op, ast.Not):
            self._needs(part, "flag", node.operand, "`not`")
            return _Part("flag", None, lambda memory: not read(memory), None)
        self._needs(part, "number", node.operand, "A sign")
        if isinstance(node.op, ast.UAdd):
            return part
        constant = -part.constant if isinstance(part.constant, int) else None
        if constant is not None:
            return _Part("number", None, lambda memory: constant, constant)
        return _Part("number", None, lambda memory: -read(memory), None)  # type: ignore[operator]

    def _binary(self, node: ast.BinOp) -> _Part:
        left, right = self._part(node.left), self._part(node.right)
        self._needs(left, "number", node.left, "Arithmetic")
        self._needs(right, "number", node.right, "Arithmetic")
        return _Part("number", None, _arithmetic(node.op, left.read, right.read), None)

    def _choice(self, node: ast.IfExp, words: tuple[str, ...] | None) -> _Part:
        test = self._part(node.test)
        self._needs(test, "flag", node.test, "`if`")
        yes, no = self._part(node.body, words), self._part(node.orelse, words)
        self._needs(no, yes.kind, node.orelse, "`else` here")
        values = (*yes.values, *no.values) if yes.values is not None and no.values is not None else None
        check, then, other = test.read, yes.read, no.read
        return _Part(yes.kind, values, lambda memory: then(memory) if check(memory) else other(memory), None)

    def _compare(self, node: ast.Compare) -> _Part:
        steps: list[Reader] = []
        left_node = node.left
        for op, right_node in zip(node.ops, node.comparators, strict=True):
            steps.append(self._comparison(left_node, op, right_node))
            left_node = right_node
        if len(steps) == 1:
            return _Part("flag", None, steps[0], None)
        return _Part("flag", None, lambda memory: all(step(memory) for step in steps), None)

    def _comparison(self, left_node: ast.expr, op: ast.cmpop, right_node: ast.expr) -> Reader:
        if isinstance(op, ast.In | ast.NotIn):
            return self._membership(left_node, right_node, isinstance(op, ast.NotIn))
        left, right = self._pair(left_node, right_node)
        if left.kind != right.kind:
            raise ExpressionError(
                "E403",
                f"'{ast.unparse(left_node)}' is {_KIND_NAMES[left.kind]} and '{ast.unparse(right_node)}' is {_KIND_NAMES[right.kind]}; they cannot be compared.",
                left_node.col_offset,
            )
        if not isinstance(op, ast.Eq | ast.NotEq) and left.kind != "number":
            raise ExpressionError(
                "E403",
                f"Only numbers are smaller or larger; '{ast.unparse(left_node)}' is {_KIND_NAMES[left.kind]}. Use == or !=.",
                left_node.col_offset,
            )
        _check_words(left, right, right_node)
        _check_words(right, left, left_node)
        return _comparer(_COMPARE[type(op)], left, right)

    def _pair(self, left_node: ast.expr, right_node: ast.expr) -> tuple[_Part, _Part]:
        """Both sides; a bare name that is no quality may be a word of the other side's enumeration."""
        if (
            isinstance(left_node, ast.Name)
            and left_node.id not in self._scope.qualities
            and left_node.id not in ("true", "false")
        ):
            right = self._part(right_node)
            return self._part(left_node, right.values if right.kind == "word" else None), right
        left = self._part(left_node)
        return left, self._part(right_node, left.values if left.kind == "word" else None)

    def _membership(self, left_node: ast.expr, right_node: ast.expr, negated: bool) -> Reader:
        if not isinstance(right_node, ast.Tuple | ast.List):
            raise ExpressionError(
                "E403", "After `in` stands a list in parentheses: x in (1, 2, 3).", right_node.col_offset
            )
        left = self._part(left_node)
        options: list[Value] = []
        for item in right_node.elts:
            part = self._part(item, left.values if left.kind == "word" else None)
            if part.constant is None:
                raise ExpressionError(
                    "E403", f"The list after `in` holds fixed values; '{ast.unparse(item)}' is none.", item.col_offset
                )
            self._needs(part, left.kind, item, "This list")
            _check_words(left, part, item)
            options.append(part.constant)
        allowed, read = frozenset(options), left.read
        if negated:
            return lambda memory: read(memory) not in allowed
        return lambda memory: read(memory) in allowed

    def _call(self, node: ast.Call) -> _Part:
        if not isinstance(node.func, ast.Name) or node.func.id not in _FUNCTIONS:
            name = ast.unparse(node.func)
            raise ExpressionError(
                "E402", f"There is no function '{_short(name)}'.{did_you_mean(name, _FUNCTIONS)}", node.col_offset
            )
        name = node.func.id
        if node.keywords:
            raise ExpressionError("E407", f"Arguments have no names here: {_FUNCTIONS[name]}.", node.col_offset)
        if name in ("min", "max", "abs"):
            return self._arithmetic_call(name, node)
        if len(node.args) != 1 or not isinstance(node.args[0], ast.Constant) or not isinstance(node.args[0].value, str):
            raise ExpressionError("E407", f"It takes one name in quotes: {_FUNCTIONS[name]}.", node.col_offset)
        return self._lookup_call(name, node.args[0].value, node)

    def _lookup_call(self, name: str, argument: str, node: ast.Call) -> _Part:
        if name == "marks":
            if argument not in MARKS[1:]:
                raise ExpressionError(
                    "E406", f"'{argument}' is no mark.{did_you_mean(argument, MARKS[1:])}", node.col_offset
                )
            slots = self._scope.count_marks(argument)
            self._reads.add("marks")
            return _Part(
                "number",
                None,
                lambda memory: sum(memory[slot // PAGE][slot % PAGE] == argument for slot in slots),
                None,
            )
        try:
            slot, slot_name = self._scope.lookup(name, f"{self._context}|{argument}")
        except ExpressionError as mistake:
            raise ExpressionError(mistake.code, mistake.message, node.col_offset) from None
        self._reads.add(slot_name)
        read = _reader(slot)
        if name == "times":
            return _Part("number", None, read, None)
        if name == "mark":
            return _Part("word", MARKS, read, None)
        return _Part("flag", None, lambda memory: read(memory) > 0, None)  # type: ignore[operator]

    def _arithmetic_call(self, name: str, node: ast.Call) -> _Part:
        wanted = 1 if name == "abs" else 2
        if len(node.args) != wanted:
            raise ExpressionError("E407", f"It takes {wanted}: {_FUNCTIONS[name]}.", node.col_offset)
        parts = [self._part(argument) for argument in node.args]
        for part, argument in zip(parts, node.args, strict=True):
            self._needs(part, "number", argument, f"{name}()")
        first = parts[0].read
        if name == "abs":
            return _Part("number", None, lambda memory: abs(first(memory)), None)  # type: ignore[arg-type]
        second = parts[1].read
        pick = min if name == "min" else max
        return _Part("number", None, lambda memory: pick(first(memory), second(memory)), None)


def _reader(slot: int) -> Reader:
    number, offset = divmod(slot, PAGE)

    def read(memory: Memory | Draft) -> Value:
        return memory[number][offset]

    read.slot = slot  # type: ignore[attr-defined]  # lets `_comparer` skip a call
    return read


def _comparer(compare: Callable[[Value, Value], bool], left: _Part, right: _Part) -> Reader:
    slot = getattr(left.read, "slot", None)
    if slot is not None and right.constant is not None:  # by far the commonest: quality against constant
        number, offset = divmod(slot, PAGE)
        constant = right.constant
        if compare is operator.ge:
            return lambda memory: memory[number][offset] >= constant
        if compare is operator.le:
            return lambda memory: memory[number][offset] <= constant
        if compare is operator.eq:
            return lambda memory: memory[number][offset] == constant
        return lambda memory: compare(memory[number][offset], constant)
    first, second = left.read, right.read
    return lambda memory: compare(first(memory), second(memory))


def _check_words(enumeration: _Part, other: _Part, node: ast.expr) -> None:
    if (
        enumeration.kind == "word"
        and enumeration.constant is None
        and enumeration.values is not None
        and isinstance(other.constant, str)
        and other.constant not in enumeration.values
    ):
        raise ExpressionError(
            "E406",
            f"It can never be '{other.constant}'.{did_you_mean(other.constant, enumeration.values)}",
            node.col_offset,
        )


def _arithmetic(op: ast.operator, left: Reader, right: Reader) -> Reader:
    if isinstance(op, ast.Add):
        return lambda memory: left(memory) + right(memory)  # type: ignore[operator]
    if isinstance(op, ast.Sub):
        return lambda memory: left(memory) - right(memory)  # type: ignore[operator]
    if isinstance(op, ast.Mult):
        return lambda memory: left(memory) * right(memory)  # type: ignore[operator]

    # Dividing by zero gives zero: a condition must have a value in every game.
    def divide(memory: Memory | Draft) -> Value:
        divisor = right(memory)
        if divisor == 0:
            return 0
        if isinstance(op, ast.FloorDiv):
            return left(memory) // divisor  # type: ignore[operator]
        return left(memory) % divisor  # type: ignore[operator]

    return divide


def function_names() -> Iterable[str]:
    """The functions of the language, for the authors' guide and its test."""
    return _FUNCTIONS
