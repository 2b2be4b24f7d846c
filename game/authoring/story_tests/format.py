"""What an author may write in a file of the folder `tests`: a mapping of names to tests, and every key of one.

As in `game/story/model.py` these types are the format, and a condition or a name is still plain text here.
"""

from __future__ import annotations

from typing import Literal

from msgspec import field

from game.story.model import Authored, Expression, MarkName, Names

Luck = Literal["success", "failure"]
ExpectedMark = Literal["stands", "strained", "struck", "unlived", "none"]


class Expected(Authored, kw_only=True, frozen=True):
    """What must hold at one moment of a game. Nothing is asked of what is not named."""

    scene: str | None = None
    beat: str | None = None  # its name, or scene.beat
    text: Names | None = None  # phrases that are read now
    not_text: Names | None = None
    choices: Names | None = None  # ids of choices that are open; others may be too
    shut: Names | None = None  # ids of choices that are shown shut
    hidden: Names | None = None  # ids of choices that are not shown
    qualities: dict[str, Expression] = field(default_factory=dict)  # the value of each, exactly
    holds: Names | None = None  # conditions in the language of the story
    marks: dict[str, ExpectedMark] = field(default_factory=dict)
    achieved: Names | None = None
    ending: bool | str | None = None  # whether the story has ended, or the scene in which it has


class Step(Authored, kw_only=True, frozen=True):
    """One choice, how chance falls, and what must hold after it. Without a choice: what must hold here."""

    choice: str | None = None
    chance: Luck | None = None
    draw: str | None = None  # the scene that is drawn from the deck
    expect: Expected | None = None


class StoryTest(Authored, kw_only=True, frozen=True):
    """A game: where it begins and with what, the choices made in it, and what must hold at its end."""

    note: str | None = None  # for other authors; never shown
    scene: str | None = None  # a scene or scene.beat to begin at; default: the story's own beginning
    seed: int = 1
    set: dict[str, Expression] = field(default_factory=dict)
    mark: dict[str, MarkName] = field(default_factory=dict)
    achieve: Names | None = None
    seen: Names | None = None  # scenes, or scene.beat, where the player has been already
    chosen: Names | None = None  # scene.choice, or scene.beat.choice, that was taken already
    choose: str | list[str | Step] = field(default_factory=list)
    history: bool = False  # after these choices, go on as history did, as far as that leads
    expect: Expected | None = None
    transcript: str | None = None  # the name of the file that keeps the whole road's text
