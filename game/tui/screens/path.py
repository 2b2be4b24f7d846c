"""A sheet that asks for a file, and stays until one will do: to write a game to, or to take one in from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual._path import CSSPathType
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from game.saves import SaveError
from game.tui.screens.house import Sheet


class PathScreen(Sheet[Path]):
    """One line to write a path on. `accept` makes a file of what was written, or raises SaveError, which is shown."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["sheet.tcss", "games.tcss"]
    AUTO_FOCUS = "Input"
    IS_PAGE = False

    def __init__(self, heading: str, sentence: str, value: str, accept: Callable[[str], Path]) -> None:
        super().__init__()
        self.HEADING = heading
        self._sentence = sentence
        self._value = value
        self._accept = accept

    def body(self) -> ComposeResult:
        """What is asked, and where the answer is written."""
        yield Static(Content(self._sentence))
        yield Input(self._value, placeholder="A file", max_length=4000)

    def foot(self) -> ComposeResult:
        """Why the last answer will not do."""
        yield Static(classes="path-trouble")
        yield Static(Content("Enter, and it is done. ~ is your home folder."), classes="sheet-quiet")

    def on_mount(self) -> None:
        """Nothing blinks; nothing is wrong yet."""
        field = self.query_one(Input)
        field.cursor_blink = False
        self.query_one(".path-trouble").display = False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the file, or say why not."""
        try:
            self.close_with(self._accept(event.value))
        except SaveError as error:
            trouble = self.query_one(".path-trouble", Static)
            trouble.update(Content(str(error)))
            trouble.display = True
            self.fit_body()
