"""Choices too long for a small terminal, and beats too long to be read at one go."""

from __future__ import annotations

import textwrap

from game.authoring.analysis.findings import Findings
from game.authoring.analysis.texts import Texts
from game.authoring.words import prose_words
from game.story import markup
from game.story.compile_text import one_line
from game.story.runtime import FirstPart, IfPart, Prose

LABEL_COLUMNS = 72  # what a screen of 80 columns leaves for the words of a choice
LABEL_LINES = 2
MOST_WORDS = 180


def long_labels(found: Findings, texts: Texts) -> None:
    """T705: the words of a choice fill more than two lines of a screen of 80 columns."""
    for text in texts.scenes:
        if not text.is_label or len(text.text) <= LABEL_COLUMNS * LABEL_LINES // 2:
            continue
        lines = len(textwrap.wrap(markup.plain(one_line(text.text)), LABEL_COLUMNS))
        if lines > LABEL_LINES:
            sentence = f"The words of this choice take {lines} lines of {LABEL_COLUMNS} columns; {LABEL_LINES} are room enough. Say it shorter."
            found.add("T705", text.document, text.path, sentence)


def long_beats(found: Findings) -> None:
    """T706: more words are told at once than are well read at once, whatever stands in their way."""
    for key, step in found.made.steps.items():
        words = most_at_once(found.made.story.beats[key].prose)
        if words > MOST_WORDS:
            sentence = (
                f"This beat can tell {words} words at once; up to {MOST_WORDS} are read gladly. Part it into two beats."
            )
            found.add("T706", step.document, (*step.named.path, "text"), sentence)


def most_at_once(prose: Prose) -> int:
    """The words of the longest reading that is certainly one: all that is always told, and the longest side of one
    part that varies. Of several that vary it is not known whether they can be long together."""
    always, gain = 0, 0
    for part in prose.parts:
        if isinstance(part, IfPart | FirstPart):
            first, second = (part.yes, part.no) if isinstance(part, IfPart) else (part.first, part.then)
            sides = sorted((most_at_once(first), most_at_once(second)))
        else:
            words = prose_words(Prose((part,), None)).own
            options = len(getattr(part, "options", ())) or 1
            sides = [words // options, words // options]
        always += sides[0]
        gain = max(gain, sides[1] - sides[0])
    return always + gain
