"""The road: its stays, and the doors that stayed closed beside it."""

from __future__ import annotations

from game.play import Door, is_whole, road
from game.story import Story
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play
from tests.play.test_journal import ROAD, without_past

HALL = """
    title: Hall
    text: A hall.
    choices:
      - {text: To the left., go: b}
      - {text: To the right., go: c}
      - {text: Look about., reply: Doors.}
      - {text: Down., go: end, if: n >= 2, locked: The trap is bolted.}
      - {text: Unseen., go: end, if: n >= 9}
      - {text: Wait., sticky: true, add: {n: 1}, reply: You wait.}
"""
COUNT = "n: {meaning: m, range: [0, 9]}"
ROOMS = {
    "a": HALL,
    "b": "title: B\ntext: B.\nchoices: [{text: Back., go: a}, {text: On., go: c}]",
    "c": OVER,
    "end": OVER,
}


def test_the_stops_in_order_with_what_was_chosen(lantern: Story) -> None:
    stays = road(play(lantern, *ROAD))
    assert [(stay.scene.title, stay.moment, str(stay.date)) for stay in stays] == [
        ("The Shore", 0, "1 May 1902"), ("The Tower", 2, "2 May 1902"), ("Lit", 5, "3 May 1902"),
    ]  # fmt: skip
    assert stays[0].taken == ("Untie the boat.", "Call for the keeper.")
    assert stays[2].taken == ()


def test_doors_are_what_was_seen_and_never_taken(story_of: StoryMaker) -> None:
    game = play(story_of(ROOMS, qualities=COUNT), "look-about", "to-the-left")
    first, second = road(game)
    assert first.doors == (Door("To the right."), Door("Down.", "The trap is bolted."), Door("Wait."))
    assert second.doors == ()


def test_where_a_door_leads_makes_no_difference(story_of: StoryMaker) -> None:
    """To leave out the door to a room that was come to otherwise would tell where it leads."""
    game = play(story_of(ROOMS, qualities=COUNT), "to-the-left", "on")
    assert Door("To the right.") in road(game)[0].doors


def test_what_can_still_be_chosen_is_not_left(story_of: StoryMaker) -> None:
    game = play(story_of(ROOMS, qualities=COUNT), "look-about")
    assert road(game)[0].doors == (Door("Down.", "The trap is bolted."),)


def test_a_door_that_came_open_was_open(story_of: StoryMaker) -> None:
    game = play(story_of(ROOMS, qualities=COUNT), "wait", "wait", "to-the-left")
    assert Door("Down.") in road(game)[0].doors


def test_a_scene_come_to_again_is_another_stop_and_its_door_may_be_opened_then(story_of: StoryMaker) -> None:
    game = play(story_of(ROOMS, qualities=COUNT), "to-the-left", "back", "to-the-right")
    stays = road(game)
    assert [(stay.scene.id, stay.is_again) for stay in stays] == [
        ("a", False), ("b", False), ("a", True), ("c", False),
    ]  # fmt: skip
    assert Door("To the right.") not in stays[0].doors
    assert stays[1].doors == (Door("On."),)


def test_a_visit_is_a_stop_of_its_own(lantern: Story) -> None:
    game = play(lantern, "call", "go-and-light-the-lamp", "look-for-more-oil", "continue", "light-it")
    assert [stay.scene.title for stay in road(game)] == ["The Shore", "The Tower", "The Cellar", "The Tower", "Lit"]


def test_only_what_can_be_gone_back_to_is_known(lantern: Story) -> None:
    game = without_past(lantern, *ROAD[:3])
    assert [stay.scene.title for stay in road(game)] == ["The Tower"]
    assert not is_whole(game)
    assert is_whole(play(lantern, *ROAD))
