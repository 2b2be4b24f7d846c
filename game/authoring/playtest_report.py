"""The figures of a playtest. playtest_lines.py puts them into lines, playtest_page.py into a page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Literal

from msgspec import Struct

from game.authoring.passages import passages, written_passages
from game.authoring.playtest import CHANGED, Plan, PlaytestError, shared_prose
from game.authoring.plots import bins
from game.authoring.reads import StoryChangedError, WrittenStory, read_written
from game.authoring.tally import Fault, Row, Tally
from game.story import Story
from game.story.memory import Value
from game.story.model import MARK_SIGNS
from game.story.names import ChoiceName
from game.story.runtime import ShownQuality

_LONGEST = 60  # characters of a paragraph: enough to know it by
_BINS = 40  # of a histogram of lengths


class Spread(Struct, frozen=True):
    """How a figure is spread over games. A percentile is the smallest value that so many per cent do not exceed."""

    mean: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float


class Reached(Struct, frozen=True):
    """An ending, and how many games ended there."""

    ending: str
    title: str
    games: int
    share: float


class Sentence(Struct, frozen=True):
    """A sentence of the source: the share of full games that print it, and the marks at the end of games.

    `marks` is over all games that have an ending, `full_marks` over full games. Shares are 0 to 1; what is
    missing to 1 ended without a mark.
    """

    id: str
    met: float
    marks: dict[str, float]
    full_marks: dict[str, float]


class Place(Struct, frozen=True):
    """A choice or a paragraph where it is written: the file from the story's folder, line and column from 1.

    `beat` is where it belongs; `words` is a choice's key, or how a paragraph begins; `games` are those that met it.
    """

    file: str
    line: int
    column: int
    beat: str
    words: str
    games: int


class Ends(Struct, frozen=True):
    """What a quality was at the ends of games that have one: how many had each value, by its name in YAML.

    `range` is that of a number, and None for what is none; the values are in the order of the declaration.
    """

    id: str
    kind: Literal["number", "flag", "word"]
    range: tuple[int, int] | None
    values: dict[str, int]


class Lengths(Struct, frozen=True):
    """A histogram: from `low` up, ranges of `width` each, and how many games fall into each."""

    low: int
    width: int
    games: list[int]


class ChapterMet(Struct, frozen=True):
    """A chapter, in how many games any of its scenes was met, and in how many each scene, in order."""

    id: str
    title: str
    games: int
    scenes: dict[str, int]


class Report(Struct, frozen=True):
    """All figures of a playtest. Shares are from 0 to 1; `None` where there is no game to take it from.

    `last_page` is the chapter or scene that a game must have been in to be full. Words are those of
    `RandomGame.read`: prose, replies and epilogue lines, each paragraph once; no labels, no quotations.
    `choices` had another open beside them; `steps` are all that were taken, ways on among them.
    `unmet_mean` and `unmet_worst` are shares of the source's sentences that a full game does not print.
    """

    story: str
    hash: str
    runs: int
    seed: int
    last_page: str
    full_games: int
    endings: list[Reached]
    endings_never_reached: list[str]
    scenes_never_reached: list[str]
    beats_never_reached: list[str]
    choices_never_taken: list[str]
    games_without_ending: int
    faults: list[Fault]
    words: Spread | None
    words_full: Spread | None
    choices: Spread | None
    choices_full: Spread | None
    steps: Spread | None
    steps_full: Spread | None
    unmet_mean: float | None
    unmet_worst: float | None
    unmet_worst_seed: int | None
    sentences: list[Sentence]
    shared_pairs: int
    shared_mean: float | None
    shared_p95: float | None
    scenes: dict[str, int]
    beats: dict[str, int]
    choices_taken: dict[str, int]
    chapters: list[ChapterMet]
    choice_places: list[Place]
    paragraphs: list[Place]
    qualities: list[Ends]
    words_histogram: Lengths
    choices_histogram: Lengths


def report(story: Story, plan: Plan, tally: Tally, page: str) -> Report:
    """The figures. `page` is the name of the last page (see `last_page`).

    Raises PlaytestError if the story's files are no longer those that were played.
    """
    try:
        written = read_written(Path(plan.folder), story)
    except StoryChangedError:
        raise PlaytestError(CHANGED) from None
    full = [row for row in tally.rows if row.full]
    ended = [row for row in tally.rows if row.ending]
    worst = max(full, key=lambda row: row.unmet, default=None)
    sentences = list(story.source.sentences) if story.source is not None else []
    shared = shared_prose(story, plan, tally)
    endings = [scene.id for scene in story.scenes.values() if scene.ending]
    counts = {ending: sum(row.ending == ending for row in ended) for ending in endings}
    scenes = _scenes_met(story, tally)
    choices = [choice.key for beat in story.beats.values() for choice in beat.choices]
    return Report(
        story=story.title,
        hash=story.hash,
        runs=plan.runs,
        seed=plan.seed,
        last_page=page,
        full_games=len(full),
        endings=[
            Reached(ending, story.scenes[ending].title, games, games / plan.runs)
            for ending, games in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if games
        ],
        endings_never_reached=[ending for ending, games in counts.items() if not games],
        scenes_never_reached=[scene for scene, games in scenes.items() if not games],
        beats_never_reached=[beat for beat in story.beats if not tally.beats[beat]],
        choices_never_taken=[choice for choice in choices if not tally.choices[choice]],
        games_without_ending=len(tally.rows) - len(ended),
        faults=tally.faults,
        words=spread([row.words for row in tally.rows]),
        words_full=spread([row.words for row in full]),
        choices=spread([row.choices for row in tally.rows]),
        choices_full=spread([row.choices for row in full]),
        steps=spread([row.steps for row in tally.rows]),
        steps_full=spread([row.steps for row in full]),
        unmet_mean=_mean_unmet(full, len(sentences)),
        unmet_worst=worst.unmet / len(sentences) if worst is not None and sentences else None,
        unmet_worst_seed=worst.seed if worst is not None and sentences else None,
        sentences=[_sentence(name, tally, len(ended), len(full)) for name in sentences],
        shared_pairs=len(shared),
        shared_mean=sum(shared) / len(shared) if shared else None,
        shared_p95=percentile(sorted(shared), 95) if shared else None,
        scenes=scenes,
        beats={beat: tally.beats[beat] for beat in story.beats},
        choices_taken={choice: tally.choices[choice] for choice in choices},
        chapters=_chapters(story, tally, scenes),
        choice_places=[_choice_place(written, name, tally) for name in written.names.choices.values()],
        paragraphs=_paragraphs(story, written, tally),
        qualities=[_ends(quality, tally) for quality in story.qualities.values()],
        words_histogram=_lengths([row.words for row in tally.rows]),
        choices_histogram=_lengths([row.choices for row in tally.rows]),
    )


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The smallest of `ordered` that at least so many per cent of them do not exceed. There must be one."""
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def spread(values: Sequence[int]) -> Spread | None:
    """How the values are spread, or None if there are none."""
    if not values:
        return None
    ordered = sorted(values)
    return Spread(sum(values) / len(values), *(percentile(ordered, percent) for percent in (5, 25, 50, 75, 95)))


