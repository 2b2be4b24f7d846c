"""`trotsky stats` and `trotsky playtest` as a person runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import LANTERN, OVER, write_story
from tests.test_cli import trotsky

SCRIPT = """
import sys
from game.cli import main
try: main()
except SystemExit: pass
print(*sorted(name for name in ('textual', 'rich', 'game.authoring', 'concurrent.futures') if name in sys.modules), file=sys.stderr)
"""


def test_stats() -> None:
    done = trotsky("stats", str(LANTERN))
    assert (done.returncode, done.stderr) == (0, "")
    assert "words of fiction" in done.stdout
    assert "Choices read later" in done.stdout


def test_playtest() -> None:
    done = trotsky("playtest", str(LANTERN), "--runs", "30", "--seed", "5", "--jobs", "1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The Lantern: 30 random games, seed 5.\n")


def test_both_give_json() -> None:
    stats = json.loads(trotsky("stats", str(LANTERN), "--json").stdout)
    played = json.loads(trotsky("playtest", str(LANTERN), "--runs", "250", "--jobs", "2", "--json").stdout)
    assert stats["hash"] == played["hash"]
    assert stats["read_later"]["choices"] == stats["choices"]
    assert sum(ending["games"] for ending in played["endings"]) == 250


def test_a_stuck_story_has_status_1(tmp_path: Path) -> None:
    path = write_story(tmp_path, {"a": "text: Dark.\nchoices: [{text: Shout., reply: Nobody.}]\n"})
    done = trotsky("playtest", str(path), "--runs", "5", "--jobs", "1")
    assert done.returncode == 1
    assert "Games that came to no ending: 5" in done.stdout
    assert done.stderr == ""


def test_a_failed_game_is_one_line_that_play_takes(tmp_path: Path) -> None:
    path = write_story(tmp_path / "story", {"a": "text: Dark.\nchoices: [{text: Shout., reply: Nobody.}]\n"})
    told = trotsky("playtest", str(path), "--runs", "1", "--jobs", "1").stdout
    line = next(each.strip() for each in told.splitlines() if each.endswith(":shout"))
    done = trotsky("play", str(path), "--plain", "--saves", str(tmp_path), "--replay", line)
    assert "Nothing can be chosen here" in done.stdout
    assert list(tmp_path.glob("*.json")) == []


def test_a_search_for_everything() -> None:
    words = ("playtest", str(LANTERN), "--cover", "--budget", "3000steps")
    done = trotsky(*words)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("The Lantern: a search of ")
    assert " 3,000 choices made, seed 1.\n" in done.stdout
    assert json.loads(trotsky(*words, "--json").stdout)["steps"] == 3000


def test_every_state(tmp_path: Path) -> None:
    done = trotsky("playtest", str(LANTERN), "--exhaust")
    assert (done.returncode, done.stderr) == (0, "")
    assert "All that can follow was looked at, whatever chance does." in done.stdout
    path = write_story(tmp_path, {"a": "text: Round.\ngo: a\n"})
    done = trotsky("playtest", str(path), "--exhaust", "--json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["parts"][0]["dead_ends"][0]["beat"] == "a.start"


def test_a_page_is_written_beside_the_lines(tmp_path: Path) -> None:
    done = trotsky("playtest", str(LANTERN), "--runs", "20", "--html", str(tmp_path / "page.html"))
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--cover", "--exhaust"], "Choose one of `--cover` and `--exhaust`."),
        (["--cover", "--runs", "3"], "`--runs` says nothing with `--cover`. Take one of them away."),
        (["--states", "3"], "`--states` says nothing with `--random`. Take one of them away."),
        (["--exhaust", "--html", "x"], "`--html` says nothing with `--exhaust`. Take one of them away."),
        (["--cover", "--budget", "0"], "'0' is no budget."),
        (["--cover", "--budget", "4min"], "'4min' is no budget. Write seconds (60 or 60s), plays (2000games)"),
        (["--dask", "tcp://x:1", "--jobs", "2"], "Take `--jobs` away, or `--dask`."),
        (["--html", "no-such-folder/page.html", "--runs", "2"], "The page cannot be written to no-such-folder/page.html"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_a_sentence(words: list[str], sentence: str) -> None:
    done = trotsky("playtest", str(LANTERN), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["stats", "playtest"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_story_with_mistakes_prints_what_check_prints(tmp_path: Path, command: str, form: list[str]) -> None:
    path = write_story(tmp_path, {"a": "text: Here.\ngo: nowhere\n", "b": OVER})
    done, checked = (trotsky(word, str(path), *form) for word in (command, "check"))
    assert (done.returncode, done.stdout) == (1, checked.stdout)
    assert "R301" in done.stdout


@pytest.mark.parametrize("command", ["stats", "playtest"])
def test_no_such_folder(command: str) -> None:
    done = trotsky(command, "no-such-folder")
    assert done.returncode == 2
    assert "There is no folder 'no-such-folder'" in done.stderr


def test_a_last_page_that_there_is_not() -> None:
    done = trotsky("playtest", str(LANTERN), "--full", "nowhere")
    assert done.returncode == 2
    assert "no chapter and no scene 'nowhere'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["check"], "game.authoring"),
        (["stats"], "game.authoring"),
        (["playtest", "--runs", "2", "--jobs", "1"], "concurrent.futures game.authoring"),
    ],
)
def test_nothing_is_loaded_that_is_not_needed(words: list[str], loaded: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, words[0], str(LANTERN), *words[1:]], capture_output=True, text=True, timeout=60
    )
    assert done.stderr.strip() == loaded
