"""`trotsky saves …`: what each command prints and keeps, what it refuses in a sentence, and that files from elsewhere do no harm."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from game.cli import cli
from game.cli.saves_report import table as lines_of
from game.play import Session
from game.saves import AUTOSAVE, SavedGame, Store, pack
from game.saves.format import FORMAT, MOST_BYTES, encode
from game.saves.inspect import LONGEST_SHOWN
from game.story import Story, load_story
from tests.building import LANTERN, OVER, write_story

AT = "2026-05-03T12:00:00+00:00"
ESCAPE = "\x1b[31m\x9b2Jred\x07"
OBEYED = {chr(number) for number in (*range(32), *range(127, 160))} - {"\n"}


def game_of(story: Story, *choices: str, name: str = "a game", at: str = AT) -> SavedGame:
    session = Session.new(story, 7)
    for choice in choices:
        session.choose(choice, at)
    return pack(session, name, at, 125 * 60)


class Table(NamedTuple):
    """Games of one story in a folder, and the command about them."""

    run: Callable[..., Result]
    store: Store
    story: Story

    def json(self, *words: str) -> Any:
        """What the command prints with --json."""
        return json.loads(self.run(words[0], "--json", *words[1:]).stdout)

    def keep(self, name: str, *choices: str, at: str = AT) -> SavedGame:
        """Put a game into the folder."""
        game = replace(game_of(self.story, *choices, at=at), name=name)
        self.store.save(name, game)
        return game

    def files(self) -> dict[str, bytes]:
        """Everything in the folder, but for locks."""
        found = [path for path in sorted(self.store.folder.rglob("*")) if path.is_file()]
        return {str(path): path.read_bytes() for path in found if ".locks" not in path.parts}


def table_of(folder: Path, story: Path) -> Table:
    loaded = load_story(story)

    def run(*words: str) -> Result:
        verb, *rest = words
        done = CliRunner().invoke(cli, ["saves", verb, "--saves", str(folder), "--story", str(story), *rest])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert not set(done.stdout + done.stderr) & OBEYED
        assert "\u202e" not in done.stdout + done.stderr
        return done

    return Table(run, Store(folder / loaded.id), loaded)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """A clock two hours before that of the saves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC-2")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return table_of(tmp_path / "saves", LANTERN)


def said(done: Result) -> str:
    """The one sentence of a refusal."""
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.rstrip().endswith((".", "?"))
    return done.stderr.strip()


def damage(path: Path) -> bytes:
    content = path.read_bytes().replace(b'"seed": 7', b'"seed": 8')
    path.write_bytes(content)
    return content


# -- list -----------------------------------------------------------------------------------------


def test_an_empty_folder_is_no_fault(table: Table) -> None:
    done = table.run("list")
    assert (done.exit_code, done.stdout) == (0, f"No game is kept in {table.store.folder} yet.\n")
    assert table.run("list", "--deleted").stdout == f"No deleted game is in {table.store.folder}/deleted.\n"
    assert table.json("list") == {"folder": str(table.store.folder), "games": []}
    assert table.run("verify").stdout == f"No game is kept in {table.store.folder} yet.\n"
    assert not table.store.folder.exists()


