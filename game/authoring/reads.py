"""What every expression of a story looks at, and in which choice or other place it stands.

A loaded story has its expressions compiled to functions that tell nothing of themselves. So the files
are compiled once more here, by the story's own compilers, with somebody writing down what each
expression reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from game.story import Story, model
from game.story.compile import SceneCompiler
from game.story.compile_text import one_line, prose, template
from game.story.decode import Path as Keys
from game.story.expressions import Compiled, Kind, QualityType, Scope
from game.story.files import FileReader, StoryFiles
from game.story.names import Names, SceneName, effects_list
from game.story.problems import Problems
from game.story.writing import Writing
from game.story.yaml_tree import Document


class StoryChangedError(Exception):
    """The files are not those that the story was loaded from. The message is a sentence."""


@dataclass(slots=True)
class WrittenStory:
    """A story as its files say it, beside what its expressions read.

    `reads` maps what can be read (`quality:voice`, `seen:the-parcel`, `chosen:scene.beat.choice`, …) to the
    places that read it: the key of the choice in which the expression stands, or the file for any other.
    """

    files: StoryFiles
    names: Names
    scope: Scope  # what its expressions can name
    reads: dict[str, set[str]] = field(default_factory=dict)
    expressions: dict[tuple[str, Keys], Compiled] = field(default_factory=dict)  # by file and path

    def is_read_elsewhere(self, what: str, choice: str) -> bool:
        """Whether any place but the choice of this key reads `what`."""
        return any(place != choice for place in self.reads.get(what, ()))

    def effects_on_arrival(self, place: str) -> list[model.Effects]:
        """What is written under `enter` of a scene, by its id, or of a beat, by its key."""
        found = self.names.scenes[place] if place in self.names.scenes else self.names.beats[place]
        return [effects for _, effects in effects_list(found.authored.enter, ())]


def outcomes(choice: model.Choice) -> Iterator[model.Outcome]:
    """A choice's own outcome, then both outcomes of its chance."""
    yield choice
    if choice.chance is not None:
        yield choice.chance.then
        yield choice.chance.else_


def changes_of(choice: model.Choice) -> Iterator[model.Changes]:
    """Every change that a choice can make itself, without the choices that it opens."""
    for outcome in outcomes(choice):
        yield outcome
        yield from outcome.do


def written_story(folder: Path, story: Story) -> WrittenStory:
    """The files of a story that was loaded without a mistake. Raises StoryChangedError if they are others now.

    What its expressions read is left out.
    """
    files = FileReader(folder, Problems()).read()
    if files is None or files.hash != story.hash:
        raise StoryChangedError("The story's files changed while they were read. Try again.")
    names = Names(Problems(), story.source)
    for name in files.qualities:  # first, as in the story itself: then the slots are the same
        names.layout.add(f"quality:{name}", 0)
    names.add_achievements(files.story.achievements, files.document)
    if files.source is not None and story.source is not None:
        names.add_sentences(story.source.sentences, files.source[1])
    for chapter in files.chapters:
        for scene, document, scene_file in chapter.scenes:
            names.add_scene(SceneName(scene, chapter.id, document, scene_file))
    slots, qualities = names.layout.slots, files.qualities
    types = {name: QualityType.of(slots[f"quality:{name}"], quality) for name, (quality, _) in qualities.items()}
    marks = tuple(slot for name, slot in slots.items() if name.startswith("mark:"))
    return WrittenStory(files, names, Scope(types, names.lookup, lambda mark: marks))


def read_written(folder: Path, story: Story) -> WrittenStory:
    """As `written_story`, with what its expressions read."""
    written = written_story(folder, story)
    _Reading(story, written, written.scope).read()
    return written


class _Listener(Writing):
    """Compiles like its parent and notes down what each expression reads."""

    heard: list[tuple[Keys, Compiled]]

    def expression(self, written: model.Expression, path: Keys, kind: Kind | None = None) -> Compiled | None:
        compiled = super().expression(written, path, kind)
        if compiled is not None:
            self.heard.append((path, compiled))
        return compiled


class _Reading:
    """Goes through all expressions of a story once."""

    def __init__(self, story: Story, written: WrittenStory, scope: Scope) -> None:
        self._story = story
        self._written = written
        self._scope = scope

    def read(self) -> None:
        """Fill `reads`."""
        names, files = self._written.names, self._written.files
        for scene in names.scenes.values():
            self._scene(scene)
        for text, scene, path in names.lines.values():
            listener = self._listener(scene.document, scene.id)
            template(one_line(text), path, listener)
            self._note(listener, {})
        for chapter in files.chapters:
            listener = self._listener(chapter.document, chapter.id)
            prose(chapter.authored.text, ("text",), listener)
            self._note(listener, {})
        for name, (quality, document) in files.qualities.items():
            listener = self._listener(document, "story")
            listener.expression(quality.shown, (name, "shown"))
            self._note(listener, {}, but=f"quality:{name}")  # whether it is shown depends on itself: no consequence

    def _scene(self, scene: SceneName) -> None:
        listener = self._listener(scene.document, scene.id)
        qualities = {name: quality for name, (quality, _) in self._written.files.qualities.items()}
        compiler = SceneCompiler(
            scene, listener, self._written.names, self._story.codex, qualities, self._written.files.story.continue_
        )
        compiler.beats(compiler.scene(self._story.scenes[scene.id].chapter), self._story.scenes)
        self._note(listener, {choice.path: choice.key for beat in scene.beats for choice in beat.choices})

    def _listener(self, document: Document, prefix: str) -> _Listener:
        codex, source = self._story.codex, self._story.source
        listener = _Listener(document, Problems(), self._scope, self._written.names, codex, source, prefix)
        listener.heard = []
        return listener

    def _note(self, listener: _Listener, choices: dict[Keys, str], but: str = "") -> None:
        for path, compiled in listener.heard:
            self._written.expressions[listener.document.file, path] = compiled
            within = (choices.get(path[:length]) for length in range(len(path), 0, -1))
            place = next((choice for choice in within if choice is not None), listener.document.file)
            for what in compiled.reads:
                if what != but:
                    self._written.reads.setdefault(what, set()).add(place)
