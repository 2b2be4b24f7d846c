"""Where it all comes from: who made it, the paper, the works behind the scenes, the software, the licence."""

from __future__ import annotations

from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game import __version__
from game.story.works import works_cited
from game.tui import software
from game.tui.screens.house import Sheet
from game.tui.widgets.hanging import HangingRows, Row

_LICENCE = "The game is free software under the MIT licence: use it, change it, pass it on. The whole text is in the file LICENSE."
_MAP = "The coastlines on the map are from Natural Earth, which is in the public domain."


class CreditsScreen(Sheet[None]):
    """One calm page."""

    HEADING = "Credits and sources"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "credits.tcss"]

    def body(self) -> ComposeResult:
        """The page."""
        story = self.game_app.story
        yield Static(
            Content.assemble(
                (story.title, "bold"),
                (f"\n{story.author}" if story.author else ""),
                (f"\nThe story, version {story.version}; the game, version {__version__}", "$quiet"),
            )
        )
        if story.source is not None:
            yield Static(Content("The paper"), classes="sheet-term")
            sentences = story.source.sentences.values()
            title = next((sentence.text for sentence in sentences if sentence.kind == "title"), "")
            head = f"«{title}», in" if title else "In"
            yield Static(
                Content(f"{head} {len(sentences)} sentences. What the game quotes stands in it word for word.")
            )
        works = works_cited(story)
        if works:
            yield Static(Content("The works behind the scenes"), classes="sheet-term")
            yield HangingRows([(Content.styled("·", "$accent"), Content(work)) for work in works])
        yield Static(Content("Made with"), classes="sheet-term")
        yield HangingRows([_row(library) for library in software.libraries()])
        yield Static(Content(_MAP))
        yield Static(Content("Licence"), classes="sheet-term")
        yield Static(Content(_LICENCE))


def _row(library: software.Library) -> Row:
    about = ", ".join(part for part in (library.version, library.licence) if part)
    return Content.styled("·", "$accent"), Content.assemble(library.name, (f"  {about}", "$quiet"))
