"""Beats at which a game can have nothing to choose, though the story has not ended."""

from __future__ import annotations

from game.authoring.analysis.findings import Followed, told
from game.authoring.analysis.program import Option, Step
from game.authoring.analysis.search import Search
from game.authoring.analysis.terms import slots_of
from game.play import State, view
from game.story.memory import get

_MOST_TOLD = 5


def all_shut(found: Followed, search: Search) -> set[str]:
    """F610: the keys of the beats where all choices are shut in some game, each reported with what that game holds."""
    story = found.made.story
    stuck: set[str] = set()
    for step in found.made.steps.values():
        situation = found.flow.at.get(step.key, 0)
        if not step.options or not situation:
            continue
        if not step.scene.ending and not any(option.key in found.flow.taken for option in step.options):
            stuck.add(step.key)
            _report(found, step, "Nothing can ever be chosen here.")
            continue
        for option in step.options:
            situation = found.flow.doors.shut(step, option, situation, returns=False)
        if not situation:
            continue
        state = search.find(step.key, lambda state: view(story, state).is_stuck)
        if state is not None:
            stuck.add(step.key)
            _report(found, step, f"All choices here can be gone or shut, as {_held(found, step, state)}.")
    return stuck


def _report(found: Followed, step: Step, sentence: str) -> None:
    advice = "Add a choice without a condition, or a `fallback`."
    found.add("F610", step.document, step.named.path, f"{sentence} {advice}")


def _held(found: Followed, step: Step, state: State) -> str:
    """What a game holds of all that the choices here depend on."""
    slots: dict[str, None] = {}
    for option in step.options:
        slots |= dict.fromkeys(_asks(found, step, option))
    numbers = found.made.names.layout.slots
    values = [told(slot, get(state.memory, numbers[slot])) for slot in slots if slot in numbers]
    values = [value.replace(f"{step.key}.", "", 1) for value in values]
    if len(values) > _MOST_TOLD:
        values = [*values[:_MOST_TOLD], "and so on"]
    return "when " + ", ".join(values) + f" (after {state.steps} {'choice' if state.steps == 1 else 'choices'})"


def _asks(found: Followed, step: Step, option: Option) -> list[str]:
    slots: list[str] = [f"chosen:{option.key}"] if option.once else []
    for asked in (option.condition, found.flow.doors.entry_of(step, option)):
        if asked is not None:
            slots += sorted(slots_of(asked.term))
    return slots
