"""A state as plain names and values, and back: what a save keeps and what must outlive a new story.

Nothing in a snapshot is a position: qualities, counts, marks and lines go by their names, so that
scenes and qualities can be added, moved or renamed (`was`) without harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from msgspec import Meta, Struct, structs

from game.play.chance import whole
from game.play.state import Return, State, Throw
from game.play.view import reply_of
from game.story.expressions import MARKS
from game.story.memory import Draft, Value, get, put
from game.story.migration import written
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


class Adjustment(Struct, frozen=True):
    """Something of a game that could not stay as it was when the story had changed, in a sentence for the player.

    `moved`: it stands elsewhere now; `defaulted`: it has another value than it had; `dropped`: it is gone.
    """

    kind: Literal["moved", "defaulted", "dropped"]
    sentence: str

    def __str__(self) -> str:
        return self.sentence


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


def restore(story: Story, saved: Snapshot, been: Sequence[str] = ()) -> tuple[State, list[Adjustment]]:
    """The state that `saved` describes in `story`, and what could not stay as it was.

    No effect runs. If the place is gone, the game stands at the start of its scene, or else at the
    last of `been` (the beats it came through) that there still is, or at the story's beginning.
    """
    notes: list[Adjustment] = []
    draft: Draft = list(story.initial)
    _restore_qualities(story, saved, draft, notes)
    slots = story.layout.slots
    for kind, values in (("seen", saved.seen), ("chosen", saved.chosen), ("deck", saved.decks), ("drawn", saved.drawn)):
        for name, times in values.items():
            slot = slots.get(f"{kind}:{current_name(story, kind, name)}")
            if slot is not None:
                put(draft, slot, times)
    _restore_finds(story, saved, draft, notes)
    beat = _standing_ground(story, saved, been, notes)
    moved = current_name(story, "seen", saved.beat) != beat
    said = _current_reply(story, saved.said) if not moved else ""
    visits = tuple(_current_return(story, back) for back in saved.visits if find_beat(story, back.beat) is not None)
    if len(visits) < len(saved.visits):
        notes.append(
            Adjustment("dropped", "A place to come back to is gone from the story; the way back leads past it.")
        )
        if not visits:  # from a visit there must be a way back
            first = saved.visits[0]
            back = _last_ground(story, been, outside=True) or story.start
            visits = (Return(back, False, date=_scene(story, first.date), place=_scene(story, first.place)),)
    state = State(
        beat, tuple(draft), whole(saved.seed), saved.draws, saved.steps, saved.fresh or moved, said,
        None if moved else saved.throw, visits, _scene(story, saved.date_of), _scene(story, saved.place_of),
    )  # fmt: skip
    return state, notes


def _restore_qualities(story: Story, saved: Snapshot, draft: Draft, notes: list[Adjustment]) -> None:
    for name, value in saved.qualities.items():
        quality = story.qualities.get(name) or story.qualities.get(story.old_qualities.get(name, ""))
        if quality is None:
            notes.append(Adjustment("dropped", f"'{name}' was dropped: the story has no such quality now."))
            continue
        declared = quality.declared
        start = get(story.initial, quality.slot)
        value = story.migration.values.get(quality.id, {}).get(written(value), value)
        kept: Value = value
        if type(value) is not type(start) or (declared.values is not None and value not in declared.values):
            sentence = f"'{name}' could not stay '{written(value)}' and starts again at '{written(start)}'."
            notes.append(Adjustment("defaulted", sentence))
            kept = start
        elif declared.range is not None:
            kept = max(declared.range[0], min(declared.range[1], int(value)))
            if kept != value:
                sentence = f"'{name}' was {value}, which is outside its range now; it is {kept}."
                notes.append(Adjustment("defaulted", sentence))
        put(draft, quality.slot, kept)


def _restore_finds(story: Story, saved: Snapshot, draft: Draft, notes: list[Adjustment]) -> None:
    """Marks, remembered lines and achievements."""
    slots = story.layout.slots
    for name, mark in saved.marks.items():
        if f"mark:{name}" in slots and mark in MARKS[1:]:
            put(draft, slots[f"mark:{name}"], mark)
        else:
            sentence = f"The mark at '{name}' was dropped: the source has no such sentence now."
            notes.append(Adjustment("dropped", sentence))
    number = 0
    for name in dict.fromkeys(saved.lines):
        if f"line:{name}" in slots:
            number += 1
            put(draft, slots[f"line:{name}"], number)
        else:
            sentence = f"The line '{name}' was dropped: the story remembers no such thing now."
            notes.append(Adjustment("dropped", sentence))
    put(draft, slots["lines"], number)
    for name in saved.achieved:
        current = name if name in story.achievements else story.old_achievements.get(name, name)
        if current in story.achievements:
            put(draft, slots[f"achieved:{current}"], 1)
        else:
            sentence = f"'{name}' is no longer among the things to be found, and was dropped."
            notes.append(Adjustment("dropped", sentence))


def _standing_ground(story: Story, saved: Snapshot, been: Sequence[str], notes: list[Adjustment]) -> str:
    """The beat where the game goes on."""
    beat = find_beat(story, saved.beat)
    if beat is None:
        # Outside of a visit it must not stand in a scene that can only be left by going back from a visit.
        nearest = _last_ground(story, been, outside=not saved.visits)
        beat = nearest or story.start
        where = f"at '{beat}', where it last was" if nearest else "at its beginning"
        notes.append(Adjustment("moved", f"The place '{saved.beat}' is gone from the story; the game stands {where}."))
    elif current_name(story, "seen", saved.beat) != beat:
        notes.append(
            Adjustment("moved", f"The place '{saved.beat}' is gone from the story; the game stands at '{beat}'.")
        )
    return beat


def _last_ground(story: Story, been: Sequence[str], *, outside: bool) -> str | None:
    """The last of these beats that there still is; with `outside`, the last to which no visit has to lead."""
    found = (find_beat(story, earlier) for earlier in reversed(been))
    known = _outside_visits(story) if outside else story.beats.keys()
    return next((beat for beat in found if beat in known), None)


def _outside_visits(story: Story) -> set[str]:
    """The beats that can be reached from the beginning without a visit: none of them leads back."""
    waiting, known = [story.start], {story.start}
    while waiting:
        for choice in story.beats[waiting.pop()].choices:
            outcomes = (choice.chance.then, choice.chance.otherwise) if choice.chance else (choice.outcome,)
            for move in (outcome.move for outcome in outcomes):
                onward = move.target if move.kind == "go" else move.after
                if onward and onward not in known:
                    known.add(onward)
                    waiting.append(onward)
    return known


def _current_reply(story: Story, said: str) -> str:
    key, sign = (said[:-1], said[-1]) if said.endswith(("+", "-")) else (said, "")
    found = current_name(story, "chosen", key) + sign
    return found if reply_of(story, found) is not None else ""


def _current_return(story: Story, back: Return) -> Return:
    return structs.replace(
        back, beat=find_beat(story, back.beat) or "", date=_scene(story, back.date), place=_scene(story, back.place)
    )


def _scene(story: Story, name: str) -> str:
    name = name if name in story.scenes else story.old_scenes.get(name, "")
    return name if name in story.scenes else ""


def current_name(story: Story, kind: str, name: str) -> str:
    """What a scene, beat or choice of an older story (scene, scene.beat, scene.beat.choice) is called now."""
    if kind not in ("seen", "chosen", "drawn"):
        return name
    scene_name, *rest = name.split(".")
    scene = story.scenes.get(scene_name) or story.scenes.get(story.old_scenes.get(scene_name, ""))
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
    """The beat that an older story called `key`, or where the author says its games go on, or the start of its scene,
    or None."""
    found = current_name(story, "seen", key)
    if found in story.beats:
        return found
    for gone in (key, key.partition(".")[0]):
        if gone in story.migration.places:
            return story.migration.places[gone]
    scene = story.scenes.get(found.split(".")[0])
    return scene.beats[0].key if scene is not None and scene.beats else None
