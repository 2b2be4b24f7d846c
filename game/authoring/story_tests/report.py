"""What became of the tests, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from game.authoring.story_tests.play import Failure, Played, Report

_MOST_DIFF = 200  # lines of one transcript's changes


def lines_of(played: Played) -> Iterator[str]:
    """A line for the test, and what was not as expected."""
    wrote = f"  (wrote {played.wrote})" if played.wrote else ""
    yield f"{'ok  ' if played.passed else 'FAIL'}  {played.name}{wrote}"
    for failure in played.failures:
        yield from _failure(failure)


def _failure(failure: Failure) -> Iterator[str]:
    if failure.step:
        choices = "1 choice" if failure.step == 1 else f"{failure.step:,} choices"
        when = f"after {choices}, the last of them '{failure.choice}', at {failure.beat}"
    else:
        when = f"at the beginning, {failure.beat}"
    yield f"  {failure.file}:{failure.line}:{failure.column}  {when}"
    yield f"    expected  {failure.expected}"
    yield f"    found     {failure.found}"
    for line in failure.diff[:_MOST_DIFF]:
        yield f"    {line}"
    if len(failure.diff) > _MOST_DIFF:
        yield f"    … and {len(failure.diff) - _MOST_DIFF:,} more lines; `--json` has them all."


def count_of(report: Report) -> str:
    """How it stands in all."""
    tests = "1 test" if report.passed + report.failed == 1 else f"{report.passed + report.failed:,} tests"
    if not report.failed:
        return f"{report.story}: {tests}, all as expected."
    return f"{report.story}: {tests}, {report.failed:,} not as expected."
