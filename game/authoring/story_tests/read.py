"""The files of a story's folder `tests`, read with the story's own reader and checked against the story."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import msgspec

from game.authoring.story_tests.checks import Check, Compiler, Place, Vocabulary, listed
from game.authoring.story_tests.format import Luck, Step, StoryTest
from game.story import Problems, Story, model
from game.story.decode import Path as Keys
from game.story.decode import decode
from game.story.effects import compile_effects
from game.story.expressions import ExpressionError
from game.story.files import read_document
from game.story.memory import Draft, count
from game.story.names import NAME_RULE, is_name
from game.story.suggest import did_you_mean
from game.story.yaml_tree import Document

FOLDER = "tests"
TRANSCRIPTS = "transcripts"
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class ReadyStep:
    """A choice to make, how chance must fall, and what to ask afterwards. `choice` is '' to ask only."""

    place: Place
    choice: str
    chance: Luck | None
    draw: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class ReadyTest:
    """A test that can be played. `story` begins with what the test sets; `at` is '' for its own beginning."""

    name: str
    place: Place
    story: Story
    at: str
    seed: int
    steps: tuple[ReadyStep, ...]
    history: bool
    checks: tuple[Check, ...]
    transcript: str
    transcript_place: Place


def read_tests(folder: Path, story: Story) -> tuple[list[ReadyTest], Problems]:
    """Every test of the story in `folder`, by file and in the order written, and what is wrong with the files."""
    problems = Problems()
    reader = _Reader(Vocabulary(story, problems))
    for name in _files(folder, problems):
        document = read_document(folder, f"{FOLDER}/{name}", problems)
        if document is not None:
            reader.add(document)
    _stray_transcripts(folder, reader, problems)
    return reader.tests, problems


def selected(tests: Sequence[ReadyTest], names: Sequence[str]) -> list[ReadyTest]:
    """The tests that any of `names` means: a test, a file, or a pattern with `*`; all, if there are no names.

    Raises ValueError, with a sentence, for a name that means none.
    """
    if not names:
        return list(tests)
    meant: set[str] = set()
    for name in names:
        stem = Path(name).name.removesuffix(".yaml")
        found = {
            test.name for test in tests if fnmatchcase(test.name, name) or Path(test.place.file).name == f"{stem}.yaml"
        }
        if not found:
            hint = did_you_mean(name, [test.name for test in tests], otherwise="Name a test, or a file of tests.")
            raise ValueError(f"There is no test '{name}'.{hint}")
        meant |= found
    return [test for test in tests if test.name in meant]


def _files(folder: Path, problems: Problems) -> list[str]:
    """The names of the files of tests, in order."""
    try:
        entries = sorted((folder / FOLDER).iterdir(), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        why = error.strerror or error
        problems.add("S203", f"{FOLDER}/", (1, 1), f"The folder cannot be read ({why}). Check its permissions.")
        return []
    if len(entries) > MOST_FILES:
        problems.add("Y105", f"{FOLDER}/", (1, 1), f"A story has at most {MOST_FILES:,} files of tests. Join some.")
        return []
    found = []
    for entry in entries:
        if entry.name.startswith(".") or entry.name in ("README.md", TRANSCRIPTS):
            continue
        if entry.suffix == ".yaml" and _is_file(entry):
            found.append(entry.name)
            continue
        hint = "Rename it to end in .yaml." if entry.suffix == ".yml" else "Move it out of the folder."
        problems.add("W801", f"{FOLDER}/{entry.name}", (1, 1), f"Nothing reads this. {hint}")
    return found


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _stray_transcripts(folder: Path, reader: _Reader, problems: Problems) -> None:
    if problems.errors:  # a test that could not be read may be the one that names it
        return
    wanted = {f"{test.transcript}.txt" for test in reader.tests}
    try:
        found = sorted(entry.name for entry in (folder / FOLDER / TRANSCRIPTS).iterdir())
    except OSError:
        return
    for name in found[:MOST_FILES]:
        if name not in wanted and not name.startswith("."):
            problems.add(
                "W801", f"{FOLDER}/{TRANSCRIPTS}/{name}", (1, 1), "No test keeps its transcript here. Delete the file."
            )


class _Reader:
    """Reads one file after the other; names of tests and of transcripts are those of all files together."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._problems = words.problems
        self._names: dict[str, Place] = {}
        self._transcripts: dict[str, str] = {}
        self.tests: list[ReadyTest] = []

    def add(self, document: Document) -> None:
        """Take the tests of one file."""
        compiler = Compiler(self._words, document)
        for name, value in document.value.items():
            place = compiler.place((name,))
            if not is_name(name):
                self._report("S205", document, (name,), NAME_RULE.format(name[:80]))
            elif name in self._names:
                first = self._names[name]
                self._report(
                    "R312",
                    document,
                    (name,),
                    f"There is a test '{name}' already, in {first.file}, line {first.line}. Rename one of the two.",
                )
            self._names.setdefault(name, place)
            if not isinstance(value, dict):
                keys = ", ".join(key.encode_name for key in msgspec.structs.fields(StoryTest))
                self._report(
                    "S202",
                    document,
                    (name,),
                    f"'{name}' takes a mapping. Write below it, indented, lines with the keys {keys}.",
                )
                continue
            authored = decode(document, StoryTest, self._problems, within=(name,))
            if authored is not None:
                self.tests.append(self._test(name, authored, document, compiler))

    def _report(self, code: str, document: Document, path: Keys, message: str) -> None:
        self._problems.add(code, document.file, document.at(path), message)

    def _test(self, name: str, authored: StoryTest, document: Document, compiler: Compiler) -> ReadyTest:
        path: Keys = (name,)
        return ReadyTest(
            name=name,
            place=compiler.place(path),
            story=self._beginning(authored, document, compiler, path),
            at=self._at(authored, document, (*path, "scene")),
            seed=authored.seed,
            steps=tuple(self._steps(authored, document, compiler, (*path, "choose"))),
            history=authored.history,
            checks=compiler.checks(authored.expect, (*path, "expect")),
            transcript=self._transcript(name, authored, document, (*path, "transcript")),
            transcript_place=compiler.place((*path, "transcript")),
        )

    def _at(self, authored: StoryTest, document: Document, path: Keys) -> str:
        story, at = self._words.story, authored.scene
        if at is None or at in story.scenes or at in story.beats:
            return at or ""
        known = story.beats if "." in at else story.scenes
        hint = did_you_mean(at, known, otherwise="Name a scene, or scene.beat.")
        self._report("R301", document, path, f"There is no '{at}' to begin at.{hint}")
        return ""

    def _beginning(self, authored: StoryTest, document: Document, compiler: Compiler, path: Keys) -> Story:
        """The story, with what the test says came before as what a new game starts with."""
        words = self._words
        changes = compile_effects(
            model.Changes(set=authored.set, mark=authored.mark, achieve=authored.achieve),
            path, words.writing(document), words.names, words.qualities,
        )  # fmt: skip
        for name, value in authored.set.items():
            compiler.in_range(name, value, (*path, "set", name))
        draft: Draft = list(words.story.initial)
        for change in changes:
            change(draft)
        for function, passed in (("seen", authored.seen), ("chosen", authored.chosen)):
            for place, at in listed(passed, (*path, function)):
                slot = self._slot(function, place, document, at)
                if slot is not None:
                    count(draft, slot)
        return dataclasses.replace(words.story, initial=tuple(draft))

    def _slot(self, function: str, name: str, document: Document, path: Keys) -> int | None:
        try:
            return self._words.names.lookup(function, f".|{name}")[0]
        except ExpressionError as mistake:
            self._report(mistake.code, document, path, mistake.message)
            return None

    def _steps(self, authored: StoryTest, document: Document, compiler: Compiler, path: Keys) -> Iterator[ReadyStep]:
        if isinstance(authored.choose, str):
            yield self._step(Step(choice=authored.choose), document, compiler, path, path)
            return
        for index, item in enumerate(authored.choose):
            at: Keys = (*path, index)
            if isinstance(item, str):
                yield self._step(Step(choice=item), document, compiler, at, at)
            else:
                yield self._step(item, document, compiler, at, (*at, "choice"))

    def _step(self, step: Step, document: Document, compiler: Compiler, path: Keys, named: Keys) -> ReadyStep:
        if step.choice is None and (step.chance is not None or step.draw is not None):
            key = "chance" if step.chance is not None else "draw"
            self._report("S203", document, (*path, key), f"`{key}` says how a choice falls out. Add `choice` to it.")
        elif step.choice is None and step.expect is None:
            self._report("S203", document, path, "The key 'choice' is missing. Add it, or `expect` to ask only.")
        if step.choice is not None and compiler.known_choice(step.choice, named):
            self._check_luck(step, document, path)
        checks = compiler.checks(step.expect, (*path, "expect"))
        return ReadyStep(compiler.place(path), step.choice or "", step.chance, step.draw or "", checks)

    def _check_luck(self, step: Step, document: Document, path: Keys) -> None:
        choices = self._words.choices[step.choice or ""]
        if step.chance is not None and all(choice.chance is None for choice in choices):
            self._report(
                "S204",
                document,
                (*path, "chance"),
                f"'{step.choice}' is not left to chance. Take `chance` away, or name the choice that is.",
            )
        scenes = self._words.story.scenes
        if step.draw is not None and (step.draw not in scenes or not scenes[step.draw].deck):
            drawn = [scene.id for scene in scenes.values() if scene.deck]
            hint = did_you_mean(step.draw, drawn, otherwise="Name a scene that has a `deck`.")
            self._report("R310", document, (*path, "draw"), f"No deck has a scene '{step.draw}'.{hint}")

    def _transcript(self, test: str, authored: StoryTest, document: Document, path: Keys) -> str:
        name = authored.transcript
        if name is None:
            return ""
        if not is_name(name):
            self._report("S205", document, path, NAME_RULE.format(name[:80]))
            return ""
        other = self._transcripts.setdefault(name, test)
        if other != test:
            self._report(
                "R312", document, path, f"The test '{other}' keeps its transcript as '{name}' already. Choose another name."
            )  # fmt: skip
        return name
