"""`trotsky stats`: what a story holds, counted."""

from __future__ import annotations

import click

from game.cli.output import print_figures, reader_may_go
from game.cli.story import faultless


@click.command()
@click.argument("story", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--scenes", is_flag=True, help="Print the words of each scene, too.")
def stats(story: str | None, as_json: bool, scenes: bool) -> None:
    """Count what STORY holds: its words, its choices and which are read later, its source."""
    from game.authoring.reads import StoryChangedError
    from game.authoring.statistics import statistics
    from game.authoring.statistics_report import lines

    folder, loaded = faultless(story, as_json)
    try:
        found = statistics(loaded, folder)
    except StoryChangedError as error:
        raise click.ClickException(str(error)) from None
    with reader_may_go():
        print_figures(found, lines(found, scenes=scenes), as_json)
