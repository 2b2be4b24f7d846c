"""What every command about a story begins with: its folder, the story without mistakes, or the list of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from game.cli.output import fail, json_text, reader_may_go

if TYPE_CHECKING:
    from game.story import Problems, Story


def folder_of(story: str | None) -> Path:
    """The folder that is meant, ours if none is named; if there is none, a sentence and status 2."""
    from game.paths import own_story

    folder = Path(story) if story else own_story()
    if not folder.is_dir():
        fail(f"There is no folder '{folder}'. Name the folder that holds story.yaml.")
    return folder


def faultless(story: str | None, as_json: bool) -> tuple[Path, Story]:
    """The story and its folder; if it has mistakes, what `trotsky check` prints, and status 1."""
    from game.story import check_story

    folder = folder_of(story)
    found, problems = check_story(folder)
    if found is None:
        with reader_may_go():
            print_problems(found, problems, as_json)
        raise SystemExit(1)
    return folder, found


def print_problems(found: Story | None, problems: Problems, as_json: bool) -> None:
    """All of them, as lines or as JSON, and at the end how the story stands."""
    if as_json:
        print_problems_as_json(problems)
    else:
        for problem in problems:
            click.echo(str(problem))
        if found is not None:
            warnings = f", {len(problems)} to look at" if len(problems) else ""
            click.echo(f"{found.title}: {len(found.scenes)} scenes, no mistakes{warnings}.")
        else:
            click.echo(f"{len(problems.errors)} to mend before the story can be played.")


def print_problems_as_json(problems: Problems) -> None:
    """All of them, for editors and scripts."""
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
