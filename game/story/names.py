"""The names in a story: which scenes, beats, choices and lines there are, and their slots.

This is the first of two passes over the authored files. It gives every thing its key and its slot
in memory, so that the second pass (`compile.py`) can resolve any reference, forward or back.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import normalize

from msgspec import structs

from game.story import model
from game.story.decode import Path
from game.story.expressions import ExpressionError, function_names
from game.story.memory import Layout
from game.story.problems import LINES, Problems
from game.story.runtime import Story
from game.story.source import Source
from game.story.suggest import did_you_mean
from game.story.yaml_tree import Document

FIRST_BEAT = "start"
RETURN = "return"
NAME_RULE = "'{}' cannot be a name. Use up to 80 letters, digits, - and _, with a letter or digit first and last; 'return' is taken."

_NAME = re.compile(r"[^\W_](?:[\w-]{0,78}[^\W_])?\Z")
TAKEN = {*keyword.kwlist, *function_names(), "true", "false"}


def is_name(name: str) -> bool:
    """Whether a scene, beat, choice, deck, achievement, sentence or line can be called so."""
    return _NAME.match(name) is not None and name != RETURN


def is_quality_name(name: str) -> bool:
    """Whether a quality can be called so: expressions must be able to say its name."""
    return name.isidentifier() and name not in TAKEN and normalize("NFKC", name) == name and len(name) <= 80


def slug(text: str) -> str:
    """A stable id made of a choice's words: 'Walk the last kilometre.' -> 'walk-the-last-kilometre'."""
    words = re.findall(r"[^\W_]+", text.replace("'", "").replace("’", "").casefold())
    made = "-".join(words)
    return made if len(made) <= 48 else made[:48].rsplit("-", 1)[0]


@dataclass(slots=True)
class ChoiceName:
    """A choice with its key (scene.beat.choice) and where it stands in the file."""

    key: str
    id: str
    authored: model.Choice
    path: Path


@dataclass(slots=True)
class BeatName:
    """A beat with its key (scene.beat). `text`, `choices` and so on come from beat, scene or choice."""

    key: str
    id: str
    path: Path
    authored: model.Beat
    inline: bool = False  # opened by a choice
    choices: list[ChoiceName] = field(default_factory=list)


@dataclass(slots=True)
class SceneName:
    """A scene file: what the author wrote, and its beats in order."""

    id: str
    chapter: str
    document: Document
    authored: model.Scene
    beats: list[BeatName] = field(default_factory=list)


