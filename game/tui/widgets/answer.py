"""Under the paper: what answered the sentence that is lit, and the marks with their counts, to show only one of them."""

from __future__ import annotations

from collections.abc import Mapping

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from game.play import ALL, UNMET, Row
from game.story import markup
from game.tui.words import MEANINGS, sign

_LOW = 24  # on a lower screen every line counts
_GAP = 2
_NAMES = {ALL: "all", UNMET: "not met"}
_HINT = "↑ ↓ sentence by sentence", "← → only those of one mark"


class Answer(Widget, can_focus=False):
    """The mark of a sentence and the choice that made it. A click goes there."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Answer { height: auto; width: 1fr; border-top: solid $rule; color: $foreground; }
    """

    class Wanted(Message):
        """The player wants to go to the moment that answered."""

    def __init__(self) -> None:
        super().__init__()
        self._row: Row | None = None
        self._key = ""

    def show(self, row: Row | None, key: str) -> None:
        """Show what answered a sentence; `key` goes there. With none, how one is lit."""
        self._row = row
        self._key = key
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines whichever sentence is lit, so that the page does not move."""
        return 2 if self.app.size.height < _LOW else 3

    def render(self) -> Content:
        """The lines."""
        width = self.size.width
        lines = self._lines(width, self.app.size.height < _LOW)
        return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)

    def _lines(self, width: int, is_low: bool) -> list[Content]:
        row = self._row
        if row is None:
            return [Content.styled(line, "$quiet") for line in _HINT]
        if not row.mark:
            return [Content.styled("not met", "bold"), Content.styled("Your life has not come to this.", "$quiet")]
        mark = Content.styled(f"{sign(row.mark)} {row.mark}", "bold $accent")
        meaning = mark + Content.styled(MEANINGS[row.mark].removeprefix(row.mark), "$foreground")
        if row.maker is None:
            return [meaning, Content.styled("What made the mark is no longer known.", "$quiet")]
        choice = Content.assemble(("▸ ", "$quiet"), (markup.plain(row.maker.choice), "italic"))
        made = choice if row.maker.choice else Content.styled("By coming there.", "$quiet")
        where = Content.styled(row.maker.where, "$quiet")
        go = Content.assemble("  ", (f" {self._key} ", "reverse"), " Go there")
        if is_low:
            return [_ending_with(mark + "  " + where, go, width), made]
        return [meaning, made, _ending_with(where, go, width)]

    def on_click(self, event: events.Click) -> None:
        """Go there."""
        self.post_message(self.Wanted())


class Legend(Widget, can_focus=False):
    """The marks, each with its sign and how many sentences have it. A click shows only those."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Legend { height: auto; width: 1fr; color: $quiet; }
    """

    class Picked(Message):
        """The player wants only the sentences of one mark, or all."""

        def __init__(self, only: str) -> None:
            super().__init__()
            self.only = only

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__()
        self._counts = counts
        self._only = ALL

    def show(self, only: str) -> None:
        """Mark the one that is shown."""
        if only != self._only:
            self._only = only
            self.refresh()

    def _places(self, width: int) -> list[list[tuple[int, str, str]]]:
        """On each line, where each item begins, what it is and what it says."""
        lines: list[list[tuple[int, str, str]]] = [[]]
        column = 0
        for name, count in self._counts.items():
            words = f"{_NAMES.get(name) or f'{sign(name)} {name}'} {count}"
            if lines[-1] and column + len(words) > width:
                lines.append([])
                column = 0
            lines[-1].append((column, name, words))
            column += len(words) + _GAP
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or two on a narrow screen."""
        return len(self._places(width))

    def render(self) -> Content:
        """The items, the one that is shown reversed."""
        lines = [
            Content(" " * _GAP).join(Content.styled(words, self._style(name)) for _, name, words in line)
            for line in self._places(self.size.width)
        ]
        return Content("\n").join(lines)

    def _style(self, name: str) -> str:
        if name == self._only:
            return "bold reverse"
        return "" if self._counts[name] else "$faint"

    def on_click(self, event: events.Click) -> None:
        """Show only those."""
        offset, lines = event.get_content_offset(self), self._places(self.size.width)
        if offset is None or not 0 <= offset.y < len(lines):
            return
        under = [name for begin, name, words in lines[offset.y] if begin <= offset.x < begin + len(words)]
        if under and self._counts[under[0]]:
            self.post_message(self.Picked(under[0]))


def _ending_with(line: Content, tail: Content, width: int) -> Content:
    room = max(0, width - tail.cell_length)
    return line.truncate(room, ellipsis=True).pad_right(max(0, room - min(room, line.cell_length))) + tail
