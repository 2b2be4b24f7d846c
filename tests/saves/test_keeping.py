"""The game before stays behind, what is damaged is set aside and not lost, and every name is a file of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.saves import AUTOSAVE, CHECKPOINTS, DELETED, OLDER, PREVIOUS, SavedGame, SaveError, Store, locks
from game.saves.format import decode
from game.saves.names import BEFORE
from tests.saves.children import KILLED, Player
from tests.saves.player import numbered


def number(game: SavedGame | None) -> int | None:
    """Which of the games of this test it is."""
    return None if game is None else game.playtime


def standing(store: Store, name: str) -> tuple[int | None, int | None]:
    """The numbers of the game in a slot and of the one before it, as a program that has just started finds them."""
    fresh = Store(store.folder)
    return number(fresh.load(name)), number(fresh.earlier(name))


def before(store: Store, name: str) -> Path:
    return Path(f"{store.path(name)}{BEFORE}")


def files(store: Store) -> list[str]:
    return sorted(path.name for path in store.folder.iterdir() if path.is_file())


def damage(path: Path, content: bytes = b'{"format": 2') -> None:
    path.unlink(missing_ok=True)  # not in place: the file may have a second name
    path.write_bytes(content)


@pytest.fixture(params=["linked", "copied"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A folder of games, once where a file can have two names and once where it cannot."""
    if request.param == "copied":

        def refuse(*arguments: object, **more: object) -> None:
            raise OSError(1, "Operation not permitted")

        monkeypatch.setattr(os, "link", refuse)
    return Store(tmp_path / "saves")


# -- the game before ----------------------------------------------------------------------------------


def test_the_game_before_stays_behind(store: Store) -> None:
    store.save("one", numbered(1))
    assert standing(store, "one") == (1, None)
    for present in range(2, 6):
        store.save("one", numbered(present))
        assert standing(store, "one") == (present, present - 1)
    Store(store.folder).save("one", numbered(6))
    assert standing(store, "one") == (6, 5)
    assert files(store) == [store.path("one").name, before(store, "one").name]
    assert [slot.name for slot in store.slots()] == ["one"]


def test_the_game_before_is_not_the_same_file(store: Store) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    with store.path("one").open("r+b") as file:
        file.write(b"xxxx")
    assert number(store.earlier("one")) == 1


def test_a_damaged_game_is_set_aside_and_the_good_one_before_it_stays(store: Store) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    for time in (1, 2):
        damage(store.path("one"), b"spoilt %d" % time)
        store.save("one", numbered(2 + time))
        assert standing(store, "one") == (2 + time, 1)
        assert (store.folder / f"{store.path('one').name}.damaged-{time}").read_bytes() == b"spoilt %d" % time
    store.save("one", numbered(5))
    assert standing(store, "one") == (5, 4)
    assert [slot.name for slot in store.slots()] == ["one"]


def test_a_game_that_another_program_wrote_is_the_one_before(store: Store) -> None:
    store.save("one", numbered(1))
    Store(store.folder).save("one", numbered(2))
    store.save("one", numbered(3))
    assert standing(store, "one") == (3, 2)


def test_a_folder_in_the_place_of_a_game_is_set_aside_whole(store: Store) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    store.path("one").unlink()
    (store.path("one") / "within").mkdir(parents=True)
    with pytest.raises(SaveError, match="something that is no file"):
        store.load("one")
    store.save("one", numbered(3))
    assert standing(store, "one") == (3, 1)
    assert (store.folder / f"{store.path('one').name}.damaged-1" / "within").is_dir()


# -- rescue -------------------------------------------------------------------------------------------


def test_the_game_before_is_put_back_and_the_damaged_one_kept(store: Store) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    damage(store.path("one"), b"spoilt")
    [slot] = store.slots()
    assert (slot.game, number(slot.earlier)) == (None, 1)
    assert slot.trouble.endswith(".")
    kept = store.rescue("one")
    assert (store.folder / kept).read_bytes() == b"spoilt"
    assert standing(store, "one") == (1, 1)
    store.save("one", numbered(3))
    assert standing(store, "one") == (3, 1)


def test_a_game_whose_file_is_gone_is_listed_and_put_back(store: Store) -> None:
    store.save("One and Two", numbered(1))
    store.save("One and Two", numbered(2))
    store.path("One and Two").unlink()
    [slot] = store.slots()
    assert (slot.name, slot.path, slot.game, number(slot.earlier)) == (
        "One and Two", store.path("One and Two"), None, 1,
    )  # fmt: skip
    assert slot.trouble == f"There is no saved game 'One and Two' in {store.folder}."
    assert store.rescue("One and Two") is None
    assert standing(store, "One and Two") == (1, 1)


