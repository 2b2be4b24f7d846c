"""Each question of the analysis, on the smallest story that answers it, and beside it one that must not be reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from game.authoring.analysis import analyse
from game.story.load import check_files
from tests.building import OVER, write_story

OIL = "oil: {meaning: m, range: [0, 9], start: 2, shown: true}\n"
LIT = "lit: {meaning: m}\n"

Check = Callable[..., list[str]]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    """What is found in a story of these scenes: code and file:line, without hints of no concern here."""

    def run(scenes: dict[str, str], **parts: object) -> list[str]:
        folder = write_story(tmp_path / "story", {**scenes, "end": OVER}, **parts)  # type: ignore[arg-type]
        found = check_files(folder)
        assert found.story is not None, [str(problem) for problem in found.problems]
        analyse(found)
        return [f"{problem.code} {problem.file}:{problem.line}" for problem in found.problems]

    return run


def codes(found: list[str]) -> set[str]:
    return {line.split()[0] for line in found}


@pytest.mark.parametrize(
    ("text", "shown", "found"),
    [
        ("Some.", "false", {"V002"}),
        ("{oil} left.", "false", set()),
        ("Some.", "true", set()),
        ("[{if: oil > 1, text: Enough.}]", "false", set()),
    ],
)  # fmt: skip
def test_a_quality_is_read_by_prose_panel_and_conditions(check: Check, text: str, shown: str, found: set[str]) -> None:
    quoted = text if text.startswith("[") else f'"{text}"'
    scenes = {
        "a": f"text: {quoted}\nchoices:\n  - {{text: Pour., add: {{oil: -1}}, go: a}}\n  - {{text: Out., go: end}}\n"
    }
    qualities = f"oil: {{meaning: m, range: [0, 9], start: 2, shown: {shown}}}\n"
    assert codes(check(scenes, qualities=qualities)) == found


def test_a_line_of_the_epilogue_reads_a_quality(check: Check) -> None:
    scenes = {"a": 'text: A.\nchoices:\n  - {text: Pour., add: {oil: -1}, remember: "{oil} was left.", go: end}\n'}
    assert check(scenes, qualities=OIL) == []


def test_to_be_reckoned_from_itself_is_no_reading(check: Check) -> None:
    scenes = {"a": "text: A.\nchoices:\n  - {text: Pour., set: {oil: oil * 2}, go: end}\n"}
    assert codes(check(scenes, qualities="oil: {meaning: m, range: [0, 9], start: 2}\n")) == {"V002"}


def test_once_is_counted_once_and_a_loop_any_number_of_times(check: Check) -> None:
    def scenes(more: str) -> dict[str, str]:
        return {"a": f"text: A.\nchoices:\n  - {{text: Fill., add: {{oil: 1}}{more}}}\n  - {{text: Light., if: oil >= 4, go: end}}\n  - {{text: Out., go: end}}\n"}  # fmt: skip

    assert codes(check(scenes(""), qualities=OIL)) == {"V003"}
    assert codes(check(scenes(", sticky: true"), qualities=OIL)) == set()


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("oil > 3 and oil < 2", "E410"),
        ("not (oil < 3 or oil >= 3)", "E410"),
        ("(lit or oil > 3) and not lit and oil < 2", "E410"),
        ("lit and not lit", "E410"),
        ("oil in (1, 2) and oil not in (1, 2, 3)", "E410"),
        ("oil + 1 > 20", "E410"),
        ("seen('cellar')", "E408"),
        ("oil < 5 or lit", ""),
        ("oil < oil * oil", ""),
        ("oil % 3 == 2", ""),
        ("3 if lit else oil > 1", ""),
        ("not lit or lit", "E409"),
        ("oil // 0 == 0", "E409"),
        ("seen('a')", "E409"),
    ],
)
def test_conditions(check: Check, condition: str, found: str) -> None:
    if condition.startswith("3 if"):
        condition = "(3 if lit else oil) > 1"
    scenes = {
        "a": "text: '{lit}'\nchoices:\n  - {text: Pour., add: {oil: -1}, sticky: true}\n  - {text: Fill., add: {oil: 1}, sticky: true}\n"
        "  - {text: Light., set: {lit: true}, sticky: true}\n  - {text: Dark., set: {lit: false}, sticky: true}\n"
        f'  - {{text: Well., if: "{condition}", go: b}}\n  - {{text: Out., go: end}}\n',
        "b": "text: B.\ngo: end\n",
        "cellar": "# trotsky: allow F605 for the test\ntext: C.\ngo: end\n",
        "d": "text: D.\ngo: end\n",
    }
    del scenes["d"]
    told = [line for line in check(scenes, qualities=OIL + LIT) if not line.endswith("c/b.yaml:1")]
    assert told == ([f"{found} c/a.yaml:7"] if found else [])


def test_what_was_done_on_the_way_is_known(check: Check) -> None:
    """Two roads meet: on both the lamp was lit, and only on one the oil was poured away."""
    scenes = {
        "a": "text: A.\nchoices:\n  - {text: Left., set: {lit: true, oil: 0}, go: b}\n  - {text: Right., set: {lit: true}, go: b}\n",
        "b": "text:\n  - {if: lit, text: Lit.}\n  - {if: oil == 0, text: Dry.}\n  - {if: oil == 1, text: Low.}\ngo: end\n",
    }
    assert check(scenes, qualities=OIL + LIT) == ["E409 c/b.yaml:2", "V003 c/b.yaml:4"]


def test_a_visit_brings_back_what_was_done_there(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - {text: Down., visit: v}\n  - {text: Up., if: lit, go: b}\n  - {text: Out., go: end}\n",
        "b": "text: B.\ngo: end\n",
        "v": "text: V.\nenter: {set: {lit: true}}\ngo: return\n",
    }
    assert check(scenes, qualities=LIT) == []


def test_a_deck_of_which_one_always_comes_first(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - {text: Draw., draw: d, sticky: true}\n  - {text: Out., go: end}\n",
        "d1": "text: One.\ndeck: d\npriority: 1\n",
        "d2": "text: Two.\ndeck: d\n",
        "d3": "text: Three.\ndeck: d\npriority: 2\nonce: true\n",
    }
    assert check(scenes) == ["F605 c/d2.yaml:1"]


def test_an_inner_beat_that_is_never_opened_is_told_by_its_choice(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - text: Ask.\n    if: seen('a') and not seen('a')\n    choices: [{text: More., go: end}]\n  - {text: Pour., add: {oil: -1}, go: end}\n"
    }
    assert check(scenes, qualities=OIL) == ["E410 c/a.yaml:4"]


@pytest.mark.parametrize("odds", ["0", "100", "oil * 0"])
def test_half_of_a_chance_that_never_comes(check: Check, odds: str) -> None:
    scenes = {"a": f"text: '{{oil}}'\nchoices:\n  - text: Try.\n    add: {{oil: 1}}\n    chance:\n      odds: {odds}\n      then: {{go: end}}\n      else: {{go: end}}\n"}  # fmt: skip
    assert codes(check(scenes, qualities=OIL)) == {"F607"}


def test_the_texts_of_later_visits(check: Check) -> None:
    text = "text:\n  - {first: One., then: Two.}\n  - {sequence: [One., Two., Three.]}\n"
    assert check({"a": text + "go: end\n"}) == ["T704 c/a.yaml:2", "T704 c/a.yaml:3"]
    again = text + "choices:\n  - {text: Again., go: a}\n  - {text: Out., go: end}\n"
    assert check({"a": again}) == []


def test_a_text_is_read_again_after_a_visit(check: Check) -> None:
    scenes = {
        "a": "text:\n  - {first: One., then: Two.}\nchoices:\n  - {text: Down., visit: v}\n  - {text: Out., go: end}\n",
        "v": "text: V.\ngo: return\n",
    }
    assert check(scenes) == []


def test_a_reply_is_read_when_the_next_place_has_changed_things(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - text: Go.\n    reply: [{if: lit, text: Light., else: Dark.}]\n    go: b\n",
        "b": "enter: {set: {lit: true}}\ntext: B.\ngo: end\n",
    }
    assert check(scenes, qualities=LIT) == ["T704 c/a.yaml:4"]


def test_stuck_only_where_a_game_gets_stuck(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - {text: Pour., set: {oil: 0}, go: b}\n  - {text: Keep., set: {lit: true}, go: b}\n",
        "b": "text: B.\nchoices:\n  - {text: Oil., if: oil > 0, go: end}\n  - {text: Light., if: not lit, go: end}\n",
    }
    assert check(scenes, qualities=OIL + LIT) == [], "the two never come together, though each can be"
    scenes["a"] = scenes["a"].replace("oil: 0}", "oil: 0, lit: true}")
    assert check(scenes, qualities=OIL + LIT) == ["F610 c/b.yaml:1", "E408 c/b.yaml:4"]


def test_stuck_before_a_scene_that_lets_nobody_in(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - {text: Light., set: {lit: true}, go: b}\n  - {text: Go., go: b}\n",
        "b": "text: B.\ngo: door\n",
        "door": "when: lit\ntext: D.\ngo: end\n",
    }
    assert check(scenes, qualities=LIT) == ["F610 c/b.yaml:1"]


def test_loops(check: Check) -> None:
    ring = {
        "a": "text: A.\nchoices: [{text: On., go: b}, {text: Out., go: end}]\n",
        "b": "text: B.\nchoices: [{text: On., go: c}]\n",
        "c": "text: C.\nchoices:\n  - {text: On., go: b}\n  - {text: Off., if: seen('a') and not seen('a'), go: end}\n",
    }
    assert check(ring) == ["F611 c/b.yaml:1", "E410 c/c.yaml:4"]
    ring["c"] = "text: C.\nchoices: [{text: On., go: b}, {text: Off., go: end}]\n"
    assert check(ring) == []


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("{text: Climb., go: end}", True),
        ("{text: Climb., go: end, reply: Steps.}", False),
        ("{text: Climb., go: end, add: {oil: 1}}", False),
        ("{text: Climb., go: end, if: oil > 1}", False),
        ("{text: Climb., id: climb, go: b}", False),
    ],
)
def test_twins(check: Check, second: str, found: bool) -> None:
    scenes = {
        "a": f"text: '{{oil}}'\nchoices:\n  - {{text: Pour., add: {{oil: -1}}, sticky: true}}\n  - {{text: Go up., go: end}}\n  - {second}\n  - {{text: Far., go: b, reply: Far.}}\n",
        "b": "text: B.\ngo: end\n",
    }
    assert ("F612" in codes(check(scenes, qualities=OIL))) == found


def test_a_twin_that_is_asked_about_is_none(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices: [{text: Up., go: b}, {text: Climb., go: b}]\n",
        "b": "text: [{if: chosen('a.climb'), text: Climbed.}]\ngo: end\n",
    }
    assert check(scenes) == []


@pytest.mark.parametrize(
    ("date", "basis", "found"),
    [("1839", "attested", True), ("1840", "attested", False), ("1899-12", "attested", False), ("1900", "attested", True), ("1900", "invented", False), ("1839", "invented", True)],
)  # fmt: skip
def test_people_in_their_time(check: Check, date: str, basis: str, found: bool) -> None:
    people = {"codex/people.yaml": "keeper: {name: The keeper, text: Old., born: 1840, died: 1899}\n"}
    scenes = {"a": f"date: {date}\nbasis: {basis}\ncast: [keeper]\ntext: A.\ngo: end\n"}
    assert codes(check(scenes, files=people)) == ({"D901"} if found else set())


@pytest.mark.parametrize(("date", "name", "found"), [(1902, "Queensport", True), (1905, "Queensport", False), (1906, "Kilmore", False)])  # fmt: skip
def test_places_by_the_name_of_the_time(check: Check, date: int, name: str, found: bool) -> None:
    places = {"codex/places.yaml": "port: {name: Queensport, text: P., names: {1800: Kilmore, 1905: Queensport}}\n"}
    scenes = {"a": f"date: {date}\ntext: To [{name}](port).\ngo: end\n"}
    assert codes(check(scenes, files=places)) == ({"D902"} if found else set())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("text:\n  - A.\n  # trotsky: allow E409 for the test\n  - {if: seen('a'), text: B.}\ngo: end\n", set()),
        ("# trotsky: allow V001 other\ntext: A.\ngo: end\n", {"W804"}),
        ("text: |\n  # trotsky: allow nonsense\ngo: end\n", set()),
        ('text: "A # trotsky: allow nonsense"\ngo: end\n', set()),
        ("text: | # trotsky: allow nonsense\n  A.\ngo: end\n", {"W803"}),
        ("text: A.\ngo: end # trotsky: allow F605\n", {"W803"}),
    ],
)
def test_allowances(check: Check, text: str, left: set[str]) -> None:
    assert codes(check({"a": text})) == left


def test_an_allowance_speaks_of_its_own_line_only(check: Check) -> None:
    scenes = {
        "a": "text: A.\nchoices:\n  - {text: Up., go: end}\n  # trotsky: allow F612 for the rhythm\n  # of the page\n  - {text: Climb., go: end}\n  - {text: Rise., go: end}\n"
    }
    assert check(scenes) == ["F612 c/a.yaml:7"]


def test_a_story_with_errors_is_not_analysed(tmp_path: Path) -> None:
    found = check_files(write_story(tmp_path, {"a": "text: A.\ngo: nowhere\n", "b": OVER}))
    analyse(found)
    assert {problem.code for problem in found.problems} == {"R301"}


@pytest.mark.parametrize(
    ("amount", "found"), [(9, []), (-9, []), (10, ["V005 c/a.yaml:3"]), (-300, ["V005 c/a.yaml:3"])]
)
def test_more_than_the_whole_range_is_never_added(check: Check, amount: int, found: list[str]) -> None:
    scenes = {"a": f"text: A.\nchoices:\n  - {{text: Pour., add: {{oil: {amount}}}, go: end}}\n"}
    assert check(scenes, qualities=OIL) == found
