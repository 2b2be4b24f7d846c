"""A checked syntax tree to closures: every part has a kind, and kinds that do not fit are mistakes.

A part reads the memory directly, so that a condition costs a tenth of a microsecond. Columns of
mistakes are in bytes of UTF-8 here, as `ast` counts them.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, TypeGuard

from game.story.expression_parser import short
from game.story.expression_terms import FUNCTIONS, KIND_NAMES, MARKS, Compiled, ExpressionError, Kind, Known
from game.story.memory import PAGE, Draft, Memory, Reader, Value
from game.story.suggest import did_you_mean, nearest

_COMPARE: dict[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt,
    ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge,
}  # fmt: skip


Say: TypeAlias = Callable[[Memory | Draft], str]


class _Part(NamedTuple):
    """A compiled piece: its kind, the words it can be (if known), its reader, its constant.

    `labels` is how the words of an enumeration read in prose, `say` how the whole reads where that
    depends on which branch gave it.
    """

    kind: Kind
    values: tuple[str, ...] | None
    read: Reader
    constant: Value | None
    labels: Mapping[str, str] = MappingProxyType({})
    say: Say | None = None


class Compiler:
    """Compiles one expression. `context` is the beat that relative references start from."""

    def __init__(self, known: Known, context: str, text: str) -> None:
        self._known = known
        self._context = context
        self._text = text
        self._reads: set[str] = set()

    def run(self, tree: ast.expr) -> Compiled:
        """The whole expression. Raises ExpressionError."""
        part = self._part(tree)
        return Compiled(self._text, part.kind, part.read, frozenset(self._reads), part.constant, _say(part))

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
        raise ExpressionError("E404", "A list can only stand after `in`. Write one value here.", node.col_offset)

    def _constant(self, node: ast.Constant) -> _Part:
        value = node.value
        if isinstance(value, str):
            return _Part("word", (value,), lambda memory: value, value)
        if isinstance(value, bool):
            return _flag(value)
        number = int(value)  # type: ignore[arg-type]  # the parser lets no others through
        return _Part("number", None, lambda memory: number, number)

    def _name(self, node: ast.Name, words: tuple[str, ...] | None) -> _Part:
        name = node.id
        quality = self._known.qualities.get(name)
        is_value = words is not None and name in words
        if quality is not None and is_value:
            raise ExpressionError(
                "E402",
                f"'{name}' is a quality and also a value that can stand here. Put the value in quotes ('{name}'), or rename the quality.",
                node.col_offset,
            )
        if quality is not None:
            self._reads.add(f"quality:{name}")
            return _Part(quality.kind, quality.values or None, _reader(quality.slot), None, quality.labels)
        if name in ("true", "false"):
            return _flag(name == "true")
        if is_value:
            return _Part("word", (name,), lambda memory: name, name)
        if words is not None:
            raise ExpressionError(
                "E406",
                f"'{name}' is not among the values compared with.{did_you_mean(name, words, otherwise='Write one of them.')}",
                node.col_offset,
            )
        if name in FUNCTIONS:
            raise ExpressionError("E407", f"'{name}' is a function: {FUNCTIONS[name]}.", node.col_offset)
        hint = did_you_mean(
            name, self._known.qualities, otherwise="Declare it under `qualities`, or put a word in quotes."
        )
        raise ExpressionError("E402", f"There is no quality '{name}'.{hint}", node.col_offset, name)

    def _needs(self, part: _Part, kind: Kind, node: ast.expr, where: str) -> None:
        if part.kind != kind:
            name = short(ast.unparse(node))
            advice = {
                ("number", "flag"): f"Compare it with a number, as in `{name} >= 1`.",
                ("word", "flag"): f"Compare it with a word, as in `{name} == 'done'`.",
                ("flag", "number"): f"A flag stands alone: `{name}`, or `not {name}`.",
            }.get((part.kind, kind), "Write one that is.")
            raise ExpressionError(
                "E403",
                f"{where} takes {KIND_NAMES[kind]}, but '{name}' is {KIND_NAMES[part.kind]}. {advice}",
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
        say_yes, say_no = _say(yes), _say(no)
        return _Part(
            yes.kind, values, lambda memory: then(memory) if check(memory) else other(memory), None,
            say=lambda memory: say_yes(memory) if check(memory) else say_no(memory),
        )  # fmt: skip

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
                f"'{ast.unparse(left_node)}' is {KIND_NAMES[left.kind]} and '{ast.unparse(right_node)}' is {KIND_NAMES[right.kind]}; they cannot be compared. Compare numbers with numbers, words with 'words'; a flag stands alone.",
                left_node.col_offset,
            )
        if not isinstance(op, ast.Eq | ast.NotEq) and left.kind != "number":
            raise ExpressionError(
                "E403",
                f"Only numbers are smaller or larger; '{ast.unparse(left_node)}' is {KIND_NAMES[left.kind]}. Use == or !=.",
                left_node.col_offset,
            )
        _check_words(left, right, right_node)
        _check_words(right, left, left_node)
        return _comparer(_COMPARE[type(op)], left, right)

    def _pair(self, left_node: ast.expr, right_node: ast.expr) -> tuple[_Part, _Part]:
        """Both sides; a bare name that is no quality may be a word of the other side's enumeration."""
        if self._is_unknown(left_node):
            if self._is_unknown(right_node):  # neither can tell what the other is: blame the likelier slip
                known = self._known.qualities
                is_right = nearest(right_node.id, known) and not nearest(left_node.id, known)
                self._part(right_node if is_right else left_node)
            right = self._part(right_node)
            return self._part(left_node, right.values if right.kind == "word" else None), right
        left = self._part(left_node)
        return left, self._part(right_node, left.values if left.kind == "word" else None)

    def _is_unknown(self, node: ast.expr) -> TypeGuard[ast.Name]:
        """Whether the node is a bare name that is neither a quality nor true or false."""
        return isinstance(node, ast.Name) and node.id not in self._known.qualities and node.id not in ("true", "false")

    def _membership(self, left_node: ast.expr, right_node: ast.expr, negated: bool) -> Reader:
        if not isinstance(right_node, ast.Tuple | ast.List):
            raise ExpressionError(
                "E403", "After `in` write a list in parentheses, as in `x in (1, 2, 3)`.", right_node.col_offset
            )
        left = self._part(left_node)
        options: list[Value] = []
        for item in right_node.elts:
            part = self._part(item, left.values if left.kind == "word" else None)
            if part.constant is None:
                raise ExpressionError(
                    "E403",
                    f"The list after `in` holds numbers and words as they stand; '{short(ast.unparse(item))}' must be worked out. Compare with == and `or`.",
                    item.col_offset,
                )
            self._needs(part, left.kind, item, "This list")
            _check_words(left, part, item)
            options.append(part.constant)
        allowed, read = frozenset(options), left.read
        if negated:
            return lambda memory: read(memory) not in allowed
        return lambda memory: read(memory) in allowed

    def _call(self, node: ast.Call) -> _Part:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
            name = ast.unparse(node.func)
            raise ExpressionError(
                "E402",
                f"There is no function '{short(name)}'.{did_you_mean(name, FUNCTIONS, otherwise='There is: ' + ', '.join(FUNCTIONS) + '.')}",
                node.col_offset,
            )
        name = node.func.id
        if node.keywords:
            raise ExpressionError(
                "E407", f"Write the value alone, without a name and = before it: {FUNCTIONS[name]}.", node.col_offset
            )
        if name in ("min", "max", "abs"):
            return self._arithmetic_call(name, node)
        if len(node.args) != 1 or not isinstance(node.args[0], ast.Constant) or not isinstance(node.args[0].value, str):
            raise ExpressionError("E407", f"{name}() takes one name in quotes: {FUNCTIONS[name]}.", node.col_offset)
        return self._lookup_call(name, node.args[0].value, node)

    def _lookup_call(self, name: str, argument: str, node: ast.Call) -> _Part:
        if name == "marks":
            if argument not in MARKS[1:]:
                raise ExpressionError(
                    "E406", f"'{argument}' is no mark.{did_you_mean(argument, MARKS[1:])}", node.col_offset
                )
            slots = self._known.count_marks(argument)
            self._reads.add("marks")
            return _Part(
                "number",
                None,
                lambda memory: sum(memory[slot // PAGE][slot % PAGE] == argument for slot in slots),
                None,
            )
        try:
            slot, slot_name = self._known.lookup(name, f"{self._context}|{argument}")
        except ExpressionError as mistake:
            raise ExpressionError(mistake.code, mistake.message, node.col_offset, mistake.about) from None
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
            raise ExpressionError(
                "E407",
                f"{name}() takes {'one number' if wanted == 1 else 'two numbers'}: {FUNCTIONS[name]}.",
                node.col_offset,
            )
        parts = [self._part(argument) for argument in node.args]
        for part, argument in zip(parts, node.args, strict=True):
            self._needs(part, "number", argument, f"{name}()")
        first = parts[0].read
        if name == "abs":
            return _Part("number", None, lambda memory: abs(first(memory)), None)  # type: ignore[arg-type]
        second = parts[1].read
        pick = min if name == "min" else max
        return _Part("number", None, lambda memory: pick(first(memory), second(memory)), None)


def _flag(value: bool) -> _Part:
    return _Part("flag", None, lambda memory: value, value)


def _say(part: _Part) -> Say:
    """How a part reads in prose: a number with a true minus, yes or no, a word by its label."""
    read, labels = part.read, part.labels
    if part.say is not None:
        return part.say
    if part.kind == "flag":
        return lambda memory: "yes" if read(memory) else "no"
    if part.kind == "number":
        return lambda memory: str(read(memory)).replace("-", "−")
    if labels:
        return lambda memory: labels.get(str(read(memory)), str(read(memory)))
    return lambda memory: str(read(memory))


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
            f"It can never be '{other.constant}'.{did_you_mean(other.constant, enumeration.values, otherwise='Write one of its values.')}",
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
