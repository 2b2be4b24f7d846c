"""`trotsky new`: what it writes is whole, and it never writes over anything."""

from __future__ import annotations

from collections import deque
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.authoring.random_game import play_at_random
from game.authoring.scaffold import MOST_TITLE, ScaffoldError, new_story, template_files
from game.authoring.story_tests import play_test, read_tests
from game.play import choose, start, view
from game.story import check_story, load_story
from tests.test_cli import trotsky


@pytest.fixture
def made(tmp_path: Path) -> Path:
    new_story(tmp_path / "the-well")
    return tmp_path / "the-well"


def test_the_new_story_is_without_mistake_or_warning(made: Path) -> None:
    story, problems = check_story(made)
    assert [str(problem) for problem in problems] == []
    assert story is not None
    assert (story.id, story.title, len(story.chapters)) == ("the-well", "The well", 2)
    assert story.source is not None
    assert story.codex.people
    assert story.codex.terms
    assert any(choice.chance for beat in story.beats.values() for choice in beat.choices)


def test_its_tests_are_as_expected(made: Path) -> None:
    tests, problems = read_tests(made, load_story(made))
    assert [str(problem) for problem in problems] == []
    assert len(tests) >= 2
    assert [played.failures for played in (play_test(test, made) for test in tests)] == [[]] * len(tests)


def test_every_game_comes_to_its_end(made: Path) -> None:
    story = load_story(made)
    assert {play_at_random(story, 1, index, 100).ending for index in range(100)} == {"the-evening"}


def test_every_scene_and_choice_can_be_met(made: Path) -> None:
    story = load_story(made)
    beats, taken = set(), set()
    waiting = deque(start(story, seed) for seed in range(20))
    known = set(waiting)
    while waiting:
        state = waiting.popleft()
        beats.add(state.beat)
        for choice in view(story, state).choices:
            if choice.is_open:
                taken.add(f"{state.beat}.{choice.id}")
                after = choose(story, state, choice.id)
                if after not in known:
                    known.add(after)
                    waiting.append(after)
    assert beats == set(story.beats)
    assert taken == {choice.key for beat in story.beats.values() for choice in beat.choices}


def test_the_template_comes_with_the_package() -> None:
    names = [name for name, _ in template_files()]
    assert {"story.yaml", "qualities.yaml", "seeds/notice.txt", "codex/people.yaml", "tests/the-day.yaml"} <= set(names)
    assert (resources.files("game.authoring") / "template" / "story.yaml").is_file()


def test_every_file_of_the_template_says_what_it_is_for() -> None:
    for name, content in template_files():
        if name.endswith(".yaml") and "/" not in name:
            assert content.startswith(b"#"), name


def test_a_title_of_ones_own(tmp_path: Path) -> None:
    done = trotsky("new", str(tmp_path / "a"), "--title", 'No: "rain" #1')
    assert (done.returncode, done.stderr) == (0, "")
    story = load_story(tmp_path / "a")
    assert (story.title, story.id) == ('No: "rain" #1', "no-rain-1")


@given(st.text(max_size=MOST_TITLE + 5))
def test_any_title_makes_a_story_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    folder = tmp_path_factory.mktemp("titled") / "story"
    try:
        new_story(folder, title)
    except ScaffoldError:
        assert not folder.exists()
    else:
        assert load_story(folder).title == title.strip()


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine\n")
    done = trotsky("new", str(tmp_path))
    assert done.returncode == 2
    assert done.stderr == f"The folder '{tmp_path}' is not empty. Name one that is, or that is not there yet.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert trotsky("new", str(tmp_path), "--title", "Rain").returncode == 0
    assert load_story(tmp_path).title == "Rain"


@pytest.mark.parametrize("title", ["", "…", "a\x1b[2J", "x" * (MOST_TITLE + 1)])
def test_what_is_no_title(tmp_path: Path, title: str) -> None:
    done = trotsky("new", str(tmp_path / "a"), "--title", title)
    assert done.returncode == 2
    assert "\x1b" not in done.stderr
    assert not (tmp_path / "a").exists()


def test_what_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name in ("file", "file/story"):
        done = trotsky("new", str(tmp_path / name))
        assert done.returncode == 2
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.stderr
