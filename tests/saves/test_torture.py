"""Everything that can happen to a saved game: programs killed, disks full, files spoilt. Nothing may be lost.

Short as a rule; `TROTSKY_TORTURE=full uv run pytest tests/saves/test_torture.py` does it at length. Either way the
figures stand at the end of what pytest prints.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from game.play import Session
from game.saves import AUTOSAVE, OLDER, PREVIOUS, SavedGame, SaveError, Store, pack, unpack
from game.saves.format import FORMAT, MOST_BYTES, decode, encode
from game.saves.names import BEFORE, SUFFIX, name_in
from game.story import Story, load_story
from tests.building import OVER, write_story
from tests.saves.children import KILLED, Player, playing
from tests.saves.player import ACTIONS, numbered

pytestmark = pytest.mark.torture


class Count(NamedTuple):
    """How often each thing is done."""

    kills: int  # of a program that plays
    every: int  # of the calls to the system that an action makes, one in so many is broken in on
    saves: int  # by each of two programs into one slot
    flips: int  # bits of a file that are turned over, 0 for all
    cuts: int  # lengths at which a file is cut off, 0 for all
    mutants: int  # files changed at random


SHORT = Count(kills=20, every=3, saves=100, flips=150, cuts=100, mutants=400)
FULL = Count(kills=500, every=1, saves=500, flips=0, cuts=0, mutants=20_000)
COUNT = FULL if os.environ.get("TROTSKY_TORTURE") == "full" else SHORT
SAVE_TAKES = 2_000  # microseconds, and rather more than it does: a kill falls anywhere in a save


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Have a figure printed when all tests are done."""
    return lambda words: record_property("figure", words)


Figure = Callable[[str], None]


# -- killed at a random moment ------------------------------------------------------------------------


def test_a_program_that_is_killed_while_it_plays_loses_nothing(
    lantern: Story, tmp_path: Path, player: Player, figure: Figure
) -> None:
    random, store = Random(1917), Store(tmp_path)
    lost: list[str] = []
    here: set[str] = set()
    last = ahead = 0
    for kill in range(COUNT.kills):
        player.begin("play", folder=str(tmp_path), seed=kill)
        for _ in range(random.randrange(12)):
            last = int(player.line())
        until = time.perf_counter_ns() + 1_000 * random.randrange(SAVE_TAKES)
        while time.perf_counter_ns() < until:
            pass
        player.kill()
        told, status = player.end()
        assert status == KILLED
        last = int(told[-1]) if told else last
        lost += [f"kill {kill}: {loss}" for loss in losses(lantern, store, last, here)]
        if last or store.exists(AUTOSAVE):
            now = store.load(AUTOSAVE).playtime
            ahead += now > last
            last = now
    figure(
        f"{COUNT.kills} kills in {last} choices, {ahead} of them after a save and before it was told; {len(lost)} lost"
    )
    assert lost == []
    assert {AUTOSAVE, PREVIOUS} <= {slot.name for slot in store.slots()}


def losses(story: Story, store: Store, last: int, here: set[str]) -> Iterator[str]:
    """What is wrong with a folder in which the step `last` was told to be kept; `here` is what was there before."""
    for slot in store.slots():
        if slot.game is None:
            yield f"{slot.name} does not open: {slot.trouble}"
        elif Path(f"{slot.path}{BEFORE}").exists() and store.earlier(slot.name) is None:
            yield f"The game before {slot.name} does not open."
        if slot.game is not None:
            game, notes = unpack(slot.game, story)
            if notes or game.undoable != len(game.log):
                yield f"{slot.name} is not the game that was played."
    files = {path.name for path in store.folder.glob("game-*")}
    yield from (f"{name} is gone." for name in sorted(here - files))
    yield from (f"{name} was set aside." for name in sorted(files) if ".damaged-" in name)
    here |= files
    kept = store.load(AUTOSAVE).playtime if store.exists(AUTOSAVE) else 0
    if kept not in (last, last + 1):
        yield f"The autosave is of choice {kept}, and {last} was kept."
    before = store.earlier(AUTOSAVE)
    if before is not None and before.playtime not in (kept, kept - 1):
        yield f"Before the autosave of choice {kept} there is that of {before.playtime}."


