"""A game's choices made again in the story as it is now, to see whether they lead where the game was kept.

Scenes, beats and choices that the author renamed (`was`) are followed: a new name is no other road.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec
from msgspec import Struct

from game.play import ChoiceError, Snapshot, State, choose, snapshot, start
from game.play.snapshot import current_name
from game.saves.format import SavedGame
from game.story import Story

_LONGEST = 300
_BY_NAME = ("qualities", "seen", "chosen", "marks", "decks", "drawn")


class Difference(Struct, frozen=True):
    """Something of the state that is not the same at the end: which part, of which name, and both values in words."""

    part: str
    name: str
    saved: str
    replayed: str


class Replay(Struct, frozen=True, kw_only=True):
    """Where the choices led. `step` is the first, counted from 1, that differs; 0 if they could all be made again.

    `was_at` and `stands_at` are the beats of the log and of the replay before that step.
    """

    outcome: Literal["same", "other step", "other end"]
    sentence: str
    step: int = 0
    choice: str = ""
    was_at: str = ""
    stands_at: str = ""
    differences: list[Difference] = []


def rehearse(story: Story, game: SavedGame, saved: State) -> Replay:
    """Make the choices of `game` again, and compare where they lead with `saved`, its state as the story has it now."""
    try:
        state = start(story, game.state.seed, at=current_name(story, "seen", game.began) or None)
    except ChoiceError as error:
        words = f"The game cannot be begun again: {_cut(str(error))}"
        return Replay(outcome="other step", sentence=words, was_at=game.began)
    for number, step in enumerate(game.log, start=1):
        here, was_at = state.beat, current_name(story, "seen", step.beat)
        words = ""
        if here != was_at:
            words = f"Step {number} differs: the game was at '{_cut(step.beat)}', and the replay is at '{here}'."
        else:
            try:
                state = choose(story, state, _current_choice(story, was_at, step.choice))
            except ChoiceError as error:
                words = f"Step {number}, at '{here}', cannot be made again: {_cut(str(error))}"
        if words:
            return Replay(
                outcome="other step", sentence=words, step=number, choice=step.choice, was_at=step.beat, stands_at=here
            )
    differences = compare(snapshot(story, saved), snapshot(story, state))
    if differences:
        count = "One thing differs" if len(differences) == 1 else f"{len(differences)} things differ"
        words = f"The {_choices(len(game.log))} of the game, made again, lead to another state. {count}."
        return Replay(outcome="other end", sentence=words, differences=differences)
    return Replay(
        outcome="same",
        sentence=f"The {_choices(len(game.log))} of the game, made again, lead to the state that was kept.",
    )


def _cut(text: str) -> str:
    # Names in a log may have any length in a file from elsewhere.
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _choices(count: int) -> str:
    return "one choice" if count == 1 else f"{count} choices"


def _current_choice(story: Story, beat: str, choice: str) -> str:
    return current_name(story, "chosen", f"{beat}.{choice}").removeprefix(f"{beat}.")


def compare(saved: Snapshot, replayed: Snapshot) -> list[Difference]:
    """What differs between two states, in the order of the format."""
    one, other = msgspec.to_builtins(saved), msgspec.to_builtins(replayed)
    found: list[Difference] = []
    for part in Snapshot.__struct_fields__:
        if part not in _BY_NAME:
            if one[part] != other[part]:
                found.append(Difference(part, "", _written(one[part]), _written(other[part])))
            continue
        for name in {**one[part], **other[part]}:
            pair = one[part].get(name), other[part].get(name)
            if pair[0] != pair[1] or type(pair[0]) is not type(pair[1]):
                found.append(Difference(part, name, _written(pair[0]), _written(pair[1])))
    return found


def _written(value: Any) -> str:
    """A value as a sentence can hold it; '' for none."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ", ".join(value)
    return msgspec.json.encode(value).decode()
