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
from game.authoring.story_tests import format as story_tests
from game.authoring.story_tests import play_test, read_tests, report
from game.authoring.story_tests.report import count_of, lines_of
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
from tests.test_cli import trotsky

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "scenes" / "README.md").read_text(encoding="utf-8")
SAVES = (ROOT / "saves" / "README.md").read_text(encoding="utf-8")
SEEDS = (ROOT / "seeds" / "README.md").read_text(encoding="utf-8")
ESSAY = next((ROOT / "seeds").glob("*.txt"))

MISTAKE = "with a mistake"
FAILS = "that fails"
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_YAML_FILE = re.compile(r"# file: ([\w./-]+?)(?: \(([\w ]+)\))?\n")
_SEE = re.compile(r"; see \[[^\]]*\]\(#[^)]*\)")
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
TEST_HEADINGS: dict[type[msgspec.Struct], str] = {
    story_tests.StoryTest: "Keys of a test",
    story_tests.Step: "Keys of a step",
    story_tests.Expected: "Keys of expect",
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
            is_mistake = named.group(2) in (MISTAKE, FAILS)
            found.append(Example(named.group(1), named.group(2) or "", content, printed if is_mistake else ""))
        elif other is not None:
            found.append(Example(other.group(1), "", content, ""))
    return found


EXAMPLES = _examples()
VARIANTS = [example for example in EXAMPLES if example.variant and example.variant != FAILS]
FAILING = [example for example in EXAMPLES if example.variant == FAILS]
_FENCED_TWEE = next(content for language, content in _FENCE.findall(GUIDE) if language == "twee")


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


def _table(section: str) -> dict[str, tuple[str, str]]:
    """Key to what the tables of a section say of it, without links, and its default."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) \|$", section, re.MULTILINE)
    return {key: (re.sub(r"\[([^\]]*)\]\(#[^)]*\)", r"\1", _SEE.sub("", what)), default) for key, what, default in rows}


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
    assert bool(example.printed) == (example.variant == MISTAKE)


def _told(folder: Path) -> str:
    """What `trotsky test` prints of the story in the folder."""
    story = load_story(folder)
    tests, problems = read_tests(folder, story)
    assert [str(problem) for problem in problems] == []
    played = [play_test(test, folder) for test in tests]
    return "".join(f"{line}\n" for each in played for line in lines_of(each)) + f"{count_of(report(story, played))}\n"


def test_the_tests_of_the_guide_are_as_expected(tmp_path: Path) -> None:
    assert _told(_write(tmp_path, "ferry")).endswith("The Ferry: 3 tests, all as expected.\n")


@pytest.mark.parametrize("example", FAILING, ids=lambda example: example.path)
def test_a_test_that_fails_prints_what_the_guide_shows(example: Example, tmp_path: Path) -> None:
    folder = _write(tmp_path, example.path.split("/")[0])
    (tmp_path / example.path).write_text(example.content, encoding="utf-8", newline="\n")
    assert _told(folder) == example.printed


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


def test_the_twee_file_of_the_guide_becomes_the_story_it_shows(tmp_path: Path) -> None:
    (tmp_path / "gate.twee").write_text(_FENCED_TWEE, encoding="utf-8")
    done = trotsky("import", "gate.twee", "gate", cwd=tmp_path)
    assert f"```text\n{done.stderr}{done.stdout}```" in GUIDE
    files = sorted(path for path in (tmp_path / "gate").rglob("*") if path.is_file())
    written = {path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in files}
    shown = {example.path: example.content for example in EXAMPLES if example.path.startswith("gate/")}
    assert shown == {path: f"# file: {path}\n{content}" for path, content in written.items()}


def test_every_type_of_the_format_has_its_place_in_the_guide() -> None:
    for module, headings in ((model, HEADINGS), (story_tests, TEST_HEADINGS)):
        written = {
            kind
            for _, kind in inspect.getmembers(module, inspect.isclass)
            if issubclass(kind, model.Authored) and kind is not model.Authored
        }
        assert set(headings) == written


@pytest.mark.parametrize(("kind", "heading"), [*HEADINGS.items(), *TEST_HEADINGS.items()])
def test_the_guide_lists_exactly_the_keys_of_the_format(kind: type[msgspec.Struct], heading: str) -> None:
    assert _rows(_section(GUIDE, heading)) == _own_keys(kind)


@pytest.mark.parametrize(("kind", "heading"), HEADINGS.items(), ids=HEADINGS.values())
def test_the_guide_and_the_format_say_the_same_of_each_key(kind: type[msgspec.Struct], heading: str) -> None:
    told = _table(_section(GUIDE, heading))
    properties = msgspec.json.schema_components([kind])[1][kind.__name__]["properties"]
    assert {key: properties[key].get("description") for key in told} == {key: what for key, (what, _) in told.items()}
    required = {field.encode_name for field in msgspec.structs.fields(kind) if field.required}
    assert {key for key, (_, default) in told.items() if default == "must be there"} == required & told.keys()


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
