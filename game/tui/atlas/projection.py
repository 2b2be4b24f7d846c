"""Lays the earth flat: Mercator's projection. North is up everywhere, and a coast keeps the shape it is known by."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypeAlias

Flat: TypeAlias = tuple[float, float]  # x to the east and y to the north; at the equator each is a degree
HIGHEST = 84.0  # degrees: what lies nearer to a pole is drawn there
KILOMETRES = 111.2  # to a degree of the equator


def flat(longitude: float, latitude: float) -> Flat:
    """Where a place is on the map. The longitude may be any number of turns off."""
    return longitude, _height(max(-HIGHEST, min(HIGHEST, latitude)))


def _height(latitude: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def latitude_of(y: float) -> float:
    """The latitude that is drawn at this height."""
    return math.degrees(math.atan(math.sinh(math.radians(y))))


def kilometres(y: float) -> float:
    """How many kilometres one of the map's degrees is at this height: fewer and fewer towards the poles."""
    return KILOMETRES * math.cos(math.radians(latitude_of(y)))


def meridian_amid(longitudes: Iterable[float]) -> float:
    """The longitude in the midst of others, the short way round: of 170 east and 170 west, 180."""
    turns = [math.radians(longitude) for longitude in longitudes]
    return math.degrees(math.atan2(sum(map(math.sin, turns)), sum(map(math.cos, turns))))


def turned(longitude: float, meridian: float) -> float:
    """The same longitude, as many turns off as bring it nearest to a meridian."""
    return longitude - 360 * round((longitude - meridian) / 360)
