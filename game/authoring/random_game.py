"""One game played by chance on the real engine, and what was met in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from game.play import State, choose, remembered, start, view
from game.play.chance import below, number
from game.story import Story
from game.story.runtime import Paragraph

STUCK = "stuck"
TOO_LONG = "too long"


@dataclass(slots=True)
class RandomGame:
    """What one game came to.

    `ending` is the id of the ending's scene, or ''; then `fault` says why the game has none: `stuck`,
    `too long`, or the engine's own error. `path` are the ids of the choices in order, so that
    `trotsky play --plain --seed SEED` can follow them; `choices` are their keys (scene.beat.choice).
    `decisions` counts those at which more than one choice was open.
    `read` holds each paragraph of the story's own once, however often it was shown: replies and the
    remembered lines of an epilogue too. `quoted` holds the paragraphs that are the source's.
    """

    seed: int
    ending: str = ""
    fault: str = ""
    path: list[str] = field(default_factory=list)
    beats: set[str] = field(default_factory=set)
    choices: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    quoted: set[Paragraph] = field(default_factory=set)
    decisions: int = 0
    last: State | None = None


def game_seed(seed: int, index: int) -> int:
    """The seed of the `index`-th game of a playtest: a number from 0 of at most ten figures."""
    return number(seed, 2 * index) >> 32


def play_at_random(story: Story, seed: int, index: int, most_steps: int) -> RandomGame:
    """The `index`-th game of the playtest `seed`: among the open choices all are equally likely.

    The same story, `seed` and `index` give the same game, whoever plays it and in whatever order.
    After `most_steps` choices the game is broken off. An error of the engine becomes the game's fault.
    """
    game = RandomGame(game_seed(seed, index))
    dice = number(seed, 2 * index + 1)
    try:
        _play(story, game, dice, most_steps)
    except Exception as error:  # whatever it is, the author must learn by which choices it came about
        game.fault = f"{type(error).__name__}: {error}"
    return game


def _play(story: Story, game: RandomGame, dice: int, most_steps: int) -> None:
    beats, choices, path, read, quoted = game.beats, game.choices, game.path, game.read, game.quoted
    state = start(story, game.seed)
    while True:
        game.last = state
        seen = view(story, state)
        beats.add(state.beat)
        for paragraph in seen.said:
            if paragraph.quote:
                quoted.add(paragraph)
            else:
                read.add(paragraph.text)
        for paragraph in seen.paragraphs:
            if paragraph.quote:
                quoted.add(paragraph)
            else:
                read.add(paragraph.text)
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
            read.update(remembered(story, state))
    else:
        game.fault = STUCK
