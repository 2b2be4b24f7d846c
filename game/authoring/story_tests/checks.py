"""What a test expects, as questions to a game: each has its place in the file, and says what it found instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from game.authoring.story_tests.format import Expected
from game.play import Session, achievements, marks, remembered
from game.story import Problems, Story, model
from game.story.compile import name_list
from game.story.decode import Path
from game.story.effects import compile_set
from game.story.expressions import Compiled, QualityType, Scope
from game.story.markup import plain
from game.story.memory import get
from game.story.migration import written
from game.story.names import Names
from game.story.runtime import Choice, OpenChoice, Scene
from game.story.source import normal
from game.story.suggest import did_you_mean
from game.story.writing import Writing
from game.story.yaml_tree import Document

_MOST_SHOWN = 400  # characters of prose in one line of a report
_MOST_COMPARED = 5_000  # characters of a paragraph in which the words nearest to a phrase are looked for


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file inside the story's folder, line and column from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation. `ask` gives '' where it is met, else what was found."""

    place: Place
    expected: str
    ask: Callable[[Session], str]


class Vocabulary:
    """Everything that a test of one story can name. It is made once for all files."""

    def __init__(self, story: Story, problems: Problems) -> None:
        self.story = story
        self.problems = problems
        self.names = Names.of(story, problems)
        self.qualities = {name: shown.declared for name, shown in story.qualities.items()}
        kinds = {name: QualityType.of(shown.slot, shown.declared) for name, shown in story.qualities.items()}
        every_mark = story.layout.all_of("mark")
        self.scope = Scope(kinds, self.names.lookup, lambda mark: every_mark)
        self.choices: dict[str, list[Choice]] = {}
        for beat in story.beats.values():
            for choice in beat.choices:
                self.choices.setdefault(choice.id, []).append(choice)
        self.beats = {beat.id for beat in story.beats.values()}
        self.endings = [scene.id for scene in story.scenes.values() if scene.ending]

    def writing(self, document: Document) -> Writing:
        """The compiler of one file of tests. Names in it are those of no scene: all are written in full."""
        return Writing(document, self.problems, self.scope, self.names, self.story.codex, self.story.source, "")


