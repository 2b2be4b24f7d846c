"""What the two ways of showing the paper share: a sentence can be lit, the others hidden, and each found again."""

from __future__ import annotations

from collections.abc import Collection

from textual.containers import Vertical
from textual.message import Message

LIT = "bold $on-red on $primary"
LIT_WITHOUT_COLOUR = "bold reverse"


class Sentences(Vertical):
    """The source, sentence by sentence."""

    class Clicked(Message):
        """The player has clicked on a sentence."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    _lit = ""

    def on_mount(self) -> None:
        """What was to be lit before there was anything here."""
        self.draw_lit(self._lit)

    def light(self, name: str) -> None:
        """Light a sentence in place of the one that was lit; '' lights none."""
        self._lit = name
        self.draw_lit(name)

    def draw_lit(self, name: str) -> None:
        """Draw a sentence lit, and the others not."""
        raise NotImplementedError

    def show_only(self, names: Collection[str]) -> None:
        """Show these sentences and hide the others."""
        raise NotImplementedError

    def spans(self) -> dict[str, tuple[int, int]]:
        """Of each sentence that is shown, its first line and the one after its last."""
        raise NotImplementedError

    def name_at(self, line: int) -> str:
        """The sentence that a line is in; of several that begin in it, the first; of none, the one before."""
        found, top = "", -1
        for name, (first, _) in self.spans().items():
            if top < first <= line:
                found, top = name, first
        return found


def scrolled_to(span: tuple[int, int], y: int, room: int) -> int:
    """Where to scroll from `y` so that all of a span, or its beginning, is among the `room` lines that are seen."""
    first, end = span
    if first < y or end - first > room:
        return first
    return max(y, end - room)
