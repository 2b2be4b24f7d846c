"""The light markup of prose: *emphasis*, **strong** and [words](entry) linking to the codex.

Anything that does not parse is printed as it stands, so no author's text can break a screen. A
backslash takes the meaning from the next *, [ or backslash.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

Style = Literal["", "emphasis", "strong"]

_MARKUP = re.compile(
    r"\\([*\[\\])"
    r"|\*\*([^*\s](?:[^*]*[^*\s])?)\*\*"
    r"|\*([^*\s](?:[^*]*[^*\s])?)\*"
    r"|\[([^\[\]]+)\]\(([\w.-]+)\)"
)
_LINK_OPENED = re.compile(r"(?<!\\)\[[^\[\]]*\]\((?![\w.-]+\))")


class Span(NamedTuple):
    """A run of text in one style; `link` is the codex entry that it opens, or ''."""

    text: str
    style: Style = ""
    link: str = ""


def spans(text: str) -> list[Span]:
    """The text as styled runs, in order; joined, their texts are `plain(text)`."""
    result: list[Span] = []
    end = 0
    for match in _MARKUP.finditer(text):
        if match.start() > end:
            result.append(Span(text[end : match.start()]))
        escaped, strong, emphasis, words, entry = match.groups()
        if escaped:
            result.append(Span(escaped))
        elif strong:
            result.append(Span(strong, "strong"))
        elif emphasis:
            result.append(Span(emphasis, "emphasis"))
        else:
            result.append(Span(words, "", entry))
        end = match.end()
    if end < len(text):
        result.append(Span(text[end:]))
    return result


def plain(text: str) -> str:
    """The words alone."""
    if "*" not in text and "[" not in text and "\\" not in text:
        return text
    return "".join(span.text for span in spans(text))


def links(text: str) -> list[str]:
    """The codex entries that the text links to."""
    return [span.link for span in spans(text) if span.link]


def broken_link(text: str) -> str | None:
    """The start of a link that is not written right, or None."""
    match = _LINK_OPENED.search(text)
    return match.group() if match else None