@pytest.mark.parametrize("content", [None, b"also spoilt"])
def test_without_a_game_before_nothing_is_touched(store: Store, content: bytes | None) -> None:
    store.save("one", numbered(1))
    damage(store.path("one"), b"spoilt")
    if content is not None:
        before(store, "one").write_bytes(content)
    held = files(store)
    with pytest.raises(SaveError, match=r"There is no earlier game to put in the place of 'one'\."):
        store.rescue("one")
    assert files(store) == held
    assert store.path("one").read_bytes() == b"spoilt"


# -- the list, and the beginnings of chapters -----------------------------------------------------------


def test_the_list_has_the_latest_first_and_checkpoints_and_troubles_last(store: Store) -> None:
    for name, at in (("old", 10), (CHECKPOINTS[0], 500), ("new", 30), (CHECKPOINTS[1], 600), (AUTOSAVE, 20)):
        store.save(name, numbered(at))
    damage(store.path("bad"))
    assert [slot.name for slot in store.slots()] == [
        "new", AUTOSAVE, "old", CHECKPOINTS[1], CHECKPOINTS[0], "bad",
    ]  # fmt: skip


def test_ten_checkpoints_are_kept_and_the_oldest_gives_way(store: Store) -> None:
    for made in range(1, 11):
        store.checkpoint(numbered(made))
        assert len(store.slots()) == made
    for made in (11, 12, 13):
        store.checkpoint(numbered(made))
        kept = [number(slot.game) for slot in store.slots()]
        assert kept == list(range(made, made - 10, -1))
    assert {slot.name for slot in store.slots()} == set(CHECKPOINTS)


def test_the_same_beginning_is_kept_once(store: Store) -> None:
    for made in (1, 2, 3):
        store.checkpoint(numbered(made))
    held = {path: path.read_bytes() for path in store.folder.glob("*.json*")}
    for made in (1, 2, 3):
        store.checkpoint(numbered(made))
    assert {path: path.read_bytes() for path in store.folder.glob("*.json*")} == held


def test_a_damaged_checkpoint_gives_way_first_and_is_set_aside(store: Store) -> None:
    for made in range(1, 11):
        store.checkpoint(numbered(made))
    damage(store.path(CHECKPOINTS[6]), b"spoilt")
    store.checkpoint(numbered(11))
    assert number(store.load(CHECKPOINTS[6])) == 11
    assert [number(store.load(name)) for name in CHECKPOINTS[:6]] == [1, 2, 3, 4, 5, 6]
    assert (store.folder / f"{store.path(CHECKPOINTS[6]).name}.damaged-1").read_bytes() == b"spoilt"


# -- one autosave for each running game -----------------------------------------------------------------


def test_a_second_game_has_an_autosave_of_its_own(tmp_path: Path) -> None:
    one, two, three = (Store(tmp_path) for _ in range(3))
    assert [one.claim(), two.claim(), three.claim()] == [AUTOSAVE, f"{AUTOSAVE} 2", f"{AUTOSAVE} 3"]
    assert [one.autosave, two.autosave] == [AUTOSAVE, f"{AUTOSAVE} 2"]
    one.release()
    assert Store(tmp_path).claim() == AUTOSAVE
    assert two.claim() in (AUTOSAVE, f"{AUTOSAVE} 2")
    assert files(one) == []


@pytest.mark.parametrize("how", ["ends", "is killed"])
def test_an_autosave_is_free_again_when_its_program_ends(tmp_path: Path, player: Player, how: str) -> None:
    player.begin("claim", folder=str(tmp_path))
    assert player.line() == AUTOSAVE
    here = Store(tmp_path)
    assert here.claim() == f"{AUTOSAVE} 2"
    here.release()
    if how == "ends":
        player.say()
    else:
        player.kill()
    assert player.end() == ([], 0 if how == "ends" else KILLED)
    assert here.claim() == AUTOSAVE
    here.release()


def test_another_program_takes_the_second_autosave(tmp_path: Path, player: Player) -> None:
    here = Store(tmp_path)
    assert here.claim() == AUTOSAVE
    player.begin("claim", folder=str(tmp_path))
    assert player.line() == f"{AUTOSAVE} 2"
    player.kill()
    assert player.end() == ([], KILLED)
    here.release()


def test_a_slot_that_another_program_is_writing_is_waited_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "_PATIENCE", 0.1)
    store.save("one", numbered(1))
    with locks.written_alone(store.path("one")):
        with pytest.raises(SaveError, match=r"Another program has been writing game-one\.json for"):
            store.save("one", numbered(2))
        store.save("two", numbered(2))
    assert standing(store, "one") == (1, None)
    store.save("one", numbered(2))
    assert standing(store, "one") == (2, 1)


# -- the autosave of the game before this one -------------------------------------------------------------


