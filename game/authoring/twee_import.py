"""A Twee file of anybody's as a story of ours: what each passage becomes, as the files of a new folder.

A passage becomes a scene, its links choices (or the way on, where one link stands alone at its end), its text
paragraphs. Macros, comments and tags go into the scene's `note`, each macro with a remark. Nothing here touches a
disk but `write_story`, which writes into an empty folder only.
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import fill
from typing import Any
from unicodedata import normalize

from game.authoring import twee
from game.authoring.twee import MOST_PASSAGES, Passage, Remark, TweeError
from game.authoring.twee_prose import Dialect, Piece, dialect_of, lines, paragraphs, pieces, to_ours
from game.authoring.yaml_writer import WIDTH, to_yaml
from game.story.compile_text import one_line
from game.story.compile_text import paragraphs as parted
from game.story.model import StoryFile
from game.story.names import FIRST_BEAT, is_name, slug
from game.story.problems import printable
from game.story.yaml_tree import MOST_BYTES

CHAPTER = "1-twine"  # the folder of all the scenes
MOST_REMARKS = 1_000  # of one file; of the rest only the number is told
MOST_LINKS = 50_000  # of one file
NOT_WRITTEN = "Not written yet."
_GO_ON = StoryFile(title="", start="").continue_
_CHOICE_NOTE = re.compile(r"<!--\s*choice: ([\w-]{1,80})\s")
# Names that Windows keeps for devices, and those that mean something else in a chapter or in a target.
_TAKEN = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)), "chapter", FIRST_BEAT}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file has become: the new story's files by their path in its folder, and what could not be taken over.

    `unsaid` counts the remarks beyond `MOST_REMARKS`.
    """

    files: dict[str, str]
    scenes: int
    remarks: list[Remark]
    unsaid: int


def import_twee(content: bytes, title: str) -> Imported:
    """The story in a Twee file; `title` is for one that has none. Raises TweeError if the file cannot be taken."""
    passages, remarks = twee.parse(twee.read_text(content))
    return _Import(passages, remarks, title).story()


def write_story(imported: Imported, folder: Path) -> None:
    """Write the files into `folder`, which is made if it is not there. Raises TweeError if it holds anything already.

    Raises OSError or ValueError if they cannot be written; what was written until then is taken away again.
    """
    if folder.exists() and not folder.is_dir():
        raise TweeError(f"{folder} is no folder. Name one that is new or empty.")
    if folder.exists() and any(folder.iterdir()):
        raise TweeError(f"{folder} is not empty. Name a folder that is new or empty.")
    made: list[Path] = []
    try:
        for path in (folder, folder / CHAPTER):
            if not path.exists():
                path.mkdir(parents=True)
                made.append(path)
        for name, text in imported.files.items():
            path = folder / name
            made.append(path)
            path.write_text(text, encoding="utf-8", newline="\n")
    except (OSError, ValueError):
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise


