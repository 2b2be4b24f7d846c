"""`trotsky explain`: what a code of `trotsky check` means, with an example, and how to mend it."""

from __future__ import annotations

import click

from game.cli.output import fail, reader_may_go, say


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Tell what CODE means, show an example that raises it, and say how to mend it. Without CODE: list them all."""
    from game.story.codes import CODES
    from game.story.explanations import EXPLANATIONS
    from game.story.suggest import did_you_mean

    if code is None:
        with reader_may_go():
            for name, meaning in sorted(CODES.items()):
                say(f"{name}  {meaning.severity:<7}  {meaning.title}")
        return
    name = code.strip().upper()
    if name not in CODES:
        fail(f"There is no code '{code[:40]}'.{did_you_mean(name, CODES, otherwise='`trotsky explain` lists them.')}")
    meaning, explanation = CODES[name], EXPLANATIONS[name]
    with reader_may_go():
        say(f"{name}  {meaning.severity}: {meaning.title}")
        say()
        say(meaning.why)
        say()
        say(f"An example, in {explanation.file}:")
        say()
        for line in explanation.example.splitlines():
            say(f"    {line}".rstrip())
        say()
        say(f"To mend it: {explanation.mend}")
        if meaning.severity != "error":
            say(f"To leave it: write `# trotsky: allow {name} reason` behind the line, or on the line before.")
