"""A folder of YAML to a Story, or to the list of everything that is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from game.story import model
from game.story.compile import SceneCompiler, name_list
from game.story.compile_text import one_line, prose, template
from game.story.expressions import Kind, QualityType, Scope
from game.story.files import FileReader, StoryFiles
from game.story.flow import Edge, check_flow
from game.story.migration import migration
from game.story.names import NAME_RULE, Names, SceneName, is_name, is_quality_name, slug
from game.story.problems import SOURCE, Problem, Problems, StoryError
from game.story.runtime import Chapter, Codex, Deck, Line, Scene, ShownQuality, Story
from game.story.source import Source, digest
from game.story.suggest import did_you_mean
from game.story.writing import Writing, not_verbatim
from game.story.yaml_tree import MOST_BYTES, Document


class Checked(NamedTuple):
    """A story as it was loaded, beside its files and names as they were written; `written` is None if it cannot be opened."""

    story: Story | None
    problems: Problems
    written: tuple[StoryFiles, Names] | None


def load_story(folder: Path | str) -> Story:
    """The story in `folder`, ready to play. Raises StoryError with all its mistakes."""
    story, problems = check_story(folder)
    if story is None:
        raise StoryError(problems)
    return story


def check_story(folder: Path | str) -> tuple[Story | None, Problems]:
    """The story in `folder` and every problem found; no story if a problem is an error."""
    checked = check_files(folder)
    return checked.story, checked.problems


def check_files(folder: Path | str) -> Checked:
    """As `check_story`, with what was written kept for whoever has further questions."""
    problems = Problems()
    path = Path(folder)
    if not path.is_dir():
        problems.add(
            "S203", "story.yaml", (1, 1), f"There is no folder '{folder}'. Name the folder that holds story.yaml."
        )
        return Checked(None, problems, None)
    if not (path / "story.yaml").is_file():
        problems.add(
            "S203",
            "story.yaml",
            (1, 1),
            f"The folder '{folder}' holds no story.yaml. Name a story's folder, or write that file.",
        )
        return Checked(None, problems, None)
    with no_collection():
        files = FileReader(path, problems).read()
        if files is None:
            return Checked(None, problems, None)
        loader = _Loader(path, files, problems)
        story = loader.story()
    if problems.errors:
        return Checked(None, problems, None)
    return Checked(story, problems, (files, loader.names))


def problem_list(folder: Path | str) -> list[Problem]:
    """Only the problems, in reading order."""
    return check_story(folder)[1].sorted()


@contextmanager
def no_collection() -> Iterator[None]:
    """No garbage collection meanwhile: all that loading makes is kept, and looking it through again
    and again took half the time of a large story (1.4 s against 2.8 s for 10,000 scenes)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Loader:
    """The two passes over the files of one story."""

    def __init__(self, folder: Path, files: StoryFiles, problems: Problems) -> None:
        self._folder = folder
        self._files = files
        self._problems = problems
        self._codex = Codex(files.people, files.places, files.terms)
        self._source = self._read_source()
        if self._source is None and files.story.source is not None:
            problems.broken.add(SOURCE)
        self.names = Names(problems, self._source)

    def story(self) -> Story:
        """Everything, compiled; what could not be is left out and reported."""
        files, names = self._files, self.names
        qualities = self._add_qualities()
        names.add_achievements(files.story.achievements, files.document)
        if files.source is not None:
            names.add_sentences(self._source.sentences if self._source else {}, files.source[1])
        self._add_scenes()
        scope = self._scope(qualities)
        chapters = {chapter.id: self._chapter(number, scope) for number, chapter in enumerate(files.chapters)}
        scenes, compilers = self._scenes(chapters, scope)
        edges: list[Edge] = []
        for scene_id, compiler in compilers.items():
            compiler.beats(scenes[scene_id], scenes)
            document = names.scenes[scene_id].document
            edges.extend(Edge(beat, move, document, path) for beat, move, path in compiler.moves)
        start = names.resolve_beat(files.story.start, "")
        if start is None:
            hint = did_you_mean(
                files.story.start, names.scenes, otherwise="Name a scene: a file of a chapter, without .yaml."
            )
            self._problems.add(
                "R308", "story.yaml", files.document.at(("start",)), f"There is no scene '{files.story.start}' to begin with.{hint}",
                about=files.story.start.split(".")[0],
            )  # fmt: skip
        slots = names.layout.slots
        story = Story(
            id=files.story.id or slug(files.story.title) or files.folder_name, title=files.story.title, version=str(files.story.version),
            author=files.story.author or "", about=files.story.about or "", hash=files.hash, start=start or "",
            layout=names.layout, initial=names.layout.initial(), chapters=list(chapters.values()), scenes=scenes,
            beats={beat.key: beat for scene in scenes.values() for beat in scene.beats},
            qualities={name: self._shown(name, quality, document, scope) for name, (quality, document) in files.qualities.items()},
            decks={deck: Deck(deck, slots[f"deck:{deck}"], [scenes[scene] for scene in members]) for deck, members in names.decks.items()},
            lines=self._lines(scope), achievements=files.story.achievements, codex=self._codex, source=self._source,
            old_scenes={old: scene.id for scene in names.scenes.values() for old in name_list(scene.authored.was)},
            old_qualities={old: name for name, (quality, _) in files.qualities.items() for old in name_list(quality.was)},
            old_achievements={old: name for name, found in files.story.achievements.items() for old in name_list(found.was)},
            migration=migration(files.story.migrate, names, qualities, files.document),
        )  # fmt: skip
        self._check_codex(scope)
        check_flow(story, edges, self._problems)
        return story

    def _report(self, code: str, document: Document, path: tuple[str | int, ...], message: str) -> None:
        self._problems.add(code, document.file, document.at(path), message)

    # -- the source -------------------------------------------------------------------------------

    def _read_source(self) -> Source | None:
        """The document with its sentences, each checked to stand in it verbatim."""
        if self._files.source is None:
            return None
        authored, document = self._files.source
        content = self._document_bytes(authored.document)
        if content is None:
            self._report(
                "Q503",
                document,
                ("document",),
                f"There is no file '{authored.document[:80]}' in the story's folder `seeds`, nor in the one beside the story. Put it there, or correct the name.",
            )
            return None
        if digest(content) != authored.sha256:
            self._report(
                "Q502",
                document,
                ("sha256",),
                f"{authored.document} has changed: its sha256 is {digest(content)}. Bring the file back, or check every quotation and pin the new hash.",
            )
        text = content.decode("utf-8", "replace")
        source = Source.read(authored.document, authored.sha256, text, authored.sentences)
        for name, sentence in authored.sentences.items():
            if not source.holds(sentence.text):
                self._report("Q501", document, ("sentences", name, "text"), not_verbatim(sentence.text, source))
        return source

    def _document_bytes(self, name: str) -> bytes | None:
        if "/" in name or "\\" in name or name.startswith("."):  # a name, never a way out of the folder
            return None
        for folder in (self._folder / "seeds", self._folder.resolve().parent / "seeds"):
            if not (folder / name).is_file():
                continue
            try:
                with (folder / name).open("rb") as file:
                    return file.read(MOST_BYTES)
            except OSError:
                continue
        return None

    # -- names and qualities ----------------------------------------------------------------------

    def _add_qualities(self) -> dict[str, QualityType]:
        types: dict[str, QualityType] = {}
        for name, (quality, document) in self._files.qualities.items():
            path = ("qualities", name) if document.file == "story.yaml" else (name,)
            if not is_quality_name(name):
                self._problems.broken.add(name)
                self._report(
                    "S205",
                    document,
                    path,
                    f"'{name}' cannot be a quality's name. Use letters, digits and _, as in `signed_with_the_left`, and no word that expressions or Python use themselves.",
                )
                continue
            if quality.range is not None and quality.values is not None:
                self._report(
                    "F602", document, path, f"'{name}' has `range` (a number) and `values` (an enumeration). Keep one."
                )
            start = self._start(name, quality, QualityType.of(-1, quality).kind, document, path)
            slot = self.names.layout.add(f"quality:{name}", start)
            types[name] = QualityType.of(slot, quality)
        return types

    def _start(
        self, name: str, quality: model.Quality, kind: Kind, document: Document, path: tuple[str, ...]
    ) -> int | str | bool:
        start = quality.start
        if kind == "number":
            low, high = quality.range or (0, 0)
            if low > high:
                self._report(
                    "S204",
                    document,
                    (*path, "range"),
                    f"The range of '{name}' runs from {low} down to {high}. Write the smaller first.",
                )
            if start is None:
                return low
            if isinstance(start, bool) or not isinstance(start, int) or not low <= start <= high:
                self._report(
                    "S204",
                    document,
                    (*path, "start"),
                    f"'{name}' starts at '{start}', outside its range. Start it at a number from {low} to {high}.",
                )
                return low
            return start
        if kind == "word":
            values = list(quality.values or ())
            if not values:
                self._report(
                    "S204",
                    document,
                    (*path, "values"),
                    f"'{name}' needs at least one value. List them, as in `values: [open, shut]`.",
                )
                return ""
            if start is None:
                return values[0]
            if not isinstance(start, str) or start not in values:
                self._report(
                    "E406",
                    document,
                    (*path, "start"),
                    f"'{name}' can never be '{start}'.{did_you_mean(str(start), values, otherwise='Write one of its values.')}",
                )
            return str(start)
        if start is not None and not isinstance(start, bool):
            self._report(
                "S204",
                document,
                (*path, "start"),
                f"'{name}' is a flag and starts true or false. For a number give it a `range`, for a word `values`.",
            )
        return bool(start)

    def _shown(self, name: str, quality: model.Quality, document: Document, scope: Scope) -> ShownQuality:
        path = ("qualities", name, "shown") if document.file == "story.yaml" else (name, "shown")
        compiled = self._writing(document, scope, "story").expression(quality.shown, path, "flag")
        slot = self.names.layout.slots.get(f"quality:{name}", 0)
        return ShownQuality(name, slot, quality, compiled.read if compiled else lambda memory: False)

    def _scope(self, qualities: dict[str, QualityType]) -> Scope:
        marks = self.names.layout.all_of("mark")
        return Scope(qualities, self.names.lookup, lambda mark: marks)

    def _writing(self, document: Document, scope: Scope, prefix: str) -> Writing:
        return Writing(document, self._problems, scope, self.names, self._codex, self._source, prefix)

    # -- scenes -----------------------------------------------------------------------------------

    def _add_scenes(self) -> None:
        names = self.names
        for chapter in self._files.chapters:
            for scene_id, document, authored in chapter.scenes:
                if scene_id in names.scenes:
                    first = names.scenes[scene_id].document.file
                    self._report(
                        "R311",
                        document,
                        (),
                        f"There is a scene '{scene_id}' already, in {first}. Rename one of the two files.",
                    )
                elif not is_name(scene_id):
                    self._report(
                        "S205",
                        document,
                        (),
                        f"A scene is named after its file, and {NAME_RULE.format(scene_id)}",
                    )
                else:
                    names.add_scene(SceneName(scene_id, chapter.id, document, authored))

    def _chapter(self, number: int, scope: Scope) -> Chapter:
        files = self._files.chapters[number]
        authored = files.authored
        write = self._writing(files.document, scope, files.id)
        return Chapter(
            files.id, number, authored.title or files.id, authored.years or "", write.sentences(authored.quote, ("quote",)),
            authored.old_style, authored, prose(authored.text, ("text",), write),
        )  # fmt: skip

    def _scenes(self, chapters: dict[str, Chapter], scope: Scope) -> tuple[dict[str, Scene], dict[str, SceneCompiler]]:
        scenes: dict[str, Scene] = {}
        compilers: dict[str, SceneCompiler] = {}
        slots = self.names.layout.slots
        declared = self._files.qualities.items()
        qualities = {name: quality for name, (quality, _) in declared if f"quality:{name}" in slots}
        continue_text = self._files.story.continue_
        for scene_id, named in self.names.scenes.items():
            write = self._writing(named.document, scope, scene_id)
            compilers[scene_id] = SceneCompiler(named, write, self.names, self._codex, qualities, continue_text)
            scenes[scene_id] = compilers[scene_id].scene(chapters[named.chapter])
        return scenes, compilers

    def _lines(self, scope: Scope) -> dict[str, Line]:
        lines = {}
        for name, (text, scene, path) in self.names.lines.items():
            write = self._writing(scene.document, scope, scene.id)
            if not text.strip():
                write.problem(
                    "T702", path, "A line to remember needs words for the epilogue. Write them after `remember`."
                )
            lines[name] = Line(name, self.names.layout.slots[f"line:{name}"], template(one_line(text), path, write))
        return lines

    def _check_codex(self, scope: Scope) -> None:
        for document in self._files.codex_documents:
            write = self._writing(document, scope, document.file)
            for name, value in document.value.items():
                if isinstance(value, dict) and isinstance(value.get("text"), str):
                    write.check_links(value["text"], (name, "text"))
