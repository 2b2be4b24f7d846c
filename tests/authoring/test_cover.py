"""The search for every choice and paragraph: it finds what chance hardly meets, and says of the rest what was in the way."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.authoring.cover import Budget
from game.authoring.cover_report import CoverReport, lines, search
from game.authoring.nearness import nearness
from game.authoring.playtest import PlaytestError
from game.authoring.reads import read_written
from game.paths import own_story
from game.play import play_line
from game.story import load_story
from game.story.memory import put
from tests.building import LANTERN, OVER, write_story

COINS = (
    "coins: {meaning: money, range: [0, 9]}\nlit: {meaning: light}\nboat: {meaning: a boat, values: [moored, adrift]}"
)


def searched(path: Path, *, steps: int = 3000, seed: int = 1) -> CoverReport:
    return search(load_story(path), path, seed, Budget(steps=steps))


# -- how near a state is --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_story(tmp_path_factory.mktemp("harbour"), {"a": "text: Here.\ngo: b\n", "b": OVER}, qualities=COINS)


CONDITIONS = [
    "coins >= 3",
    "coins == 3 and lit",
    "not (coins < 3 or boat == adrift)",
    "coins in (2, 3) or not lit",
    "1 < coins <= 4",
    "boat != moored and coins * 2 > 5",
    "true if lit else coins > 4",
    "seen('b')",
]


@given(
    st.sampled_from(CONDITIONS), st.booleans(), st.integers(0, 9), st.booleans(), st.sampled_from(["moored", "adrift"])
)
def test_a_state_lacks_nothing_exactly_where_the_condition_is_as_wanted(
    harbour: Path, text: str, wanted: bool, coins: int, lit: bool, boat: str
) -> None:
    story = load_story(harbour)
    scope = read_written(harbour, story).scope
    draft = list(story.initial)
    for name, value in (("coins", coins), ("lit", lit), ("boat", boat)):
        put(draft, story.layout.slots[f"quality:{name}"], value)
    memory = tuple(draft)
    lacks = nearness(scope, text, "a.start", wanted)(memory)
    assert lacks >= 0
    assert (lacks == 0) is (bool(scope.compile(text, context="a.start").read(memory)) is wanted)


def test_a_number_that_comes_nearer_lacks_less(harbour: Path) -> None:
    story = load_story(harbour)
    measure = nearness(read_written(harbour, story).scope, "coins >= 8 and lit", "a.start")
    lacks = []
    for coins in range(10):
        draft = list(story.initial)
        put(draft, story.layout.slots["quality:coins"], coins)
        lacks.append(measure(tuple(draft)))
    assert lacks[:9] == sorted(lacks[:9], reverse=True)
    assert len(set(lacks[:9])) == 9
    assert lacks[8] == lacks[9] == 1


# -- what is found --------------------------------------------------------------------------------

# By chance a game keeps all nine coins once in a thousand games or so: each mill takes what was earned before.
MILL = """
    text:
      - if: coins >= 9
        text: Nine coins.
        else: Poor.
    choices:
      - {text: Earn., add: {coins: 1}, go: mill, if: times('mill') < 12}
      - {text: Spend., set: {coins: 0}, go: mill, if: times('mill') < 12}
      - {text: Lose., set: {coins: 0}, id: lose, go: mill, if: times('mill') < 12}
      - {text: Buy., if: coins >= 9, go: shop}
      - {text: Leave., if: times('mill') >= 12, go: end}
"""


def test_a_road_that_chance_hardly_takes_is_found_by_its_aim(tmp_path: Path) -> None:
    found = searched(write_story(tmp_path, {"mill": MILL, "shop": OVER, "end": OVER}, qualities=COINS), steps=8000)
    assert found.missed == []
    assert found.choices.reached == found.choices.all == 5
    assert found.paragraphs.reached == found.paragraphs.all == 4
    assert found.beats_missed == []


UNREACHABLE = """
    text:
      - Here.
      - if: coins >= 3 and not lit
        text: Three coins.
        else: Few coins.
    choices:
      - {text: Earn., add: {coins: 1}, once: true, go: a}
      - {text: Light., set: {lit: true}, once: true, go: a}
      - {text: In., if: coins >= 4, reply: Inside., go: in}
      - {text: Out., go: out}
