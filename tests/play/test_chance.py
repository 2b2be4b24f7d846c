"""Chance: odds that are shown and kept, the same for the same seed, and fair over many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.play import Throw, snapshot, start
from game.play.chance import below, number, order, percent, whole
from tests.building import OVER
from tests.conftest import StoryMaker
from tests.play.playing import play, text, value

QUALITIES = "courage: {meaning: how far you dare go, range: [-9, 9]}\n"


def throwing(odds: str) -> dict[str, str]:
    return {
        "a": f"""
            text: Well?
            choices:
              - text: Throw.
                add: {{courage: 1}}
                chance:
                  odds: {odds}
                  then: {{reply: It gives., add: {{courage: 2}}, go: b}}
                  else: {{reply: It holds., add: {{courage: -3}}}}
                sticky: true
              - {{text: Sweat., set: {{courage: 9}}}}
        """,
        "b": OVER,
    }


@pytest.mark.parametrize(
    ("odds", "shown"),
    [("40", 40), ("0", 0), ("100", 100), ("150", 100), ("-5", 0), ("50 + 10 * courage", 0), ("1000000 * 1000000", 100)],
)
def test_the_odds_are_shown_and_kept_within_a_hundred(story_of: StoryMaker, odds: str, shown: int) -> None:
    game = play(story_of(throwing(odds), qualities=QUALITIES))
    assert game.view.choices[0].odds == shown
    game.choose("throw")
    assert game.view.throw is not None
    assert game.view.throw.odds == shown


def test_odds_follow_the_qualities(story_of: StoryMaker) -> None:
    game = play(story_of(throwing("50 + 5 * courage"), qualities=QUALITIES), "sweat")
    assert game.view.choices[0].odds == 95


def test_success_and_failure_each_have_their_outcome(story_of: StoryMaker) -> None:
    won = play(story_of(throwing("100"), qualities=QUALITIES), "throw")
    assert (text(won), value(won, "courage"), won.view.is_ending) == ("It gives.\n\nIt is over.", -6, True)
    lost = play(story_of(throwing("0"), qualities=QUALITIES), "throw")
    assert (text(lost), value(lost, "courage"), lost.state.beat) == ("It holds.", -9, "a.start")
    assert lost.view.throw is not None
    assert not lost.view.throw.succeeded
    assert lost.view.choices[0].id == "throw"
    lost.choose("sweat")
    assert lost.view.throw is None


def test_a_throw_comes_off_up_to_its_odds() -> None:
    assert [Throw(40, rolled).succeeded for rolled in (1, 40, 41, 100)] == [True, True, False, False]
    assert not any(Throw(0, rolled).succeeded for rolled in range(1, 101))
    assert all(Throw(100, rolled).succeeded for rolled in range(1, 101))


def test_the_same_seed_throws_the_same(story_of: StoryMaker) -> None:
    story = story_of(throwing("30"), qualities=QUALITIES)
    first = [play(story, "throw", seed=seed).state for seed in range(60)]
    assert first == [play(story, "throw", seed=seed).state for seed in range(60)]
    assert len({state.throw.rolled for state in first if state.throw}) > 20


def test_an_undone_throw_falls_as_before(story_of: StoryMaker) -> None:
    game = play(story_of(throwing("30"), qualities=QUALITIES), "throw", seed=5)
    before = game.state
    game.undo()
    game.choose("throw")
    assert game.state == before


def test_throws_are_fair_over_seeds_and_over_a_game() -> None:
    over_seeds = [percent(seed, 0) for seed in range(20_000)]
    in_a_game = [percent(17, index) for index in range(20_000)]
    for rolls in (over_seeds, in_a_game):
        assert min(rolls) == 1
        assert max(rolls) == 100
        counts = [rolls.count(face) for face in range(1, 101)]
        assert sum((each - 200) ** 2 / 200 for each in counts) < 160  # chi squared, 99 degrees: 1 in 10,000
        assert 0.39 < sum(roll <= 40 for roll in rolls) / len(rolls) < 0.41


def test_the_numbers_are_those_of_splitmix64() -> None:
    # the reference implementation seeded with 1234567 (https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64)
    assert [number(1234567, index) for index in range(5)] == [
        6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
    ]  # fmt: skip


@given(st.integers(), st.integers(0, 10**6), st.integers(1, 5000))
def test_any_seed_will_do(seed: int, index: int, end: int) -> None:
    assert 0 <= number(seed, index) < 2**64
    assert 1 <= percent(seed, index) <= 100
    assert 0 <= below(seed, index, end) < end
    assert -(2**63) <= whole(seed) < 2**63
    assert whole(whole(seed)) == whole(seed)
    assert number(seed, index) == number(whole(seed), index)


@given(st.integers(-(2**70), 2**70), st.text(max_size=9), st.integers(0, 10**6), st.integers(1, 9))
def test_an_order_is_an_order_and_rounds_do_not_touch(seed: int, key: str, turn: int, length: int) -> None:
    now, following = order(seed, key, turn, length), order(seed, key, turn + 1, length)
    assert sorted(now) == list(range(length))
    assert length == 1 or now[-1] != following[0]


@pytest.mark.parametrize("seed", [0, -1, 2**63, 2**64 + 7, -(2**80)])
def test_a_game_may_begin_with_any_seed(story_of: StoryMaker, seed: int) -> None:
    story = story_of(throwing("30"), qualities=QUALITIES)
    assert snapshot(story, start(story, seed)).seed == whole(seed)
