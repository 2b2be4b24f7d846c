"""The road drawn: a red line downwards, the scenes on it, at its left the doors that stayed closed, at its right their names."""

from __future__ import annotations

from textual.content import Content

from game.play import Door, Stay
from game.tui.widgets.hanging import hang
from game.tui.widgets.long_list import HEADING, Line, LongList
from game.tui.words import content

OPEN, SHUT = "▯", "▮"
_SIDE = 13  # cells at the left of the road
_MARGIN = _SIDE + 3  # where the words begin, at its right
_WITH_DAYS = 72  # from this width on there is room for whole dates; below, for the years
_ROAD = Content.styled("┃", "$primary")


class RoadList(LongList):
    """The stays, oldest first; the last is where the player is. The lit one tells its choices and its doors."""

    OPENS_LIT = True
    FILLED_FROM = _SIDE

    def __init__(self, stays: list[Stay], lit: int, *, is_over: bool, is_whole: bool) -> None:
        super().__init__(len(stays), lit, id="road")
        self._stays = stays
        self._is_over = is_over
        self._is_whole = is_whole

    def is_filled(self, row: int, line: int) -> bool:
        """Only the name of the scene: the doors under it have their own colours."""
        return line == 0

    def draw(self, width: int) -> list[Line]:
        """The road from its beginning to the present."""
        lines: list[Line] = []
        if not self._is_whole:
            lines.append(
                (HEADING, _beside("", "┇", Content.styled("What came before is no longer known.", "italic $faint")))
            )
        year = 0
        for row, stay in enumerate(self._stays):
            before = self._stays[row - 1] if row else None
            if before is None or before.scene.chapter is not stay.scene.chapter:
                chapter = stay.scene.chapter
                lines += [(HEADING, line) for line in _chapter(chapter.title, chapter.years, width, first=not lines)]
                year = 0
            when = "" if stay.date is None else str(stay.date)
            if width < _WITH_DAYS and row != self.lit:
                when = str(stay.date.year) if stay.date is not None and stay.date.year != year else ""
            year = stay.date.year if stay.date is not None else year
            lines += [(row, line) for line in self._row(row, stay, when, width)]
        return lines

    def _row(self, row: int, stay: Stay, when: str, width: int) -> list[Content]:
        is_here = row == len(self._stays) - 1
        note = ("the end" if self._is_over else "you are here") if is_here else "again" if stay.is_again else ""
        sign = "◆" if is_here else "○" if stay.is_again else "●"
        title = Content.assemble((stay.scene.title, "bold"), (f"  {note}" if note else "", "italic $quiet"))
        title = title.truncate(max(8, width - _MARGIN - len(when) - 1), ellipsis=True)
        gap = " " * max(1, width - _MARGIN - title.cell_length - len(when))
        lines = [_beside("", sign, Content.assemble(title, gap, (when, "$quiet")), "bold $accent")]
        if row == self.lit:
            return [*lines, *_told(stay, width, is_here=is_here)]
        if not is_here:
            lines.append(_doors(stay.doors))
        elif stay.doors:
            lines.append(_doors(stay.doors, last=True))
        return lines


def _beside(left: str, sign: str, right: Content, style: str = "$primary") -> Content:
    """A line of the road: what is at its left, its own sign, what is at its right."""
    return Content.assemble(f"{left:>{_SIDE}}", (sign, style), "  ", right)


def _doors(doors: tuple[Door, ...], *, last: bool = False) -> Content:
    """The doors of a stay that is not lit, one beside the other, hung on the road."""
    if not doors:
        return Content(" " * _SIDE) + _ROAD
    signs = [SHUT if door.reason else OPEN for door in doors]
    shown = " ".join(signs)
    if len(shown) > _SIDE - 2:
        shown = f"{len(signs)} × {OPEN}" if len(signs) > _SIDE - 2 else "".join(signs)
    return Content.assemble(
        " " * (_SIDE - 2 - len(shown)), (shown, "$quiet"), ("──", "$rule"), ("┛" if last else "┨", "$primary")
    )


def _told(stay: Stay, width: int, *, is_here: bool) -> list[Content]:
    """Of the stay that is lit: what was chosen there, and each door with its words."""
    lines: list[Content] = []
    for words in stay.taken:
        lines += _beside_all("", "┃", Content.styled("▸ ", "$accent"), content(words).plain, "italic", width)
    for door in stay.doors:
        sign = SHUT if door.reason else OPEN
        text = content(door.words).plain + (f" — {content(door.reason).plain}" if door.reason else "")
        lines += _beside_all(f"{sign}──", "┨", Content(""), text, "$quiet", width)
    if not is_here:
        lines.append(Content(" " * _SIDE) + _ROAD)
    return lines


def _beside_all(left: str, sign: str, head: Content, words: str, style: str, width: int) -> list[Content]:
    wrapped = hang(head, Content.styled(words, style), width - _MARGIN, head.cell_length)
    return [
        _beside(left if number == 0 else "", sign if number == 0 else "┃", line) for number, line in enumerate(wrapped)
    ]


def _chapter(title: str, years: str, width: int, *, first: bool) -> list[Content]:
    """A rule across the road, with the chapter's name."""
    head = Content.assemble(
        ("━" * _SIDE + ("┳" if first else "╋") + "━", "$primary"),
        (f" {title.upper()}", "bold $accent"), (f"  {years}" if years else "", "bold $quiet"), " ",
    )  # fmt: skip
    head = head.truncate(width, ellipsis=True)
    rule = head + Content.styled("━" * max(0, width - head.cell_length), "$primary")
    return [rule, Content(" " * _SIDE) + _ROAD]
