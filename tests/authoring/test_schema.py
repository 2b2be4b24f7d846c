"""`trotsky schema`: the schemas take every file that loads, and refuse what is a plain mistake of shape."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from game.authoring.schema import KINDS, schema, text_of
from game.story import check_story
from game.story.dates import parse
from game.story.names import is_name, is_quality_name
from game.story.problems import Problem, Problems
from game.story.yaml_tree import Document, read
from tests.building import BROKEN, LANTERN, STORIES, write_story
from tests.test_cli import trotsky
from tests.test_guides import EXAMPLES

OWN = Path(__file__).resolve().parents[2] / "scenes"
VALIDATORS = {kind: Draft202012Validator(schema(kind)) for kind in KINDS}
SHAPES = [path for path in sorted(BROKEN.iterdir()) if re.match(r"S20[1-6]-", path.name)]

# Mistakes of value that no schema of one file can see, by the beginning of what the check says of them.
BEYOND_A_SCHEMA = {
    "The range of": "one number of a list is compared with the other",
    "'gas' starts at": "`start` is compared with `range`",
    "'lit' is a flag": "what `start` may be hangs on `range` and `values`",
    "The text holds a character": "the YAML reader refuses it before there is a value",
    "No name can be made of": "the name is made of the choice's words",
    "A scene is named after its file": "it is the name of the file",
}


def kind_of(name: str, story: dict[str, Any]) -> str:
    """The kind of a file by its path in the story's folder."""
    if name == story.get("source"):
        return "source"
    folder, _, file = name.rpartition("/")
    stem = file.removesuffix(".yaml")
    return stem if not folder or folder == "codex" or stem == "chapter" else "scene"


def document(path: Path, name: str) -> Document:
    found = read((path / name).read_text(encoding="utf-8"), name, Problems())
    assert found is not None, name
    return found


def files_of(path: Path) -> Iterator[tuple[str, Document]]:
    """Every YAML file of a story, with its kind."""
    story = document(path, "story.yaml").value
    for file in sorted(path.rglob("*.yaml")):
        name = file.relative_to(path).as_posix()
        if name.startswith("tests/"):  # an author's tests are no part of the story, and have no schema
            continue
        yield kind_of(name, story), document(path, name)


@pytest.mark.parametrize("kind", KINDS)
def test_each_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))


@pytest.mark.parametrize("path", [OWN, LANTERN], ids=["ours", "lantern"])
def test_every_file_of_a_sound_story_fits(path: Path) -> None:
    met = set()
    for kind, file in files_of(path):
        met.add(kind)
        assert [f"{file.file}: {error.message}" for error in VALIDATORS[kind].iter_errors(file.value)] == []
    assert met >= {"story", "chapter", "scene", "source", "people", "places", "terms"}


def test_every_example_of_the_guide_fits() -> None:
    examples = [
        example
        for example in EXAMPLES
        if not example.printed and example.path.endswith(".yaml") and "/tests/" not in example.path
    ]
    assert len(examples) > 15
    for example in examples:
        found = read(example.content, example.path, Problems())
        assert found is not None
        kind = kind_of(example.path.partition("/")[2], {"source": "bill.yaml"})
        assert [f"{example.path}: {error.message}" for error in VALIDATORS[kind].iter_errors(found.value)] == []


def mistakes_of_shape() -> Iterator[tuple[Path, Problem]]:
    for path in SHAPES:
        for problem in check_story(path)[1]:
            yield path, problem


@pytest.mark.parametrize(
    ("path", "problem"), [pytest.param(path, problem, id=str(problem)[:60]) for path, problem in mistakes_of_shape()]
)
def test_a_plain_mistake_of_shape_does_not_fit(path: Path, problem: Problem) -> None:
    """The schema complains at the very place, except where a reason is given why it cannot."""
    file = document(path, problem.file)
    kind = kind_of(problem.file, document(path, "story.yaml").value)
    places = {file.at(place) for error in VALIDATORS[kind].iter_errors(file.value) for place in _places(error)}
    reasons = [reason for beginning, reason in BEYOND_A_SCHEMA.items() if problem.message.startswith(beginning)]
    assert ((problem.line, problem.column) in places) != bool(reasons), reasons


