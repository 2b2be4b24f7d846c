"""The record card: what history says of a scene, on what ground, and what the paper claims there."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.play import Session, marks
from game.play.prose import render
from game.story.runtime import Scene
from game.tui.actions import bindings
from game.tui.facts import cite
from game.tui.screens.house import Sheet
from game.tui.widgets.panel import cited_content
from game.tui.words import BASES, content


def has_card(session: Session, scene: Scene) -> bool:
    """Whether there is anything on record about a scene."""
    sentences = session.story.source.sentences if session.story.source else {}
    claims = any(sentences[name].claim for name in scene.quotes if name in sentences)
    return bool(scene.record.parts or scene.record.fixed or scene.basis or scene.sources or claims)


def scenes_with_cards(session: Session) -> list[Scene]:
    """The scenes left behind that have a card, each once, the latest last."""
    return [scene for scene in session.scenes_behind() if has_card(session, scene)]


class RecordScreen(Sheet[None]):
    """The cards of the scenes so far; the latest first, the arrows go through the others."""

    HEADING = "The record"
    PAGE = "record"
    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "record.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("cards")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._scenes = scenes_with_cards(session)
        self._place = len(self._scenes) - 1

    def body(self) -> ComposeResult:
        """The card that lies on top."""
        if not self._scenes:
            yield Static(Content("The record of a scene is told when you have left it. There is none yet."))
        else:
            yield from self._card(self._scenes[self._place])

    def foot(self) -> ComposeResult:
        """Which of the cards it is."""
        if len(self._scenes) > 1:
            yield Static(self._which(), classes="sheet-quiet record-which")

    def _which(self) -> Content:
        return Content(f"← earlier   {self._place + 1} of {len(self._scenes)}   later →")

    def _card(self, scene: Scene) -> list[Widget]:
        session = self._session
        parts: list[Widget] = [Static(Content.assemble((scene.title, "bold"), f"   {scene.date or ''}"))]
        for paragraph in render(scene.record, session.state.memory, session.state.seed, 1):
            parts.append(Static(content(paragraph.text)))
        all_marks = marks(session.story, session.state)
        sentences = session.story.source.sentences if session.story.source else {}
        for name in scene.quotes:
            sentence = sentences.get(name)
            if sentence is None:
                continue
            parts.append(Static(cited_content(cite(session.story, name, all_marks)), classes="record-quote"))
            if sentence.claim:
                parts.append(Static(Content.assemble(("The paper: ", "bold"), sentence.claim), classes="record-claim"))
        if scene.basis:
            parts.append(Static(Content(BASES[scene.basis]), classes="sheet-quiet record-basis"))
        if scene.sources:
            parts.append(Static(Content(f"Sources: {'; '.join(scene.sources)}."), classes="sheet-quiet"))
        return parts

    async def _turn(self, places: int) -> None:
        place = self._place + places
        if not 0 <= place < len(self._scenes):
            return
        self._place = place
        body = self.query_one(".sheet-body", VerticalScroll)
        with self.app.batch_update():
            await body.remove_children()
            await body.mount_all(self._card(self._scenes[place]))
            self.query_one(".record-which", Static).update(self._which())
        body.scroll_home(animate=False)

    async def action_earlier(self) -> None:
        """The card of the scene before."""
        await self._turn(-1)

    async def action_later(self) -> None:
        """The card of the scene after."""
        await self._turn(1)

    async def on_click(self, event: events.Click) -> None:
        """The halves of the line below turn the cards."""
        which = self.query(".record-which")
        if which and event.widget is which.first():
            await self._turn(1 if event.x > which.first().size.width // 2 else -1)
