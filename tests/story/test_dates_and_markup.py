"""Dates of two calendars, and the light markup that no text can break."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.story.dates import Date, parse
from game.story.markup import Span, broken_link, links, plain, spans


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (1915, "1915"),
        ("1915", "1915"),
        ("1915-09", "September 1915"),
        ("1915-09-05", "5 September 1915"),
        ("1904-02-29", "29 February 1904"),
    ],
)
def test_dates(written: str | int, shown: str) -> None:
    assert str(parse(written)) == shown


@pytest.mark.parametrize(
    "written",
    [
        "1915-9-5",
        "1915-13",
        "1915-00",
        "1915-02-30",
        "1915-01-00",
        "15-01-01",
        "",
        "1915-",
        "x",
        3,
        -1915,
        "1900-02-29",
        "0000",
        "１９１５",
    ],
)
def test_no_dates(written: str | int) -> None:
    assert parse(written) is None


@pytest.mark.parametrize(
    ("day", "old"),
    [
        ("1917-11-07", "[25 October]"), ("1917-03-08", "[23 February]"), ("1918-02-13", "[31 January]"), ("1918-02-14", ""), ("1900-03-12", "[28 February]"),
        ("1900-03-13", "[29 February]"), ("1900-03-14", "[1 March]"), ("1899-12-31", "[19 December]"), ("1799-06-06", "[26 May]"), ("1917", ""), ("1917-11", ""), ("1928-01-17", ""),
    ],
)  # fmt: skip
def test_the_old_calendar(day: str, old: str) -> None:
    date = parse(day)
    assert date is not None
    assert date.old_style == old


@given(st.dates(), st.dates())
def test_days_are_in_order_and_know_their_weekday(one: datetime.date, other: datetime.date) -> None:
    mine, its = Date(one.year, one.month, one.day), Date(other.year, other.month, other.day)
    assert mine.is_before(its) == (one < other)
    assert mine.weekday == one.strftime("%A")
    assert isinstance(mine.old_style, str)
    assert parse(one.isoformat()) == mine


def test_only_what_both_dates_have_is_compared() -> None:
    assert Date(1915).is_before(Date(1916, 1, 1))
    assert not Date(1915).is_before(Date(1915, 9, 5))
    assert not Date(1915, 9).is_before(Date(1915, 9, 5))
    assert Date(1915, 8).is_before(Date(1915, 9, 5))
    assert Date(1915).weekday == ""


def test_markup() -> None:
    assert spans("One *two* **three** [four](five-6).") == [
        Span("One "), Span("two", "emphasis"), Span(" "), Span("three", "strong"), Span(" "), Span("four", "", "five-6"), Span("."),
    ]  # fmt: skip
    assert (
        plain(r"2 * 3 * 4, \*not\*, \[nor](this), a [sic] and *open")
        == "2 * 3 * 4, *not*, [nor](this), a [sic] and *open"
    )
    assert links("[a](b) and [c](d.e)") == ["b", "d.e"]
    assert broken_link("[a](b c)") == "[a]("
    assert broken_link("[a]()") == "[a]("
    assert broken_link("[a] (b)") is None


@given(st.text() | st.text(st.sampled_from("*[]()\\ a")))
def test_no_text_breaks_it_and_nothing_is_lost(text: str) -> None:
    found = spans(text)
    assert "".join(span.text for span in found) == plain(text)
    assert all(span.text for span in found)
    assert len(plain(text)) <= len(text)
    if not set(text) & set("*[\\"):
        assert plain(text) == text
