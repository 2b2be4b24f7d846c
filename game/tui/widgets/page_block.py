"""One page of the column: what was said at one moment, and the words of the choice that was made then."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from game.play import Page, Session, marks, remembered
from game.play.prose import render
from game.story.runtime import Paragraph, Scene
from game.tui.facts import cite
from game.tui.widgets.paper import Paper
from game.tui.words import content, sign, throw


class PageBlock(Vertical):
    """A page. `turn` makes it part of the past; `return_to` makes it the present again."""

    DEFAULT_CSS = """
    PageBlock { height: auto; max-width: 72; }
    PageBlock > Static { width: 1fr; margin-bottom: 1; link-color: $foreground; link-style: underline;
                         link-background-hover: $primary; link-color-hover: $on-red; link-style-hover: none; }
    PageBlock > .page-chapter { color: $accent; text-style: bold; border-bottom: heavy $primary; }
    PageBlock > .page-scene { color: $quiet; text-style: bold; margin-bottom: 1; }
    PageBlock > .page-throw { color: $accent; text-style: bold; }
    PageBlock > .page-quote { border-left: outer $primary; background: $surface; padding: 0 2; }
    PageBlock > .page-marks { color: $accent; text-style: bold; padding-left: 2;
                              text-wrap: nowrap; text-overflow: ellipsis; }
    PageBlock > .page-ending { border-top: heavy $primary; border-bottom: heavy $primary; text-style: bold;
                               text-align: center; margin-top: 1; }
    PageBlock > .page-remembered { color: $quiet; text-style: italic; padding-left: 2; }
    PageBlock > .page-stuck { color: $error; }
    PageBlock > .page-chosen { color: $accent; text-style: bold; padding-left: 2; }
    PageBlock.-past > Static { color: $faint; link-color: $faint; }
    PageBlock.-past > .page-marks { color: $quiet; text-style: not bold; }
    PageBlock.-past > .page-chosen { color: $quiet; text-style: not bold italic; }
    PageBlock.-past > .page-quote { border-left: outer $rule; background: $background; }
    """

    def __init__(self, session: Session, page: Page, before: Scene | None) -> None:
        super().__init__()
        self.page = page
        self._session = session
        self._before = before
        if page.chosen:
            self.add_class("-past")

    @property
    def scene(self) -> Scene:
        """The scene that the page is of."""
        return self.page.view.scene

    def compose(self) -> ComposeResult:
        """The headings, what was thrown and said, the prose, and what an ending adds."""
        seen, before = self.page.view, self._before
        yield from self._headings()
        if seen.throw is not None:
            yield Static(Content(throw(seen.throw)), classes="page-throw")
        for paragraph in seen.said:
            yield self._paragraph(paragraph)
        if self.page.marked and self.page.number:  # a game opened without its past has made none of them just now
            yield self._made()
        if seen.paragraphs and before is not seen.scene and not seen.is_ending:
            yield Static(Content(seen.scene.title.upper()), classes="page-scene")
        for paragraph in seen.paragraphs:
            yield self._paragraph(paragraph)
        if seen.is_ending:
            yield from self._ending()
        elif seen.is_stuck:
            yield Static(Content("The story does not say how it goes on from here."), classes="page-stuck")
        if self.page.chosen:
            yield self._chosen(self.page.chosen)

    def _headings(self) -> ComposeResult:
        chapter = self.scene.chapter
        if self._before is not None and self._before.chapter is chapter:
            return
        title = Content.assemble(chapter.title.upper(), (f"  {chapter.years}", "$quiet") if chapter.years else "")
        yield Static(title, classes="page-chapter")
        for name in chapter.quotes:
            yield self._quote(cite(self._session.story, name, {}).text, name)
        state = self._session.state
        for paragraph in render(chapter.text, state.memory, state.seed, 1):
            yield self._paragraph(paragraph)

    def _ending(self) -> ComposeResult:
        scene, session = self.scene, self._session
        yield Static(Content(scene.title.upper()), classes="page-ending")
        if scene.epilogue:
            for line in remembered(session.story, session.state):
                yield Static(content(line), classes="page-remembered")
        if scene.page and session.story.source is not None:
            yield Paper(session)

    def _paragraph(self, paragraph: Paragraph) -> Widget:
        if paragraph.quote:
            return self._quote(paragraph.text, paragraph.quote)
        return Static(content(paragraph.text), classes="page-prose")

    def _quote(self, text: str, name: str) -> Widget:
        return Quotation(text, name, marks(self._session.story, self._session.state).get(name, ""))

    def _made(self) -> Static:
        lines = [
            Content.assemble((f" {sign(mark)} ", "reverse"), f" {mark}  ", (_words(self._session, name), "not bold italic"))
            for name, mark in self.page.marked.items()
        ]
        return Static(Content("\n").join(lines), classes="page-marks")

    def mark(self, found: dict[str, str]) -> None:
        """Draw these marks beside the sentences that are quoted on the page."""
        for quotation in self.query_children(Quotation):
            quotation.mark(found.get(quotation.source, ""))

    def _chosen(self, words: str) -> Static:
        return Static(Content.assemble("▸ ", content(words)), classes="page-chosen")

    def turn(self, page: Page) -> None:
        """Make the page part of the past, with the choice that ended it."""
        self.page = page
        self.add_class("-past")
        self.mount(self._chosen(page.chosen))

    async def return_to(self, page: Page) -> None:
        """Make the page the present again: the choice was taken back."""
        self.page = page
        self.remove_class("-past")
        await self.query_children(".page-chosen").remove()

    @property
    def chosen_height(self) -> int:
        """How many lines the words of the choice take."""
        return sum(part.outer_size.height for part in self.query_children(".page-chosen"))


class Quotation(Static):
    """A sentence of the source where the prose quotes it, with its mark."""

    def __init__(self, text: str, source: str, mark: str) -> None:
        super().__init__(_marked(text, mark), classes="page-quote")
        self.source = source
        self._text = text
        self._mark = mark

    def mark(self, mark: str) -> None:
        """Draw another mark."""
        if mark != self._mark:
            self._mark = mark
            self.update(_marked(self._text, mark))


def _marked(text: str, mark: str) -> Content:
    return Content.assemble((f"{sign(mark)} ", "bold $accent") if mark else "", text)


def _words(session: Session, name: str) -> str:
    sentence = session.story.source.sentences.get(name) if session.story.source else None
    return sentence.text if sentence else name
