"""All mistakes of a story at once, each where it stands, with the nearest right name, and none that only follows from another."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story import check_story, load_story, model, problem_list
from game.story.decode import decode
from game.story.problems import Problems, StoryError
from game.story.suggest import did_you_mean, nearest
from game.story.yaml_tree import read
from tests.building import OVER, write_story


def found(folder: Path) -> list[str]:
    return [f"{problem.file}:{problem.line} {problem.code}" for problem in problem_list(folder)]


def test_every_mistake_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        {
            "a": """
                titel: A
                date: [1902]
                place: 3
                cast: keeper
                flashback: perhaps
                weight: 0
                basis: guessed
                text:
                  - iff: lit
                    text: Yes.
                choices:
                  - go: b
                    set: [lit]
                    chance: {odds: true, then: {}}
                    choices: []
                    mark: {s01: bent}
                beats:
                  low: {txt: Low.}
                enter: now
            """,
            "b": "text: B.\ngo: nowhere\ncontinue: 3\n",
        },
        qualities="oil: {range: [0, 5, 9], words: {x: y}}\n",
    )
    places = [("c/a.yaml", line) for line in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 17, 19, 20)]
    told = {(problem.file, problem.line) for problem in problem_list(tmp_path)}
    assert set(places) <= told
    assert ("c/b.yaml", 3) in told
    assert ("qualities.yaml", 1) in told
    with pytest.raises(StoryError) as caught:
        load_story(tmp_path)
    assert len(caught.value.problems) == len(problem_list(tmp_path)) >= 18


@pytest.mark.parametrize(
    ("key", "hint"),
    [
        ("tilte", "Did you mean 'title'?"),
        ("Title", "Did you mean 'title'?"),
        ("chioces", "Did you mean 'choices'?"),
        ("zzz", "It takes: title, date"),
        ("", "It takes: title, date"),
    ],
)
def test_a_key_that_nothing_reads_gets_the_nearest_one(tmp_path: Path, key: str, hint: str) -> None:
    write_story(tmp_path, {"a": f"text: A.\nending: true\n{json.dumps(key)}: 1\n"})
    (problem,) = problem_list(tmp_path)
    assert (problem.code, problem.line) == ("S201", 3)
    assert hint in problem.message


def test_the_nearest_name() -> None:
    assert nearest("voyce", ["voice", "lenin"]) == "voice"
    assert nearest("VOICE", ["voice"]) == "voice"
    assert nearest("x" * 200, ["x" * 199]) is None
    assert nearest("zzz", ["voice"]) is None
    assert did_you_mean("zzz", []) == ""
    assert did_you_mean("zzz", [], otherwise="Make one.") == " Make one."
    assert did_you_mean("zzz", ["a", "b"]) == " There is: a, b."
    assert did_you_mean("zzz", map(str, range(100)), otherwise="Make one.") == " Make one."


def test_a_file_that_cannot_be_read_is_not_also_missed(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        {
            "a": "text: Well?\nchoices:\n  - {text: On., go: b}\n  - {text: In., if: seen('b') and chosen('b.c') and lit, visit: b.low}\n  - {text: Draw., draw: d}\n",
            "b": "txt: B.\ngo: a\n",
            "x": "deck: d\ntext: [3]\n",
        },
        qualities="lit: {meeting: whether it burns}\n",
        files={
            "codex/people.yaml": "keeper: {nam: K}\n",
            "c/z.yaml": "cast: [keeper]\ntext: '[He](keeper).'\nending: true\n",
        },
    )
    assert found(tmp_path) == ["c/b.yaml:1 S201", "c/x.yaml:2 S202", "codex/people.yaml:1 S203", "codex/people.yaml:1 S203", "codex/people.yaml:1 S201", "qualities.yaml:1 S203", "qualities.yaml:1 S201"]  # fmt: skip


def test_a_source_that_cannot_be_read_is_not_also_missed(tmp_path: Path) -> None:
    write_story(
        tmp_path, {"a": "quote: s01\ntext:\n  - quote: s02\nenter: {mark: {s03: struck}}\nending: true\n"}, source=True
    )
    (tmp_path / "seeds" / "log.txt").unlink()
    assert found(tmp_path) == ["log.yaml:1 Q503"]


def test_quoting_without_a_source_says_so(tmp_path: Path) -> None:
    write_story(tmp_path, {"a": "quote: s01\ntext:\n  - quote: s02\nending: true\n"})
    assert [problem.code for problem in problem_list(tmp_path)] == ["Q503", "Q503"]


def test_a_broken_start_is_one_mistake(tmp_path: Path) -> None:
    write_story(tmp_path, {"a": "text: [\n", "b": OVER})
    assert [code.split()[1] for code in found(tmp_path)] == ["Y101"]


@pytest.mark.parametrize("place", ["", "missing", "file.txt"])
def test_no_story_there_is_a_problem_too(tmp_path: Path, place: str) -> None:
    (tmp_path / "file.txt").write_text("no story")
    story, problems = check_story(tmp_path / place)
    assert story is None
    assert [problem.code for problem in problems] == ["S203"]


VALID: dict[str, Any] = {
    "title": "A", "date": 1902, "cast": ["keeper"], "quote": "s01", "weight": 2, "enter": [{"set": {"lit": True}, "if": "lit"}], "deck": "d",
    "text": ["One.", {"if": "lit", "text": "Two.", "else": ["Three."]}, {"cycle": ["A.", "B."]}], "was": ["b"], "ending": False,
    "choices": [{"text": "On.", "go": "b", "add": {"oil": 1}, "chance": {"odds": 5, "then": {"go": "a"}, "else": {"do": [{"mark": {"s01": "struck"}}]}}, "choices": [{"text": "In."}]}],
    "beats": {"low": {"text": "Low.", "choices": [], "continue": "On."}}, "record": "R.",
}  # fmt: skip
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.sampled_from(["", "text", "x", "1"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["text", "if", "go", "x", "1"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def damaged(data: st.DataObject, value: Any) -> Any:
    """The value with one part, anywhere in it, replaced."""
    if isinstance(value, dict) and value and data.draw(st.integers(0, 3)):
        key = data.draw(st.sampled_from(list(value)))
        return {**value, key: damaged(data, value[key])}
    if isinstance(value, list) and value and data.draw(st.integers(0, 3)):
        place = data.draw(st.integers(0, len(value) - 1))
        return [*value[:place], damaged(data, value[place]), *value[place + 1 :]]
    return data.draw(ANYTHING)


@given(st.data())
def test_whatever_stands_in_a_scene_it_is_read_or_its_mistakes_are_named(data: st.DataObject) -> None:
    text = json.dumps(damaged(data, damaged(data, VALID)))
    problems = Problems()
    document = read(text, "a.yaml", problems)
    if document is None:
        assert len(problems)
        return
    scene = decode(document, model.Scene, problems)
    assert (scene is None) == bool(len(problems))
    for problem in problems:
        assert "`$" not in problem.message  # msgspec's own words: the walk missed a rule
        assert problem.message.endswith((".", "?"))


@given(
    st.dictionaries(st.text(max_size=4) | st.integers().map(str), st.integers() | st.text(max_size=3), max_size=3),
    st.lists(st.integers(-(10**17), 10**17), max_size=3),
)
def test_whatever_stands_in_a_quality(words: dict[str, Any], limits: list[int]) -> None:
    problems = Problems()
    document = read(json.dumps({"meaning": "m", "words": words, "range": limits}), "q.yaml", problems)
    assert document is not None or len(problems)
    if document is not None and not len(problems):
        quality = decode(document, model.Quality, problems)
        assert (quality is None) == bool(len(problems))
        assert not any("`$" in problem.message for problem in problems)


def test_what_is_right_in_a_wrong_file_is_checked_as_well(tmp_path: Path) -> None:
    """Shape, condition, target and quality of one file in one report, each on its own line."""
    write_story(
        tmp_path,
        {
            "a": """text: Well?
