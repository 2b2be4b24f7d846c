"""How many words a text has, and how many a compiled prose has with all that any game can show of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from game.story import markup
from game.story.runtime import FirstPart, IfPart, Prose, Template, TextPart

_WORD = re.compile(r"\S*\w\S*")


_SPEECH = re.compile(r"“[^”]*”?|\"[^\"]*\"?")


class ProseWords(NamedTuple):
    """The words of a prose: the story's own, those it quotes from the source, and how many of its own are spoken."""

    own: int
    quoted: int
    speech: int = 0


def count_words(text: str) -> int:
    """How many runs without spaces hold a letter or a digit. Markup is no word, nor is a dash alone."""
    return len(_WORD.findall(markup.plain(text)))


def spoken_words(text: str) -> int:
    """How many of them stand in quotation marks; what is not closed is spoken to the end of the paragraph."""
    return sum(count_words(speech) for speech in _SPEECH.findall(text))


def template_words(template: Template) -> int:
    """The words of a text; each value put in counts as one word."""
    return count_words(_text(template))


def _text(template: Template) -> str:
    if template.fixed is not None:
        return template.fixed
    return "".join(part if isinstance(part, str) else "0" for part in template.parts)


def prose_words(prose: Prose) -> ProseWords:
    """The words of a prose, every variant of it counted."""
    own = quoted = speech = 0
    for part in prose.parts:
        if isinstance(part, TextPart):
            words = template_words(part.template)
            if part.quote:
                quoted += words
            else:
                own, speech = own + words, speech + spoken_words(_text(part.template))
        elif isinstance(part, IfPart | FirstPart):
            sides = (part.yes, part.no) if isinstance(part, IfPart) else (part.first, part.then)
            for side in sides:
                inner = prose_words(side)
                own, quoted, speech = own + inner.own, quoted + inner.quoted, speech + inner.speech
        else:
            own += sum(template_words(option.template) for option in part.options)
            speech += sum(spoken_words(_text(option.template)) for option in part.options)
    return ProseWords(own, quoted, speech)