class Names:
    """Everything that a reference can point at. Building it reports names given twice or unusable."""

    def __init__(self, problems: Problems, source: Source | None) -> None:
        self._problems = problems
        self._source = source
        self.layout = Layout()
        self.layout.add("lines", 0)  # how many lines were remembered
        self.scenes: dict[str, SceneName] = {}
        self.choices_of: dict[str, list[str]] = {}  # scene -> the keys of its choices
        self.beats: dict[str, BeatName] = {}
        self.choices: dict[str, ChoiceName] = {}
        self.lines: dict[str, tuple[str, SceneName, Path]] = {}  # id -> text and place
        self.achievements: dict[str, model.Achievement] = {}
        self.decks: dict[str, list[str]] = {}

    @classmethod
    def of(cls, story: Story, problems: Problems) -> Names:
        """The names of a story that is loaded, for conditions and changes that are written outside of it.

        They answer `lookup`, and hold slots and achievements; what the authors' files said is not kept.
        """
        names = cls(problems, story.source)
        names.layout = story.layout
        names.achievements = story.achievements
        for scene in story.scenes.values():
            written = (choice for beat in scene.beats for choice in beat.choices if not choice.implied)
            names.choices_of[scene.id] = [choice.key for choice in written]
        return names

    # -- building ---------------------------------------------------------------------------------

    def add_achievements(self, declared: dict[str, model.Achievement], document: Document) -> None:
        """Take the achievements of story.yaml."""
        self.achievements = declared
        for name in declared:
            self._check_name(name, document, ("achievements", name))
            self.layout.add(f"achieved:{name}", 0)

    def add_sentences(self, sentences: dict[str, model.Sentence], document: Document) -> None:
        """Take the sentences of the source: each can be marked."""
        for name in sentences:
            self._check_name(name, document, ("sentences", name))
            self.layout.add(f"mark:{name}", "")

    def add_scene(self, scene: SceneName) -> None:
        """Take a scene with its beats and choices; the id must not be taken yet."""
        self.scenes[scene.id] = scene
        self.choices_of[scene.id] = []
        self.layout.add(f"seen:{scene.id}", 0)
        authored = scene.authored
        if authored.deck is not None:
            self._check_name(authored.deck, scene.document, ("deck",))
            self.decks.setdefault(authored.deck, []).append(scene.id)
            self.layout.add(f"deck:{authored.deck}", 0)
            self.layout.add(f"drawn:{scene.id}", 0)
        if authored.text is not None or authored.choices or not authored.beats:
            first = model.Beat(text=authored.text, choices=authored.choices, continue_=authored.continue_)
            if not authored.beats:  # with further beats, the scene's way on is that of the last one
                first = structs.replace(first, go=authored.go, visit=authored.visit, draw=authored.draw)
            self._add_beat(scene, FIRST_BEAT, (), first)
        for name, beat in authored.beats.items():
            path: Path = ("beats", name)
            self._check_name(name, scene.document, path)
            self._add_beat(scene, name, path, beat)
        for path, effects in all_effects(authored):
            self._add_lines(scene, path, effects)

    def _check_name(self, name: str, document: Document, path: Path) -> None:
        if not is_name(name):
            self.problem("S205", document, path, NAME_RULE.format(name[:80]))

    def _add_beat(self, scene: SceneName, name: str, path: Path, authored: model.Beat, *, inline: bool = False) -> None:
        key = f"{scene.id}.{name}"
        if key in self.beats:
            self.problem(
                "R312",
                scene.document,
                path,
                f"There are two beats '{name}' in this scene. Rename one (a choice that opens others makes a beat of its own name, and the scene's own text is the beat '{FIRST_BEAT}').",
            )
            return
        beat = BeatName(key, name, path, authored, inline)
        self.beats[key] = beat
        scene.beats.append(beat)
        self.layout.add(f"seen:{key}", 0)
        for index, choice in enumerate(authored.choices):
            self._add_choice(scene, beat, choice, (*path, "choices", index))

    def _add_choice(self, scene: SceneName, beat: BeatName, choice: model.Choice, path: Path) -> None:
        name = choice.id if choice.id is not None else slug(choice.text)
        if not is_name(name):
            if choice.id is not None:
                self.problem("S205", scene.document, (*path, "id"), NAME_RULE.format(name[:80]))
            elif choice.text.strip():
                why = "No name can be made of this choice's text."
                self.problem("S205", scene.document, path, f"{why} Give it an `id` of letters, digits, - and _.")
            name = f"choice-{len(beat.choices) + 1}"
        key = f"{beat.key}.{name}"
        if key in self.choices:
            self.problem(
                "R312",
                scene.document,
                path,
                f"There are two choices '{name}' in this beat. Give one of them an `id` of its own.",
            )
            return
        entry = ChoiceName(key, name, choice, path)
        self.choices[key] = entry
        self.choices_of[scene.id].append(key)
        beat.choices.append(entry)
        self.layout.add(f"chosen:{key}", 0)
        if choice.choices:
            opened = model.Beat(choices=choice.choices)  # its text is the choice's reply
            self._add_beat(scene, name, path, opened, inline=True)

    def _add_lines(self, scene: SceneName, path: Path, effects: model.Changes) -> None:
        remember = effects.remember
        if remember is None:
            return
        named = remember if isinstance(remember, dict) else {self.line_name(scene.id, remember): remember}
        for name, text in named.items():
            if isinstance(remember, dict):
                self._check_name(name, scene.document, (*path, "remember", name))
            known = self.lines.get(name)
            if known is not None and known[0] != text:
                self.problem(
                    "R312",
                    scene.document,
                    (*path, "remember", name) if isinstance(remember, dict) else (*path, "remember"),
                    f"The line '{name}' is already remembered elsewhere in other words. Give this one another name.",
                )
            self.lines.setdefault(name, (text, scene, (*path, "remember")))
            self.layout.add(f"line:{name}", 0)

    @staticmethod
    def line_name(scene: str, text: str) -> str:
        """The id of a remembered line that the author did not name."""
        return f"{scene}/{slug(text)}"

    def problem(self, code: str, document: Document, path: Path, message: str) -> None:
        """Report a mistake at a value of a file."""
        self._problems.add(code, document.file, document.at(path), message)

    # -- asking -----------------------------------------------------------------------------------

    def resolve_beat(self, target: str, scene: str) -> str | None:
        """The beat's key that `target` means when written in `scene`: beat, scene, or scene.beat."""
        own = f"{scene}.{target}"
        if own in self.beats:
            return own
        if target in self.scenes and self.scenes[target].beats:
            return self.scenes[target].beats[0].key
        return target if target in self.beats else None

    def suggest_target(self, target: str, scene: str) -> str:
        """A hint for a target that does not exist."""
        own = [beat.id for beat in self.scenes[scene].beats]
        known = [*own, *self.scenes]
        if "." in target:
            known = list(self.beats)
        return did_you_mean(
            target, known, otherwise="Name a scene (a file's name without .yaml), a beat of this scene, or scene.beat."
        )

    def lookup(self, function: str, argument: str) -> tuple[int, str]:
        """The slot behind seen('…') and its like; `argument` is 'beat key|name'. Raises ExpressionError."""
        context, _, name = argument.partition("|")
        scene = context.split(".")[0]
        slots = self.layout.slots
        if function in ("seen", "times"):
            for slot_name in (f"seen:{scene}.{name}", f"seen:{name}"):
                if slot_name in slots:
                    return slots[slot_name], slot_name
            raise ExpressionError(
                "R310",
                f"{function}('{name}') asks about no scene or beat of this story.{did_you_mean(name, self.choices_of, otherwise='Name a scene, a beat of this scene, or scene.beat.')}",
                about=name.split(".")[0],
            )
        if function == "chosen":
            for slot_name in (f"chosen:{context}.{name}", f"chosen:{name}"):
                if slot_name in slots:
                    return slots[slot_name], slot_name
            return self._choice_anywhere(name, scene)
        kind = {"remembers": "line", "achieved": "achieved", "mark": "mark"}[function]
        slot_name = f"{kind}:{name}"
        if slot_name not in slots:
            known = [other.removeprefix(f"{kind}:") for other in slots if other.startswith(f"{kind}:")]
            raise ExpressionError(
                "R310",
                f"{function}('{name}') asks about nothing in this story.{did_you_mean(name, known, otherwise='Correct the name, or make something of that name.')}",
                about=LINES if kind == "line" else "",
            )
        return slots[slot_name], slot_name

    def _choice_anywhere(self, name: str, scene: str) -> tuple[int, str]:
        """chosen('choice') from another beat of its scene, or chosen('scene.choice')."""
        parts = name.split(".")
        where, wanted = (scene, parts[0]) if len(parts) == 1 else (parts[0], parts[-1])
        if where in self.choices_of and len(parts) <= 2:
            keys = self.choices_of[where]
            found = [key for key in keys if key.rsplit(".", 1)[1] == wanted]
            if len(found) == 1:
                slot_name = f"chosen:{found[0]}"
                return self.layout.slots[slot_name], slot_name
            if found:
                raise ExpressionError(
                    "R310", f"chosen('{name}') could be any of: {', '.join(found)}. Write it out in full."
                )
            hint = did_you_mean(wanted, [key.rsplit(".", 1)[1] for key in keys], otherwise="Name one that it has.")
            raise ExpressionError("R310", f"The scene '{where}' has no choice '{wanted}'.{hint}", about=where)
        raise ExpressionError(
            "R310",
            f"chosen('{name}') asks about no choice of this story.{did_you_mean(where, self.choices_of, otherwise='Name it as scene.choice.')}",
            about=where,
        )