def test_the_list_tells_when_where_and_how_long(table: Table) -> None:
    table.keep("Before the door", "count-the-gulls", "untie-the-boat")
    table.keep(AUTOSAVE, at="2026-05-04T23:30:00+00:00")
    assert table.run("list").stdout.splitlines() == [
        "NAME             SAVED              CHOICES  PLAYED     WHERE IT STANDS",
        "autosave         5 May 2026, 01:30        0  2 h 5 min  The Shore · The Shore · 1 May 1902",
        "Before the door  3 May 2026, 14:00        2  2 h 5 min  The Shore · The Shore · 1 May 1902",
    ]
    found = table.json("list")["games"][1]
    assert found == {
        "name": "Before the door",
        "file": str(table.store.path("Before the door")),
        "saved_at": AT,
        "chapter": "The Shore",
        "scene": "The Shore",
        "date": "1 May 1902",
        "line": "It goes out with the tide, adrift.",
        "choices": 2,
        "playtime": 7500,
        "trouble": "",
        "earlier": "",
    }


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_list_is_as_wide_as_it_is(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    table.keep("夜" * 20, at="2026-05-03T11:00:00+00:00")
    table.keep("one")
    monkeypatch.setenv("COLUMNS", "84")
    monkeypatch.setattr("sys.stdout", _Terminal())
    lines = list(lines_of(table.store.slots()))
    assert lines[1:] == [
        f"{'one':40}  3 May 2026, 14:00        0  2 h 5 min  Th…",
        f"{'夜' * 20}  3 May 2026, 13:00        0  2 h 5 min  Th…",
    ]


def test_a_damaged_game_is_listed_with_the_way_to_the_one_before(table: Table) -> None:
    table.keep("my game")
    table.keep("my game", "count-the-gulls")
    damage(table.store.path("my game"))
    table.store.path("new").write_text('{"format": 99}')
    done = table.run("list")
    assert done.exit_code == 0
    assert (
        "my game: cannot be opened. The file is damaged: it is not what was written, for its checksum does not fit."
        in done.stdout
    )
    options = f"--saves {table.store.folder.parent} --story {LANTERN}"
    assert f"(saved 3 May 2026, 14:00): `trotsky saves restore --earlier {options} 'my game'`.\n" in done.stdout
    assert "new: cannot be opened. The game was saved by a newer version" in done.stdout
    games = {game["name"]: game for game in table.json("list")["games"]}
    assert games["my game"]["earlier"] == AT
    assert "damaged" in games["my game"]["trouble"]
    assert games["new"]["earlier"] == ""


def test_the_recommended_command_is_one_that_works(table: Table) -> None:
    for name in ("it's my game", "--earlier", "x" * 300):
        table.keep(name)
        table.keep(name, "count-the-gulls")
        damage(table.store.path(name))
        line = next(line for line in table.run("list").stdout.splitlines() if "An earlier one" in line)
        command = line[line.index("`") + 1 : line.rindex("`")]
        done = subprocess.run(
            command.replace("trotsky", f"{sys.executable} -m game", 1), shell=True, capture_output=True, text=True, timeout=60
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, "")
        assert table.store.load(name).log == []


def test_a_folder_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "lantern").write_text("no folder")
    assert "which cannot be read (Not a directory)" in said(table_of(tmp_path, LANTERN).run("list"))
    done = CliRunner().invoke(cli, ["saves", "list", "--story", str(LANTERN), "--saves", "~nobody-of-this-name"])
    assert said(done).startswith("There is no such place as ~nobody-of-this-name.")


def test_a_story_that_cannot_be_opened_is_told_as_elsewhere(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["saves", "list", "--story", str(tmp_path / "none")])
    assert done.exit_code == 2
    assert "There is no folder" in done.stderr
    assert "The story cannot be opened." in done.stderr


# -- which game is meant --------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["show", "verify", "rename", "delete", "path", "export", "restore --earlier"])
def test_a_name_that_matches_nothing_is_answered_with_the_nearest(table: Table, verb: str) -> None:
    table.keep("Before the door")
    table.keep("Before the dawn")
    table.keep("zzz")
    before = table.files()
    words = [*verb.split(), "before the doer", *(["x"] if verb in ("rename", "export") else [])]
    sentence = said(table.run(*words))
    assert sentence.startswith("There is no game called 'before the doer'. Did you mean 'Before the door' or ")
    assert "zzz" not in sentence
    assert table.files() == before


def test_where_nothing_is_near_the_list_is_named(table: Table) -> None:
    assert said(table.run("show", "x")) == "There is no game called 'x'. None is kept there."
    table.keep("Before the door")
    assert said(table.run("show", "qqq")) == "There is no game called 'qqq'. `trotsky saves list` prints the names."
    assert len(said(table.run("show", "q" * 5000))) < 200


def test_games_of_one_name_are_told_apart_by_their_files(table: Table) -> None:
    table.keep("one")
    copy = table.store.folder / "game-copy.json"
    copy.write_bytes(table.store.path("one").read_bytes())
    assert said(table.run("show", "one")) == (
        "2 games are called 'one'. Give the name of a file instead: game-copy.json, game-one.json."
    )
    assert "  one: game-copy.json\n" in table.run("list").stdout
    assert table.run("path", "game-copy.json").stdout == f"{copy}\n"
    copy = copy.rename(copy.with_name("game-COPY.json"))
    sentence = said(table.run("rename", "game-COPY.json", "two"))
    assert "game-COPY.json is not where this program keeps a game called 'one'." in sentence
    assert "`trotsky saves import --saves" in sentence
    assert table.run("delete", "game-COPY.json").exit_code == 0
    assert table.run("show", "one").exit_code == 0


# -- show -----------------------------------------------------------------------------------------


