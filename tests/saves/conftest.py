"""A second program for tests of games that several programs keep."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.saves.children import Player, playing


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    """Another program that plays, for all tests of a file: it takes a third of a second to start."""
    with playing() as one:
        yield one
