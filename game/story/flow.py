"""The story as a graph: dates that run backward, and returns with nowhere to return to."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import NamedTuple

from game.story.decode import Path
from game.story.problems import Problems
from game.story.runtime import Move, Story
from game.story.yaml_tree import Document


class Edge(NamedTuple):
    """A way from a beat, and where in which file it is written."""

    beat: str
    move: Move
    document: Document
    path: Path


def check_flow(story: Story, edges: Iterable[Edge], problems: Problems) -> None:
    """Report F603 and F604 wherever they are."""
    by_beat: dict[str, list[Edge]] = {}
    for edge in edges:
        by_beat.setdefault(edge.beat, []).append(edge)
        _check_date(story, edge, problems)
    if story.start in story.beats:
        _check_returns(story, by_beat, problems)


def _check_date(story: Story, edge: Edge, problems: Problems) -> None:
    if edge.move.kind != "go":
        return
    here, there = story.beats[edge.beat].scene, story.beats[edge.move.target].scene
    if here is there or here.date is None or there.date is None or there.flashback:
        return
    if there.date.is_before(here.date):
        problems.add(
            "F603", edge.document.file, edge.document.at(edge.path),
            f"From {here.date} this leads back to '{there.id}' on {there.date}. Correct a date, or give that scene `flashback: true`.",
        )  # fmt: skip


def _check_returns(story: Story, by_beat: dict[str, list[Edge]], problems: Problems) -> None:
    """Follow `go` from the start; whatever is reached so is not inside any visit."""
    waiting, known = deque([story.start]), {story.start}
    while waiting:
        for edge in by_beat.get(waiting.popleft(), ()):
            if edge.move.kind == "return":
                scene = story.beats[edge.beat].scene
                why = f"The scene '{scene.id}' is reached by `go`, so there is nothing to return to. Reach it by `visit` or `draw`, or name a target here."
                problems.add("F604", edge.document.file, edge.document.at(edge.path), why)
                continue
            onward = edge.move.target if edge.move.kind == "go" else edge.move.after
            if onward and onward not in known:
                known.add(onward)
                waiting.append(onward)
