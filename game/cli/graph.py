"""`trotsky graph`: the scenes of a story and the ways between them, to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from game.cli.output import complain, fail, reader_may_go, say
from game.cli.story import faultless

_ENDINGS = {".mmd": "mermaid", ".mermaid": "mermaid", ".dot": "dot", ".gv": "dot", ".html": "html", ".htm": "html"}

_MOST_IN_MERMAID = 500  # its own default


@click.command()
@click.argument("story", required=False)
@click.option(
    "--format", "form", type=click.Choice(["mermaid", "dot", "html"]),
    help="Text for Mermaid or Graphviz, or a page for a browser; told by FILE's ending if not said, else Mermaid.",
)  # fmt: skip
@click.option("--chapter", metavar="ID", help="Only this chapter, with the scenes that lead into it or out of it.")
@click.option("--heat", metavar="FILE", help="Shade scenes by the figures that `trotsky playtest --json` printed.")
@click.option("--out", metavar="FILE", help="Write into this file instead of printing.")
def graph(story: str | None, form: str | None, chapter: str | None, heat: str | None, out: str | None) -> None:
    """Draw the scenes of STORY and the ways between them."""
    from game.authoring import graph as graphs
    from game.authoring.graph_html import page
    from game.authoring.graph_text import dot, mermaid
    from game.authoring.reads import StoryChangedError

    form = form or _ENDINGS.get(Path(out or "").suffix.lower(), "mermaid")
    if form == "html" and out is None and sys.stdout.isatty():
        fail("A page is for a browser. Name a file for it, as in `--out graph.html`.")
    folder, loaded = faultless(story, as_json=False)
    try:
        drawn = graphs.graph_of(loaded, folder)
        if chapter is not None:
            drawn = graphs.of_chapter(drawn, chapter)
        if heat is not None:
            figures = graphs.read_figures(Path(heat))
            if figures.hash != drawn.hash:
                complain(f"The figures in {heat} are not of this story as it is now. Play it again to have them right.")
            drawn = graphs.with_heat(drawn, figures)
    except (graphs.GraphError, StoryChangedError) as error:
        fail(str(error))
    text = (
        page(drawn)
        if form == "html"
        else "".join(f"{line}\n" for line in (mermaid if form == "mermaid" else dot)(drawn))
    )
    if form == "mermaid" and len(drawn.edges) > _MOST_IN_MERMAID:
        complain(
            f"Mermaid draws {_MOST_IN_MERMAID} arrows and no more unless its `maxEdges` is raised; here are "
            f"{len(drawn.edges):,}. Draw it by chapters with --chapter, or as a page with --format html."
        )
    if out is None:
        with reader_may_go():
            click.echo(text, nl=False)
        return
    _write(Path(out), text)
    say(f"Written into {out}: {len(drawn.scenes):,} scenes, {len(drawn.edges):,} ways between them.")


def _write(file: Path, text: str) -> None:
    if file.suffix.lower() in (".yaml", ".yml"):
        fail(f"{file} would be a file of a story. Give it another ending, such as .html, .dot or .mmd.")
    try:
        file.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        fail(f"{file} cannot be written ({why}). Name a file in a folder that can be written to.")
