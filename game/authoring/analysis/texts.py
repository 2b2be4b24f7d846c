"""The texts of a story as they stand in its files, each with its place."""

from __future__ import annotations

from typing import Any, NamedTuple

from game.story.compile_text import paragraphs
from game.story.decode import Path
from game.story.files import StoryFiles
from game.story.yaml_tree import Document

_PROSE = {"text", "first", "then", "else", "sequence", "cycle", "shuffle", "reply", "record"}


class Written(NamedTuple):
    """A text of a file, `key` being the last word of its path. A list's items have the list's key."""

    document: Document
    path: Path
    key: str
    text: str

    @property
    def is_prose(self) -> bool:
        """Whether it is told to the player: no words of a choice, and no quotation."""
        return self.key in _PROSE and not self.is_label

    @property
    def is_label(self) -> bool:
        """Whether it is the words of a choice."""
        return self.path[-1] == "text" and len(self.path) > 2 and self.path[-3] == "choices"

    @property
    def is_record(self) -> bool:
        """Whether it is history's card, which is not of the scene's own moment."""
        return "record" in self.path

    @property
    def paragraphs(self) -> list[str]:
        """Parted at its blank lines, on one line each."""
        return paragraphs(self.text)


class Texts:
    """All texts of the scenes, of the chapters' own files, and of the codex."""

    def __init__(self, files: StoryFiles) -> None:
        self.scenes = [
            text
            for chapter in files.chapters
            for _, document, _ in chapter.scenes
            for text in texts_of(document)
        ]  # fmt: skip
        self.chapters = [text for chapter in files.chapters for text in texts_of(chapter.document)]
        self.codex = [text for document in files.codex_documents for text in texts_of(document)]


def texts_of(document: Document) -> list[Written]:
    """Every text of one file, in its order."""
    found: list[Written] = []
    _collect(document, document.value, (), "", found)
    return found


def _collect(document: Document, value: Any, path: Path, key: str, found: list[Written]) -> None:
    if isinstance(value, str):
        found.append(Written(document, path, key, value))
    elif isinstance(value, dict):
        for name, item in value.items():
            _collect(document, item, (*path, name), name, found)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _collect(document, item, (*path, index), key, found)
