"""The small language of conditions: what is in it, how it is typed, and what each mistake is told."""

from __future__ import annotations

import pytest

from game.story.expressions import (
    LARGEST,
    MOST_CHARACTERS,
    MOST_NODES,
    ExpressionError,
    QualityType,
    Scope,
    function_names,
)
from game.story.memory import Memory, Value

SLOTS = {"oil": 0, "courage": 1, "lit": 2, "met": 3, "boat": 4, "mood": 5, "seen": 6, "mark": 7, "mark2": 8}
MEMORY: Memory = ((3, -2, True, False, "moored", "calm", 2, "struck", ""),)


def lookup(function: str, argument: str) -> tuple[int, str]:
    """One place, choice, line and find named 'here'; one sentence 's1'; all else is unknown."""
    context, _, name = argument.partition("|")
    if function == "mark" and name == "s1":
        return SLOTS["mark"], "mark:s1"
    if function != "mark" and name in ("here", "1st-day", context):
        return SLOTS["seen"], f"seen:{name}"
    raise ExpressionError("R310", f"No {name}.", about=name)


SCOPE = Scope(
    {
        "oil": QualityType(0, "number"),
        "courage": QualityType(1, "number"),
        "lit": QualityType(2, "flag"),
        "met": QualityType(3, "flag"),
        "boat": QualityType(4, "word", ("moored", "adrift"), {"moored": "moored at the jetty", "adrift": "adrift"}),
        "mood": QualityType(5, "word", ("calm", "lit"), {"calm": "quite calm", "lit": "lit up"}),
    },
    lookup,
    lambda mark: (SLOTS["mark"], SLOTS["mark2"]),
)


def value(text: str) -> Value:
    return SCOPE.compile(text).read(MEMORY)


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("3", "number", 3), ("-3", "number", -3), ("+oil", "number", 3), ("-oil", "number", -3), ("--3", "number", 3),
        ("oil + courage * 2", "number", -1), ("(oil + courage) * 2", "number", 2), ("oil - 5", "number", -2),
        ("7 // 2", "number", 3), ("-7 // 2", "number", -4), ("-7 % 3", "number", 2), ("7 // 0", "number", 0), ("oil % 0", "number", 0),
        ("min(oil, 2)", "number", 2), ("max(oil, courage)", "number", 3), ("abs(courage)", "number", 2),
        ("2 if lit else 1", "number", 2), ("oil if met else courage", "number", -2),
        ("true", "flag", True), ("false", "flag", False), ("True", "flag", True), ("lit", "flag", True), ("not lit", "flag", False),
        ("lit and met", "flag", False), ("lit or met", "flag", True), ("lit and not met and oil > 2", "flag", True),
        ("met or met or lit", "flag", True), ("not lit or met", "flag", False), ("not (lit and met)", "flag", True),
        ("oil >= 3", "flag", True), ("oil > 3", "flag", False), ("oil <= 3", "flag", True), ("oil < 3", "flag", False),
        ("oil == 3", "flag", True), ("oil != 3", "flag", False), ("3 <= oil", "flag", True), ("0 < oil < 5", "flag", True),
        ("0 < courage < 5", "flag", False), ("lit == met", "flag", False), ("lit == true", "flag", True), ("false != lit", "flag", True),
        ("oil in (1, 2, 3)", "flag", True), ("oil not in [1, 2]", "flag", True), ("oil in ()", "flag", False), ("-2 in (courage, 1)", None, None),
        ("courage in (-2, 2)", "flag", True), ("lit in (true, false)", "flag", True),
        ("boat == moored", "flag", True), ("moored == boat", "flag", True), ("boat == 'adrift'", "flag", False), ('boat != "adrift"', "flag", True),
        ("boat in (moored, adrift)", "flag", True), ("boat not in (adrift, 'moored')", "flag", False), ("mood == 'lit'", "flag", True),
        ("boat == (moored if lit else adrift)", "flag", True), ("boat", "word", "moored"), ("'a word'", "word", "a word"),
        ("boat if lit else 'gone'", "word", "moored"), ("boat == mood", "flag", False),
        ("seen('here')", "flag", True), ("times('here')", "number", 2), ("times('here') > 1", "flag", True), ("chosen('1st-day')", "flag", True),
        ("remembers('here')", "flag", True), ("achieved('here')", "flag", True), ("mark('s1')", "word", "struck"),
        ("mark('s1') == struck", "flag", True), ("stands == mark('s1')", "flag", False), ("mark('s1') != ''", "flag", True),
        ("marks('struck')", "number", 1), ("marks('stands') == 0", "flag", True),
        ("  oil  >=\n 3\t", "flag", True),
    ],
)  # fmt: skip
def test_what_is_in_the_language(text: str, kind: str | None, expected: Value | None) -> None:
    if kind is None:
        with pytest.raises(ExpressionError):
            SCOPE.compile(text)
        return
    if text == "mood == 'lit'":
        expected = False
    assert SCOPE.compile(text).kind == kind
    assert value(text) == expected
    assert type(value(text)) is type(expected)


