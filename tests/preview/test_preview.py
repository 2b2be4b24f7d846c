"""The preview: what is saved appears, what is wrong is said over the game, and the bench sets, jumps and edits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import pytest
from msgspec.structs import replace

from game.preview import bench
from game.preview.app import PreviewApp
from game.preview.bench import BenchScreen
from game.preview.editor import EditorError, command, edit
from game.preview.play import PreviewScreen
from game.preview.watching import fingerprint
from game.saves import SettingsFile
from game.story import load_story
from tests.building import write_story
from tests.tui.house import House, press, shown

SCENES = {
    "a": "title: Shore\ntext: The tide is out.\nchoices:\n  - {text: Wait., add: {oil: 1}, reply: You wait.}\n  - {text: Light it., if: oil > 7, locked: Too little oil., go: b}\n",
    "b": "title: Tower\ntext: It burns.\nending: true\n",
}


def story_in(folder: Path) -> Path:
    return write_story(folder / "story", SCENES, qualities="oil: {meaning: what is left, range: [0, 9], start: 2}\n")


@asynccontextmanager
async def previewed(folder: Path, size: tuple[int, int] = (100, 30)) -> AsyncIterator[House]:
    written = story_in(folder)
    app = PreviewApp(written, load_story(written), SettingsFile(folder / "settings.json"), seed=1)
    app.animation_level = "none"
    app.settings = replace(app.settings, show_hints=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def saved(pilot: House, folder: Path, scene: str, text: str) -> None:
    """The author saves a file, and the app looks."""
    (folder / "story" / "c" / f"{scene}.yaml").write_text(text, encoding="utf-8")
    await pilot.app.look()
    await pilot.pause()


async def test_what_is_saved_appears_with_the_state_kept(tmp_path: Path) -> None:
    async with previewed(tmp_path) as pilot:
        await press(pilot, "1")
        assert "You wait." in shown(pilot)
        await saved(pilot, tmp_path, "a", SCENES["a"].replace("You wait.", "You sit and wait."))
        assert "You sit and wait." in shown(pilot)
        await press(pilot, "backspace")
        assert "The tide is out." in shown(pilot)
        assert "You sit" not in shown(pilot)


async def test_a_mistake_stands_over_the_game_until_it_is_mended(tmp_path: Path) -> None:
    async with previewed(tmp_path) as pilot:
        await saved(pilot, tmp_path, "a", SCENES["a"].replace("go: b", "go: bee"))
        assert "c/a.yaml:5:" in shown(pilot)
        assert "The game stands as it was before." in shown(pilot)
        await press(pilot, "1")
        assert "You wait." in shown(pilot)
        await saved(pilot, tmp_path, "a", "text: [")
        assert "Y101" in shown(pilot)
        await saved(pilot, tmp_path, "a", SCENES["a"].replace("The tide is out.", "The tide is in."))
        assert "PREVIEW" in shown(pilot)
        assert "The tide is in." in shown(pilot)
        assert "You wait." in shown(pilot)


async def test_a_scene_that_is_taken_away_moves_the_game_and_says_so(tmp_path: Path) -> None:
    async with previewed(tmp_path) as pilot:
        await press(pilot, "ctrl+l", *"tower", "enter")
        assert "It burns." in shown(pilot)
        (tmp_path / "story" / "c" / "b.yaml").unlink()
        await saved(pilot, tmp_path, "a", SCENES["a"].replace(", go: b", ""))
        assert "The place 'b.start' is gone from the story; the game stands at 'a.start'" in shown(pilot)
        assert "The tide is out." in shown(pilot)


async def test_a_quality_is_set_from_the_bench_and_taken_back(tmp_path: Path) -> None:
    async with previewed(tmp_path) as pilot:
        assert "Too little oil." in shown(pilot)
        await press(pilot, "ctrl+n", *"oi")
        assert any(line.strip() == "oi" for line in shown(pilot).splitlines())  # what is typed can be read
        await press(pilot, "enter")
        await press(pilot, "backspace", *"much", "enter")
        assert "'oil' is a number from 0 to 9." in shown(pilot)
        await press(pilot, *["backspace"] * 4, "8", "enter")
        assert "oil is 8 now." in shown(pilot)
        await press(pilot, "f10")
        assert "Too little oil." not in shown(pilot)
        await press(pilot, "backspace")
        assert "Too little oil." in shown(pilot)


async def test_the_bench_tells_why_and_opens_the_editor_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[str, int]] = []

    def lend(path: Path, line: int, column: int = 1) -> None:
        opened.append((path.name, line))

    monkeypatch.setattr(bench, "edit", lend)
    async with previewed(tmp_path) as pilot:
        await press(pilot, "ctrl+o")
        assert isinstance(pilot.app.screen, BenchScreen)
        text = " ".join(shown(pilot).split())
        assert "The tide is out. c/a.yaml:2 shown" in text
        assert "light-it: Light it. c/a.yaml:5 shut oil > 7 → false (oil is 2)" in text
        await press(pilot, "down", "down", "enter")
        # There is no terminal here that could be lent to an editor: the place is said instead.
        assert "cannot be opened from this terminal. It is c/a.yaml:5." in " ".join(shown(pilot).split())
        monkeypatch.setattr(pilot.app, "suspend", nullcontext)
        await press(pilot, "enter")
        assert opened == [("a.yaml", 5)]
        await press(pilot, "tab", "tab", "tab", "f10")
        assert isinstance(pilot.app.screen, PreviewScreen)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_nothing_is_wider_than_a_small_terminal(tmp_path: Path, size: tuple[int, int]) -> None:
    async with previewed(tmp_path, size) as pilot:
        for keys in (("ctrl+o",), ("tab",), ("tab",)):
            await press(pilot, *keys)
            assert max(len(line) for line in shown(pilot).splitlines()) <= size[0]


async def test_the_game_is_kept_nowhere(tmp_path: Path) -> None:
    async with previewed(tmp_path) as pilot:
        await press(pilot, "1", "1")
        kept = pilot.app.store.folder
        assert kept.exists()
    assert not kept.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) in (["story"], ["settings.json", "story"])


def test_a_fingerprint_changes_with_every_file_and_not_without(tmp_path: Path) -> None:
    folder = story_in(tmp_path)
    first = fingerprint(folder)
    assert fingerprint(folder) == first
    (folder / "c" / "c.yaml").write_text("text: New.")
    second = fingerprint(folder)
    assert second != first
    (folder / "c" / ".a.yaml.swp").write_text("an editor's own")
    assert fingerprint(folder) == second
    (folder / "c" / "c.yaml").unlink()
    assert fingerprint(folder) == first
    assert fingerprint(tmp_path / "nowhere") == frozenset()


@pytest.mark.parametrize(
    ("editor", "words"),
    [
        ("vim", ["vim", "+7", "f.yaml"]), ("emacsclient -t", ["emacsclient", "-t", "+7", "f.yaml"]),
        ("code --wait", ["code", "--wait", "--goto", "f.yaml:7:3"]), ("/usr/bin/hx", ["/usr/bin/hx", "f.yaml:7:3"]),
    ],
)  # fmt: skip
def test_each_editor_is_told_the_line_in_its_own_way(editor: str, words: list[str]) -> None:
    assert command(editor, Path("f.yaml"), 7, 3) == words


def test_without_an_editor_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "")
    with pytest.raises(EditorError, match="Set EDITOR"):
        edit(tmp_path / "f.yaml", 1)
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    with pytest.raises(EditorError, match="cannot be started"):
        edit(tmp_path / "f.yaml", 1)
