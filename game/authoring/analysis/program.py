"""A story as the analysis sees it: beats, choices and texts, with every expression and change as a tree.

What an author wrote is taken from the files, where it stands is kept with it, and where a move leads is taken from
the loaded story.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from game.authoring.analysis.terms import Resolver, Term, slots_of
from game.story import model
from game.story.compile_text import BRACES
from game.story.decode import Path
from game.story.files import StoryFiles
from game.story.memory import Value
from game.story.names import BeatName, ChoiceName, Names, SceneName, effects_list
from game.story.runtime import Move, Scene, Story
from game.story.yaml_tree import Document


@dataclass(slots=True, eq=False)
class Asked:
    """An expression, and where it stands. `of` is the quality that it sets, where it does."""

    term: Term
    text: str
    document: Document
    path: Path
    of: str = ""
    is_condition: bool = False
    guards_change: bool = False  # the `if` of a change, not of something that a player sees


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One slot changed: `put` a value, `set` to a term, `add` a term, or `count` one more."""

    slot: str
    kind: str
    value: Value | Term
    document: Document
    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """Changes that are made together, if a condition holds."""

    condition: Asked | None
    changes: tuple[Change, ...]


@dataclass(slots=True, eq=False)
class Passage:
    """A paragraph that depends on something, and the passages inside it.

    `kind`: `if` (sides yes and no), `first` (sides first and then), or `turns` (one side for each text in turn).
    """

    kind: str
    condition: Asked | None
    sides: list[tuple[Path, list[Passage]]]
    has: list[bool]  # whether there is any text on that side
    document: Document
    path: Path


@dataclass(slots=True, eq=False)
class Half:
    """What happens when a choice is taken, or one half of what its chance may bring."""

    changes: list[Changes]
    move: Move
    reply: list[Passage]
    path: Path


@dataclass(slots=True, eq=False)
class Option:
    """A choice, or the only way on of a beat without choices (`named` is None then)."""

    key: str
    named: ChoiceName | None
    document: Document
    path: Path
    condition: Asked | None
    once: bool
    fallback: bool
    halves: list[Half]
    odds: Asked | None = None
    before: list[Changes] = field(default_factory=list)  # made whatever chance brings


@dataclass(slots=True, eq=False)
class Step:
    """A beat."""

    key: str
    scene: Scene
    named: BeatName
    document: Document
    enter: list[Changes]
    passages: list[Passage]
    options: list[Option] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Program:
    """All of a story. `asked` is every expression in it, `entries` the `when` of scenes that have one."""

    story: Story
    files: StoryFiles
    names: Names
    steps: dict[str, Step] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    entries: dict[str, Asked] = field(default_factory=dict)
    enters: dict[str, list[Changes]] = field(default_factory=dict)  # what a scene changes on arrival
    anytime: list[Passage] = field(default_factory=list)  # cards and openings, read at any later moment
    changes: list[Change] = field(default_factory=list)


def program(story: Story, files: StoryFiles, names: Names) -> Program:
    """The story, taken apart."""
    return _Builder(Program(story, files, names)).build()


