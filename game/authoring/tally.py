"""What is kept of many random games: one row a game, and in how many games each thing was met."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from game.authoring.quotations import sentences_of
from game.authoring.random_game import TOO_LONG, RandomGame, Reader
from game.authoring.words import count_words
from game.play import line_of, marks
from game.story import Story
from game.story.memory import PAGE, Memory, Value
from game.story.runtime import Paragraph

COUNTERS = ("chapters", "beats", "choices", "passages", "marks", "full_marks", "met")
MOST_TOLD = 200  # choices of a game without end: by then it goes round
MOST_FAULTS = 20  # told with their choices; the rest are only counted


@dataclass(frozen=True, slots=True)
class Row:
    """One game in figures. `ending` is '' if it has none; `unmet` counts sentences never printed in it.

    `steps` counts all choices taken, `choices` those of them that had another open beside them.
    """

    index: int
    seed: int
    ending: str
    full: bool
    words: int
    steps: int
    choices: int
    unmet: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A game that ended without an ending, and the ids of the choices that lead there.

    `line` is the game in one line, as `trotsky play --replay` takes it: of one without end, the first choices only.
    """

    seed: int
    fault: str
    beat: str
    choices: list[str]
    line: str


@dataclass(slots=True)
class Tally:
    """Games in the order of their numbers. Each counter says in how many games a thing was met.

    `passages` counts by the numbers of `passages`, `ends` by the value of each quality at the end of games that have
    one.
    `marks` counts (sentence, mark) at the end of games with an ending, `full_marks` of full ones, and
    `met` in how many full games a sentence was printed.
    """

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    chapters: Counter[str] = field(default_factory=Counter)
    beats: Counter[str] = field(default_factory=Counter)
    choices: Counter[str] = field(default_factory=Counter)
    passages: Counter[int] = field(default_factory=Counter)
    ends: dict[str, Counter[Value]] = field(default_factory=lambda: defaultdict(Counter))
    marks: Counter[tuple[str, str]] = field(default_factory=Counter)
    full_marks: Counter[tuple[str, str]] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)

    def add(self, later: Tally) -> None:
        """Take in the games that follow these."""
        self.rows += later.rows
        self.faults = (self.faults + later.faults)[:MOST_FAULTS]
        for name in COUNTERS:
            getattr(self, name).update(getattr(later, name))
        for quality, values in later.ends.items():
            self.ends[quality].update(values)


class Counting:
    """Makes tallies of games of one story. Words and quotations are looked into once for each text.

    A game is full if it has an ending and has been at one of the beats `goal`.
    """

    def __init__(self, story: Story, goal: frozenset[str]) -> None:
        self._story = story
        self._goal = goal
        self._sentences = len(story.source.sentences) if story.source is not None else 0
        self.reader = Reader(story)
        self._chapter_of = {beat.key: beat.scene.chapter.id for beat in story.beats.values()}
        self._ends: list[Memory] = []  # of the games counted since `count_ends`
        self._words: dict[str, int] = {}
        self._met: dict[Paragraph, frozenset[str]] = {}

    def count(self, tally: Tally, index: int, game: RandomGame) -> None:
        """Add one game to a tally."""
        full = bool(game.ending) and not self._goal.isdisjoint(game.beats)
        read = self.reader.read(game)
        met = self._sentences_met(read.quoted)
        unmet = self._sentences - len(met)
        row = Row(index, game.seed, game.ending, full, self.words(read.texts), len(game.path), game.decisions, unmet)
        tally.rows.append(row)
        tally.beats.update(game.beats)
        chapter_of = self._chapter_of
        tally.chapters.update({chapter_of[beat] for beat in game.beats})
        tally.choices.update(game.choices)
        tally.passages.update(read.passages)
        if game.fault and len(tally.faults) < MOST_FAULTS:
            where = game.last.beat if game.last is not None else self._story.start
            told = game.path[:MOST_TOLD] if game.fault == TOO_LONG else game.path
            tally.faults.append(Fault(game.seed, game.fault, where, game.path, line_of(game.seed, told)))
        if game.ending and game.last is not None:
            self._ends.append(game.last.memory)
            at_the_end = marks(self._story, game.last).items()
            tally.marks.update(at_the_end)
            if full:
                tally.full_marks.update(at_the_end)
                tally.met.update(met)

    def count_ends(self, tally: Tally) -> None:
        """Add what the qualities were at the ends of the games counted so far."""
        if not self._ends:
            return
        # A page of all games at once, turned into the values of each slot: a loop over games and qualities takes longer.
        pages = [list(zip(*page, strict=True)) for page in zip(*self._ends, strict=True)]
        for quality in self._story.qualities.values():
            page, place = divmod(quality.slot, PAGE)
            tally.ends[quality.id].update(pages[page][place])
        self._ends = []

    def words(self, texts: set[str]) -> int:
        """The words of these paragraphs."""
        known = self._words
        total = 0
        for text in texts:
            found = known.get(text)
            if found is None:
                found = known[text] = count_words(text)
            total += found
        return total

    def _sentences_met(self, quoted: list[Paragraph]) -> set[str]:
        met: set[str] = set()
        for paragraph in quoted:
            found = self._met.get(paragraph)
            if found is None:
                found = self._met[paragraph] = sentences_of(self._story.source, paragraph)
            met |= found
        return met
