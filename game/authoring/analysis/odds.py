"""Chances whose odds can come to less than 0 or more than 100."""

from __future__ import annotations

from game.authoring.analysis.findings import Followed, told
from game.authoring.analysis.program import Option, Step
from game.authoring.analysis.search import Search
from game.authoring.analysis.terms import slots_of
from game.play import State, view
from game.story.memory import get


def odds_beyond(found: Followed, search: Search) -> None:
    """F613: the odds of a chance leave 0 to 100 in some game in which it is open."""
    for step in found.made.steps.values():
        for option in step.options:
            situation = found.flow.taken.get(option.key, 0)
            if option.odds is None or not situation:
                continue
            low, high = found.flow.judge.interval(option.odds.term, situation)
            if low < 0 or high > 100:
                _look(found, search, step, option)


def _look(found: Followed, search: Search, step: Step, option: Option) -> None:
    story = found.made.story
    assert option.named is not None
    chance = story.beats[step.key].by_id[option.named.id].chance
    assert chance is not None
    assert option.odds is not None
    read, name = chance.odds, option.named.id

    def leaves(state: State) -> bool:
        shown = [choice for choice in view(story, state).choices if choice.id == name and choice.is_open]
        return bool(shown) and not 0 <= int(read(state.memory)) <= 100

    state = search.find(step.key, leaves)
    if state is None:
        return
    slots = found.made.names.layout.slots
    values = [
        told(slot, get(state.memory, slots[slot])) for slot in sorted(slots_of(option.odds.term)) if slot in slots
    ]
    when = f" when {', '.join(values[:5])}" if values else ""
    sentence = f"The odds come to {int(read(state.memory))}{when}. They are kept within 0 and 100; write min() or max() if that is meant, or smaller numbers."
    found.about("F613", option.odds, sentence)
