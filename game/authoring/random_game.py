"""One game played by chance on the real engine, and what was met in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from game.authoring.passages import passages
from game.play import State, View, choose, remembered, start, view
from game.play.chance import below, number
from game.play.view import written
from game.story import Story
from game.story.runtime import Paragraph

STUCK = "stuck"
TOO_LONG = "too long"


@dataclass(slots=True)
class RandomGame:
    """What one game came to.

    `ending` is the id of the ending's scene, or ''; then `fault` says why the game has none: `stuck`,
    `too long`, or the engine's own error. `path` are the ids of the choices in order (`line_of` makes one
    line of them); `choices` are their keys (scene.beat.choice). `decisions` counts those at which more than
    one choice was open. `shown` are the identities (`id`) of all paragraphs that were shown; `Reader` knows those
    of the story among them. `filled` are the paragraphs that had values put in, as they read.
    """

    seed: int
    ending: str = ""
    fault: str = ""
    path: list[str] = field(default_factory=list)
    beats: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    shown: set[int] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    epilogue: list[str] = field(default_factory=list)
    decisions: int = 0
    last: State | None = None


class Read(NamedTuple):
    """What was read in a game: the story's paragraphs by their numbers; each text of the story's own once, however
    often it was shown, replies and the remembered lines of an epilogue too; and the paragraphs that are the source's.
    """

    passages: list[int]
    texts: set[str]
    quoted: list[Paragraph]


class Reader:
    """Tells which paragraphs of a story were shown.

    A paragraph whose words never change is one object for good, so that its identity tells it; only where values are
    put in is it looked up how the page came about.
    """

    def __init__(self, story: Story) -> None:
        self._story = story
        self._kept = [passage.part for passage in passages(story)]  # an identity holds as long as its object lives
        # Of a paragraph that is not the story's own words, or not always the same, there is no text here.
        self._texts = ["" if part.quote else part.template.fixed or "" for part in self._kept]
        self._quotations = {n: part.fixed for n, part in enumerate(self._kept) if part.quote and part.fixed is not None}
        self._numbers = {id(part.fixed or part): number for number, part in enumerate(self._kept)}
        self.filled = {beat for beat, said, part in passages(story) if part.fixed is None and not said}
        self.filled |= {said for _, said, part in passages(story) if part.fixed is None and said}

    def note(self, game: RandomGame, state: State, seen: View) -> None:
        """Add what `seen`, the view of `state`, shows."""
        game.shown.update(map(id, seen.paragraphs))
        if seen.said:
            game.shown.update(map(id, seen.said))
        if self.filled and (state.beat in self.filled or state.said in self.filled):
            parts = [part for part in written(self._story, state, seen) if part.fixed is None]
            game.shown.update(map(id, parts))
            game.filled.update(part.template.fill(state.memory) for part in parts)

    def read(self, game: RandomGame) -> Read:
        """What was read in a game."""
        known, texts, quotations = self._numbers, self._texts, self._quotations
        numbers = [known[found] for found in game.shown if found in known]
        own = {texts[number] for number in numbers}
        own.discard("")
        return Read(
            numbers,
            own.union(game.filled, game.epilogue),
            [quotations[number] for number in numbers if number in quotations],
        )


def game_seed(seed: int, index: int) -> int:
    """The seed of the `index`-th game of a playtest: a number from 0 of at most ten figures."""
    return number(seed, 2 * index) >> 32


def play_at_random(story: Story, seed: int, index: int, most_steps: int, reader: Reader | None = None) -> RandomGame:
    """The `index`-th game of the playtest `seed`: among the open choices all are equally likely.

    The same story, `seed` and `index` give the same game, whoever plays it and in whatever order. What is read in it
    is noted for `reader`, if there is one.
    After `most_steps` choices the game is broken off. An error of the engine becomes the game's fault.
    """
    game = RandomGame(game_seed(seed, index))
    dice = number(seed, 2 * index + 1)
    try:
        _play(story, reader, game, dice, most_steps)
    except Exception as error:  # whatever it is, the author must learn by which choices it came about
        game.fault = f"{type(error).__name__}: {error}"
    return game


def _play(story: Story, reader: Reader | None, game: RandomGame, dice: int, most_steps: int) -> None:
    beats, choices, path = game.beats, game.choices, game.path
    state = start(story, game.seed)
    while True:
        game.last = state
        seen = view(story, state)
        beats.add(state.beat)
        if reader is not None:
            reader.note(game, state, seen)
        offered = [choice.id for choice in seen.choices if not choice.reason]
        if not offered:
            break
        if len(path) >= most_steps:
            game.fault = TOO_LONG
            return
        picked = offered[0]
        if len(offered) > 1:
            game.decisions += 1
            picked = offered[below(dice, len(path), len(offered))]
        path.append(picked)
        choices.add(f"{state.beat}.{picked}")
        state = choose(story, state, picked)
    if seen.is_ending:
        game.ending = seen.scene.id
        if seen.scene.epilogue:
            game.epilogue = remembered(story, state)
    else:
        game.fault = STUCK
