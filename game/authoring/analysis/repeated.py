"""Paragraphs that stand in two places of the story word for word."""

from __future__ import annotations

from game.authoring.analysis.findings import Findings
from game.authoring.analysis.texts import Texts
from game.authoring.words import count_words

FEWEST_WORDS = 13


def repeated_prose(found: Findings, texts: Texts) -> None:
    """T707: a paragraph of more than twelve words that is told elsewhere already."""
    places: dict[str, str] = {}
    for text in texts.scenes:
        if not text.is_prose:
            continue
        for paragraph in text.paragraphs:
            if paragraph.count(" ") < FEWEST_WORDS - 1 or count_words(paragraph) < FEWEST_WORDS:
                continue
            line = text.document.at(text.path)[0]
            place = f"{text.document.file}:{line}"
            first = places.setdefault(paragraph.casefold(), place)
            if first != place:
                sentence = f"The paragraph «{paragraph[:60].rstrip()}…» is told in {first} too. Tell it once, or in other words."
                found.add("T707", text.document, text.path, sentence)
