"""A saved state in a story that has changed since: renamed, narrowed, cut. Nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from game.play import Session, Snapshot, marks, restore, snapshot
from game.play.state import Return
from game.story import Story, load_story
from game.story.load import problem_list
from tests.building import OVER, write_story
from tests.play.playing import play, text, value

QUALITIES = """
    oil: {meaning: what is left, range: [0, 9], start: 2}
    lit: {meaning: whether it burns}
    boat: {meaning: where it is, values: [moored, adrift]}
"""
SCENES = {
    "a": """
        text: A.
        choices:
          - text: Go down.
            set: {oil: 7, lit: true, boat: adrift}
            remember: {down: You went down.}
            achieve: deep
            mark: {s01: struck}
            reply: Down you go.
            visit: cellar
          - {text: End., go: b}
    """,
    "cellar": "date: 1902\ntext: Cellar.\ncontinue: Deeper.\nbeats:\n  pit: {text: Pit., go: return}\n",
    "b": OVER,
}
FOUND = "deep: {title: Deep}\n"


def old_game(tmp_path: Path, *choices: str) -> Snapshot:
    story = load_story(write_story(tmp_path / "old", SCENES, qualities=QUALITIES, achievements=FOUND, source=True))
    return snapshot(story, play(story, *choices).state)


def new_story(tmp_path: Path, changed: dict[str, str], qualities: str = QUALITIES, found: str = FOUND) -> Story:
    scenes = {name: scene for name, scene in {**SCENES, **changed}.items() if scene}
    return load_story(write_story(tmp_path / "new", scenes, qualities=qualities, achievements=found, source=True))


def test_everything_renamed_keeps_its_place(tmp_path: Path) -> None:
    saved = old_game(tmp_path, "go-down")
    hall = SCENES["a"].replace("text: Go down.", "text: Descend.\n            was: go-down").replace("cellar", "vault")
    hall = hall.replace("oil:", "fuel:").replace("lit:", "burns:").replace("achieve: deep", "achieve: low")
    scenes = {"hall": f"{hall.rstrip()}\n        was: a\n", "vault": f"was: cellar\n{SCENES['cellar']}", "b": OVER}
    qualities = QUALITIES.replace("oil: {", "fuel: {was: oil, ").replace("lit: {", "burns: {was: [fire, lit], ")
    story = load_story(
        write_story(
            tmp_path / "new", scenes, qualities=qualities, achievements="low: {title: Low, was: deep}\n", source=True
        )
    )
    state, notes = restore(story, saved)
    assert notes == []
    assert state.beat == "vault.start"
    assert state.visits == (Return("hall.start", False),)
    game = Session.resume(story, state, [])
    assert (value(game, "fuel"), value(game, "burns"), value(game, "boat")) == (7, True, "adrift")
    assert text(game) == "Down you go.\n\nCellar."
    again = snapshot(story, state)
    assert again.chosen == {"hall.start.descend": 1}
    assert again.achieved == ["low"]
    assert (again.date_of, again.seen) == ("vault", {"hall": 1, "hall.start": 1, "vault": 1, "vault.start": 1})


def test_a_name_in_use_is_never_taken_for_an_old_one(tmp_path: Path) -> None:
    qualities = "    gas: {meaning: new, range: [0, 9], was: oil}\n" + QUALITIES.lstrip("\n")
    story = new_story(tmp_path, {"b": "was: cellar\n" + OVER}, qualities)
    state = play(story, "go-down").state
    again, notes = restore(story, snapshot(story, state))
    assert notes == []
    assert again == state


def test_what_no_longer_fits_begins_again_and_is_told(tmp_path: Path) -> None:
    saved = old_game(tmp_path, "go-down")
    qualities = """
        oil: {meaning: what is left, range: [0, 3], start: 1}
        lit: {meaning: now a number, range: [0, 3], start: 1}
        boat: {meaning: where it is, values: [moored, sunk]}
    """
    changed = {"a": "text: A.\nchoices:\n  - {text: Go down., visit: cellar}\n  - {text: End., go: b}\n"}
    story = new_story(tmp_path, changed, qualities, "high: {title: High}\n")
    state, notes = restore(story, saved)
    game = Session.resume(story, state, [])
    assert (value(game, "oil"), value(game, "lit"), value(game, "boat")) == (3, 1, "moored")
    assert text(game) == "Cellar."
    told = "\n".join(str(note) for note in notes)
    for part in (
        "'oil' was 7",
        "'lit' could not stay 'true'",
        "'boat' could not stay 'adrift'",
        "'down' was dropped",
        "'deep' is no longer",
    ):
        assert part in told
    assert all(str(note).endswith(".") for note in notes)


def test_what_is_gone_is_told(tmp_path: Path) -> None:
    saved = structs.replace(old_game(tmp_path, "go-down"), marks={"s77": "struck", "s01": "bent", "s02": "stands"})
    changed = {"a": "text: A.\nchoices:\n  - {text: Go down., visit: cellar}\n  - {text: End., go: b}\n"}
    story = new_story(tmp_path, changed, "    lit: {meaning: whether it burns}\n")
    state, notes = restore(story, saved)
    assert marks(story, state) == {"s02": "stands"}
    assert len([note for note in notes if "no such quality" in str(note)]) == 2
    assert len([note for note in notes if "The mark at" in str(note)]) == 2


def test_a_place_that_is_gone_becomes_the_nearest_ground(tmp_path: Path) -> None:
    saved = old_game(tmp_path, "go-down", "continue")
    assert saved.beat == "cellar.pit"
    no_pit = new_story(tmp_path, {"cellar": "text: Shallow cellar.\ngo: return\n"})
    state, notes = restore(no_pit, saved)
    assert state.beat == "cellar.start"
    assert text(Session.resume(no_pit, state, [])) == "Shallow cellar."
    assert [str(note) for note in notes] == [
        "The place 'cellar.pit' is gone from the story; the game stands at 'cellar.start'."
    ]


def test_a_scene_that_is_gone_too_leads_back_along_the_log(tmp_path: Path) -> None:
    saved = old_game(tmp_path, "go-down", "continue")
    changed = {"a": "text: A.\nbeats:\n  late: {text: Late., go: b}\n", "cellar": ""}
    story = new_story(tmp_path, changed)
    state, notes = restore(story, saved, ["a.start", "a.late", "cellar.start"])
    assert state.beat == "a.late"
    assert "stands at 'a.late', where it last was." in str(notes[-1])
    assert restore(story, saved)[0].beat == story.start
    assert restore(story, saved, ["cellar.start"])[0].beat == story.start
    assert "at its beginning" in str(restore(story, saved)[1][-1])


def test_a_way_back_that_is_gone_is_told(tmp_path: Path) -> None:
    saved = structs.replace(old_game(tmp_path, "go-down"), visits=[Return("a.start", False), Return("zzz.start", True)])
    story = new_story(tmp_path, {})
    state, notes = restore(story, saved)
    assert [back.beat for back in state.visits] == ["a.start"]
    assert "way back" in str(notes[0])


def test_a_reply_that_is_gone_leaves_no_empty_page(tmp_path: Path) -> None:
    saved = structs.replace(old_game(tmp_path), fresh=False, said="a.start.gone")
    story = new_story(tmp_path, {})
    state, _ = restore(story, saved)
    assert text(Session.resume(story, state, [])) == "A."


def test_a_throw_of_a_choice_that_throws_no_more_is_no_reply(tmp_path: Path) -> None:
    story = new_story(tmp_path, {})
    for said in ("a.start.go-down+", "a.start.go-down-", "+", "-", ".", "a", "a.start.continue", "a..b"):
        state, _ = restore(story, structs.replace(old_game(tmp_path), said=said))
        assert state.said == ""


def migrated(tmp_path: Path, table: str, changed: dict[str, str], qualities: str = QUALITIES) -> Story:
    scenes = {name: scene for name, scene in {**SCENES, **changed}.items() if scene}
    folder = write_story(
        tmp_path / "new", scenes, qualities=qualities, achievements=FOUND, source=True, story=f"migrate: {table}\n"
    )
    return load_story(folder)


def test_the_author_says_where_games_go_on_and_what_values_have_become(tmp_path: Path) -> None:
    saved = old_game(tmp_path, "go-down", "continue")
    table = "{places: {cellar.pit: b}, values: {boat: {adrift: lost}, oil: {'7': 3}, lit: {'true': false}}}"
    qualities = QUALITIES.replace("[moored, adrift]", "[moored, lost]")
    changed = {"a": SCENES["a"].replace("adrift", "lost"), "cellar": "text: Cellar.\ngo: return\n"}
    story = migrated(tmp_path, table, changed, qualities)
    state, notes = restore(story, saved)
    assert state.beat == "b.start"
    assert [value(Session(story, [state], []), name) for name in ("boat", "oil", "lit")] == ["lost", 3, False]
    assert [(note.kind, str(note)) for note in notes] == [
        ("moved", "The place 'cellar.pit' is gone from the story; the game stands at 'b.start'.")
    ]


def test_a_scene_in_the_table_stands_for_all_its_beats_and_for_ways_back(tmp_path: Path) -> None:
    saved = old_game(tmp_path, "go-down", "continue")
    no_cellar = {"a": "text: A.\nchoices: [{text: End., go: b}]", "cellar": ""}
    story = migrated(tmp_path, "{places: {cellar: a}}", no_cellar)
    assert restore(story, saved)[0].beat == "a.start"
    assert (
        restore(story, structs.replace(saved, visits=[Return("cellar.pit", fresh=True)]))[0].visits[0].beat == "a.start"
    )


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ("{places: {attic: celar}}", "R301", "There is no place 'celar' to go on at. Did you mean 'cellar'?"),
        ("{places: {cellar.pit: b}}", "S204", "The place 'cellar.pit' is still there"),
        ("{values: {oild: {'1': 2}}}", "R302", "There is no quality 'oild'. Did you mean 'oil'?"),
        ("{values: {boat: {sunk: lost}}}", "E406", "'boat' can never be 'lost': it is one of moored, adrift."),
        ("{values: {oil: {much: true}}}", "E403", "'oil' can never be 'true': it is a number."),
        ("{values: {lit: {yes: 1}}}", "E403", "'lit' can never be '1': it is true or false."),
    ],
)
def test_a_table_that_is_wrong_is_answered_with_its_place(tmp_path: Path, table: str, code: str, words: str) -> None:
    folder = write_story(
        tmp_path, SCENES, qualities=QUALITIES, achievements=FOUND, source=True, story=f"migrate: {table}\n"
    )
    (problem,) = problem_list(folder)
    assert (problem.code, problem.file) == (code, "story.yaml")
    assert problem.message.startswith(words)