def _places(error: ValidationError) -> Iterator[list[str | int]]:
    """Where an error stands: at the value, or at the keys that are to blame, or inside the branches that failed."""
    path = list(error.absolute_path)
    yield path
    if error.validator == "additionalProperties":
        yield from ([*path, key] for key in error.instance if key not in error.schema["properties"])
    if "propertyNames" in error.absolute_schema_path:
        yield [*path, error.instance]
    for inner in error.context or ():
        yield from _places(inner)


def test_each_reason_is_needed() -> None:
    messages = [problem.message for _, problem in mistakes_of_shape()]
    assert [each for each in BEYOND_A_SCHEMA if not any(message.startswith(each) for message in messages)] == []


def test_no_key_is_without_a_description() -> None:
    for kind in KINDS:
        made = schema(kind)
        for struct in [made, *made.get("$defs", {}).values()]:
            for key, value in struct.get("properties", {}).items():
                assert value.get("description"), f"{kind}: {struct['title']}: {key}"


@pytest.mark.parametrize("value", [30.31, -73.5])
def test_a_text_may_be_what_an_editor_takes_for_a_number(value: float) -> None:
    """Our reader takes `longitude: 30.31` for a text. The parsers of editors do not."""
    assert VALIDATORS["places"].is_valid({"bank": {"name": "Bank", "text": "Mud.", "longitude": value}})
    assert not VALIDATORS["places"].is_valid({"bank": {"name": "Bank", "text": "Mud.", "longitude": 30}})


def test_nothing_where_the_key_counts_as_left_out() -> None:
    assert VALIDATORS["scene"].is_valid({"title": None, "go": "a", "enter": None})
    assert not VALIDATORS["scene"].is_valid({"cast": None})


@given(st.one_of(st.text(max_size=90), st.from_regex(r"[a-z0-9_-]{1,82}", fullmatch=True), st.just("return")))
def test_names_that_load_fit_and_plain_ones_that_do_not_load_do_not(name: str) -> None:
    fits = VALIDATORS["scene"].is_valid({"beats": {name: {}}})
    assert fits or not is_name(name)
    if name.isascii() and not name.endswith("\n"):
        assert fits == is_name(name)
    quality = VALIDATORS["qualities"].is_valid({name: {"meaning": "whether"}})
    assert quality or not is_quality_name(name)
    if name.isascii() and not name.endswith("\n"):
        assert quality == is_quality_name(name)


@given(st.one_of(st.integers(-9999, 99999), st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True)))
def test_dates_that_load_fit(date: str | int) -> None:
    assert VALIDATORS["scene"].is_valid({"date": date}) or parse(date) is None


# -- the command ----------------------------------------------------------------------------------


def test_the_schemas_in_the_repository_are_what_the_command_writes(tmp_path: Path) -> None:
    done = trotsky("schema", "--out", str(tmp_path / "new" / "schema"))
    assert (done.returncode, done.stderr) == (0, "")
    written = {path.name: path.read_bytes() for path in (tmp_path / "new" / "schema").iterdir()}
    kept = {path.name: path.read_bytes() for path in (OWN / "schema").iterdir()}
    assert written == kept, "Run `uv run trotsky schema --out scenes/schema`."


def test_the_command_prints_one_and_writes_one(tmp_path: Path) -> None:
    assert trotsky("schema", "scene").stdout == text_of("scene")
    assert trotsky("schema", "scene", "--out", str(tmp_path)).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["scene.json"]
    assert json.loads((tmp_path / "scene.json").read_text()) == schema("scene")


def test_the_command_lists_the_kinds() -> None:
    done = trotsky("schema")
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.split("\n\n")[0].splitlines()] == list(KINDS)


def test_the_command_says_what_it_cannot_do(tmp_path: Path) -> None:
    done = trotsky("schema", "scen")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "There is no kind of file 'scen'. Did you mean 'scene'?\n"
    (tmp_path / "file").write_text("")
    done = trotsky("schema", "--out", str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (2, "")
    assert "cannot be written" in done.stderr


def test_a_folder_of_schemas_is_no_chapter_and_no_mistake(tmp_path: Path) -> None:
    path = write_story(tmp_path, {"a": "text: Here.\nending: true\n"}, files={"schema/scene.json": "{}"})
    (path / "story.yaml").write_text("title: Made\nstart: a\n")
    story, problems = check_story(path)
    assert story is not None
    assert [str(problem) for problem in problems] == []
    assert [chapter.id for chapter in story.chapters] == ["c"]


def test_the_stories_for_tests_are_where_this_looks() -> None:
    assert len(SHAPES) == 6
    assert LANTERN.parent == STORIES
