"""Did you mean…? The nearest known name to a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MOST_NAMES = 20_000  # difflib is linear in this; a story with more names gets no suggestion


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, or None if nothing is like it."""
    names = list(known)
    if len(names) > _MOST_NAMES or len(word) > 100:
        return None
    matches = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if matches:
        return matches[0]
    folded = {name.casefold(): name for name in names}
    return folded.get(word.casefold())


def did_you_mean(word: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """` Did you mean 'x'?`, or what there is if that is short, or `otherwise`; with a leading space."""
    names = list(known)
    match = nearest(word, names)
    if match is not None:
        return f" Did you mean '{match}'?"
    if 0 < len(names) <= 8:
        return " There is: " + ", ".join(names) + "."
    return f" {otherwise}" if otherwise else ""
