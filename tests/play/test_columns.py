"""The source in three columns: what made each mark, and when the record may be told."""

from __future__ import annotations

import pytest
from msgspec import structs

from game.play import Row, Session, makers, three_columns
from game.saves import AUTOSAVE, pack, unpack
from game.story import Story
from tests.conftest import StoryMaker
from tests.play.playing import play

ROAD = ("untie-the-boat", "call", "ask-him-about-the-light", "did-it-ever-fail", "light-it")


def told(session: Session) -> dict[str, tuple[str, str]]:
    """Of each mark what made it: where, and the words of the choice."""
    return {name: (maker.where, maker.choice) for name, maker in makers(session).items()}


def row(session: Session, name: str) -> Row:
    """The row of one sentence."""
    return next(row for row in three_columns(session) if row.name == name)


def test_a_mark_is_made_by_a_choice_or_by_arriving(lantern: Story) -> None:
    game = play(lantern, *ROAD)
    assert told(game) == {
        "s02": ("1 May 1902, The Shore", "Untie the boat."),
        "s01": ("2 May 1902, The Tower", "Did it ever fail?"),
        "s04": ("3 May 1902, Lit", ""),
    }


def test_the_beginning_can_make_a_mark(story_of: StoryMaker) -> None:
    story = story_of({"a": "title: Dawn\ntext: A.\nenter: {mark: {s01: stands}}\nending: true"}, source=True)
    assert told(play(story)) == {"s01": ("Dawn", "")}


def test_nothing_is_said_of_sentences_without_a_mark(lantern: Story) -> None:
    assert told(play(lantern)) == {}
    rows = three_columns(play(lantern))
    assert [row.name for row in rows] == ["t01", "s01", "s02", "s03", "s04"]
    assert {(row.mark, row.maker) for row in rows} == {("", None)}


AGAIN = """
    text: A.
    choices:
      - {text: 'Strike {n}.', id: strike, sticky: true, reply: Struck., add: {n: 1}, mark: {s01: struck}}
      - {text: Strain., sticky: true, reply: Strained., mark: {s01: strained}}
      - {text: Leave., go: b}
      - {text: Strike and leave., mark: {s01: struck}, go: b}
"""
MARKING = "title: B\ntext: B.\nenter: {mark: {s01: struck}}\nchoices: [{text: Back., go: a}]"
COUNT = "n: {meaning: m, range: [1, 9]}"


@pytest.mark.parametrize(
    ("choices", "maker"),
    [
        (["strike"], "Strike 1."),
        (["strike", "strike"], "Strike 1."),  # the second changed nothing
        (["strike", "strain", "strike"], "Strike 2."),  # the label as it was read then
        (["strike", "strain"], "Strain."),
        (["strain", "leave"], ""),  # the scene went over the choice
        (["strike-and-leave"], "Strike and leave."),  # the choice was first; the scene changed nothing
        (["strain", "strike-and-leave", "back", "strike"], "Strike and leave."),
    ],
)
def test_the_latest_change_of_a_mark_is_what_counts(story_of: StoryMaker, choices: list[str], maker: str) -> None:
    story = story_of({"a": AGAIN, "b": MARKING}, qualities=COUNT, source=True)
    assert makers(play(story, *choices))["s01"].choice == maker


@pytest.mark.parametrize("seed", range(6))
def test_a_throw_makes_the_mark_of_its_outcome(story_of: StoryMaker, seed: int) -> None:
    chance = "{odds: 50, then: {mark: {s01: stands}, go: b}, else: {mark: {s01: struck}, go: b}}"
    scenes = {"a": f"text: A.\nchoices: [{{text: Throw., chance: {chance}}}]", "b": "text: B.\nending: true"}
    game = play(story_of(scenes, source=True), "throw", seed=seed)
    assert row(game, "s01").mark in ("stands", "struck")
    assert makers(game)["s01"].choice == "Throw."


def test_taking_back_gives_the_maker_before(story_of: StoryMaker) -> None:
    game = play(
        story_of({"a": AGAIN, "b": MARKING}, qualities=COUNT, source=True), "strike", "strain", "strike", "leave"
    )
    assert makers(game)["s01"].choice == "Strike 2."
    game.undo(2)
    assert makers(game)["s01"].choice == "Strain."
    game.undo(2)
    assert makers(game) == {}


def test_asking_changes_nothing(lantern: Story) -> None:
    game = play(lantern, *ROAD)
    before = (game.state, game.states, game.log)
    assert three_columns(game) == three_columns(game)
    assert (game.state, game.states, game.log) == before


def test_a_game_that_was_kept_tells_the_same(lantern: Story) -> None:
    game = play(lantern, *ROAD)
    opened, _ = unpack(pack(game, AUTOSAVE, ""), lantern)
    assert told(opened) == told(game)


def test_a_choice_that_the_story_no_longer_has_leaves_the_mark_alone(lantern: Story) -> None:
    saved = pack(play(lantern, *ROAD[:3]), AUTOSAVE, "")
    opened, _ = unpack(
        structs.replace(saved, log=[structs.replace(saved.log[0], choice="gone"), *saved.log[1:]]), lantern
    )
    assert (row(opened, "s02").mark, row(opened, "s02").maker) == ("strained", None)
    opened.choose("did-it-ever-fail")
    assert told(opened) == {"s01": ("2 May 1902, The Tower", "Did it ever fail?")}
    opened.undo()
    assert told(opened) == {}


def test_the_record_is_told_of_marked_sentences_and_at_the_end_of_all(lantern: Story) -> None:
    game = play(lantern)
    seen: list[list[str]] = []
    for choice in ROAD:
        game.choose(choice)
        seen.append([row.name for row in three_columns(game) if row.is_told])
    assert seen == [["s02"], ["s02"], ["s02"], ["s01", "s02"], ["t01", "s01", "s02", "s03", "s04"]]
    game.undo()
    assert not row(game, "s04").is_told


def test_a_story_without_a_source_has_no_rows(story_of: StoryMaker) -> None:
    assert three_columns(play(story_of({"a": "text: A.\nending: true"}))) == []
