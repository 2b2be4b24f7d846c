"""A story's folder: which files are read, which are not, and what lies in the way."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from game.story import check_story, load_story, problem_list
from tests.building import LANTERN, OVER, write_story


def codes(folder: Path) -> list[str]:
    return [f"{problem.file} {problem.code}" for problem in problem_list(folder)]


def test_the_lantern_is_without_fault() -> None:
    story, problems = check_story(LANTERN)
    assert story is not None
    assert list(problems) == []
    assert (story.id, story.title, len(story.scenes), len(story.chapters)) == ("lantern", "The Lantern", 7, 2)
    assert story.start == "the-shore.start"


def test_the_hash_is_that_of_the_files(tmp_path: Path) -> None:
    one = load_story(shutil.copytree(LANTERN, tmp_path / "one"))
    two = load_story(shutil.copytree(LANTERN, tmp_path / "two"))
    assert one.hash == two.hash
    with (tmp_path / "two" / "2-light" / "dark.yaml").open("a") as file:
        file.write("\n")
    assert load_story(tmp_path / "two").hash != one.hash


def test_chapters_come_as_listed_else_by_name(tmp_path: Path) -> None:
    write_story(
        tmp_path, {"a": OVER}, files={"b/b.yaml": OVER, "a-part/d.yaml": OVER, "b/chapter.yaml": "title: Second\n"}
    )
    (tmp_path / "story.yaml").write_text("title: T\nstart: a\n")
    assert [chapter.title for chapter in load_story(tmp_path).chapters] == ["a-part", "Second", "c"]
    (tmp_path / "story.yaml").write_text("title: T\nstart: a\nchapters: [c, b]\n")
    assert [chapter.id for chapter in load_story(tmp_path).chapters if chapter] == ["c", "b"]
    assert codes(tmp_path) == ["a-part W801"]


@pytest.mark.parametrize("name", ["../outside", "/etc", "c/../c", "", ".", "c\\d"])
def test_no_name_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    write_story(tmp_path / "in", {"a": OVER}, source=True)
    write_story(tmp_path / "outside", {"o": OVER})
    (tmp_path / "in" / "story.yaml").write_text(f"title: T\nstart: a\nchapters: [c, '{name}']\nsource: '{name}'\n")
    assert [code for code in codes(tmp_path / "in") if "W801" not in code] == ["story.yaml R309", "story.yaml Q503"]
    (tmp_path / "in" / "story.yaml").write_text("title: T\nstart: a\nchapters: [c]\nsource: log.yaml\n")
    (tmp_path / "in" / "log.yaml").write_text(f"document: '{name}'\nsha256: x\nsentences: {{}}\n")
    assert codes(tmp_path / "in") == ["log.yaml Q503"]


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    write_story(tmp_path, {"a": OVER}, source=True)
    os.mkfifo(tmp_path / "c" / "pipe.yaml")  # opening it would wait for ever
    (tmp_path / "c" / "folder.yaml").mkdir()
    (tmp_path / "c" / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "seeds" / "log.txt").unlink()
    os.mkfifo(tmp_path / "seeds" / "log.txt")
    assert codes(tmp_path) == [
        "c/folder.yaml W801",
        "c/loop.yaml W801",
        "c/pipe.yaml W801",
        "log.yaml Q503",
        "loop W801",
    ]


def test_names_that_are_no_text_are_told_in_text(tmp_path: Path) -> None:
    write_story(tmp_path, {"a": OVER})
    Path(os.fsdecode(os.fsencode(tmp_path / "c") + b"/caf\xe9.yaml")).write_text(OVER)
    (tmp_path / "c" / "a\nb.yaml").write_text(OVER)
    problems = problem_list(tmp_path)
    assert [problem.code for problem in problems] == ["S205", "S205"]
    for problem in problems:
        assert str(problem).encode().isascii() or "�" in str(problem)
        assert "\n" not in str(problem)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_story(tmp_path, {"a": OVER})
    real = os.scandir

    def refuse(path: object) -> object:
        if str(path).endswith("/c"):
            raise PermissionError(13, "Permission denied")
        return real(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", refuse)
    assert "c/ S203" in codes(tmp_path)


def test_hidden_files_and_readmes_are_let_be(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        {"a": OVER},
        files={
            ".git/x": "",
            "c/.a.yaml.swp": "",
            "c/README.md": "",
            "README.md": "",
            "scene.schema.json": "{}",
            "codex/README.md": "",
            "tests/t.yaml": "",
        },
    )
    assert codes(tmp_path) == []


@pytest.mark.parametrize("name", ["lantern-1", "1914", "a_b", "день-первый", "x" * 80])
def test_names_that_will_do(tmp_path: Path, name: str) -> None:
    write_story(tmp_path, {name: OVER})
    assert codes(tmp_path) == []


@pytest.mark.parametrize("name", ["-a", "a-", "_a", "a b", "a.b", "return", "x" * 81, "a'b"])
def test_names_that_will_not(tmp_path: Path, name: str) -> None:
    write_story(tmp_path, {"a": OVER, name: OVER})
    assert codes(tmp_path) == [f"c/{name}.yaml S205"]


@pytest.mark.parametrize("name", ["true", "and", "class", "None", "seen", "max", "ﬁx", "a-b", "2b", "", "x" * 81])
def test_qualities_must_be_sayable(tmp_path: Path, name: str) -> None:
    write_story(tmp_path, {"a": OVER}, qualities=f"'{name}': {{meaning: m}}\n")
    assert codes(tmp_path) == ["qualities.yaml S205"]


def test_things_to_find_remember_and_draw_have_names_too(tmp_path: Path) -> None:
    write_story(
        tmp_path,
        {"a": "enter: {remember: {'': One.}}\n" + OVER, "b": "deck: a b\ntext: B."},
        achievements="'': {title: None}\n",
    )
    assert codes(tmp_path) == ["c/a.yaml S205", "c/b.yaml S205", "story.yaml S205"]


def test_tests_are_no_part_of_the_story(tmp_path: Path) -> None:
    """They are no chapter and no stray file, and games kept before do not see them change."""
    write_story(tmp_path, {"a": OVER})
    (tmp_path / "story.yaml").write_text("title: T\nstart: a\n")
    before = load_story(tmp_path)
    (tmp_path / "tests" / "transcripts").mkdir(parents=True)
    (tmp_path / "tests" / "a.yaml").write_text("no: scene\n")
    (tmp_path / "tests" / "transcripts" / "a.txt").write_text("Words.\n")
    assert codes(tmp_path) == []
    after = load_story(tmp_path)
    assert after.hash == before.hash
    assert [chapter.id for chapter in after.chapters] == ["c"]


@pytest.mark.parametrize("name", ["codex", "seeds", "tests"])
def test_a_folder_that_holds_something_else_is_no_chapter(tmp_path: Path, name: str) -> None:
    write_story(tmp_path, {"a": OVER}, files={f"{name}/people.yaml": "keeper: {name: K, text: T.}\n"})
    (tmp_path / "story.yaml").write_text(f"title: T\nstart: a\nchapters: [c, {name}]\n")
    assert codes(tmp_path) == ["story.yaml R309"]
