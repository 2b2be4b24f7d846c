"""Dates as a story writes and shows them: a year, a month, or a day, and the old Russian calendar."""

from __future__ import annotations

import datetime
import re

from msgspec import Struct

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")  # in every locale
_WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


class Date(Struct, frozen=True, order=True):
    """A day of the Gregorian calendar, or a month (day 0), or a year (month 0)."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        if not self.month:
            return str(self.year)
        month = f"{_MONTHS[self.month - 1]} {self.year}"
        return f"{self.day} {month}" if self.day else month

    @property
    def weekday(self) -> str:
        """The day of the week, or '' if this is no single day."""
        return _DAYS[datetime.date(self.year, self.month, self.day).weekday()] if self.day else ""

    @property
    def old_style(self) -> str:
        """The same day by the Julian calendar, as '[25 October]', or '' where Russia did not use it."""
        if not self.day:
            return ""
        day = datetime.date(self.year, self.month, self.day)
        if day >= datetime.date(1918, 2, 14):  # the decree: 31 January was followed by 14 February
            return ""
        month, number = _julian(day)
        return f"[{number} {_MONTHS[month - 1]}]"

    def is_before(self, other: Date) -> bool:
        """Whether this is certainly earlier: only the parts that both dates have are compared."""
        mine, its = (self.year, self.month, self.day), (other.year, other.month, other.day)
        for own, others in zip(mine, its, strict=True):
            if not own or not others:
                return False
            if own != others:
                return own < others
        return False


def _julian(day: datetime.date) -> tuple[int, int]:
    """Month and day of a Gregorian day in the Julian calendar (Meeus, Astronomical Algorithms, chapter 7)."""
    b = day.toordinal() + 1_721_425 + 1524  # the Julian day number at noon, and Meeus's offset
    c = int((b - 122.1) / 365.25)
    d = int(365.25 * c)
    e = int((b - d) / 30.6001)
    return (e - 1 if e < 14 else e - 13), b - d - int(30.6001 * e)


def parse(written: str | int) -> Date | None:
    """The date that `written` means (1915, 1915-09, 1915-09-05), or None if it means none."""
    match = _WRITTEN.match(str(written))
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if match.group(2) == "00" or match.group(3) == "00":
        return None
    return Date(year, month, day)
