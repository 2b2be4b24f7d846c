"""A story of ours in Twine and back: every beat, every word, every link."""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from game.authoring.twee import DATA, TITLE, Passage, parse
from game.authoring.twee_export import RETURN, export_twee, ifid, passage_names
from game.authoring.twee_import import import_twee, write_story
from game.paths import own_story
from game.story import Story, check_story, load_story, markup
from game.story.compile_text import one_line, paragraphs
from game.story.runtime import Beat, Choice, Move
from game.story.yaml_tree import read
from tests.building import LANTERN, OVER
from tests.building import write_story as write_files
from tests.play.random_stories import QUALITIES, files_of, stories
from tests.test_cli import trotsky

OWN = own_story()
_BRACES = re.compile(r"\{\{|\}\}")
_COMMENT = re.compile(r"<!-- (.*?)(?: |(?<=\n))-->", re.DOTALL)


def yaml_of(text: str) -> dict[str, Any]:
    from game.story.problems import Problems

    problems = Problems()
    document = read(text, "file", problems)
    assert document is not None
    assert list(problems) == []
    value = document.value
    assert isinstance(value, dict)
    return value


def told(text: Any, story: Story) -> Iterator[str]:
    """Every paragraph of a text as an author wrote it, all variants in their order, without markup."""
    for item in [] if text is None else [text] if isinstance(text, str) else text:
        if isinstance(item, str):
            yield from (shown(paragraph) for paragraph in paragraphs(item))
            continue
        for key in ("text", "first", "then"):
            yield from told(item.get(key), story)
        for key in ("sequence", "cycle", "shuffle"):
            yield from (shown(one_line(option)) for option in item.get(key, ()))
        if "quote" in item and story.source is not None:
            found = story.source.sentences.get(item["quote"])
            yield one_line(found.text if found is not None else item["quote"])
        yield from told(item.get("else"), story)


def shown(text: str) -> str:
    """A text of ours as it reads with its expressions left in their braces."""
    values: list[str] = []

    def hold(found: re.Match[str]) -> str:
        values.append(found.group())
        return "\ue000"

    plain = _BRACES.sub(
        lambda found: found.group()[0],
        markup.plain(re.sub(r"\{\{|\}\}|\{[^{}]*\}", lambda m: m[0] if m[0] in ("{{", "}}") else hold(m), text)),
    )
    rest = iter(values)
    return re.sub("\ue000", lambda _: next(rest), plain)


def written(folder: Path, story: Story) -> Iterator[tuple[str, dict[str, Any], Any, list[dict[str, Any]]]]:
    """Every beat as its file says it: its key, its mapping, its text, its choices."""

    def opened(
        scene: str, choices: list[dict[str, Any]]
    ) -> Iterator[tuple[str, dict[str, Any], Any, list[dict[str, Any]]]]:
        for choice in choices:
            if choice.get("choices"):
                yield f"{scene}.{name_of(choice)}", {}, choice.get("reply"), choice["choices"]
                yield from opened(scene, choice["choices"])

    for scene in story.scenes.values():
        own = yaml_of((folder / scene.file).read_text(encoding="utf-8"))
        yield f"{scene.id}.start", own, own.get("text"), own.get("choices", [])
        yield from opened(scene.id, own.get("choices", []))
        for name, beat in own.get("beats", {}).items():
            yield f"{scene.id}.{name}", beat, beat.get("text"), beat.get("choices", [])
            yield from opened(scene.id, beat.get("choices", []))


def texts_of(folder: Path, story: Story) -> dict[str, list[str]]:
    """The paragraphs of every beat by its key, from the files themselves."""
    found = {key: list(told(text, story)) for key, _, text, _ in written(folder, story)}
    return {key: found[key] for key in story.beats}


def name_of(choice: dict[str, Any]) -> str:
    from game.story.names import slug

    return str(choice.get("id") or slug(choice["text"]))


def moves(choice: Choice) -> Iterator[Move]:
    outcomes = [choice.outcome] if choice.chance is None else [choice.chance.then, choice.chance.otherwise]
    yield from (outcome.move for outcome in outcomes)


def targets(beat: Beat, names: dict[str, str]) -> Counter[str]:
    """Every place that a beat leads to, by the name of its passage."""
    found: Counter[str] = Counter()
    for choice in beat.choices:
        for move in moves(choice):
            where = {"return": RETURN, "draw": f"(deck {move.target})", "stay": names[beat.key]}
            found[where.get(move.kind) or names[move.target]] += 1
            if move.after:
                found[names[move.after]] += 1
    return found


