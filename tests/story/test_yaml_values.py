"""How YAML becomes plain values: the scalars of YAML 1.2, and where each value stands."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.story.problems import Problems
from game.story.yaml_tree import Document, read


def value_of(text: str) -> Any:
    problems = Problems()
    document = read(f"key: {text}\n", "a.yaml", problems)
    assert document is not None, list(problems)
    assert not len(problems)
    return document.value["key"]


@pytest.mark.parametrize("word", ["No", "no", "NO", "yes", "Yes", "on", "On", "off", "y", "n", "nUlL", "tRUE", "None"])
def test_words_stay_words(word: str) -> None:
    assert value_of(word) == word


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True), ("True", True), ("TRUE", True), ("false", False), ("False", False), ("FALSE", False),
        ("null", None), ("Null", None), ("NULL", None), ("~", None), ("", None), ("|", ""), ("''", ""),
        ("12", 12), ("-3", -3), ("+3", 3), ("0", 0), ("-0", 0), ("012", 12), ("007", 7),
        ("0o14", "0o14"), ("0x1f", "0x1f"), ("1_000", "1_000"), ("1.5", "1.5"), ("1e3", "1e3"), (".5", ".5"), (".inf", ".inf"),
        ("12:30", "12:30"), ("1915-09-05", "1915-09-05"), ("2001-12-14t21:59:43Z", "2001-12-14t21:59:43Z"),
        ("9" * 19, "9" * 19), ("=", "="), ("<<", "<<"),
        ("'true'", "true"), ('"12"', "12"), ("'~'", "~"), ('"No"', "No"), ('"\\u263a"', "☺"), ("! 12", 12),
    ],
)  # fmt: skip
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    found = value_of(text)
    assert found == value
    assert type(found) is type(value)


def test_keys_are_always_words() -> None:
    document = read("1: a\ntrue: b\n~: c\n'': d\n", "a.yaml", Problems())
    assert document is not None
    assert document.value == {"1": "a", "true": "b", "~": "c", "": "d"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    document = read("<<: {a: 1}\nb: 2\n", "a.yaml", Problems())
    assert document is not None
    assert document.value == {"<<": {"a": 1}, "b": 2}


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n", "~\n", "--- # empty\n...\n"])
def test_an_empty_file_is_an_empty_mapping(text: str) -> None:
    document = read(text, "a.yaml", Problems())
    assert document is not None
    assert document.value == {}


# -- the same values as another reader, and where they stand ---------------------------------------


class Reference(yaml.SafeLoader):
    """PyYAML's reader with the scalars of YAML 1.2 and keys as they are written."""


Reference.yaml_implicit_resolvers = {}
Reference.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z"), None)
Reference.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:null|Null|NULL|~|)\Z"), None)
Reference.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z"), None)

# PyYAML writes 08 without quotes, since it is no number of YAML 1.1.
OCTAL = re.compile(r"[-+]?0[0-9]+")
WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"], max_codepoint=0x2FFF), max_size=24).filter(
    lambda word: not OCTAL.fullmatch(word)
)
SCALARS = st.one_of(WORDS, st.integers(-(10**9), 10**9), st.booleans(), st.none())
KEYS = st.text(st.characters(exclude_categories=["C", "Z"], max_codepoint=0x2FFF), min_size=1, max_size=12)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def every_path(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        found.extend(every_path(inner, (*path, step)))
    return found


def parsed(text: str) -> Document:
    problems = Problems()
    document = read(text, "a.yaml", problems)
    assert document is not None, (text, list(problems))
    return document


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans() | st.none(), st.integers(2, 6))
def test_generated_documents_read_as_another_reader_reads_them(
    value: dict[str, Any], flow: bool | None, indent: int
) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, indent=indent, allow_unicode=True, sort_keys=False, width=60)
    document = parsed(text)
    assert document.value == yaml.load(text, Loader=Reference)
    assert document.value == value


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.booleans() | st.none())
def test_every_value_knows_its_place(value: dict[str, Any], flow: bool | None) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, sort_keys=False, width=10**6)
    document = parsed(text)
    lines = text.split("\n")
    for path in every_path(value):
        line, column = document.at(path)
        rest = lines[line - 1][column - 1 :]
        if isinstance(path[-1], str):
            written = yaml.safe_dump(path[-1], allow_unicode=True, width=10**6).split("\n")[0]
            assert rest.startswith((written, "? ", path[-1], f'"{path[-1]}', "'" + path[-1].replace("'", "''")))
        else:
            before = lines[line - 1][: column - 1].rstrip()
            assert before.endswith(("-", "[", ",")) or not before


def test_the_place_of_nothing_is_that_of_its_nearest_parent() -> None:
    document = parsed("title: A\nchoices:\n  - text: On.\n    go: b\n")
    assert document.at(()) == (1, 1)
    assert document.at(("choices", 0, "go")) == (4, 5)
    assert document.at(("choices", 0, "visit", "deeper")) == (3, 5)
    assert document.at(("nowhere",)) == (1, 1)


def test_a_part_of_a_text_is_found_where_it_stands() -> None:
    document = parsed(
        "if: f\ntext: |\n  One line.\n\n  Another {here}.\nlist:\n  - a b\n  - c\n    d\nend: 'it''s {here}'\nfolded: x\n"
    )
    assert document.within(("if",), "f", 0) == (1, 5)  # the value, not the key
    assert document.within(("text",), "{here}", 1) == (5, 12)
    assert document.within(("list", 0), "b", 0) == (7, 7)
    assert document.within(("list", 1), "d", 0) == (9, 5)
    assert document.within(("list", 0), "c", 0) == (7, 5)  # not in the next item
    assert document.within(("folded",), "{here}", 0) == (11, 1)  # not there at all
    assert document.within(("if",), "One", 0) == (1, 1)
    assert document.within(("text",), "", 3) == (2, 1)
