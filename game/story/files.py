"""The files of a story's folder: which there are, and what each holds, before anything is resolved."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from game.story import model
from game.story.decode import decode
from game.story.problems import LINES, Problems
from game.story.suggest import did_you_mean
from game.story.yaml_tree import MOST_BYTES, Document, read

MOST_FILES = 200_000
_FOLDER_NAME = re.compile(r"[\w][\w .-]{0,99}\Z")
Entry = TypeVar("Entry", bound=msgspec.Struct)
_KNOWN_IN_CODEX = ("people.yaml", "places.yaml", "terms.yaml", "README.md")
_KNOWN_IN_ROOT = {"story.yaml", "qualities.yaml", "README.md"}
_NO_CHAPTERS = ("codex", "schema", "seeds", "tests")  # folders of a story that hold something else


@dataclass(slots=True)
class ChapterFiles:
    """A chapter's folder: its own file, and its scenes by id."""

    id: str
    authored: model.ChapterFile
    document: Document
    scenes: list[tuple[str, Document, model.Scene]] = field(default_factory=list)


@dataclass(slots=True)
class StoryFiles:
    """All that was read. `source` is the sentences' file; the document itself is read elsewhere."""

    story: model.StoryFile
    document: Document
    folder_name: str
    chapters: list[ChapterFiles]
    qualities: dict[str, tuple[model.Quality, Document]]
    people: dict[str, model.Person]
    places: dict[str, model.Place]
    terms: dict[str, model.Term]
    codex_documents: list[Document]
    source: tuple[model.SourceFile, Document] | None
    hash: str


def read_document(
    folder: Path, name: str, problems: Problems, after: Callable[[str, bytes], None] | None = None
) -> Document | None:
    """One file, by its path inside the folder with / between; problems are reported.

    `after` is given the name and the bytes, once they are read and before they are looked at.
    """
    try:
        with open(f"{folder}/{name}", "rb") as file:  # noqa: PTH123  # a Path costs more than the reading
            size = os.fstat(file.fileno()).st_size
            content = file.read(min(size, MOST_BYTES) + 1)
    except OSError as error:
        why = error.strerror or error
        problems.add("S203", name, (1, 1), f"The file cannot be read ({why}). Check its name and permissions.")
        return None
    if after is not None:
        after(name, content)
    if len(content) > MOST_BYTES:
        problems.add("Y105", name, (1, 1), f"The file is larger than {MOST_BYTES:,} bytes. Split it into several.")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        problems.add("Y108", name, (line, 1), "This is no UTF-8 text. Save the file as UTF-8.")
        return None
    return read(text, name, problems)


