"""Words as a search and an index see them: without capitals, accents or fine typography."""

from __future__ import annotations

import unicodedata

# What Unicode does not take apart, or a keyboard types otherwise.
_LIKE = str.maketrans({
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i",
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"',
    "–": "-", "—": "-", "‑": "-", "\u00a0": " ",
})  # fmt: skip


def fold(text: str) -> str:
    """The text in small letters without accents: Kühlmann as kuhlmann, Ёж as еж. Folded twice it stays the same."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in parts if not unicodedata.combining(letter))
    return plain.casefold().translate(_LIKE)


def index_key(name: str) -> str:
    """Where a name stands in an index: The Bronx among the Bs."""
    return fold(name).removeprefix("the ")
