"""The analysis never rules out what can happen: whatever a real game holds, its beat's situation allows for."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from game.authoring.analysis import analyse
from game.authoring.analysis import flow as flow_module
from game.authoring.analysis.flow import Flow, follow
from game.authoring.analysis.program import Program, program
from game.authoring.analysis.space import NO_END, Field, Space, partition
from game.authoring.analysis.suppose import Judge
from game.authoring.analysis.terms import Resolver
from game.paths import own_story
from game.play import State, choose, start, view
from game.play.chance import below
from game.play.view import look
from game.story.expressions import ExpressionError, QualityType, Scope
from game.story.load import check_files
from game.story.memory import Value, get
from tests.building import LANTERN, write_story
from tests.play.random_stories import QUALITIES, files_of, stories


def followed(folder: Path) -> Flow:
    story, _, written = check_files(folder)
    assert story is not None
    assert written is not None
    return follow(program(story, *written))


def assert_allowed(flow: Flow, state: State, situation: int | None = None) -> None:
    """Every slot that is followed holds one of the values that the situation allows, by default that of the beat."""
    assert state.beat in flow.at, f"{state.beat} was reached"
    slots = flow.made.names.layout.slots
    situation = flow.at[state.beat] if situation is None else situation
    for name, known in flow.space.fields.items():
        value = get(state.memory, slots[name])
        if name.startswith(("line:", "achieved:")):
            value = min(1, int(value))
        bits = flow.space.get(situation, known)
        assert bits & known.where("==", value), f"{name} is {value!r} at {state.beat}"


def assert_conditions_met(made: Program, flow: Flow, state: State) -> None:
    """What each condition of a choice here gives is among what the analysis says that it may give."""
    beat = made.story.beats[state.beat]
    for option, choice in zip(made.steps[state.beat].options, beat.choices, strict=True):
        shown = look(choice, state.memory, state)
        if shown is not None and not shown.reason and not choice.fallback:
            assert choice.key in flow.taken, f"{choice.key} is open"
        if option.condition is not None and choice.condition is not None and not choice.once:
            met = flow.met[id(option.condition)]
            assert met.holds if choice.condition(state.memory) else met.fails, choice.key


def play_along(flow: Flow, seed: int, most: int) -> None:
    story = flow.made.story
    state = start(story, seed)
    for number in range(most):
        assert_allowed(flow, state)
        assert_conditions_met(flow.made, flow, state)
        offered = [choice.id for choice in view(story, state).choices if choice.is_open]
        if not offered:
            return
        picked = offered[below(seed, number, len(offered))]
        key = f"{state.beat}.{picked}"
        step = flow.made.steps[state.beat]
        state = choose(story, state, picked)
        if state.said:
            option = next(option for option in step.options if option.key == key)
            half = option.halves[state.throw is not None and not state.throw.succeeded]
            assert_allowed(flow, state, flow.replies[id(half)])


@given(stories(), st.integers(0, 2**32))
def test_random_games_of_random_stories(made: dict[str, Any], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_story(
            Path(folder), files_of(made), source=True, qualities=json.dumps(QUALITIES),
            achievements='gulls: {title: "Gulls"}\nseal: {title: "A seal"}\n',
        )  # fmt: skip
        flow = followed(Path(folder))
        checked = check_files(folder)
        analyse(checked)
    for problem in checked.problems:
        assert problem.message.endswith((".", "?", "»"))
        assert len(problem.message) <= 400
    for number in range(4):
        play_along(flow, seed + number, 40)


@pytest.mark.parametrize("folder", [LANTERN, own_story()], ids=["lantern", "own"])
def test_random_games_of_whole_stories(folder: Path) -> None:
    flow = followed(folder)
    for seed in range(40):
        play_along(flow, seed, 250)


NUMBERS = st.recursive(
    st.sampled_from(["oil", "gas", "times('a')", "0", "1", "3", "-2", "7"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "//", "%"]), inner).map(lambda found: f"({' '.join(found)})"),
        st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(
            lambda found: f"{found[0]}({found[1]}, {found[2]})"
        ),
        inner.map(lambda found: f"abs({found})"),
        inner.map(lambda found: f"(-{found})"),
    ),
    max_leaves=4,
)
COMPARED = st.tuples(NUMBERS, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), NUMBERS).map(
    lambda found: " ".join(found)
)
ATOMS = st.one_of(
    COMPARED,
    st.sampled_from(["lit", "seen('a')", "boat == moored", "boat != adrift", "boat in (moored, sunk)", "boat not in (sunk,)", "lit == true", "oil in (1, 4)",
                     "gas not in (-3, 0, 40)", "0 < oil <= gas", "(boat if lit else 'sunk') == moored", "(oil if lit else gas) > 2", "true"]),
)  # fmt: skip
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda found: f"({' '.join(found)})"),
        inner.map(lambda found: f"not ({found})"),
        st.tuples(inner, inner, inner).map(lambda found: f"({found[0]} if {found[1]} else {found[2]})"),
    ),
    max_leaves=5,
)


def world(draw: st.DataObject) -> tuple[Space, dict[str, Value], int]:
    """A space, the values of a game in it, and a situation that allows for them and more."""
    space = Space()
    space.add("quality:oil", partition(-3, 9, []))
    space.add("quality:gas", partition(-100, 100, draw.draw(st.lists(st.integers(-100, 100), max_size=6))))
    space.add("quality:lit", (False, True))
    space.add("quality:boat", ("moored", "adrift", "sunk"))
    space.add("seen:a", ((0, 0), (1, 1), (2, 2), (3, NO_END)), counts=True)
    values: dict[str, Value] = {
        "quality:oil": draw.draw(st.integers(-3, 9)), "quality:gas": draw.draw(st.integers(-100, 100)),
        "quality:lit": draw.draw(st.booleans()), "quality:boat": draw.draw(st.sampled_from(["moored", "adrift", "sunk"])),
        "seen:a": draw.draw(st.integers(0, 9)),
    }  # fmt: skip
    return space, values, point(space, values) | draw.draw(st.integers(0, space.anything)) | 1


def point(space: Space, values: dict[str, Value]) -> int:
    return 1 | sum(known.where("==", values[name]) << known.offset for name, known in space.fields.items())


def read(text: str, values: dict[str, Value]) -> Value:
    """What the engine's own reader makes of an expression."""
    slots = {name: number for number, name in enumerate(values)}
    kinds = {"oil": "number", "gas": "number", "lit": "flag", "boat": "word"}
    types = {
        name: QualityType(slots[f"quality:{name}"], kind, ("moored", "adrift", "sunk") if kind == "word" else ())  # type: ignore[arg-type]
        for name, kind in kinds.items()
    }
    compiled = Scope(types, lambda function, argument: (slots["seen:a"], "seen:a")).compile(text)
    return compiled.read((tuple(values.values()),))


