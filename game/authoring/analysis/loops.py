"""Beats from which no ending can be reached whatever is chosen."""

from __future__ import annotations

from collections.abc import Collection

from game.authoring.analysis.findings import Followed
from game.authoring.analysis.graph import closed_rings


def endless_loops(found: Followed, stuck: Collection[str]) -> None:
    """F611: a ring of beats that only lead to each other. `stuck` are beats of which something was said already."""
    flow = found.flow
    backward: dict[str, set[str]] = {key: set() for key in flow.at}
    for here, targets in flow.ways.items():
        for there in targets:
            backward[there].add(here)
    waiting = [key for key in flow.at if _may_end(found, key)]
    ends = set(waiting)
    while waiting:
        for before in backward[waiting.pop()]:
            if before not in ends:
                ends.add(before)
                waiting.append(before)
    trapped = {key: flow.ways.get(key, set()) for key in found.made.steps if key in flow.at and key not in ends}
    for ring in closed_rings(trapped):
        if not ring.isdisjoint(stuck):
            continue
        first = next(key for key in found.made.steps if key in ring)
        step = found.made.steps[first]
        others = [key for key in found.made.steps if key in ring and key != first]
        ring_told = (
            f"'{first}' and {_list(others)} lead only to each other" if others else f"'{first}' leads only to itself"
        )
        sentence = f"No ending can be reached from here: {ring_told}."
        found.add("F611", step.document, step.named.path, f"{sentence} Lead a way out of it.")


def _may_end(found: Followed, key: str) -> bool:
    """Whether the road ends at a beat: in an ending, or where nothing can ever be chosen."""
    step = found.made.steps[key]
    return step.scene.ending or not any(option.key in found.flow.taken for option in step.options)


def _list(keys: list[str]) -> str:
    shown = ", ".join(f"'{key}'" for key in keys[:3])
    return f"{shown} and {len(keys) - 3} more" if len(keys) > 3 else shown