def check_round_trip(folder: Path, story: Story, into: Path) -> None:
    """Export and import again, and hold every beat's text and every link against the story's own files."""
    made = import_twee(export_twee(story, folder).encode(), "back")
    write_story(made, into)
    back, problems = check_story(into)
    assert [str(problem) for problem in problems] == []
    assert back is not None
    names, texts = passage_names(story), texts_of(folder, story)
    scenes = {scene.title: scene for scene in back.scenes.values()}
    titles = {scene.beats[0].key: scene.title for scene in back.scenes.values()}
    assert titles[back.start] == names[story.start]
    for key, beat in story.beats.items():
        scene = scenes[names[key]]
        prose = scene.beats[0].prose.fixed
        assert prose is not None
        assert [markup.plain(paragraph.text) for paragraph in prose] == texts[key], key
        links = Counter(titles[choice.outcome.move.target] for choice in scene.beats[0].choices)
        assert links == targets(beat, names), key
        assert scene.ending == (not beat.choices)
        if len(links) > 1:
            ids = {choice.id for choice in scene.beats[0].choices}
            assert {choice.id for choice in beat.choices if not choice.implied} <= ids


def test_our_own_story_comes_back_with_every_text_and_every_link(tmp_path: Path) -> None:
    story = load_story(OWN)
    assert len(story.beats) > 200
    check_round_trip(OWN, story, tmp_path / "back")


def test_the_lantern_comes_back(lantern: Story, tmp_path: Path) -> None:
    check_round_trip(LANTERN, lantern, tmp_path / "back")


