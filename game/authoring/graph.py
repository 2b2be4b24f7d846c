"""The scenes of a story as a graph: a node for each, and an edge wherever one leads straight to another.

All words come from files that anybody may have written. They are kept on one line here, without what a terminal
would obey, and cut where nobody would read on; each form of the graph escapes them once more in its own way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
from msgspec import Struct, structs

from game.authoring.reads import WrittenStory, written_story
from game.story import Story
from game.story.alphabet import fold
from game.story.decode import Path as Keys
from game.story.markup import plain
from game.story.problems import printable
from game.story.runtime import Beat, Choice, Outcome, Scene
from game.story.suggest import did_you_mean

EdgeKind: TypeAlias = Literal["go", "choice", "chance", "visit", "draw"]
EDGE_KINDS: dict[EdgeKind, str] = {  # from the plainest to the rarest, and what each is
    "go": "the only way on",
    "choice": "by a choice",
    "chance": "by a throw",
    "visit": "a visit, and back",
    "draw": "drawn from a deck, and back",
}
MOST_BYTES = 50_000_000  # of a playtest's figures
_MOST_TITLE, _MOST_WORDS = 120, 300
_PROSE = {
    "title", "text", "reply", "record", "else", "first", "then", "sequence", "cycle", "shuffle", "locked", "continue",
    "choices", "chance", "do",
}  # fmt: skip
_WAYS_ON = ("go", "visit", "draw", "continue", "text")  # where to look for the way on of a beat, the best first
_NAMED = {"beats", "remember"}  # their own keys are names
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


class GraphError(Exception):
    """What was asked for cannot be drawn. The message is a sentence."""


class Target(Struct, frozen=True):
    """Where a way leads: a beat of a scene; or neither, for `return` and `stay`. `note` says when, if not always."""

    kind: Literal["go", "choice", "chance", "visit", "draw", "return", "stay"]
    scene: str = ""
    beat: str = ""
    note: str = ""


class Way(Struct, frozen=True):
    """A choice, or the way on of a beat without choices (then `is_choice` is false), and all that it may lead to."""

    beat: str
    text: str
    condition: str
    is_choice: bool
    line: int
    targets: tuple[Target, ...]


class Node(Struct, frozen=True):
    """A scene. `words` are those of its prose, folded, each once. `share` is of games that met it, 0 to 1, if known.

    `outside` is a neighbour that is only there for its edges.
    """

    id: str
    title: str
    chapter: str
    file: str
    date: str
    place: str
    condition: str
    deck: str
    is_start: bool
    is_ending: bool
    ways: tuple[Way, ...]
    words: str
    outside: bool = False
    share: float | None = None


class Edge(Struct, frozen=True):
    """Between two different scenes, by their ids; `labels` are the words of the ways that make it."""

    source: str
    target: str
    kind: EdgeKind
    labels: tuple[str, ...] = ()


class ChapterName(Struct, frozen=True):
    """A chapter that nodes belong to."""

    id: str
    title: str


class Graph(Struct, frozen=True):
    """Scenes in the order of the story, by chapters. `games` is how many the shares are of, 0 if there are none."""

    title: str
    hash: str
    chapters: tuple[ChapterName, ...]
    scenes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    games: int = 0


class Figures(Struct, frozen=True):
    """What is read of `trotsky playtest --json`: in how many games each scene was met."""

    hash: str
    runs: int
    scenes: dict[str, int]


def graph_of(story: Story, folder: Path) -> Graph:
    """The graph of a story that was loaded from this folder. Raises StoryChangedError if its files are others now."""
    written = written_story(folder, story)
    reader = _Reader(story, written)
    scenes = tuple(reader.node(scene) for scene in story.scenes.values())
    chapters = tuple(ChapterName(chapter.id, _short(chapter.title)) for chapter in story.chapters)
    return Graph(_short(story.title), story.hash, chapters, scenes, tuple(_edges(scenes)))


def of_chapter(graph: Graph, chapter: str) -> Graph:
    """Only one chapter, with the scenes outside that lead into it or out of it. Raises GraphError for a wrong name."""
    names = [each.id for each in graph.chapters]
    if chapter not in names:
        raise GraphError(f"There is no chapter '{chapter}'.{did_you_mean(chapter, names, otherwise=_listed(names))}")
    inside = {scene.id for scene in graph.scenes if scene.chapter == chapter}
    edges = tuple(edge for edge in graph.edges if edge.source in inside or edge.target in inside)
    kept = inside | {end for edge in edges for end in (edge.source, edge.target)}
    scenes = tuple(structs.replace(scene, outside=scene.id not in inside) for scene in graph.scenes if scene.id in kept)
    met = {scene.chapter for scene in scenes}
    return structs.replace(
        graph, chapters=tuple(each for each in graph.chapters if each.id in met), scenes=scenes, edges=edges
    )


def read_figures(file: Path) -> Figures:
    """What `trotsky playtest --json` printed. Raises GraphError, with a sentence, for any other file."""
    ask = "Name a file that `trotsky playtest --json` was written to."
    try:
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise GraphError(f"{file} cannot be read ({why}). {ask}") from None
    if len(content) > MOST_BYTES:
        raise GraphError(f"{file} is larger than {MOST_BYTES:,} bytes. {ask}")
    try:
        figures = msgspec.json.decode(content, type=Figures)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise GraphError(f"{file} holds no figures of a playtest ({error}). {ask}") from None
    if figures.runs < 1 or any(not 0 <= games <= figures.runs for games in figures.scenes.values()):
        raise GraphError(f"{file} counts more games that met a scene than were played. {ask}")
    return figures


def with_heat(graph: Graph, figures: Figures) -> Graph:
    """The graph, each scene with its share of those games; scenes that the figures do not name have none."""
    shares = {name: games / figures.runs for name, games in figures.scenes.items()}
    scenes = tuple(structs.replace(scene, share=shares.get(scene.id)) for scene in graph.scenes)
    return structs.replace(graph, scenes=scenes, games=figures.runs)


def _listed(names: Sequence[str]) -> str:
    return f"The chapters are: {', '.join(names[:20])}{', …' if len(names) > 20 else ''}."


def _short(text: str, most: int = _MOST_TITLE) -> str:
    line = printable(" ".join(text[: most * 4].split()))
    return line if len(line) <= most else f"{line[: most - 1]}…"


class _Reader:
    """Makes nodes of a story's scenes, with the words as they are written."""

    def __init__(self, story: Story, written: WrittenStory) -> None:
        self._story = story
        self._names = written.names
        self._start = story.beats[story.start].scene

    def node(self, scene: Scene) -> Node:
        named = self._names.scenes[scene.id]
        place = self._story.codex.places.get(scene.place)
        return Node(
            id=scene.id,
            title=_short(scene.title),
            chapter=scene.chapter.id,
            file=printable(scene.file),
            date=str(scene.date or ""),
            place=_short(place.name) if place is not None else "",
            condition=_condition(named.authored.when),
            deck=scene.deck,
            is_start=scene is self._start,
            is_ending=scene.ending,
            ways=tuple(self._way(beat, choice) for beat in scene.beats for choice in beat.choices),
            words=" ".join(dict.fromkeys(_WORD.findall(fold(" ".join(_prose(named.document.value)))))),
        )

    def _way(self, beat: Beat, choice: Choice) -> Way:
        document = self._names.scenes[beat.scene.id].document
        if choice.implied:
            path: Keys = self._names.beats[beat.key].path
            leads = next((key for key in _WAYS_ON if _has(document.value, (*path, key))), "")
            place = (*path, leads) if leads else path
            text, condition = choice.label.fixed or "", ""
        else:
            named = self._names.choices[choice.key]
            place, text, condition = named.path, named.authored.text, _condition(named.authored.if_)
        targets = tuple(self._targets(beat, choice))
        line = document.at(place)[0]
        return Way(beat.id, _short(plain(text), _MOST_WORDS), condition, not choice.implied, line, targets)

    def _targets(self, beat: Beat, choice: Choice) -> Iterator[Target]:
        if choice.chance is None:
            yield from self._outcome(choice.outcome, "go" if choice.implied else "choice", "")
        else:
            yield from self._outcome(choice.chance.then, "chance", "if it comes off")
            yield from self._outcome(choice.chance.otherwise, "chance", "if it does not")

    def _outcome(self, outcome: Outcome, kind: EdgeKind, note: str) -> Iterator[Target]:
        move = outcome.move
        if move.kind == "go":
            yield self._target(kind, move.target, note)
        elif move.kind == "visit":
            yield self._target("visit", move.target, note)
        elif move.kind == "draw":
            for scene in self._story.decks[move.target].scenes:
                yield Target("draw", scene.id, "", note)
        elif move.kind == "return":
            yield Target("return", note=note)
        else:
            yield Target("stay", note=note)
        if move.after:
            yield self._target(kind, move.after, f"{note}, afterwards" if note else "afterwards")

    def _target(self, kind: EdgeKind, key: str, note: str) -> Target:
        beat = self._story.beats[key]
        return Target(kind, beat.scene.id, "" if beat is beat.scene.beats[0] else beat.id, note)


def _edges(scenes: Sequence[Node]) -> Iterator[Edge]:
    """One for each two scenes and each kind of way between them, in the order of the story."""
    for scene in scenes:
        found: dict[tuple[str, EdgeKind], dict[str, None]] = {}
        for way in scene.ways:
            for target in way.targets:
                if target.scene != scene.id and target.kind != "return" and target.kind != "stay":
                    found.setdefault((target.scene, target.kind), {})[way.text] = None
        for (name, kind), labels in found.items():
            yield Edge(scene.id, name, kind, tuple(label for label in labels if label))


def _condition(written: str | int | bool | None) -> str:
    if written is None:
        return ""
    return _short(str(written).lower() if isinstance(written, bool) else str(written), _MOST_WORDS)


def _has(value: Any, path: Keys) -> bool:
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return value is not None


def _prose(value: Any) -> Iterator[str]:
    """All that a scene's file tells a player, and its title."""
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, list):
        for item in value:
            yield from _prose(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in _PROSE:
                yield from _prose(item)
            elif key in _NAMED:
                yield from _prose(list(item.values()) if isinstance(item, dict) else item)
