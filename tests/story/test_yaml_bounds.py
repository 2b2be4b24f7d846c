"""What the reader refuses, and that no file whatever makes it fail, hang or eat the machine."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story import problem_list
from game.story.problems import Problems
from game.story.yaml_tree import MOST_BYTES, MOST_DEPTH, read
from tests.building import LANTERN, OVER, write_story


def findings(text: str) -> list[tuple[str, int, int]]:
    problems = Problems()
    read(text, "a.yaml", problems)
    return [(problem.code, problem.line, problem.column) for problem in problems]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", [("Y102", 3, 1)]),
        ("a: {b: 1, c: 2, b: 3}\na: 4\n", [("Y102", 1, 17), ("Y102", 2, 1)]),
        ("a: &x 1\nb: *x\n", [("Y103", 1, 4)]),
        ("b: *x\n", [("Y103", 1, 4)]),
        ("a: &x [1]\n", [("Y103", 1, 4)]),
        ("a: !!python/object/apply:os.system [ls]\n", [("Y106", 1, 4)]),
        ("a: !!int 3\n", [("Y106", 1, 4)]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", [("Y106", 1, 1)]),
        ("- a\n", [("Y107", 1, 1)]),
        ("word\n", [("Y107", 1, 1)]),
        ("a: 1\n---\nb: 2\n", [("Y109", 2, 1)]),
        ("a:\n\tb: 1\n", [("Y101", 2, 1)]),
        ("a: b: c\n", [("Y101", 1, 5)]),
        ("a: {voice} is low\n", [("Y101", 1, 12)]),
        ("a: *here* it is\n", [("Y101", 1, 9)]),
        ("? [a, b]\n: c\n", [("Y101", 1, 3)]),
        ("{a: b}: c\n", [("Y101", 1, 1)]),
        ("a: 1\nb: \x07\n", [("Y101", 2, 4)]),
        ("a: \x00\n", [("Y101", 1, 4)]),
        ('a: "\\e[2J"\nb: "\\0"\n', [("S204", 1, 4), ("S204", 2, 4)]),
        ("a: \ud800\n", [("Y108", 1, 1)]),
        ("a: " + "[" * 5000, [("Y104", 1, 3 + MOST_DEPTH)]),
        ("- " * 5000, [("Y104", 1, 2 * MOST_DEPTH + 1)]),
        ("{a: " * 5000, [("Y104", 1, 4 * MOST_DEPTH + 1)]),
        ("a: " + "x" * MOST_BYTES, [("Y105", 1, 1)]),
    ],
)
def test_it_refuses(text: str, found: list[tuple[str, int, int]]) -> None:
    assert findings(text) == found


def test_depth_up_to_the_limit_is_read() -> None:
    inside = MOST_DEPTH - 1
    assert findings("a: " + "[" * inside + "]" * inside) == []


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n" + "".join(f"%TAG !a{number}! tag:x\n" for number in range(90_000)),
        "a: '" + "''" * (MOST_BYTES // 2 - 10),
        "a: |\n" + " \n" * (MOST_BYTES // 2 - 10),
        "? " * (MOST_BYTES // 2),
        "a: &a [" + "*a, " * 400_000,
        "".join(f"k{number}: v\n" for number in range(150_000)),
        "a: [" + "{}," * 600_000 + "]",
        "#" * MOST_BYTES,
        "a: " + "b " * 900_000,
    ],
    ids=["tags", "quotes", "blank", "keys", "aliases", "many", "items", "comment", "words"],
)
def test_large_files_are_read_or_refused_quickly(text: str) -> None:
    began = time.process_time()
    read(text, "a.yaml", Problems())
    assert time.process_time() - began < 5  # a second or so; without bounds it would be minutes


def story_with(folder: Path, content: bytes) -> list[str]:
    write_story(folder, {"a": OVER})
    (folder / "c" / "a.yaml").write_bytes(content)
    return [str(problem) for problem in problem_list(folder)]


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    assert story_with(tmp_path, b"\xef\xbb\xbftext: It is over.\nending: true\n") == []


def test_windows_line_ends_are_line_ends(tmp_path: Path) -> None:
    assert story_with(tmp_path, b"text: It is over.\r\nending: true\r\n") == []
    assert story_with(tmp_path, b"text: It is over.\r\nendin: true\r\nending: true\r\n")[0].startswith(
        "c/a.yaml:2:1  S201"
    )


@pytest.mark.parametrize(
    "content", ["text: Café.\n".encode("latin-1"), "text: No.\n".encode("utf-16"), b"\xff\xfe\x00"]
)
def test_other_encodings_are_refused_by_name(tmp_path: Path, content: bytes) -> None:
    assert "UTF-8" in story_with(tmp_path, content)[0]


VALID = [path.read_text(encoding="utf-8") for path in sorted(LANTERN.rglob("*.yaml"))]
SPLINTERS = st.sampled_from(
    [": ", "- ", "\n", "\t", "  ", "{", "}", "[", "]", "&a ", "*a", "!x ", "|\n", ">-\n", '"', "'", "#", "---\n", "...\n", "? ", "%", "\\", "\x00"]
)  # fmt: skip


@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_no_text_makes_it_raise(text: str) -> None:
    problems = Problems()
    assert (read(text, "a.yaml", problems) is not None) or len(problems)


@given(st.data())
def test_no_damage_to_a_good_file_makes_it_raise(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(VALID))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 8))
        text = text[:place] + data.draw(SPLINTERS | st.text(max_size=3)) + text[place + cut :]
    problems = Problems()
    assert (read(text, "a.yaml", problems) is not None) or len(problems)
    for problem in problems:
        assert problem.message.endswith((".", "?"))
