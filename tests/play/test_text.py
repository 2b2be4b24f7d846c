"""What is said: conditional paragraphs, texts that vary, values in prose, replies, quotations."""

from __future__ import annotations

from itertools import pairwise

import pytest

from game.play import Session
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play, text

QUALITIES = "oil: {meaning: what is left, range: [-5, 5], start: 2}\nlit: {meaning: whether it burns}\n"
AGAIN = "\nchoices:\n  - {text: Again., go: a}\n"
LIGHT = AGAIN + "  - {text: Light., set: {lit: true}, go: a}\n"


def seen(game: Session, times: int) -> list[str]:
    """What one place says on each of so many visits."""
    said = [text(game)]
    for _ in range(times - 1):
        game.choose("again")
        said.append(text(game))
    return said


def test_blank_lines_part_paragraphs_and_other_breaks_are_spaces(story_of: StoryMaker) -> None:
    story = story_of({"a": "text: |\n  One\n  line.\n\n  \n  Two\u00a0words.\n" + AGAIN})
    assert text(play(story)) == "One line.\n\nTwo\u00a0words."


def test_a_paragraph_may_depend_on_a_condition(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text:
                  - Always.
                  - {if: lit, text: Light., else: Dark.}
                  - {if: oil > 3, text: Never.}
                  - if: lit
                    text:
                      - Outer.
                      - {if: oil == 2, text: [Inner., "Oil {oil}."]}
                    else: [Not lit., {if: oil == 2, text: But oil.}]
            """
            + LIGHT.replace("\n", "\n" + " " * 16)
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert text(game).split("\n\n") == ["Always.", "Dark.", "Not lit.", "But oil."]
    game.choose("light")
    assert text(game).split("\n\n") == ["Always.", "Light.", "Outer.", "Inner.", "Oil 2."]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("first: New., then: Old.", ["New.", "Old.", "Old.", "Old.", "Old."]),
        ("first: New.", ["New.", "", "", "", ""]),
        ("sequence: [A., B., C.]", ["A.", "B.", "C.", "C.", "C."]),
        ("cycle: [A., B., C.]", ["A.", "B.", "C.", "A.", "B."]),
        ("shuffle: [A.]", ["A.", "A.", "A.", "A.", "A."]),
        ("sequence: [A.]", ["A.", "A.", "A.", "A.", "A."]),
    ],
)
def test_texts_vary_with_the_visits(story_of: StoryMaker, form: str, expected: list[str]) -> None:
    story = story_of({"a": f"text:\n  - {{{form}}}\n{AGAIN}"})
    assert seen(play(story), 5) == expected


@pytest.mark.parametrize("length", [2, 3, 4, 7])
def test_a_shuffle_gives_each_once_a_round_and_never_the_same_twice_running(story_of: StoryMaker, length: int) -> None:
    options = [f"Text {number}." for number in range(length)]
    story = story_of({"a": f"text:\n  - shuffle: [{', '.join(options)}]\n{AGAIN}"})
    orders = set()
    for seed in range(12):
        said = seen(play(story, seed=seed), 5 * length)
        for first in range(0, len(said), length):
            assert sorted(said[first : first + length]) == options
        assert all(one != other for one, other in pairwise(said))
        assert said == seen(play(story, seed=seed), 5 * length)
        orders.add(tuple(said[:length]))
    assert len(orders) > 1


def test_a_shuffle_does_not_tire(story_of: StoryMaker) -> None:
    story = story_of({"a": f"text:\n  - shuffle: [A., B., C.]\n{AGAIN}"})
    game = Session.new(story, 1)
    for _ in range(4000):
        game.choose("again")
    assert text(game) in ("A.", "B.", "C.")


def test_values_in_prose(story_of: StoryMaker) -> None:
    game = play(
        story_of(
            {
                "a": 'text: \'{oil} {oil * -1} {lit} { oil + 1 } {{oil}} }}{{ {"much" if oil > 3 else "little"}\''
                + AGAIN
            },
            qualities=QUALITIES,
        )
    )
    assert text(game) == "2 −2 no 3 {oil} }{ little"


def test_what_a_place_says_is_said_on_arrival_and_a_reply_after_a_choice(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: The place, {oil}.
                choices:
                  - {text: Ask., reply: "An answer, {oil}.", add: {oil: 1}, sticky: true}
                  - {text: Nod., add: {oil: 1}, sticky: true}
                  - {text: Leave., reply: Farewell., go: b}
            """,
            "b": OVER,
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert text(game) == "The place, 2."
    game.choose("ask")
    assert text(game) == "An answer, 3."
    game.choose("nod")
    assert text(game) == "The place, 4."  # nothing was answered: no empty page
    game.choose("leave")
    assert [paragraph.text for paragraph in game.view.said] == ["Farewell."]
    assert [paragraph.text for paragraph in game.view.paragraphs] == ["It is over."]


def test_a_reply_varies_with_how_often_it_was_given(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text: The place.
                choices:
                  - {text: Ask., reply: [{sequence: [One., Two., Three.]}, {first: New., then: Old.}], sticky: true}
                  - text: Throw.
                    chance: {odds: 100, then: {reply: [{cycle: [A., B.]}]}, else: {reply: Never.}}
                    sticky: true
            """
        }
    )
    game = play(story, "ask")
    said = [text(game)]
    for _ in range(3):
        game.choose("ask")
        said.append(text(game))
    assert said == ["One.\n\nNew.", "Two.\n\nOld.", "Three.\n\nOld.", "Three.\n\nOld."]
    game.choose("throw")
    assert text(game) == "A."
    game.choose("throw")
    assert text(game) == "B."


def test_quotations_carry_the_sentence_they_are_from(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": """
                text:
                  - quote: s02
                  - quote: The light never failed. The sea was
                  - quote: sea  was kind
                  - {if: marks('struck') == 0, quote: s01}
                  - Prose.
                ending: true
            """
        },
        source=True,
    )
    view = play(story).view
    assert [(paragraph.text, paragraph.quote) for paragraph in view.paragraphs] == [
        ("The sea was kind to me.", "s02"), ("The light never failed. The sea was", "?"), ("sea  was kind", "s02"),
        ("The light never failed.", "s01"), ("Prose.", ""),
    ]  # fmt: skip


def test_a_label_and_a_reason_may_hold_values(story_of: StoryMaker) -> None:
    story = story_of(
        {
            "a": "text: Well?\nchoices:\n  - {text: 'Use {oil}.', id: use, if: oil > 3, locked: 'Only {oil}.', go: a}\n  - {text: Fill., set: {oil: 5}}"
        },
        qualities=QUALITIES,
    )
    game = play(story)
    assert (game.view.choices[0].text, game.view.choices[0].reason) == ("Use 2.", "Only 2.")
    game.choose("fill")
    assert game.view.choices[0].text == "Use 5."
