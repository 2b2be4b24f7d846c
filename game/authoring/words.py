"""How many words a text has, and how many a compiled prose has with all that any game can show of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from game.story import markup
from game.story.runtime import FirstPart, IfPart, Prose, Template, TextPart

_WORD = re.compile(r"\S*\w\S*")


class ProseWords(NamedTuple):
    """The words of a prose: the story's own, and those it quotes from the source."""

    own: int
    quoted: int


def count_words(text: str) -> int:
    """How many runs without spaces hold a letter or a digit. Markup is no word, nor is a dash alone."""
    return len(_WORD.findall(markup.plain(text)))


def template_words(template: Template) -> int:
    """The words of a text; each value put in counts as one word."""
    if template.fixed is not None:
        return count_words(template.fixed)
    return count_words("".join(part if isinstance(part, str) else "0" for part in template.parts))


def prose_words(prose: Prose) -> ProseWords:
    """The words of a prose, every variant of it counted."""
    own = quoted = 0
    for part in prose.parts:
        if isinstance(part, TextPart):
            words = template_words(part.template)
            own, quoted = (own, quoted + words) if part.quote else (own + words, quoted)
        elif isinstance(part, IfPart | FirstPart):
            sides = (part.yes, part.no) if isinstance(part, IfPart) else (part.first, part.then)
            for side in sides:
                inner = prose_words(side)
                own, quoted = own + inner.own, quoted + inner.quoted
        else:
            own += sum(template_words(option.template) for option in part.options)
    return ProseWords(own, quoted)
