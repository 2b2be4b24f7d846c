"""What an author may write: every key of every file of a story, with its meaning and default.

These types are the format. Loading, the mistakes that `trotsky check` reports and the JSON Schema
all come from them. What a key is stands beside it, in the words of the authors' guide; a test holds the
two together. How a story runs is in `runtime.py`; references and conditions are resolved in
`compile.py`, so here an expression or a target is still a plain string.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

# A key that is a word of Python stands here with a dash below, `if_`.
_RENAMED = {"if_": "if", "else_": "else", "continue_": "continue"}

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


def says(words: str) -> Meta:
    """What a key is, for whoever writes one: read in the guide, and by editors in the JSON Schema."""
    return Meta(description=words)


class Authored(Struct, forbid_unknown_fields=True, frozen=True, rename=_RENAMED):
    """A mapping in a file: unknown keys are mistakes, every key is optional unless noted."""


class Variants(Authored, kw_only=True, frozen=True):
    """A paragraph of prose that depends on something: one kind of key at a time.

    `if` with `text` and `else`; `first` with `then`; `sequence` (the last stays), `cycle` (round
    again) or `shuffle` (each once in a drawn order, then again); `quote` prints the source.
    """

    if_: Annotated[Expression | None, says("the paragraph is only there while this condition holds")] = None
    text: Annotated[str | list[str | Variants] | None, says("a text, or a list of paragraphs")] = None
    else_: Annotated[str | list[str | Variants] | None, says("the text to show instead when `if` fails")] = None
    first: Annotated[str | list[str | Variants] | None, says("the text on the first visit")] = None
    then: Annotated[str | list[str | Variants] | None, says("with `first`: the text on later visits")] = None
    sequence: Annotated[list[str] | None, says("texts, one a visit; the last one stays")] = None
    cycle: Annotated[list[str] | None, says("texts, one a visit; then round again")] = None
    shuffle: Annotated[
        list[str] | None, says("texts in an order drawn for this game; each comes once, then a new order")
    ] = None
    quote: Annotated[str | None, says("a sentence of the source by its name, or words that stand in the source")] = None


Text = str | list[str | Variants]  # in a string, blank lines part paragraphs


class Changes(Authored, kw_only=True, frozen=True):
    """What changes. `set` first, then `add`; numbers are kept inside their declared range."""

    set: Annotated[
        dict[str, Expression],
        says("quality to new value: a number, `true` or `false`, a word of the enumeration, or an expression"),
    ] = {}
    add: Annotated[dict[str, Percent], says("number to amount; negative to take away. An expression will do")] = {}
    mark: Annotated[dict[str, MarkName], says("sentence to `stands`, `strained`, `struck` or `unlived`")] = {}
    remember: Annotated[
        str | dict[str, str] | None, says("a line for the epilogue, or a mapping of names to lines")
    ] = None
    achieve: Annotated[Names | None, says("one achievement or a list")] = None


class Effects(Changes, kw_only=True, frozen=True):
    """Changes that may depend on a condition."""

    if_: Annotated[Expression | None, says("make these changes only while this holds")] = None


class Outcome(Changes, kw_only=True, frozen=True):
    """Changes, what is then said, and where the player goes; without `go`, the player stays."""

    do: Annotated[list[Effects], says("a list of further changes, each with an `if` of its own")] = []
    reply: Annotated[Text | None, says("what is said at once, before the text of the place")] = None
    go: Annotated[str | None, says("where the player goes: a scene, a beat, scene.beat or `return`")] = None
    visit: Annotated[str | None, says("a scene to play and come back from, to `go` or else to here")] = None
    draw: Annotated[str | None, says("the same, with a scene drawn from a deck")] = None


class Chance(Authored, kw_only=True, frozen=True):
    """A throw with odds the player sees: `odds` in percent, then one of two outcomes."""

    odds: Annotated[Percent, says("the chance in percent: a number or an expression, kept within 0 and 100")]
    then: Annotated[Outcome, says("the outcome if it comes off")]
    else_: Annotated[Outcome, says("the outcome if it does not")]


class Choice(Outcome, kw_only=True, frozen=True):
    """An option. Its id is `id`, else made of its text."""

    text: Annotated[str, says("the words of the choice")]
    id: Annotated[str | None, says("its name, for conditions and saved games")] = None
    if_: Annotated[Expression | None, says("offered only while this condition holds")] = None
    locked: Annotated[str | None, says("with `if`: while it fails, show the choice shut, with this reason")] = None
    once: Annotated[bool, says("gone when taken")] = False
    sticky: Annotated[bool, says("stays when taken")] = False
    fallback: Annotated[bool, says("offered only when nothing else is open")] = False
    historical: Annotated[bool, says("what history did; never shown before the choice")] = False
    chance: Annotated[Chance | None, says("a throw with odds that the player sees")] = None
    choices: Annotated[list[Choice], says("taken, it opens these in its place")] = []
    was: Annotated[Names | None, says("its earlier name or names")] = None


class Beat(Authored, kw_only=True, frozen=True):
    """A step inside a scene: text, then choices, or a way on."""

    text: Annotated[Text | None, says("what is told")] = None
    choices: Annotated[list[Choice], says("a list of choices")] = []
    go: Annotated[str | None, says("without choices: where the way on leads")] = None
    visit: Annotated[str | None, says("without choices: a scene to play and come back from")] = None
    draw: Annotated[str | None, says("without choices: a scene drawn from this deck")] = None
    continue_: Annotated[str | None, says("the words of the way on")] = None
    enter: Annotated[Effects | list[Effects] | None, says("changes on arrival at this beat")] = None
    was: Annotated[Names | None, says("its earlier name or names")] = None


class Scene(Authored, kw_only=True, frozen=True):
    """One file, one node of the story. Its own text and choices are its first beat, `start`."""

    title: Annotated[str | None, says("the scene's title")] = None
    date: Annotated[str | int | None, says("the day, month or year: `1887-03-13`, `1887-03` or `1887`")] = None
    time: Annotated[str | None, says("the time of day, as a person would say it")] = None
    place: Annotated[str | None, says("an entry of codex/places.yaml")] = None
    cast: Annotated[list[str], says("entries of codex/people.yaml")] = []
    quote: Annotated[Names | None, says("sentences of the source: `s01`, `[s01, s03]` or `s01..s03`")] = None
    basis: Annotated[Basis | None, says("`attested`, `inferred` or `invented`")] = None
    sources: Annotated[list[str], says("a list: where it is attested")] = []
    flashback: Annotated[bool, says("its date may lie before that of the scene before it")] = False
    when: Annotated[Expression | None, says("a condition: who may come in")] = None
    deck: Annotated[str | None, says("the name of a deck: makes it a scene that is drawn")] = None
    priority: Annotated[Number, says("with `deck`: of those that may be drawn, only the highest are")] = 0
    weight: Annotated[Weight, says("with `deck`: its share among those, 1 to 1000")] = 1
    once: Annotated[bool, says("with `deck`: never drawn after it was seen")] = False
    cooling: Annotated[Count, says("with `deck`: draws that must pass before it may come again")] = 0
    enter: Annotated[Effects | list[Effects] | None, says("changes on arrival")] = None
    text: Annotated[Text | None, says("what is told")] = None
    choices: Annotated[list[Choice], says("a list of choices")] = []
    go: Annotated[str | None, says("without choices: where the way on leads")] = None
    visit: Annotated[str | None, says("without choices: a scene to play and come back from")] = None
    draw: Annotated[str | None, says("without choices: a scene drawn from this deck")] = None
    continue_: Annotated[str | None, says("the words of the way on")] = None
    beats: Annotated[dict[str, Beat], says("name to beat, in order")] = {}
    record: Annotated[Text | None, says("history's own card, a text")] = None
    ending: Annotated[bool, says("the game ends here")] = False
    epilogue: Annotated[bool, says("print the lines remembered")] = False
    page: Annotated[bool, says("show the whole source with the player's marks")] = False
    was: Annotated[Names | None, says("its earlier name or names")] = None
    note: Annotated[str | None, says("for other authors; never shown")] = None


class Quality(Authored, kw_only=True, frozen=True):
    """A number (`range`), an enumeration (`values`), or else a flag, that the state carries."""

    meaning: Annotated[str, says("what it is, for the player and for other authors")]
    name: Annotated[str | None, says("what the player calls it")] = None
    range: Annotated[tuple[Number, Number] | None, says("the lowest and the highest: `[0, 9]`")] = None
    values: Annotated[
        list[str] | dict[str, str] | None, says("a list of words, or a mapping of words to how they read in prose")
    ] = None
    start: Annotated[str | int | bool | None, says("the value of a new game")] = None
    words: Annotated[dict[int, str], says("for a number: from this value up, this word in the panel")] = {}
    shown: Annotated[Expression, says("in the panel: `true`, or a condition")] = False
    was: Annotated[Names | None, says("its earlier name or names")] = None

    @property
    def labels(self) -> dict[str, str]:
        """How the values of an enumeration read in prose: by their label, else with spaces for dashes."""
        if isinstance(self.values, dict):
            return self.values
        return {value: value.replace("-", " ").replace("_", " ") for value in self.values or ()}


class Achievement(Authored, kw_only=True, frozen=True):
    """Something found, kept for a gallery."""

    title: Annotated[str, says("its title")]
    text: Annotated[str, says("a sentence about it")] = ""
    was: Annotated[Names | None, says("its earlier name or names")] = None


class Migration(Authored, kw_only=True, frozen=True):
    """What becomes of games that were kept before the story changed, where `was` cannot tell it."""

    places: Annotated[
        dict[str, str], says("a scene, or scene.beat, that is gone, to the place where its games go on")
    ] = {}
    values: Annotated[
        dict[str, dict[str, str | int | bool]], says("a quality to a mapping of its values before to its values now")
    ] = {}


class StoryFile(Authored, kw_only=True, frozen=True):
    """`story.yaml`: the story as a whole."""

    title: Annotated[str, says("the story's title")]
    start: Annotated[str, says("the scene that a new game begins with")]
    id: Annotated[str | None, says("the name that saved games know the story by; never change it")] = None
    version: Annotated[str | int, says("a number or a word for people; kept in saved games")] = 1
    author: Annotated[str | None, says("who wrote it")] = None
    about: Annotated[str | None, says("a sentence or two for the title page")] = None
    chapters: Annotated[list[str] | None, says("the folders, in order")] = None
    source: Annotated[str | None, says("the file with the source's sentences")] = None
    qualities: Annotated[dict[str, Quality], says("name to quality, as in qualities.yaml")] = {}
    achievements: Annotated[dict[str, Achievement], says("name to achievement")] = {}
    migrate: Annotated[Migration, says("what becomes of games kept before a change")] = Migration()
    continue_: Annotated[str, says("the words of the way on, where a beat has no choices")] = "Go on."


class ChapterFile(Authored, kw_only=True, frozen=True):
    """`chapter.yaml` in a chapter's folder."""

    title: Annotated[str | None, says("the chapter's title")] = None
    years: Annotated[str | None, says("the years it covers, in words; a bare number needs quotation marks")] = None
    quote: Annotated[Names | None, says("sentences of the source that the chapter is about")] = None
    old_style: Annotated[bool, says("show the Julian day beside a date, as in 13 March 1887 [1 March]")] = False
    text: Annotated[Text | None, says("an opening text")] = None


