"""The codex's list: a line for each entry, drawn as they come into sight."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from game.story.codex_search import Entry

_MARGIN = 2  # the sign of the lit row stands in it
_KIND = 8  # the longest kind, and a blank on either side


class EntryList(ScrollView, can_focus=True, inherit_bindings=False):
    """The entries that were found. One is lit while there are any; the screen's keys move it."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    EntryList { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; overflow-x: hidden; }
    """

    class Lit(Message):
        """Another entry is lit; `clicked` if by the mouse."""

        def __init__(self, entry: Entry, *, clicked: bool = False) -> None:
            super().__init__()
            self.entry = entry
            self.clicked = clicked

    def __init__(self, entries: Sequence[Entry], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._entries = list(entries)
        self._lit = 0 if entries else -1
        self.is_keen = True  # whether the keys are the list's; else its row is lit more quietly

    @property
    def lit(self) -> Entry | None:
        """The entry that is lit."""
        return self._entries[self._lit] if self._lit >= 0 else None

    def show(self, entries: Sequence[Entry], lit: str = "") -> None:
        """Show other entries, this one lit if it is among them, else the first."""
        self._entries = list(entries)
        ids = [entry.id for entry in entries]
        self._lit = ids.index(lit) if lit in ids else min(0, len(ids) - 1)
        self._measure()
        self._reveal()
        self.refresh()

    def light(self, name: str) -> None:
        """Light the entry of this id, if it is here, without telling anybody."""
        for index, entry in enumerate(self._entries):
            if entry.id == name:
                self._lit = index
                self._reveal()
                self.refresh()

    def step(self, rows: int) -> None:
        """Light the entry so many rows further down, or the last one there is."""
        self._go(max(0, min(len(self._entries) - 1, self._lit + rows)))

    @property
    def page(self) -> int:
        """How many rows a screen holds, one of them seen before."""
        return max(1, self.size.height - 1)

    def keen(self, is_keen: bool) -> None:
        """Say whether the keys are the list's now."""
        if is_keen != self.is_keen:
            self.is_keen = is_keen
            self.refresh()

    def _go(self, index: int, *, clicked: bool = False) -> None:
        if not self._entries or (index == self._lit and not clicked):
            return
        self._lit = index
        self._reveal()
        self.refresh()
        self.post_message(self.Lit(self._entries[index], clicked=clicked))

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._entries))

    def _reveal(self) -> None:
        if self._lit >= 0 and self.size.height:
            self.scroll_to_region(Region(0, self._lit, 1, 1), animate=False, force=True, immediate=True)

    def on_resize(self) -> None:
        """The rows are as wide as the list."""
        self._measure()
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """A click lights."""
        offset = event.get_content_offset(self)
        row = self.scroll_offset.y + offset.y if offset is not None else -1
        if 0 <= row < len(self._entries):
            self._go(row, clicked=True)

    def render_line(self, y: int) -> Strip:
        """One row: the name, and the kind at the right."""
        width, index, ground = self.scrollable_content_region.width, self.scroll_offset.y + y, self.rich_style
        if index >= len(self._entries):
            words = "Nothing by that name." if index == 0 else ""
            return Strip([Segment(f"  {words}"[:width].ljust(width), ground)], width)
        return Strip(self._row(index, width).render_segments(self.visual_style), width).adjust_cell_length(
            width, ground
        )

    def _row(self, index: int, width: int) -> Content:
        entry, is_lit = self._entries[index], index == self._lit
        room = max(8, width - _MARGIN - _KIND)
        name = Content(entry.name).truncate(room, ellipsis=True, pad=True)
        kind = Content.styled(f" {entry.kind:>{_KIND - 2}} ", "" if is_lit and self.is_keen else "$quiet")
        row = Content.assemble("▸ " if is_lit else "  ", name, kind)
        if not is_lit:
            return row
        if not self.is_keen:
            return row.stylize("bold $accent", 0, _MARGIN + room)
        # Without colours the lit row is reversed.
        return row.stylize(Style(bold=True, reverse=True) if self.app.no_color else "bold $on-red on $primary")