def test_show_prints_all_that_the_save_says(table: Table) -> None:
    table.keep("Before the door", "count-the-gulls", "untie-the-boat")
    assert table.run("show", "Before the door").stdout.splitlines() == [
        "Before the door",
        f"  File       {table.store.path('Before the door')}",
        "  Story      «The Lantern» (lantern), version 1",
        "             Its files are those of when the game was saved.",
        f"  Format     {FORMAT}, with a checksum",
        "  Saved      3 May 2026, 14:00",
        "  Played     2 h 5 min",
        "  Stands at  the-shore.start: The Shore · The Shore · 1 May 1902",
        "             It goes out with the tide, adrift.",
        "  Chance     seed 7, 0 drawn",
        "  Choices    2, of which 2 can be taken back",
        "  Marks      1",
        "  Qualities",
        "    oil: 2",
        "    courage: 1",
        "    met_the_keeper: false",
        "    boat: adrift",
    ]
    found = table.json("show", "Before the door")
    assert (found["is_this_story"], found["is_unchanged"], found["changes"], found["undoable"]) == (True, True, [], 2)
    assert found["qualities"] == {"oil": 2, "courage": 1, "met_the_keeper": False, "boat": "adrift"}
    assert (found["log"], found["replay"]) == (None, None)


def test_the_log_is_printed_choice_by_choice(table: Table) -> None:
    table.keep("one", "count-the-gulls", "untie-the-boat")
    lines = table.run("show", "one", "--log").stdout.splitlines()
    assert lines[-3:] == [
        "Choices, the oldest first:",
        "      1  the-shore.start  count-the-gulls  3 May 2026, 14:00",
        "      2  the-shore.start  untie-the-boat  3 May 2026, 14:00",
    ]
    assert table.json("show", "one", "--log")["log"][0] == {
        "beat": "the-shore.start",
        "choice": "count-the-gulls",
        "at": AT,
    }
    table.keep("two")
    assert table.run("show", "two", "--log").stdout.endswith("No choice was made yet.\n")


def test_a_damaged_game_is_not_shown(table: Table) -> None:
    table.keep("one")
    table.keep("one", "count-the-gulls")
    damage(table.store.path("one"))
    sentence = said(table.run("show", "one"))
    assert sentence.startswith(
        "The game 'one' cannot be opened. The file is damaged: it is not what was written, for its checksum does not fit."
    )
    assert str(table.store.path("one")) in sentence
    assert "`trotsky saves restore --earlier " in sentence


def test_a_game_of_another_story_is_shown_but_not_replayed(table: Table, tmp_path: Path) -> None:
    other = load_story(write_story(tmp_path / "other", {"a": OVER}, story="id: other\n"))
    table.store.save("foreign", game_of(other))
    done = table.run("show", "foreign")
    assert done.exit_code == 0
    assert "  Story      «Made» (other)" in done.stdout
    assert "This is another story than «The Lantern», so the game does not open here." in done.stdout
    assert "can be taken back" not in done.stdout
    found = table.json("show", "foreign")
    assert (found["is_this_story"], found["changes"]) == (False, None)
    assert said(table.run("show", "foreign", "--replay")).startswith("This game is of «Made», not of «The Lantern».")


# -- a story that changed -------------------------------------------------------------------------

OLD = {
    "a": "text: A.\nchoices:\n  - {text: On., go: b, add: {coins: 4}}\n  - {text: Stay., sticky: true}",
    "b": "text: B.\nchoices:\n  - {text: On., go: c}\n  - {text: Back., go: a}",
    "c": "text: C.\nending: true",
}
COINS = "coins: {meaning: money, range: [0, 9], start: 1}\nhat: {meaning: a hat}\n"


class Tale(NamedTuple):
    """A table with one game of the story as it was, and a way to change the story."""

    table: Table
    change: Callable[..., None]


@pytest.fixture
def tale(tmp_path: Path) -> Tale:
    def write(scenes: dict[str, str], qualities: str) -> Path:
        for scene in (tmp_path / "tale").rglob("*.yaml"):
            scene.unlink()
        return write_story(tmp_path / "tale", scenes, qualities=qualities, story="id: tale\n")

    table = table_of(tmp_path / "saves", write(OLD, COINS))
    table.keep("mine", "stay", "on", "on")

    def change(qualities: str = COINS, **scenes: str) -> None:
        changed = {**OLD, **scenes}
        write({name: text for name, text in changed.items() if text}, qualities)

    return Tale(table, change)


def test_what_opening_would_change_is_told(tale: Tale) -> None:
    before = tale.table.files()
    tale.change("coins: {meaning: money, range: [0, 3], start: 1}\n", b=OLD["b"].replace("go: c", "go: a"), c="")
    lines = tale.table.run("show", "mine").stdout.splitlines()
    assert "             Its files have changed since the game was saved." in lines
    changes = {
        "moved": "The place 'c.start' is gone from the story; the game stands at 'b.start', where it last was.",
        "defaulted": "'coins' was 5, which is outside its range now; it is 3.",
        "dropped": "'hat' was dropped: the story has no such quality now.",
    }
    assert lines[lines.index("Opening it moves the game:") :] == [
        "Opening it moves the game:",
        f"  {changes['moved']}",
        "Opening it gives other values:",
        f"  {changes['defaulted']}",
        "Opening it drops something:",
        f"  {changes['dropped']}",
    ]
    found = tale.table.json("show", "mine")["changes"]
    assert {change["kind"]: change["sentence"] for change in found} == changes
    assert tale.table.files() == before
    done = tale.table.run("verify")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "mine: changes on opening. 'coins' was 5, which is outside its range now; it is 3. … and 2 more.\n"
    )
    assert done.stdout.endswith("1 file: 0 sound, 1 that changes on opening, none that cannot be opened.\n")


