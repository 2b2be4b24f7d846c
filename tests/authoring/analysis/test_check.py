"""`trotsky check` and `trotsky explain` as a person runs them, on what can be said beyond errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli.github import workflow_command
from game.story.problems import Problem, Problems
from tests.building import BROKEN, LANTERN, OVER, write_story
from tests.test_cli import trotsky

WARNED = BROKEN / "F610-all-shut"
HINTED = BROKEN / "E409-always-holds"


def test_a_warning_is_printed_with_its_weight_and_fails_only_if_strict() -> None:
    done = trotsky("check", str(WARNED))
    assert (done.returncode, done.stderr) == (0, "")
    first, last = done.stdout.splitlines()
    assert first.startswith("c/a.yaml:1:1  F610  warning: ")
    assert "oil is 0" in first
    assert last == "Broken: 2 scenes, no mistakes, 1 warning."
    assert trotsky("check", str(WARNED), "--strict").returncode == 1


def test_hints_are_counted_and_shown_if_asked_for_and_never_fail() -> None:
    done = trotsky("check", str(HINTED), "--strict")
    assert (done.returncode, done.stdout) == (0, "Broken: 2 scenes, no mistakes, 1 hint (`--hints` shows them).\n")
    shown = trotsky("check", str(HINTED), "--hints")
    assert shown.stdout.startswith("c/b.yaml:3:9  E409  hint: ")
    assert shown.stdout.endswith("no mistakes, 1 hint.\n")


def test_json_has_all_with_their_weights() -> None:
    for words in (["--json"], ["--format", "json"]):
        rows = json.loads(trotsky("check", str(HINTED), *words).stdout)["problems"]
        assert [(row["code"], row["severity"]) for row in rows] == [("E409", "hint")]


def test_the_form_for_github() -> None:
    done = trotsky("check", ".", "--format", "github", cwd=WARNED)
    (line,) = done.stdout.splitlines()
    assert line.startswith("::warning file=c/a.yaml,line=1,col=1,title=F610 every choice shut::All choices")
    assert trotsky("check", str(HINTED), "--format", "github").stdout == ""
    assert trotsky("check", str(HINTED), "--format", "github", "--hints").stdout.startswith("::notice ")
    broken = trotsky("check", str(BROKEN / "R301-no-such-target"), "--format", "github")
    assert broken.returncode == 1
    assert broken.stdout.startswith("::error ")


def test_nothing_of_a_story_can_end_a_workflow_command(tmp_path: Path) -> None:
    problem = Problem("a,b:c%/x.yaml", 3, 4, "R301", "There is no '100%0A::error::'\n\rto go to.")
    line = workflow_command(problem, tmp_path)
    assert "\n" not in line
    assert "\r" not in line
    assert line.endswith("::There is no '100%250A::error::'%0A%0Dto go to.")
    assert "a%2Cb%3Ac%25/x.yaml,line=3,col=4,title=R301 no such place to go::" in line


def test_a_story_of_strangers_is_printed_without_what_a_terminal_obeys(tmp_path: Path) -> None:
    scene = 'text: A.\nchoices:\n  - {text: "\u202eOn.", id: a, go: b}\n  - {text: Off., id: c, go: b}\n'
    folder = write_story(tmp_path, {"a": scene, "b": OVER, "c": "title: \u202e\ntext: C.\ngo: b\n"})
    done = trotsky("check", str(folder), "--hints")
    assert done.returncode == 0
    assert "\u202e" not in done.stdout


def test_the_lantern_and_our_own_story_have_no_false_alarm() -> None:
    assert "warning" not in trotsky("check", str(LANTERN)).stdout
    told = trotsky("check").stdout
    assert {line.split()[1] for line in told.splitlines()[:-1]} <= {"V002"}  # what nothing reads, truly


def test_explain() -> None:
    done = trotsky("explain", "f610")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("F610  warning: every choice shut\n")
    for part in ("An example, in c/a.yaml:", "    choices:", "To mend it: ", "# trotsky: allow F610 reason"):
        assert part in done.stdout
    assert "To leave it" not in trotsky("explain", "R301").stdout


@pytest.mark.parametrize("code", ["X999", "", "\x1b[31m"])
def test_explain_a_code_that_there_is_not(code: str) -> None:
    done = trotsky("explain", code)
    assert done.returncode == 2
    assert "There is no code" in done.stderr
    assert "\x1b" not in done.stderr


def test_explain_lists_them_all() -> None:
    lines = trotsky("explain").stdout.splitlines()
    assert lines == sorted(lines)
    assert any(line.startswith("W802  hint     ") for line in lines)


def test_problems_tell_their_weight() -> None:
    problems = Problems()
    problems.add("F605", "a.yaml", (1, 1), "One.")
    problems.add("E409", "a.yaml", (2, 1), "Two.")
    problems.add("R301", "a.yaml", (3, 1), "Three.")
    assert [str(problem) for problem in problems] == [
        "a.yaml:1:1  F605  warning: One.",
        "a.yaml:2:1  E409  hint: Two.",
        "a.yaml:3:1  R301  Three.",
    ]
