"""Choices: which are shown, which are shut and why, how often they can be taken, and what opens when they are."""

from __future__ import annotations

import pytest

from game.play import ChoiceError, Session, historical_choice
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play, shown, text

QUALITIES = "oil: {meaning: what is left, range: [0, 5], start: 2}\nlit: {meaning: whether it burns}\n"


def test_ids_are_given_or_made_of_the_words(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: Well?
                choices:
                  - {text: Walk the *last* kilometre., go: b}
                  - {text: "Don’t look at the Captain’s boots!", go: b}
                  - {text: Встать и уйти., go: b}
                  - {text: Walk., id: x1, go: b}
                  - {text: One word that goes on and on until the id has to end somewhere sensible, go: b}
            """,
            "b": OVER,
        }
    )
    assert shown(play(story)) == [
        "walk-the-last-kilometre", "dont-look-at-the-captains-boots", "встать-и-уйти", "x1",
        "one-word-that-goes-on-and-on-until-the-id-has",
    ]  # fmt: skip


def test_a_condition_hides_and_locked_says_why(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: Well?
                choices:
                  - {text: Hidden., if: oil >= 3, go: b}
                  - {text: Shut., if: oil >= 3, locked: "You have {oil}.", go: b}
                  - {text: Pour., add: {oil: 1}}
            """,
            "b": OVER,
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert shown(game) == ["shut: You have 2.", "pour"]
    assert game.view.choices[0].text == "Shut."
    assert not game.view.choices[0].is_open
    for name, words in (("hidden", "not offered now"), ("shut", "You have 2."), ("nowhere", "There is: hidden, shut")):
        before = game.state
        with pytest.raises(ChoiceError, match=words):
            game.choose(name)
        assert game.state is before
    game.choose("pour")
    assert shown(game) == ["hidden", "shut"]


def test_a_scene_that_may_not_be_entered_is_not_offered(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: Well?
                choices:
                  - {text: In., go: cellar}
                  - {text: Look., visit: cellar}
                  - {text: Light it., set: {lit: true}}
            """,
            "cellar": f"when: lit\n{OVER}",
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert shown(game) == ["light-it"]
    with pytest.raises(ChoiceError, match="not offered"):
        game.choose("in")
    game.choose("light-it")
    assert shown(game) == ["in", "look"]
    assert play(story, at="cellar").view.is_ending  # to begin there is the author's own right


def test_a_choice_that_stays_is_once_unless_it_is_sticky(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: Well?
                choices:
                  - {text: Stay., reply: You stay.}
                  - {text: Stick., reply: You stick., sticky: true}
                  - {text: Leave once., once: true, go: a}
                  - {text: Leave., go: a}
                  - {text: Throw., chance: {odds: 50, then: {reply: Yes.}, else: {reply: No.}}}
                  - {text: Try., chance: {odds: 0, then: {go: b}, else: {reply: Not yet.}}}
            """,
            "b": OVER,
        }
    )
    game = play(story)
    assert shown(game) == ["stay", "stick", "leave-once", "leave", "throw", "try"]
    for choice in ("stay", "stick", "leave-once", "leave", "throw", "try"):
        game.choose(choice)
    assert shown(game) == ["stick", "leave", "try"]
    with pytest.raises(ChoiceError, match="not offered"):
        game.choose("stay")


def test_a_fallback_is_offered_only_when_nothing_else_is_open(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: Well?
                choices:
                  - {text: First., fallback: true, go: b}
                  - {text: Wait., reply: You wait.}
                  - {text: Shut., if: lit, locked: It is dark., go: b}
                  - {text: Second., fallback: true, if: oil > 2, go: b}
            """,
            "b": OVER,
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert shown(game) == ["wait", "shut: It is dark."]
    with pytest.raises(ChoiceError, match="only offered when nothing else is"):
        game.choose("first")
    game.choose("wait")
    assert shown(game) == ["shut: It is dark.", "first"]
    game.choose("first")
    assert game.view.is_ending


NESTED = """
    text: Well?
    choices:
      - text: Ask.
        reply: Ask, then.
        choices:
          - text: Who?
            reply: He says.
            choices:
              - {text: And you?, go: b}
          - {text: Nothing., go: start}
      - {text: Leave., if: chosen('nothing'), go: b}
"""


def test_a_choice_that_opens_others_puts_them_in_its_place(story_of: StoryMaker) -> None:
    game = play(story_of({"a": NESTED, "b": OVER}))
    assert shown(game) == ["ask"]
    game.choose("ask")
    assert (text(game), shown(game), game.state.beat) == ("Ask, then.", ["who", "nothing"], "a.ask")
    game.choose("who")
    assert (text(game), shown(game), game.state.beat) == ("He says.", ["and-you"], "a.who")
    game.undo()
    game.choose("nothing")
    assert shown(game) == ["ask", "leave"]


def test_an_id_of_another_place_is_stale(story_of: StoryMaker) -> None:
    game = play(story_of({"a": NESTED, "b": OVER}), "ask")
    for stale in ("ask", "leave", "a.ask.who", "", "continue", "who "):
        with pytest.raises(ChoiceError, match="There is: who, nothing"):
            game.choose(stale)
    assert [step.choice for step in game.log] == ["ask"]
    ending = play(story_of({"b": OVER}))
    with pytest.raises(ChoiceError, match="There is: none"):
        ending.choose("continue")


def test_history_shows_nothing_and_is_found_by_those_who_ask(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: Well?
                choices:
                  - {text: One., go: b}
                  - {text: Two., historical: true, if: lit, go: b}
                  - {text: Light., set: {lit: true}}
            """,
            "b": "text: On.\ngo: c",
            "c": OVER,
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert historical_choice(story, game.state) is None  # its choice is not open
    game.choose("light")
    assert historical_choice(story, game.state) == "two"
    game.choose("two")
    assert historical_choice(story, game.state) == "continue"  # the only way on
    game.choose("continue")
    assert historical_choice(story, game.state) is None


def test_a_beat_without_choices_goes_on(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: One.
                continue: And then.
                go: b
                beats:
                  two: {text: Two.}
                  three: {text: Three., continue: "Oil {oil}."}
            """,
            "b": OVER,
        },
        qualities=QUALITIES,
        story="continue: Further.\n",
    )
    game = play(story)
    seen: list[tuple[str, str]] = []
    while not game.view.is_ending:
        seen.append((text(game), game.view.choices[0].text))
        game.choose("continue")
    assert seen == [("One.", "And then."), ("Two.", "Further."), ("Three.", "Oil 2.")]


def test_an_ending_may_have_last_words_to_choose(story_of: StoryMaker) -> None:
    story = story_of({"a": "text: Over.\nending: true\nchoices:\n  - {text: Look back., reply: A light.}"})
    game = play(story)
    assert not game.view.is_ending
    game.choose("look-back")
    assert game.view.is_ending
    assert not game.view.is_stuck


def test_a_place_with_nothing_open_is_stuck(story_of: StoryMaker) -> None:
    story = story_of({"a": "text: Well?\nchoices:\n  - {text: On., if: false, locked: No., go: a}"})
    assert play(story).view.is_stuck


def test_beginning_somewhere_else(story_of: StoryMaker) -> None:
    story = story_of({"a": NESTED, "b": OVER})
    assert play(story, at="b").view.is_ending
    assert play(story, at="a.ask").state.beat == "a.ask"
    with pytest.raises(ChoiceError, match="no scene 'z'"):
        Session.new(story, 1, at="z")
