"""What a search for every choice and paragraph came to: figures, and of what it never reached, how near it came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from game.authoring.cover import Budget, Found, cover
from game.authoring.playtest import CHANGED, PlaytestError
from game.authoring.plots import WIDTH, bar, clipped
from game.authoring.reads import StoryChangedError, WrittenStory, read_written
from game.authoring.targets import Need, Target, moves, targets
from game.story import Story
from game.story.memory import Value
from game.story.migration import written as as_written

_LONGEST = 60  # characters of a paragraph: enough to know it by
_BAR = 40
_MOST_GAMES = 8  # told of what was missed, where not everything is asked for
_FUNCTIONS = {"seen": "times", "chosen": "chosen", "line": "remembers", "achieved": "achieved", "mark": "mark"}


class Condition(Struct, frozen=True):
    """A condition that something needs, or (`wanted` false) needs not to hold, and where it stands.

    `held` counts the states at its place in which it was as needed; `seen` are the values there of what it reads.
    """

    text: str
    wanted: bool
    file: str
    line: int
    held: int
    seen: dict[str, str]


class Missed(Struct, frozen=True):
    """A choice, paragraph or storylet that no play reached, though its place was: then `visits` counts the states there.

    `nearest` is a game in one line, up to the state that lacked least of it; '' if no play came to its place.
    """

    kind: str
    words: str
    file: str
    line: int
    column: int
    visits: int
    conditions: list[Condition]
    why: str
    nearest: str


class Beat(Struct, frozen=True):
    """A beat that no play came to, and the choices that lead there, by their keys."""

    beat: str
    file: str
    line: int
    choices: list[str]


class Share(Struct, frozen=True):
    """How many there are, and how many were reached."""

    all: int
    reached: int


class CoverReport(Struct, frozen=True):
    """The figures of a search. `behind` counts what was missed only because its place, or its choice, was."""

    story: str
    hash: str
    seed: int
    budget: str
    games: int
    steps: int
    choices: Share
    paragraphs: Share
    storylets: Share
    beats: Share
    missed: list[Missed]
    behind: int
    beats_missed: list[Beat]
    faults: list[str]


def search(
    story: Story, folder: Path, seed: int, budget: Budget, after: Callable[[float], None] = lambda share: None
) -> CoverReport:
    """Search through the story in `folder`. `after` as for `cover`.

    Raises PlaytestError if the files are not those that `story` was loaded from.
    """
    try:
        written = read_written(folder, story)
    except StoryChangedError:
        raise PlaytestError(CHANGED) from None
    aims = targets(story, written)
    found = cover(story, aims, seed, budget, after)
    return _report(story, written, aims, found, seed, budget)


def _report(
    story: Story, written: WrittenStory, aims: list[Target], found: Found, seed: int, budget: Budget
) -> CoverReport:
    missed = set(found.open)
    missed_choices = {str(aim.name) for aim in missed if aim.kind == "choice"}
    first = [aim for aim in found.open if aim.visits and aim.owner not in missed_choices]
    return CoverReport(
        story=story.title,
        hash=story.hash,
        seed=seed,
        budget=told_budget(budget),
        games=found.games,
        steps=found.steps,
        choices=_share(aims, missed, "choice"),
        paragraphs=_share(aims, missed, "paragraph"),
        storylets=_share(aims, missed, "storylet"),
        beats=Share(len(story.beats), len(found.beats)),
        missed=[_missed(aim, found) for aim in first],
        behind=len(missed) - len(first),
        beats_missed=[_beat(story, written, beat) for beat in story.beats if beat not in found.beats],
        faults=found.faults,
    )


def told_budget(budget: Budget) -> str:
    """A budget as it is typed."""
    parts = [
        f"{budget.seconds:g}s" if budget.seconds is not None else "",
        f"{budget.games}games" if budget.games is not None else "",
        f"{budget.steps}steps" if budget.steps is not None else "",
    ]
    return ",".join(part for part in parts if part)


def _share(aims: list[Target], missed: set[Target], kind: str) -> Share:
    of_kind = [aim for aim in aims if aim.kind == kind]
    return Share(len(of_kind), sum(aim not in missed for aim in of_kind))


def _missed(aim: Target, found: Found) -> Missed:
    words = aim.words if len(aim.words) <= _LONGEST else f"{aim.words[: _LONGEST - 1]}…"
    conditions = [_condition(need) for need in aim.needs]
    nearest = found.nearest.get(aim, "")
    return Missed(aim.kind, words, aim.file, aim.line, aim.column, aim.visits, conditions, aim.why, nearest)


def _condition(need: Need) -> Condition:
    seen = {_name(name): _values(values) for name, values in need.seen.items()}
    return Condition(need.text, need.wanted, need.file, need.line, need.held, seen)


def _name(slot: str) -> str:
    kind, _, name = slot.partition(":")
    return f"{_FUNCTIONS[kind]}('{name}')" if kind in _FUNCTIONS else name


def _values(values: set[Value]) -> str:
    numbers = sorted(int(value) for value in values if isinstance(value, int) and not isinstance(value, bool))
    if numbers:
        return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else str(numbers[0])
    return ", ".join(sorted(as_written(value) or "none" for value in values))


def _beat(story: Story, written: WrittenStory, beat: str) -> Beat:
    name = written.names.beats[beat]
    document = written.names.scenes[beat.partition(".")[0]].document
    doors = [
        choice.key
        for other in story.beats.values()
        for choice in other.choices
        if any(beat in _leads_to(story, move.kind, move.target, move.after) for move in moves(choice))
    ]
    return Beat(beat, document.file, document.at(name.path)[0], doors)


def _leads_to(story: Story, kind: str, target: str, after: str) -> list[str]:
    if kind == "draw":
        return [*(scene.beats[0].key for scene in story.decks[target].scenes), after]
    return [target, after] if kind in ("go", "visit") else []


# -- as lines -------------------------------------------------------------------------------------


def lines(report: CoverReport, everything: bool = False) -> Iterator[str]:
    """The report for a person, line by line; with `everything`, the game that came nearest to each thing missed,
    however many they are."""
    yield f"{report.story}: a search of {report.games:,} plays, {report.steps:,} choices made, seed {report.seed}."
    yield ""
    yield from _told_share("choices", report.choices)
    yield from _told_share("paragraphs", report.paragraphs)
    yield from _told_share("storylets", report.storylets)
    yield from _told_share("beats", report.beats)
    if report.missed:
        yield ""
        yield f"No play reached these, though plays came to their places: {len(report.missed):,}"
        for missed in report.missed:
            yield from _told(missed, everything or len(report.missed) <= _MOST_GAMES)
        if not everything and len(report.missed) > _MOST_GAMES:
            yield "`--all` gives for each the game that came nearest to it."
    if report.beats_missed:
        yield ""
        yield f"No play came to these beats: {len(report.beats_missed):,}"
        for beat in report.beats_missed:
            doors = f"led to by {', '.join(beat.choices[:3])}" if beat.choices else "no choice leads there"
            more = f" and {len(beat.choices) - 3} more" if len(beat.choices) > 3 else ""
            yield f"  {beat.file}:{beat.line}  {beat.beat}: {doors}{more}"
    if report.behind:
        yield ""
        yield f"Not told singly: {report.behind:,} more, whose beat or whose choice is told above."
    if report.faults:
        yield ""
        yield f"Plays in which the program itself failed: {len(report.faults):,}"
        yield from (f"  {fault}" for fault in report.faults)


def _told_share(name: str, share: Share) -> Iterator[str]:
    if share.all:
        part = share.reached / share.all
        # Rounded down: what is not whole must not look so.
        yield f"  {name:11}{share.reached:>7,} of {share.all:<7,}{int(1000 * part) / 10:>6.1f}%  {bar(part, _BAR)}"


def _told(missed: Missed, with_game: bool) -> Iterator[str]:
    yield clipped(f"  {missed.file}:{missed.line}:{missed.column}  {missed.words}", WIDTH)
    times = "once" if missed.visits == 1 else f"{missed.visits:,} times"
    never = [condition for condition in missed.conditions if not condition.held]
    yield f"    Plays stood there {times}. {_why(missed, never)}"
    for condition in never or missed.conditions:
        contrary = "" if condition.wanted else "not: "
        yield f"      {contrary}{condition.text}  ({condition.file}:{condition.line})"
        if condition.seen:
            yield f"      seen there: {'; '.join(f'{name} {values}' for name, values in condition.seen.items())}"
    if missed.nearest and with_game:
        yield f"    Nearest: {missed.nearest}"


def _why(missed: Missed, never: list[Condition]) -> str:
    also = f" It takes besides: {missed.why}." if missed.why else ""
    if never:
        return ("This was never so:" if len(never) == 1 else "These were never so:") + also
    if len(missed.conditions) > 1:
        return "Each of these was so at some time, never all at once:" + also
    if missed.conditions:
        return "This was so at times, and yet it was not met:" + also
    return f"It takes: {missed.why}." if missed.why else "Nothing stood in the way; a longer search may reach it."