# -- killed, or refused, at every call ----------------------------------------------------------------


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with some of everything, each game with a number of its own. It is copied and not changed."""
    store = Store(tmp_path_factory.mktemp("furnished"))
    for name, number in (("one", 1), ("bad", 3), (AUTOSAVE, 5), (PREVIOUS, 7), ("gone", 9)):
        store.save(name, numbered(number))
        store.save(name, numbered(number + 1))
    for number in range(21, 31):
        store.checkpoint(numbered(number))
    store.delete(store.path("gone"))
    store.path("bad").unlink()
    store.path("bad").write_bytes(b"spoilt")
    return store.folder


# Of the games in a slot that is written over, one is given up: the one before, or, where that cannot be, the other.
GIVEN_UP = {"save": {1, 2}, "save again": {2, 98}, "set aside": {7, 8}, "checkpoint": {21}}


def held(store: Store) -> set[int]:
    """The numbers of the games that a player can come to."""
    found: set[int] = set()
    for one in (store, store.bin):
        for slot in one.slots():
            games = (slot.game, slot.earlier or opened(Path(f"{slot.path}{BEFORE}")))
            found |= {game.playtime for game in games if game is not None}
    # An autosave that cannot be read at this moment is set aside as well, and its new name is said.
    beside = (*(store.folder / OLDER).glob("*"), *store.folder.glob(f"{store.path(AUTOSAVE).name}.damaged-*"))
    return found | {game.playtime for game in map(opened, beside) if game is not None}


def opened(path: Path) -> SavedGame | None:
    try:
        return decode(path.read_bytes())
    except (OSError, SaveError):
        return None


@pytest.mark.parametrize("how", ["killed", "fails once", "fails"])
@pytest.mark.parametrize("action", ACTIONS)
def test_whatever_is_broken_off_loses_nothing(
    tmp_path: Path, furnished: Path, player: Player, figure: Figure, action: str, how: str
) -> None:
    wanted = held(Store(furnished)) | ({98} if action == "save again" else set())
    wanted -= {1} if action == "save again" else set()
    assert len(wanted) == 19
    tried = 0
    told: list[str] = []
    at = 1 + Random(f"{action} {how}").randrange(COUNT.every)
    while "whole" not in told:
        folder = tmp_path / str(at)
        shutil.copytree(furnished, folder, copy_function=shutil.copy)
        told, status = player.do("interrupted", folder=str(folder), action=action, at=at, how=how)
        assert status == (KILLED if how == "killed" and told == [] else 0)
        store = Store(folder)
        missing = wanted - held(store)
        assert missing <= GIVEN_UP.get(action, set()), f"{sorted(missing)} lost at call {at}"
        assert len(missing) <= 1
        assert any(path.read_bytes() == b"spoilt" for path in folder.glob("game-bad.json*"))
        if status == 0:
            assert told[1] == "" or told[1].endswith("."), told
            if action.startswith("save") and told[1] == "":
                assert 99 in held(store)
        # Whatever was left lying about, the next save into that slot finds its way and clears up.
        for name in {"one", *(name_in(Path(left.name[1:].partition(SUFFIX)[0])) for left in folder.glob(".*.part"))}:
            store.save(name, numbered(100))
        assert list(folder.glob(".*.part")) == []
        shutil.rmtree(folder)
        tried += "whole" not in told
        at += COUNT.every
    assert told == ["whole", ""]
    assert tried >= 5 // COUNT.every
    figure(f"{action}: {how} at {tried} calls, nothing lost")


# -- two at once --------------------------------------------------------------------------------------


def test_two_programs_that_save_into_one_slot_tear_nothing(tmp_path: Path, player: Player, figure: Figure) -> None:
    store = Store(tmp_path)
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    read = 0
    with playing() as other, ThreadPoolExecutor(2) as waiting:
        for who, one in enumerate((player, other), start=1):
            one.begin("race", folder=str(tmp_path), who=who, times=COUNT.saves)
        ends = [waiting.submit(one.end) for one in (player, other)]
        while not all(end.done() for end in ends):
            store.load("one")
            assert store.earlier("one") is not None
            read += 1
        assert [end.result() for end in ends] == [(["done"], 0)] * 2
    last, before = store.load("one").playtime, store.earlier("one")
    assert last in (1_000_000 + COUNT.saves, 2_000_000 + COUNT.saves)
    assert before is not None
    assert before.playtime > 1_000_000
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "game-one.json",
        "game-one.json.before",
    ]
    figure(f"2 programs, {COUNT.saves} saves each into one slot, {read} readings: none torn")


# -- the disk and the folder ----------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def two_games(folder: Path) -> Store:
    store = Store(folder)
    store.save("one", numbered(1))
    store.save("one", numbered(2))
    return store


def test_a_full_disk_leaves_the_game_and_the_one_before(tmp_path: Path, player: Player) -> None:
    store = two_games(tmp_path)
    kept = contents(tmp_path)
    size = len(encode(numbered(99)))
    for most in (0, 1, 100, size // 2, size - 4):
        (sentence,), status = player.do("fill up", folder=str(tmp_path), most=most)
        assert status == 0
        assert sentence.startswith(f"The game could not be saved in {tmp_path}")
        assert sentence.endswith(").")
        assert contents(tmp_path) == kept
    assert player.do("fill up", folder=str(tmp_path), most=4 * size) == ([""], 0)
    before = store.earlier("one")
    assert before is not None
    assert (store.load("one").playtime, before.playtime) == (99, 2)


def test_a_folder_that_becomes_read_only_keeps_its_games(player: Player) -> None:
    # Not in pytest's own folder, into which only its owner can see: where this is root, another user saves.
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = two_games(folder)
        assert player.do("shut out", folder=name) == (
            ["", f"The game could not be saved in {folder} (Permission denied)."], 0,
        )  # fmt: skip
        assert list(folder.glob(".*.part")) == []
        before = store.earlier("one")
        assert before is not None
        assert (store.load("one").playtime, before.playtime) == (98, 2)


def test_a_folder_that_is_removed_is_made_again(tmp_path: Path) -> None:
    folder = tmp_path / "saves"
    store = two_games(folder)
    shutil.rmtree(folder)
    store.save("one", numbered(3))
    assert store.load("one").playtime == 3
    store.save("one", numbered(4))
    before = store.earlier("one")
    assert before is not None
    assert before.playtime == 3


def test_a_file_in_the_place_of_the_folder_is_told_and_left(tmp_path: Path) -> None:
    folder, away = tmp_path / "saves", tmp_path / "away"
    store = two_games(folder)
    kept = contents(folder)
    folder.rename(away)
    folder.write_text("in the way")
    for do in (
        lambda: store.save("one", numbered(3)),
        lambda: store.checkpoint(numbered(3)),
        lambda: store.load("one"),
    ):
        with pytest.raises(SaveError) as caught:
            do()
        assert str(caught.value).endswith(").")
    assert store.slots() == []
    assert folder.read_text() == "in the way"
    folder.unlink()
    away.rename(folder)
    assert contents(folder) == kept
    store.save("one", numbered(3))
    before = store.earlier("one")
    assert before is not None
    assert (store.load("one").playtime, before.playtime) == (3, 2)


def test_a_clock_that_is_set_back_loses_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("one", AUTOSAVE):
        for number in (1_000, 2_000, 5):  # the number makes the date
            store.save(name, numbered(number))
        before = store.earlier(name)
        assert before is not None
        assert (store.load(name).playtime, before.playtime) == (5, 2_000)
    store.save("two", numbered(1_500))
    assert [slot.name for slot in store.slots()] == ["two", AUTOSAVE, "one"]


# -- damage -----------------------------------------------------------------------------------------


def refused(store: Store, name: str, story: Story) -> str:
    """The sentence for a slot that cannot be opened in this story; '' if it can."""
    try:
        unpack(store.load(name), story)
    except SaveError as error:
        return str(error)
    return ""


def put_in_place(store: Store, content: bytes | None, fill: Callable[[Path], None] | None = None) -> None:
    path = store.path("one")
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)
    if fill is not None:
        fill(path)


def spoilt(store: Store, story: Story, good: bytes, content: bytes) -> bool:
    """Put this in the place of a game: whether it is refused. Then it is said, nothing is deleted, and the game
    before it comes back."""
    put_in_place(store, content)
    sentence = refused(store, "one", story)
    if not sentence:
        assert store.load("one") == decode(good)  # white space, or the same letter written another way
        return False
    assert sentence.endswith("."), sentence
    [slot] = [slot for slot in store.slots() if slot.path == store.path("one")]
    if slot.game is None:
        assert slot.trouble.endswith(".")
        assert slot.earlier is not None
        assert slot.earlier.playtime == 1
    assert store.path("one").read_bytes() == content
    aside = store.rescue("one")
    assert aside is not None
    assert aside.read_bytes() == content
    assert refused(store, "one", story) == ""
    assert store.load("one").playtime == 1
    aside.unlink()
    return True


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Store, bytes]:
    """A folder with a game and the one before it, and the bytes of the game."""
    store = two_games(tmp_path / "saves")
    return store, store.path("one").read_bytes()


def test_a_file_cut_off_anywhere_is_refused(lantern: Story, damaged: tuple[Store, bytes], figure: Figure) -> None:
    store, good = damaged
    lengths = range(len(good)) if not COUNT.cuts else sorted(Random(1).sample(range(len(good)), COUNT.cuts))
    taken = [length for length in lengths if not spoilt(store, lantern, good, good[:length])]
    assert set(taken) <= {len(good) - 1}  # the end of the last line says nothing
    figure(f"{len(lengths)} lengths of a file, {len(lengths) - len(taken)} refused, {len(taken)} the same game")


def test_a_file_with_one_bit_turned_over_is_refused(
    lantern: Story, damaged: tuple[Store, bytes], figure: Figure
) -> None:
    store, good = damaged
    bits = range(8 * len(good)) if not COUNT.flips else sorted(Random(2).sample(range(8 * len(good)), COUNT.flips))
    same = 0
    for bit in bits:
        turned = bytearray(good)
        turned[bit // 8] ^= 1 << bit % 8
        same += not spoilt(store, lantern, good, bytes(turned))
    assert same < len(bits) / 10
    figure(f"{len(bits)} bits turned over, {len(bits) - same} refused, {same} the same game")


NO_GAMES = [
    b"", b"\0", b"\0" * 4096, b"{", b"[]", b"{}", b"null", b"17", b'"a game"', b"true", b"\xff\xfe\xfd", b"PK\x03\x04",
    b'{"name": "left-pad", "version": "1.0.0"}', b'{"format": 2}', b'{"format": 2.5}', b'{"format": "2"}', b'{"format": -1}', b'{"format": 99, "state": {"new": true}}', b'{"format": 1e400}',
    b'{"format": ' + b"9" * 10_000 + b"}", b'{"format": 3}', b"[" * 100_000, b'{"a":' * 100_000, b'{"format": 2, "name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"format": 2, "state": ' + b'{"state":' * 100_000 + b"1" + b"}" * 100_001, b'{"format": 99, "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    b'{"format": 2, "name": "\\ud800"}', b" " * 100_000, b"<html></html>\n",
]  # fmt: skip


@pytest.mark.parametrize("content", NO_GAMES, ids=lambda content: content[:24].decode("latin-1"))
def test_what_is_no_game_is_refused(lantern: Story, damaged: tuple[Store, bytes], content: bytes) -> None:
    store, good = damaged
    assert spoilt(store, lantern, good, content)


def test_a_game_of_the_future_is_not_called_damaged(lantern: Story, damaged: tuple[Store, bytes]) -> None:
    store, good = damaged
    future = good.replace(b'"format": %d' % FORMAT, b'"format": 99')
    put_in_place(store, future)
    assert "newer version" in refused(store, "one", lantern)
    assert spoilt(store, lantern, good, future)


def test_a_game_of_another_story_is_refused_and_kept(
    lantern: Story, damaged: tuple[Store, bytes], tmp_path: Path
) -> None:
    store, good = damaged
    other = load_story(write_story(tmp_path / "other", {"a": OVER}))
    content = encode(pack(Session.new(other, 1), "one", "2026-01-01T00:00:00+00:00"))
    assert spoilt(store, lantern, good, content)


def test_an_enormous_file_is_refused_unread(lantern: Story, damaged: tuple[Store, bytes]) -> None:
    store, _ = damaged
    size = 1_000_000_000

    def grow(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)  # takes no room on the disk

    put_in_place(store, None, grow)
    tracemalloc.start()
    try:
        assert refused(store, "one", lantern) == "The file is larger than any game; it was not opened."
        [slot] = store.slots()
        assert slot.earlier is not None
        aside = store.rescue("one")
        assert aside is not None
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 3 * MOST_BYTES
    assert aside.stat().st_size == size
    assert store.load("one").playtime == 1


# -- changed at random ----------------------------------------------------------------------------------

BITS = [
    b"0",
    b"-1",
    b"1e9",
    b"9" * 30,
    b'"',
    b"\\",
    b"\\ud800",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"null",
    b"true",
    b"\0",
    b"\xff",
    b"\n",
    "ж".encode(),
]
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**40, -(2**70), 1.5, "", "x", "+", ".", "a.b.c.d", "\0", "ж" * 3000, [], {}, [[]], [None], {"": ""}, "the-shore", "the-shore.start",
    "the-tower.lamp", "the-shore.start.call", "the-shore.start.try-the-door-of-the-tower-", "s01", "struck", "boat", "shingle", "a-seal",
]  # fmt: skip


def road(random: Random, story: Story) -> SavedGame:
    """A game of some length, played at random."""
    game = Session.new(story, random.randrange(10**6))
    for step in range(random.randrange(25)):
        ways = [choice.id for choice in game.view.choices if choice.is_open]
        if not ways:
            break
        game.choose(random.choice(ways), str(step))
    return pack(game, random.choice(["one", "Письмо", ""]), "2026-01-01T00:00:00+00:00", random.randrange(9999))


def mutant(random: Random, content: bytes) -> bytes:
    """A file that is almost this one: bytes changed, or values changed as a person or a program might."""
    if random.random() < 0.5:
        spoilt = bytearray(content)
        for _ in range(random.choice([1, 1, 2, 5, 20])):
            place, length = random.randrange(len(spoilt) + 1), random.choice([0, 0, 1, 1, 3, 40])
            put = random.choice(
                [b"", bytes([random.randrange(256)]), random.choice(BITS), bytes(spoilt[place : place + 40])]
            )
            spoilt[place : place + length] = put
        return bytes(spoilt)
    document = json.loads(content)
    if random.random() < 0.9:
        document["checksum"] = ""  # so that it is not refused for that alone
    for _ in range(random.choice([1, 1, 2, 3, 6])):
        change(random, document)
    return json.dumps(document, ensure_ascii=random.random() < 0.5).encode("utf-8", "replace")


def change(random: Random, document: Any) -> None:
    inside = document
    while True:
        deeper = [
            one
            for one in (inside.values() if isinstance(inside, dict) else inside)
            if isinstance(one, dict | list) and one
        ]
        if not deeper or random.random() < 0.3:
            break
        inside = random.choice(deeper)
    keys = list(inside) if isinstance(inside, dict) else list(range(len(inside)))
    key = random.choice(keys)
    what = random.randrange(5)
    if what == 0:
        del inside[key]
    elif what == 1 and isinstance(inside, dict):
        inside[random.choice(["x", "", "a.b", "oil", "s01", *keys])] = deepcopy(inside[key])
    elif what == 2 and isinstance(inside, list):
        inside.insert(random.randrange(len(inside) + 1), deepcopy(inside[key]))
    elif what == 3:
        inside[key] = deepcopy(inside[random.choice(keys)])
    else:
        inside[key] = deepcopy(random.choice(ODD))


def test_files_changed_at_random_are_opened_or_refused(lantern: Story, tmp_path: Path, figure: Figure) -> None:
    random = Random(1928)
    opens = lost = 0
    batch: list[bytes] = []
    for number in range(COUNT.mutants):
        content = mutant(random, encode(road(random, lantern)))
        opens += opens_or_is_refused(lantern, content)
        batch.append(content)
        if len(batch) == 200 or number == COUNT.mutants - 1:
            lost += lost_in_a_list(tmp_path / str(number), batch)
            batch = []
    figure(
        f"{COUNT.mutants} files changed at random, {opens} opened, the others refused, 0 tracebacks, {lost} files lost"
    )
    assert lost == 0
    assert COUNT.mutants / 20 < opens < COUNT.mutants * 19 / 20  # both are tried


def opens_or_is_refused(story: Story, content: bytes) -> bool:
    """Whether it opens; then it can be looked at, gone on with and kept."""
    try:
        game, notes = unpack(decode(content), story)
    except SaveError as error:
        sentence = str(error)
    else:
        assert all(str(note).endswith(".") for note in notes)
        for choice in [choice.id for choice in game.view.choices if choice.is_open][:1]:
            game.choose(choice)
        assert unpack(decode(encode(pack(game, "again", ""))), story)[0].state == game.state
        return True
    assert sentence.endswith("."), sentence
    return False


def lost_in_a_list(folder: Path, batch: list[bytes]) -> int:
    """How many of these files are not there as they were, after all were listed."""
    folder.mkdir()
    for at, content in enumerate(batch):
        (folder / f"game-{at}.json").write_bytes(content)
        if at % 3 == 0:
            (folder / f"game-{at}.json{BEFORE}").write_bytes(batch[at // 2])
    slots = Store(folder).slots()
    assert {slot.path.name for slot in slots} == {f"game-{at}.json" for at in range(len(batch))}
    assert all(slot.trouble.endswith(".") for slot in slots if slot.game is None)
    kept = contents(folder)
    lost = sum(kept.get(f"game-{at}.json") != content for at, content in enumerate(batch))
    shutil.rmtree(folder)
    return lost
