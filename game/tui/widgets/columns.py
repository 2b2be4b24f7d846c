"""The source in three columns: the paper, the player's life, the record. Side by side where there is width for it."""

from __future__ import annotations

from itertools import zip_longest

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from game.play import Row, Session, three_columns
from game.story.model import VERDICT_WORDS
from game.tui.words import content, sign

HEADINGS = ("The paper", "Your life", "The record")
_ABREAST = 95  # what a terminal of 100 leaves: from this width on the three stand side by side
_GAP = 3
_SHARES = (3, 3, 4)


def _widths(width: int) -> list[int]:
    room = width - 2 * _GAP
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
        return Content("\n").join([_abreast(heads, _widths(width)), Content.styled("━" * width, "$primary")])


class ColumnsRow(Widget):
    """One sentence: three columns from its top, or three parts under one another, and a thin rule below."""

    DEFAULT_CSS = """
    ColumnsRow { height: auto; width: 1fr; }
    """

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self._parts = [_paper(row), _life(row), _record(row)]
        self._drawn: dict[int, list[Content]] = {}  # by width: the layout tries several before it settles

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the row needs at this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The row."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        if width not in self._drawn:
            lines = self._side_by_side(width) if width >= _ABREAST else self._stacked(max(8, width))
            self._drawn[width] = [*lines, Content.styled("─" * width, "$rule")]
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


class Columns(Vertical):
    """All the rows."""

    DEFAULT_CSS = """
    Columns { height: auto; width: 1fr; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose(self) -> ComposeResult:
        """A row for each sentence."""
        for row in three_columns(self._session):
            yield ColumnsRow(row)

    def name_at(self, line: int) -> str:
        """The sentence whose row a line is in."""
        for row in self.query_children(ColumnsRow):
            line -= row.size.height
            if line < 0:
                return row.row.name
        return ""

    def line_of(self, name: str) -> int:
        """Where the row of a sentence begins."""
        line = 0
        for row in self.query_children(ColumnsRow):
            if row.row.name == name:
                return line
            line += row.size.height
        return 0


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
