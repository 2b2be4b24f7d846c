"""How things are said on the screen: marks, throws, times. Words only; the rules are in game/play."""

from __future__ import annotations

import datetime

from textual.content import Content
from textual.style import Style

from game.play import Carried, Throw
from game.story import markup
from game.story.model import MARK_SIGNS

MEANINGS = {
    "stands": "stands: in this life, true",
    "strained": "strained: true words, false picture",
    "struck": "struck: your life says otherwise",
    "unlived": "unlived: in this life it never came to that",
}
BASES = {
    "attested": "This is attested.",
    "inferred": "Some of this is inferred: the sources argue, or fall short.",
    "invented": "This is invented: our own, where the sources are silent.",
}
_STYLES = {"": "", "emphasis": "italic", "strong": "bold"}


def sign(mark: str) -> str:
    """The sign of a mark, a blank for none."""
    return MARK_SIGNS.get(mark, " ")


def content(text: str) -> Content:
    """An author's text in light markup, ready to be shown. Nothing in it is taken for Textual's own."""
    return Content.assemble(*[(span.text, _style(span)) for span in markup.spans(text)])


def _style(span: markup.Span) -> str | Style:
    if not span.link:
        return _STYLES[span.style]
    # An entry's id is of letters, digits, '-', '_' and '.' alone, so it cannot end the quotation.
    return Style(underline=True) + Style.from_meta({"@click": f"screen.entry('{span.link}')"})


def throw(thrown: Throw) -> str:
    """What chance did, as a line."""
    return f"{thrown.odds} in 100: threw {thrown.rolled}, and it {'came off' if thrown.succeeded else 'failed'}."


def carried(item: Carried, *, figures: bool = False) -> Content:
    """What a quality is called now; with `figures`, how much that is as well."""
    words = content(item.words or str(item.value))
    if figures and item.words and item.range is not None:
        return Content.assemble(words, f" · {figure(int(item.value))}")
    return words


def figure(value: int) -> str:
    """A number as it is printed."""
    return str(value).replace("-", "−")


def local_time(saved_at: str) -> str:
    """A saved game's UTC moment as the player's own clock would have it; as it stands if it is no time."""
    here = _here(saved_at)
    return f"{here.day} {here:%b %Y, %H:%M}" if here is not None else saved_at


def local_day(moment: str) -> str:
    """The day of a UTC moment where the player is: '3 May 2026'; as it stands if it is no time."""
    here = _here(moment)
    return f"{here.day} {here:%b %Y}" if here is not None else moment


def _here(moment: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(moment).astimezone()
    except (ValueError, OverflowError):
        return None


def duration(seconds: int) -> str:
    """A time played: '45 min', '2 h 5 min'."""
    minutes = seconds // 60
    if minutes < 1:
        return "under a minute"
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
