"""*No War, No Peace* itself: what must hold of the story whatever is written into it.

Roads are files of choices in tests/roads; beside each stands the whole plain transcript of it. After a
change to the story, `UPDATE_GOLDENS=1 uv run pytest tests/test_own_story.py` writes them anew, to be read in the diff.
"""

from __future__ import annotations

import io
import os
import random
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from game.paths import own_story
from game.plain import run
from game.play import State, choose, historical_choice, marks, start, view
from game.saves import Store
from game.story import Story, check_story, load_story
from game.story.memory import get
from game.story.runtime import Prose, TextPart

ROADS = Path(__file__).parent / "roads"
AT_STAKE = [
    "t01",
    *(f"s{n:02}" for n in (1, 2, 3, 4, 5, 6, 7, 8, *range(18, 30), 47, 48, 49)),
    "r01",
    "r02",
    "r03",
    "r04",
]
VERDICT_MARKS = {
    "accurate": {"stands"},
    "roughly": {"strained", "stands"},
    "misleading": {"strained"},
    "wrong": {"struck"},
}


@cache
def own() -> Story:
    return load_story(own_story())


def test_check_is_clean() -> None:
    _, problems = check_story(own_story())
    assert [str(problem) for problem in problems] == []


def test_the_source_has_its_64_sentences_title_and_references() -> None:
    source = own().source
    assert source is not None
    assert list(source.sentences) == ["t01", *(f"s{n:02}" for n in range(1, 65)), "r01", "r02", "r03", "r04"]


@pytest.mark.parametrize("road", sorted(path.stem for path in ROADS.glob("*.choices")))
def test_a_road_reads_as_it_did(road: str, tmp_path: Path) -> None:
    choices = (ROADS / f"{road}.choices").read_text(encoding="utf-8")
    printed = io.StringIO()
    run(own(), Store(tmp_path), io.StringIO(choices), printed, seed=1, load=None, scene=None)
    golden = ROADS / f"{road}.transcript"
    if os.environ.get("UPDATE_GOLDENS"):
        golden.write_text(printed.getvalue(), encoding="utf-8")
    assert printed.getvalue() == golden.read_text(encoding="utf-8")
    assert "*** " in printed.getvalue(), "the road does not reach an ending"
    assert "is none of the answers" not in printed.getvalue()


def test_there_is_a_road_to_every_ending() -> None:
    endings = {scene.title for scene in own().scenes.values() if scene.ending}
    told = "\n".join(path.read_text(encoding="utf-8") for path in ROADS.glob("*.transcript"))
    assert {title for title in endings if f"*** {title} ***" in told} == endings


def test_the_historical_road_goes_to_the_end_and_its_marks_are_the_verdicts() -> None:
    story, state = own(), start(own(), 1)
    followed = []
    while (choice := historical_choice(story, state)) is not None:
        followed.append(choice)
        state = choose(story, state, choice)
    assert view(story, state).is_ending
    assert followed == (ROADS / "history.choices").read_text(encoding="utf-8").split()
    made = marks(story, state)
    assert story.source is not None
    for name, sentence in story.source.sentences.items():
        # the references cannot have been printed by 1928, which is the fiction's joke and not the record's
        if name in made and sentence.verdict in VERDICT_MARKS and sentence.kind != "reference":
            assert made[name] in VERDICT_MARKS[sentence.verdict], name


@cache
def random_plays() -> tuple[list[State], dict[str, set[str]], set[str], set[str]]:
    """Last states of 600 random games; marks met per sentence; sentences quoted; choices taken."""
    story = own()
    ends, met, quoted, taken = [], defaultdict(set), set(), set()
    for seed in range(600):
        dice, state = random.Random(seed), start(story, seed)
        while True:
            seen = view(story, state)
            quoted.update(part.quote for part in (*seen.said, *seen.paragraphs) if part.quote)
            offered = [choice.id for choice in seen.choices if choice.is_open]
            if not offered:
                assert seen.is_ending, f"nothing can be chosen at {state.beat}, seed {seed}"
                break
            picked = dice.choice(offered)
            taken.add(f"{state.beat}.{picked}")
            state = choose(story, state, picked)
        ends.append(state)
        for name, mark in marks(story, state).items():
            met[name].add(mark)
    return ends, met, quoted, taken


def test_every_scene_and_choice_is_reached_by_chance() -> None:
    ends, _, _, taken = random_plays()
    story = own()
    assert [scene.id for scene in story.scenes.values() if not any(get(end.memory, scene.slot) for end in ends)] == []
    assert sorted({choice.key for beat in story.beats.values() for choice in beat.choices} - taken) == []


def test_every_sentence_at_stake_is_quoted_and_can_end_in_two_marks() -> None:
    _, met, quoted, _ = random_plays()
    assert [name for name in AT_STAKE if name not in quoted] == []
    assert [name for name in AT_STAKE if len(met[name]) < 2] == []


def words(prose: Prose) -> int:
    """The words of a prose, with all that any condition can show."""
    total = 0
    for part in prose.parts:
        if isinstance(part, TextPart):
            total += 0 if part.quote else len((part.template.fixed or "").split())
        else:
            inner = [getattr(part, name) for name in ("yes", "no", "first", "then") if hasattr(part, name)]
            total += sum(words(prose) for prose in inner)
    return total


def test_the_first_two_chapters_are_as_long_as_promised() -> None:
    scenes = [scene for scene in own().scenes.values() if scene.chapter.id in ("0-the-paper", "1-the-war")]
    total = sum(
        words(beat.prose) + sum(words(choice.outcome.reply) for choice in beat.choices)
        for scene in scenes
        for beat in scene.beats
    )
    assert len(scenes) >= 16
    assert total >= 8_000


def test_choices_are_said_in_at_most_twelve_words() -> None:
    long = [
        choice.key
        for beat in own().beats.values()
        for choice in beat.choices
        if len((choice.label.fixed or "").split()) > 12
    ]
    assert long == []
