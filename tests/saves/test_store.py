"""The folder of games: any name is a file of its own, a failure leaves the old game, nothing is thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import Session
from game.saves import AUTOSAVE, SavedGame, SaveError, Store, is_ours, pack
from game.story import Story
from tests.building import LANTERN

NAMES = [
    "autosave", "a/b", "../../etc/passwd", "..", ".", "", " ", "con", "CON", "nul.txt", "a.json", "Письмо из Алма-Аты", "ночь " * 60, "x" * 300, "y" * 2000,
    "a\\b", "a:b", "a\x00b", "a\nb", "~", "%41", "A", "a", "game-a", "a.", "a ", "été", "e\u0301te\u0301", "😀" * 100, "-", "*?<>|\"",
]  # fmt: skip


def game_of(story: Story, *choices: str, at: str = "2026-01-01T00:00:00Z") -> SavedGame:
    session = Session.new(story, 7)
    for choice in choices:
        session.choose(choice)
    return pack(session, "a game", at, 61)


def test_what_is_kept_comes_back(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path / "not" / "yet" / "there")
    assert store.slots() == []
    assert not store.exists(AUTOSAVE)
    game = game_of(lantern, "untie-the-boat")
    store.save(AUTOSAVE, game)
    kept = store.load(AUTOSAVE)
    assert (kept.state, kept.log, kept.playtime, kept.name) == (game.state, game.log, 61, AUTOSAVE)
    assert store.exists(AUTOSAVE)
    assert [slot.name for slot in store.slots()] == [AUTOSAVE]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_will_do(lantern: Story, tmp_path: Path, name: str) -> None:
    store = Store(tmp_path / "saves")
    store.save(name, game_of(lantern))
    assert store.load(name).name == name
    assert [slot.name for slot in store.slots()] == [name]
    assert [path.parent for path in tmp_path.rglob("*.json")] == [tmp_path / "saves"]


@given(st.text(max_size=400), st.text(max_size=400))
def test_a_name_stays_inside_the_folder_and_is_alone_there(one: str, other: str) -> None:
    store = Store(Path("/saves"))
    path = store.path(one)
    assert path.parent == Path("/saves")
    assert path.name.isascii()
    assert path.name.isprintable()
    assert len(path.name) < 120
    assert path.suffix == ".json"
    assert not set(path.name) & set('/\\:*?"<>|')
    # On some machines capitals make no difference, so here they may not either.
    assert one == other or path.name.casefold() != store.path(other).name.casefold()


@given(st.text(min_size=1, max_size=90))
def test_names_that_differ_a_little_are_different_files(name: str) -> None:
    store = Store(Path("/saves"))
    variants = {
        name,
        name.upper(),
        name.lower(),
        name + " ",
        name + ".",
        name + "%",
        name[:60] + "~" + name[60:],
        store.path(name).stem,
    }
    assert len({store.path(variant).name.casefold() for variant in variants}) == len(variants)


def test_half_a_character_is_no_name(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(SaveError, match=r"Choose another name\."):
        store.save("\ud800", game_of(lantern))
    with pytest.raises(SaveError, match=r"too long\. Choose"):
        store.save("x" * 2001, game_of(lantern))
    with pytest.raises(SaveError, match="There is no saved game"):
        store.load("\ud800")
    assert list(tmp_path.iterdir()) == []


def test_the_latest_come_first_and_the_damaged_last(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name, day in (("one", 1), ("three", 3), ("two", 2)):
        store.save(name, game_of(lantern, at=f"2026-01-0{day}T00:00:00Z"))
    store.path("broken").write_bytes(b"{")
    store.path("folder").mkdir()
    (tmp_path / "readme.txt").write_text("not a game")
    slots = store.slots()
    assert [slot.name for slot in slots] == ["three", "two", "one", "broken", "folder"]
    assert [bool(slot.trouble) for slot in slots] == [False, False, False, True, True]
    assert all(slot.trouble.endswith(".") or str(tmp_path) in slot.trouble for slot in slots if slot.trouble)
    assert store.path("broken").read_bytes() == b"{"


@pytest.mark.parametrize("call", ["replace", "fsync", "fdopen"])
def test_a_failure_leaves_the_old_game(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    store = Store(tmp_path)
    store.save("kept", game_of(lantern))
    before = store.path("kept").read_bytes()

    def fail(*arguments: object, **more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(SaveError, match="No space left on device") as caught:
        store.save("kept", game_of(lantern, "untie-the-boat"))
    monkeypatch.undo()
    assert str(caught.value).endswith(").")
    assert store.path("kept").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [store.path("kept").name]


def test_a_folder_that_cannot_be_flushed_is_no_failure(
    lantern: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def only_files(handle: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{handle}"):  # noqa: PTH112 - a link of the kernel's
            raise OSError(22, "Invalid argument")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    Store(tmp_path).save("kept", game_of(lantern, "untie-the-boat"))
    assert len(Store(tmp_path).load("kept").log) == 1


def test_a_folder_that_is_a_file_is_told(lantern: Story, tmp_path: Path) -> None:
    (tmp_path / "saves").write_text("a file")
    store = Store(tmp_path / "saves")
    with pytest.raises(SaveError, match="could not be saved"):
        store.save("x", game_of(lantern))
    with pytest.raises(SaveError, match="cannot be read"):
        store.load("x")
    assert store.slots() == []


FULL_DISK = """
import resource, sys
from pathlib import Path
from game.play import Session
from game.saves import SaveError, Store, pack
from game.story import load_story
game = pack(Session.new(load_story(sys.argv[1]), 7), "x", "2026-02-02T00:00:00Z")
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    Store(Path(sys.argv[2])).save("x", game)
except SaveError as error:
    print(error)
