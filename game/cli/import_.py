"""`trotsky import`: a file of another program as a story in a new folder."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.output import complain, fail, reader_may_go, say


@click.command("import")
@click.argument("file")
@click.argument("folder", metavar="DIR")
@click.option(
    "--format", "form", type=click.Choice(["twee"]), default="twee", show_default=True, help="Twee 3 is Twine's."
)
def import_(file: str, folder: str, form: str) -> None:
    """Make a story in DIR, a folder that is new or empty, out of FILE, a story of Twine's as Twee.

    Passages, links, tags and the start are taken over. Macros are not run: each is kept as a note, and named here.
    """
    from game.authoring.twee import MOST_BYTES, TweeError
    from game.authoring.twee_import import import_twee, write_story
    from game.saves.files import read_bounded
    from game.saves.names import why
    from game.story import check_story

    source, target = Path(file), Path(folder)
    try:
        content = read_bounded(source, MOST_BYTES)
    except (OSError, ValueError) as error:
        fail(f"{file} cannot be read ({why(error)}). Name a Twee file.")
    try:
        made = import_twee(content, source.stem)
    except TweeError as error:
        fail(f"{file}:{error.line}:1  {error}" if error.line else f"{file}: {error}")
    try:
        write_story(made, target)
    except TweeError as error:
        fail(str(error))
    except (OSError, ValueError) as error:
        fail(f"{folder} cannot be written ({why(error)}). Name another folder.")
    for remark in made.remarks:
        complain(f"{file}:{remark.line}:1  {remark.message}")
    if made.unsaid:
        complain(f"… and {made.unsaid:,} more like these.")
    found, problems = check_story(target)
    with reader_may_go():
        for problem in problems:
            say(str(problem))
        if found is not None:
            say(f"{found.title}: {made.scenes} scenes in {folder}. `trotsky play {folder}` plays it.")
    raise SystemExit(0 if found is not None else 1)
