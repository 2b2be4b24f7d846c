"""The guides keep their word: their examples load, their printed mistakes are the real ones, and no key is left out."""

from __future__ import annotations

import hashlib
import inspect
import re
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from game.authoring.analysis import analyse
from game.play import Session
from game.play.session import Step
from game.play.snapshot import Snapshot
from game.play.state import Return, Throw
from game.saves import unpack
from game.saves.format import FORMAT, Preview, SavedGame, SavedStory, decode
from game.story import check_story, load_story, model
from game.story.codes import CODES
from game.story.expressions import function_names
from game.story.load import check_files

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "scenes" / "README.md").read_text(encoding="utf-8")
SAVES = (ROOT / "saves" / "README.md").read_text(encoding="utf-8")
SEEDS = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
ESSAY = next((ROOT / "seeds").glob("*.txt"))

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_YAML_FILE = re.compile(r"# file: ([\w./-]+?)(?: \(([\w ]+)\))?\n")
_OTHER_FILE = re.compile(r"<!-- file: ([\w./-]+) -->\n\Z")

# Where the guide lists the keys of each type, and only those.
HEADINGS: dict[type[msgspec.Struct], str] = {
    model.Variants: "Keys of a paragraph",
    model.Changes: "Changes",
    model.Effects: "Keys of a conditional change",
    model.Outcome: "Keys of an outcome",
    model.Chance: "Keys of a chance",
    model.Choice: "Keys of a choice",
    model.Beat: "Keys of a beat",
    model.Scene: "Keys of a scene",
    model.Quality: "Keys of a quality",
    model.Achievement: "Keys of an achievement",
    model.Migration: "Keys of migrate",
    model.StoryFile: "Keys of story.yaml",
    model.ChapterFile: "Keys of chapter.yaml",
    model.Sentence: "Keys of a sentence",
    model.SourceFile: "Keys of the source's file",
    model.Person: "Keys of a person",
    model.Place: "Keys of a place",
    model.Term: "Keys of a term",
}
SAVED: dict[type[msgspec.Struct], str] = {
    SavedGame: "The file",
    SavedStory: "`story`",
    Preview: "`preview`",
    Snapshot: "`state`",
    Throw: "`throw`",
    Return: "`visits`",
    Step: "`log`",
}


class Example(NamedTuple):
    """A file that the guide shows. A variant replaces the plain file of that name, and may print mistakes."""

    path: str
    variant: str
    content: str
    printed: str


def _examples() -> list[Example]:
    blocks = list(_FENCE.finditer(GUIDE))
    found: list[Example] = []
    for number, block in enumerate(blocks):
        language, content = block.groups()
        other = _OTHER_FILE.search(GUIDE[: block.start()])
        if language == "yaml":
            named = _YAML_FILE.match(content)
            assert named is not None, f"A YAML example must begin with '# file: …':\n{content[:200]}"
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            printed = following.group(2) if following is not None and following.group(1) == "text" else ""
            is_mistake = named.group(2) == "with a mistake"
            found.append(Example(named.group(1), named.group(2) or "", content, printed if is_mistake else ""))
        elif other is not None:
            found.append(Example(other.group(1), "", content, ""))
    return found


EXAMPLES = _examples()
VARIANTS = [example for example in EXAMPLES if example.variant]


def _write(folder: Path, story: str) -> Path:
    """The plain files of one of the guide's stories."""
    for example in EXAMPLES:
        if not example.variant and example.path.startswith(f"{story}/"):
            path = folder / example.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.content, encoding="utf-8", newline="\n")
    return folder / story


def _section(guide: str, heading: str) -> str:
    """What stands under a heading, up to the next heading of any level."""
    match = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", guide, re.MULTILINE | re.DOTALL)
    assert match is not None, f"The guide has no heading '{heading}'."
    return match.group(1)


def _rows(section: str) -> set[str]:
    """The keys that the tables of a section list, each in the first column."""
    return set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE))


def _own_keys(kind: type[msgspec.Struct]) -> set[str]:
    """The keys that a type adds to those of the type it extends."""
    keys = {entry.encode_name for entry in msgspec.structs.fields(kind)}
    for parent in kind.__mro__[1:]:
        if issubclass(parent, msgspec.Struct):
            keys -= {entry.encode_name for entry in msgspec.structs.fields(parent)}
    return keys


@pytest.mark.parametrize("story", sorted({example.path.split("/")[0] for example in EXAMPLES}))
def test_the_stories_of_the_guide_load(story: str, tmp_path: Path) -> None:
    _, problems = check_story(_write(tmp_path, story))
    assert [str(problem) for problem in problems] == []


