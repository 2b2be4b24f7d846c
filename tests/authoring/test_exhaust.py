"""Every state looked at: dead ends and stuck pages are found whatever chance does, and a bound is owned to."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from game.authoring.exhaust import Opening, Region, Search
from game.authoring.exhaust_report import ExhaustReport, exhaust, lines
from game.authoring.reads import read_written
from game.paths import own_story
from game.play import choose, outcomes, play_line, start, view
from game.story import load_story
from tests.building import LANTERN, OVER, write_story
from tests.conftest import StoryMaker

COINS = "coins: {meaning: money, range: [0, 9]}\nlit: {meaning: light}"


def looked(path: Path, *, states: int = 2000, runs: int = 60) -> ExhaustReport:
    return exhaust(load_story(path), path, 1, states, runs)


# -- what a choice can lead to --------------------------------------------------------------------


def test_a_throw_has_two_outcomes_unless_its_odds_are_sure(story_of: StoryMaker) -> None:
    scene = """
        text: Here.
        choices:
          - {text: Even., chance: {odds: 50, then: {go: b}, else: {go: c}}}
          - {text: Sure., chance: {odds: 100, then: {go: b}, else: {go: c}}}
          - {text: Never., chance: {odds: -5, then: {go: b}, else: {go: c}}}
    """
    story = story_of({"a": scene, "b": OVER, "c": OVER})
    state = start(story, 1)
    led = {choice: [found.beat for found in outcomes(story, state, choice)] for choice in ("even", "sure", "never")}
    assert led == {"even": ["b.start", "c.start"], "sure": ["b.start"], "never": ["c.start"]}


def test_a_draw_leads_to_each_storylet_that_may_come(story_of: StoryMaker) -> None:
    storylet = "deck: d\ntext: X.\ngo: return\n"
    story = story_of(
        {
            "a": "text: Here.\nchoices:\n  - {text: Draw., draw: d, chance: {odds: 50, then: {draw: d}, else: {draw: d}}}\n".replace(
                "draw: d, chance", "chance"
            ),
            "one": storylet,
            "two": f"{storylet}weight: 1000\n",
            "low": f"{storylet}priority: -1\n",
            "shut": f"{storylet}when: seen('low')\n",
        }
    )
    found = outcomes(story, start(story, 1), "draw")
    assert sorted(state.beat for state in found) == ["one.start", "one.start", "two.start", "two.start"]
    assert {state.draws for state in found} == {2}


def test_whatever_a_seed_brings_is_among_the_outcomes() -> None:
    """On the small story that uses the whole format: each state of a game is one of those told before it."""
    story = load_story(LANTERN)
    region = Region(story, read_written(LANTERN, story), [chapter.id for chapter in story.chapters])
    for seed in range(60):
        state = start(story, seed)
        for turn in range(40):
            offered = [choice.id for choice in view(story, state).choices if choice.is_open]
            if not offered:
                break
            picked = offered[(seed + turn) % len(offered)]
            told = {region.key(one) for one in outcomes(story, state, picked)}
            state = choose(story, state, picked)
            assert region.key(state) in told


# -- dead ends ------------------------------------------------------------------------------------

CASTLE = {
    "gate": """
        text: A gate.
        choices:
          - {text: Earn., add: {coins: 1}, id: earn, go: gate}
          - {text: Jump., chance: {odds: 3, then: {go: moat}, else: {go: gate}}}
          - {text: In., go: hall}
    """,
    "moat": "text: A moat.\nchoices:\n  - {text: Swim., go: mud}\n",
    "mud": "text: Mud.\nchoices:\n  - {text: Back., go: moat}\n  - {text: Climb., if: lit, go: hall}\n",
    "hall": "text: A hall.\nchoices:\n  - {text: Pay., if: coins >= 9, go: out}\n  - {text: Hide., go: cellar}\n",
    "cellar": "text: Dark.\nchoices: [{text: Shout., reply: Nobody.}]\n",
    "out": OVER,
    "lost": OVER,
}


def test_a_dead_end_and_a_stuck_page_are_found_with_the_door_to_them(tmp_path: Path) -> None:
    path = write_story(tmp_path, CASTLE, qualities=COINS)
    found = looked(path)
    (part,) = found.parts
    assert (found.runs, part.is_whole, part.unknown, part.chapter) == (0, True, 0, "")
    # In the hall with fewer than nine coins only the cellar is left.
    ends = {end.door: (end.beat, end.file, end.line_number) for end in part.dead_ends}
    assert ends == {"gate.start.jump": ("moat.start", "c/gate.yaml", 5), "gate.start.in": ("hall.start", "c/gate.yaml", 6),
                    "hall.start.hide": ("cellar.start", "c/hall.yaml", 4)}  # fmt: skip
    (stuck,) = part.stuck
    assert (stuck.beat, stuck.door, stuck.states) == ("cellar.start", "cellar.start.shout", 10)
    assert ([goal.name for goal in part.endings], part.endings_never) == (["out"], ["lost"])
    assert found.has_faults


def test_the_line_of_a_dead_end_leads_into_it_whatever_chance_it_took(tmp_path: Path) -> None:
    path = write_story(tmp_path, CASTLE, qualities=COINS)
    story = load_story(path)
    jump = next(end for end in looked(path).parts[0].dead_ends if end.door == "gate.start.jump")
    session = play_line(story, jump.line)
    assert session.state.beat == "moat.start"
    assert session.view.throw is not None
    assert session.view.throw.succeeded
    told = "\n".join(lines(looked(path)))
    assert "c/gate.yaml:5  gate.start.jump\n    From here no ending can be come to, and no way out" in told
    assert f"--replay {jump.line}" in told
    assert "No way leads to: lost" in told


def test_a_story_without_a_fault(tmp_path: Path) -> None:
    found = looked(write_story(tmp_path, {"a": "text: Here.\ngo: b\n", "b": OVER}))
    assert not found.has_faults
    assert "No dead end and no stuck page was found." in "\n".join(lines(found))


def test_what_nothing_reads_does_not_part_states(tmp_path: Path) -> None:
    """A round that only counts is one state and not endless ones; a text that reads the count opens no way."""
    scene = "text: [Round., {if: times('a') >= 3, text: Again.}]\nchoices:\n  - {text: On., go: a}\n  - {text: End., go: b}\n"
    assert looked(write_story(tmp_path / "1", {"a": scene, "b": OVER})).parts[0].states == 2
    reads = scene.replace("text: End.", "text: End., if: times('a') >= 5")
    bounded = looked(write_story(tmp_path / "2", {"a": reads, "b": OVER}), states=50)
    assert bounded.parts[0].states == 50
    assert not bounded.parts[0].is_whole


def test_storylets_that_rest_are_told_apart_only_while_they_rest(tmp_path: Path) -> None:
    scene = "text: A street.\nchoices:\n  - {text: Walk., draw: street}\n  - {text: Home., go: b}\n"
    cat = "deck: street\ncooling: 2\ntext: A cat.\ngo: return\n"
    found = looked(write_story(tmp_path, {"a": scene, "cat": cat, "b": OVER}))
    assert found.parts[0].is_whole
    assert not found.has_faults
    assert found.parts[0].states < 12


# -- chapters, and the bound ----------------------------------------------------------------------


@pytest.fixture
def journey(tmp_path: Path) -> Path:
    """Two chapters: in the second there is no way on for whoever came without a light."""
    return write_story(
        tmp_path,
        {
            "a": """
                text: Here.
                choices:
                  - {text: Earn., add: {coins: 1}, go: a, if: times('a') < 400}
                  - {text: Light., set: {lit: true}, go: a, once: true}
                  - {text: Go., go: wood}
            """
        },
        qualities=COINS,
        files={
            "story.yaml": "title: Made\nstart: a\nchapters: [c, d, e]\n",
            "d/wood.yaml": "text: A wood.\nchoices:\n  - {text: Round., go: wood}\n  - {text: Through., if: lit, go: field}\n",
            "d/field.yaml": "text: A field.\nchoices:\n  - {text: On., go: far}\n  - {text: Stop., go: home}\n",
            "d/home.yaml": OVER,
            "e/far.yaml": "text: Far.\ngo: out\n",
            "e/out.yaml": OVER,
        },
    )  # fmt: skip


def test_a_story_of_too_many_states_is_looked_at_chapter_by_chapter(journey: Path) -> None:
    found = looked(journey, states=100)
    parts = {part.chapter: part for part in found.parts}
    assert (found.runs, list(parts)) == (60, ["c", "d", "e"])
    assert (parts["c"].is_whole, parts["c"].states) == (False, 100)
    assert parts["d"].is_whole
    (end,) = parts["d"].dead_ends
    assert (end.beat, end.door) == ("wood.start", "")
    assert play_line(load_story(journey), end.line).state.beat == "wood.start"
    assert [goal.name for goal in parts["d"].ways_out] == ["e"]
    assert [goal.name for goal in parts["d"].endings] == ["home"]
    assert [goal.openings for goal in parts["d"].endings] == [["wood"]]
    assert parts["e"].endings[0].name == "out"
    told = "\n".join(lines(found))
    assert "The bound of 100 states was met. What lies beyond is not known" in told


def test_a_larger_bound_takes_the_whole_story(journey: Path) -> None:
    found = looked(journey, states=5000)
    assert [part.chapter for part in found.parts] == [""]
    assert found.parts[0].is_whole
    assert [end.door for end in found.parts[0].dead_ends] == ["a.start.go"]


def test_what_the_bound_cut_off_is_not_called_a_dead_end(tmp_path: Path) -> None:
    road = {f"s{n}": f"text: On.\ngo: s{n + 1}\n" for n in range(30)}
    found = looked(write_story(tmp_path, {**road, "s30": OVER}), states=10)
    (part,) = found.parts
    assert (part.states, part.is_whole, part.unknown, part.dead_ends) == (10, False, 10, [])
    assert "Not found so far: s30" in "\n".join(lines(found))


def test_a_chapter_that_no_game_came_into_is_named(journey: Path) -> None:
    (journey / "d" / "field.yaml").write_text("text: A field.\ngo: home\n")
    assert looked(journey, states=100).chapters_not_reached == ["e"]


def test_the_same_search_finds_the_same() -> None:
    one, two = (msgspec.json.encode(looked(LANTERN, states=300)) for _ in range(2))
    assert one == two


def test_the_number_of_nodes_is_kept() -> None:
    story = load_story(LANTERN)
    region = Region(story, read_written(LANTERN, story), [chapter.id for chapter in story.chapters])
    search = Search(region, [Opening(start(story, seed), seed) for seed in range(5)], 7)
    search.run()
    assert (len(search.openings), len(search.nodes), search.is_whole) == (1, 7, False)


def test_our_own_story_has_no_dead_end_as_far_as_a_bound_reaches() -> None:
    found = looked(own_story(), states=1500, runs=120)
    assert not found.has_faults
    whole = {part.chapter for part in found.parts if part.is_whole}
    assert {"4-brest", "7-the-opposition", "8-alma-ata"} <= whole
