"""What looking at every state came to, chapter by chapter: dead ends, stuck pages, and which end is open from where."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from game.authoring.exhaust import Opening, Region, Search
from game.authoring.playtest import CHANGED, PlaytestError
from game.authoring.random_game import play_at_random
from game.authoring.reads import StoryChangedError, WrittenStory, read_written
from game.play import State, choose, start
from game.story import Story

_MOST_OPENINGS = 500  # of a chapter
_MOST_STEPS = 5000
_MOST_TOLD = 40  # dead ends of a chapter, and as many stuck pages


class DeadEnd(Struct, frozen=True):
    """States from which nothing more can be come to: no ending, and no way out of the chapter.

    `beat` is where the game stands then; `door` is the key of the choice that leads there, at `file` and `line`, or ''
    where the chapter opens so. `states` were found behind it. `line` comes there in `trotsky play --replay`; where no
    seed was found with which chance falls so, it is '' and only `choices`, from the game's beginning, tell the way.
    """

    beat: str
    door: str
    file: str
    line_number: int
    states: int
    line: str
    choices: list[str]


class Goal(Struct, frozen=True):
    """An ending, or a chapter that this one leads to, and the scenes it was opened at from which that can be come to."""

    name: str
    openings: list[str]


class Looked(Struct, frozen=True):
    """A chapter, or with `chapter` '' the whole story. `openings` are the states it was looked at from.

    `is_whole` says that every state that can follow on these was looked at. If not, `unknown` counts the states of
    which it is not known whether an ending or a way out can be come to. `more_ends` counts dead ends and stuck pages
    beyond those that are told.
    """

    chapter: str
    openings: int
    openings_left_out: int
    states: int
    is_whole: bool
    unknown: int
    dead_ends: list[DeadEnd]
    stuck: list[DeadEnd]
    more_ends: int
    endings: list[Goal]
    ways_out: list[Goal]
    endings_never: list[str]


class ExhaustReport(Struct, frozen=True):
    """All that was looked at. `runs` random games looked for the openings of chapters; 0 where the whole story was small
    enough to be looked at from its start."""

    story: str
    hash: str
    seed: int
    most_states: int
    runs: int
    parts: list[Looked]
    chapters_not_reached: list[str]

    @property
    def has_faults(self) -> bool:
        """Whether any dead end or stuck page was found."""
        return any(part.dead_ends or part.stuck for part in self.parts)


def exhaust(
    story: Story,
    folder: Path,
    seed: int,
    most_states: int,
    runs: int,
    after: Callable[[int], None] = lambda states: None,
) -> ExhaustReport:
    """Look at every state of the story in `folder` from its start; if these are more than `most_states`, at those of
    each chapter from the states in which `runs` random games came into it. `after` is told how many more were looked at.

    Raises PlaytestError if the files are not those that `story` was loaded from.
    """
    try:
        written = read_written(folder, story)
    except StoryChangedError:
        raise PlaytestError(CHANGED) from None
    whole = Region(story, written, [chapter.id for chapter in story.chapters])
    search = Search(whole, [Opening(start(story, seed), seed)], most_states)
    search.run(after)
    if search.is_whole or len(story.chapters) == 1:
        return ExhaustReport(story.title, story.hash, seed, most_states, 0, [_looked(story, written, "", search)], [])
    openings = _openings(story, seed, runs)
    parts = []
    for chapter in story.chapters:
        region = Region(story, written, [chapter.id])
        search = Search(region, openings.get(chapter.id, []), most_states)
        search.run(after)
        if search.nodes and not all(node.goal for node in search.nodes):
            parts.append(_looked(story, written, chapter.id, search))
    missing = [chapter.id for chapter in story.chapters if chapter.id not in openings]
    return ExhaustReport(story.title, story.hash, seed, most_states, runs, parts, missing)


def _openings(story: Story, seed: int, runs: int) -> dict[str, list[Opening]]:
    """The states in which random games came into each chapter."""
    found: dict[str, list[Opening]] = {}
    for index in range(runs):
        game = play_at_random(story, seed, index, _MOST_STEPS)
        state = start(story, game.seed)
        chapter = _note(story, found, "", state, game.seed, ())
        try:
            for number, choice in enumerate(game.path, start=1):
                state = choose(story, state, choice)
                chapter = _note(story, found, chapter, state, game.seed, tuple(game.path[:number]))
        except Exception:  # a random playtest tells it, with its line
            continue
    return found


def _note(
    story: Story, found: dict[str, list[Opening]], before: str, state: State, seed: int, choices: tuple[str, ...]
) -> str:
    chapter = story.beats[state.beat].scene.chapter.id
    known = found.setdefault(chapter, [])
    if chapter != before and len(known) < _MOST_OPENINGS:
        known.append(Opening(state, seed, choices))
    return chapter


def _looked(story: Story, written: WrittenStory, chapter: str, search: Search) -> Looked:
    nodes = search.nodes
    good = search.leading_to(number for number, node in enumerate(nodes) if node.goal)
    maybe = search.leading_to(number for number, node in enumerate(nodes) if node.cut)
    lost = {number for number in range(len(nodes)) if number not in good and number not in maybe}
    goals: dict[str, list[int]] = {}
    for number, node in enumerate(nodes):
        if node.goal:
            goals.setdefault(node.goal, []).append(number)
    told = {name: Goal(name.partition(":")[2], _opening_scenes(story, search, ends)) for name, ends in goals.items()}
    endings = [goal for name, goal in told.items() if name.startswith("ending:")]
    met = {goal.name for goal in endings}
    doors, pages = _doors(search, lost), _stuck_pages(search)
    return Looked(
        chapter=chapter,
        openings=len(search.openings),
        openings_left_out=search.left_out,
        states=len(nodes),
        is_whole=search.is_whole,
        unknown=len(maybe - good),
        dead_ends=[
            _dead_end(written, search, numbers[0], _behind(search, lost, numbers)) for numbers in doors[:_MOST_TOLD]
        ],
        stuck=[_dead_end(written, search, numbers[0], len(numbers)) for numbers in pages[:_MOST_TOLD]],
        more_ends=len(doors[_MOST_TOLD:]) + len(pages[_MOST_TOLD:]),
        endings=endings,
        ways_out=[goal for name, goal in told.items() if name.startswith("chapter:")],
        endings_never=[scene.id for scene in story.scenes.values() if scene.ending and scene.id not in met]
        if not chapter
        else [],
    )


def _opening_scenes(story: Story, search: Search, ends: list[int]) -> list[str]:
    """The scenes of the openings from which any of `ends` can be come to."""
    leading = search.leading_to(ends)
    scenes = (
        story.beats[node.state.beat].scene.id
        for number, node in enumerate(search.nodes[: len(search.openings)])
        if number in leading
    )
    return list(dict.fromkeys(scenes))


def _doors(search: Search, lost: set[int]) -> list[list[int]]:
    """For each door into what is lost, the states right behind it. A stuck page is told for itself."""
    doors: dict[str, list[int]] = {}
    for number in sorted(lost):
        node = search.nodes[number]
        if node.is_stuck:
            continue
        if node.before < 0:
            doors.setdefault(f"opening {node.state.beat}", []).append(number)
        elif node.before not in lost:
            doors.setdefault(f"{search.nodes[node.before].state.beat}.{node.choice}", []).append(number)
    return list(doors.values())


def _behind(search: Search, lost: set[int], begin: list[int]) -> int:
    """How many lost states were found behind some of them."""
    after: dict[int, list[int]] = {}
    for number in lost:
        for source in search.nodes[number].sources:
            after.setdefault(source, []).append(number)
    found, waiting = set(begin), list(begin)
    for number in waiting:
        for later in after.get(number, ()):
            if later not in found:
                found.add(later)
                waiting.append(later)
    return len(found)


def _stuck_pages(search: Search) -> list[list[int]]:
    """The states in which nothing can be chosen, by their beats."""
    by_beat: dict[str, list[int]] = {}
    for number, node in enumerate(search.nodes):
        if node.is_stuck:
            by_beat.setdefault(node.state.beat, []).append(number)
    return list(by_beat.values())


def _dead_end(written: WrittenStory, search: Search, number: int, states: int) -> DeadEnd:
    node = search.nodes[number]
    beat = node.state.beat
    before = search.nodes[node.before].state.beat if node.before >= 0 else ""
    door = f"{before}.{node.choice}" if before else ""
    opening, choices = search.path(number)
    name = written.names.choices.get(door)
    where, path = (before or beat), (name.path if name is not None else written.names.beats[before or beat].path)
    document = written.names.scenes[where.partition(".")[0]].document
    whole = [*opening.choices, *choices]
    return DeadEnd(beat, door, document.file, document.at(path)[0], states, search.line(number), whole)


# -- as lines -------------------------------------------------------------------------------------


def lines(report: ExhaustReport) -> Iterator[str]:
    """The report for a person, line by line."""
    if report.runs:
        yield f"{report.story}: its states are more than {report.most_states:,} (`--states`), so each chapter for itself,"
        yield f"from where {report.runs:,} random games, seed {report.seed}, came into it."
    else:
        yield f"{report.story}: every state from its start."
    for part in report.parts:
        yield from _part(part, report)
    if report.chapters_not_reached:
        yield ""
        yield f"No game came into: {', '.join(report.chapters_not_reached)}. Of these nothing is known; play more `--runs`."


def _part(part: Looked, report: ExhaustReport) -> Iterator[str]:
    yield ""
    if part.chapter:
        yield f"{part.chapter}: {part.states:,} states from {part.openings:,} openings"
    else:
        yield f"{part.states:,} states"
    if part.is_whole:
        if part.chapter:
            yield "  All that can follow on these was looked at, whatever chance does. A game may come"
            yield "  in as none of these did; of that nothing is known."
        else:
            yield "  All that can follow was looked at, whatever chance does."
    else:
        yield f"  The bound of {report.most_states:,} states was met. What lies beyond is not known: of {part.unknown:,}"
        yield "  states it is open whether they lead on, and a dead end may lie where nobody looked."
        if part.openings_left_out:
            yield f"  For {part.openings_left_out:,} more openings there was no room."
    if not part.dead_ends and not part.stuck:
        yield "  No dead end and no stuck page was found."
    for end in part.dead_ends:
        yield from _told(
            end, "From here no ending can be come to, and no way out" + (" of the chapter" if part.chapter else "")
        )
    for end in part.stuck:
        yield from _told(end, "Here nothing can be chosen, and it is no ending")
    if part.more_ends:
        yield f"  … and {part.more_ends:,} more of these."
    for name, goals in (("Endings", part.endings), ("Ways out", part.ways_out)):
        if goals:
            yield f"  {name}:"
        for goal in sorted(goals, key=lambda goal: goal.name):
            yield f"    {goal.name}{_from(goal) if part.chapter else ''}"
    if part.endings_never:
        surely = "No way leads to" if part.is_whole else "Not found so far"
        yield f"  {surely}: {', '.join(part.endings_never)}"


def _from(goal: Goal) -> str:
    more = f" and {len(goal.openings) - 3} more" if len(goal.openings) > 3 else ""
    return f"  from {', '.join(goal.openings[:3])}{more}"


def _told(end: DeadEnd, what: str) -> Iterator[str]:
    states = "1 state" if end.states == 1 else f"{end.states:,} states"
    yield f"  {end.file}:{end.line_number}  {end.door or end.beat}"
    yield f"    {what}: the game stands at {end.beat}, {states}."
    if end.line:
        yield f"    trotsky play STORY --replay {end.line}"
    else:
        yield f"    If chance falls so, by: {','.join(end.choices) or 'no choice'}"
