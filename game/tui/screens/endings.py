"""The ends that were met over all games, and what else was found; the rest are doors that stay shut."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.play import endings
from game.saves import Discoveries, SaveError
from game.story import Story
from game.story.runtime import Scene
from game.tui.screens.house import Sheet
from game.tui.widgets.hanging import HangingRows, Row
from game.tui.words import local_day

_NONE = "None yet. An ending stands here from the day you first meet it."


class EndingsScreen(Sheet[None]):
    """The gallery. What was not met is never named."""

    HEADING = "Endings"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "endings.tcss"]

    def body(self) -> ComposeResult:
        """The endings, then the discoveries if the story has any."""
        self.game_app.flush()  # the ending that has just been met may still be on its way to the disk
        try:
            found = self.game_app.discoveries.load()
        except SaveError as error:
            yield Static(Content(str(error)))
            found = Discoveries()
        yield from gallery(self.game_app.story, found)


def gallery(story: Story, found: Discoveries) -> Iterable[Widget]:
    """What the sheet shows of these discoveries."""
    there_are = endings(story)
    met = sum(scene.id in found.endings for scene in there_are)
    if there_are:
        yield Static(Content.styled(f"{met} of {len(there_are)} met" if met else _NONE, "" if met else "$quiet"))
    yield HangingRows(
        [
            _opened(scene.title, _when(scene, found.endings[scene.id]))
            if scene.id in found.endings
            else _shut("not met yet")
            for scene in there_are
        ]
    )
    if not story.achievements:
        return
    known = {name: found.achievements[name] for name in story.achievements if name in found.achievements}
    yield Static(Content("DISCOVERIES"), classes="sheet-term")
    yield Static(Content(f"{len(known)} of {len(story.achievements)} found"))
    yield HangingRows(
        [
            _opened(achievement.title, achievement.text, f"Found {local_day(known[name])}")
            if name in known
            else _shut("not found yet")
            for name, achievement in story.achievements.items()
        ]
    )


def _when(scene: Scene, met: str) -> str:
    return f"{scene.date} · first met {local_day(met)}" if scene.date is not None else f"First met {local_day(met)}"


def _opened(title: str, *quiet: str) -> Row:
    below = "".join(f"\n{line}" for line in quiet if line)
    return Content.styled("▮", "$accent"), Content.assemble((title, "bold"), (below, "$quiet"))


def _shut(words: str) -> Row:
    return Content.styled("▯", "$faint"), Content.styled(words, "$faint")
