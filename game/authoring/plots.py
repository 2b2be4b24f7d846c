"""Small plots in plain text: bars and rows of blocks, for a report of 80 columns."""

from __future__ import annotations

from collections.abc import Sequence

WIDTH = 80
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
NOTHING = "·"  # where there is none at all, which is not the same as few


def bar(share: float, width: int) -> str:
    """A bar of `width` columns at most for a share of 0 to 1; anything above 0 leaves a trace."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    if share > 0:
        eighths = max(1, eighths)
    whole, rest = divmod(eighths, 8)
    return "█" * whole + _EIGHTHS[rest].strip()


def heights(values: Sequence[float], top: float | None = None) -> str:
    """One block for each value, as high as it is beside `top`, or beside the highest of them."""
    highest = top if top is not None else max(values, default=0)
    if highest <= 0:
        return NOTHING * len(values)
    steps = len(_HEIGHTS)
    return "".join(
        NOTHING if value <= 0 else _HEIGHTS[min(steps, max(1, round(value / highest * steps))) - 1] for value in values
    )


def bins(values: Sequence[int], most: int) -> tuple[int, list[int]]:
    """How many of the values fall into each of at most `most` equal ranges from the smallest up, and how wide one is."""
    if not values:
        return 1, []
    low, high = min(values), max(values)
    width = -(-(high - low + 1) // most)
    counts = [0] * ((high - low) // width + 1)
    for value in values:
        counts[(value - low) // width] += 1
    return width, counts


def clipped(text: str, width: int) -> str:
    """The text, or its beginning if it is longer than `width`."""
    return text if len(text) <= width else f"{text[: width - 1]}…"
