"""What the tests of whole screens share: a story with a map, and a time and a place that are the same everywhere."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.story import Story
from game.tui import software
from tests.tui.everywhere import with_the_tower_on_the_map


@pytest.fixture(scope="session")
def charted(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """The Lantern, with both its places on the map."""
    return with_the_tower_on_the_map(tmp_path_factory.mktemp("charted") / "lantern")


@pytest.fixture
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder to be in, at Greenwich, with the home at the root and the libraries of one day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("HOME", "/")
    monkeypatch.setattr(software, "libraries", lambda: [software.Library("textual", "8.2", "MIT")])
    monkeypatch.setattr("game.tui.screens.credits.__version__", "0.1.0")
    time.tzset()
    yield tmp_path
    monkeypatch.undo()
    time.tzset()
