"""Random games: each figure on stories whose games can be reckoned by hand, and the same games every time."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from game.authoring.passages import passages, written_passages
from game.authoring.playtest import BATCH, Plan, PlaytestError, last_page, playtest
from game.authoring.playtest_lines import lines
from game.authoring.playtest_report import Report, percentile, report, spread
from game.authoring.random_game import game_seed, play_at_random
from game.authoring.reads import read_written
from game.paths import own_story
from game.play import choose, play_line, start, view
from game.story import load_story
from tests.building import LANTERN, OVER, write_story

RUNS = 100


def tried(path: Path, *, runs: int = RUNS, seed: int = 1, full: str = "", most: int = 5000, jobs: int = 1) -> Report:
    story = load_story(path)
    page, goal = last_page(story, full)
    plan = Plan(str(path), story.hash, runs, seed, goal, most)
    return report(story, plan, playtest(story, plan, jobs=jobs), page)


FORK = """
    text: One two three.
    choices:
      - {text: Left., reply: Four five., go: left}
      - {text: Right., go: right}
      - {text: Never., if: false, go: never}
"""


@pytest.fixture
def fork(tmp_path: Path) -> Path:
    return write_story(
        tmp_path,
        {
            "a": FORK,
            "left": "text: Six.\nending: true\n",
            "right": "text: On and on.\ngo: far\n",
            "far": "text: Far away indeed.\nending: true\n",
            "never": "text: Never.\ngo: lost\nbeats: {more: {text: More.}}\n",
            "lost": OVER,
        },
    )


def test_endings_are_counted_and_what_was_never_met_is_listed(fork: Path) -> None:
    found = tried(fork)
    games = {ending.ending: ending.games for ending in found.endings}
    assert games.keys() == {"left", "far"}
    assert sum(games.values()) == RUNS
    assert 30 <= games["left"] <= 70
    assert [ending.games for ending in found.endings] == sorted(games.values(), reverse=True)
    assert found.endings[0].share == found.endings[0].games / RUNS
    assert found.endings_never_reached == ["lost"]
    assert found.scenes_never_reached == ["lost", "never"]
    assert found.beats_never_reached == ["lost.start", "never.start", "never.more"]
    assert found.choices_never_taken == ["a.start.never", "never.start.continue", "never.more.continue"]
    assert (found.games_without_ending, found.faults) == (0, [])
    assert found.choices_taken["a.start.left"] == games["left"] == found.scenes["left"]


def test_words_and_choices_of_a_game(fork: Path) -> None:
    found = tried(fork, full="far")
    assert found.words_full is not None
    assert found.choices_full is not None
    assert found.steps_full is not None
    assert found.words is not None
    assert (found.words_full.mean, found.words_full.p5, found.words_full.p95) == (9, 9, 9)
    assert (found.choices_full.mean, found.steps_full.mean) == (1, 2)  # `Go on.` is no choice
    assert (found.words.p5, found.words.p95) == (6, 9)  # the shorter is the reply with it


def test_a_paragraph_is_counted_once_however_often_it_is_shown(tmp_path: Path) -> None:
    scene = "text: One two.\nchoices:\n  - {text: Again., if: times('a') < 3, go: a}\n  - {text: On., if: times('a') >= 3, go: b}\n"
    found = tried(write_story(tmp_path, {"a": scene, "b": OVER}), runs=1)
    assert found.words is not None
    assert found.steps is not None
    assert (found.words.mean, found.steps.mean) == (5, 3)


def test_an_epilogue_is_read_and_a_quotation_is_not_the_storys(tmp_path: Path) -> None:
    first = "text: [One., {quote: s02}]\nchoices: [{text: On., remember: You went on., go: b}]\n"
    path = write_story(tmp_path, {"a": first, "b": f"{OVER}epilogue: true\n"}, source=True)
    found = tried(path, runs=1)
    assert found.words is not None
    assert found.words.mean == 1 + 3 + 3


def test_full_games_are_those_of_the_last_chapter_with_more_than_endings(tmp_path: Path) -> None:
    story = "title: Made\nstart: a\nchapters: [c, d, ends]\n"
    path = write_story(
        tmp_path,
        {"a": "text: Here.\nchoices:\n  - {text: Stop., go: early}\n  - {text: On., go: b}\n"},
        files={
            "story.yaml": story,
            "d/b.yaml": "text: There.\ngo: late\n",
            "ends/early.yaml": OVER,
            "ends/late.yaml": OVER,
        },
    )
    found = tried(path)
    late = {ending.ending: ending.games for ending in found.endings}["late"]
    assert (found.last_page, found.full_games) == ("d", late)
    assert tried(path, full="c").full_games == RUNS
    assert tried(path, full="early").full_games == RUNS - late


def test_a_last_page_that_there_is_not(fork: Path) -> None:
    with pytest.raises(PlaytestError, match=r"no chapter and no scene 'z'\. There are: c\."):
        last_page(load_story(fork), "z")


def test_the_source_in_full_games(tmp_path: Path) -> None:
    scene = """
        text: [{quote: s01}]
        choices:
          - {text: A., mark: {s01: struck}, go: b}
          - {text: B., mark: {s01: stands}, go: c}
    """
    path = write_story(tmp_path, {"a": scene, "b": "text: [{quote: s02}]\nending: true\n", "c": OVER}, source=True)
    found = tried(path)
    struck = found.scenes["b"] / RUNS
    first, second, third = found.sentences
    assert first.met == 1
    assert first.full_marks == first.marks == {"stands": pytest.approx(1 - struck), "struck": struck}
    assert (second.met, second.marks, third.met) == (struck, {}, 0)
    assert found.unmet_mean == pytest.approx((struck * 1 + (1 - struck) * 2) / 3)
    assert found.unmet_worst == pytest.approx(2 / 3)
    worst = next(index for index in range(RUNS) if game_seed(1, index) == found.unmet_worst_seed)
    assert play_at_random(load_story(path), 1, worst, 10).ending == "c"
    assert f"  s01     {'100.0%':>9}" in "\n".join(lines(found))


def test_prose_that_two_games_share(tmp_path: Path) -> None:
    """Games have the first paragraph (6 words) and one of two (4 or 2 words) in common or not."""
    scene = "text: One two three four five six.\nchoices:\n  - {text: A., go: b}\n  - {text: B., go: c}\n"
    path = write_story(
        tmp_path, {"a": scene, "b": "text: It ends with this.\nending: true\n", "c": "text: Over here.\nending: true\n"}
    )
    found = tried(path, runs=20)
    (first, second) = (found.scenes["b"], found.scenes["c"])
    alike = first * (first - 1) // 2 + second * (second - 1) // 2
    assert found.shared_pairs == 190
    assert found.shared_mean == pytest.approx((alike + first * second * 6 / 9) / 190)
    assert found.shared_p95 == 1
    assert tried(path, runs=100).shared_pairs == 300
    assert tried(path, runs=1).shared_mean is None


VARIED = """
    text:
      - Always.
      - if: coins >= 2
        text: |
          Rich.

          And proud.
        else: Poor, with {coins}.
      - if: false
        text: Never.
    choices:
      - {text: Toss., chance: {odds: 100, then: {reply: Heads., go: b}, else: {reply: Tails., go: b}}}
      - {text: Earn., add: {coins: 2}, go: a, if: coins < 2}
