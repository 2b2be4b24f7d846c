"""Twee 3 as a format: headers with their escapes, texts, StoryData, and the bounds."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from game.authoring import twee
from game.authoring.twee import Passage, TweeError, parse, read_text, story_data, write

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
NAMES = st.text(LETTERS, min_size=1, max_size=30)
TAGS = st.lists(
    st.text(LETTERS, min_size=1, max_size=8).filter(lambda tag: not any(map(str.isspace, tag))), unique=True
)
LINES = st.lists(
    st.text(LETTERS, max_size=20) | st.sampled_from([":: a", "\\:: a", "::", "\\\\:", "\\", ""]), max_size=5
)
METADATA: st.SearchStrategy[dict[str, str]] = st.just({}) | st.just({"position": "1,2", "size": "100,100"})


@st.composite
def passages(draw: st.DrawFn) -> Passage:
    lines = draw(LINES)
    while lines and not lines[-1].strip():
        lines.pop()
    return Passage(draw(NAMES), "\n".join(lines), tuple(draw(TAGS)), draw(METADATA))


@given(st.lists(passages(), min_size=1, max_size=4))
@example([Passage("a [b] {c} \\ d ", "::not a header", ("[x]", "{"), {"position": "1,2"})])
@example([Passage("  "), Passage("\\")])
def test_what_is_written_is_read_back(made: list[Passage]) -> None:
    found, remarks = parse(read_text(write(made).encode()))
    assert remarks == []
    assert [(each.name, each.text, each.tags, each.metadata) for each in found] == [
        (each.name, each.text, each.tags, each.metadata) for each in made
    ]


@pytest.mark.parametrize(
    ("header", "name", "tags"),
    [
        ("::A", "A", ()),
        (":: An old path [wood dark]", "An old path", ("wood", "dark")),
        ('::A[b]{"position":"1,2"}', "A", ("b",)),
        (r":: A \[b\] \q [c\]d]", "A [b] q", ("c]d",)),
        (":: What [he] said", "What [he] said", ()),
        (":: Open [tag", "Open [tag", ()),
        (r":: Ends in a space\  [x]", "Ends in a space ", ("x",)),
    ],
)
def test_headers(header: str, name: str, tags: tuple[str, ...]) -> None:
    found, remarks = parse(f"{header}\nText.\n")
    assert (found[0].name, found[0].tags, remarks) == (name, tags, [])


def test_passages_know_their_lines_and_lose_the_blank_lines_at_their_end() -> None:
    found, _ = parse(read_text(b":: A\r\nOne.\r\n\r\n\r\n:: B\r\n\r\nTwo.\r\n"))
    assert [(each.line, each.text) for each in found] == [(1, "One."), (5, "\nTwo.")]


def test_what_is_wrong_but_harmless_is_remarked() -> None:
    found, remarks = parse("Before.\n:: A {oops}\nText\x07.\n::\n")
    assert [each.name for each in found] == ["A", "Passage of line 4"]
    assert found[0].text == "Text."
    assert [remark.line for remark in remarks] == [1, 2, 2, 4]


def test_story_data() -> None:
    data = {"ifid": "X", "format": "Harlowe", "start": "A", "zoom": 1}
    found, remarks = parse(f":: StoryData\n{json.dumps(data, indent=1)}\n")
    assert story_data(found, remarks) == {"ifid": "X", "format": "Harlowe", "start": "A"}
    assert remarks == []
    found, remarks = parse(":: A\n\n:: StoryData\n" + "[" * 90_000)
    assert story_data(found, remarks) == {}
    assert [remark.line for remark in remarks] == [3]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"", 0, "no passage"),
        (b":: A\n\xff", 2, "UTF-8"),
        (b":: A\n\n:: " + b"n" * 1001, 3, "1,000 characters"),
        (b":: A\n" + b"a" * 100_001, 1, "100,000 characters"),
        (b"::a\n" * 10_001, 0, "10,000"),
        (b" " * 16_000_001, 0, "16,000,000 bytes"),
    ],
    ids=["empty", "not text", "name", "passage", "passages", "file"],
)
def test_bounds(content: bytes, line: int, words: str) -> None:
    with pytest.raises(TweeError, match=words) as caught:
        parse(read_text(content))
    assert caught.value.line == line
    assert twee.MOST_BYTES == 16_000_000
