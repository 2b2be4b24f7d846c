"""`trotsky export`: a story in the format of another program."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from game.cli.output import complain, fail, reader_may_go
from game.cli.story import faultless

_HEADER = b"::"  # what a Twee file begins with


@click.command()
@click.argument("story", required=False)
@click.option(
    "--format", "form", type=click.Choice(["twee"]), default="twee", show_default=True, help="Twee 3 is Twine's."
)
@click.option("--out", metavar="FILE", help="Write it there, and not to the screen.")
def export(story: str | None, form: str, out: str | None) -> None:
    """Write STORY (a folder; ours if none is named) as Twee 3, for Twine.

    A passage for each beat, laid out by chapters; what Twine has no word for stands in comments.
    """
    from game.authoring.reads import StoryChangedError
    from game.authoring.twee import write
    from game.authoring.twee_export import passages

    folder, loaded = faultless(story, as_json=False)
    try:
        made = passages(loaded, folder)
    except StoryChangedError as error:
        raise click.ClickException(str(error)) from None
    content = write(made).encode()
    if out is None:
        with reader_may_go():
            sys.stdout.buffer.write(content)
        return
    _write(Path(out), content)
    complain(f"{loaded.title}: {len(made) - 2} passages in {out}. Twine opens it by Library, Import.")


def _write(path: Path, content: bytes) -> None:
    """Write the file whole, but over none that is something else; failing, say so and end."""
    from game.saves.files import read_bounded, write_whole
    from game.saves.names import why

    try:
        if path.is_dir():
            fail(f"{path} is a folder. Name the file to be written.")
        if path.exists() and not read_bounded(path, 8).removeprefix(b"\xef\xbb\xbf").startswith(_HEADER):
            fail(f"{path} is there already, and is no Twee file. Name another one.")
        if not path.parent.is_dir():
            fail(f"There is no folder {path.parent}. Make it, or name another one.")
        write_whole(path, content)
    except (OSError, ValueError) as error:
        fail(f"{path} cannot be written ({why(error)}). Name another place.")
