"""The journal: an entry for each choice, and the way back to it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from game.play import Session, course, is_whole, journal, road, steps_back
from game.saves import AUTOSAVE, pack, unpack
from game.story import Story
from tests.conftest import StoryMaker
from tests.play.playing import play, value

ROAD = ("untie-the-boat", "call", "ask-him-about-the-light", "did-it-ever-fail", "light-it")


def without_past(story: Story, *choices: str) -> Session:
    """A game whose first choice the story no longer has: only what comes after can be gone back to."""
    saved = pack(play(story, *choices), AUTOSAVE, "")
    log = [structs.replace(saved.log[0], choice="gone"), *saved.log[1:]]
    return unpack(structs.replace(saved, log=log), story)[0]


def test_each_choice_has_its_words_its_scene_its_day_and_its_marks(lantern: Story) -> None:
    entries = journal(play(lantern, *ROAD))
    assert [(entry.number, entry.moment) for entry in entries] == [(n + 1, n) for n in range(5)]
    assert [entry.words for entry in entries][:2] == ["Untie the boat.", "Call for the keeper."]
    assert [entry.scene.title for entry in entries if entry.scene] == ["The Shore"] * 2 + ["The Tower"] * 3
    assert [str(entry.date) for entry in entries] == ["1 May 1902"] * 2 + ["2 May 1902"] * 3
    assert [entry.marked for entry in entries] == [{"s02": "strained"}, {}, {}, {"s01": "struck"}, {"s04": "stands"}]


def test_the_throw_stands_with_the_choice_that_made_it(lantern: Story) -> None:
    entries = journal(play(lantern, "count-the-gulls", "try-the-door-of-the-tower"))
    assert entries[0].throw is None
    assert entries[1].throw is not None
    assert entries[1].throw.odds == 60


def test_the_clock_is_as_the_log_has_it(lantern: Story) -> None:
    game = play(lantern)
    game.choose("count-the-gulls", "1902-05-01T20:00:00Z")
    game.choose("call")
    assert [entry.at for entry in journal(game)] == ["1902-05-01T20:00:00Z", ""]


def test_nothing_chosen_nothing_written(lantern: Story) -> None:
    assert journal(play(lantern)) == []


def test_what_cannot_be_gone_back_to_is_shut_and_its_scene_still_known(lantern: Story) -> None:
    game = without_past(lantern, *ROAD[:3])
    game.choose("did-it-ever-fail")
    entries = journal(game)
    assert len(entries) == 4
    assert [entry.is_open for entry in entries] == [False, False, False, True]
    assert [entry.scene.title for entry in entries if entry.scene] == [
        "The Shore",
        "The Shore",
        "The Tower",
        "The Tower",
    ]
    assert [entry.words for entry in entries] == ["", "", "", "Did it ever fail?"]
    assert entries[3].moment == 0


def test_a_scene_that_is_gone_is_not_named(lantern: Story, story_of: StoryMaker) -> None:
    game = without_past(lantern, *ROAD[:3])
    game.story = story_of({"a": "text: A.\nchoices: [{text: B.}]"})
    game._states = [play(game.story).state]
    assert [entry.scene for entry in journal(game)] == [None] * 3


@given(st.lists(st.integers(0, 8), max_size=25), st.integers(0, 99), st.data())
def test_going_back_gives_the_moment_again(lantern: Story, picks: list[int], seed: int, data: st.DataObject) -> None:
    game = play(lantern, seed=seed)
    views = [game.view]
    for pick in picks:
        possible = [choice.id for choice in game.view.choices if choice.is_open]
        if not possible:
            break
        game.choose(possible[pick % len(possible)])
        views.append(game.view)
    before = (game.state, game.log)
    entries, stops = journal(game), road(game)
    assert course(game).points[-1].values["oil"] == value(game, "oil")
    assert (game.state, game.log) == before
    assert len(entries) == len(game.log)
    assert is_whole(game)
    assert stops[-1].scene is game.view.scene
    assert sum(len(stop.taken) for stop in stops) == len(game.log)
    taken = {words for stop in stops for words in stop.taken}
    assert all(entry.words in taken for entry in entries)
    if entries:
        entry = data.draw(st.sampled_from(entries))
        assert entry.moment is not None
        assert game.undo(steps_back(game, entry.moment))
        assert game.view == views[entry.moment]
        assert journal(game) == entries[: entry.moment]
