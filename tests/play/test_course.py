"""How what is carried rose and fell: over the years, and by the last choice."""

from __future__ import annotations

import pytest

from game.play import changed, course
from game.story import Story
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play

OIL = "oil: {meaning: m, range: [0, 10], start: 2, words: {0: low, 5: high}, shown: true}"


def scene(date: str, go: str, oil: int, extra: str = "") -> str:
    """A scene on a day, with one way on that adds oil."""
    return f"text: T.\ndate: {date}\n{extra}choices: [{{id: go, text: Go., go: {go}, add: {{oil: {oil}}}}}]"


def test_a_point_for_each_scene_that_was_left_and_one_for_the_present(story_of: StoryMaker) -> None:
    scenes = {"a": scene("1914", "b", 1), "b": scene("1916", "c", 3), "c": scene("1918", "end", 4), "end": OVER}
    found = course(play(story_of(scenes, qualities=OIL), "go", "go"))
    assert [(str(point.date), point.values["oil"]) for point in found.points] == [("1914", 2), ("1916", 3), ("1918", 6)]
    assert found.years == (1914, 1918)
    assert found.ranges == {"oil": (0, 10)}
    assert found.levels("oil", 5) == [0.2, 0.2, 0.3, 0.3, 0.6]
    assert found.levels("oil", 1) == [0.6]


def test_the_frame_of_the_tale_is_left_out(story_of: StoryMaker) -> None:
    back = "flashback: true\n"
    scenes = {
        "a": scene("1928-12-17", "b", 1), "b": scene("1914", "c", 1, back), "c": scene("1928-12-17", "d", 1),
        "d": scene("1915", "e", 1, back), "e": scene("1929", "end", 0), "end": OVER,
    }  # fmt: skip
    game = play(story_of(scenes, qualities=OIL), "go", "go", "go", "go")
    assert [str(point.date) for point in course(game).points] == ["1914", "1915", "1929"]
    game.undo(2)
    points = course(game).points
    assert [(str(point.date), point.values["oil"]) for point in points] == [("1914", 4)]  # what is carried now
    assert course(game).levels("oil", 3) == [0.4] * 3


def test_a_story_without_dates_goes_in_equal_steps(story_of: StoryMaker) -> None:
    scenes = {
        name: f"text: T.\nchoices: [{{id: go, text: Go., go: {to}, add: {{oil: 1}}}}]" for name, to in ("ab", "bc")
    }
    found = course(play(story_of({**scenes, "c": OVER}, qualities=OIL), "go", "go"))
    assert found.years is None
    assert found.levels("oil", 3) == [0.2, 0.3, 0.4]


def test_what_was_not_shown_then_has_no_height(lantern: Story) -> None:
    found = course(play(lantern, "count-the-gulls", "call"))
    assert found.levels("courage", 4) == [None, None, None, pytest.approx(4 / 6)]


def test_flags_and_names_have_no_course(story_of: StoryMaker) -> None:
    story = story_of(
        {"a": OVER}, qualities="f: {meaning: m, shown: true}\nv: {meaning: m, values: [x, y], shown: true}"
    )
    assert course(play(story)).ranges == {}


def test_a_changed_word_is_told_until_the_next_choice(story_of: StoryMaker) -> None:
    text = "text: T.\nchoices: [{text: Some., sticky: true, reply: R., add: {oil: 2}}, {text: None., reply: R.}]"
    game = play(story_of({"a": text}, qualities=OIL))
    seen = []
    for choice in ("some", "some", "none"):
        assert changed(game) == changed(game)
        game.choose(choice)
        seen.append((changed(game), changed(game, figures=True)))
    oil = frozenset({"oil"})
    assert seen == [(frozenset(), oil), (oil, oil), (frozenset(), frozenset())]
    assert changed(play(game.story)) == frozenset()


def test_what_comes_into_the_panel_is_new_there(lantern: Story) -> None:
    assert changed(play(lantern, "call")) == {"courage"}
    assert changed(play(lantern, "call", "ask-him-about-the-light")) == frozenset()
