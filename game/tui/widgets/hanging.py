"""Text that wraps beside its head instead of under it: '1  words', 'F1  words'."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget


def hang(head: Content, text: Content, width: int, margin: int) -> list[Content]:
    """The lines of `text`, `margin` cells from the left, with `head` before the first."""
    lines = text.wrap(max(8, width - margin))
    first = head.pad_right(max(0, margin - head.cell_length))
    return [Content.assemble(first if number == 0 else " " * margin, line) for number, line in enumerate(lines)]


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
