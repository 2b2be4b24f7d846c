"""Thousands of random games, on as many processes as wanted, summed up.

Games are played in batches of a fixed size and summed up in the order of their numbers, so that the
figures do not depend on how many processes there were.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path

from game.authoring.random_game import play_at_random
from game.authoring.tally import Counting, Tally
from game.play.chance import below
from game.story import Story, StoryError, load_story

BATCH = 200  # games
MOST_STEPS = 5000  # choices in a game
MOST_PAIRS = 300  # of full games whose prose is compared
CHANGED = "The story's files changed while it was played. Run the playtest again."


class PlaytestError(Exception):
    """A playtest that cannot be held. The message says why, in a sentence."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be played: `runs` games of the story in `folder`, whose files have the hash `hash`.

    A game is full if it has an ending and has been at one of the beats `goal`.
    """

    folder: str
    hash: str
    runs: int
    seed: int
    goal: frozenset[str]
    most_steps: int = MOST_STEPS


def last_page(story: Story, wanted: str = "") -> tuple[str, frozenset[str]]:
    """Where a game must have been to be full: the name of the place, and the keys of its beats.

    `wanted` is a chapter or a scene. Without it, that is the last chapter, in the order of story.yaml,
    that has any scene which is no ending: a folder of nothing but endings is where short games end too.
    Raises PlaytestError if there is no such place.
    """
    if wanted in story.scenes:
        return wanted, frozenset(beat.key for beat in story.scenes[wanted].beats)
    chapters = [chapter.id for chapter in story.chapters]
    if wanted and wanted not in chapters:
        raise PlaytestError(f"The story has no chapter and no scene '{wanted}'. There are: {', '.join(chapters)}.")
    told = {scene.chapter.id for scene in story.scenes.values() if not scene.ending}
    name = wanted or next((chapter for chapter in reversed(chapters) if chapter in told), chapters[-1])
    return name, frozenset(beat.key for beat in story.beats.values() if beat.scene.chapter.id == name)


def playtest(story: Story, plan: Plan, *, jobs: int = 1, after: Callable[[int], None] = lambda games: None) -> Tally:
    """Play all games of the plan. `after` is told the size of each batch when it is done.

    Raises PlaytestError if the story's files change meanwhile.
    """
    batches = batches_of(plan)
    whole = Tally()
    for batch in _tallies(story, plan, batches, min(jobs, len(batches))):
        whole.add(batch)
        after(len(batch.rows))
    return whole


def batches_of(plan: Plan) -> list[tuple[int, int]]:
    """The games of a plan, parted: for each batch its first number, and the one after its last."""
    return [(first, min(first + BATCH, plan.runs)) for first in range(0, plan.runs, BATCH)]


def _tallies(story: Story, plan: Plan, batches: list[tuple[int, int]], jobs: int) -> Iterator[Tally]:
    if jobs <= 1:
        counting = Counting(story, plan.goal)
        yield from (_play_batch(story, counting, plan, batch) for batch in batches)
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_leave_interrupts) as pool:
        yield from pool.map(partial(play_batch, plan), batches)


def _leave_interrupts() -> None:
    """Ctrl+C is for the process that has the terminal; it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def play_batch(plan: Plan, batch: tuple[int, int]) -> Tally:
    """The games from the first number of `batch` up to, not including, its second, in a process that knows only the
    plan. Raises PlaytestError if it does not find the files that are meant.
    """
    return _play_batch(*_loaded(plan), plan, batch)


@lru_cache(maxsize=1)
def _loaded(plan: Plan) -> tuple[Story, Counting]:
    """The story, read once by each process."""
    try:
        story = load_story(Path(plan.folder))
    except StoryError:
        story = None
    if story is None or story.hash != plan.hash:
        raise PlaytestError(CHANGED)
    return story, Counting(story, plan.goal)


def _play_batch(story: Story, counting: Counting, plan: Plan, batch: tuple[int, int]) -> Tally:
    tally = Tally()
    for index in range(*batch):
        counting.count(tally, index, play_at_random(story, plan.seed, index, plan.most_steps, counting.reader))
    counting.count_ends(tally)
    return tally


def shared_prose(story: Story, plan: Plan, tally: Tally) -> list[float]:
    """How much of their prose two full games have in common, for up to 300 pairs drawn by the plan's seed.

    For each pair: the words of the paragraphs that both have read, told apart by their whole text, over
    the mean of the two games' words; 0 to 1. The games of the pairs are played a second time for it.
    """
    full = [row.index for row in tally.rows if row.full]
    counting = Counting(story, plan.goal)
    pairs = _pairs(full, plan.seed)
    read = {
        index: counting.reader.read(play_at_random(story, plan.seed, index, plan.most_steps, counting.reader)).texts
        for index in {game for pair in pairs for game in pair}
    }
    shares = []
    for one, other in pairs:
        mean = (counting.words(read[one]) + counting.words(read[other])) / 2
        shares.append(counting.words(read[one] & read[other]) / mean if mean else 1.0)
    return shares


def _pairs(games: list[int], seed: int) -> list[tuple[int, int]]:
    """All pairs if they are few, else as many as are wanted, drawn without regard to each other."""
    count = len(games)
    if count * (count - 1) // 2 <= MOST_PAIRS:
        return [(games[one], games[other]) for other in range(count) for one in range(other)]
    pairs = []
    for turn in range(MOST_PAIRS):
        one = below(~seed, 2 * turn, count)
        other = below(~seed, 2 * turn + 1, count - 1)
        pairs.append((games[one], games[other + (other >= one)]))
    return pairs
