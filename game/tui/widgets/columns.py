"""The source in three columns: the paper, the player's life, the record. Side by side where there is width for it."""

from __future__ import annotations

from collections.abc import Collection
from itertools import zip_longest

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.play import Row
from game.story.model import VERDICT_WORDS
from game.tui.widgets.sentences import LIT, LIT_WITHOUT_COLOUR, Sentences
from game.tui.words import content, sign

HEADINGS = ("The paper", "Your life", "The record")
_ABREAST = 95  # what a terminal of 100 leaves: from this width on the three stand side by side
_GAP = 3
_MARGIN = 2  # the bar beside the row that is lit stands in it
_SHARES = (3, 3, 4)


def _widths(width: int) -> list[int]:
    room = width - _MARGIN - 2 * _GAP
    first, second = (room * share // sum(_SHARES) for share in _SHARES[:2])
    return [first, second, room - first - second]


class ColumnHeadings(Widget):
    """The three headings, in sight over rows that stand side by side; on a narrow screen each row has its own."""

    DEFAULT_CSS = """
    ColumnHeadings { dock: top; height: auto; width: 1fr; background: $surface; }
    """

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line and a rule, or nothing."""
        return 2 if width >= _ABREAST else 0

    def render(self) -> Content:
        """The headings over their columns."""
        width = self.size.width
        heads = [Content.styled(head.upper(), "bold $accent") for head in HEADINGS]
        return Content("\n").join(
            [" " * _MARGIN + _abreast(heads, _widths(width)), Content.styled("━" * width, "$primary")]
        )


class ColumnsRow(Widget):
    """One sentence: three columns from its top, or three parts under one another, and a thin rule below."""

    DEFAULT_CSS = """
    ColumnsRow { height: auto; width: 1fr; }
    """

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self._parts = [_paper(row), _life(row), _record(row)]
        self._is_lit = False
        self._drawn: dict[int, list[Content]] = {}  # by width: the layout tries several before it settles

    def light(self, name: str) -> None:
        """Light the row, if it is this sentence's."""
        if self._is_lit != (name == self.row.name):
            self._is_lit = not self._is_lit
            lit = LIT_WITHOUT_COLOUR if self.app.no_color else LIT
            self._parts[0] = _paper(self.row).stylize(lit if self._is_lit else "")
            self._drawn.clear()
            self.refresh()

    def on_click(self) -> None:
        """Tell that it was clicked."""
        self.post_message(Sentences.Clicked(self.row.name))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the row needs at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The row."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        if width not in self._drawn:
            lines = self._side_by_side(width) if width >= _ABREAST else self._stacked(max(8, width - _MARGIN))
            margin = Content.styled("┃ ", "bold $accent") if self._is_lit else Content(" " * _MARGIN)
            self._drawn[width] = [*(margin + line for line in lines), Content.styled("─" * width, "$rule")]
        return self._drawn[width]

    def _side_by_side(self, width: int) -> list[Content]:
        widths = _widths(width)
        columns = [part.wrap(room) for part, room in zip(self._parts, widths, strict=True)]
        return [_abreast(list(line), widths) for line in zip_longest(*columns, fillvalue=Content(""))]

    def _stacked(self, width: int) -> list[Content]:
        paper, life, record = (Content.styled(heading.upper(), "bold $quiet") for heading in HEADINGS)
        text, mark, told = self._parts
        lines = [paper, *text.wrap(width), *Content.assemble(life, "  ", mark).wrap(width)]
        # A heading over "not told yet", sixty times, would be in the way.
        return [*lines, *Content.assemble(record, "  ", told).wrap(width)] if self.row.is_told else lines


class Columns(Sentences):
    """All the rows."""

    DEFAULT_CSS = """
    Columns { height: auto; width: 1fr; }
    """

    def __init__(self, rows: Collection[Row]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """A row for each sentence."""
        for row in self._rows:
            yield ColumnsRow(row)

    def draw_lit(self, name: str) -> None:
        """Light a row."""
        for row in self.query_children(ColumnsRow):
            row.light(name)

    def show_only(self, names: Collection[str]) -> None:
        """Show these rows."""
        for row in self.query_children(ColumnsRow):
            row.display = row.row.name in names

    def spans(self) -> dict[str, tuple[int, int]]:
        """The lines of each row that is shown, without the rule below it."""
        found: dict[str, tuple[int, int]] = {}
        line = 0
        for row in self.query_children(ColumnsRow):
            if row.display:
                found[row.row.name] = (line, line + row.size.height - 1)
                line += row.size.height
        return found


def _abreast(cells: list[Content], widths: list[int]) -> Content:
    gap = Content(" " * _GAP)
    return gap.join(cell.pad_right(max(0, room - cell.cell_length)) for cell, room in zip(cells, widths, strict=True))


def _paper(row: Row) -> Content:
    return Content.styled(row.sentence.text, "bold" if row.sentence.kind == "title" else "")


def _life(row: Row) -> Content:
    if not row.mark:
        return Content.styled("not met", "$faint")
    lines = [Content.styled(f"{sign(row.mark)} {row.mark}", "bold $accent")]
    if row.maker is not None:
        if row.maker.choice:
            lines.append(Content.assemble(("▸ ", "$quiet"), content(row.maker.choice).stylize("italic")))
        where = row.maker.where if row.maker.choice else f"on arriving: {row.maker.where}"
        lines.append(Content.styled(where, "$quiet"))
    return Content("\n").join(lines)


def _record(row: Row) -> Content:
    if not row.is_told:
        return Content.styled("not told yet", "$faint")
    verdict = VERDICT_WORDS.get(row.sentence.verdict or "", "")
    lines = [Content.styled(verdict, "bold")] if verdict else []
    if row.sentence.record:
        lines.append(Content(row.sentence.record))
    return Content("\n").join(lines) if lines else Content.styled("nothing on record", "$faint")
