"""Beats from which no ending can be reached whatever is chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from game.authoring.analysis.findings import Findings


def endless_loops(found: Findings, stuck: Collection[str]) -> None:
    """F611: a ring of beats that only lead to each other. `stuck` are beats of which something was said already."""
    flow = found.flow
    backward: dict[str, set[str]] = {key: set() for key in flow.at}
    for here, targets in flow.ways.items():
        for there in targets:
            backward[there].add(here)
    waiting = [key for key in flow.at if not any(option.key in flow.taken for option in found.made.steps[key].options)]
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


def _list(keys: list[str]) -> str:
    shown = ", ".join(f"'{key}'" for key in keys[:3])
    return f"{shown} and {len(keys) - 3} more" if len(keys) > 3 else shown


def closed_rings(ways: Mapping[str, Collection[str]]) -> list[set[str]]:
    """The strongly connected parts of a graph that nothing leads out of (Tarjan, 1972, without recursion)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    part_of: dict[str, int] = {}
    parts: list[set[str]] = []
    path: list[str] = []
    for root in ways:
        if root in number:
            continue
        work = [(root, iter(sorted(ways[root])))]
        number[root] = lowest[root] = len(number)
        path.append(root)
        while work:
            here, targets = work[-1]
            for there in targets:
                if there not in ways:
                    continue
                if there not in number:
                    number[there] = lowest[there] = len(number)
                    path.append(there)
                    work.append((there, iter(sorted(ways[there]))))
                    break
                if there not in part_of:
                    lowest[here] = min(lowest[here], number[there])
            else:
                work.pop()
                if work:
                    before = work[-1][0]
                    lowest[before] = min(lowest[before], lowest[here])
                if lowest[here] == number[here]:
                    part: set[str] = set()
                    while here not in part:
                        part.add(path[-1])
                        part_of[path.pop()] = len(parts)
                    parts.append(part)
    return [part for part in parts if all(there in part for here in part for there in ways[here])]
