"""Tests that an author writes in YAML beside the story: how they are read, played, and told."""

from game.authoring.story_tests.play import Failure, Played, Report, TranscriptError, play_test, report
from game.authoring.story_tests.read import ReadyTest, read_tests, selected

__all__ = [
    "Failure",
    "Played",
    "ReadyTest",
    "Report",
    "TranscriptError",
    "play_test",
    "read_tests",
    "report",
    "selected",
]
