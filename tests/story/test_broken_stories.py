"""Every code that `trotsky check` can print has a small story that raises exactly it, in the right place.

The lines that the stories print stand in tests/stories/broken/expected.txt. After a change of
wording, read them as an author would, then: UPDATE_GOLDENS=1 uv run pytest tests/story/test_broken_stories.py -n 0
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import pytest

from game.authoring.analysis import analyse
from game.story import Problem, check_story
from game.story.codes import CODES
from game.story.explanations import EXPLANATIONS
from game.story.load import check_files
from game.story.problems import Problems, StoryError
from game.story.yaml_tree import MOST_BYTES
from tests.building import BROKEN

NOT_TO_BE_SHOWN_WHOLE = {"Y105", "Y108", "T706"}  # too long, or no text at all
EXAMPLES = sorted(path for path in BROKEN.iterdir() if path.is_dir())
GOLDEN = BROKEN / "expected.txt"
_PYTHON = re.compile(r"Traceback|NoneType|\b(?:str|int|bool|dict|tuple|Struct)\b|`\$|\\x")


def checked(folder: Path) -> list[Problem]:
    """All that `trotsky check` finds, hints among them."""
    found = check_files(folder)
    analyse(found)
    return found.problems.sorted()


def problems_of(example: Path, tmp_path: Path) -> list[Problem]:
    """The problems of one example; the one that must be too large is made so in a copy."""
    if not example.name.startswith("Y105"):
        return checked(example)
    copy = shutil.copytree(example, tmp_path / example.name)
    with (copy / "c" / "a.yaml").open("a", encoding="utf-8") as file:
        file.write("# and so on\n" * (MOST_BYTES // 12 + 1))
    return checked(copy)


def code_of(example: Path) -> str:
    return example.name.partition("-")[0]


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    assert {code_of(example) for example in EXAMPLES} == set(CODES)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_example_raises_exactly_its_code(example: Path, tmp_path: Path) -> None:
    found = problems_of(example, tmp_path)
    assert {problem.code for problem in found} == {code_of(example)}
    assert {problem.severity for problem in found} == {CODES[code_of(example)].severity}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_place_is_a_place_in_a_file_of_the_story(example: Path, tmp_path: Path) -> None:
    for problem in problems_of(example, tmp_path):
        path = example / problem.file
        if path.is_dir():
            assert (problem.line, problem.column) == (1, 1)
            continue
        lines = path.read_bytes().decode("utf-8", "replace").split("\n")
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_each_message_is_a_sentence_for_an_author(example: Path, tmp_path: Path) -> None:
    for problem in problems_of(example, tmp_path):
        assert problem.message.endswith((".", "?", "»")), problem
        assert not _PYTHON.search(problem.message), problem
        assert len(problem.message) <= 400, problem


def test_the_printed_lines_are_the_expected_ones(tmp_path: Path) -> None:
    printed = ""
    for example in EXAMPLES:
        lines = "".join(f"{problem}\n" for problem in problems_of(example, tmp_path))
        printed += f"# {example.name}\n{lines}\n"
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.write_text(printed, encoding="utf-8")
    assert printed == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_only_errors_keep_a_story_from_opening(example: Path) -> None:
    story, problems = check_story(example)
    assert (story is None) == bool(problems.errors)


def test_the_table_says_of_each_code_what_it_is() -> None:
    for code, meaning in CODES.items():
        assert re.fullmatch(r"[A-Z][0-9]{3}", code)
        assert meaning.title
        assert meaning.why.endswith(".")


@pytest.mark.parametrize("code", sorted(CODES))
def test_the_example_of_trotsky_explain_raises_its_code(code: str, tmp_path: Path) -> None:
    """Put into the small story of its code, it is reported there too."""
    file, text, mend = EXPLANATIONS[code]
    assert mend.endswith((".", "`."))
    if code in NOT_TO_BE_SHOWN_WHOLE:
        return
    folder = next(example for example in EXAMPLES if code_of(example) == code)
    copy = shutil.copytree(folder, tmp_path / code)
    assert (copy / file).is_file()
    (copy / file).write_text(text, encoding="utf-8")
    assert code in {problem.code for problem in checked(copy)}


def test_every_code_is_explained_and_none_besides() -> None:
    assert list(EXPLANATIONS) == list(CODES)


def test_problems_are_one_line_each_in_reading_order() -> None:
    problems = Problems()
    problems.add("S201", "b.yaml", (1, 1), "Second.")
    problems.add("S201", "a.yaml", (2, 3), "First,\non \x1b[31mtwo lines.")
    problems.add("S201", "b.yaml", (1, 1), "Second.")
    assert [str(problem) for problem in problems] == [
        "a.yaml:2:3  S201  First, on �[31mtwo lines.",
        "b.yaml:1:1  S201  Second.",
    ]
    assert str(StoryError(problems)).count("\n") == 1


def test_an_unknown_code_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        Problems().add("X000", "a.yaml", (1, 1), "No.")
