"""The analysis never rules out what can happen: whatever a real game holds, its beat's situation allows for."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.authoring.analysis.flow import Flow, follow
from game.authoring.analysis.program import Program, program
from game.paths import own_story
from game.play import State, choose, start, view
from game.play.chance import below
from game.play.view import look
from game.story.load import check_files
from game.story.memory import get
from game.story.runtime import IfPart, Prose
from tests.building import LANTERN, write_story
from tests.play.random_stories import QUALITIES, files_of, stories


def followed(folder: Path) -> Flow:
    story, _, written = check_files(folder)
    assert story is not None
    assert written is not None
    return follow(program(story, *written))


def assert_allowed(flow: Flow, state: State) -> None:
    """Every slot that is followed holds one of the values that the situation of the beat allows."""
    assert state.beat in flow.at, f"{state.beat} was reached"
    slots = flow.made.names.layout.slots
    situation = flow.at[state.beat]
    for name, known in flow.space.fields.items():
        value = get(state.memory, slots[name])
        if name.startswith(("line:", "achieved:")):
            value = min(1, int(value))
        bits = flow.space.get(situation, known)
        assert bits & known.where("==", value), f"{name} is {value!r} at {state.beat}"


def assert_conditions_met(made: Program, flow: Flow, state: State) -> None:
    """What each condition of a choice here gives is among what the analysis says that it may give."""
    beat = made.story.beats[state.beat]
    for option, choice in zip(made.steps[state.beat].options, beat.choices, strict=True):
        shown = look(choice, state.memory, state)
        if shown is not None and not shown.reason and not choice.fallback:
            assert choice.key in flow.taken, f"{choice.key} is open"
        if option.condition is not None and choice.condition is not None and not choice.once:
            met = flow.met[id(option.condition)]
            assert met.holds if choice.condition(state.memory) else met.fails, choice.key


def play_along(flow: Flow, seed: int, most: int) -> None:
    story = flow.made.story
    state = start(story, seed)
    for number in range(most):
        assert_allowed(flow, state)
        assert_conditions_met(flow.made, flow, state)
        offered = [choice.id for choice in view(story, state).choices if choice.is_open]
        if not offered:
            return
        state = choose(story, state, offered[below(seed, number, len(offered))])
        assert f"{state.beat}" in flow.at


@given(stories(), st.integers(0, 2**32))
def test_random_games_of_random_stories(made: dict[str, Any], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_story(
            Path(folder), files_of(made), source=True, qualities=json.dumps(QUALITIES),
            achievements='gulls: {title: "Gulls"}\nseal: {title: "A seal"}\n',
        )  # fmt: skip
        flow = followed(Path(folder))
    for number in range(4):
        play_along(flow, seed + number, 40)


@pytest.mark.parametrize("folder", [LANTERN, own_story()], ids=["lantern", "own"])
def test_random_games_of_whole_stories(folder: Path) -> None:
    flow = followed(folder)
    for seed in range(40):
        play_along(flow, seed, 250)


def conditions(prose: Prose) -> list[IfPart]:
    return [part for part in prose.parts if isinstance(part, IfPart)]