choices:
  - {txt: lost}
  - text: Second.
    sett: {lit: true}
    if: litt
    go: nowhere
  - text: Third.
    chance: {odds: 50}
    add: {lit: 1}
    go: b
""",
            "b": "text: B.\nending: true\n",
        },
        qualities="lit: {meaning: whether it burns}\na-b: {meaning: refused}\n",
    )
    assert found(tmp_path) == [
        "c/a.yaml:3 S203", "c/a.yaml:3 S201", "c/a.yaml:5 S201", "c/a.yaml:6 E402", "c/a.yaml:7 R301",
        "c/a.yaml:9 S203", "c/a.yaml:9 S203", "c/a.yaml:10 E403", "qualities.yaml:2 S205",
    ]  # fmt: skip


def test_a_mistake_in_story_yaml_does_not_hide_those_of_scenes(tmp_path: Path) -> None:
    write_story(tmp_path, {"a": "text: A.\ngo: nowhere\n"}, story="autor: Nobody\n")
    assert found(tmp_path) == ["c/a.yaml:2 R301", "story.yaml:4 S201"]


def test_of_two_unknown_names_the_likelier_slip_is_blamed(tmp_path: Path) -> None:
    for condition in ("pasage == paid", "paid == pasage"):
        write_story(
            tmp_path,
            {"a": f"text:\n  - if: {condition}\n    text: A.\nending: true\n"},
            qualities="passage: {meaning: how you travel, values: [paid, free]}\n",
        )
        (problem,) = problem_list(tmp_path)
        assert (problem.code, "'pasage'" in problem.message, "'passage'" in problem.message) == ("E402", True, True)


def test_a_way_on_that_is_never_taken(tmp_path: Path) -> None:
    beats = "beats:\n  one:\n    text: A.\n    choices: [{text: On., go: b}]\n"
    write_story(tmp_path, {"a": f"go: b\n{beats}", "b": "text: B.\nending: true\n"})
    assert found(tmp_path) == ["c/a.yaml:1 F602"]