"""


def test_what_was_not_reached_is_told_with_its_place_and_what_was_seen(tmp_path: Path) -> None:
    path = write_story(
        tmp_path,
        {"a": UNREACHABLE, "in": "text: In.\ngo: far\n", "far": OVER, "out": OVER, "lost": OVER},
        qualities=COINS,
    )
    found = searched(path)
    choice, paragraph = found.missed
    assert (choice.words, choice.file, choice.line) == ("a.start.in", "c/a.yaml", 10)
    assert [(one.text, one.line, one.held, one.seen) for one in choice.conditions] == [
        ("coins >= 4", 10, 0, {"coins": "0 to 1"})
    ]
    assert (paragraph.words, paragraph.line) == ("Three coins.", 5)
    assert [one.seen for one in paragraph.conditions] == [{"coins": "0 to 1", "lit": "false, true"}]
    assert [(beat.beat, beat.choices) for beat in found.beats_missed] == [
        ("far.start", ["in.start.continue"]),
        ("in.start", ["a.start.in"]),
        ("lost.start", []),
    ]
    assert found.behind == 5
    nearest = play_line(load_story(path), choice.nearest)
    assert nearest.state.beat == "a.start"
    assert "earn" in [step.choice for step in nearest.log]
    told = "\n".join(lines(found))
    assert "c/a.yaml:10:5  a.start.in" in told
    assert "This was never so:\n      coins >= 4  (c/a.yaml:10)\n      seen there: coins 0 to 1" in told
    assert "lost.start: no choice leads there" in told


def test_a_throw_that_hardly_comes_off_and_a_rare_storylet_are_found(tmp_path: Path) -> None:
    scene = """
        text: Try.
        choices:
          - {text: Throw., chance: {odds: 2, then: {reply: Off it came., go: end}, else: {reply: No., go: walk}}}
    """
    walk = "text: Walk.\ndraw: street\n"
    common = "deck: street\nweight: 40\ntext: A cat.\ngo: end\n"
    rare = "deck: street\ntext: A king.\ngo: end\n"
    found = searched(
        write_story(tmp_path, {"a": scene, "walk": walk, "cat": common, "king": rare, "end": OVER}), steps=9000
    )
    assert found.missed == []
    assert (found.storylets.reached, found.storylets.all) == (2, 2)


def test_a_text_by_turns_and_a_fallback(tmp_path: Path) -> None:
    scene = """
        text: [{sequence: [One., Two., Three.]}]
        choices:
          - {text: Again., if: times('a') < 2, go: a}
          - {text: On., go: b}
          - {text: Give up., fallback: true, go: b}
    """
    found = searched(write_story(tmp_path, {"a": scene, "b": OVER}))
    whys = {missed.words: missed.why for missed in found.missed}
    assert whys == {
        "a.start.give-up": "a fallback, open only while nothing else is",
        "Three.": "text 3 of 3 of a sequence",
    }


# -- the same search ------------------------------------------------------------------------------


@pytest.mark.parametrize("budget", [Budget(steps=1500), Budget(games=60)])
def test_a_budget_in_plays_or_steps_finds_the_same_every_time(budget: Budget) -> None:
    story = load_story(LANTERN)
    one, two = (msgspec.json.encode(search(story, LANTERN, 4, budget)) for _ in range(2))
    assert one == two
    assert msgspec.json.encode(search(story, LANTERN, 5, budget)) != one


def test_the_budget_is_kept() -> None:
    story = load_story(LANTERN)
    assert search(story, LANTERN, 1, Budget(games=17)).games == 17
    assert search(story, LANTERN, 1, Budget(steps=500)).steps == 500
    told: list[float] = []
    search(story, LANTERN, 1, Budget(games=10), told.append)
    assert told == [number / 10 for number in range(1, 11)]


def test_our_own_story_is_all_but_covered_by_a_short_search() -> None:
    found = searched(own_story(), steps=60_000)
    assert found.choices.reached >= found.choices.all - 2
    assert found.paragraphs.reached >= 0.98 * found.paragraphs.all
    assert found.faults == []
    for missed in found.missed[:3]:
        play_line(load_story(own_story()), missed.nearest)


def test_an_error_of_the_engine_is_told_with_its_game(tmp_path: Path) -> None:
    path = write_story(tmp_path, {"a": "text: Here.\ngo: b\n", "b": OVER})
    story = load_story(path)
    story.beats["b.start"].enter = (lambda draft: draft[999].count(0),)  # type: ignore[assignment]
    found = search(story, path, 1, Budget(games=3))
    assert len(found.faults) == 3
    assert found.faults[0].startswith("IndexError: list index out of range  ")
    assert found.faults[0].endswith(":continue")


def test_files_that_changed_are_refused(tmp_path: Path) -> None:
    path = write_story(tmp_path, {"a": "text: Here.\ngo: b\n", "b": OVER})
    story = load_story(path)
    write_story(tmp_path, {"a": "text: There.\ngo: b\n", "b": OVER})
    with pytest.raises(PlaytestError, match="changed while it was played"):
        search(story, path, 1, Budget(games=1))
