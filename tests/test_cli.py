"""The command: what it prints and its exit status, run as a person runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LANTERN = Path(__file__).parent / "stories" / "lantern"


def trotsky(
    *words: str, typed: str = "", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the command with `typed` as its input."""
    return subprocess.run(
        [sys.executable, "-m", "game", *words],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def test_version_and_help() -> None:
    assert trotsky("--version").stdout.startswith("trotsky, version ")
    assert "check" in trotsky("--help").stdout


def test_a_story_without_mistakes_has_status_0() -> None:
    done = trotsky("check", str(LANTERN))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "The Lantern: 7 scenes, no mistakes, 2 hints (`--hints` shows them).\n"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "1").mkdir()
    (tmp_path / "story.yaml").write_text("title: Broken\nstart: one\n")
    (tmp_path / "1" / "one.yaml").write_text("text: Here.\nchoices:\n  - text: Go.\n    go: twoo\n")
    (tmp_path / "1" / "two.yaml").write_text("text: There.\nending: true\n")
    return tmp_path


def test_a_mistake_is_printed_with_its_place_and_has_status_1(broken: Path) -> None:
    done = trotsky("check", str(broken))
    assert done.returncode == 1
    assert "1/one.yaml:4:5  R301  " in done.stdout
    assert "Did you mean 'two'?" in done.stdout


def test_mistakes_as_json(broken: Path) -> None:
    done = trotsky("check", str(broken), "--json")
    problem = json.loads(done.stdout)["problems"][0]
    assert (problem["file"], problem["line"], problem["code"], problem["severity"]) == (
        "1/one.yaml",
        4,
        "R301",
        "error",
    )


def test_no_such_folder_has_status_2() -> None:
    done = trotsky("check", "no-such-folder")
    assert done.returncode == 2
    assert "no-such-folder" in done.stderr


def test_playing_a_broken_story_says_what_is_wrong(broken: Path, tmp_path: Path) -> None:
    done = trotsky(str(broken), "--plain", "--saves", str(tmp_path / "saves"))
    assert done.returncode == 2
    assert "R301" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["play"], []])
def test_a_pipe_gets_the_plain_voice_and_end_of_input_keeps_the_game(words: list[str], tmp_path: Path) -> None:
    done = trotsky(*words, str(LANTERN), "--saves", str(tmp_path), "--seed", "7", typed="1\n")
    assert done.returncode == 0
    assert "THE LANTERN" in done.stdout
    assert "nineteen" in done.stdout
    again = trotsky(*words, str(LANTERN), "--saves", str(tmp_path), "--load", "autosave")
    assert "nineteen" in again.stdout


def test_our_own_story_is_played_from_any_folder(tmp_path: Path) -> None:
    done = trotsky("--saves", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 0
    assert "NO WAR, NO PEACE" in done.stdout


def test_the_place_of_games_can_come_from_the_environment(tmp_path: Path) -> None:
    done = trotsky(str(LANTERN), typed="1\n", TROTSKY_SAVES=str(tmp_path))
    assert done.returncode == 0
    assert list((tmp_path / "lantern").glob("*.json"))


def test_a_game_that_is_not_there(tmp_path: Path) -> None:
    done = trotsky(str(LANTERN), "--saves", str(tmp_path), "--load", "nothing")
    assert done.returncode == 2
    assert "There is no saved game 'nothing'" in done.stdout


def test_a_scene_that_is_not_there(tmp_path: Path) -> None:
    done = trotsky(str(LANTERN), "--saves", str(tmp_path), "--scene", "nowhere")
    assert done.returncode == 2
    assert "no scene 'nowhere'" in done.stdout


def test_a_place_that_cannot_be_written_is_a_sentence_and_the_game_goes_on(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    done = trotsky(str(LANTERN), "--saves", str(blocked), "--seed", "7", typed="1\n1\n")
    assert done.returncode == 0
    printed = " ".join(done.stdout.split())
    assert printed.count("could not be saved") == 1
    assert "You can play on" in printed
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--version"], ["check", str(LANTERN)], [str(LANTERN), "--plain"]])
def test_textual_is_only_loaded_for_the_full_screen(words: list[str], tmp_path: Path) -> None:
    script = (
        "import sys; from game.cli import main\ntry: main()\nfinally: print('textual' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        input="",
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "TROTSKY_SAVES": str(tmp_path)},
    )
    assert done.stderr.strip() == "False"


def test_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    """`trotsky … | head -1`: the reader closes the pipe while there is more to say."""
    playing = subprocess.Popen(
        [sys.executable, "-m", "game", str(LANTERN), "--saves", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert playing.stdin is not None
    assert playing.stdout is not None
    assert playing.stderr is not None
    playing.stdout.readline()
    playing.stdout.close()
    playing.stdin.write(b"1\n1\n1\n")
    playing.stdin.close()
    assert playing.stderr.read() == b""
    assert playing.wait() == 0
    playing.stderr.close()


def test_an_option_that_there_is_not() -> None:
    done = trotsky("--sede", "7")
    assert done.returncode == 2
    assert "--seed" in done.stderr


# -- a game made again ---------------------------------------------------------------------------


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.json"))


def test_a_game_made_again_is_kept_from_the_next_choice_on(tmp_path: Path) -> None:
    first = trotsky(str(LANTERN), "--saves", str(tmp_path), "--seed", "3", typed="1\n1\n")
    line = "7:" + trotsky_choices(7, 2)
    before = kept(tmp_path)
    only_looked = trotsky("play", str(LANTERN), "--saves", str(tmp_path), "--replay", line, typed="back\nquit\n")
    assert (first.returncode, only_looked.returncode, only_looked.stderr) == (0, 0, "")
    assert "2 choices were made again" in only_looked.stdout
    assert "No choice was made since, so the game is not kept." in only_looked.stdout
    assert kept(tmp_path) == before
    gone_on = trotsky(str(LANTERN), "--saves", str(tmp_path), "--replay", line, typed="1\n")
    assert "Your last game is kept as " in gone_on.stdout
    assert "The game is kept" in gone_on.stdout
    shown = trotsky("saves", "show", "autosave", "--saves", str(tmp_path), "--story", str(LANTERN), "--json")
    assert (json.loads(shown.stdout)["seed"], json.loads(shown.stdout)["choices"]) == (7, 3)


def trotsky_choices(seed: int, count: int) -> str:
    from game.play import Session
    from game.story import load_story

    session = Session.new(load_story(LANTERN), seed)
    for _ in range(count):
        session.choose(next(choice.id for choice in session.view.choices if choice.is_open))
    return ",".join(step.choice for step in session.log)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--replay", "7:nowhere"], "Step 1 cannot be made: at 'the-shore.start' there is no 'nowhere'. Open there: "),
        (["--replay", "7"], "is no game in one line"),
        (["--replay", "7:", "--seed", "8"], "Take `--seed` away."),
        (["--replay", "7:", "--load", "autosave"], "Take `--load` away."),
    ],
)  # fmt: skip
def test_a_game_that_cannot_be_made_again_is_a_sentence(words: list[str], sentence: str, tmp_path: Path) -> None:
    done = trotsky("play", str(LANTERN), "--saves", str(tmp_path), *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert kept(tmp_path) == []