class _Import:
    """One file on its way."""

    def __init__(self, passages: list[Passage], remarks: list[Remark], title: str) -> None:
        self._remarks = remarks
        self._unsaid = 0
        data = twee.story_data(passages, remarks)
        self._dialect = dialect_of(data.get("format", ""))
        titles = (passage.text for passage in passages if passage.name == twee.TITLE)
        plain = one_line(printable(title.encode("utf-8", "replace").decode()))  # a file's name may hold anything
        self._title = next((one_line(text) for text in titles if text.strip()), plain or "Untitled")
        self._passages = list(self._scenes(passages))
        if not self._passages:
            raise TweeError("There is no passage in this file but those about the story. Write one: `:: Its name`.")
        self._names = _Names()
        self._ids: dict[str, str] = {}
        for passage in self._passages:
            name = self._names.new(passage.name)
            self._ids.setdefault(passage.name, name)
        self._own_ids = iter(list(self._names.given))
        self._start = self._start_of(data)
        self._missing: dict[str, str] = {}
        self._links = 0

    def _remark(self, line: int, message: str) -> None:
        if len(self._remarks) < MOST_REMARKS:
            self._remarks.append(Remark(line, message))
        else:
            self._unsaid += 1

    def _scenes(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """The passages that tell something."""
        known: dict[str, int] = {}
        for passage in passages:
            if passage.name in (twee.TITLE, twee.DATA):
                continue
            if twee.CODE.intersection(passage.tags):
                tag = next(tag for tag in passage.tags if tag in twee.CODE)
                self._remark(passage.line, f"The {tag} '{passage.name[:80]}' was left out: a story here runs no code.")
                continue
            if passage.name in known:
                self._remark(
                    passage.line,
                    f"There is a passage '{passage.name[:80]}' already, in line {known[passage.name]}; links lead to that one. Rename one of the two.",
                )
            known.setdefault(passage.name, passage.line)
            yield passage

    def _start_of(self, data: dict[str, str]) -> str:
        wanted = data.get("start", "Start")
        if wanted in self._ids:
            return self._ids[wanted]
        first = self._passages[0]
        self._remark(
            first.line,
            f"There is no passage '{wanted[:80]}' to begin with, so the story begins with '{first.name[:80]}'. Correct `start` in story.yaml if that is wrong.",
        )
        return self._ids[first.name]

    def story(self) -> Imported:
        """Every file of the new story."""
        files: dict[str, str] = {}
        for passage in self._passages:
            scene = _Scene(passage, self._dialect, self._target, self._remark).scene()
            self._add(files, next(self._own_ids), scene, passage)
        for name, scene_id in self._missing.items():
            scene = {"title": name, "text": NOT_WRITTEN, "ending": True, "note": "Linked to, and not in the Twee file."}
            files[f"{CHAPTER}/{scene_id}.yaml"] = to_yaml(scene)
        story = {"title": self._title, "start": self._start, "chapters": [CHAPTER]}
        chapter = {"title": self._title}
        files = {"story.yaml": to_yaml(story), f"{CHAPTER}/chapter.yaml": to_yaml(chapter), **files}
        return Imported(files, len(files) - 2, sorted(self._remarks, key=lambda remark: remark.line), self._unsaid)

    def _add(self, files: dict[str, str], scene_id: str, scene: dict[str, Any], passage: Passage) -> None:
        written = to_yaml(scene)
        if len(written.encode()) > MOST_BYTES:
            raise TweeError(f"The passage '{passage.name[:80]}' is too large for one scene. Split it.", passage.line)
        files[f"{CHAPTER}/{scene_id}.yaml"] = written

    def _target(self, name: str, line: int) -> str:
        """The scene that a link leads to; one that there is not is made."""
        self._links += 1
        if self._links > MOST_LINKS:
            raise TweeError(f"The file has more than {MOST_LINKS:,} links. Split it.", line)
        if name in self._ids:
            return self._ids[name]
        if len(name) > twee.MOST_NAME:
            raise TweeError(f"The target of this link has more than {twee.MOST_NAME:,} characters. Shorten it.", line)
        if len(self._ids) >= MOST_PASSAGES:
            raise TweeError(f"The links lead to more than {MOST_PASSAGES:,} passages. Split the file.", line)
        made = self._ids[name] = self._missing[name] = self._names.new(name)
        self._remark(
            line,
            f"There is no passage '{name[:80]}'. The scene '{made}' was made for it; write it, or correct the link.",
        )
        return made


class _Names:
    """Names of scenes, each usable as a file's name everywhere and given once, whatever the capitals."""

    def __init__(self) -> None:
        self.given: dict[str, None] = {}
        self._numbers: dict[str, int] = {}

    def new(self, passage: str) -> str:
        """A name made of a passage's."""
        made = normalize("NFC", slug(normalize("NFKC", passage)))
        if not is_name(made) or made in _TAKEN:
            made = f"{made}-passage" if is_name(f"{made}-passage") else "passage"
        return _free(made, self.given, self._numbers)


@dataclass(slots=True)
class _Scene:
    """One passage on its way. `target` gives the scene of a link, `remark` takes what cannot be taken over."""

    passage: Passage
    dialect: Dialect
    target: Callable[[str, int], str]
    remark: Callable[[int, str], None]
    _notes: list[str] = field(default_factory=list)
    _breaks: list[int] = field(default_factory=list)  # where the text's lines end

    def scene(self) -> dict[str, Any]:
        """What the scene's file is to say."""
        passage = self.passage
        self._breaks = [match.start() for match in re.finditer("\n", passage.text)]
        found = pieces(passage.text, self.dialect)
        others = [tag for tag in passage.tags if tag != "ending"]
        if others:
            self._notes.append(f"Tags in Twine: {' '.join(others)}")
        self._note(found)
        made = lines(found)
        links = [link for line in made for link in line.links]
        told = [part for each in paragraphs(made, self.dialect) for part in parted(to_ours(each, self.dialect))]
        text = "\n\n".join(fill(part, WIDTH, break_long_words=False, break_on_hyphens=False) for part in told)
        scene: dict[str, Any] = {"title": one_line(passage.name) or passage.name}
        if text:
            scene["text"] = text
        last = next((line for line in reversed(made) if line.is_prose or line.links), None)
        if not links:
            scene["ending"] = True
        elif len(links) == 1 and last is not None and last.links == links and not last.is_prose:
            words = self._words(links[0])
            scene |= {"go": self._go(links[0])} | ({"continue": words} if words != _GO_ON else {})
        else:
            scene["choices"] = self._choices(links, found)
        if links and len(others) < len(passage.tags):
            self.remark(passage.line, f"'{passage.name[:80]}' has the tag `ending` and links; the links were taken.")
        if self._notes:
            scene["note"] = "\n".join(self._notes)
        return scene

    def _line(self, start: int) -> int:
        return self.passage.line + 1 + bisect_left(self._breaks, start)

    def _note(self, found: list[Piece]) -> None:
        """Keep what is no prose, each with its line in the Twee file."""
        seen: set[tuple[int, str]] = set()
        for piece in found:
            line = self._line(piece.start)
            if piece.kind == "address":
                self.remark(line, f"The link '{one_line(piece.raw)[:60]}' leads out of the story; it stays as words.")
            if piece.kind in ("text", "link", "address") or (line, piece.raw) in seen:
                continue
            seen.add((line, piece.raw))
            shown = piece.raw[4:-3].strip() if piece.kind == "comment" else piece.raw.strip()
            self._notes.append(f"Line {line}: {shown}")
            begin = one_line(shown)[:60]
            if piece.kind == "macro":
                self.remark(line, f"The macro '{begin}' is not run here; it is kept in the scene's `note`.")
            elif piece.kind == "value":
                self.remark(
                    line, f"'{begin}' stands in the text as it is: make a quality of it, and write {{its_name}}."
                )

    def _words(self, link: Piece) -> str:
        return one_line(to_ours(link.words, self.dialect).replace("\n", " "))

    def _go(self, link: Piece) -> str:
        return self.target(link.target, self._line(link.start))

    def _choices(self, links: list[Piece], found: list[Piece]) -> list[dict[str, Any]]:
        named = _named(found)
        taken: dict[str, None] = {}
        numbers: dict[str, int] = {}
        choices = []
        for link in links:
            choice: dict[str, Any] = {"text": self._words(link)}
            made = slug(choice["text"])
            wanted = named.get(link.start, made)
            name = _free(wanted if is_name(wanted) and wanted != "continue" else "choice", taken, numbers)
            if name != made:
                choice["id"] = name
            choices.append({**choice, "go": self._go(link)})
        return choices


def _free(name: str, taken: dict[str, None], numbers: dict[str, int]) -> str:
    """The name, or with the next free number behind it, which is taken now. `numbers` are those given last."""
    free = name
    while free in taken:
        numbers[name] = numbers.get(name, 1) + 1
        free = f"{name[:70].rstrip('-_')}-{numbers[name]}"
    taken[free] = None
    return free


def _named(found: list[Piece]) -> dict[int, str]:
    """The ids that our own export wrote behind its links, by where the link begins."""
    names: dict[int, str] = {}
    link: Piece | None = None
    for piece in found:
        if piece.kind == "link":
            link = piece
        elif piece.kind == "comment" and link is not None:
            match = _CHOICE_NOTE.match(piece.raw)
            if match is not None:
                names[link.start] = match[1]
            link = None
        elif piece.kind != "text" or piece.raw.strip():
            link = None
    return names
