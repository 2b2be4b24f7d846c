"""What an author may do to a game that a player may not: stand anywhere, carry anything, go on in a changed story."""

from __future__ import annotations

from msgspec import structs

from game.play.engine import ChoiceError, stand_at
from game.play.session import Session, Step
from game.play.snapshot import Adjustment, current_name, restore, snapshot
from game.story.memory import Draft, Value, get, put
from game.story.migration import written
from game.story.runtime import ShownQuality, Story


def jump(session: Session, place: str) -> None:
    """Come to a scene or beat, with all that is carried. Raises ChoiceError if there is no such place."""
    session.go_on_from(stand_at(session.story, session.state, place), f"jump to {place}")


def carry(session: Session, name: str, text: str) -> Value:
    """Give a quality the value that is written; the value. Raises ChoiceError if it can never hold it."""
    quality = session.story.qualities.get(name)
    if quality is None:
        raise ChoiceError(f"The story has no quality '{name}'.")
    value = _value(quality, text.strip())
    draft: Draft = list(session.state.memory)
    put(draft, quality.slot, value)
    state = structs.replace(session.state, memory=tuple(draft))
    session.go_on_from(state, f"set {name} to {written(value)}")
    return value


def _value(quality: ShownQuality, text: str) -> Value:
    declared = quality.declared
    if declared.values is not None:
        if text not in declared.values:
            raise ChoiceError(f"'{quality.id}' is one of {', '.join(declared.values)}. Write one of these.")
        return text
    if declared.range is not None:
        low, high = declared.range
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise ChoiceError(f"'{quality.id}' is a number from {low} to {high}. Write such a number.")
        return number
    if text.lower() not in ("true", "false"):
        raise ChoiceError(f"'{quality.id}' is a flag. Write true or false.")
    return text.lower() == "true"


def value_of(session: Session, quality: ShownQuality) -> Value:
    """What a quality is now."""
    return get(session.state.memory, quality.slot)


def in_story(session: Session, story: Story) -> tuple[Session, list[Adjustment]]:
    """The same game in a story that has changed: every moment of it as a save would be taken over, so that all can
    still be taken back; and what of the present could not stay as it was. No effect runs."""
    been = [step.beat for step in session.log]
    found = [restore(story, snapshot(session.story, state), been) for state in session.states]
    log = [Step(current_name(story, "seen", step.beat), step.choice, step.at) for step in session.log]
    return Session(story, [state for state, _ in found], log, session.began), found[-1][1]
