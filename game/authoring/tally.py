"""What is kept of many random games: one row a game, and in how many games each thing was met."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from game.authoring.quotations import sentences_of
from game.authoring.random_game import TOO_LONG, RandomGame, Reader
from game.authoring.words import count_words
from game.play import line_of
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
        # Of the games counted since `close`.
        self._shown: Counter[int] = Counter()
        self._ends: list[Memory] = []
        self._full_ends: list[Memory] = []
        self._words: dict[str, int] = {}
        self._words_by_identity: dict[int, int] = {}  # of the paragraphs whose text stands in one place only
        self._doubles: dict[int, str] = {}
        places = Counter(self.reader.texts.values())
        for identity, text in self.reader.texts.items():
            if places[text] > 1:
                self._doubles[identity] = text
            else:
                self._words_by_identity[identity] = count_words(text)
        self._singles = {text for text, count in places.items() if count == 1}
        self._met: dict[Paragraph, frozenset[str]] = {}

    def count(self, tally: Tally, index: int, game: RandomGame) -> None:
        """Add one game to a tally."""
        full = bool(game.ending) and not self._goal.isdisjoint(game.beats)
        met = self._sentences_met(self.reader.quoted(game))
        unmet = self._sentences - len(met)
        row = Row(index, game.seed, game.ending, full, self._words_read(game), len(game.path), game.decisions, unmet)
        tally.rows.append(row)
        tally.beats.update(game.beats)
        chapter_of = self._chapter_of
        tally.chapters.update({chapter_of[beat] for beat in game.beats})
        tally.choices.update(game.choices)
        self._shown.update(game.shown)
        if game.fault and len(tally.faults) < MOST_FAULTS:
            where = game.last.beat if game.last is not None else self._story.start
            told = game.path[:MOST_TOLD] if game.fault == TOO_LONG else game.path
            tally.faults.append(Fault(game.seed, game.fault, where, game.path, line_of(game.seed, told)))
        if game.ending and game.last is not None:
            self._ends.append(game.last.memory)
            if full:
                self._full_ends.append(game.last.memory)
                tally.met.update(met)

    def close(self, tally: Tally) -> None:
        """Add what is sooner reckoned for many games at once: paragraphs shown, and what stood at the ends."""
        numbers, story = self.reader.numbers, self._story
        shown = sorted((numbers[found], games) for found, games in self._shown.items() if found in numbers)
        tally.passages.update(dict(shown))
        slots = {name: story.layout.slots[f"mark:{name}"] for name in (story.source.sentences if story.source else ())}
        for ends, marks in ((self._ends, tally.marks), (self._full_ends, tally.full_marks)):
            for name, values in _values(ends, slots).items():
                marks.update({(name, str(mark)): games for mark, games in values.items() if mark})
        for name, values in _values(self._ends, {name: each.slot for name, each in story.qualities.items()}).items():
            tally.ends[name].update(values)
        self._shown.clear()
        self._ends.clear()
        self._full_ends.clear()

    def _words_read(self, game: RandomGame) -> int:
        """The words of `Reader.read`, without making that set of every game."""
        shown, words = game.shown, self._words_by_identity
        total = sum([words[found] for found in shown if found in words])
        others = {text for identity, text in self._doubles.items() if identity in shown}
        others.update(game.filled, game.epilogue)
        if not others.isdisjoint(self._singles):  # a line put together that stands somewhere as a whole, too
            return self.words(self.reader.read(game))
        return total + self.words(others)

    def words(self, texts: set[str]) -> int:
        """The words of these paragraphs."""
        known = self._words
        for text in texts - known.keys():
            known[text] = count_words(text)
        return sum(map(known.__getitem__, texts))

    def _sentences_met(self, quoted: list[Paragraph]) -> set[str]:
        met: set[str] = set()
        for paragraph in quoted:
            found = self._met.get(paragraph)
            if found is None:
                found = self._met[paragraph] = sentences_of(self._story.source, paragraph)
            met |= found
        return met


def _values(memories: list[Memory], slots: dict[str, int]) -> dict[str, Counter[Value]]:
    """How often each slot, by its name, had each value."""
    if not memories:
        return {}
    # A page of all games at once, turned into the values of each slot: a loop over games and names takes longer.
    wanted = {slot // PAGE for slot in slots.values()}
    pages = {number: list(zip(*[memory[number] for memory in memories], strict=True)) for number in wanted}
    return {name: Counter(pages[slot // PAGE][slot % PAGE]) for name, slot in slots.items()}
