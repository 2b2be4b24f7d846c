"""Where a choice leads: to scenes and beats, on visits and back, by decks; and what date and place it is there."""

from __future__ import annotations

import pytest

from game.play import ChoiceError, Session, date, place
from game.play.engine import MOST_VISITS
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play, shown, text, value

QUALITIES = "oil: {meaning: what is left, range: [0, 99]}\nlit: {meaning: whether it burns}\n"


def test_targets_are_beats_of_the_scene_first_then_scenes(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: Top.
                choices:
                  - {text: One., go: b}
                  - {text: Two., go: b.start}
                  - {text: Three., go: b.far}
                  - {text: Four., go: a}
                beats:
                  b: {text: Own beat., go: start}
            """,
            "b": "text: Scene.\nbeats:\n  far: {text: Far., go: a.b}",
        }
    )
    assert [play(story, choice).state.beat for choice in ("one", "two", "three", "four")] == [
        "a.b",
        "b.start",
        "b.far",
        "a.start",
    ]
    assert play(story, "three", "continue").state.beat == "a.b"


HOUSE = {
    "a": """
        enter: {add: {oil: 1}}
        text: Hall.
        choices:
          - {text: Look., visit: cellar}
          - {text: Fetch., visit: cellar, go: stairs}
          - {text: Move., visit: cellar, go: b}
          - {text: Top., visit: cellar, go: a}
        beats:
          stairs: {text: Stairs., go: b}
    """,
    "cellar": """
        text: Cellar.
        choices:
          - {text: Up., reply: You climb., go: return}
          - {text: Deeper., visit: pit}
          - {text: Break out., go: b}
    """,
    "pit": "text: Pit.",
    "b": OVER,
}
HOUSE["pit"] += "\ngo: return"


def test_a_visit_comes_back_to_where_it_began(story_of: StoryMaker) -> None:
    game = play(story_of(HOUSE, qualities=QUALITIES), "look")
    assert text(game) == "Cellar."
    game.choose("up")
    assert (text(game), game.state.beat, value(game, "oil")) == ("You climb.", "a.start", 1)
    assert game.state.visits == ()
    assert value(play(story_of(HOUSE, qualities=QUALITIES), "look", "up", "look", "up"), "oil") == 1


def test_a_visit_may_go_on_somewhere_else(story_of: StoryMaker) -> None:
    story = story_of(HOUSE, qualities=QUALITIES)
    game = play(story, "fetch", "up")
    assert (text(game), value(game, "oil")) == (
        "You climb.\n\nStairs.",
        1,
    )  # the hall was never left: not entered again
    assert play(story, "move", "up").view.is_ending
    assert value(play(story, "top", "up"), "oil") == 2


def test_a_visit_inside_a_visit(story_of: StoryMaker) -> None:
    game = play(story_of(HOUSE, qualities=QUALITIES), "fetch", "deeper")
    assert [back.beat for back in game.state.visits] == ["a.stairs", "cellar.start"]
    game.choose("continue")
    assert (text(game), game.state.beat) == ("Cellar.", "cellar.start")  # back, and no empty page
    game.choose("up")
    assert game.state.beat == "a.stairs"
    game = play(story_of(HOUSE, qualities=QUALITIES), "look", "break-out")
    assert game.view.is_ending


def test_visits_without_end_can_still_be_left(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": "text: Hall.\nchoices:\n  - {text: Down., visit: b}\n  - {text: End., go: c}",
            "b": "text: Stairs.\nchoices:\n  - {text: Down., visit: b}\n  - {text: Up., go: return}",
            "c": OVER,
        }
    )
    game = play(story, *["down"] * (MOST_VISITS + 40))
    assert len(game.state.visits) == MOST_VISITS
    for _ in range(MOST_VISITS):
        game.choose("up")
    assert game.state.beat == "a.start"
    assert game.state.visits == ()


def test_there_is_no_way_back_from_where_one_began(story_of: StoryMaker) -> None:
    story = story_of(HOUSE, qualities=QUALITIES)
    for begun in ("cellar", "pit"):
        game = play(story, at=begun)
        assert {"up", "continue"}.isdisjoint(shown(game))
    with pytest.raises(ChoiceError, match="not offered"):
        play(story, "continue", at="pit")
    assert play(story, at="pit").view.is_stuck


DECK = {
    "walk": "text: Walk.\nchoices:\n  - {text: Draw., draw: d}\n  - {text: Further., draw: d, go: b}\n  - {text: Light., set: {lit: true}}\n  - {text: End., go: b}",
    "b": OVER,
}


def drawn(game: Session, times: int) -> list[str]:
    """What each of so many draws gave, '' where nothing came."""
    found = []
    for _ in range(times):
        game.choose("draw")
        found.append("" if game.state.beat == "walk.start" else game.state.beat.split(".")[0])
        if found[-1]:
            game.choose("continue")
    return found


def test_a_deck_gives_only_what_may_come(story_of: StoryMaker) -> None:
    story = story_of(
        {**DECK, "x": "deck: d\ntext: X.\nwhen: lit", "y": "deck: d\ntext: Y.\nonce: true"}, qualities=QUALITIES
    )
    game = play(story)
    assert drawn(game, 3) == ["y", "", ""]
    assert text(game) == "Walk."
    game.choose("light")
    assert drawn(game, 3) == ["x", "x", "x"]


def test_an_empty_deck_goes_on_or_stays(story_of: StoryMaker) -> None:
    story = story_of({**DECK, "x": "deck: d\ntext: X.\nwhen: lit"}, qualities=QUALITIES)
    assert play(story, "draw").state.beat == "walk.start"
    assert play(story, "further").view.is_ending
    game = play(story, "light", "further")
    assert text(game) == "X."
    game.choose("continue")
    assert game.view.is_ending


def test_priority_comes_before_weight(story_of: StoryMaker) -> None:
    scenes = {
        **DECK,
        "x": "deck: d\ntext: X.\nweight: 1000",
        "y": "deck: d\ntext: Y.\npriority: 1\nonce: true",
        "z": "deck: d\ntext: Z.\npriority: -1",
    }
    assert drawn(play(story_of(scenes, qualities=QUALITIES)), 3) == ["y", "x", "x"]


def test_weight_is_how_often(story_of: StoryMaker) -> None:
    story = story_of({**DECK, "x": "deck: d\ntext: X.\nweight: 3", "y": "deck: d\ntext: Y."}, qualities=QUALITIES)
    found = [drawn(play(story, seed=seed), 1)[0] for seed in range(400)]
    assert 260 <= found.count("x") <= 340
    assert found.count("x") + found.count("y") == 400


def test_cooling_is_counted_in_draws(story_of: StoryMaker) -> None:
    story = story_of({**DECK, "x": "deck: d\ntext: X.\ncooling: 2"}, qualities=QUALITIES)
    assert drawn(play(story), 7) == ["x", "", "", "x", "", "", "x"]


def test_a_drawn_scene_may_lead_elsewhere(story_of: StoryMaker) -> None:
    story = story_of({**DECK, "x": "deck: d\ntext: X.\ngo: b"}, qualities=QUALITIES)
    assert play(story, "draw", "continue").view.is_ending


CALENDAR = {
    "a": "date: 1917-11-07\ntime: evening\nplace: hall\ntext: A.\nchoices:\n  - {text: On., go: b}\n  - {text: Look., visit: c}\n  - {text: Later., visit: c, go: d}",
    "b": "text: B.\ngo: d",
    "c": "date: 1899\nplace: tower\nflashback: true\ntext: C.\ngo: return",
    "d": "text: D.\nending: true",
}
PLACES = {"codex/places.yaml": "hall: {name: The hall, text: Wide.}\ntower: {name: The tower, text: High.}\n"}


def test_the_date_and_the_place_last_until_others_are_told(story_of: StoryMaker) -> None:
    story = story_of(CALENDAR, files=PLACES, chapter="old_style: true")

    def told(*choices: str) -> tuple[str, str, str]:
        state = play(story, *choices).state
        when, time = date(story, state)
        return str(when), time, place(story, state)

    assert told() == ("7 November 1917", "evening", "hall")
    assert told("on") == ("7 November 1917", "", "hall")
    assert told("look") == ("1899", "", "tower")
    assert told("look", "continue") == ("7 November 1917", "evening", "hall")  # back from a flashback
    assert told("later", "continue") == ("7 November 1917", "", "hall")
    when, _ = date(story, play(story).state)
    assert when is not None
    assert (when.old_style, when.weekday) == ("[25 October]", "Wednesday")


def test_a_story_need_not_tell_either(story_of: StoryMaker) -> None:
    story = story_of({"b": OVER})
    assert date(story, play(story).state) == (None, "")
    assert place(story, play(story).state) == ""


def test_who_comes_back_from_a_visit_reads_the_text_for_later(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": "text: [{first: New., then: Known.}]\nchoices:\n  - {text: Down., visit: b}\n  - {text: Again., go: a}",
            "b": "text: Below.\ngo: return",
        }
    )
    assert play(story, "down", "continue").view.text == "Known."
    assert play(story, "again").view.text == "Known."
    assert play(story).view.text == "New."
