"""Filling prose with a game's values."""

from __future__ import annotations

from game.play.chance import order
from game.story.memory import Memory
from game.story.runtime import FirstPart, IfPart, Paragraph, Prose, Template, TextPart, TurnPart


def render(prose: Prose, memory: Memory, seed: int, times: int) -> tuple[Paragraph, ...]:
    """The paragraphs as they read now. `times` is how often the player has been here, from 1."""
    if prose.fixed is not None:
        return prose.fixed
    found: list[Paragraph] = []
    for part in prose.parts:
        if isinstance(part, TextPart):
            found.append(Paragraph(part.template.fill(memory), part.quote))
        elif isinstance(part, IfPart):
            found.extend(render(part.yes if part.test(memory) else part.no, memory, seed, times))
        elif isinstance(part, FirstPart):
            found.extend(render(part.first if times <= 1 else part.then, memory, seed, times))
        else:
            found.append(Paragraph(_turn(part, seed, times).fill(memory)))
    return tuple(found)


def _turn(part: TurnPart, seed: int, times: int) -> Template:
    turn, length = max(0, times - 1), len(part.options)
    if part.kind == "sequence":
        return part.options[min(turn, length - 1)]
    if part.kind == "cycle":
        return part.options[turn % length]
    return part.options[order(seed, part.key, turn // length, length)[turn % length]]
