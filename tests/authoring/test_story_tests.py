"""`trotsky test`: an author's tests of a story, as they are written, played and told."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from game.authoring.story_tests import Failure, play_test, read_tests, selected
from game.authoring.story_tests.format import Expected, Step, StoryTest
from game.authoring.story_tests.play import Played
from game.paths import own_story
from game.play.chance import percent
from game.story import Story, load_story
from tests.building import LANTERN, OVER, write_story
from tests.test_cli import trotsky

FLAG = "met: {meaning: m}\n"
TWO_DOORS = {
    "hall": """
        text: "A hall. *Two* doors."
        choices:
          - {text: Left., go: over, set: {met: true}}
          - {text: Right., if: met, locked: It is nailed up., go: over}
          - {text: Knock., chance: {odds: "{odds}", then: {go: over}, else: {reply: Nothing.}}, sticky: true}
        """,
    "over": OVER,
}


def doors(folder: Path, tests: str, odds: str = "50") -> Path:
    """The story of two doors, with a file of tests."""
    scenes = {name: text.replace("{odds}", odds) for name, text in TWO_DOORS.items()}
    return write_story(folder, scenes, qualities=FLAG, files={"tests/doors.yaml": tests})


def play_all(folder: Path, *, update: bool = False) -> dict[str, Played]:
    tests, problems = read_tests(folder, load_story(folder))
    assert [str(problem) for problem in problems] == []
    return {test.name: play_test(test, folder, update=update) for test in tests}


def failures(folder: Path, tests: str, odds: str = "50") -> list[Failure]:
    """What is not as expected in the one test of a file."""
    return next(iter(play_all(doors(folder, tests, odds)).values())).failures


def mistakes(folder: Path, tests: str) -> list[str]:
    path = doors(folder, tests)
    return [f"{p.file}:{p.line}:{p.column} {p.code}" for p in read_tests(path, load_story(path))[1]]


# -- our stories ----------------------------------------------------------------------------------


def test_our_own_story_is_as_its_tests_expect() -> None:
    done = trotsky("test")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert done.stdout.endswith("all as expected.\n")
    assert done.stdout.count("ok    ") >= 12


def test_the_lantern_is_as_its_tests_expect() -> None:
    assert [name for name, played in play_all(LANTERN).items() if not played.passed] == []


def test_the_tests_of_the_lantern_use_every_key() -> None:
    written = yaml.safe_load((LANTERN / "tests" / "the-lamp.yaml").read_text(encoding="utf-8"))
    tests = list(written.values())
    steps = [step for test in tests for step in test.get("choose", []) if isinstance(step, dict)]
    expected = [part["expect"] for part in [*tests, *steps] if "expect" in part]
    for kind, found in ((StoryTest, tests), (Step, steps), (Expected, expected)):
        keys = {field.encode_name for field in msgspec.structs.fields(kind)}
        assert set().union(*found) == keys


# -- what is expected -----------------------------------------------------------------------------

AT_THE_HALL = {
    "scene: over": "the scene is hall",
    "beat: over.start": "the beat is hall.start",
    "text: A hall with two doors.": "the nearest at hall.start: «A hall. Two doors.»",
    "not_text: Two doors": "«A hall. Two doors.»",
    "choices: right": "it is shut: It is nailed up.",
    "shut: left": "it is open",
    "hidden: left": "it is open",
    "hidden: right": "it is shut: It is nailed up.",
    "qualities: {met: true}": "met is false",
    "holds: met or seen('over')": "met is false, seen('over') is 0",
    "ending: true": "no ending, but hall.start",
    "ending: over": "no ending, but hall.start",
}
RIGHT = [
    "scene: hall", "beat: start", "beat: hall.start", "text: hall. Two", "text: [A hall., doors.]", "not_text: a hall",
    "choices: [left, knock]", "shut: right", "qualities: {met: false}", "holds: [not met, times('hall') == 1]", "ending: false",
]  # fmt: skip


@pytest.mark.parametrize(("expect", "found"), AT_THE_HALL.items())
def test_what_is_not_so_is_told_with_its_place(tmp_path: Path, expect: str, found: str) -> None:
    (failure,) = failures(tmp_path, f"t:\n  expect:\n    {expect}\n")
    assert failure.found == found
    assert (failure.file, failure.line, failure.step, failure.beat) == ("tests/doors.yaml", 3, 0, "hall.start")


@pytest.mark.parametrize("expect", RIGHT)
def test_what_is_so_is_not_told(tmp_path: Path, expect: str) -> None:
    assert failures(tmp_path, f"t: {{expect: {{{expect}}}}}\n") == []


def test_an_ending_is_known_by_its_scene(tmp_path: Path) -> None:
    assert failures(tmp_path, "t: {choose: left, expect: {ending: over}}\n") == []
    (failure,) = failures(tmp_path, "t: {choose: left, expect: {ending: false}}\n")
    assert failure.found == "the ending over"


def test_all_that_is_not_so_is_told_in_the_order_written(tmp_path: Path) -> None:
    found = failures(
        tmp_path, "t:\n  choose: left\n  expect:\n    text: x\n    scene: hall\n    holds: [met, not met]\n"
    )
    assert [failure.expected for failure in found] == ["text: x", "scene: hall", "holds: not met"]
    assert {(failure.step, failure.choice) for failure in found} == {(1, "left")}


def test_the_lines_of_the_epilogue_are_read_too(tmp_path: Path) -> None:
    scenes = {"a": "text: A.\nenter: {remember: 'It was *late*.'}\ngo: b\n", "b": f"{OVER}epilogue: true\n"}
    write_story(tmp_path, scenes, files={"tests/t.yaml": "t: {choose: continue, expect: {text: It was late.}}\n"})
    assert play_all(tmp_path)["t"].failures == []


# -- choices --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choose", "found"),
    [
        ("[right]", "'right' is shut: It is nailed up."),
        ("[left, left]", "it is not shown; at over.start is open: nothing."),
        ("[{choice: knock, chance: success}, knock]", "it is not shown; at over.start is open: nothing."),
    ],
)
def test_a_choice_that_cannot_be_made_ends_the_test(tmp_path: Path, choose: str, found: str) -> None:
    (failure,) = failures(tmp_path, f"t:\n  choose: {choose}\n  expect: {{scene: hall, text: nowhere}}\n")
    assert failure.found == found


def test_history_is_followed_as_far_as_it_leads(tmp_path: Path) -> None:
    scenes = {
        "a": "text: A.\nchoices: [{text: One., go: c}, {text: Two., historical: true, go: b}]",
        "b": "text: B.\ngo: c",
        "c": OVER,
    }
    write_story(tmp_path, scenes, files={"tests/t.yaml": "t: {history: true, expect: {ending: c, holds: seen('b')}}\n"})
    played = play_all(tmp_path)["t"]
    assert (played.failures, played.choices) == ([], 2)


def test_history_that_goes_round_in_a_circle_is_told(tmp_path: Path) -> None:
    write_story(
        tmp_path, {"a": "text: A.\ngo: b", "b": "text: B.\ngo: a"}, files={"tests/t.yaml": "t: {history: true}\n"}
    )
    (failure,) = play_all(tmp_path)["t"].failures
    assert failure.found == "no ending after 5,000 choices"


# -- chance ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("odds", ["1", "50", "99"])
@pytest.mark.parametrize(("luck", "scene"), [("success", "over"), ("failure", "hall")])
def test_chance_falls_as_the_test_says(tmp_path: Path, odds: str, luck: str, scene: str) -> None:
    tests = f"t: {{choose: [{{choice: knock, chance: {luck}}}], expect: {{scene: {scene}}}}}\n"
    assert failures(tmp_path, tests, odds) == []


@pytest.mark.parametrize(("odds", "luck"), [("0", "success"), ("100", "failure")])
def test_what_can_never_happen_does_not_happen_in_a_test(tmp_path: Path, odds: str, luck: str) -> None:
    (failure,) = failures(tmp_path, f"t: {{choose: [{{choice: knock, chance: {luck}}}]}}\n", odds)
    assert failure.found == f"its odds are {odds} in 100"


@given(seed=st.integers(-(2**40), 2**40), luck=st.lists(st.just("failure"), min_size=1, max_size=4))
def test_what_comes_after_a_forced_throw_is_what_the_seed_has(lantern: Story, seed: int, luck: list[str]) -> None:
    choice = "try-the-door-of-the-tower"
    steps: list[Any] = ["count-the-gulls", *({"choice": choice, "chance": fall} for fall in luck)]
    odds = max(0, 40 + 20 * (1 - len(luck)))
    scene = "the-tower" if percent(seed, len(luck)) <= odds else "the-shore"
    told = {"t": {"seed": seed, "choose": [*steps, choice], "expect": {"scene": scene}}}
    assert _played_from(lantern, told).failures == []


def _played_from(story: Story, tests: dict[str, Any]) -> Played:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tests").mkdir()
        (Path(folder) / "tests" / "t.yaml").write_text(json.dumps(tests), encoding="utf-8")
        (test,), problems = read_tests(Path(folder), story)
        assert list(problems) == []
        return play_test(test, Path(folder))


def test_a_scene_that_is_never_drawn_is_told_with_those_that_are(tmp_path: Path) -> None:
    copy = shutil.copytree(LANTERN, tmp_path / "lantern")
    step = "{choice: walk-along-the-shingle, draw: a-bottle}"
    (copy / "tests" / "the-lamp.yaml").write_text(f"t: {{choose: [{step}, continue, {step}]}}\n")
    shutil.rmtree(copy / "tests" / "transcripts")
    (failure,) = play_all(copy)["t"].failures
    assert failure.found == "in 10,000 tries it led to a-seal, and never fell so"


# -- mistakes -------------------------------------------------------------------------------------

MISTAKES = {
    "t:\n  scen: hall\n": "2:3 S201",
    "t: 3\n": "1:1 S202",
    "a b: {}\n": "1:1 S205",
    "t: {}\nt: {}\n": "2:1 Y102",
    "t: {scene: hal}\n": "1:5 R301",
    "t: {scene: hall.strat}\n": "1:5 R301",
    "t: {seed: x}\n": "1:5 S202",
    "t: {set: {mat: true}}\n": "1:11 R302",
    "t: {set: {met: 3}}\n": "1:16 E403",
    "t: {mark: {s01: stands}}\n": "1:12 R303",
    "t: {achieve: it}\n": "1:5 R313",
    "t: {seen: hal}\n": "1:5 R310",
    "t: {chosen: [hall.lift]}\n": "1:14 R310",
    "t: {choose: [lift]}\n": "1:14 R310",
    "t: {choose: [{choice: left, chance: success}]}\n": "1:29 S204",
    "t: {choose: [{choice: left, chance: lucky}]}\n": "1:29 S204",
    "t: {choose: [{choice: left, draw: over}]}\n": "1:29 R310",
    "t: {choose: [{chance: success}]}\n": "1:15 S203",
    "t: {choose: [{}]}\n": "1:14 S203",
    "t: {expect: {scene: hal}}\n": "1:14 R310",
    "t: {expect: {beat: strat}}\n": "1:14 R310",
    "t: {expect: {ending: hall}}\n": "1:14 R310",
    "t: {expect: {text: ' '}}\n": "1:14 T702",
    "t: {expect: {shut: lift}}\n": "1:14 R310",
    "t: {expect: {qualities: {met: maybe}}}\n": "1:31 E402",
    "t: {expect: {holds: met >= 1}}\n": "1:21 E403",
    "t: {expect: {holds: seen('hal')}}\n": "1:21 R310",
    "t: {expect: {marks: {s01: none}}}\n": "1:22 R303",
    "t: {expect: {achieved: it}}\n": "1:14 R313",
    "t: {transcript: ../../t}\n": "1:5 S205",
    "a: {transcript: t}\nb: {transcript: t}\n": "2:5 R312",
}


@pytest.mark.parametrize(("tests", "place"), MISTAKES.items())
def test_a_mistake_is_reported_at_its_place(tmp_path: Path, tests: str, place: str) -> None:
    assert mistakes(tmp_path, tests) == [f"tests/doors.yaml:{place}"]


def test_a_number_out_of_its_range_is_a_mistake(tmp_path: Path) -> None:
    write_story(
        tmp_path, {"a": OVER}, qualities="n: {meaning: m, range: [0, 5]}\n",
        files={"tests/t.yaml": "t:\n  set: {n: 6}\n  expect: {qualities: {n: -1}}\n"},
    )  # fmt: skip
    problems = read_tests(tmp_path, load_story(tmp_path))[1]
    assert [(p.line, p.code) for p in problems] == [(2, "S204"), (3, "S204")]


def test_a_name_is_that_of_one_test_in_all_files(tmp_path: Path) -> None:
    write_story(tmp_path, {"a": OVER}, files={"tests/a.yaml": "t: {}\n", "tests/b.yaml": "\nt: {}\n"})
    (problem,) = read_tests(tmp_path, load_story(tmp_path))[1]
    assert str(problem) == (
        "tests/b.yaml:2:1  R312  There is a test 't' already, in tests/a.yaml, line 1. Rename one of the two."
    )


def test_what_nobody_reads_in_the_folder_is_told(tmp_path: Path) -> None:
    doors(tmp_path, "t: {}\n")
    (tmp_path / "tests" / "old.yml").write_text("t: {}\n")
    (tmp_path / "tests" / "README.md").write_text("Words.\n")
    (tmp_path / "tests" / "transcripts").mkdir()
    (tmp_path / "tests" / "transcripts" / "gone.txt").write_text("Words.\n")
    os.mkfifo(tmp_path / "tests" / "pipe.yaml")  # opening it would wait for ever
    tests, problems = read_tests(tmp_path, load_story(tmp_path))
    assert [test.name for test in tests] == ["t"]
    assert [f"{problem.file} {problem.code}" for problem in problems] == [
        "tests/old.yml W801",
        "tests/pipe.yaml W801",
        "tests/transcripts/gone.txt W801",
    ]


_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.sampled_from(["hall", "left", "met", "over.start", "", "\n", "a b"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["met", "s01", "x"]), inner, max_size=2)
    ),
    max_leaves=6,
)
_KEYS = [field.encode_name for kind in (StoryTest, Step, Expected) for field in msgspec.structs.fields(kind)]
_EXPECTED = st.dictionaries(st.sampled_from(_KEYS), _VALUES, max_size=4)


@given(
    st.dictionaries(
        st.sampled_from(["a", "b c"]),
        st.dictionaries(st.sampled_from(_KEYS), _VALUES | _EXPECTED, max_size=4),
        max_size=2,
    )
)
def test_no_file_of_tests_makes_the_program_fail(
    tmp_path_factory: pytest.TempPathFactory, tests: dict[str, Any]
) -> None:
    """Whatever is written, there are problems with places, or tests that can be played."""
    folder = next(_doors_once(tmp_path_factory))
    (folder / "tests" / "doors.yaml").write_text(json.dumps(tests), encoding="utf-8")
    read, problems = read_tests(folder, load_story(folder))
    if problems.errors:
        assert all(problem.file == "tests/doors.yaml" and problem.line >= 1 for problem in problems)
        return
    for test in read:
        play_test(test, folder)


def _doors_once(factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = factory.getbasetemp() / "doors"
    if not folder.exists():
        doors(folder, "t: {}\n")
    yield folder


# -- transcripts ----------------------------------------------------------------------------------

KEPT = "t:\n  choose: left\n  transcript: left-door\n"


def test_a_transcript_is_written_compared_and_written_anew(tmp_path: Path) -> None:
    path = doors(tmp_path / "story", KEPT)
    golden = path / "tests" / "transcripts" / "left-door.txt"
    assert "`--update` writes it" in play_all(path)["t"].failures[0].found
    assert not golden.exists()
    assert play_all(path, update=True)["t"].wrote == "tests/transcripts/left-door.txt"
    text = golden.read_text(encoding="utf-8")
    assert "A hall. Two doors.\n" in text
    assert "  - Left.\n  x Right. (shut: It is nailed up.)\n  - Knock. (50 in 100)\n\n» Left.\n" in text
    assert play_all(path)["t"].failures == []
    (path / "c" / "over.yaml").write_text("text: It is done.\nending: true\n")
    (failure,) = play_all(path)["t"].failures
    assert "-It is over." in failure.diff
    assert "+It is done." in failure.diff
    assert golden.read_text(encoding="utf-8") == text
    assert play_all(path, update=True)["t"].passed
    assert play_all(path)["t"].failures == []


def test_the_transcript_of_a_test_that_fails_is_not_written(tmp_path: Path) -> None:
    path = doors(tmp_path, KEPT + "  expect: {scene: hall}\n")
    assert [failure.expected for failure in play_all(path, update=True)["t"].failures] == [
        "scene: hall",
        "transcript: tests/transcripts/left-door.txt",
    ]
    assert not (path / "tests" / "transcripts").exists()


@pytest.mark.parametrize("link", ["tests/transcripts", "tests/transcripts/left-door.txt"])
def test_no_transcript_is_written_outside_of_the_story(tmp_path: Path, link: str) -> None:
    path = doors(tmp_path / "story", KEPT)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "left-door.txt").write_text("mine\n")
    (path / link).parent.mkdir(exist_ok=True)
    (path / link).symlink_to(outside if link.endswith("s") else outside / "left-door.txt")
    done = trotsky("test", str(path), "--update")
    assert (outside / "left-door.txt").read_text() == "mine\n"
    assert done.returncode == (2 if link.endswith("s") else 0)
    assert "Traceback" not in done.stderr


# -- the command ----------------------------------------------------------------------------------


def test_the_status_and_the_place_of_a_failure(tmp_path: Path) -> None:
    path = doors(tmp_path, "good: {choose: left}\nbad:\n  choose: left\n  expect: {scene: hall}\n")
    done = trotsky("test", str(path))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "ok    good\n"
        "FAIL  bad\n"
        "  tests/doors.yaml:4:12  after 1 choice, the last of them 'left', at over.start\n"
        "    expected  scene: hall\n"
        "    found     the scene is over\n"
        "Made: 2 tests, 1 not as expected.\n"
    )


def test_json_says_the_same(tmp_path: Path) -> None:
    path = doors(tmp_path, "good: {choose: left}\nbad:\n  choose: left\n  expect: {scene: hall}\n")
    done = trotsky("test", str(path), "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["passed"], found["failed"]) == (1, 1, 1)
    assert [test["name"] for test in found["tests"]] == ["good", "bad"]
    assert (found["tests"][1]["failures"][0]["line"], found["tests"][1]["failures"][0]["found"]) == (
        4,
        "the scene is over",
    )


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_wrong_file_has_status_2(tmp_path: Path, form: list[str]) -> None:
    done = trotsky("test", str(doors(tmp_path, "t: {scene: hal}\n")), *form)
    assert done.returncode == 2
    assert "Did you mean 'hall'?" in done.stdout
    if form:
        assert json.loads(done.stdout)["problems"][0]["code"] == "R301"


def test_tests_are_chosen_by_name_file_and_pattern() -> None:
    tests, _ = read_tests(own_story(), load_story(own_story()))

    def named(*names: str) -> list[str]:
        return [test.name for test in selected(tests, names)]

    assert named() == [test.name for test in tests]
    assert named("history-to-the-end") == ["history-to-the-end"]
    assert named("history") == named("history.yaml") == named("tests/history.yaml")
    assert named("they-fire-*", "history-to-the-end") == ["they-fire-high", "they-fire-lower", "history-to-the-end"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((str(LANTERN), "litt"), "There is no test 'litt'. Did you mean 'lit'?"),
        (("lit",), "There is no folder 'lit'."),
    ],
)
def test_a_name_that_is_not_there(words: tuple[str, ...], said: str) -> None:
    done = trotsky("test", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stdout == ""


def test_a_story_without_tests(tmp_path: Path) -> None:
    done = trotsky("test", str(write_story(tmp_path, {"a": OVER})))
    assert done.returncode == 2
    assert "There is no test in" in done.stderr


def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path) -> None:
    path = doors(tmp_path, "t: {choose: left, transcript: t}\n")
    (path / "tests" / "transcripts").mkdir()
    (path / "tests" / "transcripts" / "t.txt").write_text("\x1b[2J\x1b]0;mine\x07\n")
    done = trotsky("test", str(path))
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
