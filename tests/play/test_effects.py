"""What choices and arrivals change: qualities within their range, marks, lines to remember, things found."""

from __future__ import annotations

import pytest

from game.play import achievements, carried, marks, remembered
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play, text, value

QUALITIES = """
    oil: {meaning: what is left, name: Oil, range: [0, 5], start: 2, words: {0: none, 1: a little, 3: enough}, shown: true}
    debt: {meaning: what you owe, range: [-9, 9], start: 0, shown: debt != 0}
    lit: {meaning: whether it burns, shown: lit}
    boat_kept: {meaning: where the boat is, values: {moored: moored at the jetty, adrift: adrift}, shown: true}
    mood: {meaning: how you feel, values: [at-peace, sea_sick], start: sea_sick, shown: true}
"""


def hub(*choices: str) -> dict[str, str]:
    """A scene with these choices, each of which stays."""
    return {"a": "text: Well?\nchoices:\n" + "".join(f"  - {{{choice}, sticky: true}}\n" for choice in choices)}


@pytest.mark.parametrize(
    ("effect", "quality", "expected"),
    [
        ("add: {oil: 9}", "oil", 5), ("add: {oil: -9}", "oil", 0), ("add: {oil: +1}", "oil", 3), ("add: {oil: 0}", "oil", 2),
        ("set: {oil: 99}", "oil", 5), ("set: {oil: -99}", "oil", 0), ("set: {oil: oil + debt}", "oil", 2), ("add: {oil: oil * oil}", "oil", 5),
        ("set: {debt: '1000000 * 1000000'}", "debt", 9), ("add: {debt: 0 - oil}", "debt", -2), ("set: {lit: true}", "lit", True),
        ("set: {lit: oil > 1}", "lit", True), ("set: {lit: not lit}", "lit", True), ("set: {lit: oil in (1 ,)}", "lit", False),
        ("set: {boat_kept: adrift}", "boat_kept", "adrift"), ("set: {oil: 1}, add: {oil: 1}", "oil", 2),
        ("set: {debt: 3}, add: {oil: debt}", "oil", 5), ("do: [{if: lit, add: {oil: 1}}, {if: not lit, add: {oil: 2}}]", "oil", 4),
        ("set: {lit: true}, do: [{if: lit, add: {oil: 1}}]", "oil", 3), ("do: [{set: {debt: 1}}, {if: debt == 1, set: {debt: 2}}]", "debt", 2),
    ],
)  # fmt: skip
def test_changes(story_of: StoryMaker, effect: str, quality: str, expected: int | bool | str) -> None:
    effect = effect.replace("oil in (1 ,)", "'oil in (1, 3)'")
    game = play(story_of(hub(f"text: Do., {effect}"), qualities=QUALITIES), "do")
    assert value(game, quality) == expected
    assert type(value(game, quality)) is type(expected)


