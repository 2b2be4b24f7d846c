"""A game from its beginning: its log, undo, replay, pages of the past, going on from a save."""

from __future__ import annotations

import pytest

from game.play import ChoiceError, Session, Step, replay
from game.story import Story
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play, shown

ROAD = (
    "count-the-gulls",
    "untie-the-boat",
    "walk-along-the-shingle",
    "continue",
    "call",
    "ask-him-about-the-light",
    "did-it-ever-fail",
    "light-it",
)


def test_a_choice_that_cannot_be_taken_changes_nothing(lantern: Story) -> None:
    game = play(lantern, "untie-the-boat")
    before = (game.state, game.log, game.view)
    with pytest.raises(ChoiceError, match="It is adrift already"):
        game.choose("untie-the-boat")
    assert (game.state, game.log, game.view) == before


def test_the_log_says_where_what_and_when(lantern: Story) -> None:
    game = play(lantern)
    game.choose("count-the-gulls", "1902-05-01T20:00:00Z")
    game.choose("call")
    assert game.log == (
        Step("the-shore.start", "count-the-gulls", "1902-05-01T20:00:00Z"),
        Step("the-shore.start", "call"),
    )


def test_undo_gives_back_each_state(lantern: Story) -> None:
    game = play(lantern)
    states = [game.state]
    for choice in ROAD:
        game.choose(choice)
        states.append(game.state)
    assert game.view.is_ending
    assert game.undoable == len(ROAD)
    assert game.undo(3)
    assert game.state == states[-4]
    assert len(game.log) == len(ROAD) - 3
    for choice in ROAD[-3:]:
        game.choose(choice)
    assert game.state == states[-1]
    for number in range(len(ROAD) - 1, -1, -1):
        assert game.undo()
        assert game.state == states[number]
    assert not game.undo()
    assert not game.undo(0)
    assert not game.undo(-1)
    assert not play(lantern, "call").undo(2)


def test_a_log_played_again_gives_the_same_states(lantern: Story) -> None:
    for seed in range(5):
        game = play(lantern, *ROAD[:3], seed=seed)
        states = replay(lantern, seed, game.log)
        assert states is not None
        assert states[-1] == game.state
        assert len(states) == 4


@pytest.mark.parametrize(
    "log",
    [
        [Step("the-shore.start", "fly")], [Step("the-tower.start", "call")], [Step("the-shore.start", "call"), Step("the-shore.start", "call")],
        [Step("nowhere.start", "call")], [Step("", "")], [Step("the-shore.start", "untie-the-boat")] * 2,
    ],
)  # fmt: skip
def test_a_log_of_another_story_is_not_played(lantern: Story, log: list[Step]) -> None:
    assert replay(lantern, 1, log) is None
    assert replay(lantern, 1, [], began="nowhere") is None


def test_pages_show_the_past_with_what_was_chosen(lantern: Story) -> None:
    game = play(lantern, *ROAD)
    pages = game.pages()
    assert [page.number for page in pages] == list(range(len(ROAD) + 1))
    assert [page.chosen for page in pages][:2] == ["Count the gulls.", "Untie the boat."]
    assert pages[-1].chosen == ""
    assert pages[2].marked == {"s02": "strained"}
    assert pages[3].marked == {}
    assert pages[7].marked == {"s01": "struck"}
    assert pages[8].view == game.view
    assert [page.number for page in game.pages(7)] == [7, 8]


def test_going_on_from_a_save_can_be_taken_back(lantern: Story) -> None:
    game = play(lantern, *ROAD[:4])
    resumed = Session.resume(lantern, game.state, game.log)
    assert resumed.undoable == 4
    assert resumed.undo(4)
    assert resumed.state == play(lantern).state


def test_going_on_where_the_log_leads_elsewhere(lantern: Story) -> None:
    game = play(lantern, *ROAD[:4])
    stale = [*game.log[:-1], Step("gone.start", "gone")]
    resumed = Session.resume(lantern, game.state, stale)
    assert resumed.state == game.state
    assert resumed.undoable == 0
    assert not resumed.undo()
    resumed.choose("call")
    assert [page.chosen for page in resumed.pages()] == ["Call for the keeper.", ""]
    assert len(resumed.log) == 5
    assert resumed.undo()
    assert resumed.state == game.state


def test_a_game_begun_elsewhere_is_played_again_from_there(lantern: Story) -> None:
    game = play(lantern, "go-and-light-the-lamp", at="the-tower")
    resumed = Session.resume(lantern, game.state, game.log, game.began)
    assert resumed.undoable == 1


def test_states_and_log_must_fit() -> None:
    with pytest.raises(ValueError, match="one state more"):
        Session(None, [], [])  # type: ignore[arg-type]


def test_two_games_do_not_touch(story_of: StoryMaker) -> None:
    story = story_of({"a": "text: A.\nchoices:\n  - {text: On., go: b}\n  - {text: Stay.}", "b": OVER})
    one, two = play(story), play(story)
    one.choose("stay")
    assert shown(two) == ["on", "stay"]
    assert two.log == ()
