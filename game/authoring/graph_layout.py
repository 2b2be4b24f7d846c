"""Where each scene of a graph stands on a page: a column for each chapter, and in it rows from the way in downward.

The same graph is laid out alike every time. Inside a chapter a scene stands below those that lead to it: edges that
run back (found by a search in depth) are left out, then each scene gets the row after the lowest of those before it.
Rows are put in order by the middle of their neighbours, a few times down and up. Wide rows are broken, a long chapter
goes on beside itself, and where the columns make too long a line they go on in another below it, as words do: so the
whole has about the shape of a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from game.authoring.graph import Graph

WIDTH, HEIGHT = 192, 46  # of a scene, in points
_GAP_X, _GAP_Y = 22, 40
_PADDING, _HEADING = 24, 40  # of a chapter's box
_BETWEEN = 96  # chapters, where the edges between them run
_FEWEST_IN_ROW, _FEWEST_ROWS = 4, 12
_SWEEPS = 4
_SHAPE = 1.6  # the width of a screen to its height


@dataclass(frozen=True, slots=True)
class Box:
    """A chapter's part of the page, in points from the upper left."""

    chapter: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The upper left corner of each scene, in the order of reading, the boxes of the chapters, and the size of all."""

    places: dict[str, tuple[int, int]]
    boxes: tuple[Box, ...]
    width: int
    height: int


def lay_out(graph: Graph) -> Layout:
    """A place for every scene."""
    members: dict[str, list[str]] = {chapter.id: [] for chapter in graph.chapters}
    for scene in graph.scenes:
        members[scene.chapter].append(scene.id)
    columns = [_column(graph, chapter, scenes) for chapter, scenes in members.items() if scenes]
    places: dict[str, tuple[int, int]] = {}
    boxes: list[Box] = []
    y = right = 0
    for line in _lines(columns):
        x = 0
        for column in line:
            boxes.append(Box(column.chapter, x, y, column.width, column.height))
            places.update({scene: (x + left, y + top) for scene, (left, top) in column.places.items()})
            x += column.width + _BETWEEN
        right = max(right, x - _BETWEEN)
        y += max(column.height for column in line) + _BETWEEN
    return Layout(places, tuple(boxes), right, max(0, y - _BETWEEN))


@dataclass(frozen=True, slots=True)
class _Column:
    """A chapter by itself: the places of its scenes inside its box."""

    chapter: str
    places: dict[str, tuple[int, int]]
    width: int
    height: int


def _column(graph: Graph, chapter: str, scenes: Sequence[str]) -> _Column:
    inside = set(scenes)
    after: dict[str, list[str]] = {scene: [] for scene in scenes}
    entered = {scene.id for scene in graph.scenes if scene.is_start} & inside
    for edge in graph.edges:
        if edge.target in inside and edge.source not in inside:
            entered.add(edge.target)
        elif edge.target in inside and edge.target not in after[edge.source]:
            after[edge.source].append(edge.target)
    places: dict[str, tuple[int, int]] = {}
    width, height = _place(_strips(_rows(scenes, after, entered), len(scenes)), places)
    return _Column(chapter, places, width, height)


def _lines(columns: Sequence[_Column]) -> list[list[_Column]]:
    """The columns in one line or several, whichever comes nearest to the shape of a screen."""

    def broken(width: float) -> list[list[_Column]]:
        lines: list[list[_Column]] = []
        filled = 0
        for column in columns:
            if not lines or filled + column.width > width:
                lines.append([])
                filled = 0
            lines[-1].append(column)
            filled += column.width + _BETWEEN
        return lines

    def size(lines: list[list[_Column]]) -> float:
        width = max(sum(column.width + _BETWEEN for column in line) for line in lines)
        return max(width, _SHAPE * sum(max(column.height for column in line) + _BETWEEN for line in lines))

    if not columns:
        return []
    whole = sum(column.width + _BETWEEN for column in columns)
    widest = max(column.width for column in columns)
    steps = [max(widest, whole * part / 64) for part in range(64, 0, -1)]
    return min((broken(width) for width in steps), key=size)


def _rows(scenes: Sequence[str], after: Mapping[str, list[str]], entered: set[str]) -> list[list[str]]:
    """The scenes in rows, each below those that lead to it."""
    forward, order = _without_loops(scenes, after, entered)
    depth = dict.fromkeys(scenes, 0)
    for scene in order:  # each comes after all that lead to it
        for target in forward[scene]:
            depth[target] = max(depth[target], depth[scene] + 1)
    rows: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for scene in order:
        rows[depth[scene]].append(scene)
    before: dict[str, list[str]] = {scene: [] for scene in scenes}
    for scene, targets in forward.items():
        for target in targets:
            before[target].append(scene)
    for sweep in range(_SWEEPS):
        downward = sweep % 2 == 0
        neighbours = before if downward else forward
        middle = {scene: _middle(index, row) for row in rows for index, scene in enumerate(row)}
        for row in rows if downward else reversed(rows):
            own = {scene: _mean([middle[each] for each in neighbours[scene]], middle[scene]) for scene in row}
            row.sort(key=lambda scene: own[scene])
            middle |= {scene: _middle(index, row) for index, scene in enumerate(row)}
    return rows


def _without_loops(
    scenes: Sequence[str], after: Mapping[str, list[str]], entered: set[str]
) -> tuple[dict[str, list[str]], list[str]]:
    """The edges that do not run back to a scene on the way to them, and an order in which those all run forward."""
    led_to = {target for targets in after.values() for target in targets}
    roots = [scene for scene in scenes if scene in entered and scene not in led_to]
    roots += [scene for scene in scenes if scene not in entered and scene not in led_to]
    roots += [scene for scene in scenes if scene in entered] + list(scenes)
    forward: dict[str, list[str]] = {scene: [] for scene in scenes}
    done: list[str] = []
    state: dict[str, int] = {}  # 1: on the way, 2: done
    for root in roots:
        if root in state:
            continue
        state[root] = 1
        way = [(root, iter(after[root]))]
        while way:
            scene, targets = way[-1]
            target = next(targets, None)
            if target is None:
                state[scene] = 2
                done.append(scene)
                way.pop()
            elif state.get(target) != 1:
                forward[scene].append(target)
                if target not in state:
                    state[target] = 1
                    way.append((target, iter(after[target])))
    return forward, done[::-1]


def _middle(index: int, row: Sequence[str]) -> float:
    return (index + 0.5) / len(row)


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _strips(rows: Sequence[Sequence[str]], scenes: int) -> list[list[Sequence[str]]]:
    """The rows broken where they are wide, and parted into strips that stand beside each other."""
    widest = max(_FEWEST_IN_ROW, round(sqrt(scenes / 2)))
    broken: list[Sequence[str]] = []
    for row in rows:
        parts = ceil(len(row) / widest)
        size = ceil(len(row) / parts)
        broken += [row[start : start + size] for start in range(0, len(row), size)]
    most = max(_FEWEST_ROWS, ceil(sqrt(scenes)))
    strips = ceil(len(broken) / most)
    size = ceil(len(broken) / strips)
    return [broken[start : start + size] for start in range(0, len(broken), size)]


def _place(strips: Sequence[Sequence[Sequence[str]]], places: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """Write the places of a chapter's scenes, and return how wide and high its box is."""
    x = _PADDING
    lowest = 0
    for strip in strips:
        width = max(len(row) for row in strip) * (WIDTH + _GAP_X) - _GAP_X
        for number, row in enumerate(strip):
            free = width - (len(row) * (WIDTH + _GAP_X) - _GAP_X)
            y = _HEADING + _PADDING + number * (HEIGHT + _GAP_Y)
            places.update({scene: (x + free // 2 + index * (WIDTH + _GAP_X), y) for index, scene in enumerate(row)})
        lowest = max(lowest, _HEADING + 2 * _PADDING + len(strip) * (HEIGHT + _GAP_Y) - _GAP_Y)
        x += width + 2 * _GAP_X
    return x - 2 * _GAP_X + _PADDING, lowest