class _Builder:
    def __init__(self, made: Program) -> None:
        self._made = made
        self._names = made.names
        self._terms = Resolver(made.files.qualities, made.names.lookup)
        self._document = made.files.document
        self._context = ""

    def build(self) -> Program:
        made = self._made
        for named in self._names.scenes.values():
            self._document, self._context = named.document, f"{named.id}."
            authored = named.authored
            if authored.when is not None:
                made.entries[named.id] = self._asked(authored.when, ("when",), condition=True)
            made.enters[named.id] = self._enter(authored.enter, ())
            made.anytime += self._text(authored.record, ("record",))
        for named in self._names.scenes.values():
            self._document = named.document
            scene = made.story.scenes[named.id]
            for beat in named.beats:
                self._beat(named, scene, beat)
        for text, first, path in self._names.lines.values():
            self._document, self._context = first.document, f"{first.id}."
            self._braces(text, path)
        for chapter in made.files.chapters:
            self._document, self._context = chapter.document, f"{chapter.id}."
            made.anytime += self._text(chapter.authored.text, ("text",))
        for name, (quality, document) in made.files.qualities.items():
            self._document, self._context = document, "story."
            path = ("qualities", name) if document.file == "story.yaml" else (name,)
            self._asked(quality.shown, (*path, "shown"), of=name)
        return made

    # -- expressions and changes ------------------------------------------------------------------

    def _asked(self, written: model.Expression, path: Path, *, of: str = "", condition: bool = False) -> Asked:
        text = written if isinstance(written, str) else str(written).lower()
        found = Asked(self._terms.term(text, self._context), text, self._document, path, of, condition)
        self._made.asked.append(found)
        return found

    def _condition(self, written: model.Expression | None, path: Path) -> Asked | None:
        return None if written is None else self._asked(written, (*path, "if"), condition=True)

    def _enter(self, enter: model.Effects | list[model.Effects] | None, path: Path) -> list[Changes]:
        return [self._effects(effects, place) for place, effects in effects_list(enter, path)]

    def _effects(self, effects: model.Effects, path: Path) -> Changes:
        condition = self._condition(effects.if_, path)
        if condition is not None:
            condition.guards_change = True
        return Changes(condition, self._changes(effects, path))

    def _changes(self, written: model.Changes, path: Path) -> tuple[Change, ...]:
        found: list[Change] = []

        def note(slot: str, kind: str, value: Value | Term, *keys: str) -> None:
            found.append(Change(slot, kind, value, self._document, (*path, *keys)))

        for name, value in written.set.items():
            place = (*path, "set", name)
            quality = self._made.files.qualities[name][0]
            if quality.values is not None:
                note(f"quality:{name}", "put", str(value), "set", name)
            elif isinstance(value, str):
                note(f"quality:{name}", "set", self._asked(value, place, of=name).term, "set", name)
            else:
                note(f"quality:{name}", "put", value, "set", name)
        for name, amount in written.add.items():
            place = (*path, "add", name)
            note(f"quality:{name}", "add", self._asked(amount, place, of=name).term, "add", name)
        for sentence, mark in written.mark.items():
            note(f"mark:{sentence}", "put", mark, "mark", sentence)
        if written.remember is not None:
            remember = written.remember
            scene = self._context.split(".")[0]
            lines = list(remember) if isinstance(remember, dict) else [self._names.line_name(scene, remember)]
            for line in lines:
                note(f"line:{line}", "put", 1, "remember")
        achieved = [written.achieve] if isinstance(written.achieve, str) else written.achieve or []
        for name in achieved:
            note(f"achieved:{name}", "put", 1, "achieve")
        self._made.changes += found
        return tuple(found)

    # -- texts ------------------------------------------------------------------------------------

    def _text(self, text: model.Text | None, path: Path) -> list[Passage]:
        if text is None:
            return []
        if isinstance(text, str):
            self._braces(text, path)
            return []
        found: list[Passage] = []
        for index, item in enumerate(text):
            if isinstance(item, str):
                self._braces(item, (*path, index))
            else:
                found += self._variants(item, (*path, index))
        return found

    def _variants(self, item: model.Variants, path: Path) -> list[Passage]:
        inner: list[Passage] = []
        if item.text is not None:
            inner = self._text(item.text, (*path, "text"))
        elif item.first is not None:
            sides = [self._side(item.first, (*path, "first")), self._side(item.then, (*path, "then"))]
            inner = [Passage("first", None, sides, [True, item.then is not None], self._document, path)]
        else:
            for form in ("sequence", "cycle", "shuffle"):
                options: list[str] | None = getattr(item, form)
                if options is not None:
                    places: list[Path] = [(*path, form, index) for index in range(len(options))]
                    for option, place in zip(options, places, strict=True):
                        self._braces(option, place)
                    turns: list[tuple[Path, list[Passage]]] = [(place, []) for place in places]
                    inner = [Passage("turns", None, turns, [True] * len(turns), self._document, path)]
        condition = self._condition(item.if_, path)
        if condition is None:
            return inner
        otherwise = self._side(item.else_, (*path, "else"))
        has = [True, item.else_ is not None]
        return [Passage("if", condition, [(path, inner), otherwise], has, self._document, path)]

    def _side(self, text: model.Text | None, path: Path) -> tuple[Path, list[Passage]]:
        return path, self._text(text, path)

    def _braces(self, text: str, path: Path) -> None:
        if "{" not in text:
            return
        for match in BRACES.finditer(text):
            if match.group(1) is not None:
                self._asked(match.group(1), path)

    # -- beats and choices ------------------------------------------------------------------------

    def _beat(self, scene_name: SceneName, scene: Scene, named: BeatName) -> None:
        self._context = named.key
        enter = self._enter(named.authored.enter, named.path)
        passages = self._text(named.authored.text, (*named.path, "text"))
        step = Step(named.key, scene, named, scene_name.document, enter, passages)
        by_key = {choice.key: choice for choice in named.choices}
        for choice in self._made.story.beats[named.key].choices:
            if choice.key in by_key:
                step.options.append(self._option(by_key[choice.key], choice.outcome.move, choice.once))
                continue
            half = Half([], choice.outcome.move, [], named.path)
            step.options.append(Option(choice.key, None, self._document, named.path, None, False, False, [half]))
            self._braces(named.authored.continue_ or "", (*named.path, "continue"))
        self._made.steps[named.key] = step

    def _option(self, named: ChoiceName, move: Move, once: bool) -> Option:
        authored, path = named.authored, named.path
        self._braces(authored.text, (*path, "text"))
        self._braces(authored.locked or "", (*path, "locked"))
        condition = self._condition(authored.if_, path)
        own = self._half(authored, move, path)
        option = Option(named.key, named, self._document, path, condition, once, authored.fallback, [own])
        if authored.chance is not None:
            place = (*path, "chance")
            compiled = self._made.story.beats[named.key.rsplit(".", 1)[0]].by_id[named.id].chance
            assert compiled is not None
            option.odds = self._asked(authored.chance.odds, (*place, "odds"))
            option.before = own.changes
            option.halves = [
                self._half(authored.chance.then, compiled.then.move, (*place, "then")),
                self._half(authored.chance.else_, compiled.otherwise.move, (*place, "else")),
            ]
        return option

    def _half(self, authored: model.Outcome, move: Move, path: Path) -> Half:
        changes = [Changes(None, self._changes(authored, path))]
        for index, effects in enumerate(authored.do):
            changes.append(self._effects(effects, (*path, "do", index)))
        return Half(changes, move, self._text(authored.reply, (*path, "reply")), path)


def read_slots(made: Program) -> set[str]:
    """Every slot that an expression somewhere reads."""
    found: set[str] = set()
    for term in {id(asked.term): asked.term for asked in made.asked}.values():
        found |= slots_of(term)
    return found
