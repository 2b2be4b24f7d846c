"""Lays the earth flat: Lambert's azimuthal equal-area projection, which bears Europe, an ocean or a continent alike.

Any middle will do, so each map is upright in its own, and no place on earth is off it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Vector: TypeAlias = tuple[float, float, float]  # a point of the unit sphere
EARTH = 6371.0  # its radius in kilometres
_BEHIND = -0.99  # from here on a point lies on the other side of the earth, and all around the rim of the map


def upright(longitude: float, latitude: float) -> Vector:
    """The point of the unit sphere at a longitude and latitude in degrees."""
    east, north = math.radians(longitude), math.radians(latitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def dot(one: Vector, other: Vector) -> float:
    """The cosine of the angle between two points."""
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]


def middle_of(points: Iterable[Vector]) -> Vector:
    """The point that lies in the midst of others; the first of them where they lie all around the earth."""
    listed = list(points)
    x, y, z = (sum(point[axis] for point in listed) for axis in range(3))
    length = math.hypot(x, y, z)
    return (x / length, y / length, z / length) if length > 1e-6 else listed[0]


@dataclass(frozen=True, slots=True)
class Projection:
    """The map around `middle`: x is to the east of it and y to the north, in kilometres."""

    middle: Vector
    east: Vector
    north: Vector

    @classmethod
    def around(cls, middle: Vector) -> Projection:
        """The map around a point."""
        x, y, z = middle
        level = math.hypot(x, y)
        east = (-y / level, x / level, 0.0) if level > 1e-9 else (0.0, 1.0, 0.0)
        return cls(middle, east, (-z * east[1], z * east[0], x * east[1] - y * east[0]))

    def flat(self, point: Vector) -> tuple[float, float] | None:
        """Where a point is on the map, or None if it lies straight through the earth."""
        near = dot(point, self.middle)
        if near <= _BEHIND:
            return None
        stretch = EARTH * math.sqrt(2 / (1 + near))
        return stretch * dot(point, self.east), stretch * dot(point, self.north)
