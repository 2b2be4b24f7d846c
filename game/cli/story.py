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


def print_problems(found: Story | None, problems: Problems, as_json: bool, *, hints: bool = False) -> None:
    """As lines, or all as JSON, and at the end how the story stands. Hints are shown if asked for, and counted."""
    if as_json:
        print_problems_as_json(problems)
        return
    for problem in problems:
        if hints or problem.severity != "hint":
            click.echo(str(problem))
    if found is None:
        click.echo(f"{len(problems.errors)} to mend before the story can be played.")
        return
    warnings, more = len(problems.of("warning")), len(problems.of("hint"))
    told = [f"{warnings} {'warning' if warnings == 1 else 'warnings'}"] if warnings else []
    if more:
        told.append(f"{more} {'hint' if more == 1 else 'hints'}" + ("" if hints else " (`--hints` shows them)"))
    click.echo(f"{', '.join([f'{found.title}: {len(found.scenes)} scenes, no mistakes', *told])}.")


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
