"""The document that a story is built on, and whether what is quoted from it stands in it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

from game.story.model import Sentence

_SPACES = re.compile(r"\s+")


def normal(text: str) -> str:
    """The text with every run of white space as one space: line breaks are no part of a quotation."""
    return _SPACES.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Source:
    """A document and its sentences by id, in the order of the document."""

    document: str  # the file's name
    sha256: str
    text: str  # normalised
    sentences: dict[str, Sentence]
    openings: frozenset[str]  # the sentences that begin a paragraph of the document

    @classmethod
    def read(cls, document: str, sha256: str, text: str, sentences: dict[str, Sentence]) -> Source:
        """The source from a document's whole text."""
        paragraphs = [normal(part) for part in re.split(r"\n\s*\n", text)]
        openings = {
            name
            for name, sentence in sentences.items()
            if any(part.startswith(normal(sentence.text)) for part in paragraphs)
        }
        return cls(document, sha256, normal(text), sentences, frozenset(openings))

    def holds(self, quotation: str) -> bool:
        """Whether the words stand in the document verbatim."""
        return normal(quotation) in self.text

    def sentence_of(self, quotation: str) -> str:
        """The id of the sentence that holds the quoted words, or ''."""
        wanted = normal(quotation)
        for name, sentence in self.sentences.items():
            if wanted in normal(sentence.text):
                return name
        return ""

    def nearest(self, quotation: str) -> str:
        """The passage of about the same length that shares most words with `quotation`."""
        wanted = Counter(normal(quotation).split())
        words = self.text.split()
        length = min(len(words), max(1, sum(wanted.values())))
        window: Counter[str] = Counter()
        shared = best = best_end = 0
        for index, word in enumerate(words):
            window[word] += 1
            if window[word] <= wanted[word]:
                shared += 1
            if index >= length:
                left = words[index - length]
                if window[left] <= wanted[left]:
                    shared -= 1
                window[left] -= 1
            if shared > best:
                best, best_end = shared, index + 1
        return " ".join(words[max(0, best_end - length) : best_end]) if best else ""


def digest(content: bytes) -> str:
    """The sha256 that a story pins its document by."""
    return hashlib.sha256(content).hexdigest()
