"""A strategy that writes valid stories: scenes, beats, choices, conditions, effects, chances, visits, decks, texts.

A story is a mapping of files, as JSON, which is YAML too. Scenes named v… are only ever visited and
scenes named d… only ever drawn, so that `return` may stand in them.
"""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from tests.building import LOG, write_story

__all__ = ["LOG", "files_of", "stories", "write_story"]

QUALITIES = {
    "oil": {
        "meaning": "what is left",
        "range": [-3, 5],
        "start": 2,
        "shown": True,
        "words": {"0": "none", "2": "some"},
    },
    "lit": {"meaning": "whether it burns", "shown": "lit or oil > 2"},
    "boat": {"meaning": "where it is", "values": {"moored": "at the jetty", "adrift": "adrift"}},
}
CONDITIONS = st.sampled_from(
    ["lit", "not lit", "oil >= 2", "oil < 3", "boat == moored", "boat in (adrift, moored)", "true", "times('s0') < 3", "seen('s1')", "oil % 2 == 0 and lit",
     "marks('struck') > 0", "mark('s01') != struck", "remembers('line')", "achieved('gulls')", "chosen('s0.start.c0')", "not seen('s1') or oil > 0"]
)  # fmt: skip
AMOUNTS = st.sampled_from([1, -1, 2, "oil", "0 - oil", "1 if lit else -2"])
WORDS = st.sampled_from(
    [
        "Light.",
        "Oil {oil}.",
        "The boat is {boat}.",
        "*Dark* {lit}.",
        "{{braces}}",
        "{'yes' if lit else 'no'}",
        "Один.",
        "[sic]",
        "5\u00a0000",
    ]
)
PLAIN = st.sampled_from(["One.", "Two.", "Three {oil}.", "Four."])


@st.composite
def changes(draw: st.DrawFn) -> dict[str, Any]:
    """What an effect changes: few keys, seldom all."""
    found: dict[str, Any] = {}
    kinds = draw(st.sets(st.sampled_from(["set", "add", "mark", "remember", "achieve"]), max_size=2))
    if "set" in kinds:
        found["set"] = draw(
            st.sampled_from(
                [
                    {"lit": True},
                    {"lit": "oil > 1"},
                    {"boat": "adrift"},
                    {"boat": "moored", "oil": 9},
                    {"oil": "oil * oil - 1"},
                ]
            )
        )
    if "add" in kinds:
        found["add"] = {"oil": draw(AMOUNTS)}
    if "mark" in kinds:
        found["mark"] = {
            draw(st.sampled_from(["s01", "s02", "s03"])): draw(
                st.sampled_from(["stands", "struck", "unlived", "strained"])
            )
        }
    if "remember" in kinds:
        found["remember"] = draw(st.sampled_from([{"line": "Kept {oil}."}, {"other": "Also."}]))
    if "achieve" in kinds:
        found["achieve"] = draw(st.sampled_from(["gulls", ["seal", "gulls"]]))
    return found


@st.composite
def texts(draw: st.DrawFn, depth: int = 0) -> Any:
    """Prose: plain, by condition, by visits, in turn."""
    kind = draw(st.integers(0, 7))
    if kind < 3 or depth > 1:
        return draw(WORDS)
    if kind == 3:
        return [{"if": draw(CONDITIONS), "text": draw(texts(depth + 1)), "else": draw(texts(depth + 1))}]
    if kind == 4:
        return [draw(WORDS), {"first": draw(texts(depth + 1)), "then": draw(PLAIN)}]
    if kind == 5:
        return [
            {draw(st.sampled_from(["sequence", "cycle", "shuffle"])): draw(st.lists(PLAIN, min_size=1, max_size=4))}
        ]
    if kind == 6:
        return [{"if": draw(CONDITIONS), draw(st.sampled_from(["cycle", "shuffle"])): ["A.", "B.", "C."]}]
    return [{"quote": draw(st.sampled_from(["s01", "s03", "The sea was kind"]))}, draw(WORDS)]


class Targets:
    """What a story has to go to."""

    def __init__(self, scenes: list[str], visited: list[str], drawn: list[str]) -> None:
        self.scenes, self.visited, self.drawn = scenes, visited, drawn


@st.composite
def moves(draw: st.DrawFn, targets: Targets, own_beats: list[str], may_return: bool) -> dict[str, Any]:
    """Where it leads: nowhere, a scene, a beat, on a visit, by a draw, back."""
    go = st.sampled_from([*targets.scenes, *own_beats, "s0.start"])
    kinds = (
        ["stay", "go", "go", "go"]
        + ["visit"] * bool(targets.visited)
        + ["draw"] * bool(targets.drawn)
        + ["return"] * may_return * 3
    )
    kind = draw(st.sampled_from(kinds))
    if kind == "stay":
        return {}
    if kind == "return":
        return {"go": "return"}
    found: dict[str, Any] = {"go": draw(go)} if kind == "go" or draw(st.booleans()) else {}
    if kind == "visit":
        found["visit"] = draw(st.sampled_from(targets.visited))
    if kind == "draw":
        found["draw"] = "deck"
    return found


