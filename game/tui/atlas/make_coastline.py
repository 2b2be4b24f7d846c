"""Makes the coastline from the `land-50m.json` of the npm package world-atlas. README.md says when and how.

Only the Python library is used, so that whoever doubts the file can make it again.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]  # longitude and latitude, in degrees

DEGREE = 100  # the file counts in hundredths of a degree
TOLERANCE = 0.05  # degrees: what a simplified line may stray from the true one, some five kilometres
SMALLEST = 0.12  # degrees: an island less than this across is left out
SOUTHERNMOST = -60.0  # no story goes to the Antarctic


def rings(topology: dict[str, Any]) -> Iterator[list[Point]]:
    """Every ring of the land in a TopoJSON topology, as degrees; lakes as large as the Caspian are rings too."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_degrees(arc, scale, shift) for arc in topology["arcs"]]
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                yield _joined([arcs[number] if number >= 0 else arcs[~number][::-1] for number in ring])


def _degrees(arc: list[list[int]], scale: list[float], shift: list[float]) -> list[Point]:
    x = y = 0
    points = []
    for across, up in arc:
        x, y = x + across, y + up
        points.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return points


def _joined(arcs: list[list[Point]]) -> list[Point]:
    """The arcs as one line: each begins where the one before it ended."""
    return [*arcs[0], *(point for arc in arcs[1:] for point in arc[1:])]


def simplify(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with as few of its points as keep within `tolerance` of the others (Douglas and Peucker)."""
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    open_ends = [(0, len(line) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        far, strays = first, tolerance
        for number in range(first + 1, last):
            distance = off_line(line[number], line[first], line[last])
            if distance > strays:
                far, strays = number, distance
        if far != first:
            kept.add(far)
            open_ends += [(first, far), (far, last)]
    return [line[number] for number in sorted(kept)]


def off_line(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from the stretch between two others, in degrees of latitude."""
    narrow = math.cos(math.radians(point[1]))
    x, y = (point[0] - start[0]) * narrow, point[1] - start[1]
    along, up = (end[0] - start[0]) * narrow, end[1] - start[1]
    square = along * along + up * up
    part = max(0.0, min(1.0, (x * along + y * up) / square)) if square else 0.0
    return math.hypot(x - part * along, y - part * up)


def is_large(ring: Sequence[Point], smallest: float) -> bool:
    """Whether a ring is more than `smallest` degrees across, one way or the other."""
    longitudes, latitudes = [point[0] for point in ring], [point[1] for point in ring]
    narrow = math.cos(math.radians(sum(latitudes) / len(latitudes)))
    return max((max(longitudes) - min(longitudes)) * narrow, max(latitudes) - min(latitudes)) >= smallest


def encoded(ring: Sequence[Point]) -> str:
    """A ring as a line of letters: Google's encoded polyline, longitude first, in hundredths of a degree."""
    letters, before = [], (0, 0)
    for longitude, latitude in ring:
        here = (round(longitude * DEGREE), round(latitude * DEGREE))
        letters += [_letters(here[0] - before[0]), _letters(here[1] - before[1])]
        before = here
    return "".join(letters)


def _letters(number: int) -> str:
    rest = ~(number << 1) if number < 0 else number << 1
    letters = ""
    while rest >= 0x20:
        letters += chr((0x20 | (rest & 0x1F)) + 63)
        rest >>= 5
    return letters + chr(rest + 63)


def coastline(topology: dict[str, Any]) -> str:
    """The text of the file: a line for each ring that is worth drawing."""
    lines = []
    for ring in rings(topology):
        if max(latitude for _, latitude in ring) > SOUTHERNMOST and is_large(ring, SMALLEST):
            lines.append(encoded(simplify(ring, TOLERANCE)))
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    made = coastline(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    Path(__file__).with_name("coastline.txt").write_text(made, encoding="ascii")
