"""Every edit of a story with a game saved at every choice: nothing runs again, and what is lost is told in full.

`EDITS` is the table: what an author does to the story, and for a saved game where it stands then, what its qualities
are, and the sentences that the player gets. Whatever an edit does not name has to stay as it was.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from game.play import Session, Snapshot, snapshot
from game.saves import SavedGame, pack, unpack
from game.saves.format import decode, encode
from game.story import Story, load_story
from tests.building import OVER, write_story

SCENES = {
    "quay": """
        text: The quay.
        date: 1902-05-01
        place: harbour
        choices:
          - {text: Cast off., id: cast-off, reply: It drifts., set: {boat: adrift}, mark: {s01: strained}, remember: {cast: You cast off.}}
          - {text: Count the gulls., id: count, reply: Nine., add: {oil: 3}, sticky: true}
          - {text: Walk along., id: walk, draw: strand, sticky: true}
          - {text: Go up., id: go-up, go: hall}
    """,
    "bottle": "text: A bottle.\ndeck: strand\nenter: {add: {oil: 1}}\n",
    "hall": """
        text: The hall.
        enter: {add: {nerve: 1}}
        choices:
          - {text: Go down., id: go-down, set: {lit: true}, achieve: deep, reply: Down., visit: cellar}
          - {text: Go on., id: go-on, go: stair}
    """,
    "cellar": "text: The cellar.\ncontinue: Deeper.\nbeats:\n  pit: {text: The pit., go: return}\n",
    "stair": """
        text: The stair.
        choices:
          - text: Force the door.
            id: force
            chance: {odds: 100, then: {reply: It gives., go: tower}, else: {reply: It holds.}}
          - {text: Wait., id: wait, sticky: true, reply: You wait.}
    """,
    "tower": """
        text: The tower.
        date: 1902-05-02
        place: light
        enter: {add: {nerve: 1}}
        choices:
          - {text: Strike it out., id: strike, reply: Struck., mark: {s02: struck}}
          - {text: To the lamp., id: climb, go: lamp}
        beats:
          lamp:
            text: The lamp.
            choices:
              - {text: Light it., id: light, add: {oil: -2}, go: over}
              - {text: Wait., id: wait, sticky: true, reply: You wait., add: {nerve: 1}}
    """,
    "over": OVER,
}  # fmt: skip
QUALITIES = {
    "oil": "meaning: what is left, range: [0, 9], start: 2",
    "nerve": "meaning: how far you dare go, range: [-3, 3], start: 0",
    "lit": "meaning: whether it burns",
    "boat": "meaning: where it is, values: [moored, adrift]",
}
PLACES = "harbour: {name: The harbour, text: Stone.}\nlight: {name: The light, text: Glass.}\n"
SENTENCES = {"s01": "The light never failed.", "s02": "The sea was kind to me.", "s03": "No ship was lost."}
ROAD = ("cast-off", "count", "walk", "continue", "go-up", "go-down", "continue", "continue", "go-on", "wait", "force", "strike", "climb", "wait", "light")  # fmt: skip
BEATS = (
    "quay.start", "quay.start", "quay.start", "bottle.start", "quay.start", "hall.start", "cellar.start", "cellar.pit", "hall.start", "stair.start", "stair.start", "tower.start",
    "tower.start", "tower.lamp", "tower.lamp", "over.start",
)  # fmt: skip


@dataclasses.dataclass
class Draft:
    """A story that an author is changing."""

    scenes: dict[str, str] = dataclasses.field(default_factory=lambda: dict(SCENES))
    qualities: dict[str, str] = dataclasses.field(default_factory=lambda: dict(QUALITIES))
    sentences: dict[str, str] = dataclasses.field(default_factory=lambda: dict(SENTENCES))
    found: str = "deep: {title: Deep}\n"
    moved: tuple[str, ...] = ()  # scenes that stand in a chapter of their own, before the others

    def swap(self, old: str, new: str, *scenes: str) -> Draft:
        """Write something else in these scenes, or in all."""
        assert any(old in self.scenes[name] for name in scenes or self.scenes), f"{old} is not there."
        for name in scenes or self.scenes:
            self.scenes[name] = self.scenes[name].replace(old, new)
        return self

    def cut(self, scene: str, start: str) -> Draft:
        """Take away the line that begins so."""
        lines = self.scenes[scene].splitlines(keepends=True)
        kept = [line for line in lines if not line.lstrip().startswith(start)]
        assert len(kept) == len(lines) - 1, f"{start} is not there once."
        self.scenes[scene] = "".join(kept)
        return self

    def declare(self, **qualities: str) -> Draft:
        """Declare qualities, anew or otherwise."""
        self.qualities |= qualities
        return self

    def drop(self, quality: str) -> Draft:
        """Declare a quality no more."""
        del self.qualities[quality]
        return self

    def find(self, found: str) -> Draft:
        """Let other things be found."""
        self.found = found
        return self

    def rename(self, old: str, new: str, head: str) -> None:
        """Give a scene another name, at its place; `head` is written first in it."""
        self.scenes = {new if name == old else name: scene for name, scene in self.scenes.items()}
        lines = self.scenes[new].splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if line.strip())
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        self.scenes[new] = "".join([*lines[:at], f"{indent}{head}\n" if head else "", *lines[at:]])
        for verb in ("go", "visit"):
            if any(f"{verb}: {old}" in scene for scene in self.scenes.values()):
                self.swap(f"{verb}: {old}", f"{verb}: {new}")

    def load(self, folder: Path) -> Story:
        document = " ".join(self.sentences.values())
        source = f"document: log.txt\nsha256: {hashlib.sha256(document.encode()).hexdigest()}\nsentences:\n"
        source += "".join(f"  {name}: {{text: {text}}}\n" for name, text in self.sentences.items())
        qualities = "".join(f"{name}: {{{declared}}}\n" for name, declared in self.qualities.items())
        write_story(
            folder, self.scenes, qualities=qualities, achievements=self.found, story="source: log.yaml\n",
            files={"log.yaml": source, "seeds/log.txt": document, "codex/places.yaml": PLACES},
        )  # fmt: skip
        if self.moved:
            whole = folder / "story.yaml"
            whole.write_text(whole.read_text().replace("chapters: [c]", "chapters: [b, c]"))
            (folder / "b").mkdir()
            for name in self.moved:
                (folder / "c" / f"{name}.yaml").rename(folder / "b" / f"{name}.yaml")
        return load_story(folder)


@cache
def games(folder: Path) -> tuple[Story, tuple[SavedGame, ...]]:
    """The story as it was, and a game saved at its beginning and after every choice, as it is read from its file."""
    story = Draft().load(folder)
    session = Session.new(story, 7)
    saved = [pack(session, "a game", "")]
    for choice in ROAD:
        session.choose(choice)
        saved.append(pack(session, "a game", ""))
    return story, tuple(decode(encode(game)) for game in saved)


@pytest.fixture(scope="session")
def saves(tmp_path_factory: pytest.TempPathFactory) -> tuple[SavedGame, ...]:
    return games(tmp_path_factory.mktemp("old"))[1]


@dataclasses.dataclass(frozen=True)
class Edit:
    """What is done to the story, and what becomes of a game."""

    do: Callable[[Draft], object]
    place: dict[str, str] = dataclasses.field(default_factory=dict)  # beats: where a game stands that was saved there
    values: Callable[[dict[str, object]], dict[str, object]] = dict  # the qualities, from those that were saved
    notes: Callable[[Snapshot], list[str]] = lambda state: []
    names: dict[str, str] = dataclasses.field(default_factory=dict)  # scenes, beats and choices that have other names
    past: bool = False  # the choices made before can still be taken back
    lost: frozenset[str] = frozenset()  # marks, lines and achievements that are dropped
    found: dict[str, str] = dataclasses.field(default_factory=dict)  # achievements that have other names


def without(name: str) -> Callable[[dict[str, object]], dict[str, object]]:
    return lambda values: {key: value for key, value in values.items() if key != name}


def called(old: str, new: str) -> Callable[[dict[str, object]], dict[str, object]]:
    return lambda values: {new if key == old else key: value for key, value in values.items()}


def gone(scene: str, ground: str) -> Callable[[Snapshot], list[str]]:
    """The sentence for games in a scene that is no more."""

    def notes(state: Snapshot) -> list[str]:
        if state.beat.split(".")[0] != scene:
            return []
        return [f"The place '{state.beat}' is gone from the story; the game stands at '{ground}', where it last was."]

    return notes


def where(test: Callable[[Snapshot], bool], *sentences: str) -> Callable[[Snapshot], list[str]]:
    """Sentences that only some games give rise to."""
    return lambda state: list(sentences) if test(state) else []


def insert_choices(draft: Draft) -> None:
    for scene, before in (("quay", "- {text: Cast off."), ("hall", "- {text: Go down."), ("tower", "- {text: Strike")):
        draft.swap(before, f"- {{text: Whistle., reply: You whistle., sticky: true}}\n          {before}", scene)


def reorder_choices(draft: Draft) -> None:
    for scene, last in (("quay", "- {text: Go up."), ("hall", "- {text: Go on."), ("tower", "- {text: To the lamp.")):
        lines = draft.scenes[scene].splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if line.lstrip().startswith(last))
        first = next(number for number, line in enumerate(lines) if line.strip() == "choices:") + 1
        lines.insert(first, lines.pop(at))
        draft.scenes[scene] = "".join(lines)


def reorder_everything(draft: Draft) -> None:
    draft.moved = ("over", "tower", "cellar")
    draft.qualities = dict(reversed(draft.qualities.items()))


def rename_choices(draft: Draft, was: bool) -> None:
    for old, new in (("cast-off", "loose"), ("go-down", "descend"), ("climb", "mount"), ("walk", "stroll")):
        draft.swap(f"id: {old}", f"id: {new}, was: {old}" if was else f"id: {new}")


def effects_of_another_kind(draft: Draft) -> None:
    draft.swap("add: {nerve: 1}", "add: {nerve: -2}")
    draft.swap("add: {oil: 1}", "add: {oil: 7}")
    draft.swap("add: {oil: 3}", "add: {oil: -1}")
    draft.swap("set: {lit: true}", "set: {lit: false}")
    draft.swap("set: {boat: adrift}", "add: {oil: 1}")


def without_tower(draft: Draft) -> None:
    del draft.scenes["tower"]
    draft.swap("go: tower", "go: over", "stair")


def without_cellar(draft: Draft) -> None:
    del draft.scenes["cellar"]
    draft.swap(", visit: cellar", "", "hall")


def without_bottle(draft: Draft) -> None:
    del draft.scenes["bottle"]
    draft.cut("quay", "- {text: Walk")


def without_hall(draft: Draft) -> None:
    del draft.scenes["hall"]
    draft.swap("go: hall", "visit: cellar", "quay")


def without_hall_and_cellar(draft: Draft) -> None:
    del draft.scenes["hall"], draft.scenes["cellar"]
    draft.swap("go: hall", "go: stair", "quay")


def without_quay(draft: Draft) -> None:
    del draft.scenes["quay"]
    draft.scenes = {"hall": draft.scenes.pop("hall"), **draft.scenes}
    draft.swap("- {text: Go on.", "- {text: Walk., draw: strand, sticky: true}\n          - {text: Go on.", "hall")


def without_sentence(draft: Draft) -> None:
    del draft.sentences["s01"]
    draft.swap("s01: strained", "s03: strained")


LINE = "The line 'cast' was dropped: the story remembers no such thing now."
BEGINNING = "The place 'quay.start' is gone from the story; the game stands at its beginning."
WAY_BACK = "A place to come back to is gone from the story; the way back leads past it."
LETTERED = {"hall": "salon", "cellar": "vault", "bottle": "flask", "tower": "keep"}


def rename_scenes(draft: Draft, was: bool) -> None:
    for old, new in LETTERED.items():
        draft.rename(old, new, f"was: {old}" if was else "")


def scenes_without_was(state: Snapshot) -> list[str]:
    scene = state.beat.split(".")[0]
    if scene not in LETTERED:
        return []
    ground = "stair.start" if scene == "tower" else "quay.start"
    sentence = f"The place '{state.beat}' is gone from the story; the game stands at '{ground}', where it last was."
    return [sentence, WAY_BACK] if scene == "cellar" else [sentence]


EDITS: dict[str, Edit] = {
    "nothing": Edit(lambda draft: None, past=True),
    "choices are put before the others": Edit(insert_choices, past=True),
    "the order of choices changes": Edit(reorder_choices, past=True),
    "the order of files and qualities changes": Edit(reorder_everything, past=True),
    "a choice that was never made is removed": Edit(lambda draft: draft.cut("stair", "- {text: Wait.")),
    "a choice that was made is removed": Edit(lambda draft: draft.cut("quay", "- {text: Count")),
    "every effect does something else": Edit(effects_of_another_kind),
    "a quality is added": Edit(
        lambda draft: draft.declare(new="meaning: new, range: [0, 5], start: 4"),
        values=lambda values: {**values, "new": 4}, past=True,
    ),
    "scenes are renamed with was": Edit(lambda draft: rename_scenes(draft, True), names=LETTERED),
    "choices are renamed with was": Edit(
        lambda draft: rename_choices(draft, True),
        names={"quay.start.cast-off": "quay.start.loose", "hall.start.go-down": "hall.start.descend", "tower.start.climb": "tower.start.mount", "quay.start.walk": "quay.start.stroll"},
    ),
    "beats are renamed with was": Edit(
        lambda draft: draft.swap("lamp:\n", "lantern:\n            was: lamp\n").swap("go: lamp", "go: lantern").swap("pit: {", "hole: {was: pit, "),
        names={"tower.lamp": "tower.lantern", "cellar.pit": "cellar.hole"},
    ),
    "a quality is renamed with was": Edit(
        lambda draft: draft.drop("oil").declare(fuel=f"{QUALITIES['oil']}, was: oil").swap("{oil:", "{fuel:"),
        values=called("oil", "fuel"), past=True,
    ),
    "an achievement is renamed with was": Edit(
        lambda draft: draft.find("low: {title: Low, was: deep}\n").swap("achieve: deep", "achieve: low"),
        found={"deep": "low"}, past=True,
    ),
    "scenes are renamed without was": Edit(
        lambda draft: rename_scenes(draft, False), notes=scenes_without_was,
        place={"bottle.start": "quay.start", "hall.start": "quay.start", "cellar.start": "quay.start", "cellar.pit": "quay.start", "tower.start": "stair.start", "tower.lamp": "stair.start"},
    ),
    "choices are renamed without was": Edit(lambda draft: rename_choices(draft, False)),
    "a beat is renamed without was": Edit(
        lambda draft: draft.swap("lamp:\n", "lantern:\n").swap("go: lamp", "go: lantern"),
        place={"tower.lamp": "tower.start"},
        notes=where(lambda state: state.beat == "tower.lamp", "The place 'tower.lamp' is gone from the story; the game stands at 'tower.start'."),
    ),
    "a quality is renamed without was": Edit(
        lambda draft: draft.drop("oil").declare(fuel=QUALITIES["oil"]).swap("{oil:", "{fuel:"),
        values=lambda values: {**without("oil")(values), "fuel": 2},
        notes=lambda state: ["'oil' was dropped: the story has no such quality now."],
    ),
    "a quality is removed": Edit(
        lambda draft: draft.drop("nerve").swap("add: {nerve: 1}", "add: {oil: 1}"),
        values=without("nerve"),
        notes=lambda state: ["'nerve' was dropped: the story has no such quality now."],
    ),
    "a truth becomes a number": Edit(
        lambda draft: draft.declare(lit="meaning: how bright, range: [0, 3], start: 1").swap("set: {lit: true}", "set: {lit: 2}"),
        values=lambda values: {**values, "lit": 1},
        notes=lambda state: [f"'lit' could not stay '{str(state.qualities['lit']).lower()}' and starts again at '1'."],
    ),
    "a number becomes a word": Edit(
        lambda draft: draft.declare(oil="meaning: what is left, values: [none, some]").swap("add: {oil: 3}", "set: {oil: some}").swap("add: {oil: 1}", "set: {oil: some}")
        .swap("add: {oil: -2}", "set: {oil: none}"),
        values=lambda values: {**values, "oil": "none"},
        notes=lambda state: [f"'oil' could not stay '{state.qualities['oil']}' and starts again at 'none'."],
    ),
    "a word becomes a truth": Edit(
        lambda draft: draft.declare(boat="meaning: whether it drifts").swap("set: {boat: adrift}", "set: {boat: true}"),
        values=lambda values: {**values, "boat": False},
        notes=lambda state: [f"'boat' could not stay '{state.qualities['boat']}' and starts again at 'false'."],
    ),
    "a range is narrowed from above": Edit(
        lambda draft: draft.declare(oil="meaning: what is left, range: [0, 4], start: 2"),
        values=lambda values: {**values, "oil": min(4, int(str(values["oil"])))},
        notes=lambda state: [f"'oil' was {state.qualities['oil']}, which is outside its range now; it is 4."] if int(state.qualities["oil"]) > 4 else [],
    ),
    "a range is narrowed from below": Edit(
        lambda draft: draft.declare(oil="meaning: what is left, range: [5, 9], start: 5"),
        values=lambda values: {**values, "oil": max(5, int(str(values["oil"])))},
        notes=lambda state: [f"'oil' was {state.qualities['oil']}, which is outside its range now; it is 5."] if int(state.qualities["oil"]) < 5 else [],
    ),
    "a word is no longer among the values": Edit(
        lambda draft: draft.declare(boat="meaning: where it is, values: [moored, sunk]").swap("set: {boat: adrift}", "set: {boat: sunk}"),
        values=lambda values: {**values, "boat": "moored"},
        notes=where(lambda state: state.qualities["boat"] == "adrift", "'boat' could not stay 'adrift' and starts again at 'moored'."),
    ),
    "the scene is removed where a chapter of the game is played": Edit(
        without_tower, place={"tower.start": "stair.start", "tower.lamp": "stair.start"}, notes=gone("tower", "stair.start"),
    ),
    "the scene of a visit is removed": Edit(
        without_cellar, place={"cellar.start": "hall.start", "cellar.pit": "hall.start"},
        notes=gone("cellar", "hall.start"),
    ),
    "the scene of a deck is removed": Edit(
        without_bottle, place={"bottle.start": "quay.start"}, notes=gone("bottle", "quay.start"),
    ),
    "the scene to come back to is removed": Edit(
        without_hall, place={"hall.start": "quay.start"},
        notes=lambda state: gone("hall", "quay.start")(state) or ([WAY_BACK] if state.beat.startswith("cellar.") else []),
    ),
    "a visit and the scene to come back to are removed": Edit(
        without_hall_and_cellar, place=dict.fromkeys(("hall.start", "cellar.start", "cellar.pit"), "quay.start"),
        notes=lambda state: gone("hall", "quay.start")(state) or [*gone("cellar", "quay.start")(state), *([WAY_BACK] if state.beat.startswith("cellar.") else [])],
    ),
    "the scene where the story began is removed": Edit(
        without_quay, place={"quay.start": "hall.start"},
        notes=lambda state: [*([LINE] if state.lines else []), *([BEGINNING] if state.beat == "quay.start" else []), *([WAY_BACK] if state.beat == "bottle.start" else [])],
        lost=frozenset({"cast"}),
    ),
    "a beat is removed": Edit(
        lambda draft: draft.scenes.update(cellar="text: The cellar.\ngo: return\n"), place={"cellar.pit": "cellar.start"},
        notes=where(lambda state: state.beat == "cellar.pit", "The place 'cellar.pit' is gone from the story; the game stands at 'cellar.start'."),
    ),
    "a sentence is removed": Edit(
        without_sentence, lost=frozenset({"s01"}),
        notes=where(lambda state: "s01" in state.marks, "The mark at 's01' was dropped: the source has no such sentence now."),
    ),
    "a mark is made no more": Edit(lambda draft: draft.swap(", mark: {s02: struck}", "", "tower")),
    "a line is remembered no more": Edit(
        lambda draft: draft.swap(", remember: {cast: You cast off.}", "", "quay"), lost=frozenset({"cast"}),
        notes=where(lambda state: "cast" in state.lines, LINE),
    ),
    "an achievement is removed": Edit(
        lambda draft: draft.find("high: {title: High}\n").swap(", achieve: deep", ""), lost=frozenset({"deep"}),
        notes=where(lambda state: "deep" in state.achieved, "'deep' is no longer among the things to be found, and was dropped."),
    ),
    "a deck has another name": Edit(lambda draft: draft.swap("strand", "shingle")),
}  # fmt: skip


def test_the_road_leads_through_the_whole_story(saves: tuple[SavedGame, ...]) -> None:
    assert tuple(saved.state.beat for saved in saves) == BEATS
    assert [saved.state.qualities for saved in (saves[0], saves[8], saves[-1])] == [
        {"oil": 2, "nerve": 0, "lit": False, "boat": "moored"},
        {"oil": 6, "nerve": 1, "lit": True, "boat": "adrift"},
        {"oil": 4, "nerve": 3, "lit": True, "boat": "adrift"},
    ]
    last = saves[-1].state
    assert (last.marks, last.lines, last.achieved) == ({"s01": "strained", "s02": "struck"}, ["cast"], ["deep"])
    assert any(saved.state.visits for saved in saves)
    assert any(saved.state.throw for saved in saves)


@pytest.mark.parametrize("edit", EDITS)
def test_a_game_goes_on_in_a_changed_story(saves: tuple[SavedGame, ...], tmp_path: Path, edit: str) -> None:
    expected, draft = EDITS[edit], Draft()
    expected.do(draft)
    story = draft.load(tmp_path)
    told = 0
    for saved in saves:
        old = saved.state
        game, notes = unpack(saved, story)
        new = snapshot(story, game.state)
        assert [str(note) for note in notes] == expected.notes(old)
        told += len(notes)

        # The place: where it was, under its name of today.
        place = expected.place.get(old.beat, now(expected, old.beat))
        assert new.beat == place
        assert game.view.beat.key == place
        stays = old.beat not in expected.place
        assert new.fresh == (old.fresh or not stays)
        assert new.throw == (old.throw if stays else None)

        # No effect ran: all is as it was saved, but for what the report names.
        assert new.qualities == expected.values(dict(old.qualities))
        assert (new.seed, new.draws, new.steps) == (old.seed, old.draws, old.steps)
        slots = story.layout.slots
        for kind, before, after in (
            ("seen", old.seen, new.seen),
            ("chosen", old.chosen, new.chosen),
            ("drawn", old.drawn, new.drawn),
        ):
            renamed = {now(expected, name): times for name, times in before.items()}
            assert after == {name: times for name, times in renamed.items() if f"{kind}:{name}" in slots}
        assert new.marks == {name: mark for name, mark in old.marks.items() if name not in expected.lost}
        assert new.lines == [name for name in old.lines if name not in expected.lost]
        assert new.achieved == [expected.found.get(name, name) for name in old.achieved if name not in expected.lost]
        assert list(game.log) == list(saved.log)
        if expected.past:
            assert game.undoable == len(saved.log)

        # The game goes on, and what was told once is not told again.
        again, more = unpack(decode(encode(pack(game, "again", ""))), story)
        assert [str(note) for note in more] == []
        assert again.state == game.state
        for _ in range(8):
            assert not game.view.is_stuck
            if game.view.is_ending:
                break
            game.choose([choice.id for choice in game.view.choices if choice.is_open][-1])
    assert told or not expected.notes(saves[-1].state)


def now(edit: Edit, name: str) -> str:
    """What a scene, beat or choice is called after an edit: the longest part of it that has another name has that."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        head = ".".join(parts[:length])
        if head in edit.names:
            return ".".join([edit.names[head], *parts[length:]])
    return name
