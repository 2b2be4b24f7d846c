"""Draws the picture in the README anew: `uv run python -m tests.tui.readme_picture`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

from game.paths import own_story
from game.play import Session
from game.saves import Store, pack
from game.story import load_story
from game.tui.app import GameApp

PICTURE = Path(__file__).parents[2] / ".github" / "screen.svg"
CHOICES = ["badge", "home-first", "train"]


async def draw() -> str:
    """The game on the day the train left Vienna, as SVG without fonts from elsewhere."""
    story = load_story(own_story())
    session = Session.new(story, 1, at="the-badges")
    for choice in CHOICES:
        session.choose(choice)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.save("picture", pack(session, "picture", ""))
        app = GameApp(story, store, load="picture")
        async with app.run_test(size=(110, 37)) as pilot:
            await pilot.pause()
            svg = app.export_screenshot(title="trotsky")
    return re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(asyncio.run(draw()), encoding="utf-8")