def test_a_good_game_behind_a_damaged_autosave_is_kept_when_another_begins(store: Store) -> None:
    store.save(AUTOSAVE, numbered(1))
    store.save(AUTOSAVE, numbered(2))
    damage(store.path(AUTOSAVE), b"spoilt")
    aside = store.set_aside()
    assert (store.folder / aside.kept).read_bytes() == b"spoilt"
    assert aside.trouble.endswith(f"The game before it is kept as '{PREVIOUS}'.")
    for again in (10, 11, 12):
        store.save(AUTOSAVE, numbered(again))
    assert number(store.load(PREVIOUS)) == 1


def test_a_good_game_behind_an_autosave_that_is_gone_is_kept_when_another_begins(store: Store) -> None:
    store.save(AUTOSAVE, numbered(1))
    store.save(AUTOSAVE, numbered(2))
    store.path(AUTOSAVE).unlink()
    assert store.set_aside().kept == PREVIOUS
    for again in (10, 11, 12):
        store.save(AUTOSAVE, numbered(again))
    assert number(store.load(PREVIOUS)) == 1


# -- older, renamed, deleted ------------------------------------------------------------------------------


def test_the_game_as_it_was_is_kept_once_for_each_state_of_it(store: Store) -> None:
    store.save("one", numbered(1))
    first = store.keep_older("one")
    assert first.parent == store.folder / OLDER
    assert first.read_bytes() == store.path("one").read_bytes()
    assert store.keep_older("one") == first
    store.save("one", numbered(2))
    second = store.keep_older("one")
    assert [first.read_bytes() == second.read_bytes(), len(list(first.parent.iterdir()))] == [False, 2]
    assert number(store.load("one")) == 2
    with pytest.raises(SaveError, match="There is no file"):
        store.keep_older("nothing")


def test_a_renamed_game_takes_the_one_before_with_it(store: Store) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    store.rename("one", "One")
    assert standing(store, "One") == (2, 1)
    assert store.load("One").name == "One"
    assert [slot.name for slot in store.slots()] == ["One"]


def test_a_game_is_not_renamed_over_another(store: Store) -> None:
    for name in ("one", "two", "gone"):
        store.save(name, numbered(1))
        store.save(name, numbered(2))
    store.path("gone").unlink()  # its earlier game is there, and is listed
    for taken in ("two", "one", "gone"):
        with pytest.raises(SaveError, match=f"There is a game called '{taken}' already"):
            store.rename("one", taken)
    assert [standing(store, name) for name in ("one", "two")] == [(2, 1), (2, 1)]
    assert number(store.earlier("gone")) == 1


def test_a_deleted_game_comes_back_with_the_one_before_it(store: Store) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    moved = store.delete(store.path("one"))
    assert store.slots() == []
    assert standing(store.bin, "one") == (2, 1)
    assert store.restore(moved) == "one"
    assert standing(store, "one") == (2, 1)
    assert store.bin.slots() == []
    assert [path.parent.name for path in store.folder.parent.rglob("game-*.json*") if path.parent.name == DELETED] == []


def test_a_deleted_game_comes_back_beside_one_of_its_name(store: Store) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    moved = store.delete(store.path("one"))
    store.save("one", numbered(3))
    store.save("one", numbered(4))
    assert store.restore(moved) == "one (2)"
    assert [standing(store, name) for name in ("one", "one (2)")] == [(4, 3), (2, 1)]


def test_two_deleted_games_of_one_name_come_back_each_with_its_own(store: Store) -> None:
    moved = []
    for at in (1, 11):
        store.save("one", numbered(at))
        store.save("one", numbered(at + 1))
        moved.append(store.delete(store.path("one")))
    assert [store.restore(path) for path in reversed(moved)] == ["one", "one (2)"]
    assert [standing(store, name) for name in ("one", "one (2)")] == [(12, 11), (2, 1)]


def test_a_deleted_game_takes_the_place_of_no_other_that_was_deleted(store: Store) -> None:
    for at in (1, 11):
        store.save("one", numbered(at))
        store.save("one", numbered(at + 1))
        if at == 1:
            store.path("one").unlink()  # only the one before it goes to the bin
        store.delete(store.path("one"))
    held = sorted(store.bin.folder.glob("game-*"))
    assert sorted(decode(path.read_bytes()).playtime for path in held) == [1, 11, 12]


@pytest.mark.parametrize("way", ["renamed", "brought back"])
def test_the_one_before_is_rescued_under_the_new_name(store: Store, way: str) -> None:
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    if way == "renamed":
        store.rename("one", "one (2)")
        store.save("one", numbered(3))
    else:
        moved = store.delete(store.path("one"))
        store.save("one", numbered(3))
        store.restore(moved)
    damage(store.path("one (2)"))
    assert [(slot.name, number(slot.earlier)) for slot in store.slots() if slot.trouble] == [("one (2)", 1)]
    store.rescue("one (2)")
    assert sorted((slot.name, number(slot.game)) for slot in store.slots()) == [("one", 3), ("one (2)", 1)]


