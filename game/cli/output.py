"""How every command speaks: lines that no terminal obeys, figures as JSON, and a sentence where something failed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from msgspec import Struct

    from game.story import StoryError

_MOST_MISTAKES = 10


@contextmanager
def reader_may_go() -> Iterator[None]:
    """Leave without a word when whoever reads our output has gone, as `head` does."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def say(text: str = "") -> None:
    """Print a line that may hold words of a file from anywhere: what a terminal would obey is made visible."""
    from game.story.problems import printable

    click.echo(printable(text))


def complain(sentence: str) -> None:
    """Print a sentence on stderr, with nothing in it that a terminal would obey."""
    from game.story.problems import printable

    click.echo(printable(sentence), err=True)


def fail(sentence: str) -> NoReturn:
    """Say what could not be done, and end with status 2."""
    complain(sentence)
    raise SystemExit(2)


def print_figures(found: Struct, told: Iterable[str], as_json: bool) -> None:
    """The findings of a command: as JSON, or as the lines that tell them."""
    if as_json:
        click.echo(json_text(found))
        return
    for line in told:
        say(line)


def json_text(found: object) -> str:
    """JSON in which every character that is not printed stands as an escape, so that it is one on a terminal too."""
    import json

    import msgspec

    text = msgspec.json.format(msgspec.json.encode(found), indent=1).decode()
    if text.replace("\n", "").isprintable():
        return text
    return "".join(letter if letter.isprintable() or letter == "\n" else json.dumps(letter)[1:-1] for letter in text)


def say_mistakes(error: StoryError, story: str | None) -> None:
    """The first mistakes of a story that cannot be opened, and the command that lists them all."""
    mistakes = error.problems.errors
    for problem in mistakes[:_MOST_MISTAKES]:
        complain(str(problem))
    if len(mistakes) > _MOST_MISTAKES:
        complain(f"… and {len(mistakes) - _MOST_MISTAKES} more.")
    command = f"trotsky check {story}" if story else "trotsky check"
    complain(f"The story cannot be opened. `{command}` lists all that is wrong with it.")
