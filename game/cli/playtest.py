"""`trotsky playtest`: a story played by machine: at random, for all that it holds, or through every state."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from game.cli.output import fail, print_figures, reader_may_go
from game.cli.progress import progress
from game.cli.story import faultless

if TYPE_CHECKING:
    from game.authoring.cover import Budget
    from game.authoring.playtest import Plan
    from game.authoring.playtest_report import Report
    from game.authoring.tally import Tally
    from game.story import Story

_RUNS, _MOST, _BUDGET, _STATES = 1000, 5000, "60", 20_000
_OF_RANDOM = ("jobs", "dask", "full", "most", "html")
_NOT_WITH = {  # the options that say nothing in a mode
    "random": ("budget", "states"),
    "cover": ("runs", "states", *_OF_RANDOM),
    "exhaust": ("budget", "everything", *_OF_RANDOM),
}


@click.command()
@click.argument("story", required=False)
@click.option("--random", is_flag=True, help="Play games by chance; so it is where no other way is asked for.")
@click.option("--cover", is_flag=True, help="Search for every choice and every paragraph.")
@click.option("--exhaust", is_flag=True, help="Look at every state, for dead ends and stuck pages.")
@click.option("--runs", type=click.IntRange(1), help=f"How many random games to play; {_RUNS:,} if not said.")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Fix all games; the same seed plays the same ones."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes to play on; as many as processors if not said.")
@click.option("--dask", metavar="ADDRESS", help="Play on the workers of a running Dask scheduler, as tcp://host:8786.")
@click.option("--full", metavar="ID", help="A game with an ending is full if it was in this chapter or scene.")
@click.option("--most", type=click.IntRange(1), help=f"Choices before a game is broken off; {_MOST:,} if not said.")
@click.option("--all", "everything", is_flag=True, help="Tell all, and not only the rarest or the shortest.")
@click.option("--html", metavar="FILE", help="Write the figures as a page for a browser, too.")
@click.option(
    "--budget",
    metavar="N",
    help=f"How long --cover may take: 60 or 60s, 2000games or 500000steps; {_BUDGET} seconds if not said.",
)
@click.option(
    "--states", type=click.IntRange(1), help=f"The most states of a chapter for --exhaust; {_STATES:,} if not said."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def playtest(story: str | None, seed: int, as_json: bool, **options: Any) -> None:
    """Play STORY by machine, and say what was met and what never was.

    Status 1 if a game came to no ending, or a dead end or a stuck page was found.
    """
    mode = _mode(options)
    folder, loaded = faultless(story, as_json)
    if mode == "cover":
        _cover(folder, loaded, seed, as_json, _budget(options["budget"] or _BUDGET), options["everything"])
    elif mode == "exhaust":
        _exhaust(folder, loaded, seed, as_json, options["states"] or _STATES, options["runs"] or _RUNS)
    else:
        _random(folder, loaded, seed, as_json, options)


def _mode(options: dict[str, Any]) -> str:
    """The one mode that was asked for; if there are two, or an option that says nothing in it, a sentence and status 2."""
    modes = [mode for mode in _NOT_WITH if options[mode]]
    if len(modes) > 1:
        fail(f"Choose one of {' and '.join(f'`--{mode}`' for mode in modes)}.")
    mode = modes[0] if modes else "random"
    for name in _NOT_WITH[mode]:
        if options[name]:
            fail(f"`--{'all' if name == 'everything' else name}` says nothing with `--{mode}`. Take one of them away.")
    return mode


def _budget(written: str) -> Budget:
    from game.authoring.cover import Budget

    found = re.fullmatch(r"([0-9]{1,9})(s|games|steps)?", written)
    if found is None or not int(found[1]):
        fail(f"'{written}' is no budget. Write seconds (60 or 60s), plays (2000games) or choices made (500000steps).")
    amount = int(found[1])
    if found[2] == "games":
        return Budget(games=amount)
    return Budget(steps=amount) if found[2] == "steps" else Budget(seconds=amount)


def _random(folder: Path, loaded: Story, seed: int, as_json: bool, options: dict[str, Any]) -> None:
    from game.authoring.playtest import Plan, PlaytestError, last_page
    from game.authoring.playtest_lines import lines
    from game.authoring.playtest_report import report

    runs = options["runs"] or _RUNS
    try:
        page, goal = last_page(loaded, options["full"] or "")
        plan = Plan(str(folder), loaded.hash, runs, seed, goal, options["most"] or _MOST)
        found = report(loaded, plan, _played(loaded, plan, options), page)
    except PlaytestError as error:
        raise click.ClickException(str(error)) from None
    if options["html"] is not None:
        _write_page(found, options["html"])
    with reader_may_go():
        print_figures(found, lines(found, options["everything"]), as_json)
    raise SystemExit(1 if found.games_without_ending else 0)


def _played(loaded: Story, plan: Plan, options: dict[str, Any]) -> Tally:
    from game.authoring.playtest import playtest as play_all

    if options["dask"]:
        if options["jobs"]:
            fail("The scheduler says how many workers there are. Take `--jobs` away, or `--dask`.")
        from game.authoring.cluster import playtest_on

        with progress("Playing", plan.runs, "games") as after:
            return playtest_on(options["dask"], plan, after=after)
    with progress("Playing", plan.runs, "games") as after:
        return play_all(loaded, plan, jobs=options["jobs"] or os.cpu_count() or 1, after=after)


def _cover(folder: Path, loaded: Story, seed: int, as_json: bool, budget: Budget, everything: bool) -> None:
    from game.authoring.cover_report import lines, search
    from game.authoring.playtest import PlaytestError

    try:
        with progress("Searching", 1000) as more:
            told = 0

            def after(share: float) -> None:
                nonlocal told
                done = int(share * 1000)
                if done > told:
                    more(done - told)
                    told = done

            found = search(loaded, folder, seed, budget, after)
    except PlaytestError as error:
        raise click.ClickException(str(error)) from None
    with reader_may_go():
        print_figures(found, lines(found, everything), as_json)
    raise SystemExit(1 if found.faults else 0)


def _exhaust(folder: Path, loaded: Story, seed: int, as_json: bool, states: int, runs: int) -> None:
    from game.authoring.exhaust_report import exhaust, lines
    from game.authoring.playtest import PlaytestError

    try:
        with progress("Looking", states * (len(loaded.chapters) + 1), "states") as after:
            found = exhaust(loaded, folder, seed, states, runs, after)
    except PlaytestError as error:
        raise click.ClickException(str(error)) from None
    with reader_may_go():
        print_figures(found, lines(found), as_json)
    raise SystemExit(1 if found.has_faults else 0)


def _write_page(found: Report, path: str) -> None:
    from game.authoring.playtest_page import page

    try:
        Path(path).write_text(page(found), encoding="utf-8")
    except OSError as error:
        fail(
            f"The page cannot be written to {path} ({error.strerror or error}). Name a file in a folder that there is."
        )