"""


def test_a_disk_that_fills_up_while_writing_leaves_the_old_game(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("x", game_of(lantern))
    before = store.path("x").read_bytes()
    ran = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(LANTERN), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.startswith("The game could not be saved in")
    assert ran.stderr == ""
    assert store.path("x").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [store.path("x").name]


def test_an_autosave_that_cannot_be_opened_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    store = Store(tmp_path)
    names = ("game-autosave.json.damaged-1", "game-autosave%2C from a newer program.json")
    for name, content in zip(names, (b"{half", b'{"format": 99}'), strict=True):
        store.path(AUTOSAVE).parent.mkdir(exist_ok=True)
        store.path(AUTOSAVE).write_bytes(content)
        kept, trouble = store.set_aside()
        assert kept == name
        assert (tmp_path / kept).read_bytes() == content
        assert kept in trouble
        assert not store.exists(AUTOSAVE)
    assert store.set_aside() == ("", "")


def test_ten_games_before_are_kept_and_then_the_oldest_goes_into_the_bin(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    choices = ["count-the-gulls", "untie-the-boat", "call"]
    for number in range(12):
        session = Session.new(lantern, number)
        session.choose(choices[number % 3])
        game = pack(session, "x", f"2026-01-{number + 1:02}T00:00:00Z")
        store.save(AUTOSAVE, game)
        assert store.set_aside().kept.startswith("the game before")
    kept = {slot.game.state.seed for slot in store.slots() if slot.game and slot.name != AUTOSAVE}
    assert kept == set(range(2, 12))
    assert {slot.game.state.seed for slot in store.bin.slots() if slot.game} == {0, 1}


def test_a_game_before_that_was_gone_on_with_takes_its_own_slot_again(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    for choices in (("count-the-gulls",), ("count-the-gulls", "untie-the-boat")):
        store.save(AUTOSAVE, game_of(lantern, *choices))
        assert store.set_aside().kept == "the game before"
    assert len(store.load("the game before").log) == 2
    store.save(AUTOSAVE, game_of(lantern, "call"))
    assert store.set_aside().kept == "the game before 2"


def test_nothing_is_exported_among_the_games(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path / "games")
    store.save("one", game_of(lantern))
    store.save("two", game_of(lantern, "untie-the-boat"))
    with pytest.raises(SaveError, match="lies among the games themselves"):
        store.export_to(store.path("one"), store.path("two"))
    with pytest.raises(SaveError, match="lies among the games themselves"):
        store.export(game_of(lantern), tmp_path / "elsewhere" / ".." / "games" / "deleted" / "x.json")
    assert len(store.load("two").log) == 1
    store.export(game_of(lantern, "call"), tmp_path / "mine.json")
    assert store.import_from(tmp_path / "mine.json", "lantern") == "a game"


def test_a_game_that_is_whole_goes_into_the_bin_for_the_one_before_it(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("one", game_of(lantern))
    store.save("one", game_of(lantern, "untie-the-boat"))
    assert store.rescue("one") == store.bin.path("one")
    assert store.load("one").log == []
    assert len(store.bin.load("one").log) == 1


def test_a_game_that_is_played_elsewhere_is_left_alone(lantern: Story, tmp_path: Path) -> None:
    store, other = Store(tmp_path), Store(tmp_path)
    assert other.claim() == AUTOSAVE
    other.save(AUTOSAVE, game_of(lantern))
    with pytest.raises(SaveError, match="being played in another window"):
        store.delete(store.path(AUTOSAVE))
    with pytest.raises(SaveError, match="being played in another window"):
        store.rename(AUTOSAVE, "mine")
    other.release()
    store.rename(AUTOSAVE, "mine")
    assert [slot.name for slot in store.slots()] == ["mine"]


def test_a_name_that_is_nearly_one_is_asked_back(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("at 80", game_of(lantern))
    for name in ("at 8", "AT 80"):
        with pytest.raises(SaveError, match=r"Did you mean 'at 80'\?"):
            store.load(name)


@pytest.mark.parametrize(
    ("name", "is_so"),
    [("Autosave", True), ("autosave 3", True), ("CHECKPOINT 11", True), ("The Game Before 2", True), ("autosaved", False), ("my game before", False)],
)  # fmt: skip
def test_names_of_the_programs_own_are_known_by_any_capitals(name: str, is_so: bool) -> None:
    assert is_ours(name) is is_so


def test_the_latest_autosave_is_known_by_its_file_alone(lantern: Story, tmp_path: Path) -> None:
    store = Store(tmp_path)
    assert (store.is_empty, store.latest_autosave()) == (True, AUTOSAVE)
    for moment, name in enumerate((AUTOSAVE, "autosave 2", "autosaved", "mine"), start=1):
        store.save(name, game_of(lantern))
        os.utime(store.path(name), (moment, moment))
    assert (store.is_empty, store.latest_autosave()) == (False, "autosave 2")
    store.path(AUTOSAVE).write_text("{")  # damaged, and yet where the player left off
    assert store.latest_autosave() == AUTOSAVE
