"""What a condition leaves of a situation if it holds or fails, and between which numbers an amount lies.

Both err on one side only: what can happen is never ruled out.
"""

from __future__ import annotations

from game.authoring.analysis.space import NO_END, OPERATORS, Field, Interval, Situation, Space
from game.authoring.analysis.terms import (
    Among,
    Arithmetic,
    Comparison,
    Constant,
    Either,
    Joined,
    Marks,
    Not,
    Slot,
    Term,
)
from game.story.memory import Value

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ANY: Interval = (-NO_END * NO_END, NO_END * NO_END)


class Judge:
    """Judges conditions in the situations of one space."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._fields = space.fields
        self._marks = [known for name, known in space.fields.items() if name.startswith("mark:")]

    def suppose(self, term: Term, situation: Situation, holds: bool) -> Situation:
        """What is left of the situation if the condition holds, or fails; 0 if that is impossible."""
        if not situation:
            return 0
        match term:
            case Constant(value=value):
                return situation if bool(value) == holds else 0
            case Slot():
                return self._slot(term, situation, holds)
            case Not(part=part):
                return self.suppose(part, situation, not holds)
            case Joined(is_and=is_and, parts=parts):
                if is_and == holds:
                    return self._all(parts, situation, holds)
                left = 0
                for part in parts:
                    left |= self.suppose(part, situation, holds)
                return left
            case Comparison():
                return self._compare(term, situation, holds)
            case Among(left=left_term, options=options):
                return self._among(left_term, options, situation, holds)
            case Either(test=test, yes=yes, no=no):
                first = self.suppose(yes, self.suppose(test, situation, True), holds)
                return first | self.suppose(no, self.suppose(test, situation, False), holds)
        return situation

    def may(self, term: Term, situation: Situation, holds: bool) -> bool:
        """Whether the condition may hold, or fail, in the situation."""
        return self.suppose(term, situation, holds) != 0

    def _all(self, parts: tuple[Term, ...], situation: Situation, holds: bool) -> Situation:
        before = -1
        while situation and situation != before:  # what the last part leaves may rule out what the first allowed
            before = situation
            for part in parts:
                situation = self.suppose(part, situation, holds)
        return situation

    def _slot(self, term: Slot, situation: Situation, holds: bool) -> Situation:
        known = self._fields.get(term.name)
        if known is None:
            return situation
        if term.positive:
            return self._space.only(situation, known, known.where(">" if holds else "<=", 0))
        return self._space.only(situation, known, known.where("==", holds))

    def _compare(self, term: Comparison, situation: Situation, holds: bool) -> Situation:
        compare = term.operator if holds else _OPPOSITE[term.operator]
        left, right = self._field(term.left), self._field(term.right)
        if left is not None and isinstance(term.right, Constant):
            return self._space.only(situation, left, left.where(compare, term.right.value))
        if right is not None and isinstance(term.left, Constant):
            return self._space.only(situation, right, right.where(_MIRRORED[compare], term.left.value))
        first, second = self._values(term.left, situation), self._values(term.right, situation)
        if first is not None and second is not None:
            if not any(OPERATORS[compare](one, other) for one in first for other in second):
                return 0
            return situation
        if first is not None or second is not None:
            return situation
        return self._compare_numbers(term, compare, left, right, situation)

    def _compare_numbers(
        self, term: Comparison, compare: str, left: Field | None, right: Field | None, situation: Situation
    ) -> Situation:
        ours, theirs = self.interval(term.left, situation), self.interval(term.right, situation)
        if not _may_compare(compare, ours, theirs):
            return 0
        if left is not None:
            situation = self._space.only(situation, left, _fitting(left, compare, theirs))
        if right is not None and situation:
            situation = self._space.only(situation, right, _fitting(right, _MIRRORED[compare], ours))
        return situation

    def _among(self, left: Term, options: frozenset[Value], situation: Situation, holds: bool) -> Situation:
        known = self._field(left)
        if known is not None:
            bits = 0
            if holds:
                for option in options:
                    bits |= known.where("==", option)
            else:
                bits = known.every
                for option in options:
                    bits &= known.where("!=", option)
            return self._space.only(situation, known, bits)
        values = self._values(left, situation)
        if values is not None:
            return situation if any((value in options) == holds for value in values) else 0
        low, high = self.interval(left, situation)
        if low == high:
            return situation if (low in options) == holds else 0
        if holds and not any(low <= int(option) <= high for option in options):
            return 0
        return situation

    def _field(self, term: Term) -> Field | None:
        """The field of a slot that stands for its own value."""
        return self._fields.get(term.name) if isinstance(term, Slot) and not term.positive else None

    def _values(self, term: Term, situation: Situation) -> set[Value] | None:
        """The words or flags that a term may give, or None if it gives a number, or nobody can tell."""
        match term:
            case Constant(value=value):
                return {value} if isinstance(value, str | bool) else None
            case Slot(positive=False):
                known = self._fields.get(term.name)
                if known is None or known.numeric:
                    return None
                return {
                    value for value in known.values(self._space.get(situation, known)) if not isinstance(value, tuple)
                }
            case Slot() | Not() | Joined() | Comparison() | Among():
                return {holds for holds in (True, False) if self.may(term, situation, holds)}
            case Either(test=test, yes=yes, no=no):
                found: set[Value] = set()
                for branch, holds in ((yes, True), (no, False)):
                    left = self.suppose(test, situation, holds)
                    values = self._values(branch, left) if left else set()
                    if values is None:
                        return None
                    found |= values
                return found
        return None

    def interval(self, term: Term, situation: Situation) -> Interval:
        """Between which numbers the term lies."""
        match term:
            case Constant(value=value):
                return int(value), int(value)
            case Slot():
                known = self._fields.get(term.name)
                if known is None or not known.numeric:
                    return _ANY
                return known.span(self._space.get(situation, known))
            case Marks(mark=mark):
                held = [self._space.get(situation, known) for known in self._marks]
                ours = [known.where("==", mark) for known in self._marks]
                pairs = list(zip(held, ours, strict=True))
                return sum(bits == own for bits, own in pairs), sum(bool(bits & own) for bits, own in pairs)
            case Either(test=test, yes=yes, no=no):
                ends = []
                for branch, holds in ((yes, True), (no, False)):
                    left = self.suppose(test, situation, holds)
                    if left:
                        ends.append(self.interval(branch, left))
                return (min(low for low, _ in ends), max(high for _, high in ends)) if ends else _ANY
            case Arithmetic(operator=name, parts=parts):
                return _arithmetic(name, [self.interval(part, situation) for part in parts])
        return _ANY


def _may_compare(compare: str, left: Interval, right: Interval) -> bool:
    match compare:
        case "==":
            return left[0] <= right[1] and right[0] <= left[1]
        case "!=":
            return not left[0] == left[1] == right[0] == right[1]
        case "<" | "<=":
            return OPERATORS[compare](left[0], right[1])
    return OPERATORS[compare](left[1], right[0])


def _fitting(known: Field, compare: str, other: Interval) -> int:
    """The bits of a number that may compare so with something in `other`."""
    return sum(1 << index for index, cell in enumerate(known.intervals) if _may_compare(compare, cell, other))


def _arithmetic(name: str, ends: list[Interval]) -> Interval:
    (low, high), *more = ends
    match name:
        case "neg":
            return -high, -low
        case "abs":
            return (0 if low <= 0 <= high else min(abs(low), abs(high))), max(abs(low), abs(high))
    other_low, other_high = more[0]
    match name:
        case "+":
            return low + other_low, high + other_high
        case "-":
            return low - other_high, high - other_low
        case "*":
            corners = [one * other for one in (low, high) for other in (other_low, other_high)]
            return min(corners), max(corners)
        case "min":
            return min(low, other_low), min(high, other_high)
        case "max":
            return max(low, other_low), max(high, other_high)
        case "//":
            return _divided((low, high), (other_low, other_high))
    return min(0, other_low + 1), max(0, other_high - 1)  # a remainder


def _divided(number: Interval, divisor: Interval) -> Interval:
    """The bounds of a division that rounds down; by zero it gives zero."""
    ends = {end for end in (divisor[0], divisor[1], -1, 1) if divisor[0] <= end <= divisor[1] and end}
    found = [value // end for value in number for end in ends]
    if divisor[0] <= 0 <= divisor[1]:
        found.append(0)
    return min(found), max(found)
