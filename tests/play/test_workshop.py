"""What an author may do to a game: stand anywhere, carry anything, go on in a changed story."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.play import ChoiceError, Session
from game.play.workshop import carry, in_story, jump, value_of
from game.story import Story, load_story
from tests.building import write_story

QUALITIES = """
    oil: {meaning: what is left, range: [0, 9], start: 2}
    lit: {meaning: whether it burns}
    boat: {meaning: where it is, values: [moored, adrift]}
"""
SCENES = {
    "a": "text: A.\nenter: {add: {oil: 1}}\nchoices:\n  - {text: On., add: {oil: 1}, go: b}\n  - {text: Burn., set: {lit: true}}",
    "b": "text: B.\nchoices: [{text: Back., go: a}]\nbeats:\n  late: {text: Late., go: a}",
}


def made(folder: Path, scenes: dict[str, str] = SCENES, qualities: str = QUALITIES) -> Story:
    return load_story(write_story(folder, scenes, qualities=qualities))


def test_a_jump_arrives_as_the_story_would_and_can_be_taken_back(tmp_path: Path) -> None:
    game = Session.new(made(tmp_path), 1)
    game.choose("burn")
    jump(game, "b.late")
    assert game.view.text == "Late."
    jump(game, "a")
    oil, lit = (value_of(game, game.story.qualities[name]) for name in ("oil", "lit"))
    assert (oil, lit) == (4, True)  # entered a second time, with what was carried
    assert game.undo(2)
    assert game.view.beat.key == "a.start"
    with pytest.raises(ChoiceError, match="no scene 'c'"):
        jump(game, "c")
    assert game.undoable == 1


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("oil", " 7 ", 7), ("lit", "TRUE", True), ("lit", "false", False), ("boat", "adrift", "adrift")],
)
def test_a_quality_takes_a_value_that_it_can_hold(tmp_path: Path, name: str, text: str, value: object) -> None:
    game = Session.new(made(tmp_path), 1)
    assert carry(game, name, text) == value
    assert value_of(game, game.story.qualities[name]) == value
    game.undo()
    assert game.log == ()


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("oil", "10", "a number from 0 to 9"), ("oil", "much", "a number from 0 to 9"), ("lit", "1", "true or false"),
        ("boat", "sunk", "one of moored, adrift"), ("wind", "1", "no quality 'wind'"),
    ],
)  # fmt: skip
def test_and_no_other(tmp_path: Path, name: str, text: str, words: str) -> None:
    game = Session.new(made(tmp_path), 1)
    with pytest.raises(ChoiceError, match=words):
        carry(game, name, text)
    assert game.undoable == 0


def test_a_changed_story_keeps_every_moment(tmp_path: Path) -> None:
    game = Session.new(made(tmp_path / "old"), 1)
    game.choose("on")
    jump(game, "b.late")
    scenes = {
        "a": SCENES["a"].replace("text: A.", "text: Anew."),
        "bee": "was: b\ntext: Bee.\nchoices: [{text: Back., go: a}]",
    }
    scenes["a"] = scenes["a"].replace("go: b", "go: bee")
    new = made(tmp_path / "new", scenes)
    moved, adjustments = in_story(game, new)
    assert [str(adjustment) for adjustment in adjustments] == [
        "The place 'b.late' is gone from the story; the game stands at 'bee.start'."
    ]
    assert (moved.view.text, moved.undoable) == ("Bee.", 2)
    moved.undo(2)
    assert moved.view.text == "Anew."
    moved.choose("on")
    assert value_of(moved, new.qualities["oil"]) == 4