class Compiler:
    """Turns what one file expects into checks. What cannot be meant is reported and left out."""

    def __init__(self, words: Vocabulary, document: Document) -> None:
        self._words = words
        self._document = document
        self._write = words.writing(document)

    def place(self, path: Path) -> Place:
        """Where the value at `path` stands."""
        return Place(self._document.file, *self._document.at(path))

    def known_choice(self, name: str, path: Path) -> bool:
        """Whether the story has a choice of this id anywhere; if not, that is reported."""
        if name in self._words.choices:
            return True
        hint = did_you_mean(name, self._words.choices, otherwise="Name one by its id.")
        self._write.problem("R310", path, f"The story has no choice '{name}'.{hint}")
        return False

    def set_value(self, name: str, value: model.Expression, path: Path) -> Callable[[Session], model.Expression] | None:
        """A reader of the value that is written for a quality, or None if the quality cannot have it."""
        changes = compile_set(name, value, path, self._write, self._words.names, self._words.qualities)
        self.in_range(name, value, path)
        if not changes:
            return None
        slot = self._words.story.qualities[name].slot

        def read(session: Session) -> model.Expression:
            draft = list(session.state.memory)
            for change in changes:
                change(draft)
            return get(draft, slot)

        return read

    def in_range(self, name: str, value: model.Expression, path: Path) -> None:
        """Report a number that the quality can never be: play would move it to the end of its range."""
        declared = self._words.qualities.get(name)
        if declared is None or declared.range is None or isinstance(value, bool) or not isinstance(value, int):
            return
        low, high = declared.range
        if not low <= value <= high:
            self._write.problem(
                "S204", path, f"'{name}' is never {value}. It runs from {low} to {high}; write a number between them."
            )

    def checks(self, expected: Expected | None, path: Path) -> tuple[Check, ...]:
        """All that is expected at one moment, in the order in which it is written."""
        if expected is None:
            return ()
        found = (
            *self._whereabouts(expected, path),
            *self._phrases(expected, path),
            *self._choices(expected, path),
            *self._state(expected, path),
        )
        return tuple(sorted(found, key=lambda check: (check.place.line, check.place.column)))

    def _whereabouts(self, expected: Expected, path: Path) -> Iterator[Check]:
        scene, beat, ending = expected.scene, expected.beat, expected.ending
        if scene is not None and self._is_scene(scene, (*path, "scene")):
            yield Check(
                self.place((*path, "scene")),
                f"scene: {scene}",
                lambda game: "" if game.view.scene.id == scene else f"the scene is {game.view.scene.id}",
            )
        if beat is not None and self._is_beat(beat, (*path, "beat")):
            yield Check(
                self.place((*path, "beat")),
                f"beat: {beat}",
                lambda game: "" if beat in (game.view.beat.id, game.view.beat.key) else f"the beat is {_here(game)}",
            )
        if ending is None or (isinstance(ending, str) and not self._is_ending(ending, (*path, "ending"))):
            return

        def ended(game: Session) -> str:
            if ending is True or ending is False:
                met = game.view.is_ending is ending
            else:
                met = game.view.is_ending and game.view.scene.id == ending
            if met:
                return ""
            return f"the ending {game.view.scene.id}" if game.view.is_ending else f"no ending, but {_here(game)}"

        yield Check(self.place((*path, "ending")), f"ending: {written(ending)}", ended)

    def _is_scene(self, name: str, path: Path) -> bool:
        scenes: dict[str, Scene] = self._words.story.scenes
        if name in scenes:
            return True
        hint = did_you_mean(name, scenes, otherwise="Name one: a file of a chapter, without .yaml.")
        self._write.problem("R310", path, f"The story has no scene '{name}'.{hint}")
        return False

    def _is_ending(self, name: str, path: Path) -> bool:
        if name in self._words.endings:
            return True
        hint = did_you_mean(name, self._words.endings, otherwise="Name a scene with `ending: true`.")
        self._write.problem("R310", path, f"The story has no ending '{name}'.{hint}")
        return False

    def _is_beat(self, name: str, path: Path) -> bool:
        beats = self._words.story.beats if "." in name else self._words.beats
        if name in beats:
            return True
        hint = did_you_mean(name, beats, otherwise="Name one of a scene, or scene.beat.")
        self._write.problem("R310", path, f"The story has no beat '{name}'.{hint}")
        return False

    def _phrases(self, expected: Expected, path: Path) -> Iterator[Check]:
        for key, wanted in (("text", True), ("not_text", False)):
            for phrase, at in listed(getattr(expected, key), (*path, key)):
                if not phrase.strip():
                    self._write.problem("T702", at, "Here should stand words that are read. Write some.")
                    continue
                yield Check(self.place(at), f"{key}: {phrase}", _phrase(normal(phrase), wanted=wanted))

    def _choices(self, expected: Expected, path: Path) -> Iterator[Check]:
        for key in ("choices", "shut", "hidden"):
            for choice, at in listed(getattr(expected, key), (*path, key)):
                if self.known_choice(choice, at):
                    yield Check(self.place(at), f"{key}: {choice}", _offered(key, choice))

    def _state(self, expected: Expected, path: Path) -> Iterator[Check]:
        for name, value in expected.qualities.items():
            at = (*path, "qualities", name)
            wanted = self.set_value(name, value, at)
            if wanted is not None:
                slot = self._words.story.qualities[name].slot
                yield Check(self.place(at), f"{name}: {written(value)}", _value(name, slot, wanted))
        for condition, at in listed(expected.holds, (*path, "holds")):
            compiled = self._write.expression(condition, at, "flag")
            if compiled is not None:
                yield Check(self.place(at), f"holds: {condition}", self._condition(compiled))
        sentences = self._words.story.source.sentences if self._words.story.source is not None else {}
        for name, mark in expected.marks.items():
            at = (*path, "marks", name)
            if name not in sentences:
                hint = did_you_mean(name, sentences, otherwise="Marks stand at the sentences of the story's source.")
                self._write.problem("R303", at, f"There is no sentence '{name}' that could have a mark.{hint}")
                continue
            yield Check(self.place(at), f"mark at {name}: {mark}", _mark(name, mark))
        for name, at in listed(expected.achieved, (*path, "achieved")):
            if name not in self._words.story.achievements:
                hint = did_you_mean(name, self._words.story.achievements, otherwise="Name one of its `achievements`.")
                self._write.problem("R313", at, f"story.yaml has no achievement '{name}'.{hint}")
                continue
            yield Check(self.place(at), f"achieved: {name}", _achieved(name))

    def _condition(self, compiled: Compiled) -> Callable[[Session], str]:
        slots = self._words.story.layout.slots

        def ask(game: Session) -> str:
            if compiled.read(game.state.memory):
                return ""
            asked = [(name, get(game.state.memory, slots[name])) for name in sorted(compiled.reads) if name in slots]
            return ", ".join(f"{_asked(name)} is {_shown(value)}" for name, value in asked) or "it does not hold"

        return ask


