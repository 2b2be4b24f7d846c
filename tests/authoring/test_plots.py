"""Plots in plain text: as wide as was asked, as high as the figures, and nothing is not little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from game.authoring.plots import bar, bins, clipped, heights


def test_bars() -> None:
    assert [bar(share, 4) for share in (0, 0.001, 0.5, 0.53125, 1, 7)] == ["", "▏", "██", "██▏", "████", "████"]


def test_heights() -> None:
    assert heights([0, 1, 4, 8]) == "·▁▄█"
    assert heights([1, 2], top=16) == "▁▁"
    assert heights([0, 0]) == "··"
    assert heights([]) == ""


@given(st.lists(st.integers(-50, 5000), min_size=1), st.integers(1, 60))
def test_bins_hold_every_value_and_are_no_more_than_wanted(values: list[int], most: int) -> None:
    width, counts = bins(values, most)
    assert sum(counts) == len(values)
    assert len(counts) <= most
    assert counts[0]
    assert counts[-1]
    for number, count in enumerate(counts):
        low = min(values) + number * width
        assert count == sum(low <= value < low + width for value in values)


def test_clipped() -> None:
    assert (clipped("four", 4), clipped("fives", 4)) == ("four", "fiv…")