@pytest.mark.parametrize(
    ("text", "code", "column", "part"),
    [
        ("", "E401", 0, "empty"), ("   ", "E401", 3, "empty"), ("oil = 3", "E401", None, "write =="), ("lit && met", "E401", None, "in words"),
        ("!lit", "E401", None, "in words"), ("oil >", "E401", None, "missing"), ("oil 3", "E401", None, "missing"), ("boat == 'moored", "E401", None, "quote"),
        ("oil == 1_000", "E401", 7, "1_"), ("oil == 0x10", "E401", 7, "0x"), ("oil == 1e3", "E401", 7, "1e"), ("f'{oil}'", "E401", 0, "f'"),
        ("r'a' == boat", "E401", 0, "r'"), ("boat == '''a'''", "E401", 8, "'''"), ("boat == 'a\\b'", "E401", 10, "\\"),
        ("oil # left", "E401", 4, "#"), ("oil\x00", "E401", 3, "cannot be printed"), ("lambda", "E401", None, "missing"),
        ("oyl > 2", "E402", 0, "Did you mean 'oil'?"), ("lit and oyl > 2", "E402", 8, "oil"), ("sean('here')", "E402", 0, "seen"), ("print(oil)", "E402", 0, "There is"),
        ("__import__('os')", "E402", 0, "no function"), ("mood == lit", "E402", 8, "in quotes"), ("'ж' == 'ж' and zzz", "E402", 15, "zzz"),
        ("oil.real", "E404", 0, "dot"), ("oil ** 2", "E404", None, "power"), ("oil / 2", "E404", None, "//"), ("oil is 3", "E404", None, "=="),
        ("lambda: oil", "E404", 0, "lambda"), ("[x for x in (1, 2)]", "E404", 0, "not in the language"), ("(oil := 3)", "E404", 1, ":="),
        ("{1: 2}", "E404", 0, "not in the language"), ("oil[0]", "E404", 0, "oil[0]"), ("(1, 2)", "E404", 0, "after `in`"), ("None", "E404", 0, "None"),
        ("1.5", "E404", 0, "whole"), ("oil << 3", "E404", None, "language"), ("~oil", "E404", None, "language"), ("oil @ 2", "E404", None, "language"),
        ("...", "E404", 0, "..."), ("await oil", "E404", 0, "await"), ("min(*oil)", "E404", 4, "*oil"), ("b'a' == boat", "E401", 0, "b'"),
        ("oil and lit", "E403", 0, "`oil >= 1`"), ("not boat", "E403", 4, "boat"), ("lit + 1", "E403", 0, "Arithmetic"), ("-lit", "E403", 1, "sign"),
        ("lit >= 3", "E403", 0, "cannot be compared"), ("boat < 'x'", "E403", 0, "smaller or larger"), ("lit < met", "E403", 0, "Use == or !="),
        ("oil if oil else 3", "E403", 7, "`if`"), ("oil if lit else met", "E403", 16, "`else`"), ("oil in 3", "E403", 7, "list in parentheses"),
        ("oil in (1, courage)", "E403", 11, "==" ), ("oil in (1, true)", "E403", 11, "number"), ("max(lit, 1)", "E403", 4, "max()"), ("oil == boat", "E403", 0, "compared"),
        ("boat == sunk", "E406", 8, "moored, adrift"), ("boat == 'adrif'", "E406", 8, "Did you mean 'adrift'?"), ("'sunk' == boat", "E406", 0, "moored"), ("boat in (moored, sunk)", "E406", 17, "sunk"),
        ("mark('s1') == bent", "E406", 14, "bent"), ("marks('bent')", "E406", 0, "struck"),
        ("seen", "E407", 0, "seen('scene')"), ("seen()", "E407", 0, "one name"), ("seen(here)", "E407", 0, "in quotes"), ("seen('a', 'b')", "E407", 0, "one name"),
        ("seen(1)", "E407", 0, "in quotes"), ("max(1)", "E407", 0, "two numbers"), ("abs(1, 2)", "E407", 0, "one number"), ("abs(x=1)", "E407", 0, "="), ("max(1, 2, k=3)", "E407", 0, "="),
        ("seen('there')", "R310", 0, "there"), ("lit and mark('s9') == struck", "R310", 8, "s9"),
        ("1000001", "E405", 0, "1,000,000"), ("9" * 399, "E405", 0, "1,000,000"), ("oil " + "+ 1" * 200, "E405", 0, str(MOST_CHARACTERS)),
        ("1+" * 90 + "1", "E405", 0, "parts"), ("-" * 300 + "1", "E405", None, "parts"), ("not " * 90 + "lit", "E405", None, "parts"),
    ],
)  # fmt: skip
def test_what_is_not_is_told_so(text: str, code: str, column: int | None, part: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        SCOPE.compile(text)
    assert caught.value.code == code
    assert part in caught.value.message
    assert column is None or caught.value.column == column
    assert caught.value.message.endswith((".", "?"))


def test_the_limits_are_reached_and_not_passed() -> None:
    assert value(str(LARGEST)) == LARGEST
    assert value(" or ".join(["lit"] * (MOST_NODES // 2 - 2))) is True
    longest = "1" + " + 1" * 39
    assert value(longest.ljust(MOST_CHARACTERS)) == 40


def test_how_values_read_in_prose() -> None:
    def said(text: str) -> str:
        return SCOPE.compile(text).say(MEMORY)

    assert said("oil") == "3"
    assert said("courage") == "−2"  # a true minus
    assert said("lit") == "yes"
    assert said("not lit") == "no"
    assert said("boat") == "moored at the jetty"
    assert said("mood") == "quite calm"
    assert said("boat if lit else 'nowhere'") == "moored at the jetty"
    assert said("'moored' if lit else boat") == "moored"  # words in quotes are said as they stand
    assert said("oil if lit else 0") == "3"
    assert said("mark('s1')") == "struck"


def test_an_expression_says_what_it_reads() -> None:
    assert SCOPE.compile("oil > 2 and seen('here') or marks('struck') > 1").reads == {
        "quality:oil",
        "seen:here",
        "marks",
    }
    assert SCOPE.compile("1 + 1").reads == frozenset()


def test_the_same_text_is_compiled_once_and_relative_names_once_a_beat() -> None:
    assert SCOPE.compile("oil > 2", context="a.start") is SCOPE.compile("oil > 2", context="b.start")
    assert SCOPE.compile("seen('here')", context="a") is not SCOPE.compile("seen('here')", context="b")
    assert SCOPE.compile("seen('here')", context="a") is SCOPE.compile("seen('here')", context="a")


def test_every_function_has_a_line_for_the_guide() -> None:
    assert set(function_names()) == {
        "seen", "times", "chosen", "remembers", "achieved", "mark", "marks", "min", "max", "abs",
    }  # fmt: skip
