"""A long list of things to look back on: hundreds of rows drawn line by line, one of them lit."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from game.tui.actions import bindings

Line = tuple[int, Content]  # the row it belongs to (-1: a heading, which cannot be lit), and what it says
HEADING = -1


class LongList(ScrollView, can_focus=True, inherit_bindings=False):
    """The list; its rows are numbered from 0. Arrows and the mouse light, a click takes; Enter is the screen's.

    A subclass draws it: `draw` gives every line at a width. Where `OPENS_LIT`, the lit row is drawn at greater
    length than the others, so only a click lights (under a moving mouse the rows would jump), and a second takes.
    """

    ALLOW_SELECT = False
    OPENS_LIT: ClassVar[bool] = False
    FILLED_FROM: ClassVar[int] = 0  # the cell from which the lit row is filled
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-list--lit"}
    DEFAULT_CSS = """
    LongList { height: 1fr; width: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    LongList > .long-list--lit { background: $primary; color: $on-red; text-style: bold; }
    """

    class Lit(Message):
        """Another row is lit."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    class Taken(Message):
        """A row was clicked to be taken."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self, rows: int, lit: int, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows = rows
        self.lit = lit
        self._lines: list[Line] = []
        self._spans: dict[int, tuple[int, int]] = {}  # the first line of each row, and the one after its last
        self._drawn_width = 0

    def draw(self, width: int) -> list[Line]:
        """Every line, none wider than `width`."""
        raise NotImplementedError

    def is_filled(self, row: int, line: int) -> bool:
        """Whether the `line`-th line of a row is filled when the row is lit."""
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Draw for the new width, and keep what is lit in sight."""
        width = self.scrollable_content_region.width
        if width != self._drawn_width:
            first = not self._drawn_width
            self._draw_for(width)
            self._reveal(center=first)
        else:
            self._reveal()

    def _draw_for(self, width: int) -> None:
        self._drawn_width = width
        self._lines = self.draw(max(20, width - 1))  # a blank before the scrollbar
        self._spans = {}
        for number, (row, _) in enumerate(self._lines):
            if row != HEADING:
                first, _last = self._spans.get(row, (number, number))
                self._spans[row] = (first, number + 1)
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()

    def light(self, row: int) -> None:
        """Light a row, and bring it into sight."""
        row = max(0, min(self._rows - 1, row))
        if row != self.lit:
            self.lit = row
            if self.OPENS_LIT:
                self._draw_for(self._drawn_width)
            else:
                self.refresh()
            self.post_message(self.Lit(row))
        self._reveal()

    def _reveal(self, *, center: bool = False) -> None:
        first, last = self._spans.get(self.lit, (0, 0))
        # The headings over the row are shown with it.
        top = first
        while top and self._lines[top - 1][0] == HEADING:
            top -= 1
        if self.lit == self._rows - 1:
            last = len(self._lines)
        if last - top > self.size.height:
            top = first
        region = Region(0, top, self._drawn_width, max(1, last - top))
        self.scroll_to_region(region, animate=False, force=True, center=center, immediate=True)

    def action_previous(self) -> None:
        """Light the row above."""
        self.light(self.lit - 1)

    def action_next(self) -> None:
        """Light the row below."""
        self.light(self.lit + 1)

    def page(self, direction: int) -> None:
        """Light the row a screen above or below."""
        here = self._spans.get(self.lit, (0, 0))[0]
        wanted = here + direction * max(1, self.size.height - 3)
        rows = range(self.lit + direction, self._rows if direction > 0 else -1, direction)
        for row in rows:
            if (self._spans[row][0] - wanted) * direction >= 0:
                self.light(row)
                return
        self.light(self._rows - 1 if direction > 0 else 0)

    def _row_at(self, event: events.MouseEvent) -> int:
        offset = event.get_content_offset(self)
        line = offset.y + round(self.scroll_y) if offset is not None else -1
        return self._lines[line][0] if 0 <= line < len(self._lines) else HEADING

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The mouse lights what it is over."""
        row = self._row_at(event)
        if row not in (HEADING, self.lit) and not self.OPENS_LIT:
            self.lit = row
            self.refresh()
            self.post_message(self.Lit(row))

    def on_click(self, event: events.Click) -> None:
        """A click takes; where it opens the row first, the second does."""
        row = self._row_at(event)
        if row == HEADING:
            return
        if self.OPENS_LIT and row != self.lit:
            self.light(row)
            return
        self.light(row)
        self.post_message(self.Taken(row))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        width, number = self._drawn_width, y + round(self.scroll_y)
        style = self.visual_style
        if not 0 <= number < len(self._lines):
            return Strip.blank(self.size.width, style.rich_style)
        row, line = self._lines[number]
        if row == self.lit and self.is_filled(row, number - self._spans[row][0]):
            # Textual drops `reverse` from a component's style: without colour it is asked for here.
            lit = self.get_visual_style("long-list--lit") if not self.app.no_color else Style(bold=True, reverse=True)
            start = self.FILLED_FROM
            line = line[:start] + Content(line.plain[start:]).pad_right(max(0, width - line.cell_length)).stylize(lit)
        strips = Visual.to_strips(self, line, width, 1, style, pad=True)
        return strips[0] if strips else Strip.blank(width, style.rich_style)
