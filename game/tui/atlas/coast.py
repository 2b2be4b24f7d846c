"""The coastline, read from its file the first time that a map is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from game.tui.atlas.projection import Flat, flat

FILE = Path(__file__).with_name("coastline.txt")
_DEGREE = 100  # the file counts in hundredths of a degree
_SEAM = 179.9  # land that crosses this meridian is cut along it or leaps over it, and neither is a coast
_LONGEST = 40  # points of a stretch

Ring = tuple[tuple[float, float], ...]


class Coast(NamedTuple):
    """A stretch of coast laid flat, and the box it is in."""

    points: tuple[Flat, ...]
    left: float
    right: float
    bottom: float
    top: float


@cache
def rings() -> tuple[Ring, ...]:
    """Every ring of the land: longitudes and latitudes in degrees."""
    return tuple(tuple(decoded(line)) for line in FILE.read_text(encoding="ascii").splitlines())


def decoded(line: str) -> Iterator[tuple[float, float]]:
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


def _stretches(ring: Ring) -> Iterator[Ring]:
    begun = 0
    for number in range(1, len(ring)):
        is_seam = abs(ring[number][0]) > _SEAM and abs(ring[number - 1][0]) > _SEAM
        is_seam = is_seam or abs(ring[number][0] - ring[number - 1][0]) > 180
        if is_seam or number - begun == _LONGEST:
            yield ring[begun : number if is_seam else number + 1]
            begun = number
    yield ring[begun:]


def _coast(part: Ring) -> Coast:
    points = tuple(flat(*point) for point in part)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Coast(points, min(xs), max(xs), min(ys), max(ys))