@st.composite
def outcomes(draw: st.DrawFn, targets: Targets, own_beats: list[str], may_return: bool) -> dict[str, Any]:
    found = {**draw(changes()), **draw(moves(targets, own_beats, may_return))}
    if draw(st.booleans()):
        found["reply"] = draw(texts())
    if draw(st.integers(0, 5)) == 0:
        found["do"] = [{"if": draw(CONDITIONS), **draw(changes())}]
    return found


@st.composite
def choices(
    draw: st.DrawFn, name: str, targets: Targets, own_beats: list[str], may_return: bool, depth: int = 0
) -> dict[str, Any]:
    """A choice with an id of its own."""
    found: dict[str, Any] = {"id": name, "text": draw(WORDS)}
    if draw(st.integers(0, 2)) == 0:
        found["if"] = draw(CONDITIONS)
        if draw(st.booleans()):
            found["locked"] = draw(WORDS)
    found |= draw(
        st.sampled_from([{}, {}, {}, {"once": True}, {"sticky": True}, {"fallback": True}, {"historical": True}])
    )
    kind = draw(st.integers(0, 5))
    if kind == 0:
        odds = draw(st.sampled_from([50, "30 + 10 * oil", 0, 100, "oil * 1000"]))
        outcome = outcomes(targets, own_beats, may_return)
        return {**found, **draw(changes()), "chance": {"odds": odds, "then": draw(outcome), "else": draw(outcome)}}
    if kind == 1 and depth == 0:
        inner = [
            draw(choices(f"{name}-{number}", targets, own_beats, may_return, 1))
            for number in range(draw(st.integers(1, 2)))
        ]
        return {**found, **draw(changes()), "reply": draw(WORDS), "choices": inner}
    return {**found, **draw(outcomes(targets, own_beats, may_return))}


@st.composite
def beats(draw: st.DrawFn, prefix: str, targets: Targets, own_beats: list[str], may_return: bool) -> dict[str, Any]:
    found: dict[str, Any] = {"text": draw(texts())}
    if draw(st.integers(0, 3)) == 0:
        found["enter"] = draw(changes())
    count = draw(st.integers(0, 3))
    if count:
        found["choices"] = [
            draw(choices(f"{prefix}{number}", targets, own_beats, may_return)) for number in range(count)
        ]
    else:
        found["go"] = "return" if may_return else draw(st.sampled_from([*targets.scenes, "s0"]))
    return found


@st.composite
def scenes(draw: st.DrawFn, name: str, targets: Targets) -> dict[str, Any]:
    may_return = name[0] in "vd"
    own = ["low"] if draw(st.integers(0, 2)) == 0 else []
    found = draw(beats("c", targets, own, may_return))
    if own:
        found.setdefault("choices", [{"id": "down", "text": "Down.", "go": "low"}])
        found.pop("go", None)
        found["beats"] = {"low": draw(beats("k", targets, own, may_return))}
    found |= draw(
        st.sampled_from(
            [{}, {"date": "1902-05"}, {"date": 1902, "time": "evening"}, {"date": "1902-05-03", "flashback": True}]
        )
    )
    if "date" in found:
        found["flashback"] = True
    if name[0] == "d":
        found |= {
            "deck": "deck",
            "weight": draw(st.integers(1, 3)),
            "priority": draw(st.integers(0, 1)),
            "once": draw(st.booleans()),
            "cooling": draw(st.integers(0, 2)),
        }
    if name != "s0" and draw(st.integers(0, 3)) == 0:
        found["when"] = draw(CONDITIONS)
    return found


@st.composite
def stories(draw: st.DrawFn) -> dict[str, Any]:
    """The scenes of a story by name; the first is the start, `end` is an ending."""
    targets = Targets(
        ["s0", "s1", *(["s2"] if draw(st.booleans()) else []), "end"],
        [f"v{number}" for number in range(draw(st.integers(0, 2)))],
        [f"d{number}" for number in range(draw(st.integers(0, 3)))],
    )
    names = [name for name in (*targets.scenes, *targets.visited, *targets.drawn) if name != "end"]
    made = {name: draw(scenes(name, targets)) for name in names}
    # Names that conditions ask about must be there.
    made["s0"].setdefault("choices", []).insert(0, {"id": "c0", "text": "First.", "sticky": True}) if not any(
        choice["id"] == "c0" for choice in made["s0"].get("choices", [])
    ) else None
    made["s0"].pop("go", None)
    made["end"] = {
        "text": "Over.",
        "ending": True,
        "epilogue": True,
        "enter": {"remember": {"line": "Kept {oil}."}, "achieve": "seal"},
    }
    return made


def files_of(made: dict[str, Any]) -> dict[str, str]:
    """The scenes as texts for `write_story`."""
    return {name: json.dumps(scene, ensure_ascii=False) for name, scene in made.items()}
