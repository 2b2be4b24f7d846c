"""`trotsky schema`: what editors need to check the files of a story while they are written."""

from __future__ import annotations

from pathlib import Path

import click

from game.cli.output import fail, reader_may_go, say


@click.command()
@click.argument("kind", required=False)
@click.option("--out", metavar="DIR", help="Write into this folder instead: the schema of KIND, or all of them.")
def schema(kind: str | None, out: str | None) -> None:
    """Print the JSON Schema of a KIND of file; without KIND, list the kinds.

    Editors that know JSON Schema then complete keys, say what each is, and underline mistakes.
    """
    from game.authoring.schema import KINDS, file_name, text_of
    from game.story.suggest import did_you_mean

    if kind is not None and kind not in KINDS:
        fail(f"There is no kind of file '{kind}'.{did_you_mean(kind, KINDS)}")
    if out is not None:
        _write(Path(out), {file_name(name): text_of(name) for name in (KINDS if kind is None else [kind])})
        return
    with reader_may_go():
        if kind is not None:
            click.echo(text_of(kind), nl=False)
            return
        width = max(map(len, KINDS))
        for name, found in KINDS.items():
            say(f"{name:{width}}  {found.file}")
        say()
        say("`trotsky schema KIND` prints the schema of one, `trotsky schema --out DIR` writes all of them.")


def _write(folder: Path, files: dict[str, str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        fail(f"The schemas cannot be written into {folder} ({why}). Name a folder that can be written to.")
    say(f"Written into {folder}: {', '.join(files)}.")
