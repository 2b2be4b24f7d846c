"""What may be held when a paragraph is read, and which texts of a paragraph that varies are never shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from game.authoring.analysis.findings import Followed
from game.authoring.analysis.program import Asked, Option, Passage, Step
from game.authoring.analysis.space import NO_END, Situation


class _Place(NamedTuple):
    """Passages, what may be held when they are read, and how often they can be read at most: 0 for a card, of which
    the first text is always given."""

    passages: list[Passage]
    situation: Situation
    times: int


def readings(found: Followed) -> Iterator[tuple[Asked, Situation]]:
    """Every condition of a paragraph that can be read, with what may be held then."""
    for place in _places(found):
        yield from _conditions(found, place.passages, place.situation)


def hidden_texts(found: Followed) -> None:
    """T704: the other side of a condition that always holds, or a text for a visit that never comes."""
    for place in _places(found):
        _hidden(found, place.passages, place.situation, place.times)


def _places(found: Followed) -> Iterator[_Place]:
    flow = found.flow
    for step in found.made.steps.values():
        situation = flow.at.get(step.key, 0)
        if not situation:
            continue
        again = any(_comes_back(option) for option in step.options if option.key in flow.taken)
        yield _Place(step.passages, situation, _most(found, f"seen:{step.key}", situation) + again)
        yield from _replies(found, step)
    yield _Place(found.made.anytime, flow.anywhere, 0)


def _comes_back(option: Option) -> bool:
    """Whether a player can find the beat's text again without having come to it: after a visit, or having stayed."""
    return any(half.move.kind not in ("go", "return") for half in option.halves)


def _replies(found: Followed, step: Step) -> Iterator[_Place]:
    for option in step.options:
        for half in option.halves:
            situation = found.flow.replies.get(id(half), 0)
            if situation and half.reply:
                yield _Place(half.reply, situation, _most(found, f"chosen:{option.key}", situation))


def _most(found: Followed, slot: str, situation: Situation) -> int:
    known = found.flow.space.fields.get(slot)
    return NO_END if known is None else known.span(found.flow.space.get(situation, known))[1]


def _conditions(found: Followed, passages: list[Passage], situation: Situation) -> Iterator[tuple[Asked, Situation]]:
    for passage in passages:
        sides = [situation] * len(passage.sides)
        if passage.condition is not None:
            yield passage.condition, situation
            sides = [found.flow.judge.suppose(passage.condition.term, situation, holds) for holds in (True, False)]
        for (_, inner), left in zip(passage.sides, sides, strict=True):
            if left:
                yield from _conditions(found, inner, left)


def _hidden(found: Followed, passages: list[Passage], situation: Situation, times: int) -> None:
    for passage in passages:
        sides = [situation] * len(passage.sides)
        if passage.condition is not None:
            sides = [found.flow.judge.suppose(passage.condition.term, situation, holds) for holds in (True, False)]
            if not sides[1] and passage.has[1] and id(passage.condition) not in found.explained:
                path = passage.sides[1][0]
                found.explained.add(id(passage.condition))
                sentence = f"`else` is never shown: `{_short(passage.condition)}` always holds here. Take it away, or correct the condition."
                found.add("T704", passage.document, path, sentence)
        elif max(1, times) < len(passage.sides) and passage.has[max(1, times)]:
            which = "`then` is" if passage.kind == "first" else f"The texts from number {max(1, times) + 1} on are"
            often = "once" if times == 1 else f"{times} times"
            why = f"it is read {often} at most" if times else "a card is always read as at first"
            sentence = f"{which} never shown: {why}. Take it away, or let a way lead back."
            found.add("T704", passage.document, passage.sides[max(1, times)][0], sentence)
        for (_, inner), left in zip(passage.sides, sides, strict=True):
            if left:
                _hidden(found, inner, left, times)


def _short(asked: Asked) -> str:
    text = " ".join(asked.text.split())
    return text if len(text) <= 80 else text[:77] + "…"
