"""`trotsky playtest`: a story played many times by chance."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from game.cli.output import print_figures, reader_may_go
from game.cli.story import faultless


@click.command()
@click.argument("story", required=False)
@click.option("--runs", type=click.IntRange(1), default=1000, show_default=True, help="How many games to play.")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Fix all games; the same seed plays the same ones."
)
@click.option("--jobs", type=click.IntRange(1), help="Processes to play on; as many as processors if not said.")
@click.option(
    "--full", metavar="ID", default="", help="A game with an ending is full if it was in this chapter or scene."
)
@click.option(
    "--most", type=click.IntRange(1), default=5000, show_default=True, help="Choices before a game is broken off."
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def playtest(story: str | None, runs: int, seed: int, jobs: int | None, full: str, most: int, as_json: bool) -> None:
    """Play STORY many times by chance, and say what was met and what never was.

    Status 1 if any game came to no ending.
    """
    from game.authoring.playtest import Plan, PlaytestError, last_page
    from game.authoring.playtest import playtest as play_all
    from game.authoring.playtest_report import lines, report

    folder, loaded = faultless(story, as_json)
    try:
        page, goal = last_page(loaded, full)
        plan = Plan(str(folder), loaded.hash, runs, seed, goal, most)
        with _progress(runs) as after:
            tally = play_all(loaded, plan, jobs=jobs or os.cpu_count() or 1, after=after)
    except PlaytestError as error:
        raise click.ClickException(str(error)) from None
    found = report(loaded, plan, tally, page)
    with reader_may_go():
        print_figures(found, lines(found), as_json)
    raise SystemExit(1 if found.games_without_ending else 0)


@contextmanager
def _progress(games: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; nothing where stderr goes elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=games, label="Playing", file=sys.stderr, show_pos=True) as bar:
        yield bar.update
