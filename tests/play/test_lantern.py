"""The lantern, played from its first line to each of its endings by recorded choices."""

from __future__ import annotations

import pytest

from game.play import achievements, marks, remembered
from game.story import Story
from game.story.markup import plain
from tests.play.playing import play, value

TO_THE_LAMP = ("walk-along-the-shingle", "continue", "call", "go-and-light-the-lamp")


@pytest.mark.parametrize(
    ("road", "ending", "marked"),
    [
        ((*TO_THE_LAMP, "light-it"), "lit", {"s04": "stands"}),
        (("call", "ask-him-about-the-light", "say-nothing", "light-it"), "lit", {"s01": "stands", "s04": "stands"}),
        (("untie-the-boat", "call", "ask-him-about-the-light", "did-it-ever-fail", "look-for-more-oil", "continue", "light-it"), "lit", {"s01": "struck", "s02": "strained", "s04": "stands"}),
    ],
)  # fmt: skip
def test_roads_to_the_endings(lantern: Story, road: tuple[str, ...], ending: str, marked: dict[str, str]) -> None:
    game = play(lantern, *road)
    assert game.view.is_ending
    assert game.view.scene.id == ending
    assert marks(lantern, game.state) == marked


def test_the_first_page(lantern: Story) -> None:
    view = play(lantern).view
    assert plain(view.text).startswith("The tide has gone out and left you here, with a can of oil and a light")
    assert [choice.text for choice in view.choices] == [
        "Count the gulls.", "Untie the boat.", "Try the door of the tower.", "Walk along the shingle.", "Call for the keeper.",
    ]  # fmt: skip
    assert view.choices[2].odds == 40


def test_what_is_found_and_remembered(lantern: Story) -> None:
    game = play(lantern, "count-the-gulls", "untie-the-boat")
    assert achievements(lantern, game.state) == ["gull-watcher"]
    assert remembered(lantern, game.state) == ["You let the boat go before you knew what it was for."]
    assert (value(game, "courage"), value(game, "boat")) == (1, "adrift")
    assert game.view.text == "It goes out with the tide, adrift."


def test_every_state_of_many_games_survives_the_round_trip(lantern: Story) -> None:
    """A walk of 60 choices a seed; under the second run of conftest.py each passes through JSON."""
    for seed in range(20):
        game = play(lantern, seed=seed)
        for step in range(60):
            offered = [choice.id for choice in game.view.choices if choice.is_open]
            if not offered:
                break
            game.choose(offered[(seed * 7 + step * 3) % len(offered)])
        assert game.undo(min(5, game.undoable)) or not game.undoable
