"""A bar for what takes a while: how much is done, how much a second, and how long it will still take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click


@contextmanager
def progress(label: str, total: int, what: str = "") -> Iterator[Callable[[int], None]]:
    """A bar on a terminal; nothing where stderr goes elsewhere. What is given is told how much more was done.

    `what` is what is counted, in the plural; '' where there is nothing that anybody would count.
    """
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    began, finished = time.monotonic(), 0

    def rate(_: object) -> str:
        passed = time.monotonic() - began
        return f"{finished / passed:,.0f} {what} a second" if what and finished and passed > 0 else ""

    with click.progressbar(
        length=total, label=label, file=sys.stderr, show_pos=bool(what), show_eta=True, width=20, item_show_func=rate
    ) as bar:

        def more(done: int) -> None:
            nonlocal finished
            finished += done
            bar.update(done, current_item=done)

        yield more
