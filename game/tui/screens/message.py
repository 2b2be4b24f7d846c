"""A sheet that says something, and one that asks: used for errors, notes and confirmations."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from game.tui.screens.house import Sheet
from game.tui.widgets.options import Option, Options


class Message(Sheet[str]):
    """Sentences under a heading, and the answers that can be given. Its result is the answer's id, '' if closed."""

    IS_PAGE = False

    def __init__(self, heading: str, sentences: list[str], answers: dict[str, str] | None = None) -> None:
        super().__init__()
        self.HEADING = heading
        self._sentences = sentences
        self._answers = answers or {"on": "Go on"}

    def body(self) -> ComposeResult:
        """The sentences."""
        for sentence in self._sentences:
            yield Static(Content(sentence))

    def foot(self) -> ComposeResult:
        """The answers."""
        yield Options([Option(name, Content(text)) for name, text in self._answers.items()])

    def on_options_taken(self, event: Options.Taken) -> None:
        """Answer."""
        self.close_with(event.option_id)

    def action_close(self) -> None:
        """Close without an answer."""
        self.close_with("")


class QuitScreen(Message):
    """Whether to leave the game. `trouble` says why it is not kept, if it is not."""

    def __init__(self, trouble: str = "") -> None:
        lost = "This game is not kept, and what you leave now is lost. In «Save» it can be written to a file."
        super().__init__(
            "Leave the game?",
            [trouble, lost] if trouble else ["It is kept as you go; you can take it up where you are."],
            {"stay": "Go on playing", "title": "To the title page", "quit": "Leave the game"},
        )
