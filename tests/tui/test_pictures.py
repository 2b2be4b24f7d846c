"""Pictures of the screens, in colour: what the text of them cannot tell is lit, red or faint."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

import pytest

from game.story import Story
from tests.tui.everywhere import SCREENS, Seen, at
from tests.tui.house import SNAPSHOTS, UPDATE

DRAWN = [seen for seen in SCREENS if seen.name in ("title", "play", "paper", "map")]
_CHANGING = (
    (re.compile(r"terminal-\d+-"), "t-"),  # made anew in every picture
    (re.compile(r"\s*@font-face \{.*?\}", re.DOTALL), ""),
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r'<clipPath id="t-line-\d+">.*?</clipPath>', re.DOTALL), ""),  # nothing in a cell is larger than it
    (re.compile(r' clip-path="url\(#t-line-\d+\)"| shape-rendering="crispEdges"'), ""),
    (re.compile(r"[ \t]+\n"), "\n"),
    (re.compile(r"\n\s*\n+"), "\n"),
)


_CELL = re.compile(r'<rect fill="(#\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/>')


def plain(svg: str) -> str:
    """The picture without what differs from one to the next; a line for each of its parts."""
    for pattern, instead in _CHANGING:
        svg = pattern.sub(instead, svg)
    return "\n".join(_joined(svg.replace("><", ">\n<").strip().splitlines())) + "\n"


def _joined(lines: list[str]) -> list[str]:
    """The same, with cells of one colour side by side made one."""
    joined: list[str] = []
    for line in lines:
        cell, before = _CELL.fullmatch(line), _CELL.fullmatch(joined[-1]) if joined else None
        if cell is not None and before is not None and cell.group(1, 3, 5) == before.group(1, 3, 5):
            x, width = float(before[2]), float(before[4])
            if abs(x + width - float(cell[2])) < 0.2:
                wide = round(float(cell[2]) + float(cell[4]) - x, 1)
                joined[-1] = f'<rect fill="{cell[1]}" x="{before[2]}" y="{cell[3]}" width="{wide}" height="{cell[5]}"/>'
                continue
        joined.append(line)
    return joined


@pytest.mark.parametrize("seen", DRAWN, ids=lambda seen: seen.name)
async def test_the_picture(charted: Story, somewhere: Path, seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    async with at(charted, seen, (100, 30)) as pilot:
        drawn = plain(pilot.app.export_screenshot())
    path = SNAPSHOTS / f"{seen.name}-100x30.svg"
    if os.environ.get(UPDATE):
        path.write_text(drawn, encoding="utf-8")
    assert path.exists(), f"There is no picture {path.name}: run with {UPDATE}=1 and look at it in a browser."
    kept = path.read_text(encoding="utf-8")
    lines = difflib.unified_diff(kept.splitlines(), drawn.splitlines(), "kept", "drawn", lineterm="", n=0)
    changed = [line for line in lines if line[0] in "+-"]
    assert not changed, "\n".join(
        [f"{path.name} has changed in {len(changed)} lines: if it should, run with {UPDATE}=1.", *changed[:20]]
    )


def test_a_picture_is_rid_of_what_changes() -> None:
    one = plain("<svg><!-- Made --><style>@font-face { src: url(x); }\n.terminal-123-r1 { fill: red }</style></svg>")
    assert one == plain("<svg><!-- By --><style>\n.terminal-99-r1 { fill: red }</style></svg>")
    assert "t-r1" in one
