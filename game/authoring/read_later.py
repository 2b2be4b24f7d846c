"""Which choices are read later: by a condition, a door, a mark, a remembered line, or an ending.

A choice is read later if any of these holds; the words are those of `REASONS`:

- `id`: a condition somewhere else asks whether it was chosen.
- `quality`: it changes a quality (itself, by its chance, or under `do`) that something else reads.
- `mark`, `remembered`, `achievement`: it makes a mark, keeps a line, or gives an achievement.
- `road`: it leads to a scene or a beat that a condition asks about by seen() or times().
- `ending`: it leads to an ending.

Where a choice leads is followed through the beats that offer only one way on. A road counts only if
another choice of the same beat leads elsewhere; where all lead to one place, having been there tells nothing.

`arrival` is told apart and not counted: what a choice leads to changes something on arrival (`enter`) for which
one of the above holds, and not so with all other choices of its beat.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from game.authoring.reads import WrittenStory, changes_of
from game.story import Story, model
from game.story.runtime import Beat, Choice, Move

REASONS = ("id", "quality", "mark", "remembered", "achievement", "road", "ending")


@dataclass(frozen=True, slots=True)
class Later:
    """A choice, by its key, and why it is read later; `reasons` is empty if it is not."""

    choice: str
    reasons: tuple[str, ...]
    arrival: bool


def is_real(beat: Beat) -> bool:
    """Whether a player can have anything to choose at a beat: more than one choice that may be open together."""
    fallbacks = sum(choice.fallback for choice in beat.choices)
    return max(fallbacks, len(beat.choices) - fallbacks) > 1


def read_later(story: Story, written: WrittenStory) -> list[Later]:
    """Every real choice in the order of the story, with the reasons for which it is read later."""
    return [later for beat in story.beats.values() if is_real(beat) for later in _of_beat(story, written, beat)]


def _of_beat(story: Story, written: WrittenStory, beat: Beat) -> list[Later]:
    places = [_places(story, beat, choice) for choice in beat.choices]
    common = frozenset.intersection(*places)
    found = []
    for choice, reached in zip(beat.choices, places, strict=True):
        own = reached - common
        reasons = _left_by(changes_of(written.names.choices[choice.key].authored), written, choice.key)
        if written.is_read_elsewhere(f"chosen:{choice.key}", choice.key):
            reasons.add("id")
        if any(written.is_read_elsewhere(f"seen:{place}", choice.key) for place in own):
            reasons.add("road")
        if any(place in story.scenes and story.scenes[place].ending for place in own):
            reasons.add("ending")
        changes = [change for place in own for change in written.effects_on_arrival(place)]
        arrival = bool(_left_by(changes, written, choice.key))
        found.append(Later(choice.key, tuple(reason for reason in REASONS if reason in reasons), arrival))
    return found


def _left_by(changes: Iterable[model.Changes], written: WrittenStory, choice: str) -> set[str]:
    """What of these changes is read by another place than the choice, or tells by itself."""
    reasons = set()
    for change in changes:
        if any(written.is_read_elsewhere(f"quality:{name}", choice) for name in (*change.set, *change.add)):
            reasons.add("quality")
        if change.mark:
            reasons.add("mark")
        if change.remember is not None:
            reasons.add("remembered")
        if change.achieve is not None:
            reasons.add("achievement")
    return reasons


def _places(story: Story, here: Beat, choice: Choice) -> frozenset[str]:
    """The beats, by their keys, and the scenes, by their ids, that are come to before the player chooses again."""
    chance = choice.chance
    moves = [choice.outcome.move] if chance is None else [chance.then.move, chance.otherwise.move]
    waiting = [(here, move) for move in moves]
    found: set[str] = set()
    while waiting:
        origin, move = waiting.pop()
        for target in _targets(story, move):
            there = story.beats[target]
            if there.scene is not origin.scene or there is there.scene.beats[0]:
                found.add(there.scene.id)
            if target not in found and len(there.choices) == 1 and there.choices[0].chance is None:
                waiting.append((there, there.choices[0].outcome.move))
            found.add(target)
    return frozenset(found)


def _targets(story: Story, move: Move) -> list[str]:
    """The beats that a move may lead to: any storylet of a deck that it draws from, and where it comes back to."""
    after = [move.after] if move.after else []
    if move.kind == "draw":
        return [scene.beats[0].key for scene in story.decks[move.target].scenes] + after
    return [move.target, *after] if move.kind in ("go", "visit") else []
