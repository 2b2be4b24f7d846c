"""Playing in tests: a game of a small story, driven by the ids of choices."""

from __future__ import annotations

from game.play import Session
from game.story import Story
from game.story.memory import Value


def play(story: Story, *choices: str, seed: int = 1, at: str | None = None) -> Session:
    """A game after these choices."""
    session = Session.new(story, seed, at=at)
    for choice in choices:
        session.choose(choice)
    return session


def value(session: Session, quality: str) -> Value:
    """What a quality stands at."""
    slot = session.story.layout.slots[f"quality:{quality}"]
    return session.state.memory[slot // 64][slot % 64]


def shown(session: Session) -> list[str]:
    """The choices as a player reads them: `id`, or `id: the reason it is shut`."""
    return [f"{choice.id}: {choice.reason}" if choice.reason else choice.id for choice in session.view.choices]


def text(session: Session) -> str:
    """All that is said now."""
    return session.view.text
