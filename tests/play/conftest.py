"""Every test of play runs twice: once as it is, and once with each state written to JSON and read again.

So whatever a rule depends on must stand in a snapshot. The second run replaces `choose` and `start`
in `game.play`, where tests take them from, and in the session, where everybody else does.
"""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

import game.play
from game.play import Snapshot, State, engine, restore, session, snapshot
from game.story import Story


def through_json(story: Story, state: State) -> State:
    """The state after a round trip, which must be the same."""
    content = msgspec.json.encode(snapshot(story, state))
    again, notes = restore(story, msgspec.json.decode(content, type=Snapshot))
    assert notes == []
    assert again == state
    assert msgspec.json.encode(snapshot(story, again)) == content
    return again


@pytest.fixture(autouse=True, params=["as it is", "through JSON"])
def round_trip(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the second run, let every state that the engine makes pass through serialisation."""
    if request.param == "as it is":
        return

    def choose(story: Story, state: State, choice_id: str) -> State:
        return through_json(story, engine.choose(story, state, choice_id))

    def start(story: Story, seed: int, **rest: Any) -> State:
        return through_json(story, engine.start(story, seed, **rest))

    for module in (game.play, session):
        monkeypatch.setattr(module, "choose", choose)
        monkeypatch.setattr(module, "start", start)
