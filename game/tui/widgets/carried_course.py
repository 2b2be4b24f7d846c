"""What is carried, told in full: its word, what it means, and how it rose and fell over the years."""

from __future__ import annotations

from itertools import zip_longest

from textual.content import Content

from game.play import Carried, Course
from game.tui.widgets.panel import CarriedList
from game.tui.words import figure

BLOCKS = "▁▂▃▄▅▆▇█"
_ABREAST = 72  # from this width on the line of the years stands beside the words
_LONGEST = 40


class CarriedCourse(CarriedList):
    """The list with the meanings under the words, and the years beside them, or under them where it is narrow."""

    def __init__(self, course: Course) -> None:
        super().__init__()
        self._course = course
        self._drawn: tuple[object, int, list[Content]] = (None, 0, [])

    def words(self, item: Carried) -> Content:
        """The word, and with figures the number between the least and the most it can be."""
        words = super().words(item).stylize("bold")
        if not self._shown[2] or item.range is None:
            return words
        low, high = item.range
        bounds = f" of {high}" if not low else f"  ({figure(low)} to {figure(high)})"
        return Content.assemble(words, (bounds, "$quiet"))

    def lines(self, width: int) -> list[Content]:
        """Every line, drawn once for a width."""
        if self._drawn[:2] != (self._shown, width):
            self._drawn = (self._shown, width, self._set(width - 1))  # a blank before the scrollbar
        return self._drawn[2]

    def _set(self, width: int) -> list[Content]:
        beside = width >= _ABREAST
        length = min(_LONGEST, width * 2 // 5) if beside else 0
        room = width - length - 3 if beside else width
        margin = self.margin(room)
        lines: list[Content] = []
        for item, words in self.rows(room):
            meaning = [Content(" " * margin) + line for line in self._meaning(item, room - margin)]
            line = self._years(item, length or min(_LONGEST, room - margin))
            if beside:
                left = [*words, *meaning]
                pairs = zip_longest(left, [line] if line else [], fillvalue=Content(""))
                block = [one.pad_right(max(0, room + 3 - one.cell_length)) + other for one, other in pairs]
            else:
                block = [*words, *meaning, *([Content(" " * margin) + line] if line else [])]
            lines += [*([Content("")] if lines else []), *block]
        return lines

    def _meaning(self, item: Carried, width: int) -> list[Content]:
        return Content.styled(item.meaning, "$quiet").wrap(max(8, width))

    def _years(self, item: Carried, length: int) -> Content:
        """'1914 ▁▂▅▇ 1928' in `length` cells; nothing for what is no number."""
        if item.range is None:
            return Content("")
        years = self._course.years
        first, last = (f"{years[0]} ", f" {years[1]}") if years is not None else ("", "")
        if years is not None and years[0] == years[1]:
            last = ""
        levels = self._course.levels(item.id, max(1, length - len(first) - len(last)))
        bars = "".join(" " if level is None else BLOCKS[round(level * (len(BLOCKS) - 1))] for level in levels)
        return Content.assemble((first, "$faint"), (bars, "$accent"), (last, "$faint"))