# -- what killed programs leave behind ----------------------------------------------------------------------


def test_what_a_killed_program_left_half_written_is_cleared(store: Store) -> None:
    store.save("one", numbered(1))
    name = store.path("one").name
    theirs = store.folder / ".game-other.json.xyz.part"  # of a slot that may be being written now
    left = [store.folder / f".{name}.a1b2.part", store.folder / f".{name}{BEFORE}.part", theirs]
    for path in left:
        path.write_bytes(b'{"form')
    assert [slot.name for slot in store.slots()] == ["one"]
    Store(store.folder).save("one", numbered(2))
    assert [path.name for path in store.folder.glob(".*.part")] == [theirs.name]
    assert standing(store, "one") == (2, 1)


def test_a_save_after_one_that_was_killed_at_its_last_step_leaves_nothing_lying(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.save("one", numbered(1))
    os.link(store.path("one"), before(store, "one"))
    store.save("one", numbered(2))
    assert [path.name for path in tmp_path.glob(".*.part")] == []
    assert standing(store, "one") == (2, 1)


def test_a_name_with_a_pattern_in_it_clears_only_its_own(store: Store) -> None:
    store.save("x", numbered(1))
    other = store.folder / f".{store.path('x').name}.a1b2.part"
    other.write_bytes(b"half")
    store.save("[a-z]*", numbered(2))
    assert other.exists()


# -- names --------------------------------------------------------------------------------------------------

# What no file may be called on Windows, with any ending.
DEVICES = {"con", "prn", "aux", "nul", *(f"{name}{number}" for name in ("com", "lpt") for number in range(10))}
ODD = [
    "Письмо из Алма-Аты", "a/b", "../../x", "..", ".", "", " ", "  ", "\0", "a\0b", "x" * 300, "ж" * 300, "x" * 299 + "y", "CON", "con", "NUL", "nul", "nul.txt", "COM1", "Com1",
    "LPT9", "PRN", "AUX", "A", "a", "Ab", "aB", "été", "É", "ß", "SS", "ss", "ſ", "İ", "i", "I", "a.", "a ", "a.json", "a.json.before", "a.before", "game-a", "autosave.json",
    "a.json.damaged-1", "%41", "%", "%25", "~", "~1", "a:b", "a\\b", "*", "?", '"', "<a>", "|", "a\nb", "-", "--help", "\u202egame", "\ufeff", "e\u0301", "\u00e9", "😀" * 150,
]  # fmt: skip
ANY = st.one_of(
    st.sampled_from(ODD),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=300),
    st.text(st.sampled_from("aAbжЖ./\\\0% ~é"), max_size=12),
    st.text(st.sampled_from("xXжЖ"), min_size=295, max_size=300),
)


def taken_by_windows(name: str) -> bool:
    """Whether Windows takes it as the name of a file."""
    return (
        0 < len(name) <= 255
        and not set(name) & set('<>:"/\\|?*')
        and all(ord(letter) >= 32 for letter in name)
        and name[-1] not in " ."
        and name.split(".")[0].rstrip().casefold() not in DEVICES
    )


def kept_apart(store: Store, wanted: list[str]) -> None:
    """Every game is a file directly in the folder, alone on every machine, and is found again under its name."""
    for at, name in enumerate(wanted, start=1):
        store.save(name, numbered(2 * at - 1))
        store.save(name, numbered(2 * at))
    assert [standing(store, name) for name in wanted] == [(2 * at, 2 * at - 1) for at in range(1, len(wanted) + 1)]
    assert [store.load(name).name for name in wanted] == wanted
    found = files(store)
    assert len(found) == 2 * len(wanted)
    assert len({name.casefold() for name in found}) == len(found)
    assert all(taken_by_windows(name) and len(name.encode()) <= 255 for name in found)
    assert {path.name for path in store.folder.parent.iterdir()} == {store.folder.name}
    assert sorted(slot.name for slot in store.slots()) == sorted(wanted)
    assert all(slot.path == store.path(slot.name) for slot in store.slots())


def test_odd_names_are_kept_apart(tmp_path: Path) -> None:
    kept_apart(Store(tmp_path / "saves"), ODD)


@given(st.lists(ANY, min_size=1, max_size=6, unique=True))
def test_any_names_are_kept_apart(tmp_path_factory: pytest.TempPathFactory, wanted: list[str]) -> None:
    kept_apart(Store(tmp_path_factory.mktemp("any") / "saves"), wanted)
