"""The save file: readable, versioned, and any other content is answered by a sentence."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import Session, Step
from game.saves import DamagedError, SaveError, pack, unpack
from game.saves.format import FORMAT, MOST_BYTES, decode, encode
from game.story import Story, load_story
from tests.building import LANTERN, OVER, write_story

ROAD = ("count-the-gulls", "untie-the-boat", "walk-along-the-shingle", "continue", "try-the-door-of-the-tower", "call")
STORY = load_story(LANTERN)


def session() -> Session:
    game = Session.new(STORY, 3)
    for choice in ROAD:
        game.choose(choice, "2026-01-01T00:00:00Z")
    return game


CONTENT = encode(pack(session(), "A name", "2026-01-01T00:00:00Z", 90))
UNSUMMED = re.sub(rb',\s*"checksum": "\w+"', b"", CONTENT)  # as a person leaves it who changed something


def test_a_save_explains_itself() -> None:
    saved = json.loads(CONTENT)
    assert saved["format"] == FORMAT
    assert saved["story"] == {"id": "lantern", "title": "The Lantern", "version": "1", "hash": STORY.hash}
    assert saved["preview"]["scene"] in ("The Tower", "The Shore")
    assert saved["preview"]["line"]
    assert saved["state"]["qualities"].keys() == STORY.qualities.keys()
    assert saved["state"]["marks"] == {"s02": "strained"}
    assert [step["choice"] for step in saved["log"]] == list(ROAD)
    assert CONTENT.count(b"\n") > 30


def test_what_is_packed_is_unpacked() -> None:
    game, notes = unpack(decode(CONTENT), STORY)
    assert notes == []
    assert game.state == session().state
    assert game.log == session().log
    assert game.undoable == len(ROAD)
    assert encode(pack(game, "A name", "2026-01-01T00:00:00Z", 90)) == CONTENT


def test_a_seed_of_any_size_is_opened() -> None:
    game, _ = unpack(decode(UNSUMMED.replace(b'"seed": 3', b'"seed": ' + b"9" * 40)), STORY)
    encode(pack(game, "x", ""))


def test_opening_runs_no_effect_again() -> None:
    saved = decode(CONTENT)
    changed = msgspec.structs.replace(saved.state, qualities={**saved.state.qualities, "oil": 1})
    game, notes = unpack(msgspec.structs.replace(saved, state=changed), STORY)
    assert notes == []
    slot = STORY.layout.slots["quality:oil"]
    assert game.state.memory[slot // 64][slot % 64] == 1
    assert game.undoable == 0  # the log does not lead here, so it cannot be taken back


def test_a_game_of_another_story_is_not_opened(tmp_path: Path) -> None:
    other = load_story(write_story(tmp_path, {"a": OVER}))
    with pytest.raises(SaveError, match=r"of «The Lantern», not of «Made»\. Open it with that story\."):
        unpack(decode(CONTENT), other)


def test_a_place_that_is_gone_is_told_and_the_game_stands_where_it_was(tmp_path: Path) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - {text: On., go: b}",
        "b": "text: B.\nchoices:\n  - {text: On., go: c}",
        "c": "text: C.\ngo: a",
    }
    old = Session.new(load_story(write_story(tmp_path / "old", scenes)), 1)
    old.choose("on")
    old.choose("on")
    scenes = {"a": "text: A.\nchoices:\n  - {text: On., go: b}", "bee": "was: b\ntext: B.\ngo: a"}
    scenes["a"] = scenes["a"].replace("go: b", "go: bee")
    new = load_story(write_story(tmp_path / "new", scenes))
    game, notes = unpack(decode(encode(pack(old, "x", ""))), new)
    assert game.state.beat == "bee.start"
    assert [str(note) for note in notes] == [
        "The place 'c.start' is gone from the story; the game stands at 'bee.start', where it last was."
    ]
    assert game.view.text == "B."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "damaged, or it is no saved game"), (b"{", "damaged"), (b"[]", "damaged"), (b"null", "damaged"), (b"\xff\xfe", "damaged"), (b"\x00" * 100, "damaged"),
        (b'{"format": "1"}', "damaged"), (b'{"format": 1}', "damaged"), (b'{"format": 0}', "damaged"), (b'{"format": -3}', "damaged"), (b"{}", "damaged"),
        (b'{"format": 3}', "newer version"), (b'{"format": 99, "more": true}', "newer version"), (b"[" * 100_000, "damaged"), (CONTENT[:-40], "damaged"),
        (CONTENT.replace(b'"seed": 3', b'"seed": "3"'), "damaged at 'state.seed'"), (CONTENT.replace(b'"draws"', b'"drawn "'), "damaged"), (CONTENT.replace(b'"playtime": 90', b'"playtime": -1'), "damaged at 'playtime'"),
        (b" " * (MOST_BYTES + 1), "larger than any game"), (CONTENT.replace(b"A name", b"\xff"), "damaged"),
    ],
)  # fmt: skip
def test_anything_else_is_answered_by_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(SaveError, match=words) as caught:
        decode(content)
    assert str(caught.value).endswith((".", ")."))
    assert "`" not in str(caught.value)


def opened(content: bytes) -> None:
    """Open it or refuse it; nothing else may happen, and what opens can be looked at and kept."""
    try:
        game, notes = unpack(decode(content), STORY)
    except SaveError as error:
        sentence = str(error)
    else:
        assert game.view.text or game.view.choices
        assert all(str(note).endswith(".") for note in notes)
        encode(pack(game, "again", ""))
        return
    assert sentence.endswith(".")


@given(
    st.integers(0, len(CONTENT)),
    st.integers(0, 12),
    st.binary(max_size=6) | st.sampled_from([b"0", b"1", b'"', b"}", b"-", b"true", b"null"]),
)
def test_a_damaged_save_is_opened_or_refused(place: int, cut: int, put: bytes) -> None:
    opened(UNSUMMED[:place] + put + UNSUMMED[place + cut :])


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_a_byte_that_changed_is_seen(place: int, flip: int) -> None:
    changed = bytearray(CONTENT)
    changed[place] ^= flip
    try:
        game = decode(bytes(changed))
    except SaveError:
        return
    assert game == decode(CONTENT)  # white space between two words, or the same letter written another way


def test_a_file_that_was_laid_out_anew_is_the_same_game() -> None:
    document = json.loads(CONTENT)
    assert decode(json.dumps(document, indent=4).encode()) == decode(CONTENT)
    assert decode(json.dumps(document, sort_keys=True).encode()) == decode(CONTENT)


def test_a_file_that_was_changed_by_hand_opens_without_its_checksum() -> None:
    with pytest.raises(DamagedError, match="its checksum does not fit"):
        decode(CONTENT.replace(b"A name", b"B name"))
    assert decode(UNSUMMED.replace(b"A name", b"B name")).name == "B name"


def test_a_newer_file_is_not_called_damaged() -> None:
    with pytest.raises(SaveError) as caught:
        decode(b'{"format": 3}')
    assert not isinstance(caught.value, DamagedError)


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**66), 2**66),
    st.text(max_size=8),
    st.just([]),
    st.just({}),
    st.sampled_from(["the-shore", "the-tower.lamp", "the-shore.start.call", "+"]),
)


@given(st.data())
def test_a_save_with_other_values_is_opened_or_refused(data: st.DataObject) -> None:
    saved: Any = json.loads(UNSUMMED)
    for _ in range(data.draw(st.integers(1, 3))):
        inside = saved
        for _ in range(data.draw(st.integers(0, 2))):
            deeper = [
                value
                for value in (inside.values() if isinstance(inside, dict) else inside)
                if isinstance(value, dict | list) and value
            ]
            if not deeper:
                break
            inside = data.draw(st.sampled_from(deeper))
        key = data.draw(st.sampled_from(list(inside) if isinstance(inside, dict) else list(range(len(inside)))))
        inside[key] = data.draw(VALUES)
    opened(json.dumps(saved).encode())


def test_a_game_too_large_to_be_opened_is_not_kept(lantern: Story) -> None:
    game = Session.new(lantern, 1)
    steps = [Step("the-shore.start", "call", "x" * 1000)] * (MOST_BYTES // 1000)
    with pytest.raises(SaveError, match="more than can be opened again"):
        encode(msgspec.structs.replace(pack(game, "x", ""), log=steps))


def test_long_words_of_a_story_do_not_spoil_its_saves(tmp_path: Path) -> None:
    scenes = {"a": f"title: {'T' * 3000}\ntext: {'P' * 3000}.\nchoices:\n  - {{text: Stay.}}"}
    story = load_story(write_story(tmp_path, scenes, story=f"id: {'i' * 3000}\nversion: {'v' * 3000}\n"))
    game, notes = unpack(decode(encode(pack(Session.new(story, 1), "x", ""))), story)
    assert (game.state.beat, notes) == ("a.start", [])