def all_effects(scene: model.Scene) -> Iterator[tuple[Path, model.Changes]]:
    """Every effect written in a scene, with the path to it."""
    yield from effects_list(scene.enter, ())
    for index, choice in enumerate(scene.choices):
        yield from _choice_effects(choice, ("choices", index))
    for name, beat in scene.beats.items():
        yield from effects_list(beat.enter, ("beats", name))
        for index, choice in enumerate(beat.choices):
            yield from _choice_effects(choice, ("beats", name, "choices", index))


def effects_list(enter: model.Effects | list[model.Effects] | None, path: Path) -> list[tuple[Path, model.Effects]]:
    """`enter` as a list with paths, whether written as one mapping or several."""
    if enter is None:
        return []
    if isinstance(enter, list):
        return [((*path, "enter", index), effects) for index, effects in enumerate(enter)]
    return [((*path, "enter"), enter)]


def _choice_effects(choice: model.Choice, path: Path) -> Iterator[tuple[Path, model.Changes]]:
    yield from _outcome_effects(choice, path)
    if choice.chance is not None:
        yield from _outcome_effects(choice.chance.then, (*path, "chance", "then"))
        yield from _outcome_effects(choice.chance.else_, (*path, "chance", "else"))
    for index, inner in enumerate(choice.choices):
        yield from _choice_effects(inner, (*path, "choices", index))


def _outcome_effects(outcome: model.Outcome, path: Path) -> Iterator[tuple[Path, model.Changes]]:
    yield path, outcome
    for index, effects in enumerate(outcome.do):
        yield (*path, "do", index), effects
