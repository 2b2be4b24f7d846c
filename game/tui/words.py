"""How things are said on the screen: marks, throws, times. Words only; the rules are in game/play."""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

from game.play import Carried, Throw
from game.saves.moments import duration as duration
from game.saves.moments import local_day as local_day
from game.saves.moments import local_time as local_time
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
