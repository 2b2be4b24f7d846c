"""`trotsky play`: the game, on a full screen or in lines of text."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.output import fail, reader_may_go, say_mistakes

if TYPE_CHECKING:
    from game.play import Session
    from game.story import Story


@click.command()
@click.argument("story", required=False)
@click.option("--plain", is_flag=True, help="Lines of text instead of a full screen; for pipes and screen readers.")
@click.option("--seed", type=int, help="Fix what chance will do; the same seed and choices give the same game.")
@click.option("--saves", metavar="DIR", help="Keep games in this folder.")
@click.option("--load", metavar="SLOT", help="Go on with a saved game; 'autosave' is the last one played.")
@click.option("--scene", metavar="ID", help="Begin at this scene (for authors).")
@click.option(
    "--replay",
    metavar="LINE",
    help="Go on from a game in one line, SEED:choice,choice,…, as `trotsky playtest` prints it.",
)
def play(
    story: str | None,
    plain: bool,
    seed: int | None,
    saves: str | None,
    load: str | None,
    scene: str | None,
    replay: str | None,
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
    again = _again(loaded, replay, {"--seed": seed, "--load": load, "--scene": scene})
    store = Store(saves_folder(saves, loaded.id))
    if plain or _needs_plain():
        from game.plain import run as run_plain

        with reader_may_go():
            status = run_plain(loaded, store, sys.stdin, sys.stdout, seed=seed, load=load, scene=scene, again=again)
        raise SystemExit(status)
    from game.tui import run as run_app

    raise SystemExit(run_app(loaded, store, seed=seed, load=load, scene=scene, again=again))


def _again(story: Story, line: str | None, others: dict[str, object]) -> Session | None:
    """The game that `--replay` tells; if it cannot be played so far, a sentence and status 2."""
    from game.play import LineError, play_line

    if line is None:
        return None
    beside = next((name for name, value in others.items() if value is not None), None)
    if beside is not None:
        fail(f"`--replay` says itself how the game begins. Take `{beside}` away.")
    try:
        return play_line(story, line)
    except LineError as error:
        fail(str(error))


def _needs_plain() -> bool:
    """Whether there is no full screen to draw on."""
    return os.environ.get("TERM") == "dumb" or not sys.stdout.isatty() or not sys.stdin.isatty()