def test_a_change_that_touches_nothing_is_told_too(tale: Tale) -> None:
    tale.change(c="text: C, said better.\nending: true")
    done = tale.table.run("show", "mine", "--replay")
    assert "Opening it moves nothing, sets nothing back and drops nothing.\n" in done.stdout
    assert done.stdout.endswith("The 3 choices of the game, made again, lead to the state that was kept.\n")
    assert tale.table.json("show", "mine", "--replay")["replay"]["outcome"] == "same"


def test_a_replay_names_the_first_step_that_is_somewhere_else(tale: Tale) -> None:
    tale.change(a=OLD["a"].replace("go: b", "go: c"), c="text: C.\nchoices:\n  - {text: On., go: b}")
    assert (
        "Step 3 differs: the game was at 'b.start', and the replay is at 'c.start'.\n"
        in tale.table.run("show", "mine", "--replay").stdout
    )
    found = tale.table.json("show", "mine", "--replay")["replay"]
    assert (found["outcome"], found["step"], found["choice"]) == ("other step", 3, "on")
    assert (found["was_at"], found["stands_at"]) == ("b.start", "c.start")


@pytest.mark.parametrize(
    ("scene", "reason"),
    [
        (OLD["a"].replace("text: Stay.", "text: Wait."), "There is no choice 'stay' here. There is: on, wait."),
        (OLD["a"].replace("text: Stay.", "text: Stay., if: coins > 3, locked: Too poor."), "'stay' is shut: Too poor."),
        (OLD["a"].replace("text: Stay.", "text: Stay., if: coins > 3"), "'stay' is not offered now."),
    ],
)
def test_a_replay_says_why_a_choice_cannot_be_made(tale: Tale, scene: str, reason: str) -> None:
    tale.change(a=scene)
    found = tale.table.json("show", "mine", "--replay")["replay"]
    assert found["sentence"] == f"Step 1, at 'a.start', cannot be made again: {reason}"
    assert found["sentence"] in tale.table.run("show", "mine", "--replay").stdout
    assert (found["outcome"], found["step"]) == ("other step", 1)


def test_a_replay_that_ends_elsewhere_names_what_differs(tale: Tale) -> None:
    tale.change(a=OLD["a"].replace("coins: 4", "coins: 2").replace("go: b,", "go: b, set: {hat: true},"))
    done = tale.table.run("show", "mine", "--replay")
    assert done.stdout.splitlines()[-3:] == [
        "The 3 choices of the game, made again, lead to another state. 2 things differ.",
        "  qualities coins: kept 5, replayed 3",
        "  qualities hat: kept false, replayed true",
    ]
    found = tale.table.json("show", "mine", "--replay")["replay"]
    assert found["outcome"] == "other end"
    assert found["differences"][0] == {"part": "qualities", "name": "coins", "saved": "5", "replayed": "3"}


def test_a_replay_follows_new_names(tale: Tale) -> None:
    bee = OLD["b"].replace("{text: On., go: c}", "{text: Further., id: further, was: on, go: c}")
    tale.change(a=OLD["a"].replace("go: b", "go: bee"), b="", bee=f"was: b\n{bee}")
    assert tale.table.json("show", "mine", "--replay")["replay"]["outcome"] == "same"


def test_a_game_that_cannot_be_begun_again_is_told(tale: Tale) -> None:
    session = Session.new(tale.table.story, 1, at="b")
    session.choose("back")
    tale.table.store.save("aside", pack(session, "aside", AT))
    assert "  Began at   b\n" in tale.table.run("show", "aside").stdout
    tale.change(a=OLD["a"].replace("go: b", "go: c"), b="")
    assert (
        "The game cannot be begun again: The story has no scene 'b'.\n"
        in tale.table.run("show", "aside", "--replay").stdout
    )


# -- verify ---------------------------------------------------------------------------------------


