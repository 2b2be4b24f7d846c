"""The figures of a playtest, as data and as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec import Struct

from game.authoring.playtest import Plan, shared_prose
from game.authoring.tally import Fault, Row, Tally
from game.story import Story
from game.story.model import MARK_SIGNS

MOST_IDS = 200  # of choices, told of a game that failed


class Spread(Struct, frozen=True):
    """How a figure is spread over games. A percentile is the smallest value that so many per cent do not exceed."""

    mean: float
    p5: float
    p50: float
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


def report(story: Story, plan: Plan, tally: Tally, page: str) -> Report:
    """The figures. `page` is the name of the last page (see `last_page`)."""
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
    )


def percentile(ordered: Sequence[float], percent: int) -> float:
    """The smallest of `ordered` that at least so many per cent of them do not exceed. There must be one."""
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def spread(values: Sequence[int]) -> Spread | None:
    """How the values are spread, or None if there are none."""
    if not values:
        return None
    ordered = sorted(values)
    return Spread(sum(values) / len(values), *(percentile(ordered, percent) for percent in (5, 50, 95)))


def _scenes_met(story: Story, tally: Tally) -> dict[str, int]:
    """In how many games each scene was met, by its most visited beat: a game may enter at any of them."""
    return {
        scene.id: max((tally.beats[beat.key] for beat in scene.beats), default=0) for scene in story.scenes.values()
    }


def _mean_unmet(full: list[Row], sentences: int) -> float | None:
    return sum(row.unmet for row in full) / len(full) / sentences if full and sentences else None


def _sentence(name: str, tally: Tally, ended: int, full: int) -> Sentence:
    return Sentence(
        name,
        tally.met[name] / full if full else 0.0,
        {mark: tally.marks[name, mark] / ended for mark in MARK_SIGNS if tally.marks[name, mark]},
        {mark: tally.full_marks[name, mark] / full for mark in MARK_SIGNS if tally.full_marks[name, mark]},
    )


def lines(report: Report) -> Iterator[str]:
    """The report for a person, line by line."""
    yield f"{report.story}: {report.runs:,} random games, seed {report.seed}."
    yield f"Full games, with an ending and been in '{report.last_page}': {report.full_games:,} ({_percent(report.full_games / report.runs)})."
    yield from _endings(report)
    yield from _listed("Scenes never reached", report.scenes_never_reached)
    yield from _listed("Beats never reached", report.beats_never_reached)
    yield from _listed("Choices never taken", report.choices_never_taken)
    yield from _faults(report)
    yield ""
    yield f"{'A game':24}{'mean':>9}{'5%':>9}{'50%':>9}{'95%':>9}"
    yield from _spread("words, all games", report.words)
    yield from _spread("words, full games", report.words_full)
    yield from _spread("choices, all games", report.choices)
    yield from _spread("choices, full games", report.choices_full)
    yield from _spread("steps, all games", report.steps)
    yield from _spread("steps, full games", report.steps_full)
    if report.shared_mean is not None and report.shared_p95 is not None:
        yield ""
        yield f"Prose that two full games share ({report.shared_pairs} pairs): {_percent(report.shared_mean)} on average, {_percent(report.shared_p95)} at the 95th percentile."
    yield from _sentences(report)


def _endings(report: Report) -> Iterator[str]:
    yield ""
    yield "Endings"
    for ending in report.endings:
        yield f"  {ending.games:>8,}  {_percent(ending.share):>6}  {ending.ending} ({ending.title})"
    yield from _listed("Endings never reached", report.endings_never_reached)


def _faults(report: Report) -> Iterator[str]:
    if not report.games_without_ending:
        return
    yield ""
    yield f"Games that came to no ending: {report.games_without_ending:,}"
    for fault in report.faults:
        ids = " ".join(fault.choices[:MOST_IDS])
        rest = f" … ({len(fault.choices) - MOST_IDS:,} more with --json)" if len(fault.choices) > MOST_IDS else ""
        yield f"  {fault.fault}, at {fault.beat}: seed {fault.seed}, {len(fault.choices):,} choices"
        yield f"    {ids}{rest}"
    if report.games_without_ending > len(report.faults):
        yield f"  … and {report.games_without_ending - len(report.faults):,} more."


def _spread(name: str, found: Spread | None) -> Iterator[str]:
    if found is not None:
        yield f"  {name:22}{found.mean:>9,.0f}{found.p5:>9,.0f}{found.p50:>9,.0f}{found.p95:>9,.0f}"


def _sentences(report: Report) -> Iterator[str]:
    if not report.sentences:
        return
    yield ""
    if report.unmet_mean is not None and report.unmet_worst is not None:
        yield (
            f"Sentences of the source that a full game does not print: {_percent(report.unmet_mean)} on average, "
            f"{_percent(report.unmet_worst)} at worst (seed {report.unmet_worst_seed})."
        )
    of_full = report.full_games > 0
    yield f"{'Sentence':10}{'printed':>9}{''.join(f'{mark:>10}' for mark in MARK_SIGNS)}{'none':>10}   ({'full games' if of_full else 'all games that ended'})"
    for sentence in report.sentences:
        marks = sentence.full_marks if of_full else sentence.marks
        shares = [marks.get(mark, 0.0) for mark in MARK_SIGNS]
        none = max(0.0, round(1 - sum(shares), 9))
        cells = "".join(f"{_percent(share) if share else '·':>10}" for share in (*shares, none))
        yield f"  {sentence.id:8}{_percent(sentence.met):>9}{cells}"


def _listed(name: str, found: list[str]) -> Iterator[str]:
    if found:
        yield f"{name}: {len(found)}"
        yield from (f"  {each}" for each in found)


def _percent(share: float) -> str:
    return f"{100 * share:.1f}%"
