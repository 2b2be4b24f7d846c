"""A story ready to be played: what `compile.py` makes of the authored files.

Everything here is fixed once loaded. Conditions and amounts are readers of a memory; effects are
changes to a draft of one. How they are used is in `game/play`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from msgspec import Struct

from game.story.dates import Date
from game.story.memory import Draft, Layout, Memory, Reader, Value
from game.story.model import Achievement, Basis, ChapterFile, Person, Quality, Term
from game.story.model import Place as CodexPlace
from game.story.source import Source

Change: TypeAlias = Callable[[Draft], None]


class Paragraph(Struct, frozen=True):
    """A paragraph as the player reads it, in light markup.

    `quote` is the id of the sentence it quotes, '' for prose, and '?' for a passage of the source
    that crosses sentences.
    """

    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A text with values put in. `fixed` is the whole text where there is nothing to put in."""

    fixed: str | None
    parts: tuple[str | Callable[[Memory], str], ...] = ()

    def fill(self, memory: Memory) -> str:
        """The text with the values of `memory`."""
        if self.fixed is not None:
            return self.fixed
        return "".join(part if isinstance(part, str) else part(memory) for part in self.parts)


@dataclass(frozen=True, slots=True)
class TextPart:
    """One paragraph; `quote` as in Paragraph. `fixed` is how it always reads, where there is nothing to put in."""

    template: Template
    quote: str = ""
    fixed: Paragraph | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        text = self.template.fixed
        object.__setattr__(self, "fixed", None if text is None else Paragraph(text, self.quote))


@dataclass(frozen=True, slots=True)
class IfPart:
    """One prose or another, by a condition."""

    test: Reader
    yes: Prose
    no: Prose


@dataclass(frozen=True, slots=True)
class FirstPart:
    """One prose on the first visit, another later."""

    first: Prose
    then: Prose


@dataclass(frozen=True, slots=True)
class TurnPart:
    """One of several paragraphs, by how often the player has been here. `key` seeds the shuffle."""

    kind: Literal["sequence", "cycle", "shuffle"]
    key: str
    options: tuple[TextPart, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Parts in order. `fixed` holds the paragraphs where nothing in them depends on the game."""

    parts: tuple[TextPart | IfPart | FirstPart | TurnPart, ...] = ()
    fixed: tuple[Paragraph, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Where a choice leads. `target` is a beat's key for go and visit, a deck's name for draw.

    `after` is where a visit or a draw comes back to: a beat's key, or '' for the place it began.
    """

    kind: Literal["stay", "go", "visit", "draw", "return"]
    target: str = ""
    after: str = ""


STAY = Move("stay")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What happens: changes to memory, what is said, where it leads."""

    changes: tuple[Change, ...] = ()
    reply: Prose = Prose()
    move: Move = STAY


@dataclass(frozen=True, slots=True)
class Chance:
    """A throw: `odds` in percent, kept within 0 and 100 when read."""

    odds: Reader
    then: Outcome
    otherwise: Outcome


class OpenChoice(Struct, frozen=True):
    """A choice as the player sees it. `reason` is '' while it is open, else why it is shut."""

    id: str
    text: str
    reason: str = ""
    odds: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it can be taken."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a beat. `slot` counts how often it was taken."""

    key: str
    id: str
    slot: int
    label: Template
    condition: Reader | None
    entry: Reader | None  # the condition of the scene it leads to
    locked: Template | None
    once: bool
    fallback: bool
    historical: bool
    chance: Chance | None
    outcome: Outcome
    fixed: OpenChoice | None  # how it shows when open, where that never varies
    plain: bool  # always open, and always shown as `fixed`
    implied: bool = False  # made by the engine for a beat without choices


@dataclass(slots=True, eq=False)
class Beat:
    """A step of a scene."""

    key: str
    id: str
    scene: Scene
    slot: int
    prose: Prose = Prose()
    enter: tuple[Change, ...] = ()
    choices: tuple[Choice, ...] = ()
    by_id: dict[str, Choice] = field(default_factory=dict)
    fixed: tuple[OpenChoice, ...] | None = None  # the choices, where all are plain
    old_choices: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Scene:
    """A node of the story. `file` is relative to the story's folder."""

    id: str
    file: str
    chapter: Chapter
    slot: int
    title: str
    date: Date | None
    time: str
    place: str
    cast: tuple[str, ...]
    quotes: tuple[str, ...]
    basis: Basis | None
    sources: tuple[str, ...]
    ending: bool
    epilogue: bool
    page: bool
    flashback: bool
    record: Prose = Prose()
    entry: Reader | None = None
    enter: tuple[Change, ...] = ()
    beats: list[Beat] = field(default_factory=list)
    deck: str = ""
    priority: int = 0
    weight: int = 1
    once: bool = False
    cooling: int = 0
    drawn_slot: int = -1  # which draw of its deck last took it, from 1; 0 if none did
    old_beats: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Chapter:
    """A folder of scenes. `number` counts from 0 in the order of story.yaml."""

    id: str
    number: int
    title: str
    years: str
    quotes: tuple[str, ...]
    old_style: bool
    file: ChapterFile
    text: Prose = Prose()


@dataclass(slots=True, eq=False)
class Deck:
    """Storylets of one name. `slot` counts the draws."""

    id: str
    slot: int
    scenes: list[Scene] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownQuality:
    """A declared quality, its slot, and the condition under which the panel shows it."""

    id: str
    slot: int
    declared: Quality
    shown: Reader

    @property
    def name(self) -> str:
        """What the player calls it."""
        return self.declared.name or self.id.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Line:
    """A line that can be remembered for the epilogue. Its slot says as how many-th it was, from 1."""

    id: str
    slot: int
    text: Template


@dataclass(slots=True, eq=False)
class Codex:
    """People, places and terms by id."""

    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, CodexPlace] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def __contains__(self, entry: str) -> bool:
        return entry in self.people or entry in self.places or entry in self.terms


@dataclass(frozen=True, slots=True)
class Migration:
    """What becomes of games that were kept before the story changed, beside what `was` tells.

    `places`: a scene or beat that is gone, and the beat where its games go on. `values`: by quality, a value of
    before as a file would write it, and what it is now.
    """

    places: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, Value]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Story:
    """A whole story. `hash` is the sha256 of its files: two stories of one hash play alike."""

    id: str
    title: str
    version: str
    author: str
    about: str
    hash: str
    start: str  # a beat's key
    layout: Layout
    initial: Memory
    chapters: list[Chapter]
    scenes: dict[str, Scene]
    beats: dict[str, Beat]
    qualities: dict[str, ShownQuality]
    decks: dict[str, Deck]
    lines: dict[str, Line]
    achievements: dict[str, Achievement]
    codex: Codex
    source: Source | None
    old_scenes: dict[str, str]
    old_qualities: dict[str, str]
    old_achievements: dict[str, str]
    migration: Migration