def _scenes_met(story: Story, tally: Tally) -> dict[str, int]:
    """In how many games each scene was met, by its most visited beat: a game may enter at any of them."""
    return {
        scene.id: max((tally.beats[beat.key] for beat in scene.beats), default=0) for scene in story.scenes.values()
    }


def _chapters(story: Story, tally: Tally, scenes: dict[str, int]) -> list[ChapterMet]:
    return [
        ChapterMet(
            chapter.id,
            chapter.title,
            tally.chapters[chapter.id],
            {scene.id: scenes[scene.id] for scene in story.scenes.values() if scene.chapter is chapter},
        )
        for chapter in story.chapters
    ]


def _choice_place(written: WrittenStory, choice: ChoiceName, tally: Tally) -> Place:
    beat = choice.key.rpartition(".")[0]
    document = written.names.scenes[beat.partition(".")[0]].document
    line, column = document.at(choice.path)
    return Place(document.file, line, column, beat, choice.key, tally.choices[choice.key])


def _paragraphs(story: Story, written: WrittenStory, tally: Tally) -> list[Place]:
    found = []
    pairs = zip(passages(story), written_passages(story, written), strict=True)
    for number, (passage, told) in enumerate(pairs):
        line, column = told.place
        words = told.words if len(told.words) <= _LONGEST else f"{told.words[: _LONGEST - 1]}…"
        found.append(Place(told.document.file, line, column, passage.beat, words, tally.passages[number]))
    return found


def _ends(quality: ShownQuality, tally: Tally) -> Ends:
    found: dict[Value, int] = dict(tally.ends.get(quality.id, {}))
    declared = quality.declared
    if declared.range is not None:
        low, high = declared.range
        numbers = {str(value): found[value] for value in sorted(int(value) for value in found)}
        return Ends(quality.id, "number", (low, high), numbers)
    if declared.values is not None:
        return Ends(quality.id, "word", None, {value: found.get(value, 0) for value in declared.values})
    return Ends(quality.id, "flag", None, {"false": found.get(False, 0), "true": found.get(True, 0)})


def _lengths(values: list[int]) -> Lengths:
    width, games = bins(values, _BINS)
    return Lengths(min(values, default=0), width, games)


def _mean_unmet(full: list[Row], sentences: int) -> float | None:
    return sum(row.unmet for row in full) / len(full) / sentences if full and sentences else None


def _sentence(name: str, tally: Tally, ended: int, full: int) -> Sentence:
    return Sentence(
        name,
        tally.met[name] / full if full else 0.0,
        {mark: tally.marks[name, mark] / ended for mark in MARK_SIGNS if tally.marks[name, mark]},
        {mark: tally.full_marks[name, mark] / full for mark in MARK_SIGNS if tally.full_marks[name, mark]},
    )