"""


def test_each_variant_of_a_paragraph_is_counted_where_it_is_written(tmp_path: Path) -> None:
    coins = "coins: {meaning: money, range: [0, 3], start: 0}\ncoat: {meaning: a coat, values: [red, grey]}"
    found = tried(write_story(tmp_path, {"a": VARIED, "b": OVER}, qualities=coins))
    games = {place.words: (place.file, place.line, place.games) for place in found.paragraphs}
    earned = found.choices_taken["a.start.earn"]
    assert 30 <= earned <= 70
    assert games == {
        "Always.": ("c/a.yaml", 3, RUNS),
        "Rich.": ("c/a.yaml", 6, earned),
        "And proud.": ("c/a.yaml", 8, earned),
        "Poor, with {coins}.": ("c/a.yaml", 9, RUNS),
        "Never.": ("c/a.yaml", 11, 0),
        "Heads.": ("c/a.yaml", 13, RUNS),
        "Tails.": ("c/a.yaml", 13, 0),
        "It is over.": ("c/b.yaml", 1, RUNS),
    }
    assert {place.words: place.line for place in found.choice_places} == {"a.start.toss": 13, "a.start.earn": 14}
    ends = {ends.id: ends.values for ends in found.qualities}
    assert ends == {"coins": {"0": RUNS - earned, "2": earned}, "coat": {"red": RUNS, "grey": 0}}
    told = "\n".join(lines(found))
    assert re.search(r"^Paragraphs never shown: 2\n  c/a.yaml:11:\d+  Never\.\n  c/a.yaml:13:", told, re.MULTILINE)
    assert "coat                    █·  red 100.0%, grey 0.0%" in told


def test_a_text_by_turns_is_counted_by_its_options(tmp_path: Path) -> None:
    scene = """
        text: [{sequence: [One., Two., Three.]}, {first: At first., then: Later.}]
        choices:
          - {text: Again., if: times('a') < 2, go: a}
          - {text: On., if: times('a') >= 2, go: b}
    """
    found = tried(write_story(tmp_path, {"a": scene, "b": OVER}), runs=7)
    games = {place.words: place.games for place in found.paragraphs}
    assert games == {"One.": 7, "Two.": 7, "Three.": 0, "At first.": 7, "Later.": 7, "It is over.": 7}


def test_every_paragraph_of_our_stories_has_its_place() -> None:
    for folder in (LANTERN, own_story()):
        story = load_story(folder)
        for passage, told in zip(passages(story), written_passages(story, read_written(folder, story)), strict=True):
            if passage.part.template.fixed is not None and not passage.part.quote:
                assert passage.part.template.fixed == told.words.replace("{{", "{").replace("}}", "}")
            line = told.document.text.splitlines()[told.place[0] - 1]
            assert told.words.split()[0] in line.replace('\\"', '"')


def test_lines_are_at_most_80_columns_wide_but_for_those_that_are_typed(fork: Path) -> None:
    for everything in (False, True):
        wide = [line for line in lines(tried(LANTERN), everything) if len(line) > 80]
        assert wide == []


# -- games that come to no ending -----------------------------------------------------------------


def test_a_game_that_is_stuck_is_told_with_its_choices(tmp_path: Path) -> None:
    path = write_story(
        tmp_path,
        {
            "a": "text: Here.\nchoices:\n  - {text: In., go: pit}\n  - {text: Out., go: b}\n",
            "pit": "text: Dark.\nchoices: [{text: Shout., reply: Nobody.}]\n",
            "b": OVER,
        },
    )
    found = tried(path)
    assert 0 < found.games_without_ending < RUNS
    assert len(found.faults) == min(20, found.games_without_ending)
    fault = found.faults[0]
    assert (fault.fault, fault.beat, fault.choices) == ("stuck", "pit.start", ["in", "shout"])
    story = load_story(path)
    state = start(story, fault.seed)
    for choice in fault.choices:
        state = choose(story, state, choice)
    assert view(story, state).is_stuck
    assert play_line(story, fault.line).state == state
    told = "\n".join(lines(found))
    assert f"stuck, at pit.start: seed {fault.seed}, 2 choices\n    {fault.seed}:in,shout" in told


def test_a_game_without_end_is_broken_off(tmp_path: Path) -> None:
    found = tried(write_story(tmp_path, {"a": "text: Round.\ngo: a\n"}), runs=3, most=500)
    assert [(fault.fault, len(fault.choices)) for fault in found.faults] == [("too long", 500)] * 3
    assert "500 choices, the first 200 of them here" in "\n".join(lines(found))
    assert found.full_games == 0


def test_an_error_of_the_engine_is_the_games_fault(fork: Path) -> None:
    story = load_story(fork)
    del story.beats["right.start"]
    faults = {play_at_random(story, 1, index, 100).fault for index in range(20)}
    assert faults == {"", "KeyError: 'right.start'"}


# -- the same games every time --------------------------------------------------------------------


def test_the_figures_do_not_depend_on_the_number_of_processes() -> None:
    runs = 2 * BATCH + 7
    one, two, three = (msgspec.json.encode(tried(LANTERN, runs=runs, jobs=jobs)) for jobs in (1, 2, 3))
    assert one == two == three
    assert msgspec.json.encode(tried(LANTERN, runs=runs, seed=2)) != one


def test_a_game_has_its_own_seed_whatever_is_played_beside_it() -> None:
    story = load_story(LANTERN)
    seeds = {game_seed(seed, index) for seed in (-1, 0, 1, 2) for index in range(200)}
    assert len(seeds) == 800
    once, again = (play_at_random(story, 3, 5, 1000) for _ in range(2))
    assert (once.path, once.beats, once.last) == (again.path, again.beats, again.last)


def test_a_story_that_changes_meanwhile_is_refused(fork: Path) -> None:
    story = load_story(fork)
    _, goal = last_page(story)
    write_story(fork, {"a": OVER})
    with pytest.raises(PlaytestError, match="changed while it was played"):
        playtest(story, Plan(str(fork), story.hash, 2 * BATCH, 1, goal), jobs=2)


def test_after_each_batch_its_games_are_told(fork: Path) -> None:
    story = load_story(fork)
    told: list[int] = []
    playtest(story, Plan(str(fork), story.hash, BATCH + 1, 1, frozenset()), after=told.append)
    assert told == [BATCH, 1]


# -- spreads --------------------------------------------------------------------------------------


def test_percentiles() -> None:
    hundred = list(range(1, 101))
    assert [percentile(hundred, percent) for percent in (5, 50, 95)] == [5, 50, 95]
    assert [percentile([3, 8], percent) for percent in (5, 50, 95)] == [3, 3, 8]
    assert spread([]) is None
