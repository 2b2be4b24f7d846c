"""The small parts: words, letters, the saver behind the scenes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

from textual.content import Content

from game.play import Session, Throw
from game.saves import AUTOSAVE, SavedGame, SaveError, Store, pack
from game.story import Story
from game.tui.autosave import Autosaver
from game.tui.lettering import HEIGHT, draw, set_in_lines
from game.tui.widgets.hanging import hang
from game.tui.words import content, duration, local_day, local_time, sign, throw


def test_importing_the_door_imports_no_textual() -> None:
    code = "import sys, game.tui; assert not [m for m in sys.modules if m.split('.')[0] in ('textual', 'rich')]"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_said_of_a_throw() -> None:
    assert throw(Throw(40, 73)) == "40 in 100: threw 73, and it failed."
    assert throw(Throw(40, 40)) == "40 in 100: threw 40, and it came off."


def test_light_markup_becomes_styles_and_textual_markup_stays_words() -> None:
    shown = content("a *b* **c** [d](e) [red]f[/]")
    assert shown.plain == "a b c d [red]f[/]"
    assert [str(span.style) for span in shown.spans[:2]] == ["italic", "bold"]


def test_a_head_that_is_too_long_stands_above_its_text() -> None:
    text = Content("some words to wrap")
    for head, lines in {
        "F1": ["F1    some words", "      to wrap"],
        "Backspace": ["Backspace", "      some words", "      to wrap"],
    }.items():
        assert [line.plain.rstrip() for line in hang(Content(head), text, 16, 6)] == lines


def test_times() -> None:
    assert duration(30) == "under a minute"
    assert duration(45 * 60) == "45 min"
    assert duration(125 * 60) == "2 h 5 min"
    assert local_time("long ago") == local_day("long ago") == "long ago"
    assert local_day("2026-05-03T12:00:00") == "3 May 2026"
    assert "1928" in local_time("1928-12-17T12:00:00+00:00")


def test_signs() -> None:
    assert [sign(mark) for mark in ("stands", "strained", "struck", "unlived", "")] == ["✓", "~", "✗", "?", " "]


def test_letters_are_drawn_in_even_rows() -> None:
    for text in ("No War, No Peace", "Étude №5?"[:5], "A-B & C: D’S!"):
        rows = draw(text)
        assert rows is not None
        assert len(rows) == HEIGHT
        assert len({len(row) for row in rows}) == 1
    assert draw("мир") is None
    assert draw("") is None


def test_a_title_is_set_in_as_few_lines_as_fit() -> None:
    assert [len(set_in_lines("No War, No Peace", width) or []) for width in (120, 54, 46)] == [1, 2, 3]
    assert set_in_lines("Incomprehensibilities", 50) is None


def test_the_saver_writes_the_latest_and_reports(lantern: Story, tmp_path: Path) -> None:
    store, session = Store(tmp_path), Session.new(lantern, 1)
    said: list[str] = []
    gate, begun = threading.Event(), threading.Event()

    def slow() -> SavedGame:
        begun.set()
        gate.wait(10)
        return pack(session, AUTOSAVE, "first")

    def never() -> SavedGame:
        raise AssertionError("a later game has taken its place")

    saver = Autosaver(store, said.append)
    saver.offer(slow)
    begun.wait(10)
    saver.offer(never)
    saver.offer(lambda: pack(session, AUTOSAVE, "last"))
    gate.set()
    saver.flush()
    assert store.load(AUTOSAVE).saved_at == "last"
    assert said == ["", ""]
    saver.flush()


def test_the_saver_outlives_a_failure(lantern: Story, tmp_path: Path) -> None:
    said: list[str] = []

    def failing() -> SavedGame:
        raise SaveError("No room.")

    def broken() -> SavedGame:
        raise ValueError("a fault")

    saver = Autosaver(Store(tmp_path), said.append)
    for job in (failing, broken):
        saver.offer(job)
        saver.flush()
    saver.offer(lambda: pack(Session.new(lantern, 1), AUTOSAVE, "now"))
    saver.flush()
    assert said == ["No room.", "The game could not be saved (a fault).", ""]


def test_the_saver_keeps_other_things_and_tries_again_what_failed(lantern: Story, tmp_path: Path) -> None:
    said: list[str] = []
    done: list[str] = []
    troubles = iter(["No room.", "No room."])

    def sometimes() -> None:
        for trouble in troubles:
            raise SaveError(trouble)
        done.append("kept")

    saver = Autosaver(Store(tmp_path), said.append)
    saver.have_done("found", sometimes)
    saver.flush()
    for number in range(3):
        saver.offer(lambda number=number: pack(Session.new(lantern, 1), AUTOSAVE, str(number)))  # type: ignore[misc]
        saver.flush()
    assert said[0] == "No room."
    assert said[-1] == ""
    assert done == ["kept"]
    assert Store(tmp_path).load(AUTOSAVE).saved_at == "2"
