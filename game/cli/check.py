"""`trotsky check`: every mistake in a story, and all else that a machine can find in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from game.cli.output import reader_may_go
from game.cli.story import folder_of, print_problems

if TYPE_CHECKING:
    from pathlib import Path

    from game.story import Problems


@click.command()
@click.argument("story", required=False)
@click.option("--strict", is_flag=True, help="Warnings are failures too: status 1. Hints never are.")
@click.option("--hints", is_flag=True, help="Show hints as well.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json: everything, for editors and scripts.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="How to print: lines, JSON, or the workflow commands of GitHub.",
)
def check(story: str | None, strict: bool, hints: bool, as_json: bool, form: str) -> None:
    """Find every mistake in STORY (a folder with a story.yaml; ours if none is named).

    Errors keep the story from opening; warnings are faults that a game can meet; hints may be meant so.
    `trotsky explain CODE` tells more of each.
    """
    from game.authoring.analysis import analyse
    from game.story.load import check_files

    folder = folder_of(story)
    checked = check_files(folder)
    analyse(checked)
    problems = checked.problems
    with reader_may_go():
        if form == "github":
            _print_for_github(folder, problems, hints)
        else:
            print_problems(checked.story, problems, as_json or form == "json", hints=hints)
    raise SystemExit(1 if problems.errors or (strict and problems.of("warning")) else 0)


def _print_for_github(folder: Path, problems: Problems, hints: bool) -> None:
    from game.cli.github import workflow_command

    for problem in problems:
        if hints or problem.severity != "hint":
            click.echo(workflow_command(problem, folder))