class FileReader:
    """Reads one story's folder. Every file it reads goes into the story's hash."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self._folder = folder
        self._problems = problems
        self._digest = hashlib.sha256()

    def read(self) -> StoryFiles | None:
        """Everything in the folder, or None if there is no usable story.yaml."""
        document = self._document("story.yaml")
        story = decode(document, model.StoryFile, self._problems, partial=True) if document else None
        if document is None or story is None:
            return None
        qualities = {name: (quality, document) for name, quality in story.qualities.items()}
        qualities |= self._qualities(qualities)
        chapters = self._chapters(story, document)
        people, people_document = self._codex("people", model.Person)
        places, places_document = self._codex("places", model.Place)
        terms, terms_document = self._codex("terms", model.Term)
        codex_documents = [document for document in (people_document, places_document, terms_document) if document]
        source = self._source(story, document)
        self._unread(story, {chapter.id for chapter in chapters})
        return StoryFiles(
            story, document, self._folder.resolve().name, chapters, qualities, people, places, terms,
            codex_documents, source, self._digest.hexdigest(),
        )  # fmt: skip

    def _document(self, name: str) -> Document | None:
        return read_document(self._folder, name, self._problems, self._take)

    def _take(self, name: str, content: bytes) -> None:
        """Count the file into the story's hash."""
        self._digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        self._digest.update(content)

    def _exists(self, name: str) -> bool:
        return (self._folder / name).is_file()

    def _qualities(
        self, already: dict[str, tuple[model.Quality, Document]]
    ) -> dict[str, tuple[model.Quality, Document]]:
        if not self._exists("qualities.yaml"):
            return {}
        document = self._document("qualities.yaml")
        found = self._table(document, model.Quality) if document else {}
        for name in found.keys() & already.keys():
            self._problems.add(
                "R312",
                "qualities.yaml",
                document.at((name,)) if document else (1, 1),
                f"The quality '{name}' is declared in story.yaml already. Keep one of the two.",
            )
        return {name: (quality, document) for name, quality in found.items() if document is not None}

    def _table(self, document: Document, kind: type[Entry]) -> dict[str, Entry]:
        """A file that maps names to entries of one kind; entries with mistakes are left out."""
        entries = {}
        for name, value in document.value.items():
            if not isinstance(value, dict):
                keys = ", ".join(key.encode_name for key in msgspec.structs.fields(kind))
                self._problems.broken.add(name)
                self._problems.add(
                    "S202", document.file, document.at((name,)),
                    f"'{name}' takes a mapping. Write below it, indented, lines with the keys {keys}.",
                )  # fmt: skip
                continue
            entry = decode(document, kind, self._problems, within=(name,))
            if entry is not None:
                entries[name] = entry
            else:
                self._problems.broken.add(name)
        return entries

    def _chapters(self, story: model.StoryFile, document: Document) -> list[ChapterFiles]:
        listed = story.chapters
        folders = sorted(name for name in self._folders() if name not in _NO_CHAPTERS)
        if listed is None:
            return [self._chapter(name) for name in folders]
        chapters = []
        for index, name in enumerate(listed):
            if not _FOLDER_NAME.match(name) or not (self._folder / name).is_dir():
                self._problems.add(
                    "R309",
                    "story.yaml",
                    document.at(("chapters", index)),
                    f"There is no folder '{name[:80]}' beside story.yaml.{did_you_mean(name, folders)}",
                )
            elif name in _NO_CHAPTERS:
                self._problems.add(
                    "R309",
                    "story.yaml",
                    document.at(("chapters", index)),
                    f"The folder '{name}' holds no scenes and cannot be a chapter. Take it out of the list; scenes go into a folder of another name.",
                )
            elif name in listed[:index]:
                self._problems.add(
                    "R312",
                    "story.yaml",
                    document.at(("chapters", index)),
                    f"The chapter '{name}' is listed twice. Take one away.",
                )
            else:
                chapters.append(self._chapter(name))
        return chapters

    def _folders(self) -> list[str]:
        names = [entry.name for entry in self._entries("") if not entry.name.startswith((".", "__"))]
        return [name for name in names if (self._folder / name).is_dir()]

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What a folder of the story holds, by name."""
        try:
            with os.scandir(self._folder / folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            why = error.strerror or error
            self._problems.add(
                "S203", f"{folder}/", (1, 1), f"The folder cannot be read ({why}). Check its permissions."
            )
            return []

    def _chapter(self, name: str) -> ChapterFiles:
        own = f"{name}/chapter.yaml"
        document = self._document(own) if self._exists(own) else Document(own, "", {}, {})
        authored = decode(document, model.ChapterFile, self._problems) if document else None
        chapter = ChapterFiles(name, authored or model.ChapterFile(), document or Document(own, "", {}, {}))
        files = [entry for entry in self._entries(name) if not entry.name.startswith(".")]
        if len(files) > MOST_FILES:
            self._problems.add("Y105", f"{name}/", (1, 1), f"A chapter has at most {MOST_FILES:,} files. Split it.")
            return chapter
        for file in files:
            if file.name in ("chapter.yaml", "README.md"):
                continue
            path = f"{name}/{file.name}"
            if not file.name.endswith(".yaml") or not _is_file(file):
                hint = "Rename it to end in .yaml." if file.name.endswith(".yml") else "Move it out of the story."
                self._problems.add("W801", path, (1, 1), f"Nothing reads this. {hint}")
                continue
            scene_document = self._document(path)
            scene = decode(scene_document, model.Scene, self._problems, partial=True) if scene_document else None
            if scene is not None and scene_document is not None:
                chapter.scenes.append((file.name.removesuffix(".yaml"), scene_document, scene))
            if scene is None or path in self._problems.partial:
                deck = scene_document.value.get("deck") if scene_document else None
                self._problems.broken |= {LINES, file.name.removesuffix(".yaml")} | (
                    {deck} if isinstance(deck, str) else set()
                )
        return chapter

    def _codex(self, name: str, kind: type[Entry]) -> tuple[dict[str, Entry], Document | None]:
        path = f"codex/{name}.yaml"
        document = self._document(path) if self._exists(path) else None
        return (self._table(document, kind) if document else {}), document

    def _source(self, story: model.StoryFile, document: Document) -> tuple[model.SourceFile, Document] | None:
        if story.source is None:
            return None
        if not _FOLDER_NAME.match(story.source) or not self._exists(story.source):
            self._problems.add(
                "Q503",
                "story.yaml",
                document.at(("source",)),
                f"There is no file '{story.source[:80]}' beside story.yaml. Correct the name, or write that file.",
            )
            return None
        source_document = self._document(story.source)
        source = decode(source_document, model.SourceFile, self._problems) if source_document else None
        return (source, source_document) if source is not None and source_document is not None else None

    def _unread(self, story: model.StoryFile, chapters: set[str]) -> None:
        known = {*_KNOWN_IN_ROOT, *_NO_CHAPTERS, *chapters, story.source}
        for name in [entry.name for entry in self._entries("")]:
            if name not in known and not name.startswith((".", "__")) and not name.endswith(".schema.json"):
                self._problems.add(
                    "W801", name, (1, 1),
                    "Nothing reads this. If it is a chapter, list it under `chapters` in story.yaml; else move it out of the story.",
                )  # fmt: skip
        if not (self._folder / "codex").is_dir():
            return
        for name in [entry.name for entry in self._entries("codex")]:
            if name not in _KNOWN_IN_CODEX and not name.startswith("."):
                hint = did_you_mean(name, _KNOWN_IN_CODEX)
                self._problems.add("W801", f"codex/{name}", (1, 1), f"Nothing reads this file of the codex.{hint}")


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether this can be opened and read: no folder, no pipe, no link that leads nowhere."""
    try:
        return entry.is_file()
    except OSError:
        return False
