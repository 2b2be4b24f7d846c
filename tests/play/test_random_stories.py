"""Over random stories, whatever is chosen: looking changes nothing, undo gives back, replay agrees, saving keeps all."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from game.play import (
    ChoiceError,
    Session,
    Snapshot,
    State,
    achievements,
    carried,
    date,
    historical_choice,
    marks,
    place,
    remembered,
    replay,
    restore,
    snapshot,
    view,
)
from game.saves import pack, unpack
from game.saves.format import decode, encode
from game.story import Story, load_story
from tests.play.random_stories import QUALITIES, files_of, stories, write_story


def written(story: Story, state: State) -> bytes:
    """A state as a save keeps it."""
    return msgspec.json.encode(snapshot(story, state))


class Play(RuleBasedStateMachine):
    """One game of one random story."""

    @initialize(made=stories(), seed=st.integers(-(2**70), 2**70))
    def begin(self, made: dict[str, Any], seed: int) -> None:
        with tempfile.TemporaryDirectory() as folder:
            write_story(
                Path(folder), files_of(made), source=True, qualities=json.dumps(QUALITIES),
                achievements='gulls: {title: "Gulls"}\nseal: {title: "A seal"}\n',
            )  # fmt: skip
            self.story = load_story(folder)
        self.game = Session.new(self.story, seed)
        self.seed = self.game.state.seed
        self.past: list[tuple[State, bytes]] = [self.now()]

    def now(self) -> tuple[State, bytes]:
        return self.game.state, written(self.story, self.game.state)

    @rule(data=st.data())
    def choose_what_is_open(self, data: st.DataObject) -> None:
        offered = [choice.id for choice in self.game.view.choices if choice.is_open]
        if offered:
            self.game.choose(data.draw(st.sampled_from(offered)))
            self.past.append(self.now())

    @rule(data=st.data())
    def choose_anything(self, data: st.DataObject) -> None:
        every = sorted({choice.id for beat in self.story.beats.values() for choice in beat.choices} | {"", "nowhere"})
        wanted = data.draw(st.sampled_from(every))
        offered = {choice.id for choice in self.game.view.choices if choice.is_open}
        try:
            self.game.choose(wanted)
        except ChoiceError:
            assert wanted not in offered
            assert self.now() == self.past[-1]
        else:
            assert wanted in offered
            self.past.append(self.now())

    @precondition(lambda self: len(self.past) > 1)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        steps = data.draw(st.integers(1, len(self.past) - 1))
        assert self.game.undo(steps)
        del self.past[-steps:]
        assert self.now() == self.past[-1]

    @rule()
    def play_the_log_again(self) -> None:
        states = replay(self.story, self.seed, self.game.log)
        assert states == [state for state, _ in self.past]

    @rule()
    def save_and_open(self) -> None:
        saved = decode(encode(pack(self.game, "random", "2026-01-01T00:00:00Z")))
        self.game, notes = unpack(saved, self.story)
        assert notes == []
        assert self.game.undoable == len(self.past) - 1

    @rule()
    def ask_everything(self) -> None:
        state = self.game.state
        for ask in (carried, marks, remembered, achievements, date, place, historical_choice):
            ask(self.story, state)
        assert len(self.game.pages()) == len(self.past)

    @invariant()
    def looking_changes_nothing(self) -> None:
        if not hasattr(self, "game"):
            return
        state, before = self.past[-1]
        assert view(self.story, state) == view(self.story, state) == self.game.view
        assert self.now() == (state, before)

    @invariant()
    def a_state_survives_being_written(self) -> None:
        if not hasattr(self, "game"):
            return
        state, content = self.past[-1]
        again, notes = restore(self.story, msgspec.json.decode(content, type=Snapshot))
        assert (again, notes) == (state, [])
        assert written(self.story, again) == content
        assert view(self.story, again) == self.game.view

    @invariant()
    def qualities_stay_in_their_range(self) -> None:
        if hasattr(self, "game"):
            qualities = snapshot(self.story, self.game.state).qualities
            assert -3 <= int(qualities["oil"]) <= 5
            assert type(qualities["lit"]) is bool
            assert qualities["boat"] in ("moored", "adrift")

    @invariant()
    def no_page_is_empty(self) -> None:
        if hasattr(self, "game") and self.game.view.beat.prose.fixed:
            assert self.game.view.text


@pytest.fixture(autouse=True)
def round_trip() -> None:
    """Once is enough: the machine itself writes and reads every state."""


def test_random_games_of_random_stories() -> None:
    """The fuzz profile gives more of them."""
    games = settings(max_examples=settings().max_examples, stateful_step_count=25)
    run_state_machine_as_test(Play, settings=games)
