"""`trotsky new`: a small story to begin with."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from game.cli.output import fail, say


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--title", metavar="TITLE", help="What the story is called; as its folder, if not said.")
def new(folder: str, title: str | None) -> None:
    """Write a small story into DIR, an empty folder or a new one: whole, commented, and ready to be changed."""
    from game.authoring.scaffold import ScaffoldError, new_story

    try:
        written = new_story(Path(folder), title)
    except ScaffoldError as error:
        fail(str(error))
    typed = shlex.quote(f"./{folder}" if folder.startswith("-") else folder)
    say(f"A story of {len(written)} files is in {folder}. Every file says in its comments what it shows.")
    for command, what in (("play", "play it"), ("check", "find mistakes"), ("test", "run its tests")):
        say(f"  {f'trotsky {command} {typed}':<{len(typed) + 16}}{what}")
    say(f"Begin with {Path(folder) / 'story.yaml'}.")
