"""Text that wraps beside its head instead of under it: '1  words', 'F1  words'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

Row: TypeAlias = tuple[Content, Content]  # a head, and the text beside it


def hang(head: Content, text: Content, width: int, margin: int) -> list[Content]:
    """The lines of `text`, `margin` cells from the left, with `head` before the first, or above it where it is too long."""
    lines = text.wrap(max(8, width - margin))
    is_long = head.cell_length > margin
    first = Content(" " * margin) if is_long else head.pad_right(margin - head.cell_length)
    hung = [Content.assemble(first if number == 0 else " " * margin, line) for number, line in enumerate(lines)]
    return [head, *hung] if is_long else hung


class Hanging(Widget):
    """One such paragraph."""

    DEFAULT_CSS = """
    Hanging { height: auto; width: 1fr; }
    """

    def __init__(self, head: Content, text: Content, margin: int) -> None:
        super().__init__()
        self._head = head
        self._text = text
        self._margin = margin

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as it needs at this width."""
        return len(hang(self._head, self._text, width, self._margin))

    def render(self) -> Content:
        """The paragraph."""
        return Content("\n").join(hang(self._head, self._text, self.size.width, self._margin))


class HangingRows(Widget):
    """Many such paragraphs, drawn as one: close together, each with its head."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    HangingRows { height: auto; width: 1fr; margin-bottom: 1; }
    """

    def __init__(self, rows: Sequence[Row], margin: int = 2) -> None:
        super().__init__()
        self._rows = rows
        self._margin = margin
        self._drawn: tuple[int, list[Content]] = (0, [])

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as they need at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The paragraphs."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn[0] != width:
            found = [line for head, text in self._rows for line in hang(head, text, width, self._margin)]
            self._drawn = (width, found)
        return self._drawn[1]
