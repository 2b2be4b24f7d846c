"""Chance that can be told in advance: the n-th number of a seed is always the same.

There is no generator with a state to save: a number is made of the seed and how many were drawn
before it, by SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
OOPSLA 2014), in whole numbers only, so that every machine agrees.
"""

from __future__ import annotations

from functools import lru_cache
from zlib import crc32

_MASK = (1 << 64) - 1
_GOLDEN = 0x9E3779B97F4A7C15


def whole(seed: int) -> int:
    """The seed as a number of 64 bits with a sign, which every save can hold. Most stay what they are."""
    return (seed + (1 << 63) & _MASK) - (1 << 63)


def number(seed: int, index: int) -> int:
    """The `index`-th number of `seed`: 64 bits, all equally likely."""
    z = (seed + (index + 1) * _GOLDEN) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return z ^ (z >> 31)


def percent(seed: int, index: int) -> int:
    """A throw of 1 to 100; the bias from taking a 64-bit remainder is below 1 in 10**17."""
    return number(seed, index) % 100 + 1


def below(seed: int, index: int, end: int) -> int:
    """A number from 0 up to, not including, `end`."""
    return number(seed, index) % end


@lru_cache(maxsize=4096)
def order(seed: int, key: str, turn: int, length: int) -> tuple[int, ...]:
    """The order in which a shuffle named `key` gives its `length` options in its `turn`-th round.

    The last of one round is never the first of the next, unless there is only one option.
    """
    if length == 2:  # any other order than that of the first round would repeat one
        turn = 0
    places = _shuffled(seed, key, turn, length)
    # Only the first two change places, so the last of any round is known without the rounds before.
    if turn and length > 2 and places[0] == _shuffled(seed, key, turn - 1, length)[-1]:
        places[0], places[1] = places[1], places[0]
    return tuple(places)


def _shuffled(seed: int, key: str, turn: int, length: int) -> list[int]:
    own = seed ^ (crc32(key.encode()) << 16)
    places = list(range(length))
    for last in range(length - 1, 0, -1):  # Fisher and Yates
        other = below(own, turn * length + last, last + 1)
        places[last], places[other] = places[other], places[last]
    return places
