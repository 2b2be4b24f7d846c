"""What an author may write: every key of every file of a story, with its meaning and default.

These types are the format. Loading, the mistakes that `trotsky check` reports and the JSON Schema
all come from them. How a story runs is in `runtime.py`; references and conditions are resolved in
`compile.py`, so here an expression or a target is still a plain string.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

MarkName = Literal["stands", "strained", "struck", "unlived"]
MARK_SIGNS: dict[str, str] = {"stands": "✓", "strained": "~", "struck": "✗", "unlived": "?"}
Basis = Literal["attested", "inferred", "invented"]
Verdict = Literal["accurate", "roughly", "wrong", "misleading", "opinion", "unclear"]
VERDICT_WORDS: dict[str, str] = {  # as the player reads them
    "accurate": "accurate", "roughly": "roughly right", "wrong": "wrong", "misleading": "misleading",
    "opinion": "an opinion", "unclear": "unclear",
}  # fmt: skip

# An expression is a string; a bare number or true/false will do where one is meant.
Expression = str | int | bool
Percent = str | int
Number = Annotated[int, Meta(ge=-1_000_000, le=1_000_000)]
Count = Annotated[int, Meta(ge=0, le=1_000_000)]
Weight = Annotated[int, Meta(ge=1, le=1_000)]
Names = str | list[str]


class Authored(Struct, forbid_unknown_fields=True, frozen=True):
    """A mapping in a file: unknown keys are mistakes, every key is optional unless noted."""


class Variants(Authored, kw_only=True, frozen=True):
    """A paragraph of prose that depends on something: one kind of key at a time.

    `if` with `text` and `else`; `first` with `then`; `sequence` (the last stays), `cycle` (round
    again) or `shuffle` (each once in a drawn order, then again); `quote` prints the source.
    """

    if_: Expression | None = field(default=None, name="if")
    text: str | list[str | Variants] | None = None
    else_: str | list[str | Variants] | None = field(default=None, name="else")
    first: str | list[str | Variants] | None = None
    then: str | list[str | Variants] | None = None
    sequence: list[str] | None = None
    cycle: list[str] | None = None
    shuffle: list[str] | None = None
    quote: str | None = None  # an id, or words that stand verbatim in the source


Text = str | list[str | Variants]  # in a string, blank lines part paragraphs


class Changes(Authored, kw_only=True, frozen=True):
    """What changes. `set` first, then `add`; numbers are kept inside their declared range."""

    set: dict[str, Expression] = {}
    add: dict[str, Percent] = {}
    mark: dict[str, MarkName] = {}
    remember: str | dict[str, str] | None = None  # a line for the epilogue; a mapping names it
    achieve: Names | None = None


class Effects(Changes, kw_only=True, frozen=True):
    """Changes that may depend on a condition."""

    if_: Expression | None = field(default=None, name="if")


class Outcome(Changes, kw_only=True, frozen=True):
    """Changes, what is then said, and where the player goes; without `go`, the player stays."""

    do: list[Effects] = []  # further changes, each with its own `if`
    reply: Text | None = None
    go: str | None = None  # scene, beat, scene.beat or `return`
    visit: str | None = None  # a scene to play and come back from (to `go`, else to here)
    draw: str | None = None  # the same, with a scene drawn from this deck


class Chance(Authored, kw_only=True, frozen=True):
    """A throw with odds the player sees: `odds` in percent, then one of two outcomes."""

    odds: Percent
    then: Outcome
    else_: Outcome = field(name="else")


class Choice(Outcome, kw_only=True, frozen=True):
    """An option. Its id is `id`, else made of its text."""

    text: str
    id: str | None = None
    if_: Expression | None = field(default=None, name="if")
    locked: str | None = None  # shown, shut, with this reason, while `if` fails; else hidden
    once: bool = False  # gone when taken; a choice that stays here is once anyway
    sticky: bool = False  # stays even so
    fallback: bool = False  # offered only when nothing else is open
    historical: bool = False  # what history did; never shown beforehand
    chance: Chance | None = None
    choices: list[Choice] = []  # taken, it opens these in its place
    was: Names | None = None


class Beat(Authored, kw_only=True, frozen=True):
    """A step inside a scene: text, then choices, or a way on."""

    text: Text | None = None
    choices: list[Choice] = []
    go: str | None = None  # with no choices: the way on; else the next beat
    visit: str | None = None
    draw: str | None = None
    continue_: str | None = field(default=None, name="continue")  # the words of the way on
    enter: Effects | list[Effects] | None = None
    was: Names | None = None


class Scene(Authored, kw_only=True, frozen=True):
    """One file, one node of the story. Its own text and choices are its first beat, `start`."""

    title: str | None = None
    date: str | int | None = None  # New Style: 1915-09-05, 1915-09 or 1915
    time: str | None = None  # as a person would say it: "evening"
    place: str | None = None  # an id in codex/places.yaml
    cast: list[str] = []
    quote: Names | None = None  # sentences of the source: s24, [s24, s25] or s24..s27
    basis: Basis | None = None
    sources: list[str] = []
    flashback: bool = False  # its date may lie before that of the scene it comes from
    when: Expression | None = None  # who may come in
    deck: str | None = None  # makes it a storylet, met by `draw: DECK`
    priority: Number = 0  # of those that may be drawn, only the highest are
    weight: Weight = 1
    once: bool = False
    cooling: Count = 0  # draws from the deck before it may come again
    enter: Effects | list[Effects] | None = None
    text: Text | None = None
    choices: list[Choice] = []
    go: str | None = None
    visit: str | None = None
    draw: str | None = None
    continue_: str | None = field(default=None, name="continue")
    beats: dict[str, Beat] = {}
    record: Text | None = None  # history's own card
    ending: bool = False
    epilogue: bool = False  # prints the lines remembered through the game
    page: bool = False  # shows the whole source with the player's marks
    was: Names | None = None
    note: str | None = None  # for other authors; never shown


class Quality(Authored, kw_only=True, frozen=True):
    """A number (`range`), an enumeration (`values`), or else a flag, that the state carries."""

    meaning: str
    name: str | None = None
    range: tuple[Number, Number] | None = None
    values: list[str] | dict[str, str] | None = None  # a mapping gives the words for prose
    start: str | int | bool | None = None  # default: the lowest, the first, or false
    words: dict[int, str] = {}  # for a number: from this value up, this word
    shown: Expression = False  # in the panel: always, or while a condition holds
    was: Names | None = None

    @property
    def labels(self) -> dict[str, str]:
        """How the values of an enumeration read in prose: by their label, else with spaces for dashes."""
        if isinstance(self.values, dict):
            return self.values
        return {value: value.replace("-", " ").replace("_", " ") for value in self.values or ()}


class Achievement(Authored, kw_only=True, frozen=True):
    """Something found, kept for a gallery."""

    title: str
    text: str = ""
    was: Names | None = None


class Migration(Authored, kw_only=True, frozen=True):
    """What becomes of games that were kept before the story changed, where `was` cannot tell it."""

    places: dict[str, str] = {}  # a scene or scene.beat that is gone: where its games go on
    values: dict[str, dict[str, str | int | bool]] = {}  # a quality: its value before, and the value now


class StoryFile(Authored, kw_only=True, frozen=True):
    """`story.yaml`: the story as a whole."""

    title: str
    start: str
    id: str | None = None
    version: str | int = 1
    author: str | None = None
    about: str | None = None  # a sentence or two for the title page
    chapters: list[str] | None = None  # folders, in order; default: all, by name
    source: str | None = None  # the file of the source's sentences
    qualities: dict[str, Quality] = {}
    achievements: dict[str, Achievement] = {}
    migrate: Migration = Migration()
    continue_: str = field(default="Go on.", name="continue")


class ChapterFile(Authored, kw_only=True, frozen=True):
    """`chapter.yaml` in a chapter's folder."""

    title: str | None = None
    years: str | None = None
    quote: Names | None = None
    old_style: bool = False  # show the Julian day beside the date
    text: Text | None = None


class Sentence(Authored, kw_only=True, frozen=True):
    """One sentence of the source, and what is known about it."""

    text: str
    kind: Literal["title", "sentence", "reference"] = "sentence"
    voice: str | None = None
    claim: str | None = None
    verdict: Verdict | None = None
    record: str | None = None
    year: str | int | None = None
    sources: list[str] = []


class SourceFile(Authored, kw_only=True, frozen=True):
    """The file that `source` in story.yaml names: a document, split into sentences."""

    document: str  # a file name in the story's folder `seeds`, or the one beside the story
    sha256: str
    sentences: dict[str, Sentence]


class Person(Authored, kw_only=True, frozen=True):
    """An entry of codex/people.yaml."""

    name: str
    text: str
    born: str | int | None = None
    died: str | int | None = None


class Place(Authored, kw_only=True, frozen=True):
    """An entry of codex/places.yaml."""

    name: str
    text: str
    longitude: str | None = None  # degrees, east positive: "-73.89"
    latitude: str | None = None
    names: dict[str, str] = {}  # from a year on, this name


class Term(Authored, kw_only=True, frozen=True):
    """An entry of codex/terms.yaml."""

    name: str
    text: str
