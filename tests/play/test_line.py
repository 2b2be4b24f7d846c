"""A game as one line: made again choice by choice, or a sentence that says which step failed and what was open."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import LineError, Session, line_of, play_line
from game.play.chance import percent
from game.play.line import read_line
from game.story import Story
from tests.conftest import StoryMaker

IDS = st.lists(st.from_regex(r"[a-zа-я0-9](?:[\w-]{0,20}[a-zа-я0-9])?", fullmatch=True), max_size=8)


@given(st.integers(-(2**63), 2**63 - 1), IDS)
def test_any_game_is_one_word_to_a_shell_and_comes_back(seed: int, choices: list[str]) -> None:
    line = line_of(seed, choices)
    assert shlex.split(f"--replay {line}") == ["--replay", line]
    assert read_line(line) == (seed, choices)


@pytest.fixture
def gate(story_of: StoryMaker) -> Story:
    return story_of(
        {
            "gate": """
                text: A gate.
                choices:
                  - {text: Knock., reply: Nobody.}
                  - {text: Force it., id: force, if: times('gate') >= 2, locked: It holds., go: yard}
                  - {text: Climb., chance: {odds: 50, then: {go: yard}, else: {reply: You slip.}}, sticky: true}
            """,
            "yard": "text: A yard.\nending: true\n",
        }
    )


def test_the_game_stands_where_its_choices_led(gate: Story) -> None:
    for seed in range(8):
        played = Session.new(gate, seed)
        for choice in ["knock", "climb"]:
            played.choose(choice)
        again = play_line(gate, f"{seed}:knock,climb")
        assert (again.state, again.log, again.undoable) == (played.state, played.log, 2)


def test_a_line_without_choices_is_a_game_at_its_beginning(gate: Story) -> None:
    assert play_line(gate, "-5:").state == Session.new(gate, -5).state


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1:knock,swim", "Step 2 cannot be made: at 'gate.start' there is no 'swim'. Open there: climb."),
        ("1:knock,knock", "Step 2 cannot be made: at 'gate.start' there is no 'knock'. Open there: climb."),
        ("1:force", "Step 1 cannot be made: at 'gate.start' 'force' is shut (It holds.). Open there: knock, climb."),
        ("1:sw\x1b[2Jim", "Step 1 cannot be made: at 'gate.start' there is no 'sw\ufffd[2Jim'. Open there: knock, climb."),
        ("1:knock,,knock", "Step 2 of the line is empty. Write the ids with one comma between two."),
    ],
)  # fmt: skip
def test_a_choice_that_cannot_be_made(gate: Story, line: str, sentence: str) -> None:
    with pytest.raises(LineError) as caught:
        play_line(gate, line)
    assert str(caught.value) == sentence


def test_a_choice_after_the_end(gate: Story) -> None:
    over = next(line for seed in range(20) if play_line(gate, line := f"{seed}:climb").view.is_ending)
    with pytest.raises(LineError, match=r"at 'yard\.start' the story has ended, and 'knock' comes after it"):
        play_line(gate, f"{over},knock")


def test_a_fault_of_the_engine_is_a_sentence_too(gate: Story) -> None:
    del gate.beats["yard.start"]
    over = next(seed for seed in range(20) if percent(seed, 0) <= 50)
    with pytest.raises(LineError, match=r"'climb' at 'gate\.start', makes the program itself fail: KeyError"):
        play_line(gate, f"{over}:climb")


@pytest.mark.parametrize("line", ["", "knock", "x:knock", "1.5:knock", "9" * 30 + ":knock", ":knock"])
def test_what_is_no_line(gate: Story, line: str) -> None:
    with pytest.raises(LineError, match="is no game in one line"):
        play_line(gate, line)
