"""`trotsky playtest`: a story played many times by chance."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.output import fail, print_figures, reader_may_go
from game.cli.progress import progress
from game.cli.story import faultless

if TYPE_CHECKING:
    from game.authoring.playtest_report import Report


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
@click.option("--all", "everything", is_flag=True, help="Tell every scene, choice and paragraph, not only the rarest.")
@click.option("--html", metavar="FILE", help="Write the figures as a page for a browser, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def playtest(
    story: str | None,
    runs: int,
    seed: int,
    jobs: int | None,
    full: str,
    most: int,
    everything: bool,
    html: str | None,
    as_json: bool,
) -> None:
    """Play STORY many times by chance, and say what was met and what never was.

    Status 1 if any game came to no ending.
    """
    from game.authoring.playtest import Plan, PlaytestError, last_page
    from game.authoring.playtest import playtest as play_all
    from game.authoring.playtest_lines import lines
    from game.authoring.playtest_report import report

    folder, loaded = faultless(story, as_json)
    try:
        page, goal = last_page(loaded, full)
        plan = Plan(str(folder), loaded.hash, runs, seed, goal, most)
        with progress("Playing", runs, "games") as after:
            tally = play_all(loaded, plan, jobs=jobs or os.cpu_count() or 1, after=after)
        found = report(loaded, plan, tally, page)
    except PlaytestError as error:
        raise click.ClickException(str(error)) from None
    if html is not None:
        _write_page(found, html)
    with reader_may_go():
        print_figures(found, lines(found, everything), as_json)
    raise SystemExit(1 if found.games_without_ending else 0)


def _write_page(found: Report, path: str) -> None:
    from game.authoring.playtest_page import page

    try:
        Path(path).write_text(page(found), encoding="utf-8")
    except OSError as error:
        fail(
            f"The page cannot be written to {path} ({error.strerror or error}). Name a file in a folder that there is."
        )
