"""Parts of a graph of which each point leads to each other."""

from __future__ import annotations

from collections.abc import Collection, Mapping


def rings(ways: Mapping[str, Collection[str]]) -> list[set[str]]:
    """The strongly connected parts of a graph (Tarjan, 1972, without recursion). Ways out of the graph are left out."""
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
    return parts


def closed_rings(ways: Mapping[str, Collection[str]]) -> list[set[str]]:
    """Those of `rings` that nothing leads out of."""
    return [part for part in rings(ways) if all(there in part for here in part for there in ways[here])]
