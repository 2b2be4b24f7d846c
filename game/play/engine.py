"""The rules of play: how a game begins, and what a choice does. Pure: a state in, a state out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from game.play.chance import below, percent, whole
from game.play.state import Return, State, Throw
from game.play.view import look, odds_of
from game.story.memory import Draft, Memory, Value, count, get, put
from game.story.runtime import Beat, Choice, Deck, Outcome, Scene, Story

MOST_VISITS = 64  # one inside another; beyond that the second is forgotten, so that a way out remains


Pick: TypeAlias = Callable[[list[Scene], int, int], Scene]  # of storylets, by a seed and the number of the draw


class ChoiceError(ValueError):
    """A choice that cannot be made now. The message says why, in a sentence."""


def start(story: Story, seed: int, *, at: str | None = None) -> State:
    """A new game. `seed` is any whole number; `at` is a beat's key or a scene's id to begin at.

    Raises ChoiceError if there is no such place.
    """
    key = story.start
    if at is not None:
        scene = story.scenes.get(at)
        key = scene.beats[0].key if scene is not None else at
        if key not in story.beats:
            raise ChoiceError(f"The story has no scene '{at}'.")
    blank = State(beat=key, memory=story.initial, seed=whole(seed))
    draft = list(story.initial)
    return _arrive(story, blank, draft, key, 0, "", None, (), entering=True, steps=0)


def choose(story: Story, state: State, choice_id: str) -> State:
    """The state after taking a choice of the current beat. Raises ChoiceError if it cannot be taken."""
    choice = _open_choice(story, state, choice_id)
    draft, outcome, throw = effects(choice, state)
    return _move(story, state, choice, draft, outcome, throw, _by_lot)


def outcomes(story: Story, state: State, choice_id: str) -> list[State]:
    """Every state that a choice can lead to, whatever chance does: for a throw both outcomes, unless its odds are 0 or
    100, and for a draw each storylet that may come now. Raises ChoiceError as `choose` does.

    They tell nothing of what the seed of `state` would bring, but for the order of texts that are shuffled.
    """
    choice = _open_choice(story, state, choice_id)
    odds = odds_of(choice, state.memory)
    throws: list[Throw | None] = [None]
    if choice.chance is not None:
        throws = [Throw(odds, rolled) for rolled in (odds, odds + 1) if 1 <= rolled <= 100]
    found = []
    for throw in throws:
        number, count = 0, 1
        while number < count:

            def the_next(best: list[Scene], seed: int, index: int) -> Scene:
                nonlocal count
                count = len(best)
                return best[number]  # noqa: B023  (called before the loop goes on)

            draft, outcome = _changed(choice, state.memory, throw)
            found.append(_move(story, state, choice, draft, outcome, throw, the_next))
            number += 1
    return found


def _open_choice(story: Story, state: State, choice_id: str) -> Choice:
    beat = story.beats[state.beat]
    choice = beat.by_id.get(choice_id)
    if choice is None:
        raise ChoiceError(f"There is no choice '{choice_id}' here. There is: {', '.join(beat.by_id) or 'none'}.")
    if not choice.plain:
        _must_be_open(choice, beat, state.memory, state)
    return choice


def stand_at(story: Story, state: State, place: str) -> State:
    """The state after coming to a scene or beat from anywhere, with all that is carried: what an author may do.

    Raises ChoiceError if there is no such place.
    """
    scene = story.scenes.get(place)
    key = scene.beats[0].key if scene is not None else place
    if key not in story.beats:
        raise ChoiceError(f"The story has no scene '{place}'.")
    draft: Draft = list(state.memory)
    entering = _enters(story, state.beat, key)
    return _arrive(story, state, draft, key, state.draws, "", None, (), entering=entering, steps=state.steps + 1)


def effects(choice: Choice, state: State) -> tuple[Draft, Outcome, Throw | None]:
    """What a choice changes by itself, before it leads anywhere: the memory then, the outcome, and the throw if there was one."""
    throw = None
    if choice.chance is not None:
        throw = Throw(odds_of(choice, state.memory), percent(state.seed, state.draws))
    return *_changed(choice, state.memory, throw), throw


def _changed(choice: Choice, memory: Memory, throw: Throw | None) -> tuple[Draft, Outcome]:
    draft: Draft = list(memory)
    if choice.slot >= 0:
        count(draft, choice.slot)
    outcome = choice.outcome
    if choice.chance is not None and throw is not None:
        outcome = choice.chance.then if throw.succeeded else choice.chance.otherwise
        for change in choice.outcome.changes:
            change(draft)
    for change in outcome.changes:
        change(draft)
    return draft, outcome


def _must_be_open(choice: Choice, beat: Beat, memory: Memory, state: State) -> None:
    seen = look(choice, memory, state)
    if seen is None:
        raise ChoiceError(f"'{choice.id}' is not offered now.")
    if seen.reason:
        raise ChoiceError(f"'{choice.id}' is shut: {seen.reason}")
    if choice.fallback:
        for other in beat.choices:
            if not other.fallback:
                shown = look(other, memory, state)
                if shown is not None and not shown.reason:
                    raise ChoiceError(f"'{choice.id}' is only offered when nothing else is.")


def _move(
    story: Story, state: State, choice: Choice, draft: Draft, outcome: Outcome, throw: Throw | None, pick: Pick
) -> State:
    """The state that an outcome of a choice leads to; `draft` has its changes already."""
    move, draws, visits = outcome.move, state.draws, state.visits
    kind, target = move.kind, move.target
    said = choice.key if outcome.reply.parts else ""
    if throw is not None:
        draws += 1
        if said:
            said += "+" if throw.succeeded else "-"
    if kind == "stay":
        return _stay(state, draft, draws, said, throw)
    if kind == "return":
        return _come_back(story, state, draft, draws, said, throw)
    if kind == "draw":
        drawn = _draw(story.decks[target], draft, state.seed, draws, pick)
        draws += 1
        if drawn is None:
            if not move.after:
                return _stay(state, draft, draws, said, throw)
            target = move.after
        else:
            target, kind = drawn.beats[0].key, "visit"
    if kind == "visit":
        enters = bool(move.after) and _enters(story, state.beat, move.after)
        back = Return(move.after or state.beat, bool(move.after), enters, state.date_of, state.place_of)
        visits = (*visits[:1], *visits[2:], back) if len(visits) >= MOST_VISITS else (*visits, back)
    entering = _enters(story, state.beat, target)
    return _arrive(story, state, draft, target, draws, said, throw, visits, entering=entering, steps=state.steps + 1)


def _enters(story: Story, here: str, there: str) -> bool:
    """Whether going from one beat to another enters a scene: another scene, or the same from its top."""
    beat = story.beats[there]
    return beat.scene is not story.beats[here].scene or beat is beat.scene.beats[0]


def _stay(state: State, draft: Draft, draws: int, said: str, throw: Throw | None) -> State:
    return State(
        state.beat,
        tuple(draft),
        state.seed,
        draws,
        state.steps + 1,
        False,
        said,
        throw,
        state.visits,
        state.date_of,
        state.place_of,
    )


def _come_back(story: Story, state: State, draft: Draft, draws: int, said: str, throw: Throw | None) -> State:
    if not state.visits:
        return _stay(state, draft, draws, said, throw)
    *rest, back = state.visits
    visits = tuple(rest)
    if back.fresh:
        resumed = State(state.beat, state.memory, state.seed, date_of=back.date, place_of=back.place)
        return _arrive(
            story, resumed, draft, back.beat, draws, said, throw, visits, entering=back.enters, steps=state.steps + 1
        )
    return State(
        back.beat, tuple(draft), state.seed, draws, state.steps + 1, False, said, throw, visits, back.date, back.place
    )


def _arrive(
    story: Story, state: State, draft: Draft, key: str, draws: int, said: str, throw: Throw | None, visits: tuple[Return, ...], *, entering: bool, steps: int
) -> State:  # fmt: skip
    beat = story.beats[key]
    scene = beat.scene
    count(draft, beat.slot)
    date_of, place_of = state.date_of, state.place_of
    if entering:
        count(draft, scene.slot)
        for change in scene.enter:
            change(draft)
        if scene.date is not None:
            date_of = scene.id
        if scene.place:
            place_of = scene.id
    for change in beat.enter:
        change(draft)
    return State(key, tuple(draft), state.seed, draws, steps, True, said, throw, visits, date_of, place_of)


def _draw(deck: Deck, draft: Draft, seed: int, index: int, pick: Pick) -> Scene | None:
    """A storylet that may be met now: of the highest priority, as `pick` has it; None if there is none."""
    count(draft, deck.slot)
    turn = _number(get(draft, deck.slot))
    possible = [scene for scene in deck.scenes if _may_come(scene, draft, turn)]
    if not possible:
        return None
    highest = max(scene.priority for scene in possible)
    scene = pick([scene for scene in possible if scene.priority == highest], seed, index)
    put(draft, scene.drawn_slot, turn)
    return scene


def _by_lot(scenes: list[Scene], seed: int, index: int) -> Scene:
    """One of them, by weight."""
    lot = below(seed, index, sum(scene.weight for scene in scenes))
    for scene in scenes:
        lot -= scene.weight
        if lot < 0:
            return scene
    raise AssertionError("the weights are at least 1")


def _may_come(scene: Scene, draft: Draft, turn: int) -> bool:
    if scene.once and get(draft, scene.slot):
        return False
    drawn = _number(get(draft, scene.drawn_slot))
    if scene.cooling and drawn and turn - drawn <= scene.cooling:
        return False
    return scene.entry is None or bool(scene.entry(draft))


def _number(value: Value) -> int:
    return int(value)
