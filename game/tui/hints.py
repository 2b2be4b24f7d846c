"""The hints: what a first-time player is told when a thing first comes up, each once."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from game.play import Session
from game.tui.actions import ACTIONS


@dataclass(frozen=True, slots=True)
class Hint:
    """One line. `{action}` in the text stands for the key of that action; `suits` tells whether its time has come."""

    id: str
    text: str
    suits: Callable[[Session], bool]

    def words(self, key_of: Callable[[str], str]) -> str:
        """The text with the player's own keys. `key_of` gives an action's, by its id."""
        return self.text.format_map({action.id: key_of(action.id) for action in ACTIONS})


def _marked(session: Session) -> bool:
    return bool(session.undoable and session.marked_at(session.undoable))


def _links(session: Session) -> bool:
    return any("](" in paragraph.text for paragraph in session.view.paragraphs)


HINTS = (
    Hint(
        "choose",
        "Space reads on; a number, or ↑ ↓ and Enter, chooses. {help}: every key.",
        lambda session: sum(choice.is_open for choice in session.view.choices) > 1,
    ),
    Hint(
        "mark",
        "What you did has put a mark beside a sentence of the paper. {paper} shows them all.",
        _marked,
    ),
    Hint(
        "shut",
        "A choice with · before it is shut, and says why.",
        lambda session: any(not choice.is_open for choice in session.view.choices),
    ),
    Hint(
        "chance",
        "Some choices may fail: their chance in 100 stands beside them, and is thrown once.",
        lambda session: any(choice.odds is not None for choice in session.view.choices),
    ),
    Hint("codex", "An underlined name opens the codex: click it, or press {codex}.", _links),
    Hint("undo", "{undo} takes back the last choice.", lambda session: session.undoable > 1),
    Hint(
        "record",
        "{record} tells what history says of the scene you have left.",
        lambda session: any(scene.basis for scene in session.scenes_behind()),
    ),
    Hint("journal", "{journal} is your journal: from there you can go back further.", lambda session: session.undoable > 9),
)  # fmt: skip


def next_hint(session: Session, read: Collection[str]) -> Hint | None:
    """The first hint whose time has come and that has not been read."""
    return next((hint for hint in HINTS if hint.id not in read and hint.suits(session)), None)