@given(stories())
def test_made_up_stories_come_back(made: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        achievements = "gulls: {title: Gulls}\nseal: {title: Seal}\n"
        path = write_files(
            Path(folder) / "story", files_of(made), qualities=json.dumps(QUALITIES), achievements=achievements,
            source=True, files={"codex/terms.yaml": "sic: {name: Sic, text: So.}\n"},
        )  # fmt: skip
        check_round_trip(path, load_story(path), Path(folder) / "back")


def passages_of(story: Story, folder: Path) -> dict[str, Passage]:
    found, remarks = parse(export_twee(story, folder))
    assert remarks == []
    assert len({passage.name for passage in found}) == len(found)
    return {passage.name: passage for passage in found}


def test_the_story_is_named_and_has_an_identity_that_stays(lantern: Story) -> None:
    found = passages_of(lantern, LANTERN)
    assert found[TITLE].text == "The Lantern"
    data = json.loads(found[DATA].text)
    assert data == {"ifid": ifid(lantern), "format": "Chapbook", "format-version": "1.2.3", "start": "the-shore"}
    assert re.fullmatch(r"[0-9A-F]{8}-[0-9A-F]{4}-5[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}", data["ifid"])
    assert data["ifid"] == "3979E863-9F03-5D53-B36E-C7E822DAE258", "A story keeps its identity for ever."


def test_tags_and_places_on_the_map(lantern: Story) -> None:
    found = passages_of(lantern, LANTERN)
    assert found["a-seal"].tags == ("chapter-1-shore", "deck-shingle")
    assert found["dark"].tags == ("chapter-2-light", "ending")
    places = [passage.metadata["position"] for name, passage in found.items() if name not in (TITLE, DATA)]
    assert len(set(places)) == len(places)
    left = {
        name: int(found[name].metadata["position"].split(",")[0])
        for name in ("the-shore", "a-seal", "the-tower", "the-tower.lamp")
    }
    assert left["the-shore"] == left["a-seal"] < left["the-tower"] < left["the-tower.lamp"]


def test_every_link_of_the_export_leads_to_a_passage() -> None:
    story = load_story(OWN)
    found = passages_of(story, OWN)
    for passage in found.values():
        for inside in re.findall(r"\[\[(.*?)\]\]", passage.text):  # as Twine looks for them
            assert inside.count("->") == 1
            assert inside.split("->")[1] in found


def notes(passage: Passage) -> list[str]:
    """The comments of a passage as the guide says to read them: without the backslashes."""
    return [
        re.sub(r"\\(.)", r"\1", note.replace("-\\-", "--").replace("[\\[", "[["))
        for note in _COMMENT.findall(passage.text)
    ]


def test_what_twine_has_no_word_for_stands_in_comments(lantern: Story) -> None:
    found = passages_of(lantern, LANTERN)
    said = {note.split("\n")[0]: note.partition("\n")[2] for note in notes(found["the-shore"])}
    assert yaml_of(said["chapter: 1-shore"]) == {"title": "The Shore", "years": "1902", "quote": "t01"}
    assert yaml_of(said["story: lantern"])["about"].startswith("A lighthouse, one night")
    assert (
        "<!-- if: boat == adrift -->\n\nThe keeper asks where his boat is.\n\n<!-- else -->" in found["the-tower"].text
    )
    assert "<!-- quote: s01 -->\n\n> I kept the light" in found["the-tower"].text
    assert "The lens<!-- codex: fresnel --> at the top" in found["the-shore"].text


@pytest.mark.parametrize("folder", [LANTERN, OWN], ids=["lantern", "own"])
def test_everything_a_file_says_stands_in_its_passage(folder: Path) -> None:
    """Beside the text: each key of a scene, a beat and a choice, in a comment that reads as the same YAML."""
    story = load_story(folder)
    found, names = passages_of(story, folder), passage_names(story)
    for key, own, _, choices in written(folder, story):
        if key not in story.beats:
            continue
        said = {note.split("\n")[0]: note.partition("\n")[2] for note in notes(found[names[key]])}
        kept = {name: value for name, value in own.items() if name not in ("text", "choices", "beats")}
        scene, beat = key.split(".")
        head = f"scene: {scene}" if beat == "start" else f"beat: {beat}"
        assert not kept or yaml_of(said[head]) == kept
        for choice in choices:
            hidden = {"text", "choices", *(["reply"] if choice.get("choices") else [])}
            note = yaml_of(said[f"choice: {name_of(choice)}"])
            assert note.pop("text", choice["text"]) == choice["text"]
            assert note == {name: value for name, value in choice.items() if name not in hidden}


HARD = """
title: "Hard -- [[x]] <!-- \\\\"
text: |
  # *One* \\*two\\* {{three}} <b> & _x_ ~y~ `z` [[no->link]] ((x: y)) $v <<m>> a\\\\b

  -- dash

  1. list {coins * 2} and {coins*2} x {coins*3}

  :: header
choices:
  - text: "A | b -> c <- d [[e]] *f* {coins} ::"
    id: hard
    reply: "Over --> <!-- [[a->b]] \\\\ ::"
    go: a
  - {text: On., if: coins > 0, locked: "No -- money.", go: b}
"""


def test_signs_of_twine_in_our_text_are_only_text(tmp_path: Path) -> None:
    path = write_files(tmp_path / "hard", {"a": HARD, "b": OVER}, qualities="coins: {meaning: money, range: [0, 9]}\n")
    story = load_story(path)
    check_round_trip(path, story, tmp_path / "back")
    passage = passages_of(story, path)["a"]
    assert re.findall(r"\[\[(.*?)\]\]", passage.text) == [r"A ¦ b → c ← d \[\[e\]\] *f* {coins} ::->a", "On.->b"]
    said = {note.split("\n")[0]: note.partition("\n")[2] for note in notes(passage)}
    assert yaml_of(said["choice: hard"])["reply"] == "Over --> <!-- [[a->b]] \\ ::"
    assert yaml_of(said["choice: hard"])["text"] == "A | b -> c <- d [[e]] *f* {coins} ::"
    assert yaml_of(said["scene: a"])["title"] == "Hard -- [[x]] <!-- \\"


@pytest.mark.parametrize("name", [TITLE, DATA])
def test_a_scene_may_be_called_like_a_passage_about_the_story(name: str, tmp_path: Path) -> None:
    path = write_files(tmp_path / "s", {"a": f"text: Here.\ngo: {name}\n", name: OVER})
    found = passages_of(load_story(path), path)
    assert found[f"{name} (scene)"].text.endswith("It is over.")


def test_the_command_prints_or_writes(tmp_path: Path) -> None:
    printed = trotsky("export", str(LANTERN), "--format", "twee")
    file = tmp_path / "lantern.twee"
    written = trotsky("export", str(LANTERN), "--out", str(file))
    assert (printed.returncode, printed.stderr, written.returncode, written.stdout) == (0, "", 0, "")
    assert file.read_text(encoding="utf-8") == printed.stdout
    assert "passages in" in written.stderr
    assert trotsky("export", str(LANTERN), "--out", str(file)).returncode == 0, "A Twee file may be written anew."


def test_the_command_writes_over_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "story.yaml"
    file.write_text("title: Mine\n")
    for out, words in (
        (file, "no Twee file"),
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "x", "There is no folder"),
    ):
        done = trotsky("export", str(LANTERN), "--out", str(out))
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
    assert file.read_text() == "title: Mine\n"


def test_a_story_with_mistakes_is_not_exported(tmp_path: Path) -> None:
    path = write_files(tmp_path / "s", {"a": "text: Here.\ngo: nowhere\n"})
    done = trotsky("export", str(path))
    assert done.returncode == 1
    assert "R301" in done.stdout
