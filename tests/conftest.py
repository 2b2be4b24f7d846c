"""What all tests share: how hard hypothesis works, and stories made on the spot.

HYPOTHESIS_PROFILE chooses: `ci` (the default: the same examples every time, no deadline), `fuzz`
(many more examples, new ones every time) or `quick`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from game.story import Story, load_story
from tests.building import LANTERN, write_story

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
settings.register_profile("ci", derandomize=True, deadline=None, max_examples=150, suppress_health_check=_SLOW)
settings.register_profile("fuzz", deadline=None, max_examples=3000, suppress_health_check=_SLOW)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=10, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

StoryMaker = Callable[..., Story]


@pytest.fixture
def story_of(tmp_path: Path) -> StoryMaker:
    """`story_of({"a": "text: …"}, qualities=…)`: a story with these scenes, loaded."""

    def make(scenes: dict[str, str], **parts: Any) -> Story:
        return load_story(write_story(tmp_path / "story", scenes, **parts))

    return make


@pytest.fixture(scope="session")
def lantern() -> Story:
    """The example story that uses the whole format."""
    return load_story(LANTERN)
