"""The engine is no part of the terminal: story, play and saves load none of its libraries."""

from __future__ import annotations

import subprocess
import sys

import pytest

CHECK = "import sys, {module}; print(*sorted(name for name in ('textual', 'rich', 'click', 'asyncio') if name in sys.modules))"


@pytest.mark.parametrize("module", ["game", "game.story", "game.play", "game.saves"])
def test_nothing_of_the_terminal_is_imported(module: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", CHECK.format(module=module)], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == []
