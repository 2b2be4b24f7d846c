"""Draws the pictures in the README anew, as SVG, in .github: `uv run python -m tests.tui.readme_pictures`."""

from __future__ import annotations

import asyncio
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from game.paths import own_story
from game.play import Session, historical_choice
from game.saves import Settings, SettingsFile, Store, pack
from game.story import Story, load_story
from game.tui.app import GameApp

FOLDER = Path(__file__).parents[2] / ".github"


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: history's road up to the `until`-th choice (none for the title page), then these keys."""

    name: str
    until: int
    keys: tuple[str, ...] = ()
    theme: str = "poster"
    size: tuple[int, int] = (110, 34)


PICTURES = (
    Picture("title", 0),
    Picture("screen", 87),
    Picture("paper", 150, ("f2",)),
    Picture("map", 150, ("f8", "right"), size=(150, 46)),
    Picture("road", 80, ("ctrl+r",)),
    Picture("columns", 87, ("f2", "tab", "right", "right", "right"), "newsprint", (120, 40)),
)


class _Told(SettingsFile):
    """Settings for a picture: these, whatever is on the disk; every hint has been read."""

    def __init__(self, theme: str) -> None:
        super().__init__(Path())
        self._settings = Settings(theme=theme, show_hints=False)

    def load(self) -> tuple[Settings, str]:
        return self._settings, ""


async def draw(story: Story, picture: Picture) -> str:
    """The screen as SVG, without fonts from elsewhere and the same each time it is drawn."""
    session = Session.new(story, 1)
    for _ in range(picture.until):
        step = historical_choice(story, session.state)
        if step is None:
            break
        session.choose(step)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        store.save("picture", pack(session, "picture", ""))
        load = "picture" if picture.until else None
        app = GameApp(story, store, load=load, settings=_Told(picture.theme))
        app.animation_level = "none"
        async with app.run_test(size=picture.size) as pilot:
            await pilot.pause()
            for key in picture.keys:
                await pilot.press(key)
                await pilot.pause()
            svg = app.export_screenshot(title="trotsky")
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    return re.sub(r"terminal-\d+", f"terminal-{picture.name}", svg)


async def main() -> None:
    """All of them."""
    story = load_story(own_story())
    FOLDER.mkdir(exist_ok=True)
    for picture in PICTURES:
        FOLDER.joinpath(f"{picture.name}.svg").write_text(await draw(story, picture), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
