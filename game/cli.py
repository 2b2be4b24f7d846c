"""The command `trotsky`: play a story, check one, count it, try it by chance, or look after kept games.

Each failure ends in a sentence and a status.

Status 0: done. 1: the story has mistakes. 2: it could not be done at all.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game import __version__
from game.cli_output import json_text, print_figures, reader_may_go, say_mistakes
from game.cli_saves import saves

if TYPE_CHECKING:
    from game.story import Problems, Story


class _PlayByDefault(click.Group):
    """A group whose first word may be left out: `trotsky` and `trotsky STORY` mean `trotsky play …`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"--help", "--version", *self.commands}
        if not args or args[0] not in own:
            args = ["play", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_PlayByDefault, context_settings={"help_option_names": ["--help"]})
@click.version_option(__version__, prog_name="trotsky")
def cli() -> None:
    """No War, No Peace: a text game, and a tool for writing one.

    Without a command it plays: `trotsky` is `trotsky play`.
    """


cli.add_command(saves)


@cli.command()
@click.argument("story", required=False)
@click.option("--plain", is_flag=True, help="Lines of text instead of a full screen; for pipes and screen readers.")
@click.option("--seed", type=int, help="Fix what chance will do; the same seed and choices give the same game.")
@click.option("--saves", metavar="DIR", help="Keep games in this folder.")
@click.option("--load", metavar="SLOT", help="Go on with a saved game; 'autosave' is the last one played.")
@click.option("--scene", metavar="ID", help="Begin at this scene (for authors).")
def play(
    story: str | None, plain: bool, seed: int | None, saves: str | None, load: str | None, scene: str | None
) -> None:
    """Play STORY (a folder with a story.yaml; ours if none is named)."""
    from game.paths import own_story, saves_folder
    from game.saves import Store
    from game.story import StoryError, load_story

    try:
        loaded = load_story(Path(story) if story else own_story())
    except StoryError as error:
        say_mistakes(error, story)
        raise SystemExit(2) from None
    store = Store(saves_folder(saves, loaded.id))
    if plain or _needs_plain():
        from game.plain import run as run_plain

        with reader_may_go():
            status = run_plain(loaded, store, sys.stdin, sys.stdout, seed=seed, load=load, scene=scene)
        raise SystemExit(status)
    from game.tui import run as run_app

    raise SystemExit(run_app(loaded, store, seed=seed, load=load, scene=scene))


def _needs_plain() -> bool:
    """Whether there is no full screen to draw on."""
    return os.environ.get("TERM") == "dumb" or not sys.stdout.isatty() or not sys.stdin.isatty()


@cli.command()
@click.argument("story", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for editors and scripts.")
def check(story: str | None, as_json: bool) -> None:
    """Find every mistake in STORY (a folder with a story.yaml; ours if none is named)."""
    from game.paths import own_story
    from game.story import check_story

    folder = Path(story) if story else own_story()
    if not folder.is_dir():
        click.echo(f"There is no folder '{folder}'. Name the folder that holds story.yaml.", err=True)
        raise SystemExit(2)
    found, problems = check_story(folder)
    with reader_may_go():
        _print_problems(found, problems, as_json)
    raise SystemExit(1 if problems.errors else 0)


def _print_problems(found: Story | None, problems: Problems, as_json: bool) -> None:
    if as_json:
        rows = [
            {
                "file": p.file,
                "line": p.line,
                "column": p.column,
                "code": p.code,
                "severity": p.severity,
                "message": p.message,
            }
            for p in problems
        ]
        click.echo(json_text({"problems": rows}))
    else:
        for problem in problems:
            click.echo(str(problem))
        if found is not None:
            warnings = f", {len(problems)} to look at" if len(problems) else ""
            click.echo(f"{found.title}: {len(found.scenes)} scenes, no mistakes{warnings}.")
        else:
            click.echo(f"{len(problems.errors)} to mend before the story can be played.")


@cli.command()
@click.argument("story", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def stats(story: str | None, as_json: bool) -> None:
    """Count what STORY holds: its words, its choices and which are read later, its source."""
    from game.authoring.reads import StoryChangedError
    from game.authoring.statistics import statistics
    from game.authoring.statistics_report import lines

    folder, loaded = _faultless(story, as_json)
    try:
        found = statistics(loaded, folder)
    except StoryChangedError as error:
        raise click.ClickException(str(error)) from None
    with reader_may_go():
        print_figures(found, lines(found), as_json)


@cli.command()
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

    folder, loaded = _faultless(story, as_json)
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


def _faultless(story: str | None, as_json: bool) -> tuple[Path, Story]:
    """The story and its folder; if it has mistakes, what `trotsky check` prints, and status 1."""
    from game.paths import own_story
    from game.story import check_story

    folder = Path(story) if story else own_story()
    if not folder.is_dir():
        click.echo(f"There is no folder '{folder}'. Name the folder that holds story.yaml.", err=True)
        raise SystemExit(2)
    found, problems = check_story(folder)
    if found is None:
        with reader_may_go():
            _print_problems(found, problems, as_json)
        raise SystemExit(1)
    return folder, found


@contextmanager
def _progress(games: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; nothing where stderr goes elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    with click.progressbar(length=games, label="Playing", file=sys.stderr, show_pos=True) as bar:
        yield bar.update


def main() -> None:
    """Run the command. Whatever fails, the player gets a sentence and not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli(standalone_mode=False)
    except click.ClickException as error:  # a word on the command line that is not understood
        error.show()
        raise SystemExit(2) from None
    except (click.Abort, KeyboardInterrupt):
        raise SystemExit(130) from None
    except Exception as error:
        if os.environ.get("TROTSKY_DEBUG"):
            raise
        click.echo(f"The program itself failed: {type(error).__name__}: {error}. {_keep_details()}", err=True)
        raise SystemExit(2) from None


def _keep_details() -> str:
    """Write the traceback where it can be sent from, and say where that is."""
    import tempfile
    import traceback

    try:
        with tempfile.NamedTemporaryFile("w", prefix="trotsky-", suffix=".log", delete=False, encoding="utf-8") as file:
            traceback.print_exc(file=file)
    except OSError:
        return "Games are saved after every choice; set TROTSKY_DEBUG=1 to see more."
    return f"Games are saved after every choice. The details are in {file.name}."