class Sentence(Authored, kw_only=True, frozen=True):
    """One sentence of the source, and what is known about it."""

    text: Annotated[str, says("its words, verbatim")]
    kind: Annotated[Literal["title", "sentence", "reference"], says("`title`, `sentence` or `reference`")] = "sentence"
    voice: Annotated[str | None, says("who speaks, in a word")] = None
    claim: Annotated[str | None, says("what it says")] = None
    verdict: Annotated[Verdict | None, says("`accurate`, `roughly`, `wrong`, `misleading`, `opinion` or `unclear`")] = (
        None
    )
    record: Annotated[str | None, says("what history says")] = None
    year: Annotated[str | int | None, says("the year it speaks of")] = None
    sources: Annotated[list[str], says("a list: where the record is from")] = []


class SourceFile(Authored, kw_only=True, frozen=True):
    """The file that `source` in story.yaml names: a document, split into sentences."""

    document: Annotated[str, says("the document's file name, without a folder")]
    sha256: Annotated[str, says("its checksum; `sha256sum FILE` or `shasum -a 256 FILE` prints it")]
    sentences: Annotated[dict[str, Sentence], says("name to sentence, in the order of the document")]


class Person(Authored, kw_only=True, frozen=True):
    """An entry of codex/people.yaml."""

    name: Annotated[str, says("the name")]
    text: Annotated[str, says("the entry")]
    born: Annotated[str | int | None, says("the year")] = None
    died: Annotated[str | int | None, says("the year")] = None


class Place(Authored, kw_only=True, frozen=True):
    """An entry of codex/places.yaml."""

    name: Annotated[str, says("the name")]
    text: Annotated[str, says("the entry")]
    longitude: Annotated[
        str | None, says("degrees, east positive, in quotation marks; a place that has both is on the map")
    ] = None
    latitude: Annotated[str | None, says("degrees, north positive, in quotation marks")] = None
    names: Annotated[dict[str, str], says("from a year on, this name")] = {}


class Term(Authored, kw_only=True, frozen=True):
    """An entry of codex/terms.yaml."""

    name: Annotated[str, says("the word")]
    text: Annotated[str, says("the entry")]
