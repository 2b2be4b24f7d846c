"""The road of a life: which stays are stops, in what order, and what a story told from a later day does to it."""

from __future__ import annotations

from game.play import Session, Step, Stop, journey, legs, of_chapter, stop_at
from game.story import Story
from tests.conftest import StoryMaker
from tests.play.playing import play

PLACES = """
paris: {name: Paris, text: A town., longitude: "2.35", latitude: "48.83"}
train: {name: The train, text: It moves.}
neva: {name: Old Neva, text: A town., longitude: "30.3", latitude: "59.9", names: {"1703": Neva, "1914": New Neva}}
almaty: {name: Almaty, text: A town., longitude: "76.95", latitude: "43.25"}
bad: {name: Nowhere, text: A town., longitude: east, latitude: "43.25"}
high: {name: Too high, text: A town., longitude: "10", latitude: "91"}
"""


def road(story_of: StoryMaker, *days: str) -> Story:
    """A story that goes from scene to scene; each is 'place date', with '!' before it if it leaps back."""
    scenes = {}
    for number, day in enumerate(days):
        place, date = [*day.lstrip("!").split(), ""][:2]
        lines = [f"title: Scene {number}", "text: Here."]
        lines += [f"place: {place}"] if place != "-" else []
        lines += [f"date: {date}"] if date else []
        lines += ["flashback: true"] if day.startswith("!") else []
        lines += [f"go: s{number + 1}"] if number + 1 < len(days) else ["ending: true"]
        scenes[f"s{number}"] = "\n".join(lines)
    return story_of(scenes, files={"codex/places.yaml": PLACES})


def at_end(story: Story) -> Session:
    session = Session.new(story, 1)
    while not session.view.is_ending:
        session.choose(session.view.choices[0].id)
    return session


def names(stops: list[Stop]) -> list[str]:
    return [f"{stop.name} {stop.date or ''}".strip() for stop in stops]


def test_the_lantern_has_a_shore_and_a_tower(lantern: Story) -> None:
    session = play(lantern, at="the-shore")
    assert names(journey(session)) == ["The shore 1 May 1902"]
    session.choose("call")
    stops = journey(session)
    assert [stop.name for stop in stops] == ["The shore", "The tower"]
    assert stops[0].scene == "The Shore"
    assert [stop.is_here for stop in stops] == [False, True]
    assert stops[0].position == (-6.29, 36.53)
    assert stops[1].position is None


def test_a_stay_without_a_break_is_one_stop(story_of: StoryMaker) -> None:
    session = at_end(road(story_of, "paris 1914", "paris 1915", "- 1916", "almaty 1917", "paris 1918"))
    assert names(journey(session)) == ["Paris 1914", "Almaty 1917", "Paris 1918"]


def test_a_place_has_the_name_of_its_time(story_of: StoryMaker) -> None:
    session = at_end(road(story_of, "neva 1600", "neva 1913", "neva 1914-09"))
    assert names(journey(session)) == ["Old Neva 1600", "Neva 1913", "New Neva September 1914"]


def test_no_place_no_stop(story_of: StoryMaker) -> None:
    session = at_end(road(story_of, "- 1914", "- 1915"))
    assert journey(session) == []


def test_the_past_comes_before_the_day_it_is_told_from(story_of: StoryMaker) -> None:
    story = road(story_of, "almaty 1928-12-17", "!paris 1914-08", "neva 1917", "almaty 1928-12-17", "!paris 1918")
    session = Session.new(story, 1)
    assert [stop.is_aside for stop in journey(session)] == [False]
    for _ in range(2):
        session.choose(session.view.choices[0].id)
    stops = journey(session)
    assert names(stops) == ["Paris August 1914", "New Neva 1917", "Almaty 17 December 1928"]
    assert [stop.is_aside for stop in stops] == [False, False, True]
    assert [stop.is_here for stop in stops] == [False, True, False]
    assert [(start.name, end.name) for start, end in legs(stops)] == [("Paris", "New Neva")]
    stops = journey(at_end(story))
    assert names(stops) == ["Paris August 1914", "New Neva 1917", "Paris 1918", "Almaty 17 December 1928"]


def test_the_road_that_comes_there_makes_an_aside_a_stop(story_of: StoryMaker) -> None:
    days = ["almaty 1928-12-17", "!paris 1914", "almaty 1928-05", "almaty 1928-12-17"]
    stops = journey(at_end(road(story_of, *days)))
    assert names(stops) == ["Paris 1914", "Almaty May 1928"]
    assert not any(stop.is_aside for stop in stops)
    assert len(legs(stops)) == 1


def test_dates_that_only_may_be_earlier_stay_as_they_were_played(story_of: StoryMaker) -> None:
    session = at_end(road(story_of, "paris 1917-01-15", "neva 1917-01", "almaty 1917", "paris 1917-01-20"))
    assert [stop.place for stop in journey(session)] == ["paris", "neva", "almaty", "paris"]


def test_the_road_passes_over_what_is_on_no_map(story_of: StoryMaker) -> None:
    stops = journey(at_end(road(story_of, "paris 1914", "train 1915", "bad 1916", "high 1917", "neva 1918")))
    assert len(stops) == 5
    assert [stop.position is None for stop in stops] == [False, True, True, True, False]
    assert [(start.place, end.place) for start, end in legs(stops)] == [("paris", "neva")]


def test_a_chapter_has_its_own_stops_and_not_the_place_it_is_told_from(story_of: StoryMaker) -> None:
    stops = [
        Stop("a", "A", None, chapters=("1",)),
        Stop("b", "B", None, chapters=("1", "2")),
        Stop("c", "C", None, chapters=("2",), is_aside=True),
    ]
    assert [stop.name for stop in of_chapter(stops, "2")] == ["B"]
    assert [stop.name for stop in of_chapter(stops, "1")] == ["A", "B"]
    here = Stop("c", "C", None, chapters=("2",), is_aside=True, is_here=True)
    assert [stop.name for stop in of_chapter([*stops[:2], here], "2")] == ["B", "C"]


def test_a_game_without_its_past_has_the_road_of_its_log(story_of: StoryMaker) -> None:
    story = road(story_of, "paris 1914", "neva 1915", "almaty 1916")
    whole = at_end(story)
    log = list(whole.log)
    assert names(journey(Session(story, [whole.state], log))) == names(journey(whole))
    gone = [Step("gone.beat", "on"), *log[1:]]
    assert names(journey(Session(story, [whole.state], gone))) == ["New Neva 1915", "Almaty 1916"]


def test_any_place_of_the_story_can_be_a_stop(lantern: Story) -> None:
    assert stop_at(lantern, "shore") == Stop("shore", "The shore", (-6.29, 36.53))
    assert stop_at(lantern, "nowhere") == Stop("nowhere", "", None)
