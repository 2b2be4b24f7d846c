"""`trotsky check`: every mistake in a story."""

from __future__ import annotations

import click

from game.cli.output import reader_may_go
from game.cli.story import folder_of, print_problems


@click.command()
@click.argument("story", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON, for editors and scripts.")
def check(story: str | None, as_json: bool) -> None:
    """Find every mistake in STORY (a folder with a story.yaml; ours if none is named)."""
    from game.story import check_story

    found, problems = check_story(folder_of(story))
    with reader_may_go():
        print_problems(found, problems, as_json)
    raise SystemExit(1 if problems.errors else 0)