def listed(value: str | list[str] | None, path: Path) -> list[tuple[str, Path]]:
    """One text or several, each with its path."""
    if isinstance(value, list):
        return [(item, (*path, index)) for index, item in enumerate(value)]
    return [(item, path) for item in name_list(value)]


def shown_text(session: Session) -> list[str]:
    """What the player reads now, paragraph by paragraph, without markup; at an ending with its remembered lines."""
    view = session.view
    told = [plain(paragraph.text) for paragraph in (*view.said, *view.paragraphs)]
    if view.is_ending and view.scene.epilogue:
        told += [plain(line) for line in remembered(session.story, session.state)]
    return [normal(paragraph) for paragraph in told]


def _here(session: Session) -> str:
    return session.view.beat.key


def _shown(value: int | str | bool) -> str:
    return written(value) if value != "" else "none"


_ASKED = {"seen": "seen", "chosen": "chosen", "line": "remembers", "achieved": "achieved", "mark": "mark"}


def _asked(slot: str) -> str:
    """How the name of a slot is written in a condition: `quality:voice` is voice, `seen:a` is seen('a')."""
    kind, _, name = slot.partition(":")
    return f"{_ASKED[kind]}('{name}')" if kind in _ASKED else name


def _phrase(phrase: str, *, wanted: bool) -> Callable[[Session], str]:
    def ask(game: Session) -> str:
        paragraphs = shown_text(game)
        holding = next((text for text in paragraphs if phrase in text), None)
        if holding is None and phrase in " ".join(paragraphs):  # it may go from one paragraph into the next
            holding = phrase
        if (holding is not None) == wanted:
            return ""
        if holding is not None:
            return f"«{_part(holding, holding.find(phrase))}»"
        words = set(phrase.split())
        likest = max(paragraphs, key=lambda text: len(words & set(text.split())), default="")
        if not likest:
            return f"no text at all, at {_here(game)}"
        best = max(
            range(min(len(likest), _MOST_COMPARED)), key=lambda start: _common(likest, start, phrase[:_MOST_SHOWN])
        )
        return f"the nearest at {_here(game)}: «{_part(likest, best)}»"

    return ask


def _common(text: str, start: int, phrase: str) -> int:
    """How many words of the phrase stand in as long a piece of the text from `start` on, which begins a word."""
    if start and text[start - 1] != " ":
        return -1
    return len(set(text[start : start + len(phrase)].split()) & set(phrase.split()))


def _part(text: str, around: int) -> str:
    """The text, or a piece of it where it is longer than anybody reads in a list."""
    if len(text) <= _MOST_SHOWN:
        return text
    start = max(0, min(around - _MOST_SHOWN // 4, len(text) - _MOST_SHOWN))
    end = start + _MOST_SHOWN
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _offered(key: str, choice: str) -> Callable[[Session], str]:
    def ask(game: Session) -> str:
        found: OpenChoice | None = next((shown for shown in game.view.choices if shown.id == choice), None)
        if found is None:
            return "" if key == "hidden" else f"it is not shown; {offers(game)}"
        if found.is_open:
            return "" if key == "choices" else "it is open"
        return "" if key == "shut" else f"it is shut: {plain(found.reason)}"

    return ask


def offers(session: Session) -> str:
    """The ids that can be chosen now, those that are shut, and where that is."""
    choices = session.view.choices
    is_open = ", ".join(choice.id for choice in choices if choice.is_open)
    shut = ", ".join(choice.id for choice in choices if not choice.is_open)
    told = f"at {_here(session)} is open: {is_open or 'nothing'}"
    return f"{told}; shut: {shut}" if shut else told


def _value(name: str, slot: int, wanted: Callable[[Session], model.Expression]) -> Callable[[Session], str]:
    def ask(game: Session) -> str:
        value, right = get(game.state.memory, slot), wanted(game)
        return "" if value == right else f"{name} is {written(value)}"

    return ask


def _mark(name: str, mark: str) -> Callable[[Session], str]:
    def ask(game: Session) -> str:
        found = marks(game.story, game.state).get(name, "none")
        return "" if found == mark else found

    return ask


def _achieved(name: str) -> Callable[[Session], str]:
    def ask(game: Session) -> str:
        found = achievements(game.story, game.state)
        return "" if name in found else f"achieved so far: {', '.join(found) or 'nothing'}"

    return ask
