"""Deleting, writing to a file and taking in: nothing is destroyed, nothing leaves the folder unasked, nothing is replaced."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import Session
from game.saves import (
    AUTOSAVE,
    CHECKPOINTS,
    DELETED,
    PREVIOUS,
    SavedGame,
    SaveError,
    Store,
    file_name,
    pack,
    path_of,
    target_of,
)
from game.saves.format import MOST_BYTES, encode
from game.story import Story
from tests.conftest import StoryMaker

AT = "2026-01-01T00:00:00+00:00"
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


def game_of(story: Story, name: str = "a game") -> SavedGame:
    return pack(Session.new(story, 7), name, AT)


def test_a_deleted_game_lies_beside_the_others(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    moved = []
    for _ in range(3):
        store.save("one", game_of(lantern))
        content = store.path("one").read_bytes()
        moved.append(store.delete(store.path("one")))
        assert moved[-1].read_bytes() == content
        assert store.slots() == []
    assert len(set(moved)) == 3
    assert {path.parent for path in moved} == {tmp_path / DELETED}
    moved[0].rename(store.path("one"))
    assert store.load("one").name == "one"


def test_only_games_of_the_folder_are_deleted(lantern: Story, tmp_path: Path) -> None:
    outside = tmp_path / "letter.txt"
    outside.write_text("dear")
    store = Store(tmp_path / "saves")
    store.save("one", game_of(lantern))
    for path in (outside, tmp_path / "saves" / ".." / "letter.txt"):
        with pytest.raises(SaveError, match="no game of this folder"):
            store.delete(path)
    with pytest.raises(SaveError, match="could not be deleted"):
        store.delete(store.path("two"))
    assert outside.exists()


@given(NAMES)
def test_any_game_goes_out_and_in_again_under_a_free_name(lantern: Story, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, outside = Store(Path(folder) / "saves"), Path(folder) / file_name(name)
        assert outside.parent == Path(folder)
        store.save(name, game_of(lantern))
        before = store.path(name).read_bytes()
        store.export_to(store.path(name), outside)
        names = [name] + [store.import_from(outside, lantern.id) for _ in range(2)]
        assert len(set(names)) == 3
        assert store.path(name).read_bytes() == before
        assert sorted(slot.name for slot in store.slots()) == sorted(names)
        assert {path.parent for path in Path(folder).rglob("game-*.json")} <= {store.folder, Path(folder)}
        store.delete(store.path(names[1]))
        assert not store.exists(names[1])


@given(st.text(max_size=300))
def test_a_file_name_is_one_that_every_system_takes(name: str) -> None:
    made = file_name(name)
    assert made.endswith(".json")
    assert len(made.encode()) <= 205
    assert not set(made) & set('/\\:*?"<>|\0\n')
    assert not made.startswith((".", "-", " "))


def test_a_game_that_is_there_is_not_replaced(lantern: Story, tmp_path: Path) -> None:
    store, outside = Store(tmp_path / "saves"), tmp_path / "mine.json"
    store.save("one", game_of(lantern))
    store.export_to(store.path("one"), outside)
    assert [store.import_from(outside, lantern.id) for _ in range(2)] == ["one (2)", "one (3)"]
    store.save(AUTOSAVE, game_of(lantern))
    store.export_to(store.path(AUTOSAVE), outside)
    assert store.import_from(outside, lantern.id) == "mine"
    long = "x" * 2000
    store.save(long, game_of(lantern))
    store.export_to(store.path(long), outside)
    assert store.import_from(outside, lantern.id).endswith("x (2)")


@pytest.mark.parametrize("name", [AUTOSAVE, f"{AUTOSAVE} 2", PREVIOUS, CHECKPOINTS[2]])
def test_what_comes_in_or_back_takes_no_name_that_the_program_writes_over(
    lantern: Story, tmp_path: Path, name: str
) -> None:
    store, outside = Store(tmp_path / "saves"), tmp_path / f"{name}.json"
    store.save(name, game_of(lantern))
    store.export_to(store.path(name), outside)
    deleted = store.delete(store.path(name))
    assert store.import_from(outside, lantern.id) == "A game"
    assert store.restore(deleted) == "A game (2)"


def test_what_cannot_be_taken_in_is_said(lantern: Story, story_of: StoryMaker, tmp_path: Path) -> None:
    store, file = Store(tmp_path / "saves"), tmp_path / "x.json"

    def trouble() -> str:
        with pytest.raises(SaveError) as caught:
            store.import_from(file, lantern.id)
        return str(caught.value)

    assert trouble() == f"There is no file {file}."
    file.mkdir()
    assert trouble() == f"{file} is a folder."
    file.rmdir()
    file.write_text("{")
    assert trouble() == "The file is damaged, or it is no saved game."
    file.write_bytes(b" " * (MOST_BYTES + 1))
    assert trouble() == "The file is larger than any game; it was not opened."
    other = story_of({"a": "text: Over.\nending: true"})
    file.write_bytes(encode(game_of(other)))
    assert trouble() == f"It is a game of another story, «{other.title}»."
    file = Path("/dev/null")
    assert "no ordinary file" in trouble()
    file = tmp_path / ("y" * 5000)
    assert "cannot be read" in trouble()
    file = tmp_path / "a\0b"
    assert str(file) in trouble()
    assert store.slots() == []


def test_a_damaged_game_is_not_written_out(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.path("bad").write_text("{")
    with pytest.raises(SaveError, match="damaged"):
        store.export_to(store.path("bad"), tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()


def test_a_path_is_taken_as_a_player_means_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert path_of(" ~/a.json\n", Path("/here")) == tmp_path / "a.json"
    assert path_of("'/b c.json'", Path("/here")) == Path("/b c.json")
    assert path_of("d.json", Path("/here")) == Path("/here/d.json")
    for nothing in ("", "  ", "''"):
        with pytest.raises(SaveError, match="Write where"):
            path_of(nothing, Path("/here"))
    with pytest.raises(SaveError, match="no such place"):
        path_of("~nobody-of-this-name/x", Path("/here"))


def test_a_folder_that_is_named_takes_the_game_under_its_own_name(tmp_path: Path) -> None:
    assert target_of(str(tmp_path), Path("/"), "one.json") == tmp_path / "one.json"
    assert target_of("two.json", tmp_path, "one.json") == tmp_path / "two.json"
    with pytest.raises(SaveError, match="There is no folder"):
        target_of("nowhere/two.json", tmp_path, "one.json")
    with pytest.raises(SaveError, match="no ordinary file"):
        target_of("/dev/null", tmp_path, "one.json")