@pytest.mark.parametrize("example", VARIANTS, ids=lambda example: f"{example.path}-{VARIANTS.index(example)}")
def test_each_variant_prints_what_the_guide_shows(example: Example, tmp_path: Path) -> None:
    folder = _write(tmp_path, example.path.split("/")[0])
    assert (tmp_path / example.path).is_file(), "A variant replaces a file that the guide shows."
    (tmp_path / example.path).write_text(example.content, encoding="utf-8", newline="\n")
    _, problems = check_story(folder)
    assert "".join(f"{problem}\n" for problem in problems) == example.printed
    assert bool(example.printed) == (example.variant == "with a mistake")


def test_the_first_story_can_be_played(tmp_path: Path) -> None:
    session = Session.new(load_story(_write(tmp_path, "my-story")), seed=1)
    session.choose("knock")
    assert [choice.id for choice in session.view.choices] == ["climb-over"]
    session.choose("climb-over")
    assert session.view.is_ending


def test_the_ferry_can_be_played_to_its_far_bank(tmp_path: Path) -> None:
    session = Session.new(load_story(_write(tmp_path, "ferry")), seed=1)
    for choice in (
        "ring-the-bell", "ring-again", "ring-again", "stand-and-wait",
        "ask-him-about-the-bill", "have-you-never-lost-anybody", "let-it-be", "pay",
        "look-under-the-bench", "continue", "let-the-river-bring-what-it-brings", "continue",
        "let-the-river-bring-what-it-brings", "continue", "sleep-and-wake-on-the-other-side", "wake",
    ):  # fmt: skip
        session.choose(choice)
    assert session.view.is_ending
    assert "He does not look at you as you step out." in session.view.text
    assert "The bill would need 1 corrections." in session.view.text
    assert session.story.scenes["a-steamer"].beats[0].key in [step.beat for step in session.log]


def test_every_type_of_the_format_has_its_place_in_the_guide() -> None:
    written = {
        kind
        for _, kind in inspect.getmembers(model, inspect.isclass)
        if issubclass(kind, model.Authored) and kind is not model.Authored
    }
    assert set(HEADINGS) == written


@pytest.mark.parametrize(("kind", "heading"), HEADINGS.items(), ids=HEADINGS.values())
def test_the_guide_lists_exactly_the_keys_of_the_format(kind: type[msgspec.Struct], heading: str) -> None:
    assert _rows(_section(GUIDE, heading)) == _own_keys(kind)


def test_the_guide_lists_exactly_the_functions_of_expressions() -> None:
    first_column = re.findall(r"^\|([^|]*)\|", _section(GUIDE, "The functions"), re.MULTILINE)
    assert set(re.findall(r"`(\w+)\(", " ".join(first_column))) == set(function_names())


def test_the_guide_lists_exactly_the_codes_of_the_check() -> None:
    rows = re.findall(
        r"^\| ([A-Z]\d{3}) \| (\w+) \| (.+) \|$", _section(GUIDE, "What `trotsky check` finds"), re.MULTILINE
    )
    assert {code: (severity, title) for code, severity, title in rows} == {
        code: (meaning.severity, meaning.title) for code, meaning in CODES.items()
    }
    assert len(rows) == len(CODES)


@pytest.mark.parametrize("story", ["my-story", "ferry"])
def test_the_stories_of_the_guide_have_nothing_to_be_warned_of(story: str, tmp_path: Path) -> None:
    checked = check_files(_write(tmp_path, story))
    analyse(checked)
    assert [str(problem) for problem in checked.problems.of("warning")] == []


def test_every_link_inside_the_guides_leads_somewhere() -> None:
    for guide in (GUIDE, SAVES, SEEDS):
        prose = _FENCE.sub("", guide)
        headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
        anchors = {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
        assert set(re.findall(r"\]\(#([^)]+)\)", prose)) <= anchors


@pytest.mark.parametrize(("kind", "heading"), SAVED.items(), ids=SAVED.values())
def test_the_saves_guide_lists_exactly_the_fields_of_a_save(kind: type[msgspec.Struct], heading: str) -> None:
    assert _rows(_section(SAVES, heading)) == _own_keys(kind)


def test_the_worked_example_of_a_save_opens_in_its_story() -> None:
    example = next(content for language, content in _FENCE.findall(SAVES) if language == "json")
    game = decode(example.encode())
    assert game.format == FORMAT
    session, notes = unpack(game, load_story(ROOT / "tests" / "stories" / "lantern"))
    assert notes == []
    assert session.undoable == len(game.log) > 0, "Playing the log again leads to the saved state."


def test_the_seeds_guide_tells_the_essay_by_its_bytes() -> None:
    content = ESSAY.read_bytes()
    assert hashlib.sha256(content).hexdigest() in SEEDS
    assert f"{len(content):,} bytes" in SEEDS