def test_effects_on_arriving_at_a_scene_and_at_a_beat(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                enter: {add: {oil: 1}}
                text: Oil {oil}.
                choices:
                  - {text: Top., go: a}
                  - {text: Beat., go: below}
                  - {text: Away., go: b}
                beats:
                  below:
                    enter: [{if: oil >= 4, add: {debt: 1}}, {add: {debt: 2}}]
                    text: Debt {debt}.
                    choices:
                      - {text: Up., go: start}
                      - {text: Own., go: below}
            """,
            "b": "enter: {set: {lit: true}}\ntext: B.\ngo: a.below",
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert text(game) == "Oil 3."
    game.choose("beat")
    assert (value(game, "oil"), value(game, "debt")) == (3, 2)  # a beat of the same scene does not enter it
    game.choose("up")
    assert value(game, "oil") == 4  # its top does
    game.choose("beat")
    assert value(game, "debt") == 5
    game.choose("own")
    assert (value(game, "oil"), value(game, "debt")) == (4, 8)
    game = play(story, "away", "continue")
    assert (value(game, "oil"), value(game, "debt"), value(game, "lit")) == (4, 3, True)  # from elsewhere, it enters


def test_marks_stand_in_the_order_of_the_source_and_the_last_one_counts(story_of: StoryMaker) -> None:
    scenes = hub("text: One., mark: {s03: struck, s01: stands}", "text: Two., mark: {s03: strained}")
    story = story_of(scenes, source=True)
    game = play(story, "one")
    assert list(marks(story, game.state).items()) == [("s01", "stands"), ("s03", "struck")]
    game.choose("two")
    assert marks(story, game.state) == {"s01": "stands", "s03": "strained"}
    assert game.marked_at(2) == {"s03": "strained"}
    assert game.marked_at(1) == {"s01": "stands", "s03": "struck"}
    assert marks(story_of(hub("text: X.")), play(story_of(hub("text: X."))).state) == {}


def test_lines_are_remembered_once_in_the_order_they_were_earned(story_of: StoryMaker) -> None:
    scenes = hub(
        "text: One., remember: {one: First {boat_kept}.}",
        "text: Two., remember: Second.",
        "text: Both., remember: {two: 'Third.', one: 'First {boat_kept}.'}",
        "text: Drift., set: {boat_kept: adrift}",
    )
    scenes["a"] = scenes["a"].replace("First {boat_kept}.}", "'First {boat_kept}.'}")
    story = story_of(scenes, qualities=QUALITIES)
    game = play(story, "two", "one", "two", "both")
    assert remembered(story, game.state) == ["Second.", "First moored at the jetty.", "Third."]
    game.choose("drift")
    assert remembered(story, game.state) == ["Second.", "First adrift.", "Third."]


def test_things_found(story_of: StoryMaker) -> None:
    scenes = hub("text: Gulls., achieve: gulls", "text: Both., achieve: [seal, gulls]")
    story = story_of(scenes, achievements="seal: {title: A seal}\ngulls: {title: Gulls}\n")
    assert achievements(story, play(story, "gulls").state) == ["gulls"]
    assert achievements(story, play(story, "gulls", "both", "both").state) == ["seal", "gulls"]


def test_what_is_carried_is_shown_in_words(story_of: StoryMaker) -> None:
    story = story_of(
        hub("text: Use., add: {oil: -1}", "text: Owe., add: {debt: -3}", "text: Light., set: {lit: true}"),
        qualities=QUALITIES,
    )
    game = play(story)

    def panel() -> list[tuple[str, str]]:
        return [(each.name, each.words) for each in carried(story, game.state)]

    assert panel() == [("Oil", "a little"), ("Boat kept", "moored at the jetty"), ("Mood", "sea sick")]
    for choice in ("use", "use", "owe", "light"):
        game.choose(choice)
    assert panel() == [
        ("Oil", "none"),
        ("Debt", ""),
        ("Lit", "yes"),
        ("Boat kept", "moored at the jetty"),
        ("Mood", "sea sick"),
    ]
    assert {each.meaning for each in carried(story, game.state)} >= {"what is left"}


def test_two_enumerations_may_share_a_word(story_of: StoryMaker) -> None:
    story = story_of(
        {"a": "text: '{boat} {ship} {\"moored\" if true else boat}'\nending: true"},
        qualities="boat: {meaning: x, values: {moored: at the jetty}}\nship: {meaning: x, values: {moored: at anchor}}",
    )
    assert text(play(story)) == "at the jetty at anchor moored"


def test_conditions_ask_about_the_past(story_of: StoryMaker) -> None:
    asks = "{seen('b')} {times('b')} {times('b.two')} {seen('start')} {chosen('go')} {chosen('b.back')} {marks('struck')} {mark('s01')} {remembers('line')} {achieved('gulls')}"
    story = story_of(
        {
            "a": f'text: "{asks}"\nchoices:\n  - {{text: Go., go: b}}\n  - {{text: End., go: c}}\n',
            "b": "enter: {mark: {s01: struck}, remember: {line: Kept.}, achieve: gulls}\nchoices:\n  - {text: Back., go: a}\n  - {text: On., go: two}\nbeats:\n  two: {text: Two., go: a}\n",
            "c": OVER,
        },
        source=True,
        achievements="gulls: {title: Gulls}\n",
    )
    game = play(story)
    assert text(game) == "no 0 0 yes no no 0  no no"
    for choice in ("go", "back"):
        game.choose(choice)
    assert text(game) == "yes 1 0 yes yes yes 1 struck yes yes"
    for choice in ("go", "on", "continue"):
        game.choose(choice)
    assert text(game) == "yes 2 1 yes yes yes 1 struck yes yes"
