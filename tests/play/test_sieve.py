"""The paper sifted by mark: what passes, what is counted, and where one goes from there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import ALL, UNMET, Row, just_marked, makers, nearest, sift, tally, three_columns, turn
from game.story import Story
from game.story.model import MARK_SIGNS, Sentence
from tests.conftest import StoryMaker
from tests.play.playing import play

ROAD = ("untie-the-boat", "call", "ask-him-about-the-light", "did-it-ever-fail", "light-it")


def rows_of(*marks: str) -> list[Row]:
    return [Row(f"s{number}", Sentence(text="A."), mark, None, False) for number, mark in enumerate(marks)]


ROWS = st.lists(st.sampled_from(["", *MARK_SIGNS]), max_size=12).map(lambda found: rows_of(*found))


@given(ROWS)
def test_every_sentence_passes_one_sieve_and_the_counts_are_what_passes(rows: list[Row]) -> None:
    counts = tally(rows)
    assert all(len(sift(rows, only)) == count for only, count in counts.items())
    assert counts[ALL] == sum(count for only, count in counts.items() if only != ALL) == len(rows)


@given(ROWS, st.sampled_from([1, -1]))
def test_turning_comes_round_and_never_to_an_empty_page(rows: list[Row], direction: int) -> None:
    counts = tally(rows)
    seen, only = [ALL], turn(counts, ALL, direction)
    while only != ALL:
        assert sift(rows, only)
        seen.append(only)
        only = turn(counts, only, direction)
    assert set(seen) == {ALL} | {name for name, count in counts.items() if count}
    assert turn(counts, turn(counts, ALL, direction), -direction) == ALL


@pytest.mark.parametrize(
    ("only", "name", "found"),
    [("struck", "s1", "s1"), ("struck", "s0", "s1"), ("stands", "s3", "s2"), (UNMET, "", "s0"), ("unlived", "s1", "")],
)
def test_the_light_goes_to_the_nearest_that_is_shown(only: str, name: str, found: str) -> None:
    rows = rows_of("", "struck", "stands", "strained")
    assert nearest(rows, sift(rows, only), name) == found


def test_what_the_last_choice_marked_is_known_until_the_next(lantern: Story) -> None:
    found = [just_marked(play(lantern, *ROAD[:steps])) for steps in range(len(ROAD) + 1)]
    assert found == ["", "s02", "", "", "s01", ""]


def test_a_maker_knows_the_moment_of_the_choice_or_of_the_arrival(lantern: Story) -> None:
    game = play(lantern, *ROAD)
    found = {name: maker.number for name, maker in makers(game).items()}
    assert found == {"s02": 0, "s01": 3, "s04": 5}
    for row in three_columns(game):
        if row.maker is not None and row.maker.choice:
            assert game.page(row.maker.number).chosen == row.maker.choice


def test_a_story_without_a_paper_has_nothing_to_sift(story_of: StoryMaker) -> None:
    game = play(story_of({"a": "text: A.\nending: true"}))
    assert tally(three_columns(game))[ALL] == 0
    assert just_marked(game) == ""
