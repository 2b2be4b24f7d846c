"""A second program for tests of games that several programs keep; and the figures of the torture, printed at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.saves.children import Player, playing


@pytest.fixture(scope="module")
def player() -> Iterator[Player]:
    """Another program that plays, for all tests of a file: it takes a third of a second to start."""
    with playing() as one:
        yield one


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that the tests of torture have measured."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    figures = [words for report in reports for kind, words in report.user_properties if kind == "figure"]
    if figures:
        terminalreporter.section("what was measured")
        for words in figures:
            terminalreporter.write_line(str(words))
