"""The reading column: the pages of this chapter, the present one last, and the choices under it."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from game.play import Page, Session, marks
from game.tui.widgets.options import Option, Options
from game.tui.widgets.page_block import Appearing, PageBlock

MOST_PARAGRAPHS = 40  # kept on the screen; more are put back when the reader goes up for them


class Column(VerticalScroll, can_focus=False, inherit_bindings=False):
    """The column. It is given the session and what is offered, and brings itself up to date.

    The paging keys are the screen's: they may have to put earlier pages back.
    """

    DEFAULT_CSS = """
    Column { scrollbar-size-vertical: 1; scrollbar-gutter: stable; padding: 1 2 0 2;
             align-horizontal: center; }
    Column > Options { max-width: $prose; }
    """

    class Moved(Message):
        """Other lines are on the screen, or there is more or less to read."""

    def __init__(self) -> None:
        super().__init__()
        self._held: tuple[PageBlock, int, int] | None = None  # the paragraph at the top, and how far into it
        self._held_width = 0
        self._turned = -1  # the page whose reply was read on the sheet before

    def compose(self) -> ComposeResult:
        """Only the choices at first."""
        yield Options(id="choices")

    @property
    def options(self) -> Options:
        """The list under the prose."""
        return self.query_one(Options)

    @property
    def blocks(self) -> list[PageBlock]:
        """The pages that are mounted, oldest first."""
        return list(self.query_children(PageBlock))

    async def open(self, session: Session, options: list[Option]) -> None:
        """Show a game as it stands."""
        await self._lay(session, options, -1)

    async def begin_chapter(self, session: Session, options: list[Option]) -> None:
        """Show the present page on a clear sheet, without the reply, which was read on the sheet before."""
        await self._lay(session, options, session.undoable)

    async def _lay(self, session: Session, options: list[Option], turned: int) -> None:
        self._turned = turned
        self.options.show(options, ready=False)
        await self.remove_children(PageBlock)
        await self.mount_all(_blocks(session, _first(session), session.undoable, turned), before=0)

    async def advance(self, session: Session, options: list[Option], *, reply_only: bool = False) -> None:
        """Show the page that a choice led to, under the page where it was made; or `reply_only`, what was said to it."""
        present = session.page(session.undoable)
        blocks = self.blocks
        if not blocks:
            await self.open(session, options)
            return
        self.options.show(options, ready=False)
        blocks[-1].turn(session.page(session.undoable - 1))
        new = PageBlock(session, present, blocks[-1].scene, "reply" if reply_only else "all")
        await self.mount(new, before=self.options)
        if present.marked:
            _mark(blocks, session)
        self._trim([*blocks, new])

    async def take_back(self, session: Session, options: list[Option]) -> None:
        """Show the page before the last choice."""
        blocks = self.blocks
        if len(blocks) < 2:
            await self.open(session, options)
            return
        self.options.show(options, ready=False)
        unmade = bool(blocks[-1].page.marked)
        await blocks[-1].remove()
        blocks[-2].return_to(session.page(session.undoable))
        if unmade:
            _mark(blocks[:-1], session)

    async def earlier(self, session: Session) -> bool:
        """Put back pages of this chapter from above the first that is mounted; False if there are none."""
        blocks = self.blocks
        first = blocks[0].page.number if blocks else 0
        start = _first(session, first - 1) if first else 0
        if start >= first or not _same_chapter(session, first - 1):
            return False
        more = _blocks(session, start, first - 1, self._turned)
        height = self.virtual_size.height
        await self.mount_all(more, before=0)
        self.call_after_refresh(lambda: self.scroll_to(y=self.virtual_size.height - height, animate=False))
        return True

    def _trim(self, blocks: list[PageBlock]) -> None:
        kept = 0
        for block in reversed(blocks):
            if kept > MOST_PARAGRAPHS:
                block.remove()
            kept += _size(block.page)

    def place(self) -> None:
        """Scroll to the end, if the page and its choices fit; else the beginning of the page, under the choice that led to it."""
        blocks = self.blocks
        if blocks:
            top = blocks[-1].virtual_region.y
            if len(blocks) > 1:
                # All the words of the choice, unless they would take the place of what they led to.
                top -= min(blocks[-2].text.chosen_height, self.size.height // 2)
            self.scroll_to(y=max(0, top - 1), animate=False, force=True, immediate=True)
        if not any(block.text.is_appearing for block in blocks):
            self.options.ready()
        self._hold()

    def appear(self, how: Appearing) -> None:
        """Have the last page appear bit by bit, and the choices after it."""
        blocks = self.blocks
        if blocks:
            self.options.conceal()
            blocks[-1].text.appear(how)

    def hurry(self) -> bool:
        """Show at once what is still appearing; False if nothing was."""
        found = [block.text for block in self.blocks if block.text.is_appearing]
        for text in found:
            text.finish()
        if found:
            self.options.ready()
        return bool(found)

    def on_page_text_appeared(self) -> None:
        """The choices, when all of the page is there."""
        self.options.ready()

    @property
    def lines_below(self) -> int:
        """How many lines there are below the screen."""
        return max(0, round(self.max_scroll_y - self.scroll_y))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember what is being read, and tell the screen."""
        super().watch_scroll_y(old_value, new_value)
        self._hold()
        self.post_message(self.Moved())

    def watch_virtual_size(self) -> None:
        """There is more or less to read."""
        self.post_message(self.Moved())

    def _hold(self) -> None:
        if self._held_width and self._held_width != self.size.width:
            return  # the window is changing: what stood at the top before it did is what counts
        self._held_width = self.size.width
        y, self._held = round(self.scroll_y), None
        for block in self.blocks:
            inside = y - block.virtual_region.y
            if inside < block.virtual_region.height:
                self._held = (block, *block.text.part_at(max(0, inside)))
                return

    def on_resize(self, event: events.Resize) -> None:
        """Keep the line that was being read at the top when the window becomes wider or narrower."""
        self.post_message(self.Moved())
        if event.size.width == self._held_width or not self._held_width:
            return
        self.call_after_refresh(self._return)

    def _return(self) -> None:
        held, self._held_width = self._held, self.size.width
        if held is not None and held[0].is_attached:
            block, part, inside = held
            top = block.virtual_region.y + block.text.line_of(part, inside)
            self.scroll_to(y=top, animate=False, force=True, immediate=True)


def _mark(blocks: list[PageBlock], session: Session) -> None:
    found = marks(session.story, session.state)
    for block in blocks:
        block.mark(found)


def _blocks(session: Session, first: int, last: int, turned: int) -> list[PageBlock]:
    blocks: list[PageBlock] = []
    before = session.page(first - 1).view.scene if first else None
    for number in range(first, last + 1):
        page = session.page(number)
        blocks.append(PageBlock(session, page, before, "place" if number == turned else "all"))
        before = page.view.scene
    return blocks


def _first(session: Session, last: int | None = None) -> int:
    """The earliest page to mount so that about MOST_PARAGRAPHS are, without leaving the chapter."""
    number = session.undoable if last is None else last
    paragraphs = _size(session.page(number))
    while number and _same_chapter(session, number - 1):
        paragraphs += _size(session.page(number - 1))
        if paragraphs > MOST_PARAGRAPHS:
            break
        number -= 1
    return number


def _same_chapter(session: Session, number: int) -> bool:
    return session.page(number).view.scene.chapter is session.view.scene.chapter


def _size(page: Page) -> int:
    return len(page.view.said) + len(page.view.paragraphs) + 1