RESOLVER = Resolver(["oil", "gas", "lit", "boat"], lambda function, argument: (0, "seen:a"))


@given(st.data(), CONDITIONS)
def test_a_condition_leaves_what_fulfils_it(draw: st.DataObject, text: str) -> None:
    space, values, situation = world(draw)
    try:
        holds = bool(read(text, values))
    except ExpressionError:
        assume(False)
    judge, exact = Judge(space), point(space, values)
    term = RESOLVER.term(text, "")
    assert judge.suppose(term, situation, holds) & exact == exact
    assert judge.suppose(term, exact, holds) == exact


@given(st.data(), NUMBERS)
def test_an_amount_lies_within_its_bounds(draw: st.DataObject, text: str) -> None:
    space, values, situation = world(draw)
    low, high = Judge(space).interval(RESOLVER.term(text, ""), situation)
    assert low <= int(read(text, values)) <= high


@given(st.integers(-100, 0), st.integers(1, 100), st.lists(st.integers(-100, 100), max_size=5), st.data())
def test_to_add_is_never_to_lose(low: int, high: int, points: list[int], draw: st.DataObject) -> None:
    known = Field("quality:x", partition(low, high, points), 0, numeric=True)
    value, amount = draw.draw(st.integers(low, high)), draw.draw(st.integers(-300, 300))
    after = min(high, max(low, value + amount))
    assert known.plus(known.where("==", value), amount, amount) & known.where("==", after)


def test_a_story_too_tangled_to_follow_is_asked_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_module, "MOST_WAYS", 2)
    scenes = {
        "a": "# trotsky: allow F605 for later\ntext: A.\ngo: b\n",
        "b": "text: B.\ngo: c\n",
        "c": "text: C.\nending: true\n",
    }
    checked = check_files(write_story(tmp_path, scenes, qualities="oil: {meaning: m, range: [0, 2]}\n"))
    analyse(checked)
    assert [problem.code for problem in checked.problems] == ["V001"], "and no allowance is called idle"