def test_verify_reads_every_generation_the_chapters_and_the_bin(table: Table) -> None:
    table.keep("one")
    table.keep("one", "count-the-gulls")
    table.keep("gone")
    table.run("delete", "gone")
    table.store.chapters.save("1-shore", game_of(table.story))
    done = table.run("verify")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "one: sound.",
        "one, the game before it: sound.",
        "1-shore, beginning of a chapter: sound.",
        "gone, deleted: sound.",
        "4 files: 4 sound, none that cannot be opened.",
    ]
    found = table.json("verify")
    assert (found["files"], found["changing"], found["wrong"]) == (4, 0, 0)
    assert [(check["where"], check["earlier"]) for check in found["checks"]] == [
        ("kept", False), ("kept", True), ("chapter", False), ("deleted", False)
    ]  # fmt: skip


def test_verify_finds_what_cannot_be_opened_and_has_status_1(table: Table, tmp_path: Path) -> None:
    other = load_story(write_story(tmp_path / "other", {"a": OVER}, story="id: other\n"))
    table.keep("good")
    table.keep("before")
    table.keep("before", "count-the-gulls")
    damage(Path(f"{table.store.path('before')}.before"))
    table.keep("lost")
    table.keep("lost", "count-the-gulls")
    table.store.path("lost").unlink()
    table.store.save("foreign", game_of(other))
    table.store.path("newer").write_text('{"format": 99}')
    table.store.path("folder").mkdir()
    table.keep("binned")
    damage(table.store.delete(table.store.path("binned")))
    done = table.run("verify")
    assert done.exit_code == 1
    found = {line.split(". ")[0].rstrip(".") for line in done.stdout.splitlines()[:-1]}
    assert found == {
        "good: sound", "before: sound", "before, the game before it: damaged", "lost: damaged",
        "lost, the game before it: sound", "foreign: other story", "newer: newer", "folder: damaged", "binned, deleted: damaged",
    }  # fmt: skip
    assert done.stdout.splitlines()[-1] == "9 files: 3 sound, 6 that cannot be opened."
    as_json = table.run("verify", "--json")
    assert as_json.exit_code == 1
    assert json.loads(as_json.stdout)["wrong"] == 6


def test_verify_of_one_game_looks_at_no_other(table: Table) -> None:
    table.keep("good")
    table.keep("bad")
    damage(table.store.path("bad"))
    assert table.run("verify", "good").stdout == "good: sound.\n1 file: 1 sound, none that cannot be opened.\n"
    assert table.run("verify", "good").exit_code == 0
    assert table.run("verify", "bad").exit_code == 1
    table.run("delete", "good")
    assert table.run("verify", "good").stdout.startswith("good, deleted: sound.\n")


def test_a_game_without_a_checksum_is_sound_and_says_so(table: Table) -> None:
    table.keep("one")
    document = json.loads(table.store.path("one").read_bytes())
    del document["checksum"]
    table.store.path("one").write_text(json.dumps({**document, "format": 1}))
    assert table.run("verify", "one").stdout.startswith("one: sound. It has no checksum.\n")
    assert "  Format     1, without a checksum\n" in table.run("show", "one").stdout


# -- export and import ----------------------------------------------------------------------------


def test_a_game_goes_out_and_comes_in_again(table: Table, tmp_path: Path) -> None:
    table.keep("Before the door", "count-the-gulls")
    content = table.store.path("Before the door").read_bytes()
    out, named = tmp_path / "out", tmp_path / "out" / "Before the door.json"
    out.mkdir()
    done = table.run("export", "Before the door", str(out))
    assert (done.exit_code, done.stdout) == (0, f"The game 'Before the door' is written to {named}.\n")
    assert named.read_bytes() == content
    done = table.run("import", str(named), str(named))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        f"{named} is kept as 'Before the door (2)'.",
        f"{named} is kept as 'Before the door (3)'.",
    ]
    assert table.store.path("Before the door").read_bytes() == content


def test_export_writes_over_nothing_unless_forced(table: Table, tmp_path: Path) -> None:
    table.keep("one")
    there = tmp_path / "letter.txt"
    there.write_text("dear")
    assert said(table.run("export", "one", str(there))) == f"There is a file {there} already. `--force` writes over it."
    assert there.read_text() == "dear"
    link = tmp_path / "link.json"
    link.symlink_to(tmp_path / "nowhere.json")
    assert "already" in said(table.run("export", "one", str(link)))
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)
    assert "already" in said(table.run("export", "one", str(loop)))
    assert table.run("export", "one", str(there), "--force").exit_code == 0
    assert there.read_bytes() == table.store.path("one").read_bytes()


