"""Filling prose with a game's values."""

from __future__ import annotations

from game.play.chance import order
from game.story.memory import Memory
from game.story.runtime import IfPart, Paragraph, Prose, TextPart, TurnPart


def render(prose: Prose, memory: Memory, seed: int, times: int) -> tuple[Paragraph, ...]:
    """The paragraphs as they read now. `times` is how often the player has been here, from 1."""
    if prose.fixed is not None:
        return prose.fixed
    return tuple(
        [
            part.fixed or Paragraph(part.template.fill(memory), part.quote)
            for part in variants(prose, memory, seed, times)
        ]
    )


def variants(prose: Prose, memory: Memory, seed: int, times: int) -> list[TextPart]:
    """The paragraphs that are shown now, as they are written. `times` as in `render`."""
    found: list[TextPart] = []
    _gather(found, prose, memory, seed, times)
    return found


def _gather(found: list[TextPart], prose: Prose, memory: Memory, seed: int, times: int) -> None:
    for part in prose.parts:
        if isinstance(part, TextPart):
            found.append(part)
            continue
        if isinstance(part, TurnPart):
            found.append(_turn(part, seed, times))
            continue
        if isinstance(part, IfPart):
            side = part.yes if part.test(memory) else part.no
        else:
            side = part.first if times <= 1 else part.then
        if side.fixed is None:
            _gather(found, side, memory, seed, times)
        else:  # by far the commonest: nothing in it depends on anything
            found += side.parts  # type: ignore[arg-type]


def _turn(part: TurnPart, seed: int, times: int) -> TextPart:
    turn, length = max(0, times - 1), len(part.options)
    if part.kind == "sequence":
        return part.options[min(turn, length - 1)]
    if part.kind == "cycle":
        return part.options[turn % length]
    return part.options[order(seed, part.key, turn // length, length)[turn % length]]
