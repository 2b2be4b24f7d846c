"""The coastline, read from its file the first time that a map is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from game.tui.atlas.projection import Vector, dot, middle_of, upright

FILE = Path(__file__).with_name("coastline.txt")
_DEGREE = 100  # the file counts in hundredths of a degree
_LONGEST = 60  # points of a stretch
_SEAM = 179.9  # land that crosses this meridian is cut along it, which is no coast


class Coast(NamedTuple):
    """A stretch of coast as points of the unit sphere, and the cap that holds it: its middle and its reach, in radians."""

    points: tuple[Vector, ...]
    middle: Vector
    reach: float


@cache
def rings() -> tuple[tuple[tuple[float, float], ...], ...]:
    """Every ring of the land: longitudes and latitudes in degrees."""
    return tuple(tuple(decoded(line)) for line in FILE.read_text(encoding="ascii").splitlines())


def decoded(line: str) -> Iterable[tuple[float, float]]:
    """The points of a line of the file. README.md says how they are written."""
    found, number, shift = [], 0, 0
    for letter in line:
        bits = ord(letter) - 63
        number |= (bits & 0x1F) << shift
        shift += 5
        if bits < 0x20:
            found.append(~(number >> 1) if number & 1 else number >> 1)
            number = shift = 0
    x = y = 0
    for across, up in zip(found[::2], found[1::2], strict=True):
        x, y = x + across, y + up
        yield x / _DEGREE, y / _DEGREE


@cache
def coasts() -> tuple[Coast, ...]:
    """The coast in stretches, short enough that those out of sight can be passed over."""
    return tuple(_coast(part) for ring in rings() for part in _stretches(ring))


def _stretches(ring: tuple[tuple[float, float], ...]) -> Iterable[tuple[tuple[float, float], ...]]:
    begun = 0
    for number in range(1, len(ring)):
        is_seam = abs(ring[number][0]) > _SEAM and abs(ring[number - 1][0]) > _SEAM
        if is_seam or number - begun == _LONGEST:
            end = number if is_seam else number + 1
            if end - begun > 1:
                yield ring[begun:end]
            begun = number
    if len(ring) - begun > 1:
        yield ring[begun:]


def _coast(part: tuple[tuple[float, float], ...]) -> Coast:
    points = tuple(upright(*point) for point in part)
    middle = middle_of(points)
    reach = math.acos(max(-1.0, min(1.0, min(dot(point, middle) for point in points))))
    return Coast(points, middle, reach)
