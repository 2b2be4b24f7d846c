"""A game as one line, `SEED:choice,choice,…`: what a playtest prints of it, and `trotsky play --replay` begins with.

The seed is a whole number, and the choices are their ids in the order in which they were made. Ids hold letters,
digits, - and _ only, so that the line is one word to any shell.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from game.play.engine import ChoiceError
from game.play.session import Session
from game.story.problems import printable
from game.story.runtime import Story

MOST_CHOICES = 100_000  # in a line
_SEED = re.compile(r"-?[0-9]{1,20}\Z")
_LONGEST = 80  # characters of a name in a message: a line may come from anywhere


class LineError(ValueError):
    """A line that cannot be played. The message says in a sentence at which step, and what was open there."""


def line_of(seed: int, choices: Sequence[str]) -> str:
    """A game as one line."""
    return f"{seed}:{','.join(choices)}"


def read_line(line: str) -> tuple[int, list[str]]:
    """The seed and the choices of a line. Raises LineError."""
    seed, colon, rest = line.strip().partition(":")
    if not colon or _SEED.match(seed) is None:
        raise LineError(
            f"'{_cut(line)}' is no game in one line. Write the seed, a colon and the ids of the choices with commas "
            "between them, as in 7:knock,climb-over."
        )
    choices = [choice.strip() for choice in rest.split(",")] if rest.strip() else []
    if len(choices) > MOST_CHOICES:
        raise LineError(f"The line has {len(choices):,} choices; at most {MOST_CHOICES:,} are made again.")
    if "" in choices:
        raise LineError(f"Step {choices.index('') + 1} of the line is empty. Write the ids with one comma between two.")
    return int(seed), choices


def play_line(story: Story, line: str) -> Session:
    """The game that a line tells, after its last choice. Raises LineError where a choice cannot be made."""
    seed, choices = read_line(line)
    session = Session.new(story, seed)
    for number, choice in enumerate(choices, start=1):
        try:
            session.choose(choice)
        except ChoiceError:
            raise LineError(_refusal(session, number, choice)) from None
        except Exception as error:  # a fault of ours, which this line was perhaps printed to show
            where = f"Step {number}, '{_cut(choice)}' at '{session.state.beat}'"
            raise LineError(f"{where}, makes the program itself fail: {type(error).__name__}: {error}.") from error
    return session


def _refusal(session: Session, number: int, choice: str) -> str:
    seen = session.view
    where = f"Step {number} cannot be made: at '{session.state.beat}' "
    shut = next((one for one in seen.choices if one.id == choice and not one.is_open), None)
    why = (
        f"'{_cut(choice)}' is shut ({printable(shut.reason)})" if shut is not None else f"there is no '{_cut(choice)}'"
    )
    if seen.is_ending:
        return f"{where}the story has ended, and '{_cut(choice)}' comes after it. Take it out of the line."
    offered = ", ".join(one.id for one in seen.choices if one.is_open) or "nothing"
    return f"{where}{why}. Open there: {offered}."


def _cut(text: str) -> str:
    text = printable(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