def test_export_leaves_the_games_themselves_alone(table: Table, tmp_path: Path) -> None:
    table.keep("one", "count-the-gulls")
    table.keep("two")
    before = table.files()
    for target in (
        table.store.path("two"),
        table.store.folder,
        tmp_path / "saves" / ".." / "saves" / "lantern" / "x.json",
    ):
        assert "lies among the games themselves" in said(table.run("export", "one", str(target), "--force"))
    assert "There is no folder" in said(table.run("export", "one", str(tmp_path / "none" / "x.json")))
    damage(table.store.path("one"))
    assert "damaged" in said(table.run("export", "one", str(tmp_path / "x.json")))
    assert not (tmp_path / "x.json").exists()
    assert table.files().keys() == before.keys()


def untrusted(story: Story) -> dict[str, bytes]:
    """Files that somebody else might send."""
    game: Any = json.loads(encode(game_of(story, "count-the-gulls")))
    del game["checksum"]

    def with_(**parts: Any) -> bytes:
        return json.dumps({**game, **parts}).encode()

    return {
        "empty": b"",
        "huge": b" " * (MOST_BYTES + 1),
        "deep": b"[" * 200_000,
        "deep-inside": b'{"format": 2, "name": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "bytes": bytes(range(256)),
        "half": encode(game_of(story))[:-100],
        "changed": encode(game_of(story)).replace(b'"seed": 7', b'"seed": 9'),
        "newer": with_(format=99),
        "name": with_(name=7),
        "long-name": with_(name="x" * 2001),
        "playtime": with_(playtime=-1),
        "log": with_(log=[{"beat": 1, "choice": []}]),
        "state": with_(state=[]),
        "key": with_(more=True),
        "number": with_(playtime=1).replace(b'"playtime": 1', b'"playtime": ' + b"9" * 5000),
        "other": with_(story={**game["story"], "id": "other", "title": ESCAPE * 100}),
    }


def test_files_from_elsewhere_are_refused_in_one_sentence_and_change_nothing(table: Table, tmp_path: Path) -> None:
    table.keep("one")
    before = table.files()
    files = untrusted(table.story)
    for name, content in files.items():
        file = tmp_path / f"{name}.json"
        file.write_bytes(content)
        sentence = said(table.run("import", str(file)))
        assert sentence.startswith(f"{file} was not taken in. ")
        assert len(sentence) < 800
        assert table.files() == before, name
    for file in (tmp_path, tmp_path / "none.json", Path("/dev/zero"), tmp_path / ("y" * 5000)):
        assert " was not taken in. " in said(table.run("import", str(file)))
    assert table.files() == before


