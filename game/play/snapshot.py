"""A state as plain names and values, and back: what a save keeps and what must outlive a new story.

Nothing in a snapshot is a position: qualities, counts, marks and lines go by their names, so that
scenes and qualities can be added, moved or renamed (`was`) without harm.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from game.play.state import Return, State, Throw
from game.story.memory import Draft, Value, get, put
from game.story.runtime import Story

Name = Annotated[str, Meta(max_length=400)]
Natural = Annotated[int, Meta(ge=0, le=1_000_000_000)]


class Snapshot(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All of a state, by name. What stands at its starting value is left out, but for qualities."""

    beat: Name
    seed: int
    draws: Natural = 0
    steps: Natural = 0
    fresh: bool = True
    said: Name = ""
    throw: Throw | None = None
    visits: Annotated[list[Return], Meta(max_length=64)] = []
    date_of: Name = ""
    place_of: Name = ""
    qualities: dict[Name, int | bool | str] = {}
    seen: dict[Name, Natural] = {}
    chosen: dict[Name, Natural] = {}
    marks: dict[Name, str] = {}
    lines: list[Name] = []
    achieved: list[Name] = []
    decks: dict[Name, Natural] = {}
    drawn: dict[Name, Natural] = {}


def snapshot(story: Story, state: State) -> Snapshot:
    """The state as names and values."""
    kinds: dict[str, dict[str, Value]] = {
        kind: {} for kind in ("quality", "seen", "chosen", "mark", "line", "achieved", "deck", "drawn")
    }
    for name, slot in story.layout.slots.items():
        kind, _, own = name.partition(":")
        value = get(state.memory, slot)
        if own and (kind == "quality" or value):
            kinds[kind][own] = value
    lines = sorted(kinds["line"], key=lambda line: int(kinds["line"][line]))
    return Snapshot(
        beat=state.beat, seed=state.seed, draws=state.draws, steps=state.steps, fresh=state.fresh, said=state.said,
        throw=state.throw, visits=list(state.visits), date_of=state.date_of, place_of=state.place_of,
        qualities=kinds["quality"], seen=_counts(kinds["seen"]), chosen=_counts(kinds["chosen"]),
        marks={name: str(mark) for name, mark in kinds["mark"].items()}, lines=lines, achieved=list(kinds["achieved"]),
        decks=_counts(kinds["deck"]), drawn=_counts(kinds["drawn"]),
    )  # fmt: skip


def _counts(values: dict[str, Value]) -> dict[str, int]:
    return {name: int(value) for name, value in values.items()}


def restore(story: Story, saved: Snapshot) -> tuple[State, list[str]]:
    """The state that `saved` describes in `story`, and what could not be kept, in sentences.

    No effect runs. If the place is gone, the game stands at the start of its scene, or else at the
    story's beginning; the caller, who has the log, may know a nearer one.
    """
    notes: list[str] = []
    draft: Draft = list(story.initial)
    _restore_qualities(story, saved, draft, notes)
    slots = story.layout.slots
    for kind, values in (("seen", saved.seen), ("chosen", saved.chosen), ("deck", saved.decks), ("drawn", saved.drawn)):
        for name, times in values.items():
            slot = slots.get(f"{kind}:{current_name(story, kind, name)}")
            if slot is not None:
                put(draft, slot, times)
    for name, mark in saved.marks.items():
        if f"mark:{name}" in slots and mark in ("stands", "strained", "struck", "unlived"):
            put(draft, slots[f"mark:{name}"], mark)
        else:
            notes.append(f"The mark at '{name}' was dropped: the source has no such sentence now.")
    for number, name in enumerate([line for line in saved.lines if f"line:{line}" in slots], start=1):
        put(draft, slots[f"line:{name}"], number)
        put(draft, slots["lines"], number)
    for name in saved.achieved:
        if f"achieved:{name}" in slots:
            put(draft, slots[f"achieved:{name}"], 1)
    beat = find_beat(story, saved.beat)
    if beat is None:
        beat = story.start
        notes.append(f"The place '{saved.beat}' is gone from the story; the game stands at its beginning.")
    elif current_name(story, "seen", saved.beat) != beat:
        notes.append(f"The place '{saved.beat}' is gone; the game stands at '{beat}'.")
    visits = tuple(back for back in saved.visits if back.beat in story.beats)
    said = saved.said if beat == saved.beat else ""
    state = State(
        beat, tuple(draft), saved.seed, saved.draws, saved.steps, saved.fresh, said, saved.throw, visits,
        _scene(story, saved.date_of), _scene(story, saved.place_of),
    )  # fmt: skip
    return state, notes


def _restore_qualities(story: Story, saved: Snapshot, draft: Draft, notes: list[str]) -> None:
    for name, value in saved.qualities.items():
        quality = story.qualities.get(story.old_qualities.get(name, name))
        if quality is None:
            notes.append(f"'{name}' was dropped: the story has no such quality now.")
            continue
        declared = quality.declared
        start = get(story.initial, quality.slot)
        kept: Value = value
        if type(value) is not type(start) or (declared.values is not None and value not in declared.values):
            notes.append(f"'{name}' could not stay '{value}' and starts again at '{start}'.")
            kept = start
        elif declared.range is not None:
            kept = max(declared.range[0], min(declared.range[1], int(value)))
        put(draft, quality.slot, kept)


def _scene(story: Story, name: str) -> str:
    name = story.old_scenes.get(name, name)
    return name if name in story.scenes else ""


def current_name(story: Story, kind: str, name: str) -> str:
    """What a scene, beat or choice of an older story (scene, scene.beat, scene.beat.choice) is called now."""
    if kind not in ("seen", "chosen", "drawn"):
        return name
    scene_name, *rest = name.split(".")
    scene = story.scenes.get(story.old_scenes.get(scene_name, scene_name))
    if scene is None:
        return name
    if not rest:
        return scene.id
    beat_name = rest[0] if f"{scene.id}.{rest[0]}" in story.beats else scene.old_beats.get(rest[0], rest[0])
    key = f"{scene.id}.{beat_name}"
    if len(rest) == 1:
        return key
    beat = story.beats.get(key)
    choice = rest[1] if beat is None or rest[1] in beat.by_id else beat.old_choices.get(rest[1], rest[1])
    return f"{key}.{choice}"


def find_beat(story: Story, key: str) -> str | None:
    """The beat that an older story called `key`, or the start of its scene, or None."""
    found = current_name(story, "seen", key)
    if found in story.beats:
        return found
    scene = story.scenes.get(found.split(".")[0])
    return scene.beats[0].key if scene is not None and scene.beats else None