def test_one_bad_file_does_not_keep_the_others_out(table: Table, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_bytes(encode(game_of(table.story)))
    bad.write_text("{")
    done = table.run("import", str(bad), str(good))
    assert done.exit_code == 2
    assert done.stderr == f"{bad} was not taken in. The file is damaged, or it is no saved game.\n"
    assert done.stdout == f"{good} is kept as 'a game'.\n"
    assert table.store.exists("a game")


STRANGE = [
    f"a{ESCAPE}b",
    "\u202egame",
    "x" * 2000,
    "",
    " ",
    "--json",
    "two\nlines",
    "夜" * 50,
    "e\u0301te",
    "';rm -rf ~;'",
    "…",
]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_is_printed_calmly_and_can_be_typed_as_printed(table: Table, tmp_path: Path, name: str) -> None:
    game = game_of(table.story, "count-the-gulls", name=name)
    preview = replace(game.preview, chapter=ESCAPE, scene="s" * 2000, date="\r\x1b[2K", line=ESCAPE)
    story = replace(game.story, title=ESCAPE * 50, version=ESCAPE)
    steps = [replace(step, beat=step.beat + ESCAPE, at=ESCAPE) for step in game.log]
    state = replace(game.state, qualities={ESCAPE: ESCAPE, **game.state.qualities})
    table.store.save(
        name, replace(game, name=name, preview=preview, story=story, log=steps, saved_at=ESCAPE, state=state)
    )
    lines = table.run("list").stdout.splitlines()
    assert len(lines) == 2
    assert len(lines[1]) < 250
    shown = lines[1].partition("  ")[0].rstrip()
    assert 0 < len(shown) <= LONGEST_SHOWN
    assert table.json("list")["games"][0]["name"] == name
    done = table.run("show", "--log", "--replay", "--", shown)
    assert done.exit_code == 0
    assert all(len(line) < 500 for line in done.stdout.splitlines())
    assert table.json("show", "--log", "--replay", "--", shown)["qualities"][ESCAPE] == ESCAPE
    assert table.run("verify", "--", shown).exit_code == 0
    assert table.run("path", "--", shown).stdout == f"{table.store.path(name)}\n"
    assert table.run("export", "--", shown, str(tmp_path)).exit_code == 0
    assert table.run("delete", "--", shown).exit_code == 0
    assert len(table.run("list", "--deleted").stdout.splitlines()) == 2
    assert table.run("restore", "--", shown).exit_code == 0
    assert table.run("rename", "--", table.store.slots()[0].name or "A game", "plain").exit_code == 0
    assert [slot.name for slot in table.store.slots()] == ["plain"]


def test_a_file_whose_name_is_no_text_is_told_and_checked(table: Table) -> None:
    table.keep("one")
    odd = os.fsencode(table.store.folder) + b"/game-\xff%1b[31m.json"
    with open(odd, "wb") as file:  # noqa: PTH123
        file.write(b"{")
    assert "\ufffd\ufffd[31m: cannot be opened." in table.run("list").stdout
    assert table.json("list")["games"][1]["trouble"].startswith("The file is damaged")
    assert table.run("verify", "\ufffd\ufffd[31m").exit_code == 1
    assert table.run("verify", "--json").exit_code == 1
    assert table.run("path", "\ufffd\ufffd[31m").stdout_bytes == odd + b"\n"
    assert table.run("delete", "\ufffd\ufffd[31m").exit_code == 0
    assert [slot.name for slot in table.store.slots()] == ["one"]


# -- rename, delete, restore, path ----------------------------------------------------------------


def test_a_game_gets_another_name(table: Table) -> None:
    table.keep("one", "count-the-gulls")
    done = table.run("rename", "one", "The gulls")
    assert (done.exit_code, done.stdout) == (0, "The game 'one' is called 'The gulls' now.\n")
    assert [slot.name for slot in table.store.slots()] == ["The gulls"]
    assert len(table.store.load("The gulls").log) == 1


@pytest.mark.parametrize("name", ["autosave", "autosave 2", "checkpoint 1", "the game before"])
def test_names_that_the_program_writes_over_are_refused(table: Table, name: str) -> None:
    table.keep("one")
    before = table.files()
    sentence = f"Games called '{name}' are kept by the program itself, and written over. Choose another name."
    assert said(table.run("rename", "one", name)) == sentence
    assert table.files() == before


def test_other_names_that_cannot_be(table: Table) -> None:
    table.keep("one")
    table.keep("two")
    table.keep("bad")
    damage(table.store.path("bad"))
    before = table.files()
    assert said(table.run("rename", "one", "two")) == "There is a game called 'two' already."
    assert said(table.run("rename", "one", " ")) == "A game needs a name. Give one that can be seen."
    assert said(table.run("rename", "one", "x" * 2001)).startswith("The name is too long.")
    assert said(table.run("rename", "bad", "good")).startswith("The game 'bad' cannot be opened.")
    assert table.files() == before


def test_a_deleted_game_comes_back(table: Table) -> None:
    table.keep("one")
    content = table.store.path("one").read_bytes()
    done = table.run("delete", "one")
    assert done.exit_code == 0
    options = f"--saves {table.store.folder.parent} --story {LANTERN}"
    assert done.stdout == (
        f"The game 'one' is in the bin. It can be brought back: `trotsky saves restore {options} one`.\n"
    )
    assert table.store.slots() == []
    assert [game["name"] for game in table.json("list", "--deleted")["games"]] == ["one"]
    done = table.run("restore", "one")
    assert (done.exit_code, done.stdout) == (0, "The game 'one' is back, and kept as 'one'.\n")
    assert table.store.path("one").read_bytes() == content
    assert table.store.bin.slots() == []


def test_a_second_deleted_game_of_the_name_is_brought_back_by_its_file(table: Table) -> None:
    for _ in range(2):
        table.keep("one")
        done = table.run("delete", "one")
    assert done.stdout.endswith(" game-one-2.json`.\n")
    assert "Give the name of a file instead: game-one-2.json, game-one.json." in said(
        table.run("restore", "one")
    ).replace("game-one.json, game-one-2.json", "game-one-2.json, game-one.json")
    table.keep("one")
    assert table.run("restore", "game-one-2.json").stdout == "The game 'one' is back, and kept as 'one (2)'.\n"
    assert [path.name for path in table.store.bin.folder.glob("game-*")] == ["game-one.json"]


def test_what_is_not_in_the_bin_is_not_restored(table: Table) -> None:
    table.keep("one")
    assert said(table.run("restore", "one")) == "There is no game called 'one'. None is kept there."
    table.run("delete", "one")
    damage(table.store.bin.path("one"))
    assert "damaged" in said(table.run("restore", "one"))
    assert said(table.run("restore", "one", "--force")).startswith("`--force` goes with `--earlier`.")
    assert table.store.slots() == []
    assert table.store.bin.path("one").exists()


def test_the_game_before_takes_the_place_of_a_damaged_one(table: Table) -> None:
    table.keep("one")
    table.keep("one", "count-the-gulls")
    damaged = damage(table.store.path("one"))
    done = table.run("restore", "--earlier", "one")
    aside = table.store.folder / "game-one.json.damaged-1"
    assert done.exit_code == 0
    assert done.stdout == (f"The game before it is in the place of 'one' now. What was there is kept as {aside}.\n")
    assert table.store.load("one").log == []
    assert aside.read_bytes() == damaged


def test_a_game_that_is_gone_comes_back_from_the_one_before(table: Table) -> None:
    table.keep("one")
    table.keep("one", "count-the-gulls")
    table.store.path("one").unlink()
    assert table.run("restore", "--earlier", "one").stdout == "The game before it is in the place of 'one' now.\n"
    assert table.store.load("one").log == []


def test_a_whole_game_is_left_unless_forced(table: Table, tmp_path: Path) -> None:
    table.keep("one")
    table.keep("one", "count-the-gulls")
    before = table.files()
    done = table.run("restore", "--earlier", "one")
    assert (done.exit_code, done.stdout) == (0, "The game 'one' is whole; nothing was changed.\n")
    assert table.files() == before
    done = table.run("restore", "--earlier", "one", "--force")
    assert done.exit_code == 0
    assert table.store.load("one").log == []
    aside = Path(done.stdout.rpartition(" kept as ")[2].rstrip(".\n"))
    assert aside.read_bytes() == before[str(table.store.path("one"))]
    assert table.run("import", str(aside)).stdout == f"{aside} is kept as 'one (2)'.\n"


def test_without_a_game_before_nothing_changes(table: Table) -> None:
    table.keep("one")
    sentence = "There is no earlier game to put in the place of 'one'."
    assert said(table.run("restore", "--earlier", "--force", "one")) == sentence
    damage(table.store.path("one"))
    before = table.files()
    assert said(table.run("restore", "--earlier", "one")) == sentence
    assert table.files() == before


def test_a_game_of_a_newer_program_is_not_taken_for_a_damaged_one(table: Table) -> None:
    table.keep("one")
    table.keep("one", "count-the-gulls")
    table.store.path("one").write_text('{"format": 99}')
    before = table.files()
    sentence = said(table.run("restore", "--earlier", "one"))
    assert sentence.startswith("Nothing was changed. The game was saved by a newer version of this program")
    assert table.files() == before
    assert table.run("restore", "--earlier", "one", "--force").exit_code == 0
    assert table.store.load("one").log == []


def test_path_prints_the_folder_or_the_file(table: Table) -> None:
    assert table.run("path").stdout == f"{table.store.folder}\n"
    table.keep("Before the door")
    assert table.run("path", "Before the door").stdout == f"{table.store.path('Before the door')}\n"


# -- as a whole -----------------------------------------------------------------------------------


def test_looking_writes_nothing(table: Table) -> None:
    table.keep("one")
    table.keep("one", "count-the-gulls")
    damage(table.store.path("one"))
    table.keep("two")
    before = sorted(table.store.folder.rglob("*"))
    for words in (
        ["list"],
        ["list", "--deleted"],
        ["show", "two", "--log", "--replay"],
        ["verify"],
        ["path"],
        ["path", "one"],
    ):
        table.run(*words)
    assert sorted(table.store.folder.rglob("*")) == before


def test_what_cannot_be_written_is_a_sentence(table: Table, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table.keep("one")
    table.run("export", "one", str(tmp_path / "one.json"))
    before = table.files()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("game.saves.files.os.replace", full)
    for words in (
        ["import", str(tmp_path / "one.json")],
        ["rename", "one", "two"],
        ["export", "one", str(tmp_path / "b.json")],
    ):
        assert "No space left on device" in said(table.run(*words))
    assert table.files() == before


def test_the_command_starts_without_what_it_does_not_need() -> None:
    script = (
        "import sys, game.cli; print([m for m in sys.modules if m.startswith(('game.saves', 'game.story', 'msgspec'))])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_it_is_run_as_a_person_runs_it(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "game"]
    there = {**os.environ, "TROTSKY_SAVES": str(tmp_path), "PYTHONIOENCODING": "utf-8"}

    def run(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, *words], input=typed, capture_output=True, encoding="utf-8", env=there, timeout=60
        )

    run(str(LANTERN), "--seed", "7", typed="1\n2\n")
    assert "autosave" in run("saves", "list", "--story", str(LANTERN)).stdout
    assert run("saves", "verify", "--story", str(LANTERN)).returncode == 0
    missing = run("saves", "show", "nothing", "--story", str(LANTERN))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "Traceback" not in missing.stderr
    assert run("saves", "shwo").returncode == 2
    assert run("saves", "import").returncode == 2
    assert run("saves", "list").returncode == 0  # of our own story
